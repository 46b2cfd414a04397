"""When each record was first and last changed, read from the history that git keeps."""

import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kb.render.context import Changed


def of_files(root: Path) -> Mapping[str, Changed]:
    """For each file under `data/`, the days of its first and its last commit (author's date).

    Empty where there is no git, no repository, or only a shallow clone: a wrong date would be
    worse than none. Paths are relative to `root`, with `/`.
    """
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    log = _git(
        root, "log", "--format=%x00%as", "--name-only", "--relative", "--no-renames", "--", "data"
    )  # fmt: skip
    found: dict[str, Changed] = {}
    day = date.min
    for line in log.splitlines():
        if line.startswith("\0"):
            day = date.fromisoformat(line[1:])
        elif line:
            known = found.get(line)
            # The log runs from the newest commit to the oldest.
            found[line] = Changed(first=day, last=known.last if known else day)
    return found


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotePath=false", *arguments],
            cwd=root, capture_output=True, text=True, check=False, encoding="utf-8",
        )  # fmt: skip
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""
