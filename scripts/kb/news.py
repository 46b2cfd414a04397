"""What changed in which record, and when: from git's history, told in words."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from kb import cache, git, source
from kb.link import Links
from kb.models import KIND_OF_FOLDER
from kb.outline import Outline
from kb.render.labels import label

ADDED = ("record added",)
_TOLD = (
    2000  # so many of the latest changes are told in words; of earlier ones, that they were made
)
_CACHE = "news"
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


def of_project(
    root: Path, history: Iterable[git.FileChange], *, use_cache: bool = True
) -> tuple[Change, ...]:
    """The changes of records that still exist in the whole history, the newest first.

    `history` is what `git.changes_of_data` gives; where that is empty, so is this.
    """
    touched = [
        each
        for each in _touched(history)
        if os.path.isfile(f"{root}/{each.path}")  # noqa: PTH113  # as in kb.writing
    ]
    touched.sort(key=lambda each: each.moment, reverse=True)
    known = (cache.load(root, _CACHE) or {}) if use_cache else {}
    told = {
        each: known.get(each.blob) for each in [each for each in touched if not each.added][:_TOLD]
    }
    new = [each for each, words in told.items() if words is None]
    told |= zip(new, _words(root, new), strict=True)
    if new:
        cache.save(root, _CACHE, {each.blob: words for each, words in told.items()})
    return tuple(_changes(touched, told))


def subjects(outlines: Iterable[Outline], links: Links) -> set[str]:
    """The vendors, jurisdictions and technologies whose feeds tell of changes in these records."""
    found: set[str] = set()
    places: set[str] = set()
    technologies: set[str] = set()
    for outline in outlines:
        if outline.kind in ("vendor", "jurisdiction", "technology"):
            found.add(outline.id)
        found.update(outline.suppliers)
        places.add(outline.jurisdiction)
        technologies.update(outline.technologies)
    places.discard("")
    found.update(places, technologies)
    return found.union(
        *map(links.base.territory.ancestors, places), *map(links.broader, technologies)
    )


@dataclass(frozen=True, slots=True)
class _Touched:
    """A record's file that a commit added or changed."""

    commit: str
    moment: datetime
    path: str
    added: bool

    @property
    def record(self) -> str:
        """The id of the record: the file's name."""
        return self.path.rpartition("/")[2].removesuffix(".yaml")

    @property
    def blob(self) -> str:
        """The name by which git knows what the commit left there."""
        return f"{self.commit}:{self.path}"

    @property
    def earlier(self) -> str:
        """The same for what stood there before it."""
        return f"{self.commit}^:{self.path}"


def _touched(history: Iterable[git.FileChange]) -> Iterator[_Touched]:
    for each in history:
        folder = each.path.split("/")[1] if each.path.count("/") == 2 else ""
        of_record = folder in KIND_OF_FOLDER and each.path.endswith(".yaml")
        if of_record and each.status in ("A", "M"):
            yield _Touched(each.commit, each.moment, each.path, each.status == "A")


def _words(root: Path, touched: Sequence[_Touched]) -> list[tuple[str, ...]]:
    blobs = git.blobs(root, [name for each in touched for name in (each.earlier, each.blob)])
    return [
        tuple(differences(*(_values(blobs.get(name, b"")) for name in (each.earlier, each.blob))))
        for each in touched
    ]


def _changes(
    touched: Sequence[_Touched], told: Mapping[_Touched, tuple[str, ...] | None]
) -> Iterator[Change]:
    for each in touched:
        words = ADDED if each.added else told.get(each, ("record changed",))
        if words:  # a change of layout alone says nothing
            yield Change(each.record, each.moment, each.commit, each.added, words)


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
