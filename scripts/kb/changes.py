"""When each record was first and last changed, read from the history that git keeps."""

from collections.abc import Mapping
from datetime import date

from kb.render.context import Changed


def of_files(log: str) -> Mapping[str, Changed]:
    """For each file under `data/`, the days of its first and its last commit (author's date).

    `log` is what `git.changes_of_data` gives. Empty where there is no git, no repository, or only
    a shallow clone: a wrong date would be worse than none. Paths are relative to the root, with `/`.
    """
    found: dict[str, Changed] = {}
    day = date.min
    for line in log.splitlines():
        if line.startswith("\0"):
            day = date.fromisoformat(line.split(" ", 1)[1][:10])
        elif line:
            path = line.partition("\t")[2]
            known = found.get(path)
            # The log runs from the newest commit to the oldest.
            found[path] = Changed(first=day, last=known.last if known else day)
    return found
