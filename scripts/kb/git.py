"""Git, asked for what it knows; the only module but `past` that starts it."""

import subprocess
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple


def output(root: Path, *arguments: str) -> str:
    """What a git command prints; empty if it fails, or if there is no git or no repository."""
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotePath=false", *arguments],
            cwd=root, capture_output=True, text=True, check=False, encoding="utf-8",
        )  # fmt: skip
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""


def is_whole(root: Path) -> bool:
    """Whether there is a repository with its whole history, not a shallow clone."""
    return output(root, "rev-parse", "--is-shallow-repository").strip() == "false"


class FileChange(NamedTuple):
    """What a commit did to a file: the author's moment, git's letter for it, the path with `/`."""

    commit: str
    moment: datetime
    status: str
    path: str


def changes_of_data(root: Path) -> tuple[FileChange, ...]:
    """What each commit did to which file under `data/`, the newest first; paths relative to `root`.

    Empty where there is no git, no repository, or only a shallow clone, whose history is cut short.
    """
    return tuple(_changes_of_data(root)) if is_whole(root) else ()


def _changes_of_data(root: Path) -> Iterator[FileChange]:
    log = output(
        root, "log", "--format=%x00%H %aI", "--name-status", "--no-renames", "--relative",
        "--", "data",
    )  # fmt: skip
    commit, moment = "", datetime.min
    for line in log.splitlines():
        if line.startswith("\0"):
            commit, when = line[1:].split(" ", 1)
            moment = datetime.fromisoformat(when)
        elif line:
            status, _, path = line.partition("\t")
            yield FileChange(commit, moment, status, path)


def blobs(root: Path, names: Sequence[str]) -> dict[str, bytes]:
    """The contents of `commit:path` names, paths relative to `root`; missing ones are left out."""
    if not names:
        return {}
    prefix = output(root, "rev-parse", "--show-prefix").strip()
    asked = "".join(f"{name.replace(':', f':{prefix}', 1)}\n" for name in names).encode()
    try:
        done = subprocess.run(
            ["git", "cat-file", "--batch"], cwd=root, input=asked, capture_output=True, check=False
        )
    except OSError:
        return {}
    found: dict[str, bytes] = {}
    rest = done.stdout
    for name in names:
        head, _, rest = rest.partition(b"\n")
        if head.endswith(b"missing"):
            continue
        size = int(head.rsplit(b" ", 1)[1])
        found[name], rest = rest[:size], rest[size + 1 :]
    return found
