"""The state of the data: counts, and how well the facts are sourced."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb import continents
from kb.knowledge import KnowledgeBase
from kb.models import KINDS
from kb.models.vocabulary import STRONG, Certainty
from kb.outline import Outline

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
    checked: dict[str, str] = {}
    types: dict[str, str] = {}
    archived: set[str] = set()
    for each in standing:
        for (_key, url, description), day in zip(each.sources, each.accessed, strict=True):
            checked[url] = max(checked.get(url, ""), day)
            types[url] = description[4]
            if description[5]:
                archived.add(url)
    facts = [_Facts(each, *counted) for each in standing for counted in each.facts]
    used = {url for fact in facts for url in fact.urls}
    least: dict[str, Certainty] = {}
    for fact in facts:
        known = least.get(fact.outline.id, Certainty.CONFIRMED)
        least[fact.outline.id] = max(known, Certainty.of(fact.certainty), key=_LEAST.index)
    oldest = sorted((day, url) for url, day in checked.items() if url in used)[:10]
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
        source_types=_ranked(Counter(types[url] for url in used)),
        certainties=_ranked(_total((fact.certainty, fact.number) for fact in facts)),
        facts=sum(fact.number for fact in facts),
        strong=sum(fact.number for fact in facts if any(types[url] in STRONG for url in fact.urls)),
        single=sum(fact.number for fact in facts if len(fact.urls) == 1),
        unarchived=sum(fact.number for fact in facts if archived.isdisjoint(fact.urls)),
        sources=len(used),
        conflicts=sum(each.conflicts for each in standing),
        not_found=sum(each.not_found for each in standing),
        withdrawn=sum(each.withdrawn for each in outlines),
        oldest=tuple(oldest),
        least=least,
    )


class _Facts:
    """Facts of a record that rest on the same sources."""

    def __init__(
        self, outline: Outline, places: tuple[int, ...], certainty: str, number: int
    ) -> None:
        self.outline = outline
        self.urls = frozenset(outline.sources[place][1] for place in places)
        self.certainty = certainty
        self.number = number


def _total(counts: Iterable[tuple[str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for name, number in counts:
        found[name] += number
    return found


def _ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
