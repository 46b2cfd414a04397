"""The pages over the whole register: what stands on them before any script runs."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kb.dates import of_day
from kb.explore import shapes
from kb.explore.atlas import Atlas, Country
from kb.explore.columns import KINDS, rows_of
from kb.models import KIND
from kb.render.context import Context
from kb.render.inline import Inline, Runs, text
from kb.render.rules_view import WORDS


@dataclass(frozen=True, slots=True)
class ExploreView:
    """The Explore page; `indexes` are (title, address, number of records) of the plain lists."""

    address: str
    root: str
    section: str
    title: str
    description: str
    lede: str
    indexes: tuple[tuple[str, str, int], ...]
    note: Runs
    template: str
    json: str = ""
    feed: str = ""
    data: None = None


@dataclass(frozen=True, slots=True)
class MapView:
    """The map: its countries, the outlines without any record, points, and the steps of its key.

    `deployments` is how many there are, with and without a point.
    """

    address: str
    root: str
    section: str
    title: str
    description: str
    lede: str
    width: int
    height: int
    countries: tuple[Country, ...]
    others: tuple[str, ...]
    points: tuple[tuple[str, str, float, float], ...]
    deployments: int
    steps: tuple[tuple[int, str], ...]
    note: Runs
    template: str
    json: str = ""
    feed: str = ""
    data: None = None

    @staticmethod
    def tone(count: int) -> int:
        """Which tone a number of records has; 0 for none."""
        return sum(count >= least for least, _ in STEPS)


def views(context: Context) -> Iterator[ExploreView | MapView]:
    """Every page over the whole register; each stands directly below the site's root."""
    yield explore_page(context)
    yield map_page(context)


def explore_page(context: Context) -> ExploreView:
    """The page that filters and sorts deployments, vendors and regulations."""
    counts = Counter(each.kind for each in context.links.base.outlines.values())
    return ExploreView(
        address="explore/",
        root="../",
        section="explore",
        title="Explore",
        description="All deployments, vendors and regulations in one table, to filter, sort and take away.",
        lede="All deployments, vendors and regulations in one table, to filter, sort and take away.",
        indexes=tuple((KIND[each].title, f"{KIND[each].folder}/", counts[each]) for each in KINDS),
        note=(
            text(
                f"As of {of_day(context.on).in_words()}. Strongest rule: for a deployment the strongest "
                "provision on record that applies or may apply on that day, for a regulation its own. "
                f"{WORDS} "
            ),
            Inline("How this is computed", href="applicability/"),
        ),
        template="explore.html.j2",
    )


STEPS = ((1, "1"), (2, "2 to 4"), (5, "5 to 9"), (10, "10 to 24"), (25, "25 and more"))
"""The least number of records for each tone of the map, and how its key says it."""


def map_page(context: Context) -> MapView:
    """The countries by number of deployments; the script recolours it."""
    atlas = Atlas(context)
    drawn = shapes.countries()
    with_records = {each.id for each in atlas.countries}
    links = context.links
    return MapView(
        address="map/",
        root="../",
        section="map",
        title="Map",
        description="Countries by the deployments on record there, or by the strongest rule in force.",
        lede="Countries by the deployments on record there, or by the strongest rule in force.",
        width=shapes.WIDTH,
        height=shapes.HEIGHT,
        countries=atlas.countries,
        others=tuple(path for code, path in sorted(drawn.items()) if code not in with_records),
        points=tuple((each.name, links.address(each.id), x, y) for each, (x, y) in atlas.points),
        deployments=sum(each.kind == "deployment" for each in rows_of(context)),
        steps=STEPS,
        note=(
            text(
                f"As of {of_day(context.on).in_words()}. A country without colour has nothing on record yet, "
                "which does not mean that there is nothing. The strongest rule is the strongest in force for "
                "the whole country, its own or a union\u2019s; it may reach some uses only. Borders are those of "
                "Natural Earth, drawn in equal area (Equal Earth), and take no side in any dispute. "
                f"{WORDS} "
            ),
            Inline("How this is computed", href="applicability/"),
        ),
        template="map.html.j2",
    )
