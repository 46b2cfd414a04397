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

CHECK_COLD, CHECK_AGAIN, PAGES_COLD, PAGES_EDIT, PEAK, RATIO = 6.0, 1.5, 8.0, 2.0, 600.0, 15.0
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
    with _folder(keep) as folder:
        return _Run(root, folder, tell).everything(records, seed, plain_records)


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        if any(keep.iterdir()):
            raise project.ProjectError(f"{keep} is not empty")
        yield keep.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
        yield Path(name).resolve()


class _Run:
    """One run of the benchmark in one folder."""

    def __init__(self, root: Path, folder: Path, tell: Tell) -> None:
        self.root = root
        self.folder = folder
        self.tell = tell
        self.environment = _environment(folder)
        self.peak = 0.0

    def everything(self, records: int, seed: int, plain_records: int) -> Benchmark:
        """All rows, in the order in which a contributor would meet the steps."""
        whole, third = self.folder / "whole", self.folder / "third"
        self.tell(f"making {records:,} records")
        made = project.make(self.root, whole, records, seed)
        fewer = project.make(self.root, third, max(1, records // 3), seed)
        self.tell("starting once, so that the program's own bytecode is there")
        self.step("check", third, "warming up")
        shutil.rmtree(third / ".cache")

        cold, _ = self.step("check", whole, "reading and checking, cold")
        again, _ = self.step("check", whole, "reading and checking, unchanged")
        built, found = self.step("pages", whole, "rendering every page")
        _edit(whole)
        edited, one = self.step("pages", whole, "rendering after an edit")
        self.peak = max(each.peak for each in (cold, again, built, edited))
        index, _ = self.step("index", whole, "indexing for the search")
        small_cold, _ = self.step("check", third, "a third of the records: reading")
        _, small_found = self.step("pages", third, "a third of the records: rendering")
        self.tell("writing plain pages")
        count = plain.write(whole, self.folder / "plain", plain_records)
        self.tell(f"building {count:,} plain pages with MkDocs alone")
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        plainly = run(command, self.folder / "plain", self.environment)

        ours, theirs = found["publishing"] / found["pages"], plainly.wall / count
        ratio = made / fewer
        return Benchmark(
            machine(),
            made,
            (
                _row("Read and check, cold", cold, CHECK_COLD, f"{made:,} records"),
                _row("Read and check, unchanged", again, CHECK_AGAIN),
                _row(
                    "Render and write every page",
                    built,
                    PAGES_COLD,
                    f"{found['written']:,} pages; the process also reads from the cache",
                ),
                *(
                    Row(f"  of which {name}", f"{found[key]:.2f}")
                    for name, key in (
                        ("the shells, by MkDocs", "shells"),
                        ("reading", "reading"),
                        ("the pages", "publishing"),
                    )
                ),
                _row("One record edited", edited, PAGES_EDIT, f"{one['written']:,} pages written"),
                Row(
                    "Memory, all steps above",
                    peak=f"{self.peak:,.0f}",
                    target=f"≤ {PEAK:,.0f} MiB",
                    met=self.peak <= PEAK,
                ),
                _row("Search index, by Pagefind", index, None),
                _growth("Growth of reading", small_cold.wall, cold.wall, ratio),
                _growth(
                    "Growth of rendering", small_found["publishing"], found["publishing"], ratio
                ),
                _row("Plain MkDocs pages", plainly, None, f"{count:,} pages"),
                Row(
                    "Plain pages to ours, per page",
                    target=f"≥ {RATIO:.0f} to 1",
                    met=theirs / ours >= RATIO,
                    note=f"{1000 * theirs:.2f} ms to {1000 * ours:.2f} ms: "
                    f"{theirs / ours:.1f} to 1",
                ),
            ),
        )

    def step(self, name: str, folder: Path, words: str) -> tuple[Measured, Mapping[str, float]]:
        """Run one step and read what it says it did."""
        self.tell(words)
        command = [sys.executable, "-m", "kb.bench.steps", name, str(folder)]
        measured = run(command, folder, self.environment)
        return measured, json.loads(measured.output.splitlines()[-1])


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


def _growth(step: str, small: float, large: float, ratio: float) -> Row:
    grown = large / small
    return Row(
        step,
        target=f"≤ ×{ratio:.1f}",
        met=grown <= ratio * _NOISE,
        note=f"×{grown:.2f} the time for ×{ratio:.2f} the records",
    )


def _edit(folder: Path) -> None:
    """Change a word in the prose of one deployment, as a contributor would."""
    paths = sorted((folder / "data" / "deployments").glob("*.yaml"))
    path = paths[len(paths) // 2]
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\nsummary: >-\n  ", "\nsummary: >-\n  Edited: ", 1), "utf-8")


def _environment(folder: Path) -> Mapping[str, str]:
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
