"""What the repository's history knows of records: read with git, for the rules on the past."""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from kb import cache, git, source
from kb.models import KIND_OF_FOLDER
from kb.rules.history import History, Past

_CACHE = "deleted"
_RECORD = re.compile(rf"data/({'|'.join(KIND_OF_FOLDER)})/([a-z0-9-]+)\.yaml")
# What counts as published, the first that exists; HEAD where the repository has no other.
_PUBLISHED = ("refs/remotes/origin/HEAD", "refs/remotes/origin/main", "HEAD")


def read(root: Path, files: Collection[str], *, use_cache: bool = True) -> History:
    """What git knows of records that were published: those now gone, and those once withdrawn.

    `files` are the paths of the record files that exist now, relative to `root`. Published is
    what stands on the main branch where this branch left it, or stood there at any time; what a
    branch adds and takes back again was never published, nor was anything before the day that
    `published-since` in the table `tool.kb` of pyproject.toml names. Without git, outside a
    repository and in a shallow clone the history is empty and its note says so.
    """
    since = _published_since(root)
    try:
        tip = _tip(root)
        if _git(root, "show", "-s", "--format=%cs", tip).strip() < since:
            return History()
        return _since_then(root, tip, _deleted(root, tip, since, use_cache), set(files))
    except git.GitError as reason:
        return History(note=f"deleted and renamed records are not looked for: {reason}")


def _since_then(root: Path, tip: str, deleted: Mapping[str, str], present: set[str]) -> History:
    before = _records(_git(root, "ls-tree", "-r", "--name-only", tip, "--", "data"))
    changed = _records(_git(root, "diff", "--name-only", "--relative", tip, "--", "data"))
    gone = {path: f"{commit}^" for path, commit in deleted.items() if path not in present}
    gone |= {path: tip for path in before if path not in present}
    # A file that exists may have been withdrawn where it was changed since, or was once deleted.
    again = [(path, tip) for path in before & changed & present]
    again += [(path, f"{commit}^") for path, commit in deleted.items() if path in present]
    withdrawn = {each.path: each for each in _read_blobs(root, again) if each.withdrawn}
    return History(
        lost=tuple(sorted(_read_blobs(root, list(gone.items())), key=_path)),
        tombstones=tuple(sorted(withdrawn.values(), key=_path)),
    )


def _path(record: Past) -> str:
    return record.path


def _tip(root: Path) -> str:
    """The newest published commit that the files here come from."""
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
        raise git.GitError("this is a shallow clone")
    for name in _PUBLISHED:
        try:
            return _git(root, "merge-base", "HEAD", name).strip()
        except git.GitError:
            continue
    raise git.GitError("the repository has no commits")


def _published_since(root: Path) -> str:
    """The first day on which the records stood on the web; empty where the project names none."""
    try:
        with (root / "pyproject.toml").open("rb") as file:
            table = tomllib.load(file).get("tool", {}).get("kb", {})
    except (OSError, tomllib.TOMLDecodeError):
        return ""
    return str(table.get("published-since", ""))


def _deleted(root: Path, tip: str, since: str, use_cache: bool) -> dict[str, str]:
    """The record files that were ever deleted on the way to `tip`, with the commit that did it.

    Only the main line is followed: a merge counts by what it brought. The newest deletion of a
    path is kept. What earlier runs found out is used if it is about the same line.
    """
    deleted: dict[str, str] = {}
    limits = [f"--since={since}T00:00:00"] if since else []
    known = cache.load(root, _CACHE) if use_cache else None
    if known is not None and known[1] == since:
        if known[0] == tip:
            return dict(known[2])
        if known[0] in _git(root, "rev-list", "--first-parent", tip).split():
            deleted = dict(known[2])
            limits.append(f"^{known[0]}")
    log = _git(
        *(root, "log", "--reverse", "--first-parent", "--diff-merges=first-parent"),
        *("--diff-filter=D", "--no-renames", "--relative", "--name-only", "--format=%x01%H"),
        *(tip, *limits, "--", "data"),
    )
    commit = ""
    for line in log.splitlines():
        if line.startswith("\x01"):
            commit = line[1:]
        elif _RECORD.fullmatch(line):
            deleted[line] = commit
    if use_cache:
        cache.save(root, _CACHE, (tip, since, deleted))
    return deleted


def _records(output: str) -> set[str]:
    return {line for line in output.splitlines() if _RECORD.fullmatch(line)}


def _read_blobs(root: Path, places: Sequence[tuple[str, str]]) -> list[Past]:
    """The records at `places`, each a path and a commit; those that are not there are left out."""
    if not places:
        return []
    wanted = "".join(f"{commit}:./{path}\n" for path, commit in places).encode()
    output = git.run(root, "cat-file", "--batch", given=wanted)
    found: list[Past] = []
    at = 0
    for path, _commit in places:
        end = output.index(b"\n", at)
        fields = output[at:end].split(b" ")
        at = end + 1
        if len(fields) == 3 and fields[1] == b"blob":
            size = int(fields[2])
            found.append(_past(path, output[at : at + size]))
            at += size + 1
    return found


def _past(path: str, data: bytes) -> Past:
    values, _flaws = source.read(data)
    values = values or {}
    name, sources = values.get("name"), values.get("sources")
    folder, id_ = path.removesuffix(".yaml").split("/")[1:]
    return Past(
        path=path,
        kind=KIND_OF_FOLDER[folder].name,
        id=id_,
        name=name if isinstance(name, str) else "",
        addresses=frozenset(_addresses(sources.values()) if isinstance(sources, dict) else ()),
        withdrawn="withdrawn" in values,
    )


def _addresses(sources: Iterable[object]) -> Iterable[str]:
    for each in sources:
        url = each.get("url") if isinstance(each, dict) else None
        if isinstance(url, str):
            yield url


def _git(root: Path, *arguments: str) -> str:
    return git.run(root, *arguments).decode(errors="replace")
