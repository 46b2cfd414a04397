"""What a page shows, as plain values: the only thing that templates see.

What stands on a page many times is a named tuple, which costs a fifth of a frozen dataclass.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from kb.render.inline import Inline, Runs
from kb.render.lanes_view import Lanes


class Cite(NamedTuple):
    """A superscript link to one of the page's sources."""

    number: int
    anchor: str
    at: str = ""


class Fact(NamedTuple):
    """A line of the facts box; without values, `absent` says why there are none."""

    label: str
    values: tuple[Runs, ...]
    cites: tuple[Cite, ...] = ()
    absent: str = ""
    note: str = ""


class Event(NamedTuple):
    """A line of the timeline; `later` marks what lies after the day of the build.

    `doubt` is the certainty of a claim that is not simply confirmed or reported.
    """

    date: str
    words: str
    label: str
    runs: Runs
    cites: tuple[Cite, ...]
    later: bool
    doubt: Inline | None = None
    superseded: str = ""
    contested: bool = False


class Cell(NamedTuple):
    """A cell of a table; `style` is `date`, `number`, `wide` or empty."""

    runs: Runs
    style: str = ""


class Row(NamedTuple):
    """An item of a list: its cells, and what stands beside every claim."""

    anchor: str
    cells: tuple[Cell, ...]
    cites: tuple[Cite, ...]
    certainty: Inline | None
    note: str = ""
    superseded: str = ""
    contested: bool = False


class Conflict(NamedTuple):
    """Claims that contradict each other, to be shown side by side."""

    anchor: str
    claims: tuple[Row, ...]


class Detail(NamedTuple):
    """A labelled line inside a provision."""

    label: str
    runs: tuple[Runs, ...]


class ProvisionView(NamedTuple):
    """One rule of a regulation."""

    row: Row
    citation: str
    effect: Inline
    summary: str
    details: tuple[Detail, ...]


