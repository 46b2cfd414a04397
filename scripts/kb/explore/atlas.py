"""What the map shows: records by country and year, the strongest rule there, and points."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from kb import continents
from kb.applied import STRENGTH, Applied
from kb.explore import shapes
from kb.explore.columns import edition, rows_of
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
        for each in self._rows:
            if continents.of(each.jurisdiction):
                found.setdefault(each.jurisdiction.split("-", 1)[0], []).append(each)
        return dict(sorted(found.items()))

    @cached_property
    def _rows(self) -> list[Outline]:
        return rows_of(self._context)

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

    @cached_property
    def points(self) -> tuple[tuple[Outline, shapes.Point], ...]:
        """The deployments whose place is known, with where they lie in the picture."""
        return tuple(
            (row, point)
            for row in self._rows
            if row.kind == "deployment" and (point := self._point(row)) is not None
        )

    def _point(self, outline: Outline) -> shapes.Point | None:
        place = self._context.links.base.values(outline.id).get("place") or {}
        if "latitude" not in place or "longitude" not in place:
            return None
        x, y = shapes.at(float(place["longitude"]), float(place["latitude"]))
        return round(x, 1), round(y, 1)

    def as_json(self) -> str:
        """What the page's script needs beside `data/explore.json`; the same for the same day."""
        return json.dumps(self.table(), ensure_ascii=False, separators=(",", ":")) + "\n"

    def table(self) -> dict[str, Any]:
        """The years, the points and the rules.

        `years` has an entry for each row of the Explore page's table (of the same `edition`),
        `points` are (row, x, y), and `rules` the rules in force in each country: (the place in
        `effects`, the technologies or none for all, years).
        """
        at = {each.id: row for row, each in enumerate(self._rows)}
        return {
            "edition": edition(self._rows),
            "year": self._context.on.year,
            "effects": [[each.value, each.label] for each in EFFECTS],
            "years": [self._years(each) for each in self._rows],
            "points": [[at[each.id], x, y] for each, (x, y) in self.points],
            "rules": {code: self._rules(code) for code in self._codes},
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

    def _rules(self, code: str) -> list[list[Any]]:
        """The rules in force in a country, the strongest first."""
        found: dict[tuple[int, tuple[str, ...] | None], list[int]] = {}
        for year, applied in self._by_year.items():
            for effect, technologies in self._rules_on(code, applied):
                kept = None if technologies is None else tuple(sorted(technologies))
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
