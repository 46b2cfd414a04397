"""Bars of the State-of-the-data page: a label, a number, and a length to draw."""

from collections import Counter
from collections.abc import Iterable

from kb.models.vocabulary import SourceType
from kb.render.context import Context
from kb.render.view import Chart, ChartBar

_FIRST_YEAR = 2005  # what began earlier is one bar


def of_state(context: Context) -> tuple[Chart, ...]:
    """Deployments by year, records by continent, sources by type; without those that are empty."""
    found = context.stats
    charts = (
        chart("by-year", "Deployments by the year in which they began", _years(context)),
        chart(
            "by-continent", "Deployments, vendors and regulations by continent", found.continents
        ),
        chart(
            "by-type",
            "Sources by type",
            [(SourceType.of(name).label, count) for name, count in found.source_types],
        ),
    )
    return tuple(each for each in charts if each.bars)


def chart(id_: str, title: str, counts: Iterable[tuple[str, int]]) -> Chart:
    """A chart of counts, in their order."""
    counts = list(counts)
    most = max((count for _, count in counts), default=0) or 1
    return Chart(
        id_,
        title,
        tuple(ChartBar(label, count, round(1000 * count / most)) for label, count in counts),
    )


def _years(context: Context) -> list[tuple[str, int]]:
    """Every year from the first bar to the last, also those with nothing."""
    found = Counter(
        max(int(each.year), _FIRST_YEAR - 1)
        for each in context.links.base.of_kind("deployment")
        if each.year and not each.withdrawn
    )
    if not found:
        return []
    years = range(min(found), max(found) + 1)
    return [
        (str(year) if year >= _FIRST_YEAR else f"before {_FIRST_YEAR}", found[year])
        for year in years
    ]
