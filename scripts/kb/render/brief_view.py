"""What a brief for print shows, as plain values: the only thing that its template sees."""

from typing import NamedTuple

from kb.render.inline import Inline, Runs
from kb.render.view import Cite, Event, Notice, SourceLine


class Line(NamedTuple):
    """Something recorded, in words, with its sources; `label` says of what kind it is."""

    runs: Runs
    cites: tuple[Cite, ...] = ()
    certainty: Inline | None = None
    label: str = ""


class Table(NamedTuple):
    """A table of computed or gathered lines; `more` is how many it leaves out."""

    id: str
    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    more: int = 0
    empty: str = ""


class Block(NamedTuple):
    """Lines that belong together, and how many it leaves out."""

    title: str
    lines: tuple[Line, ...]
    more: int = 0


class BriefView(NamedTuple):
    """A brief: two to four pages on a record, made for print.

    `address` is the brief's own, from the site's root, `page` the full address of the record's
    page; `root` leads to the site's root and `assets` to the stylesheets' folder. Each sentence is
    a sequence of parts with their sources. What is left out is counted, never dropped in silence.
    """

    address: str
    page: str
    root: str
    assets: str
    canonical: str
    site_name: str
    title: str
    description: str
    kind: str
    place: str
    names: Runs
    badges: Runs
    day: str
    words: str
    notice: Notice | None
    lede: str
    sentences: tuple[tuple[Line, ...], ...]
    facts: tuple[Block, ...]
    conflicts: tuple[Block, ...]
    conflicts_more: int
    unknown: Block
    needs: tuple[tuple[str, Runs], ...]
    tables: tuple[Table, ...]
    timeline: tuple[Event, ...]
    timeline_more: int
    others: tuple[Block, ...]
    sources: tuple[SourceLine, ...]
    sources_more: int
    cite: str
