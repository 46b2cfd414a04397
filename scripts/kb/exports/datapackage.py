"""What describes the tables to programs: a Frictionless data package, and metadata for Datasette."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kb.exports.plan import Column, Plan

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
DESCRIPTION = (
    "Who sells surveillance technology, who uses it, and which rules bind that use, when. "
    "Every fact cites its source. No entry means that nothing is recorded, not that there is nothing."
)


def datapackage(
    plans: Mapping[str, Plan],
    sizes: Mapping[str, tuple[int, str]],
    site_name: str,
    site_url: str,
    on: date,
) -> dict[str, Any]:
    """The descriptor of all CSV files as a tabular data package (Frictionless, version 1).

    `sizes` gives the bytes and the SHA-256 of each table's CSV file, `on` the day of the data.
    """
    return {
        "profile": "tabular-data-package",
        "name": "surveillance-register",
        "title": site_name,
        "description": DESCRIPTION,
        "created": f"{on}T00:00:00Z",
        "homepage": site_url,
        "licenses": [LICENCE],
        "sources": [{"title": site_name, "path": site_url}],
        "contributors": [{"title": f"{site_name} contributors", "role": "author"}],
        "resources": [_resource(plan, *sizes[plan.name]) for plan in plans.values()],
    }


def datasette(plans: Mapping[str, Plan], site_name: str, site_url: str, on: date) -> dict[str, Any]:
    """Metadata with which Datasette shows the database: descriptions, facets, labels, licence.

    `on` is the day of the data.
    """
    about = {
        "title": site_name,
        "description": f"{DESCRIPTION} As of {on}.",
        "license": LICENCE["title"],
        "license_url": LICENCE["path"],
        "source": site_name,
        "source_url": site_url,
    }
    tables = {
        plan.name: {
            "description": plan.description,
            "columns": {each.name: each.description for each in plan.columns},
            **({"facets": list(plan.facets)} if plan.facets else {}),
            **({"label_column": label} if (label := _label(plan)) else {}),
        }
        for plan in plans.values()
    }
    return {**about, "databases": {"register": {"tables": tables}}}


def _label(plan: Plan) -> str:
    names = {each.name for each in plan.columns}
    return next((each for each in ("name", "title", "citation") if each in names), "")


def _resource(plan: Plan, size: int, digest: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": plan.name,
        "path": f"csv/{plan.name}.csv",
        "title": plan.name.replace("_", " ").capitalize(),
        "description": plan.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "licenses": [LICENCE],
        "schema": {
            "fields": [_field(each) for each in plan.columns],
            "missingValues": [""],
            "primaryKey": list(plan.key),
            "foreignKeys": [
                {
                    "fields": list(each.columns),
                    "reference": {
                        # A table's references to itself name it by an empty text.
                        "resource": each.table if each.table != plan.name else "",
                        "fields": list(each.to),
                    },
                }
                for each in plan.references
            ],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.words:
        constraints["enum"] = list(column.words)
    return {
        "name": column.name,
        "type": column.type,
        "description": column.description,
        **({"constraints": constraints} if constraints else {}),
    }
