"""Every fact of the knowledge base as a value: what it says, where it stands, what it rests on."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.models import Record, anatomy
from kb.models.claims import Claim, Source
from kb.models.vocabulary import STRONG, Certainty, certainty_from

if TYPE_CHECKING:  # an outline counts the facts of its record, and a base holds outlines
    from kb.knowledge import KnowledgeBase

Counts = tuple[tuple[tuple[int, ...], str, int], ...]
"""Of facts of one record: the places of their sources in it, their certainty, and how many."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One claim of one record with the sources that carry it.

    `where` is its place in the record. `certainty` is the stated one or follows from the sources.
    """

    record: str
    where: tuple[str | int, ...]
    item: object
    sources: tuple[Source, ...]
    certainty: Certainty | None

    @property
    def strong(self) -> bool:
        """Whether it rests on a primary, court, official or contract source."""
        return any(each.type in STRONG for each in self.sources)


def of_record(id_: str, record: Record) -> Iterator[Fact]:
    """The top-level facts of a record, then its claims."""
    for each in anatomy.fields(type(record)):
        value = getattr(record, each.name)
        if each.uncited or value in (None, (), {}) or (each.nested and each.shape != "one"):
            continue
        cites = (
            getattr(value, "cites", ())
            or record.cites.get(each.key)
            or record.cites.get("default")
            or ()
        )
        yield _fact(id_, record, (each.key,), value, tuple(cite.source for cite in cites), None)
    for where, item in anatomy.parts(record):
        if isinstance(item, Claim) and len(where) > 1:
            keys = tuple(cite.source for cite in item.cites)
            yield _fact(id_, record, where, item, keys, item.certainty)


def of_base(base: "KnowledgeBase") -> Iterator[Fact]:
    """The facts of all records that stand, in the order of the records."""
    for outline in base.outlines.values():
        if not outline.withdrawn:
            yield from of_record(outline.id, base.record(outline.id))


def counts(record: Record) -> Counts:
    """How many facts of a record that cite anything rest on the same sources, as surely."""
    place = {id(source): place for place, source in enumerate(record.sources.values())}
    found = Counter(
        (tuple(sorted({place[id(each)] for each in fact.sources})), str(fact.certainty.value))
        for fact in of_record("", record)
        if fact.sources and fact.certainty is not None
    )
    return tuple((sources, certainty, number) for (sources, certainty), number in found.items())


def _fact(
    id_: str,
    record: Record,
    where: tuple[str | int, ...],
    item: object,
    keys: tuple[str, ...],
    stated: Certainty | None,
) -> Fact:
    chosen = [record.sources[key] for key in keys if key in record.sources]
    if not chosen and len(record.sources) == 1:
        chosen = list(record.sources.values())
    found = Fact(id_, where, item, tuple(chosen), stated)
    if stated is None and chosen:
        return replace(found, certainty=certainty_from(each.type for each in chosen))
    return found
