"""When each record was first and last changed, read from the history that git keeps."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kb import git
from kb.render.context import Changed


def of_files(root: Path) -> Mapping[str, Changed]:
    """For each file under `data/`, the days of its first and its last commit (author's date).

    Empty where there is no git, no repository, or only a shallow clone: a wrong date would be
    worse than none. Paths are relative to `root`, with `/`.
    """
    if not git.is_whole(root):
        return {}
    log = git.output(
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
