"""The shells and the pages written by hand, as MkDocs makes them; made again only when need be."""

import importlib.util
import os
import re
import shutil
from datetime import date
from pathlib import Path

from kb import cache
from kb.beside import is_running
from kb.settings import Settings

FOLDER = cache.FOLDER / "shells"
"""Where they stand, below a project's root; a build copies them into the site."""
_MADE_OF = "shells-made-of"


def prepare(root: Path, use_cache: bool) -> Settings:
    """See to it that they stand in their folder; gives what mkdocs.yml says, for today.

    Meant for a process of its own: to import MkDocs takes as long as a build of it. Raises
    BuildError where MkDocs cannot build.
    """
    made_of = _made_of(root)
    known = cache.load(root, _MADE_OF) if use_cache else None
    if known and known[0] == made_of and (root / FOLDER).is_dir():
        _, site, site_url, site_name, repository = known
        return Settings(root.resolve(), Path(site), site_url, site_name, repository, date.today())
    from kb import engines

    _remove_left(root)
    new = root / f"{FOLDER}-{os.getpid()}"
    try:
        settings, warned = engines.with_mkdocs(root, new)
        cache.forget(root, _MADE_OF)  # what was known is of the folder that goes now
        shutil.rmtree(root / FOLDER, ignore_errors=True)
        new.rename(root / FOLDER)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    if not warned:  # else the next build has to tell of it again
        texts = (settings.site_url, settings.site_name, settings.repository)
        cache.save(root, _MADE_OF, (made_of, str(settings.site), *texts))
    return settings


def _remove_left(root: Path) -> None:
    """Remove the folders of builds that were ended before they could do so themselves."""
    for each in (root / FOLDER).parent.glob(f"{FOLDER.name}-*"):
        pid = each.name.rpartition("-")[2]
        if pid.isdecimal() and not is_running(int(pid)):
            shutil.rmtree(each, ignore_errors=True)


def _made_of(root: Path) -> str:
    """A fingerprint of all that they are made of, but for this program, whose cache this is.

    That is mkdocs.yml with the variables of the environment that it may name, the documents, and
    the packages installed beside MkDocs, by the versions in their folders' names.
    """
    configuration = root / "mkdocs.yml"
    parts = [str(root.resolve())]
    for path in filter(Path.is_file, (configuration, *sorted((root / "docs").rglob("*")))):
        parts += (path.as_posix(), cache.digest(path.read_bytes()))
    if configuration.is_file():
        words = set(re.findall(r"\w+", configuration.read_text("utf-8", errors="replace")))
        parts += (f"{name}={os.environ[name]}" for name in sorted(words & os.environ.keys()))
    mkdocs = importlib.util.find_spec("mkdocs")
    if mkdocs is not None and mkdocs.origin is not None:
        parts += sorted(each.name for each in Path(mkdocs.origin).parent.parent.iterdir())
    return cache.digest("\0".join(parts).encode(errors="surrogateescape"))
