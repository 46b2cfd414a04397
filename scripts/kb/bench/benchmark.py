"""The whole benchmark: make the records, run every step in a fresh process, hold it to its target."""

import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import kb
from kb.bench import plain, project
from kb.bench.measure import Measured, run

CHECK_COLD, CHECK_AGAIN, PAGES_COLD, PAGES_EDIT, ANSWERS = 6.0, 1.5, 8.0, 2.0, 10.0
PEAK, RATIO = 600.0, 15.0
"""The targets on two cores: seconds, MiB, and how many times faster than plain pages."""
_NOISE = 1.1  # what two equal runs may differ by on a busy machine

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the result: a step, what it took, and how that stands to its target.

    `values` are texts by column; `met` is None where there is no target.
    """

    step: str
    wall: str = ""
    processor: str = ""
    peak: str = ""
    target: str = ""
    met: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What was measured, and on what."""

    machine: str
    records: int
    rows: tuple[Row, ...]


def measure(
    root: Path, records: int, seed: int, plain_records: int, keep: Path | None, tell: Tell
) -> Benchmark:
    """Run the benchmark on made-up records in a folder that is removed again, or in `keep`.

    `tell` is called with a line of text before each step. Raises ProjectError if the project at
    `root` lacks what is needed, and StepError if a step fails.
    """
    with folder_for(keep) as folder:
        return _Run(root, folder, tell).everything(records, seed, plain_records)


@contextmanager
def folder_for(keep: Path | None) -> Iterator[Path]:
    """The folder to work in: `keep`, which must be empty or not there, or one that is removed again.

    Raises ProjectError if `keep` holds something.
    """
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        if any(keep.iterdir()):
            raise project.ProjectError(f"{keep} is not empty")
        yield keep.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
        yield Path(name).resolve()


@dataclass(frozen=True, slots=True)
class _Built:
    """What a build took, and what it says of itself: pages, and the seconds of its phases."""

    measured: Measured
    told: Mapping[str, float]


