"""The static JSON described as an interface: OpenAPI 3.1, its schemas those of the models."""

from collections.abc import Iterator
from typing import Any

from kb import typed
from kb.exports.datapackage import DESCRIPTION, LICENCE
from kb.models import KINDS, Kind
from kb.models.scalars import KEBAB

VERSION = "1.0.0"
"""The version of the form of the documents: the first number changes when a reader of them breaks."""

_TEXT = {"type": "string"}


def openapi(tables: list[str], site_name: str, site_url: str) -> dict[str, Any]:
    """The description of all files under `/data/` that a program would ask for one by one.

    `tables` are the names of the tables that exist as CSV and as Parquet.
    """
    paths: dict[str, Any] = {}
    for kind in KINDS:
        paths |= _of_kind(kind)
    paths |= _of_tables(tables)
    for path, summary, media in _FILES:
        paths[path] = {"get": _operation(path, summary, media, {})}
    return {
        "openapi": "3.1.1",
        "info": {
            "title": site_name,
            "version": VERSION,
            "summary": "Static files, written anew by every build; read only, without a key.",
            "description": DESCRIPTION,
            "license": {"name": LICENCE["title"], "identifier": LICENCE["name"]},
        },
        "servers": [{"url": site_url.rstrip("/") or "/"}],
        "paths": paths,
        "components": {"schemas": _schemas()},
    }


_FILES = (
    ("/data/register.sqlite", "All tables in one SQLite database.", "application/vnd.sqlite3"),
    ("/data/entities.ftm.json", "FollowTheMoney entities, one to a line.", "application/x-ndjson"),
    ("/data/datapackage.json", "The CSV files as a Frictionless data package.", "application/json"),
    ("/data/metadata.json", "What Datasette shows beside the database.", "application/json"),
    ("/data/SHA256SUMS", "The SHA-256 of each file here.", "text/plain"),
    ("/feed.xml", "New and changed records, as an Atom feed.", "application/atom+xml"),
)


def _of_kind(kind: Kind) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{_name(kind)}"}
    id_ = {
        "name": "id",
        "in": "path",
        "required": True,
        "description": f"The id of the {kind.name}, as in the address of its page.",
        "schema": _TEXT | {"pattern": KEBAB},
    }
    one, every = f"/data/{kind.folder}/{{id}}.json", f"/data/{kind.folder}.json"
    single = _operation(one, f"One {kind.name}.", "application/json", schema)
    single["responses"]["404"] = {
        "description": "No record has this id. A record that is withdrawn keeps its file.",
        "content": {"text/html": {"schema": _TEXT}},
    }
    listed = {"type": "array", "items": schema}
    title = kind.title.lower()
    return {
        one: {"parameters": [id_], "get": single},
        every: {"get": _operation(every, f"All {title}, by id.", "application/json", listed)},
    }


def _of_tables(tables: list[str]) -> dict[str, Any]:
    name = {
        "name": "table",
        "in": "path",
        "required": True,
        "description": "The name of a table; datapackage.json says what is in each.",
        "schema": _TEXT | {"enum": tables},
    }
    paths = {}
    for folder, ending, words, media in (
        ("csv", "csv", "CSV", "text/csv"),
        ("parquet", "parquet", "Parquet", "application/vnd.apache.parquet"),
    ):
        path = f"/data/{folder}/{{table}}.{ending}"
        operation = _operation(path, f"A table as {words}.", media, {})
        paths[path] = {"parameters": [name], "get": operation}
    return paths


def _operation(path: str, summary: str, media: str, schema: dict[str, Any]) -> dict[str, Any]:
    words = "".join(letter if letter.isalnum() else " " for letter in path).split()
    return {
        "operationId": "_".join(words),
        "summary": summary,
        "responses": {
            "200": {
                "description": summary,
                "content": {media: {"schema": schema} if schema else {}},
            }
        },
    }


# Schemas -----------------------------------------------------------------------------------------


def _name(kind: Kind) -> str:
    return f"{kind.name.capitalize()}Record"


def _schemas() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind in KINDS:
        given = typed.json_schema(kind.name)
        for name, part in given.pop("$defs").items():
            found[name] = _as_written(part)
        record = _as_written(given)
        record["properties"] = {
            "kind": {"const": kind.name},
            **record["properties"],
            "id": {
                "type": "string",
                "pattern": KEBAB,
                "description": "The id: the name of the file without its ending.",
            },
        }
        record["required"] = ["kind", "id", *record.get("required", ())]
        found[_name(kind)] = record
    return dict(sorted(found.items()))


def _as_written(node: Any) -> Any:
    """A part of the models' schema as documents have it, which is narrower than what is read.

    Nothing is null, a date is a text, a citation is a mapping.
    """
    if isinstance(node, list):
        return [_as_written(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {
        key: each.replace("#/$defs/", "#/components/schemas/")
        if key == "$ref"
        else _as_written(each)
        for key, each in node.items()
        if key != "title" and not (key == "default" and not isinstance(each, str))
    }
    if isinstance(node.get("properties"), dict):  # a field may be called `title`
        kept["properties"] = {key: _as_written(each) for key, each in node["properties"].items()}
    if "anyOf" in kept:
        choices = list(_choices(kept.pop("anyOf")))
        kept = choices[0] | kept if len(choices) == 1 else kept | {"anyOf": choices}
    return kept


def _choices(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    types = {each.get("type") for each in nodes}
    mapped = any("$ref" in each for each in nodes)
    for each in nodes:
        kind = each.get("type")
        whole = kind == "integer" and types & {"string", "number"}
        if kind != "null" and not whole and not (kind == "string" and mapped):
            yield each
