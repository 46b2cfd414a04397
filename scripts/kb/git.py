"""Git, asked for what it knows; the only module of the build that starts it."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple


class GitError(Exception):
    """Git says no, or there is none; says why."""


def run(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What a git command prints about the repository that `root` lies in. Raises GitError."""
    # In a hook git's own variables name the repository of the hook, whatever the folder.
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_PREFIX")
    }
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotePath=false", *arguments],
            cwd=root,
            input=given,
            capture_output=True,
            check=False,
            env=environment | {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"},
        )
    except OSError:
        reason = "git is not installed" if root.is_dir() else "there is no such folder"
        raise GitError(reason) from None
    if done.returncode != 0:
        reason = "this is not a git repository"
        if b"not a git repository" not in done.stderr:
            reason = done.stderr.decode(errors="replace").strip().split("\n")[0] or "git failed"
        raise GitError(reason)
    return done.stdout


def output(root: Path, *arguments: str) -> str:
    """The same as text; empty where git says no. A name that is not UTF-8 comes with marks in it."""
    try:
        return run(root, *arguments).decode(errors="replace")
    except GitError:
        return ""


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
    found: dict[str, bytes] = {}
    try:
        rest = run(root, "cat-file", "--batch", given=asked)
    except GitError:
        return found
    for name in names:
        head, _, rest = rest.partition(b"\n")
        if head.endswith(b"missing"):
            continue
        size = int(head.rsplit(b" ", 1)[1])
        found[name], rest = rest[:size], rest[size + 1 :]
    return found
