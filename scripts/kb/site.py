"""From a knowledge base and the shells that MkDocs built to the pages of the site.

The only module that writes pages. Unchanged pages are neither rendered nor written again.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

from kb import cache, calendar, typed
from kb.explore import columns
from kb.explore import pages as whole_pages
from kb.explore.atlas import Atlas
from kb.fingerprint import Fingerprints
from kb.link import source_id
from kb.models import KIND, KINDS
from kb.render import brief, data_page, home, lists, pages, source_pages
from kb.render.context import Context
from kb.render.overviews import overviews
from kb.render.templating import render
from kb.render.view import ListView, PageView
from kb.shell import Shell

SECTIONS = (*(kind.folder for kind in KINDS), "sources", "publishers")
OVERVIEWS = ("matrix", "obligations", "calendar", "compare", "state", "explore", "map", "changes")
_GENERATED = tuple(f"{name}/" for name in (*SECTIONS, *OVERVIEWS))
_KEPT = ".kept"
_DATA_PAGE = Path("data") / "index.html"
_KEPT_FOLDERS = (*SECTIONS, *OVERVIEWS, "data", "pagefind")
_ENGINES_OWN = ("sitemap.xml.gz", "search.json")  # they list the shells, and no record
_PARALLEL_FROM = 600  # pages; below it, starting processes costs more than it saves
_CHUNK = 200  # pages that a process makes at a time


@dataclass(frozen=True, slots=True)
class Task:
    """One page to make, and what it is about."""

    address: str
    kind: Literal["record", "source", "publisher", "list", "redirect"]
    key: str


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a task."""

    address: str
    fingerprint: str
    written: bool


Whole = ListView | whole_pages.ExploreView | whole_pages.MapView
Job = Callable[[], list[Made]]


@dataclass(frozen=True, slots=True)
class Published:
    """What a build did: pages on the site, pages written anew, pages removed.

    `by_hand_changed` says whether a page that the engine made of a document differs.
    """

    pages: int
    written: int
    removed: int
    by_hand_changed: bool = False

    @property
    def changed(self) -> bool:
        """Whether any page differs from the last build."""
        return bool(self.written or self.removed or self.by_hand_changed)


def set_aside(site: Path) -> None:
    """Put generated pages where MkDocs' cleaning of its output spares them (hidden folders).

    Where the last build broke off, they are there already, and what stands in their place are
    shells that nothing was poured into.
    """
    kept = site / _KEPT
    (site / _DATA_PAGE).unlink(missing_ok=True)  # the one page of the engine in such a folder
    for name in _KEPT_FOLDERS:
        folder = site / name
        if _is_unpoured(folder) or (folder.is_dir() and not any(folder.iterdir())):
            shutil.rmtree(folder)
        elif folder.is_dir():
            shutil.rmtree(kept / name, ignore_errors=True)
            kept.mkdir(parents=True, exist_ok=True)
            folder.rename(kept / name)


def _is_unpoured(folder: Path) -> bool:
    if (folder / "shell").is_dir():
        return True
    index = folder / "index.html"
    return folder.name in OVERVIEWS and index.is_file() and b"@@kb:body@@" in index.read_bytes()


@cache.growing()
def publish(context: Context, site: Path, *, use_cache: bool = True) -> Published:
    """Pour every page into the shells that MkDocs has just built under `site`.

    Pages whose fingerprint is that of the last build into the same folder are left as they are.
    Every file is written under a temporary name, then renamed.
    """
    moulds = _Moulds.read(site)
    _restore(site, discard=not use_cache)
    _known_folders.clear()
    common = _common(context, moulds)
    manifest_name = f"pages-{cache.digest(str(site.resolve()).encode())}"
    root = context.links.base.root
    known: dict[str, str] = (cache.load(root, manifest_name) or {}) if use_cache else {}
    work = _Work(context, site, moulds, Fingerprints(context, common), known)
    tasks = list(_tasks(context))
    made = work.do_all(tasks)
    manifest = {each.address: each.fingerprint for each in made}
    by_hand = _by_hand(site)
    gone = [each for each in known if each not in manifest and each.startswith(_GENERATED)]
    for address in gone:
        _remove(site, address)
    _remove_documents(site, context)
    _write(site / "index.html", home.page(moulds.home, context))
    _pour_data_page(context, site)
    redirects = {task.address for task in tasks if task.kind == "redirect"}
    _write(site / "sitemap.xml", _sitemap(context, {*by_hand, *manifest} - redirects))
    for name in _ENGINES_OWN:
        (site / name).unlink(missing_ok=True)
    cache.save(root, manifest_name, manifest | by_hand)
    by_hand_known = {each: known[each] for each in known if not each.startswith(_GENERATED)}
    written = sum(each.written for each in made)
    return Published(len(made), written, len(gone), by_hand != by_hand_known)


