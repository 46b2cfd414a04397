"""What a page says to machines: its subject in the words of schema.org, as JSON-LD."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from kb.models import Organisation, Record, Regulation, Vendor
from kb.models.regulation import Period
from kb.render.context import Context

Data = dict[str, Any]

_SCHEMA = "https://schema.org"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_ABOUT = (
    "Who sells surveillance technology, who uses it, and which rules bind that use, when: vendors, "
    "deployments and regulations, with a source for every fact and contradictions kept."
)
_FILES = (
    ("data/register.sqlite", "application/vnd.sqlite3"),
    ("data/datapackage.json", "application/json"),
    ("data/entities.ftm.json", "application/x-ndjson"),
    *(
        (f"data/{kind}.json", "application/json")
        for kind in ("vendors", "deployments", "regulations")
    ),
)


def of_record(id_: str, record: Record, context: Context) -> Data | None:
    """A party as an Organization, a regulation as Legislation; None for other kinds.

    None too for a record that was withdrawn: nothing is claimed of its subject any more.
    """
    if record.withdrawn is not None:
        return None
    match record:
        case Vendor() | Organisation():
            return _filled(_organisation(id_, record, context))
        case Regulation():
            return _filled(_legislation(id_, record, context))
        case _:
            return None


def dataset(context: Context) -> Data:
    """The register itself as a Dataset, with the files in which it can be taken away."""
    url = context.site_url
    return {
        "@context": _SCHEMA,
        "@type": "Dataset",
        "@id": f"{url}#dataset",
        "name": context.site_name,
        "description": _ABOUT,
        "url": f"{url}data/",
        "license": _LICENCE,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": f"{context.site_name} contributors"},
        "keywords": ["surveillance", "face recognition", "spyware", "regulation", "procurement"],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": form, "contentUrl": f"{url}{path}"}
            for path, form in _FILES
        ],
    }


def _organisation(id_: str, record: Vendor | Organisation, context: Context) -> Data:
    known = record.identifiers
    same = []
    if known and known.wikidata:
        same.append(f"https://www.wikidata.org/wiki/{known.wikidata}")
    if known and known.opencorporates:
        same.append(f"https://opencorporates.com/companies/{quote(known.opencorporates)}")
    if known and known.opensanctions:
        same.append(f"https://www.opensanctions.org/entities/{quote(known.opensanctions)}/")
    parent = record.parent if isinstance(record, Organisation) else None
    return {
        **_thing("Organization", id_, record, context),
        "legalName": next((each.name for each in record.names if each.kind == "legal"), None),
        "foundingDate": record.founded,
        "dissolutionDate": record.dissolved if isinstance(record, Vendor) else None,
        "leiCode": known.lei if known else None,
        "tickerSymbol": known.ticker if known else None,
        "parentOrganization": _reference(parent, "Organization", context),
        "sameAs": [*same, *([record.website] if record.website else [])],
    }


def _legislation(id_: str, record: Regulation, context: Context) -> Data:
    known = record.identifiers
    identifiers = [known.eli, known.celex, known.ecli, known.citation, known.bill] if known else []
    return {
        **_thing("Legislation", id_, record, context),
        "alternateName": [*([record.short_name] if record.short_name else []), *_names(record)],
        "name": record.name,
        "legislationType": record.instrument_type.label,
        "legislationIdentifier": [each for each in identifiers if each],
        "legislationJurisdiction": context.links.name(record.jurisdiction),
        "legislationPassedBy": _reference(record.issuing_body, "Organization", context),
        "legislationDate": record.adopted,
        "datePublished": record.published,
        "legislationDateOfApplicability": record.in_force.from_ if record.in_force else None,
        "legislationLegalForce": _force(record.in_force, context),
        "sameAs": [record.official_url] if record.official_url else [],
        **{
            name: [_reference(each.regulation, "Legislation", context) for each in links]
            for name, links in (
                ("legislationChanges", record.amends),
                ("legislationRepeals", record.repeals),
                ("legislationTransposes", record.implements),
            )
        },
    }


def _force(period: Period | None, context: Context) -> str | None:
    """Whether it is in force on the day, where the record says from when."""
    if period is None or period.from_ is None:
        return None
    begun, until = period.from_, period.until
    if begun.first > context.on or (until is not None and until.last < context.on):
        return f"{_SCHEMA}/NotInForce"
    if begun.last <= context.on and (until is None or until.first >= context.on):
        return f"{_SCHEMA}/InForce"
    return None  # the dates are not known well enough


def _thing(kind: str, id_: str, record: Record, context: Context) -> Data:
    url = context.site_url + context.links.address(id_)
    return {
        "@context": _SCHEMA,
        "@type": kind,
        "@id": f"{url}#subject",
        "name": context.links.name(id_),
        "alternateName": _names(record),
        "description": record.summary,
        "mainEntityOfPage": url,
    }


def _names(record: Record) -> list[str]:
    return list(dict.fromkeys(each.name for each in record.names))


def _reference(id_: str | None, kind: str, context: Context) -> Data | None:
    if not id_:
        return None
    url = context.site_url + context.links.address(id_)
    return {"@type": kind, "@id": f"{url}#subject", "name": context.links.name(id_)}


def _filled(data: Mapping[str, Any]) -> Data:
    """Without what is empty; dates as they are written."""
    return {
        key: value if isinstance(value, str | list | dict) else str(value)
        for key, value in data.items()
        if value not in (None, [], "")
    }