class Section(NamedTuple):
    """A part of the page. `layout` is `table`, `list` or `provisions`."""

    id: str
    title: str
    layout: str
    columns: tuple[tuple[str, str], ...] = ()
    rows: tuple[Row, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    provisions: tuple[ProvisionView, ...] = ()
    absent: str = ""
    note: str = ""
    certainty: bool = False


class SourceLine(NamedTuple):
    """A source at the foot of a record."""

    number: int
    anchor: str
    title: str
    url: str
    about: str
    archived: str
    accessed: str
    note: str
    language: str
    tongue: str
    page: str


class Entry(NamedTuple):
    """A line of a list of records."""

    link: Inline
    about: Runs = ()


class Group(NamedTuple):
    """Records that refer to the page's subject in one way; `more` leads to the rest of them."""

    title: str
    entries: tuple[Entry, ...]
    total: int
    more: str = ""


class Actions(NamedTuple):
    """What a reader can do with a page: edit, report, cite, take away."""

    edit: str
    report: str
    json: str
    address: str
    path: str
    plain: str
    bibtex: str
    csl: str


class Notice(NamedTuple):
    """A box above everything: a withdrawn record, a computed result."""

    text: str
    link: Inline | None = None


class Absence(NamedTuple):
    """Something that is not known, and how that is known."""

    field: str
    text: str
    cites: tuple[Cite, ...] = ()


class ReasonLine(NamedTuple):
    """One condition and how it came out."""

    condition: str
    state: str
    style: str
    text: str
    missing: str


class SegmentLine(NamedTuple):
    """A stretch of days with its answer and reasons; `now` marks the one that holds on the day."""

    period: str
    answer: Inline
    reasons: tuple[ReasonLine, ...]
    now: bool


class Bar(NamedTuple):
    """A stretch on the drawn timeline, in thousandths of its width."""

    x: int
    width: int
    style: str
    title: str


class RuleLine(NamedTuple):
    """A provision and how it stood to a deployment over its life."""

    provision: Inline
    subject: Inline
    effect: Inline
    today: Inline
    segments: tuple[SegmentLine, ...]
    bars: tuple[Bar, ...]


class Need(NamedTuple):
    """A missing fact, and how many provisions it would settle."""

    field: str
    settles: tuple[Inline, ...]


class RulesView(NamedTuple):
    """The rules section of a page, computed for a day; `counts` says how sure the answers are."""

    title: str
    day: str
    lines: tuple[RuleLine, ...]
    total: int
    counts: str = ""
    needs: tuple[Need, ...] = ()
    scale: str = ""
    missed: tuple[tuple[Inline, Inline, str], ...] = ()
    missed_total: int = 0
    empty: str = ""


class Node(NamedTuple):
    """A box of a drawing, with a name and a second line."""

    x: int
    y: int
    width: int
    link: Inline
    about: str


class Edge(NamedTuple):
    """A line of a drawing: its path, and what it stands for."""

    path: str
    style: str


class Graph(NamedTuple):
    """A drawing of boxes of equal height; `left_out` is how many did not fit."""

    width: int
    height: int
    box: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int


class PageView(NamedTuple):
    """A whole page, apart from the shell around it.

    `address` is the page's, from the site's root, with a slash at its end; `root` leads from the
    page back to the root. `filters` are (name, value) for the search, `key` and `other_keys` what
    it knows the page's name and its other names by. `json` and `feed` are the paths of what it
    leads machines to, and `data` is what it tells them (JSON-LD). `brief` says whether the same is
    also made for print, at the address `brief/` below the page's own.
    """

    address: str
    root: str
    section: str
    title: str
    description: str
    kicker: tuple[Inline, ...]
    names: Runs = ()
    badges: Runs = ()
    lede: str = ""
    notice: Notice | None = None
    facts: tuple[Fact, ...] = ()
    timeline: tuple[Event, ...] = ()
    sections: tuple[Section, ...] = ()
    absences: tuple[Absence, ...] = ()
    corrections: tuple[tuple[str, str, str], ...] = ()
    responses: tuple[Row, ...] = ()
    rules: RulesView | None = None
    graph: Graph | None = None
    lanes: Lanes | None = None
    groups_title: str = ""
    groups: tuple[Group, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    actions: Actions | None = None
    filters: tuple[tuple[str, str], ...] = ()
    key: str = ""
    other_keys: str = ""
    kind: str = ""
    place: str = ""
    date: str = ""
    json: str = ""
    feed: str = ""
    data: Mapping[str, Any] | None = None
    brief: bool = False


class HeadView(NamedTuple):
    """What a page written by hand adds to its head."""

    root: str = ""
    json: str = ""
    feed: str = ""
    data: Mapping[str, Any] | None = None


class ListRow(NamedTuple):
    """A line of an index; `indent` is its depth in a tree."""

    cells: tuple[Cell, ...]
    anchor: str = ""
    indent: int = 0


class PageLink(NamedTuple):
    """A link to another page of a list; without `href` a gap."""

    number: int
    href: str | None


class ChartBar(NamedTuple):
    """A number of a chart; `length` is its part of the largest one, in thousandths."""

    label: str
    total: int
    length: int


class Chart(NamedTuple):
    """A titled set of bars."""

    id: str
    title: str
    bars: tuple[ChartBar, ...]


class ListView(NamedTuple):
    """One page of an index. `notes` and `charts` stand above the table, `tail` is a list below it."""

    address: str
    root: str
    section: str
    title: str
    description: str
    kicker: tuple[Inline, ...]
    lede: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[ListRow, ...]
    notes: tuple[Runs, ...] = ()
    tail_title: str = ""
    tail: tuple[Runs, ...] = ()
    style: str = ""
    letters: tuple[tuple[str, str], ...] = ()
    pages: tuple[PageLink, ...] = ()
    number: int = 1
    json: str = ""
    feed: str = ""
    data: Mapping[str, Any] | None = None
    template: str = "list.html.j2"
    charts: tuple[Chart, ...] = ()


class Card(NamedTuple):
    """A record on the home page."""

    kind: str
    title: str
    href: str
    about: str
    summary: str
    date: str = ""
    words: str = ""
