"""The state of the data: counts, and how well the facts are sourced."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kb import continents
from kb.knowledge import KnowledgeBase
from kb.models import KINDS
from kb.models.vocabulary import STRONG, Certainty

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
    strong_urls = {url for url, kind in types.items() if kind in STRONG}
    facts = strong = single = unarchived = 0
    certainties: Counter[str] = Counter()
    used: set[str] = set()
    least: dict[str, Certainty] = {}
    for each in standing:
        addresses = [url for _key, url, _description in each.sources]
        for cited, certainty, number in each.facts:  # facts that rest on the same sources
            urls = {addresses[place] for place in cited}
            used |= urls
            facts += number
            certainties[certainty] += number
            strong += 0 if strong_urls.isdisjoint(urls) else number
            single += number if len(urls) == 1 else 0
            unarchived += number if archived.isdisjoint(urls) else 0
        if each.facts:
            found = {Certainty.of(certainty) for _cited, certainty, _number in each.facts}
            least[each.id] = max(found, key=_LEAST.index)
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
        certainties=_ranked(certainties),
        facts=facts,
        strong=strong,
        single=single,
        unarchived=unarchived,
        sources=len(used),
        conflicts=sum(each.conflicts for each in standing),
        not_found=sum(each.not_found for each in standing),
        withdrawn=sum(each.withdrawn for each in outlines),
        oldest=tuple(oldest),
        least=least,
    )


def _ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
