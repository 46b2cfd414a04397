"""The pages over the whole register: what stands on them before any script runs."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kb.dates import of_day
from kb.explore.columns import KINDS
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


def views(context: Context) -> Iterator[ExploreView]:
    """Every page over the whole register; each stands directly below the site's root."""
    yield explore_page(context)


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
