"""What the map shows: records by country and year, the strongest rule there, and points."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from kb import continents
from kb.applied import STRENGTH, Applied
from kb.explore import shapes
from kb.explore.columns import KINDS
from kb.models.vocabulary import Effect
from kb.outline import Outline, status
from kb.render.context import Context
from kb.render.groups import sort_key

EFFECTS = tuple(sorted(Effect, key=lambda each: STRENGTH[each]))
IN_USE = frozenset({"trial", "operational"})
_EARLIEST = 1990

Years = list[int]
"""A first year and a last one; without a last one it lasts."""


@dataclass(frozen=True)
class Country:
    """A country with its numbers on the day. `shape` is its outline, empty if it is too small."""

    id: str
    name: str
    deployments: int
    in_use: int
    vendors: int
    regulations: int
    effect: Effect | None
    shape: str


class Atlas:
    """The register by country."""

    def __init__(self, context: Context) -> None:
        """Nothing is computed yet."""
        self._context = context

    @cached_property
    def _records(self) -> dict[str, list[Outline]]:
        """The records of each country, by name."""
        found: dict[str, list[Outline]] = {}
        for each in sorted(
            self._context.links.base.outlines.values(),
            key=lambda each: (sort_key(each.name), each.id),
        ):
            if each.kind in KINDS and not each.withdrawn and continents.of(each.jurisdiction):
                found.setdefault(each.jurisdiction.split("-", 1)[0], []).append(each)
        return dict(sorted(found.items()))

    @cached_property
    def _rows(self) -> list[Outline]:
        return [each for records in self._records.values() for each in records]

    @cached_property
    def _codes(self) -> list[str]:
        """The countries with a record of their own, or in which a rule on record is in force."""
        links, applied = self._context.links, self._context.applied
        ruled = (
            each
            for each in links.jurisdictions
            if len(each) == 2 and continents.of(each) and self._rules_on(each, applied)
        )
        return sorted({*self._records, *ruled})

    @cached_property
    def countries(self) -> tuple[Country, ...]:
        """Every country with a record or a rule on record, by name."""
        return tuple(
            sorted(map(self._counted, self._codes), key=lambda each: (sort_key(each.name), each.id))
        )

    def _counted(self, code: str) -> Country:
        here = self._records.get(code, [])
        deployments = [each for each in here if each.kind == "deployment"]
        on = self._context.on
        rules = self._rules_on(code, self._context.applied)
        effects = [effect for effect, _ in rules]
        return Country(
            code,
            self._context.links.name(code),
            len(deployments),
            sum(status(each.phases, on) in IN_USE for each in deployments),
            sum(each.kind == "vendor" for each in here),
            sum(each.kind == "regulation" for each in here),
            EFFECTS[min(effects)] if effects else None,
            shapes.countries().get(code, ""),
        )

    @property
    def points(self) -> Iterator[tuple[Outline, shapes.Point]]:
        """The deployments whose place is known, with where they lie in the picture."""
        for each in self._rows:
            if each.kind == "deployment":
                place = self._context.links.base.values(each.id).get("place") or {}
                if "latitude" in place and "longitude" in place:
                    x, y = shapes.at(float(place["longitude"]), float(place["latitude"]))
                    yield each, (round(x, 1), round(y, 1))

    def as_json(self) -> str:
        """The table that the page's script counts from; the same for the same records and day."""
        return json.dumps(self._table(), ensure_ascii=False, separators=(",", ":")) + "\n"

    def _table(self) -> dict[str, Any]:
        links = self._context.links
        technologies = sorted(
            {
                each
                for row in self._rows
                for technology in row.technologies
                if technology in links.base.outlines
                for each in (technology, *links.broader(technology))
            },
            key=lambda each: (sort_key(links.name(each)), each),
        )
        place = {each: number for number, each in enumerate(technologies)}
        points = [
            [each.name, links.address(each.id), list(_known(each.technologies, place)), self._years(each), x, y]
            for each, (x, y) in self.points
        ]  # fmt: skip
        return {
            "year": self._context.on.year,
            "technologies": [
                [each, links.name(each), [place[above] for above in links.broader(each)]]
                for each in technologies
            ],
            "effects": [each.value for each in EFFECTS],
            "records": {
                code: [
                    [
                        KINDS.index(each.kind),
                        list(_known(each.technologies, place)),
                        self._years(each),
                    ]
                    for each in self._records.get(code, [])
                ]
                for code in self._codes
            },
            "rules": {code: self._rules(code, place) for code in self._codes},
            "points": points,
        }

    def _years(self, outline: Outline) -> list[Years]:
        """The years at whose end a deployment is in use; from when a vendor or a rule is there."""
        if not outline.year:
            return []
        first = int(outline.year)
        if outline.kind != "deployment":
            return [[first]]
        on = self._context.on
        used = [
            year
            for year in range(first, on.year + 1)
            if status(outline.phases, min(on, date(year, 12, 31))) in IN_USE
        ]
        return list(_spans(used, on.year))

    def _rules(self, code: str, place: dict[str, int]) -> list[list[Any]]:
        """The rules in force in a country, each with its effect, technologies and years."""
        found: dict[tuple[int, tuple[int, ...] | None], list[int]] = {}
        for year, applied in self._by_year.items():
            for effect, technologies in self._rules_on(code, applied):
                kept = (
                    None
                    if technologies is None
                    else tuple(place[each] for each in sorted(technologies) if each in place)
                )
                if kept != ():
                    found.setdefault((effect, kept), []).append(year)
        return [
            [effect, technologies, list(_spans(sorted(set(years)), self._context.on.year))]
            for (effect, technologies), years in sorted(
                found.items(), key=lambda pair: (pair[0][0], pair[0][1] or ())
            )
        ]

    @cached_property
    def _by_year(self) -> dict[int, Applied]:
        """The rules at the end of each year for which a record is known; today for this year."""
        on, applied = self._context.on, self._context.applied
        years = [int(each.year) for each in self._rows if each.year]
        first = max(_EARLIEST, min(years, default=on.year))
        past = {year: applied.at(date(year, 12, 31)) for year in range(first, on.year)}
        return {**past, on.year: applied}

    @staticmethod
    def _rules_on(code: str, applied: Applied) -> set[tuple[int, frozenset[str] | None]]:
        """The effects and technologies of the rules in force in a country, its own and from above."""
        return {
            (EFFECTS.index(rule.effect), rule.scope.technologies)
            for source in applied.sources_of_law(code)
            for rule in applied.in_force.get(source, ())
            if rule.scope.suppliers is None
        }


def _known(ids: Iterable[str], among: dict[str, int]) -> Iterator[int]:
    return (among[each] for each in ids if each in among)


def _spans(years: list[int], now: int) -> Iterator[Years]:
    """Years in a row as (first, last); without a last one where it lasts until now."""
    first = last = None
    for year in [*years, None]:
        if first is not None and last is not None and year != last + 1:
            yield [first] if last == now else [first, last]
            first = None
        if first is None:
            first = year
        last = year
