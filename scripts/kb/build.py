"""A whole build: check the records, let an engine build the shells, pour the pages, index them."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from kb import changes, git, news, report, search, shells, site
from kb.beside import beside
from kb.exports.write import write_all
from kb.link import Links
from kb.load import Loaded, load
from kb.render.context import Changed, Context
from kb.settings import BuildError, Settings

log = logging.getLogger("mkdocs.kb")


def pour(settings: Settings) -> tuple[Loaded, site.Published]:
    """Read the records, fill the shells that stand in `settings.site`, and index the pages.

    Raises BuildError with the whole report if a record has a problem, unless lenient: then the
    problems are logged, and what could be read is published (for `serve`).
    """
    loaded = load(settings.root, use_cache=settings.use_cache)
    try:
        _refuse_problems(loaded)
    except BuildError as error:
        if not settings.lenient:
            raise
        log.error(str(error))
    history = _history(settings.root, settings.use_cache)
    return loaded, _pour(settings, Links(loaded.base), history)


def whole(
    root: Path, engine: str, *, on: date | None = None, use_cache: bool = True
) -> tuple[Loaded, site.Published]:
    """Build the whole site with `mkdocs` or `zensical` into the folder that mkdocs.yml names.

    Raises BuildError if a record has a problem, before the site is touched, or if the engine fails.
    """
    if engine == "zensical":
        loaded = _read(root, use_cache)
        links = Links(loaded.base)
        settings, history = _zensical(root), _history(root, use_cache)
    else:
        with (
            beside(_history, root, use_cache) as told_by_git,
            beside(shells.prepare, root, use_cache) as settings_of_mkdocs,
        ):
            loaded = _read(root, use_cache)
            links = Links(loaded.base)
            links.complete()  # there is time for it while MkDocs builds
            settings, history = settings_of_mkdocs(), told_by_git()
        site.adopt(settings.site, root / shells.FOLDER)
    settings = replace(settings, on=on or settings.on, use_cache=use_cache)
    return loaded, _pour(settings, links, history)


def require_sound(root: Path) -> None:
    """Raise BuildError with the whole report if a record has a problem."""
    _read(root, True)


def _read(root: Path, use_cache: bool) -> Loaded:
    loaded = load(root, use_cache=use_cache)
    _refuse_problems(loaded)
    return loaded


def _refuse_problems(loaded: Loaded) -> None:
    if loaded.errors:
        summary = report.summary(loaded.errors, loaded.files, loaded.seconds)
        raise BuildError(report.as_text(loaded.errors, summary))


def _zensical(root: Path) -> Settings:
    from kb import engines

    config = engines.configuration(root)
    settings = engines.settings_of(config)
    if find_spec("zensical") is None:  # before anything of the site is touched
        raise BuildError("Zensical is not installed here; run: scripts/setup requirements-dev.txt")
    site.set_aside(settings.site)
    engines.with_zensical(config)
    return settings


_History = tuple[Mapping[str, Changed], tuple[news.Change, ...]]


def _history(root: Path, use_cache: bool) -> _History:
    history = git.changes_of_data(root)
    return changes.of_files(history), news.of_project(root, history, use_cache=use_cache)


def _pour(settings: Settings, links: Links, history: _History) -> site.Published:
    changed, told = history
    context = Context(
        links=links,
        on=settings.on,
        site_url=settings.site_url,
        site_name=settings.site_name,
        repository=settings.repository,
        history=changed,
        changes=told,
    )
    published = site.publish(context, settings.site, use_cache=settings.use_cache)
    write_all(context, settings.site, use_cache=settings.use_cache, keep=settings.lenient)
    if not search.is_there(settings.site):
        search.index(settings.site)
    return published
