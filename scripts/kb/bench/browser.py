"""The benchmark of the site in a browser: what a page, a search and a click cost its reader."""

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from kb.bench import project, visits
from kb.bench.benchmark import environment, folder_for, machine
from kb.bench.hosting import Host, hosting
from kb.bench.measure import run
from kb.browser import ARGUMENTS, require_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE_SIZE, SEARCH_SIZE, EXPLORE_SIZE = 150, 300, 600
PAGE_TIME, SEARCH_TIME, CLICK_TIME = 1000, 500, 150
"""The targets: KB (of 1,000 bytes) as sent, and milliseconds."""
_COMPARED = 3  # runs at most by Lighthouse's other method, for which there is no target

_KINDS = {"deployments": "a deployment", "vendors": "a vendor", "regulations": "a regulation"}
_RECORDS = (*_KINDS, "organisations", "jurisdictions", "technologies")

Tell = Callable[[str], None]
Pages = Mapping[str, str]
"""The addresses of record pages below the site's root, by what kind of page they stand for."""


class BrowserError(RuntimeError):
    """There is nothing to measure with, or it failed; the message is for the person at the terminal."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value, in KB or ms, and the most that it may be."""

    what: str
    value: float
    unit: str
    target: float
    note: str = ""

    @property
    def met(self) -> bool:
        """Whether the target is met."""
        return self.value <= self.target


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured, and on what."""

    machine: str
    records: int
    rows: tuple[Figure, ...]


def chromium() -> Path:
    """The browser to measure with. Raises BrowserError if it, or what drives it, is not there."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError as error:
        raise BrowserError(
            "kb bench --browser drives the browser with Playwright, which is not installed; "
            "run: scripts/setup requirements-dev.txt"
        ) from error
    try:
        return require_chromium()
    except FileNotFoundError as error:
        raise BrowserError(str(error)) from error


def measure(
    root: Path, records: int, seed: int, keep: Path | None, runs: int, tell: Tell
) -> Figures:
    """Build a site of made-up records with its search, and measure it in the browser.

    Works in a folder that is removed again, or in `keep`, which is empty or has been kept by an
    earlier run: then its records are used, and the rest is made anew. Each value is the median of
    `runs` visits, or of twice as many clicks. `tell` is called with a line of
    text before each step. Raises BrowserError, ProjectError or StepError if something is missing
    or fails.
    """
    executable = chromium()
    with _project(root, records, seed, keep, tell) as (whole, made):
        tell("building the site")
        command = [sys.executable, "-m", "kb", "build", "--root", str(whole)]
        run(command, whole, environment(whole.parent))
        site = whole / "site"
        with hosting(site) as host, _running(executable) as browser:
            rows = (
                *_reading(browser, host, _typical(site), runs, tell),
                *_searching(browser, host, _spread(site, runs), tell),
                *_exploring(browser, host, 2 * runs, tell),
            )
            return Figures(f"{machine()}, Chromium {browser.version}", made, rows)


@contextmanager
def _project(
    root: Path, records: int, seed: int, keep: Path | None, tell: Tell
) -> Iterator[tuple[Path, int]]:
    """The project to be built, and how many records it has."""
    if keep is not None and (keep / "whole" / "mkdocs.yml").is_file():
        whole = keep.resolve() / "whole"
        for name in ("docs", "site", ".cache"):
            shutil.rmtree(whole / name, ignore_errors=True)
        shutil.copytree(root / "docs", whole / "docs")
        shutil.copy(root / "mkdocs.yml", whole)
        yield whole, sum(1 for _ in (whole / "data").rglob("*.yaml"))
        return
    with folder_for(keep) as folder:
        tell(f"making {records:,} records")
        yield folder / "whole", project.make(root, folder / "whole", records, seed)


@contextmanager
def _running(executable: Path) -> Iterator["Browser"]:
    """A browser, until the block ends; what goes wrong in it comes as a BrowserError."""
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
            yield browser
            browser.close()
    except Error as error:
        raise BrowserError(f"{executable} could not be measured with: {error}") from error


def _sizes(site: Path, folder: str) -> list[tuple[int, str]]:
    """The pages of the records in a folder, from the smallest to the largest, uncompressed."""
    data = site.parent / "data" / folder
    pages = (site / folder / file.stem / "index.html" for file in data.glob("*.yaml"))
    return sorted((page.stat().st_size, f"{folder}/{page.parent.name}/") for page in pages)


def _typical(site: Path) -> Pages:
    """A page of median size of three kinds of record, and the largest of all kinds."""
    sizes = {folder: _sizes(site, folder) for folder in _RECORDS}
    found = {name: sizes[folder][len(sizes[folder]) // 2][1] for folder, name in _KINDS.items()}
    largest = max(each[-1] for each in sizes.values() if each)
    return found | {"the largest record": largest[1]}


def _spread(site: Path, count: int) -> Sequence[str]:
    """Pages of vendors, evenly spread over the alphabet, so that other letters are typed on each."""
    paths = sorted(path for _, path in _sizes(site, "vendors"))
    return [paths[len(paths) * number // count] for number in range(count)]


def _reading(
    browser: "Browser", host: Host, pages: Pages, runs: int, tell: Tell
) -> Iterator[Figure]:
    """Bytes and largest contentful paint of each page, on a throttled phone."""
    for name, path in pages.items():
        tell(f"reading {path}")
        found = [visits.read(browser, host, path, visits.PACKETS) for _ in range(runs)]
        others = [
            visits.read(browser, host, path, visits.REQUESTS) for _ in range(min(runs, _COMPARED))
        ]
        size, time = _medians(found)
        other = f"{_medians(others)[1]:,.0f} ms where each request is delayed by 562.5 ms"
        yield Figure(f"Page of {name}: all that it loads", size, "KB", PAGE_SIZE, path)
        yield Figure("  largest contentful paint, throttled", time, "ms", PAGE_TIME, other)


def _searching(
    browser: "Browser", host: Host, paths: Sequence[str], tell: Tell
) -> Iterator[Figure]:
    """Bytes and time from opening the search to the first result."""
    found = []
    for path in paths:
        tell(f"searching on {path}")
        found.append(visits.search(browser, host, path))
    size, time = _medians(found)
    most = (
        f"{max(each.size for each in found) / 1000:,.0f} KB for the dearest of {len(found)} names"
    )
    slowest = f"{max(each.milliseconds for each in found):,.0f} ms for the slowest"
    yield Figure("Search: all that it loads to the first result", size, "KB", SEARCH_SIZE, most)
    yield Figure("  from the first key to the first result", time, "ms", SEARCH_TIME, slowest)


def _exploring(browser: "Browser", host: Host, clicks: int, tell: Tell) -> Iterator[Figure]:
    """Bytes of the table of all records, and the time of a click on a facet."""
    tell("exploring")
    size, times = visits.explore(browser, host, clicks)
    yield Figure("Explore: all that it loads", size / 1000, "KB", EXPLORE_SIZE)
    slowest = f"{max(times):,.0f} ms for the slowest of {len(times)} clicks"
    yield Figure("  from a click on a facet to the table", median(times), "ms", CLICK_TIME, slowest)


def _medians(found: Sequence[visits.Visit]) -> tuple[float, float]:
    """KB and milliseconds."""
    return median(each.size for each in found) / 1000, median(each.milliseconds for each in found)
