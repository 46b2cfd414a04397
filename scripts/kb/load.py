"""From the files under `data/` to a knowledge base and everything that is wrong with it."""

import marshal
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from kb import cache, outline, past, source, typed
from kb.beside import beside, processes
from kb.knowledge import KnowledgeBase
from kb.outline import Outline
from kb.problem import Finding, Problem
from kb.rules import KNOWLEDGE_RULES, history, record
from kb.rules.files import LFS_POINTER, RecordFile, survey

_EARLIEST = timezone(timedelta(hours=14))  # where a day begins first: what is fine there is fine
_CACHE = "records"
_STAMPS = "stamps"
_TICK = 2_000_000_000  # nanoseconds; the coarsest clock of a disk in use
_LITTLE = 500  # one file of so many is read again sooner than the others are written again
_PARALLEL_FROM = 400  # files; below it, starting processes costs more than it saves

_Stamp = tuple[int, int, int, int]  # size, changed, moved or touched, number on the disk
# With the digest of what was read under it: two runs at once may each write one of the two caches.
_Seen = tuple[_Stamp, str]
# (digest, packed values or b"", outline or (), problems), all of plain types
_Entry = tuple[str, bytes, tuple[Any, ...], tuple[tuple[Any, ...], ...]]


@dataclass(frozen=True)
class Loaded:
    """A knowledge base, the problems found on the way, how many files there are and were read anew,
    and how long it took in seconds."""

    base: KnowledgeBase
    problems: tuple[Problem, ...]
    files: int
    read_anew: int
    seconds: float
    notes: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that make the knowledge base unfit to publish."""
        return tuple(each for each in self.problems if each.severity == "error")


@cache.growing()
def load(
    root: Path, *, today: date | None = None, use_cache: bool = True, with_history: bool = False
) -> Loaded:
    """Read, type and check every record under `root/data`.

    One bad file never hides another: whatever can be read is in the knowledge base. Files that
    have not changed since the last run (by stamp, then by content) are not parsed again. Dates
    after `today` (default: the latest day that it is anywhere) are in the future. `with_history` also asks git
    for what was published before, so that no address goes missing; where it cannot, a note says so.
    """
    started = time.perf_counter()
    files, problems = survey(root)
    known: dict[str, _Entry] = (cache.load(root, _CACHE) or {}) if use_cache else {}
    seen: dict[str, _Seen] = (cache.load(root, _STAMPS) or {}) if use_cache else {}
    stamps: dict[str, _Stamp] = {}
    entries: dict[str, _Entry] = {}
    anew: list[RecordFile] = []
    for file in files:
        entry = known.get(file.path)
        stamp = _stamp(f"{root}/{file.path}")
        if stamp is not None:
            stamps[file.path] = stamp
        if entry is not None and (
            (stamp is not None and seen.get(file.path) == (stamp, entry[0]))
            or _unchanged(root / file.path, entry[0])
        ):
            entries[file.path] = entry
        else:
            anew.append(file)
    entries.update(_read_all(root, anew))
    found: dict[str, _Seen] = {path: (stamp, entries[path][0]) for path, stamp in stamps.items()}
    if use_cache and _is_worth_keeping(known, entries):
        cache.save(root, _CACHE, entries)
    if use_cache and _is_worth_keeping(seen, found):
        cache.save(root, _STAMPS, found)
    base = _assemble(root, files, entries)
    problems.extend(Problem(*each) for file in files for each in entries[file.path][3])
    problems.extend(_between_records(base, today or datetime.now(_EARLIEST).date()))
    notes: tuple[str, ...] = ()
    if with_history:
        gone = past.read(root, {file.path for file in files}, use_cache=use_cache)
        problems.extend(history.findings(base, gone))
        notes = (gone.note,) if gone.note else ()
    seconds = time.perf_counter() - started
    return Loaded(base, tuple(sorted(set(problems))), len(files), len(anew), seconds, notes)


def _is_worth_keeping(before: Mapping[str, object], now: Mapping[str, object]) -> bool:
    """Whether so much is new that reading it again would take longer than writing everything."""
    changed = sum(before.get(path) != value for path, value in now.items())
    return (changed + len(before.keys() - now.keys())) * _LITTLE > len(now)


def _assemble(root: Path, files: Iterable[RecordFile], entries: dict[str, _Entry]) -> KnowledgeBase:
    outlines: dict[str, Outline] = {}
    packed: dict[str, bytes] = {}
    for file in files:
        _digest, values, outlined, _problems = entries[file.path]
        if outlined and file.id not in outlines:
            outlines[file.id] = Outline._make(outlined)
            packed[file.id] = values
    unread = {file.id: file.path for file in files if file.id not in outlines}
    return KnowledgeBase(root, outlines, packed, unread)


def _between_records(base: KnowledgeBase, today: date) -> Iterable[Problem]:
    for rule in KNOWLEDGE_RULES:
        for where_it_is, finding in rule(base, today):
            data = (base.root / where_it_is.path).read_bytes()
            yield _placed(where_it_is.path, data, finding)


def _stamp(path: str) -> _Stamp | None:
    """What tells a file from a changed one without reading it, as git does; None while it cannot.

    A file that changes twice within a tick of the disk's clock bears the same stamp, so one that
    changed just now is read again.
    """
    try:
        found = os.stat(path)  # noqa: PTH116  # 15,000 Paths would cost as much as their contents
    except OSError:
        return None
    settled = time.time_ns() - max(found.st_mtime_ns, found.st_ctime_ns) > _TICK
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino) if settled else None


def _unchanged(path: Path, digest: str) -> bool:
    try:
        return cache.digest(_bytes(path)) == digest
    except OSError:
        return False


def _bytes(path: Path) -> bytes:
    """What a file holds, up to the byte for which it is refused: it may be of any size."""
    with path.open("rb") as file:
        return file.read(source.LARGEST + 1)


def _read_all(root: Path, files: Sequence[RecordFile]) -> dict[str, _Entry]:
    if len(files) < _PARALLEL_FROM:
        return _read_files(root, files)
    # Interleaved, so that all parts have as many long records.
    first, *rest = (files[start :: processes()] for start in range(processes()))
    with ExitStack() as stack:
        others = [stack.enter_context(beside(_read_packed, root, part)) for part in rest]
        found = _read_files(root, first)
        for other in others:
            found |= marshal.loads(other())
    return found


def _read_packed(root: Path, files: Sequence[RecordFile]) -> bytes:
    """In another process; marshal packs plain types several times faster than pickle."""
    return marshal.dumps(_read_files(root, files))


def _read_files(root: Path, files: Sequence[RecordFile]) -> dict[str, _Entry]:
    entries = {}
    for file in files:
        try:
            data = _bytes(root / file.path)
        except OSError as error:
            entries[file.path] = _unreadable(file.path, error)
        else:
            entries[file.path] = read_file(file, data)
    return entries


def read_file(file: RecordFile, data: bytes) -> _Entry:
    """Read, type and check one file by itself; everything in plain types, to be cached."""
    digest = cache.digest(data)
    if data.startswith(LFS_POINTER):
        problem = Problem(
            file.path,
            1,
            1,
            "not-regular",
            "a Git LFS pointer, not the record itself",
            "commit the file itself",
        )
        return digest, b"", (), (_plain(problem),)
    values, flaws = source.read(data)
    problems = [Problem(file.path, f.line, f.column, f.code, f.message, f.hint) for f in flaws]
    if values is None:
        return digest, b"", (), tuple(map(_plain, problems))
    item, findings = typed.record(file.kind, values)
    if item is not None:
        findings = record.findings(file.kind, file.id, item)
    # What the reader refused already is not said twice in other words; keys that it mended
    # stand nowhere in the file.
    told = {(each.line, each.column) for each in problems}
    placed = [
        _placed(file.path, data, each) for each in findings if "\ufffd" not in str(each.where)
    ]
    problems.extend(
        each
        for each in placed
        if each.code == "missing-key" or (each.line, each.column) not in told
    )
    if item is None:
        return digest, b"", (), tuple(map(_plain, problems))
    outlined = tuple(outline.of(file.kind, file.id, file.path, digest, item))
    return digest, marshal.dumps(values), outlined, tuple(map(_plain, problems))


def _unreadable(path: str, error: OSError) -> _Entry:
    reason = error.strerror or "no reason given"
    problem = Problem(path, 1, 1, "unread-file", f"the file cannot be read: {reason}")
    return "", b"", (), (_plain(problem),)


def _placed(path: str, data: bytes, finding: Finding) -> Problem:
    """A finding with the line and the column at which it stands in the file."""
    find = source.locate_key if finding.at_key else source.locate
    position = find(data, finding.where)
    return Problem(
        path,
        position.line,
        position.column,
        finding.code,
        finding.message,
        finding.hint,
        finding.severity,
    )


def _plain(problem: Problem) -> tuple[Any, ...]:
    return (
        problem.path,
        problem.line,
        problem.column,
        problem.code,
        problem.message,
        problem.hint,
        str(problem.severity),
    )
