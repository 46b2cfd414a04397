"""Pages poured into their shells: each by itself, in one process or in several.

A page whose fingerprint is that of the last build is neither rendered nor written again.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from kb import calendar, typed
from kb.beside import beside, processes
from kb.explore import columns
from kb.explore import pages as whole_pages
from kb.explore.atlas import Atlas
from kb.fingerprint import Fingerprints
from kb.models import KIND, KINDS
from kb.render import brief, lists, pages, source_pages
from kb.render.context import Context
from kb.render.overviews import overviews
from kb.render.templating import render
from kb.render.view import ListView, PageView
from kb.shell import Shell
from kb.worklist import Task
from kb.writing import create, write, write_other

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

SECTIONS = (*(kind.folder for kind in KINDS), "sources", "publishers")
OVERVIEWS = ("matrix", "obligations", "calendar", "compare", "state", "explore", "map", "changes")
_PARALLEL_FROM = 600  # pages; below it, starting processes costs more than it saves
_CHUNK = 200  # pages that a process makes at a time


@dataclass(slots=True)
class Made:
    """What came of tasks: the fingerprint of each page by its address, and how many were written."""

    fingerprints: dict[str, str] = field(default_factory=dict)
    written: int = 0

    def add(self, other: "Made") -> None:
        """Take in what came of further tasks."""
        self.fingerprints |= other.fingerprints
        self.written += other.written


Whole = ListView | whole_pages.ExploreView | whole_pages.MapView
Job = Callable[[], Made]


@dataclass(frozen=True)
class Moulds:
    """The shells of all sections and overviews, and the home page with its placeholder."""

    shells: dict[str, Shell]
    home: str

    @classmethod
    def read(cls, site: Path) -> "Moulds":
        """Read them where the engine put them. Raises ShellError for one that is not fit."""
        shells = {name: Shell.read(site / name / "shell" / "index.html", 2) for name in SECTIONS}
        shells |= {name: Shell.read(site / name / "index.html", 1) for name in OVERVIEWS}
        return cls(shells, (site / "index.html").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Work:
    """Makes pages; one process or several, the result is the same.

    `known` are the fingerprints of the pages that stand at `site`. With `fresh`, nothing stands
    there, and nobody reads there yet.
    """

    context: Context
    site: Path
    moulds: Moulds
    fingerprints: Fingerprints
    known: dict[str, str]
    fresh: bool = False

    def do_all(self, tasks: Sequence[Task]) -> Made:
        """Do the tasks, and what is over all records."""
        chunks = [tasks[start : start + _CHUNK] for start in range(0, len(tasks), _CHUNK)]
        # The long jobs first, so that no process waits for another at the end.
        jobs: list[Job] = [self.overviews, self.lists, *(partial(self.pages, c) for c in chunks)]
        if len(tasks) < _PARALLEL_FROM:
            return _done(jobs)
        self.context.links.complete()
        turn = get_context("fork").Value("i", 0)
        with ExitStack() as stack:
            others = [
                stack.enter_context(beside(_done_in_turn, jobs, turn))
                for _ in range(processes() - 1)
            ]
            every = _done_in_turn(jobs, turn)
            for other in others:
                every.add(other())
        return every

    def pages(self, tasks: Iterable[Task]) -> Made:
        """The pages of records, sources and publishers."""
        made = Made()
        for task in tasks:
            address = task.address(self.context.links)
            made.fingerprints[address] = fingerprint = self._fingerprint(task)
            if self.known.get(address) != fingerprint or not self._stands(task, address):
                self.do(task, address)
                made.written += 1
        return made

    def _stands(self, task: Task, address: str) -> bool:
        """Whether the last build's page is still there, with what goes with it."""
        files = [f"{self.site}/{address}index.html"]
        if task.kind in ("record", "redirect"):
            files += filter(None, (self._document(task), self._printed(task, address)))
        return all(os.access(each, os.F_OK) for each in files)

    def do(self, task: Task, address: str) -> None:
        """One page with what goes with it: the brief, the record as JSON."""
        target = f"{self.site}/{address}index.html"
        if task.kind == "redirect":
            self._write(target, self._redirect(task, "../../"))
            if printed := self._printed(task, address):
                self._write(printed, self._redirect(task, "../../../", brief.FOLDER))
            return
        view = self._view(task)
        self._write(target, self._poured(view, "page.html.j2"))
        if printed := self._printed(task, address):
            self._write(printed, brief.document(view, self.context))
        if document := self._document(task):
            outline = self.context.links.base.outlines[task.key]
            record = self.context.links.base.record(task.key)
            self._write_other(document, typed.to_json(record, outline.kind, task.key))

    def lists(self) -> Made:
        """The index pages: all of them anew where anything that some list shows has changed."""
        state = self.fingerprints.lists
        before = [address for address, known in self.known.items() if known == state]
        if before and all((self.site / each / "index.html").is_file() for each in before):
            return Made(dict.fromkeys(before, state))
        made = Made()
        for listing in lists.listings(self.context):
            for view in lists.pages(listing):
                target = f"{self.site}/{view.address}index.html"
                made.fingerprints[view.address] = state
                made.written += self._write_other(target, self._poured(view, view.template))
        return made

    def overviews(self) -> Made:
        """The pages over all records, and the files that go with them."""
        by_place = whole_pages.views(self.context) if self.context.computed else ()
        views = chain(overviews(self.context), by_place)
        made = Made()
        for view in views:
            made.add(self._whole(view))
        if self.context.computed:
            _write_calendars(self.context, self.site)
            write(self.site / "data" / "explore.json", columns.as_json(self.context))
            write(self.site / "data" / "map.json", Atlas(self.context).as_json())
        return made

    def _whole(self, view: Whole) -> Made:
        fingerprint = self.fingerprints.view(view, self.moulds.shells[view.section].pieces)
        target = f"{self.site}/{view.address}index.html"
        written = self.known.get(view.address) != fingerprint or not Path(target).is_file()
        if written:
            self._write(target, self._poured(view, view.template))
        return Made({view.address: fingerprint}, written)

    def _fingerprint(self, task: Task) -> str:
        match task.kind:
            case "source":
                return self.fingerprints.source(task.key)
            case "publisher":
                return self.fingerprints.publisher(task.key)
            case _:
                return self.fingerprints.record(task.key)

    @cached_property
    def _sources(self) -> source_pages.SourcePages:
        return source_pages.SourcePages(self.context)

    def _view(self, task: Task) -> PageView:
        match task.kind:
            case "source":
                return self._sources.of(task.key)
            case "publisher":
                return source_pages.of_publisher(task.key, self.context)
            case _ if task.key in self.context.links.base.outlines:
                return pages.of_record(task.key, self.context)
            case _:
                return pages.of_jurisdiction(task.key, self.context)

    def _poured(self, view: PageView | Whole, template: str) -> str:
        shell = self.moulds.shells[view.section].at_depth(view.address.count("/"))
        return shell.pour(
            title=f"{view.title} - {self.context.site_name}",
            description=view.description,
            canonical=self.context.site_url + view.address,
            head=self._head(view),
            body=render(template, page=view),
        )

    def _head(self, view: PageView | Whole) -> str:
        if view.json or view.feed or view.data:
            return render("head.html.j2", page=view).strip()
        return ""

    def _write(self, path: str, text: str) -> None:
        (create if self.fresh else write)(path, text)

    def _write_other(self, path: str, text: str) -> bool:
        if not self.fresh:
            return write_other(path, text)
        create(path, text)
        return True

    def _redirect(self, task: Task, root: str, below: str = "") -> str:
        to = self.context.link(task.key)
        to = to._replace(href=to.href + below)
        return render("redirect.html.j2", to=to, url=self.context.site_url, root=root)

    def _printed(self, task: Task, address: str) -> str:
        """Where a page has the same made for print below it; empty where it has none."""
        outline = self.context.links.base.outlines.get(task.key)
        kind = outline.kind if outline else "jurisdiction"
        if task.kind not in ("record", "redirect") or kind not in pages.BRIEFS:
            return ""
        if not self.context.computed:
            return ""
        return f"{self.site}/{address}{brief.FOLDER}index.html"

    def _document(self, task: Task) -> str:
        """Where a record's page has the record as JSON beside it; empty where it has none."""
        outline = self.context.links.base.outlines.get(task.key)
        if task.kind != "record" or outline is None:
            return ""
        return f"{self.site}/data/{KIND[outline.kind].folder}/{outline.id}.json"


