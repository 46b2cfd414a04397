"""The outline of a record: all that the rest of the knowledge base needs to know of it."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from kb.dates import PartialDate, parse
from kb.facts import Counts, counts
from kb.models import (
    Deployment,
    Jurisdiction,
    Organisation,
    Record,
    Regulation,
    Technology,
    Vendor,
    anatomy,
)
from kb.models.claims import Source
from kb.models.deployment import Supplier
from kb.models.regulation import RegulationLink
from kb.models.vendor import Listing
from kb.models.vocabulary import Phase

Where = tuple[str | int, ...]

# Fields whose dates may lie ahead; every other date speaks of what has happened.
_MAY_LIE_AHEAD = frozenset(
    {
        "until",
        "due",
        "applies",
        "in_force",
        "phases",
        "amends",
        "repeals",
        "implements",
        "preempts",
        "statements",
    }
)


class Outline(NamedTuple):
    """All that other records, indexes and rules need to know of one record.

    Plain texts and tuples only, so that thousands are read back from a cache at once.
    `references` are (where, target id, kinds wanted); `parts` the ids of provisions or products;
    `part_references` (where, record id, part id); `sources` (key, address, what it is described
    as); `phases` (phase, from, until); `scoped` (what, words) for the rest of what a provision's scope
    can ask of a deployment; `contracts` (supplier, signed, until); `latest` the latest date that
    should lie in the past; `accessed` the day on which each source was read last; `facts` how many
    facts rest on which of them; `not_found` how many were looked for in vain.
    """

    kind: str
    id: str
    path: str
    digest: str
    name: str
    names: tuple[str, ...] = ()
    summary: str = ""
    jurisdiction: str = ""
    technologies: tuple[str, ...] = ()
    operator: str = ""
    operator_type: str = ""
    suppliers: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    phases: tuple[tuple[str, str, str], ...] = ()
    scoped: tuple[tuple[str, tuple[str, ...]], ...] = ()
    contracts: tuple[tuple[str, str, str], ...] = ()
    year: str = ""
    label: str = ""
    conflicts: int = 0
    references: tuple[tuple[Where, str, tuple[str, ...]], ...] = ()
    parts: tuple[str, ...] = ()
    part_references: tuple[tuple[Where, str, str], ...] = ()
    sources: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    accessed: tuple[str, ...] = ()
    facts: Counts = ()
    not_found: int = 0
    latest: tuple[Where, str] | None = None
    former_ids: tuple[str, ...] = ()
    withdrawn: bool = False
    replaced_by: str = ""


def of(kind: str, id_: str, path: str, digest: str, record: Record) -> Outline:
    """The outline of one typed record."""
    items = list(anatomy.parts(record))
    common = {"names": tuple(each.name for each in record.names), "summary": record.summary or ""}
    details = common | _details(record)
    return Outline(
        kind=kind,
        id=id_,
        path=path,
        digest=digest,
        references=tuple(
            reference for where, item in items for reference in anatomy.references(item, where)
        ),
        part_references=tuple(
            each for where, item in items for each in _part_references(item, where)
        ),
        sources=tuple((key, each.url, _description(each)) for key, each in record.sources.items()),
        accessed=tuple(each.accessed.last.isoformat() for each in record.sources.values()),
        facts=counts(record),
        not_found=len(record.not_found),
        latest=_latest(items),
        conflicts=len({getattr(item, "conflict", None) for _, item in items} - {None}),
        former_ids=record.former_ids,
        withdrawn=record.withdrawn is not None,
        replaced_by=(record.withdrawn.replaced_by or "") if record.withdrawn else "",
        **details,
    )


@lru_cache(maxsize=20_000)
def status(phases: tuple[tuple[str, str, str], ...], on: date) -> str:
    """The phase that a deployment is in on a day: the last one begun, ended if it ran out.

    Empty where no phase had begun by that day.
    """
    current = ""
    latest: PartialDate | None = None
    for phase, start, until in phases:
        begun = parse(start)
        # What may have begun on the same day came in the order in which the record gives it.
        if begun.first > on or (latest is not None and begun.surely_before(latest)):
            continue
        latest = begun
        over = bool(until) and parse(until).last < on
        running = phase in (Phase.TRIAL.value, Phase.OPERATIONAL.value)
        current = Phase.ENDED.value if over and running else phase
    return current


def _details(record: Record) -> dict[str, Any]:
    """What only some kinds have."""
    match record:
        case Deployment():
            return {
                "name": record.name,
                "jurisdiction": record.jurisdiction,
                "technologies": record.technologies,
                "operator": record.operator or "",
                "operator_type": record.operator_type.value if record.operator_type else "",
                "suppliers": tuple(dict.fromkeys(each.party for each in record.suppliers)),
                "phases": tuple(
                    (each.phase.value, str(each.from_), str(each.until or ""))
                    for each in record.phases
                ),
                "year": min((str(each.from_)[:4] for each in record.phases), default=""),
                "scoped": (
                    ("purposes", tuple(each.value for each in record.purposes)),
                    ("settings", tuple(each.value for each in record.settings)),
                    ("mode", (record.mode.value,) if record.mode else ()),
                    ("assessments", tuple(each.kind.value for each in record.assessments)),
                ),
                "contracts": tuple(
                    (each.supplier, str(each.signed or ""), str(each.until or ""))
                    for each in record.contracts
                    if each.supplier
                ),
            }
        case Vendor():
            return {
                "name": record.name,
                "jurisdiction": record.jurisdiction,
                "technologies": record.technologies,
                "year": str(record.founded.year) if record.founded else "",
                "parts": tuple(each.id for each in record.products),
                "suppliers": (),
            }
        case Regulation():
            scoped = {
                technology
                for provision in record.provisions.values()
                for technology in provision.scope.technologies or ()
            }
            effects = dict.fromkeys(each.effect.value for each in record.provisions.values())
            begun = (
                record.in_force.from_
                if record.in_force and record.in_force.from_
                else record.adopted
            )
            return {
                "name": record.short_name or record.name,
                "names": (
                    *([record.name] if record.short_name else []),
                    *(n.name for n in record.names),
                ),
                "jurisdiction": record.jurisdiction,
                "technologies": tuple(sorted(scoped)),
                "year": str(begun.year) if begun else "",
                "label": ", ".join(effects),
                "parts": tuple(record.provisions),
            }
        case Organisation():
            return {"name": record.name, "jurisdiction": record.jurisdiction or ""}
        case Jurisdiction():
            level = record.level.value if record.level else ""
            return {"name": record.name or "", "above": record.parents, "label": level}
        case Technology():
            return {
                "name": record.name,
                "names": (*record.alt_labels, *(each.name for each in record.names)),
                "summary": record.definition,
                "above": record.broader,
            }
        case _:
            raise TypeError(f"no outline for {type(record).__name__}")


def _part_references(item: object, where: Where) -> Iterator[tuple[Where, str, str]]:
    match item:
        case Listing(provision=str(part)) | RegulationLink(provision=str(part)):
            yield (*where, "provision"), item.regulation, part
        case Supplier(product=str(part)):
            yield (*where, "product"), item.party, part
        case _:
            pass


def _description(source: Source) -> tuple[str, ...]:
    return (
        source.title,
        source.publisher,
        str(source.published or ""),
        source.language,
        source.type.value,
        source.archived or "",
    )


def _latest(items: Iterable[tuple[Where, object]]) -> tuple[Where, str] | None:
    """The latest date that should lie in the past, with its place."""
    found = max(past_dates(items), key=lambda each: each[1].first, default=None)
    return (found[0], found[1].first.isoformat()) if found else None


def past_dates(items: Iterable[tuple[Where, object]]) -> Iterator[tuple[Where, PartialDate]]:
    """Every date of a record's items that should lie in the past, with its place."""
    for where, item in items:
        if any(part in _MAY_LIE_AHEAD for part in where):
            continue
        for each in anatomy.date_fields(type(item)):
            value: PartialDate | None = getattr(item, each.name)
            if value is not None and each.key not in _MAY_LIE_AHEAD:
                yield (*where, each.key), value
