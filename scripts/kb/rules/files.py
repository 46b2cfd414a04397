"""Rules on the files under `data/`, before anything is read from them."""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.models import KIND_OF_FOLDER
from kb.models.scalars import KEBAB
from kb.problem import Problem
from kb.suggest import did_you_mean

_DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)),
}
RESERVED = frozenset({"index", "search", "shell", "page", "assets", "data", *_DEVICES})
"""Names that the site uses itself, or that Windows keeps for devices."""
_VISIBLE = {code: f"\\x{code:02x}" for code in (*range(32), 127)}
_LEFT_BEHIND = re.compile(r"/(\.DS_Store|[^/]*\.swp|[^/]*~)$")
"""What editors and systems leave beside files; .gitignore has the same."""
LFS_POINTER = b"version https://git-lfs.github.com/spec/"


@dataclass(frozen=True, slots=True)
class RecordFile:
    """One file that should hold a record."""

    kind: str
    id: str
    path: str


def survey(root: Path) -> tuple[list[RecordFile], list[Problem]]:
    """The record files under `root/data`, sorted by path, and what is wrong with the rest.

    Each problem stands at line 1, column 1 of the file, since it is about the file as such.
    """
    files: list[RecordFile] = []
    problems: list[Problem] = []
    data = root / "data"
    if not data.is_dir():
        return [], [_problem("data", "no-data", "there is no folder 'data' here")]
    if data.is_symlink():
        return [], [_not_regular("data")]
    for entry in _entries(data, "data", problems):
        kind = KIND_OF_FOLDER.get(entry.name)
        if entry.is_symlink():
            problems.append(_not_regular(f"data/{entry.name}"))
        elif kind is not None and entry.is_dir():
            entries = _entries(Path(entry.path), f"data/{kind.folder}", problems)
            for found in _records(entries, kind.name, kind.folder):
                if isinstance(found, RecordFile):
                    files.append(found)
                else:
                    problems.append(found)
        elif entry.name == "schema" and entry.is_dir():
            for inner in _entries(Path(entry.path), "data/schema", problems):
                if not inner.name.endswith(".schema.json"):
                    problems.append(_nothing_reads(f"data/schema/{inner.name}"))
        else:
            problems.append(
                _nothing_reads(f"data/{entry.name}", did_you_mean(entry.name, KIND_OF_FOLDER))
            )
    problems.extend(_collisions(files))
    return files, problems


def _entries(folder: Path, path: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
    """What stands in a folder, by name; a folder that cannot be read is one more problem."""
    try:
        return sorted(os.scandir(folder), key=lambda each: each.name)
    except OSError as error:
        reason = error.strerror or "no reason given"
        problems.append(_problem(path, "unread-file", f"the folder cannot be read: {reason}"))
        return []


def _records(
    entries: Iterable[os.DirEntry[str]], kind: str, name: str
) -> Iterator[RecordFile | Problem]:
    for entry in entries:
        path = f"data/{name}/{entry.name}"
        if not path.isprintable():  # nor are bytes that are not UTF-8, as Python reads them
            yield _problem(
                path,
                "bad-id",
                "the file's name holds a character that cannot be seen, or is not UTF-8",
            )
            continue
        if entry.is_symlink() or not (entry.is_file() or entry.is_dir()):
            yield _not_regular(path)
            continue
        stem, dot, suffix = entry.name.rpartition(".")
        if entry.is_dir() or suffix != "yaml" or not dot:
            yield _nothing_reads(path, "end the name in .yaml" if suffix == "yml" else "")
            continue
        reason = bad_id(stem, kind)
        if reason:
            yield _problem(path, "bad-id", f"the file's name is not an id: {reason}")
        yield RecordFile(kind, stem, path)


def bad_id(id_: str, kind: str) -> str:
    """Why a text cannot be an id, in words; empty where it can."""
    shortest = 2 if kind == "jurisdiction" else 3
    if not re.fullmatch(KEBAB[1:-1], id_, re.ASCII):
        return "lower-case ASCII letters and digits, joined by single hyphens"
    if not shortest <= len(id_) <= 80:
        return f"{shortest} to 80 characters"
    return f"'{id_}' is kept for the site itself" if id_ in RESERVED else ""


def _collisions(files: list[RecordFile]) -> Iterator[Problem]:
    """Names that some file systems, or readers, cannot tell apart; one id in two folders."""
    by_fold: dict[str, RecordFile] = {}
    for file in files:
        folded = unicodedata.normalize("NFC", file.id).casefold()
        other = by_fold.setdefault(folded, file)
        if other is not file:
            yield _problem(
                file.path,
                "name-collision",
                f"the same name as {other.path}",
                "an id stands once in the whole knowledge base",
            )


def _not_regular(path: str) -> Problem:
    return _problem(
        path, "not-regular", "not a regular file", "put the file itself here, not a link"
    )


def _nothing_reads(path: str, hint: str = "") -> Problem:
    if _LEFT_BEHIND.search(path):
        hint = "an editor or the system left it here: close the editor, or delete the file"
    hint = hint or "records stand in data/<kind>/<id>.yaml"
    return _problem(path, "unread-file", "nothing reads this", hint)


def _problem(path: str, code: str, message: str, hint: str = "") -> Problem:
    if not path.isprintable():
        path = os.fsencode(path).decode("utf-8", "backslashreplace").translate(_VISIBLE)
    return Problem(path, 1, 1, code, message, hint)
