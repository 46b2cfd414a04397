"""What changed in which record, and when: from git's history, told in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from kb import git, source
from kb.models import KIND_OF_FOLDER
from kb.render.labels import label

_COMMITS = 300  # as far back as the page and the feeds look
_MOST_WORDS = 6
_QUIET = frozenset({"sources", "cites", "summary"})


@dataclass(frozen=True, slots=True)
class Change:
    """A record that one commit added or changed, with what is different, in words."""

    record: str
    moment: datetime
    commit: str
    added: bool
    words: tuple[str, ...]

    @property
    def day(self) -> date:
        """The day of the commit, in its author's zone."""
        return self.moment.date()


def of_project(root: Path) -> tuple[Change, ...]:
    """The changes of records that still exist in the history, the newest first.

    Empty without git, outside a repository and in a shallow clone, whose history is cut short.
    """
    if not git.is_whole(root):
        return ()
    log = git.output(
        root, "log", f"--max-count={_COMMITS}", "--format=%x00%H %aI", "--name-status", "--no-renames",
        "--relative", "--", "data",
    )  # fmt: skip
    wanted = list(_touched(log))
    blobs = git.blobs(root, [each for entry in wanted for each in _versions(*entry)])
    return tuple(_changes(root, wanted, blobs))


def _touched(log: str) -> Iterator[tuple[str, str, str, str]]:
    """(commit, moment, status, path) of every record file that a commit added or changed."""
    commit = moment = ""
    for line in log.splitlines():
        if line.startswith("\0"):
            commit, moment = line[1:].split(" ", 1)
        elif line:
            status, _, path = line.partition("\t")
            folder = path.split("/")[1] if path.count("/") == 2 else ""
            if folder in KIND_OF_FOLDER and path.endswith(".yaml") and status in ("A", "M"):
                yield commit, moment, status, path


def _versions(commit: str, _moment: str, status: str, path: str) -> list[str]:
    return [f"{commit}:{path}"] if status == "A" else [f"{commit}^:{path}", f"{commit}:{path}"]


def _changes(
    root: Path, wanted: list[tuple[str, str, str, str]], blobs: Mapping[str, bytes]
) -> Iterator[Change]:
    for commit, moment, status, path in wanted:
        if not (root / path).is_file():
            continue
        record = Path(path).stem
        when = datetime.fromisoformat(moment)
        if status == "A":
            yield Change(record, when, commit, True, ("record added",))
            continue
        old, new = (
            _values(blobs.get(each, b"")) for each in _versions(commit, moment, status, path)
        )
        words = tuple(differences(old, new))
        if words:
            yield Change(record, when, commit, False, words)


@lru_cache(maxsize=4096)
def _values(data: bytes) -> dict[str, Any]:
    return source.read(data)[0] or {}


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """What is different between two versions of a record, in words a reader follows.

    `status: trial → operational`, `operator added`, `suppliers: 1 added`; the long tail is
    counted.
    """
    found: list[str] = []
    before, after = _last_phase(old), _last_phase(new)
    if before and after and before != after:
        found.append(f"status: {before} → {after}")
    for key in dict.fromkeys([*new, *old]):
        if old.get(key) != new.get(key) and key not in _QUIET:
            found.append(_difference(key, old.get(key), new.get(key)))
    if not found and old.get("summary") != new.get("summary"):
        found.append("summary reworded")
    added = len(set(new.get("sources") or ()) - set(old.get("sources") or ()))
    if added:
        found.append(f"{added} {'source' if added == 1 else 'sources'} added")
    if not found and old != new:
        found.append("sources revised")
    rest = len(found) - _MOST_WORDS
    return found if rest <= 0 else [*found[:_MOST_WORDS], f"and {rest} more"]


def _difference(key: str, old: Any, new: Any) -> str:
    name = label(key).lower()
    if old is None:
        return f"{name} added"
    if new is None:
        return f"{name} removed"
    if isinstance(old, list) and isinstance(new, list):
        added = sum(each not in old for each in new)
        removed = sum(each not in new for each in old)
        parts = [f"{added} added"] if added > removed else []
        if added and removed:
            parts = [
                f"{min(added, removed)} revised",
                *([f"{added - removed} added"] if added > removed else []),
            ]
        if removed > added:
            parts.append(f"{removed - added} removed")
        return f"{name}: {', '.join(parts)}" if parts else f"{name} put in order"
    if isinstance(old, dict) or isinstance(new, dict):
        return f"{name} revised"
    return f"{name}: {_short(old)} → {_short(new)}"


def _short(value: Any) -> str:
    text = str(value).replace("_", " ")
    return text if len(text) <= 40 else text[:39] + "…"


def _last_phase(values: Mapping[str, Any]) -> str:
    phases = values.get("phases")
    if isinstance(phases, list) and phases and isinstance(phases[-1], dict):
        return str(phases[-1].get("phase", ""))
    return ""
