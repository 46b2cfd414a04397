"""The benchmark as a whole, on few records: that it runs and tells all, not how fast it is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import kb
from kb.bench.measure import StepError, run

STEPS = (
    "Read and check, cold",
    "Read and check, unchanged",
    "Render and write every page",
    "the shells, beside it",
    "One record edited",
    "Memory, all steps above",
    "Search index, by Pagefind",
    "Growth of reading",
    "Growth of rendering",
    "Plain MkDocs pages",
    "Plain pages to ours, per page",
)


def bench(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `kb bench` on the project at `root`."""
    package = str(Path(kb.__file__).parent.parent)
    command = [sys.executable, "-m", "kb", "bench", "--root", str(root), *arguments]
    environment = os.environ | {"PYTHONPATH": package, "NO_COLOR": "1"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_every_step_is_measured_and_the_folder_is_kept_where_asked(
    project_root: Path, tmp_path: Path
) -> None:
    done = bench(project_root, "--records", "60", "--plain", "10", "--keep", str(tmp_path / "kept"))
    assert done.returncode == 0, done.stderr
    assert [step for step in STEPS if step not in done.stdout] == []
    assert "2 cores" in done.stdout or "cores, Python" in done.stdout
    assert (tmp_path / "kept" / "whole" / "site" / "pagefind").is_dir()
    assert (tmp_path / "kept" / "plain" / "site" / "index.html").is_file()


def test_a_folder_that_is_not_empty_is_not_touched(project_root: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("keep")
    done = bench(project_root, "--keep", str(tmp_path))
    assert done.returncode == 1
    assert "is not empty" in done.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["mine"]


def test_the_memory_of_children_counts(tmp_path: Path) -> None:
    child = "x = bytearray(80_000_000); import time; time.sleep(0.7)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    measured = run([sys.executable, "-c", parent], tmp_path, os.environ)
    assert measured.peak > 80_000_000 / 2**20
    assert measured.wall > 0.7


def test_a_step_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(StepError, match="out of paper"):
        run([sys.executable, "-c", "raise SystemExit('out of paper')"], tmp_path, os.environ)
