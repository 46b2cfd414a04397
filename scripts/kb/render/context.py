"""What every page is rendered with: the links, the day, the site's address, the history."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache

from kb import calendar, news
from kb import stats as counts
from kb.applicability.facts import ProvisionFacts
from kb.applied import Applied
from kb.link import Links
from kb.render import groups
from kb.render.inline import Inline
from kb.render.record_view import RecordView
from kb.render.view import Entry

_VIEWS_KEPT = 300


@dataclass(frozen=True)
class Changed:
    """The days on which a record's file was first and last committed."""

    first: date
    last: date


@dataclass(frozen=True)
class Context:
    """What every page is rendered with.

    `on` is the day for which the site is computed. `site_url` ends in a slash. `repository` is
    the web address of the project's repository, or empty where it is not known.

    Without `computed`, pages leave out what follows from the rules: the benchmark measures the
    records' own pages and the rules apart.
    """

    links: Links
    on: date
    site_url: str
    site_name: str
    repository: str = ""
    history: Mapping[str, Changed] = field(default_factory=dict)
    changes: tuple[news.Change, ...] = ()
    computed: bool = True

    @cached_property
    def applied(self) -> Applied:
        """Which provision bound which deployment, on the day of the build."""
        return Applied(self.links, self.on)

    @cached_property
    def stats(self) -> counts.Stats:
        """The counts of the whole knowledge base."""
        return counts.of(self.links.base)

    @cached_property
    def calendar(self) -> list[calendar.Entry]:
        """What begins, ends, falls due or expires around the day."""
        return calendar.entries(self.applied)

    @cached_property
    def provisions_of(self) -> Mapping[str, tuple[ProvisionFacts, ...]]:
        """The provisions of each regulation that stands."""
        found: dict[str, list[ProvisionFacts]] = {}
        for each in self.applied.provisions:
            found.setdefault(each.regulation, []).append(each)
        return {id_: tuple(each) for id_, each in found.items()}

    @cached_property
    def places_with_dates(self) -> frozenset[str]:
        """The jurisdictions that have a calendar: those with a date, and all above them."""
        direct = {each.jurisdiction for each in self.calendar}
        above = (self.links.base.territory.ancestors(each) for each in direct)
        return frozenset(direct.union(*above))

    @cached_property
    def followed(self) -> frozenset[str]:
        """The vendors, jurisdictions and technologies of whose changes the history can tell."""
        outlines = self.links.base.outlines
        changed = {each.record for each in self.changes} & outlines.keys()
        return frozenset(news.subjects((outlines[id_] for id_ in changed), self.links))

    def feed(self, id_: str) -> str:
        """The Atom feed of a subject, from the site's root; empty where it has none."""
        return f"{self.links.address(id_)}feed.xml" if id_ in self.followed else ""

    @cached_property
    def view(self) -> Callable[[str], RecordView]:
        """What the pages show of a record, by its id; its sources ask for it too."""

        def made(id_: str) -> RecordView:
            base = self.links.base
            return RecordView(base.outlines[id_], base.record(id_), self)

        return lru_cache(maxsize=_VIEWS_KEPT)(made)

    @cached_property
    def link(self) -> Callable[[str], Inline]:
        """A link to a record or a jurisdiction by its name; made once, pages repeat them."""

        return cache(lambda id_: Inline(self.links.name(id_), href=self.links.address(id_)))

    @cached_property
    def entry(self) -> Callable[[str], Entry]:
        """A record as a line of a list, by its id; made once, for it stands in many lists."""
        return cache(lambda id_: groups.entry(self.links.base.outlines[id_], self))

    def rule(self, provision: ProvisionFacts) -> Inline:
        """A link to a provision by its regulation's name and its citation."""
        name, address = (
            self.links.name(provision.regulation),
            self.links.address(provision.regulation),
        )
        return Inline(f"{name}, {provision.citation}", href=f"{address}#provisions-{provision.id}")