@dataclass(frozen=True)
class _Moulds:
    """The shells of all sections and overviews, and the home page with its placeholder."""

    shells: dict[str, Shell]
    home: str

    @classmethod
    def read(cls, site: Path) -> "_Moulds":
        shells = {name: Shell.read(site / name / "shell" / "index.html", 2) for name in SECTIONS}
        shells |= {name: Shell.read(site / name / "index.html", 1) for name in OVERVIEWS}
        return cls(shells, (site / "index.html").read_text(encoding="utf-8"))


def _restore(site: Path, *, discard: bool) -> None:
    """Bring back what `set_aside` put away, in place of MkDocs' own pages of the same name."""
    kept = site / _KEPT
    if (kept / "data").is_dir() and (site / _DATA_PAGE).is_file() and not discard:
        (site / _DATA_PAGE).replace(kept / _DATA_PAGE)
    for name in (*SECTIONS, *OVERVIEWS):
        shutil.rmtree(site / name, ignore_errors=True)
    for name in _KEPT_FOLDERS:
        if (kept / name).is_dir() and not discard:
            shutil.rmtree(site / name, ignore_errors=True)
            (kept / name).rename(site / name)
    shutil.rmtree(kept, ignore_errors=True)


def _common(context: Context, moulds: _Moulds) -> str:
    state = hashlib.blake2b(cache.code_fingerprint().encode(), digest_size=16)
    for name in SECTIONS:
        state.update("".join(moulds.shells[name].pieces).encode())
    settings = (context.site_url, context.site_name, context.repository, context.on.isoformat())
    state.update(repr((*settings, context.computed)).encode())
    return state.hexdigest()


def _tasks(context: Context) -> Iterator[Task]:
    links = context.links
    sources = set(links.sources)
    for outline in links.base.outlines.values():
        yield Task(links.address(outline.id), "record", outline.id)
        folder = KIND[outline.kind].folder
        for former in outline.former_ids:
            yield Task(f"{folder}/{former}/", "redirect", outline.id)
        # Right after a record that they carry, while it is at hand.
        for _key, url, _description in outline.sources:
            if url in sources:
                sources.remove(url)
                yield Task(f"sources/{source_id(url)}/", "source", url)
    for id_ in links.jurisdictions:
        if id_ not in links.base.outlines:
            yield Task(f"jurisdictions/{id_}/", "record", id_)
    for slug in links.publishers:
        yield Task(f"publishers/{slug}/", "publisher", slug)


@dataclass(frozen=True)
class _Work:
    """Makes pages; one process or several, the result is the same."""

    context: Context
    site: Path
    moulds: _Moulds
    fingerprints: Fingerprints
    known: dict[str, str]

    def do_all(self, tasks: Sequence[Task]) -> list[Made]:
        chunks = [tasks[start : start + _CHUNK] for start in range(0, len(tasks), _CHUNK)]
        # The long jobs first, so that no process waits for the other at the end.
        jobs: list[Job] = [self.overviews, self.lists, *(partial(self.pages, c) for c in chunks)]
        if len(tasks) < _PARALLEL_FROM:
            return [made for job in jobs for made in job()]
        _prepare(self.context)
        _jobs[:] = jobs
        with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
            done = list(pool.map(_do_job, range(len(jobs))))
        _jobs.clear()
        return [made for each in done for made in each]

    def pages(self, tasks: Iterable[Task]) -> list[Made]:
        """The pages of records, sources and publishers."""
        return [self.do(task) for task in tasks]

    def do(self, task: Task) -> Made:
        fingerprint = self._fingerprint(task)
        target = f"{self.site}/{task.address}index.html"
        document, printed = self._document(task), self._printed(task)
        if self.known.get(task.address) == fingerprint and all(
            os.path.isfile(each)  # noqa: PTH113  # as in _write
            for each in (target, document, printed)
            if each
        ):
            return Made(task.address, fingerprint, False)
        if task.kind == "redirect":
            _write(target, self._redirect(task, "../../"))
            if printed:
                _write(printed, self._redirect(task, "../../../", brief.FOLDER))
        else:
            view = self._view(task)
            _write(target, self._poured(view, "page.html.j2"))
            if printed:
                _write(printed, brief.document(view, self.context))
        if document:
            outline = self.context.links.base.outlines[task.key]
            record = self.context.links.base.record(task.key)
            _write_other(document, typed.to_json(record, outline.kind, task.key))
        return Made(task.address, fingerprint, True)

    def lists(self) -> list[Made]:
        """The index pages: put together each time, written where they differ."""
        listings = lists.listings(self.context)
        return [self._whole(view) for listing in listings for view in lists.pages(listing)]

    def overviews(self) -> list[Made]:
        """The pages over all records, and the files that go with them."""
        by_place = whole_pages.views(self.context) if self.context.computed else ()
        views = chain(overviews(self.context), by_place)
        made = [self._whole(view) for view in views]
        if self.context.computed:
            _write_calendars(self.context, self.site)
            _write(self.site / "data" / "explore.json", columns.as_json(self.context))
            _write(self.site / "data" / "map.json", Atlas(self.context).as_json())
        return made

    def _whole(self, view: Whole) -> Made:
        fingerprint = self.fingerprints.view(view)
        target = f"{self.site}/{view.address}index.html"
        written = self.known.get(view.address) != fingerprint or not Path(target).is_file()
        if written:
            _write(target, self._poured(view, view.template))
        return Made(view.address, fingerprint, written)

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
            head=render("head.html.j2", page=view).strip(),
            body=render(template, page=view),
        )

    def _redirect(self, task: Task, root: str, below: str = "") -> str:
        to = self.context.link(task.key)
        to = to._replace(href=to.href + below)
        return render("redirect.html.j2", to=to, url=self.context.site_url, root=root)

    def _printed(self, task: Task) -> str:
        """Where a page has the same made for print below it; empty where it has none."""
        outline = self.context.links.base.outlines.get(task.key)
        kind = outline.kind if outline else "jurisdiction"
        if task.kind not in ("record", "redirect") or kind not in pages.BRIEFS:
            return ""
        if not self.context.computed:
            return ""
        return f"{self.site}/{task.address}{brief.FOLDER}index.html"

    def _document(self, task: Task) -> str:
        """Where a record's page has the record as JSON beside it; empty where it has none."""
        outline = self.context.links.base.outlines.get(task.key)
        if task.kind != "record" or outline is None:
            return ""
        return f"{self.site}/data/{KIND[outline.kind].folder}/{outline.id}.json"


