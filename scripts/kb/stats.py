"""The state of the data: counts, and how well the facts are sourced."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kb import continents, facts
from kb.knowledge import KnowledgeBase
from kb.models import KINDS
from kb.models.vocabulary import Certainty

_LEAST = tuple(Certainty)  # the surest first
_SUBJECTS = ("deployment", "vendor", "regulation")


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of records and facts; shares are of all facts that cite a source.

    `least` is, for each record with such a fact, the certainty of its least certain one.
    """

    kinds: tuple[tuple[str, int], ...]
    continents: tuple[tuple[str, int], ...]
    countries: int
    source_types: tuple[tuple[str, int], ...]
    certainties: tuple[tuple[str, int], ...]
    facts: int
    strong: int
    single: int
    unarchived: int
    sources: int
    conflicts: int
    not_found: int
    withdrawn: int
    oldest: tuple[tuple[str, str], ...]
    least: Mapping[str, Certainty]

    def share(self, count: int) -> str:
        """A count as a share of all facts."""
        return f"{100 * count / self.facts:.0f} %" if self.facts else "0 %"


def of(base: KnowledgeBase) -> Stats:
    """Count a knowledge base."""
    outlines = base.outlines.values()
    standing = [each for each in outlines if not each.withdrawn]
    subjects = [each for each in standing if each.kind in _SUBJECTS]
    every = [fact for fact in facts.of_base(base) if fact.sources]
    checked: dict[str, date] = {}
    types: dict[str, str] = {}
    for fact in every:
        for source in fact.sources:
            checked[source.url] = max(checked.get(source.url, date.min), source.accessed.last)
            types[source.url] = source.type.value
    least: dict[str, Certainty] = {}
    for fact in every:
        if fact.certainty is not None:
            known = least.get(fact.record, Certainty.CONFIRMED)
            least[fact.record] = max(known, fact.certainty, key=_LEAST.index)
    archived = {
        source.url for fact in every for source in fact.sources if source.archived is not None
    }
    oldest = sorted(checked.items(), key=lambda pair: (pair[1], pair[0]))[:10]
    places = Counter(
        continents.of(each.jurisdiction) or "Unions" for each in subjects if each.jurisdiction
    )
    countries = {
        each.jurisdiction.split("-", 1)[0]
        for each in standing
        if each.kind in ("deployment", "regulation") and continents.of(each.jurisdiction)
    }
    return Stats(
        kinds=tuple(
            (kind.title, sum(each.kind == kind.name for each in standing)) for kind in KINDS
        ),
        continents=tuple(sorted(places.items(), key=lambda pair: (-pair[1], pair[0]))),
        countries=len(countries),
        source_types=_ranked(Counter(types.values())),
        certainties=_ranked(Counter(fact.certainty.value for fact in every if fact.certainty)),
        facts=len(every),
        strong=sum(fact.strong for fact in every),
        single=sum(len({source.url for source in fact.sources}) == 1 for fact in every),
        unarchived=sum(
            not any(source.url in archived for source in fact.sources) for fact in every
        ),
        sources=len(checked),
        conflicts=sum(each.conflicts for each in standing),
        not_found=sum(len(base.record(each.id).not_found) for each in standing),
        withdrawn=sum(each.withdrawn for each in outlines),
        oldest=tuple((day.isoformat(), url) for url, day in oldest),
        least=least,
    )


def _ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