class _Run:
    """One run of the benchmark in one folder."""

    def __init__(self, root: Path, folder: Path, tell: Tell) -> None:
        self.root = root
        self.folder = folder
        self.tell = tell
        self.environment = environment(folder)

    def everything(self, records: int, seed: int, plain_records: int) -> Benchmark:
        """All rows, in the order in which a contributor would meet the steps."""
        whole, third = self.folder / "whole", self.folder / "third"
        self.tell(f"making {records:,} records")
        made = project.make(self.root, whole, records, seed)
        fewer = project.make(self.root, third, max(1, records // 3), seed)
        self.warm_up(third)

        # What is compared is measured one right after the other.
        small_cold = self.check(third, "a third of the records: reading")
        cold = self.check(whole, "reading and checking, cold")
        again = self.check(whole, "reading and checking, unchanged")
        small_built = self.build(third, "records", "a third of the records: rendering")
        built = self.build(whole, "records", "rendering every page of the records")
        _edit(whole)
        edited = self.build(whole, "records", "rendering after an edit")
        self.put_away(whole / "site")
        full = self.build(whole, "pages", "the whole site, with what the rules give")
        _edit(whole)
        full_edited = self.build(whole, "pages", "the whole site after an edit")
        self.tell("indexing for the search")
        index = run(_step("index", whole), whole, self.environment)
        self.tell("all answers of applicability")
        answers = run(_step("answers", whole), whole, self.environment)
        count, plainly = self.plain(whole, plain_records)

        shutil.rmtree(self.folder / "away")
        peak = max(each.peak for each in (cold, again, built.measured, edited.measured))
        ratio = made / fewer
        rows = (
            _row("Read and check, cold", cold, CHECK_COLD, f"{made:,} records"),
            _row("Read and check, unchanged", again, CHECK_AGAIN),
            *_pages("Render and write every page", built, PAGES_COLD),
            *_pages("One record edited", edited, PAGES_EDIT),
            Row(
                "Memory, all steps above",
                peak=f"{peak:,.0f}",
                target=f"≤ {PEAK:,.0f} MiB",
                met=peak <= PEAK,
            ),
            *_pages("The whole site: rules, briefs, files", full, None),
            *_pages("One record edited", full_edited, None),
            _row("Search index, by Pagefind", index, None),
            _growth("Growth of reading", small_cold.wall, cold.wall, ratio),
            _growth("Growth of rendering", _publishing(small_built), _publishing(built), ratio),
            *_answers(answers),
            _row("Plain MkDocs pages", plainly, None, f"{count:,} pages"),
            _per_page(plainly.wall / count, _publishing(built) / built.told["pages"]),
        )
        return Benchmark(machine(), made, rows)

    def warm_up(self, folder: Path) -> None:
        """Run everything once, so that the program's bytecode is there, as after any first use."""
        self.check(folder, "warming up")
        self.build(folder, "pages", "warming up")
        for name in (".cache", "site"):
            self.put_away(folder / name)

    def put_away(self, folder: Path) -> None:
        """Take a folder out of the way; a disk is slower for minutes after much was deleted."""
        away = self.folder / "away"
        away.mkdir(exist_ok=True)
        folder.rename(away / f"{folder.name}-{len(list(away.iterdir()))}")

    def check(self, folder: Path, words: str) -> Measured:
        """Run `kb check`."""
        self.tell(words)
        command = [sys.executable, "-m", "kb", "check", "--root", str(folder)]
        return run(command, folder, self.environment)

    def build(self, folder: Path, step: str, words: str) -> _Built:
        """Build the site with one of the steps, but for the search index."""
        self.tell(words)
        measured = run(_step(step, folder), folder, self.environment)
        return _Built(measured, json.loads(measured.output.splitlines()[-1]))

    def plain(self, whole: Path, records: int) -> tuple[int, Measured]:
        """Write some of the records as Markdown, and let MkDocs build them; how many, and how long."""
        self.tell("writing plain pages")
        count = plain.write(whole, self.folder / "plain", records)
        self.tell(f"building {count:,} plain pages with MkDocs alone")
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        return count, run(command, self.folder / "plain", self.environment)


def _step(name: str, folder: Path) -> list[str]:
    return [sys.executable, "-m", "kb.bench.steps", name, str(folder)]


def _row(step: str, measured: Measured, target: float | None, note: str = "") -> Row:
    return Row(
        step,
        f"{measured.wall:.2f}",
        f"{measured.processor:.2f}",
        f"{measured.peak:,.0f}",
        "" if target is None else f"≤ {target:g} s",
        None if target is None else measured.wall <= target,
        note,
    )


def _pages(step: str, built: _Built, target: float | None) -> Iterator[Row]:
    """A build, and what it spends its time on; the rest is its start and the history."""
    written, pages = int(built.told["written"]), int(built.told["pages"])
    note = f"{written:,} of {pages:,} pages written"
    yield _row(step, built.measured, target, note)
    rest = built.measured.wall
    for name, key in (
        ("reading; the shells, beside it", "reading"),
        ("the pages", "publishing"),
        ("the files to take away", "exports"),
    ):
        took = built.told.get(key, 0.0)
        rest -= took
        if took >= 0.005:
            yield Row(f"  {name}", f"{took:.2f}")
    yield Row("  all else", f"{rest:.2f}")


def _publishing(built: _Built) -> float:
    return built.told["publishing"]


def _growth(step: str, small: float, large: float, ratio: float) -> Row:
    grown = large / small
    return Row(
        step,
        target=f"≤ ×{ratio:.1f}",
        met=grown <= ratio * _NOISE,
        note=f"×{grown:.2f} the time for ×{ratio:.2f} the records",
    )


def _answers(measured: Measured) -> Iterator[Row]:
    """All answers by the index, with the target, and what the plain definition would take."""
    (_, by_index, note), (_, plainly, share) = json.loads(measured.output.splitlines()[-1])
    yield Row(
        "All answers of applicability",
        f"{by_index:.2f}",
        target=f"≤ {ANSWERS:g} s",
        met=by_index <= ANSWERS,
        note=note,
    )
    yield Row("  by the plain definition", f"{plainly:,.0f}", note=share)


def _per_page(theirs: float, ours: float) -> Row:
    return Row(
        "Plain pages to ours, per page",
        target=f"≥ {RATIO:.0f} to 1",
        met=theirs / ours >= RATIO,
        note=f"{1000 * theirs:.2f} ms to {1000 * ours:.2f} ms: {theirs / ours:.1f} to 1",
    )


def _edit(folder: Path) -> None:
    """Change a word in the prose of one deployment, as a contributor would."""
    paths = sorted((folder / "data" / "deployments").glob("*.yaml"))
    path = paths[len(paths) // 2]
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\nsummary: >-\n  ", "\nsummary: >-\n  Edited: ", 1), "utf-8")


def environment(folder: Path) -> Mapping[str, str]:
    """That of this process, with this program in reach and bytecode kept in the folder."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    package = str(Path(kb.__file__).resolve().parent.parent)
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH", "")])]
    return environment | {
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        "NO_COLOR": "1",
    }


def machine() -> str:
    """Cores, Python and the libraries that the times depend on most."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    libraries = ("pydantic", "PyYAML", "jinja2", "mkdocs", "mkdocs-material", "pagefind")
    versions = ", ".join(f"{name} {version(name)}" for name in libraries)
    return (
        f"{platform.system()} {platform.machine()}, {cores} cores, "
        f"Python {platform.python_version()}, {versions}"
    )