_jobs: list[Job] = []


def _do_job(number: int) -> list[Made]:
    """In a forked process: the work is inherited, not sent."""
    return _jobs[number]()


def _prepare(context: Context) -> None:
    """Compute what all processes need before they part."""
    links = context.links
    for lazy in (
        "backlinks",
        "sources",
        "descriptions",
        "publishers",
        "jurisdictions",
        "within",
        "below",
        "using",
    ):
        getattr(links, lazy)


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
        _write(site / "calendar" / f"{place}.ics", data.decode())


def _remove(site: Path, address: str) -> None:
    page = site / address
    for folder in (page / brief.FOLDER, page):
        (folder / "index.html").unlink(missing_ok=True)
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _remove_documents(site: Path, context: Context) -> None:
    """Remove the JSON of records that are gone; another page may have their address by now."""
    outlines = context.links.base.outlines
    for kind in KINDS:
        for path in (site / "data" / kind.folder).glob("*.json"):
            outline = outlines.get(path.stem)
            if outline is None or outline.kind != kind.name:
                path.unlink()


_known_folders: set[str] = set()


def _write(path: Path | str, text: str) -> None:
    """Write a file so that a reader sees the old or the new, never half of it."""
    # Strings and the plain functions: for fifty thousand pages, Path costs as much as the disk.
    name = str(path)
    folder, temporary = name.rpartition("/")[0], f"{name}.tmp"
    if folder not in _known_folders:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        _known_folders.add(folder)
    with open(temporary, "wb", buffering=0) as file:  # noqa: PTH123
        file.write(text.encode())
    os.replace(temporary, name)  # noqa: PTH105


def _write_other(path: str, text: str) -> None:
    """Write a file unless it holds that text: a page says what day it is, a document does not."""
    try:
        same = Path(path).read_bytes() == text.encode()
    except FileNotFoundError:
        same = False
    if not same:
        _write(path, text)


def _pour_data_page(context: Context, site: Path) -> None:
    """Fill the page on taking the data away, where the project has one."""
    path = site / _DATA_PAGE
    if path.is_file():
        _write(path, data_page.page(path.read_text("utf-8"), context))


def _by_hand(site: Path) -> dict[str, str]:
    """The addresses of the pages that the engine made of documents, with their fingerprints."""
    of_data = {"data/": site / _DATA_PAGE} if (site / _DATA_PAGE).is_file() else {}
    return {address: cache.digest(path.read_bytes()) for address, path in of_data.items()} | {
        f"{path.parent.relative_to(site).as_posix()}/": cache.digest(path.read_bytes())
        for folder in site.iterdir()
        if folder.is_dir() and folder.name not in _KEPT_FOLDERS
        for path in folder.rglob("index.html")
    }


def _sitemap(context: Context, addresses: Iterable[str]) -> str:
    """Every page of the site, sorted; without dates, which the pages themselves give."""
    every = sorted({"", *addresses})
    return render("sitemap.xml.j2", urls=[context.site_url + address for address in every])
