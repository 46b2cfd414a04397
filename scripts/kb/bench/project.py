"""A whole project of made-up records: this one's shell and documents, its own data and history."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import kb
from kb.bench import records
from kb.bench.world import World
from kb.load import load

_COPIED = ("technologies", "jurisdictions")
_COMMITS = 20
# Only the parts of git's settings that a commit needs, and none of the user's.
_GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Example",
    "GIT_AUTHOR_EMAIL": "example@example.org",
    "GIT_COMMITTER_NAME": "Example",
    "GIT_COMMITTER_EMAIL": "example@example.org",
}


class ProjectError(RuntimeError):
    """The project to be measured cannot be made; the message is for the person at the terminal."""


def make(project: Path, folder: Path, count: int, seed: int) -> int:
    """Write a project with `count` made-up records into `folder`. Returns its number of files.

    Technologies and jurisdictions, `mkdocs.yml` and `docs/` are those of `project`. Raises
    ProjectError if they are not there.
    """
    for name in ("mkdocs.yml", "docs", *(f"data/{each}" for each in _COPIED)):
        if not (project / name).exists():
            raise ProjectError(f"there is no {name} in {project}")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(project / "mkdocs.yml", folder)
    shutil.copytree(project / "docs", folder / "docs")
    for name in _COPIED:
        shutil.copytree(project / "data" / name, folder / "data" / name)
    # mkdocs.yml names the hooks by their path.
    (folder / "scripts").mkdir()
    (folder / "scripts" / "kb").symlink_to(Path(kb.__file__).parent)
    base = load(folder, use_cache=False).base
    for each in base.outlines.values():
        # What speaks of the project's other records cannot be used without them.
        if not all(
            target in base.outlines or base.territory.knows(target)
            for _, target, _ in each.references
        ):
            (folder / each.path).unlink()
    technologies = {each.id: each.name for each in base.of_kind("technology")}
    places = [each.id for each in base.of_kind("jurisdiction") if _is_territory(each.id)]
    records.write(World(count, seed, technologies, places), folder / "data")
    files = sorted((folder / "data").rglob("*.yaml"))
    _commit(folder, files)
    return len(files)


def _is_territory(id_: str) -> bool:
    """Whether it is a country or a part of one, by its code; unions have other ids."""
    return len(id_.split("-", 1)[0]) == 2 and id_ != "eu"


def _commit(folder: Path, files: Sequence[Path]) -> None:
    """Give the project a history, a month to a commit, as real ones have; none without git."""
    if shutil.which("git") is None:
        return
    _git(folder, 0, "init", "--quiet", "--initial-branch=main")
    size = -(-len(files) // _COMMITS)
    for month, batch in enumerate(_batches(files, size)):
        names = "\n".join(file.relative_to(folder).as_posix() for file in batch)
        _git(folder, month, "add", "--pathspec-from-file=-", given=names)
        _git(folder, month, "commit", "--quiet", "--message", f"Batch {month + 1}")


def _batches(files: Iterable[Path], size: int) -> Iterator[list[Path]]:
    rest = iter(files)
    while batch := list(islice(rest, size)):
        yield batch


def _git(folder: Path, month: int, *arguments: str, given: str = "") -> None:
    day = f"{2023 + month // 12}-{month % 12 + 1:02d}-01T12:00:00Z"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment |= _GIT | {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
    command = ["git", "-c", "gc.auto=0", *arguments]
    subprocess.run(
        command,
        cwd=folder,
        env=environment,
        input=given,
        text=True,
        check=True,
        capture_output=True,
    )
