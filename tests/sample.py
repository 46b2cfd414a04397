"""Projects in a temporary folder, made of real files: the example records and what a test adds."""

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kb.load import Loaded, load
from kb.problem import Problem
from kb.reference import EXAMPLE_RECORDS

TODAY = date(2026, 11, 23)

SOURCE = """\
sources:
  gazette:
    title: The company that watches Exampleville
    publisher: The Gazette
    url: https://gazette.example.org/watches
    accessed: 2024-05-01
    language: en
    type: news
"""
VENDOR = """\
name: Acme Vision
jurisdiction: gb
technologies: [face-recognition]
"""


def example_project(root: Path) -> Path:
    """A project with the example records in it; gives the folder back."""
    shutil.copytree(EXAMPLE_RECORDS, root / "data", dirs_exist_ok=True)
    return root


def put(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files, by their path from the project's folder."""
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)


def check(
    root: Path, files: Mapping[str, str | bytes] | None = None, *, history: bool = False
) -> Loaded:
    """Put the files there, and read and check the whole project without a cache."""
    put(root, files or {})
    return load(root, today=TODAY, use_cache=False, with_history=history)


def vendor(line: str) -> str:
    """The file of a vendor with one source, in which `line` is the fourth line."""
    return f"{VENDOR}{line}\n{SOURCE}"


def places(problems: tuple[Problem, ...]) -> list[str]:
    """Each problem as `path:line:column code`, without the folder `data/`."""
    return [
        f"{each.path.removeprefix('data/')}:{each.line}:{each.column} {each.code}"
        for each in problems
    ]
