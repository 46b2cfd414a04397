"""Projects for tests: a copy of the real one with records of its own, built where nobody minds."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from kb import build
from kb.site import Published

ROOT = Path(__file__).resolve().parent.parent.parent
REGISTER = ROOT / "tests" / "fixtures" / "register"
"""A small register of made-up records; tests/fixtures/README.md says what is in it."""

DAY = date(2025, 6, 1)
"""The day for which test sites are computed, so that they are the same on any day."""

_INDEX = "pagefind"


def make_project(folder: Path, data: Path = REGISTER / "data", *, brief: bool = False) -> Path:
    """A project in `folder` (made anew) with its own copy of the records and of the documents.

    A `brief` one has only the headings of the longer documents, and is built in half the time.
    """
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copytree(data, folder / "data", ignore=shutil.ignore_patterns("schema"))
    if brief:
        _shorten(folder / "docs")
    # The program is the one under test; nothing writes into it.
    (folder / "scripts").symlink_to(ROOT / "scripts", target_is_directory=True)
    return folder


def _shorten(docs: Path) -> None:
    for path in docs.glob("decisions/0*.md"):
        path.unlink()
    for path in docs.rglob("*.md"):
        if path.stat().st_size > 4000 or path.parent.name == "decisions":
            path.write_text("\n\n".join(_headings(path)), encoding="utf-8")


def _headings(document: Path) -> list[str]:
    """The headings of a document, not the comments in its examples."""
    text = re.sub(r"^```.*?^```", "", document.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.findall(r"^#+ .*$", text, flags=re.MULTILINE)


def built(
    project: Path, engine: str = "mkdocs", *, use_cache: bool = True, on: date = DAY
) -> Published:
    """Build a project's site as `kb build` does."""
    return build.whole(project, engine, on=on, use_cache=use_cache)[1]


def built_anew(project: Path, on: date = DAY) -> dict[str, str]:
    """What a project's site is where nothing was built before."""
    shutil.rmtree(project / "site")
    shutil.rmtree(project / ".cache")
    built(project, on=on)
    return snapshot(project / "site")


def commit(project: Path, day: str, message: str, *paths: str) -> None:
    """Commit a project's records (or some) in a repository of its own, as if on that day."""
    when = f"{day}T12:00:00+00:00"
    settings = {
        "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull, "GIT_AUTHOR_NAME": "A. Editor",
        "GIT_AUTHOR_EMAIL": "editor@example.org", "GIT_COMMITTER_NAME": "A. Editor",
        "GIT_COMMITTER_EMAIL": "editor@example.org",
    }  # fmt: skip
    for arguments in (
        ["init", "-q"],
        ["add", *(paths or ["data"])],
        ["commit", "-q", "-m", message],
    ):
        subprocess.run(["git", *arguments], cwd=project, check=True, env=os.environ | settings)


def edit(project: Path, path: str, change: Callable[[dict[str, Any]], object]) -> None:
    """Change one record by its values; every scalar stays the text that it was."""
    file = project / "data" / path
    values = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)
    change(values)
    write_record(file, values)


def write_record(file: Path, values: Mapping[str, Any]) -> None:
    """Write values as the file of a record; texts are quoted where YAML could misread them."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_as_yaml(values), encoding="utf-8")


def replace(project: Path, path: str, old: str, new: str) -> None:
    """Replace a text that must occur in a file of the project."""
    file = project / path
    text = file.read_text("utf-8")
    assert old in text, f"{old!r} is not in {path}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def snapshot(site: Path) -> dict[str, str]:
    """A fingerprint of each file of a site, the search index left out: equal runs name it anew."""
    return {
        path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.relative_to(site).parts[0] != _INDEX
    }


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """The files that two sites do not have in common, or not with the same bytes."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def environment(**more: str) -> dict[str, str]:
    """The environment for running the project's commands in a process of their own."""
    return os.environ | {"PYTHONPATH": str(ROOT / "scripts"), "PYTHONUNBUFFERED": "1"} | more


def _as_yaml(value: Any, indent: int = 0) -> str:
    """Block YAML with every text in double quotes unless it reads the same without."""
    space = " " * indent
    if isinstance(value, Mapping):
        return "".join(f"{space}{key}:{_after(each, indent)}" for key, each in value.items())
    return "".join(f"{space}-{_after(each, indent)}" for each in value)


def _after(value: Any, indent: int) -> str:
    if isinstance(value, Mapping | list | tuple) and value:
        return "\n" + _as_yaml(value, indent + 2)
    return f" {_scalar(value)}\n"


def _scalar(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{}"
    if isinstance(value, list | tuple):
        return "[]"
    if isinstance(value, int | float):
        return str(value)
    text = str(value)
    plain = text.replace("-", "").replace(".", "")
    if plain.isascii() and plain.isdigit() and not text.startswith("0"):
        return text  # a number or a date
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
