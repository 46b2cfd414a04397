"""When each record was first and last changed, read from the history that git keeps."""

from collections.abc import Iterable, Mapping
from functools import cache

from kb.git import FileChange
from kb.render.context import Changed


def of_files(history: Iterable[FileChange]) -> Mapping[str, Changed]:
    """For each file under `data/`, the days of its first and its last commit (author's date).

    `history` is what `git.changes_of_data` gives. Where that is empty, so is this: a wrong date
    would be worse than none.
    """
    found: dict[str, Changed] = {}
    of_days = cache(Changed)  # files of one commit share theirs, here and on the way to a process
    for each in history:  # from the newest commit to the oldest
        day, known = each.moment.date(), found.get(each.path)
        found[each.path] = of_days(day, known.last if known else day)
    return found
