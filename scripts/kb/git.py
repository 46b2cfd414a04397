"""Git, asked for what it knows; the only module but `past` that starts it."""

import subprocess
from collections.abc import Sequence
from pathlib import Path


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


def changes_of_data(root: Path) -> str:
    """What each commit did to which file under `data/`, the newest first.

    A line of a zero byte, the commit and its moment (author's, ISO 8601), then lines of a status
    letter and a path. Empty without a repository or its whole history.
    """
    if not is_whole(root):
        return ""
    return output(
        root, "log", "--format=%x00%H %aI", "--name-status", "--no-renames", "--relative",
        "--", "data",
    )  # fmt: skip


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