def _done(jobs: Iterable[Job]) -> Made:
    every = Made()
    for job in jobs:
        every.add(job())
    return every


def _done_in_turn(jobs: Sequence[Job], turn: "Synchronized[int]") -> Made:
    """Do those of the jobs that no other process has taken; `turn` is the number of the next."""

    def taken() -> Iterator[Job]:
        while True:
            with turn.get_lock():
                number, turn.value = turn.value, turn.value + 1
            if number >= len(jobs):
                return
            yield jobs[number]

    return _done(taken())


def _write_calendars(context: Context, site: Path) -> None:
    """The calendar of all dates, and one for each jurisdiction that has any, as iCalendar files."""
    found = context.calendar
    by_place: dict[str, list[calendar.Entry]] = {"all": found}
    for each in found:
        for place in (
            each.jurisdiction,
            *context.links.base.territory.ancestors(each.jurisdiction),
        ):
            by_place.setdefault(place, []).append(each)
    for old in (site / "calendar").glob("*.ics"):
        if old.stem not in by_place:
            old.unlink()
    for place, chosen in by_place.items():
        title = (
            context.site_name
            if place == "all"
            else f"{context.site_name}: {context.links.name(place)}"
        )
        data = calendar.as_icalendar(chosen, context.applied, context.site_url, title)
        write(site / "calendar" / f"{place}.ics", data.decode())
