"""A whole build: check the records, let an engine build the shells, pour the pages, index them."""

import logging
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from kb import changes, news, report, search, site
from kb.exports.write import write_all
from kb.link import Links
from kb.load import Loaded, load
from kb.render.context import Context

log = logging.getLogger("mkdocs.kb")


class BuildError(RuntimeError):
    """The site cannot be built; the message is for the person at the terminal."""


@dataclass(frozen=True)
class Settings:
    """What a build takes from mkdocs.yml and the command line."""

    root: Path
    site: Path
    site_url: str
    site_name: str
    repository: str
    on: date
    lenient: bool = False
    use_cache: bool = True


def settings_of(config: MkDocsConfig, on: date | None = None, *, lenient: bool = False) -> Settings:
    """The settings that stand in a loaded mkdocs.yml."""
    extra: Mapping[str, Any] = config.extra
    return Settings(
        root=Path(config.config_file_path).resolve().parent,
        site=Path(config.site_dir),
        site_url=(config.site_url or "/").rstrip("/") + "/",
        site_name=config.site_name,
        repository=str(extra.get("repository") or "").rstrip("/"),
        on=on or date.today(),
        lenient=lenient,
    )


def configuration(root: Path, **overrides: Any) -> MkDocsConfig:
    """The project's mkdocs.yml, loaded. Raises BuildError if there is none or it is wrong."""
    path = root / "mkdocs.yml"
    if not path.is_file():
        raise BuildError(f"there is no mkdocs.yml in {root}")
    return load_config(str(path), **overrides)


def pour(settings: Settings, loaded: Loaded | None = None) -> tuple[Loaded, site.Published]:
    """Fill the shells that stand in `settings.site`, and index the pages.

    `loaded` are the records, where they were read already. Raises BuildError with the whole report
    if a record has a problem, unless lenient: then the problems are logged, and what could be read
    is published (for `serve`).
    """
    loaded = loaded or load(settings.root, use_cache=settings.use_cache)
    try:
        _refuse_problems(loaded)
    except BuildError as error:
        if not settings.lenient:
            raise
        log.error(str(error))
    context = Context(
        links=Links(loaded.base),
        on=settings.on,
        site_url=settings.site_url,
        site_name=settings.site_name,
        repository=settings.repository,
        history=changes.of_files(settings.root),
        changes=news.of_project(settings.root, use_cache=settings.use_cache),
    )
    published = site.publish(context, settings.site, use_cache=settings.use_cache)
    write_all(context, settings.site, use_cache=settings.use_cache, keep=settings.lenient)
    if published.changed or not (settings.site / "pagefind").is_dir():
        search.index(settings.site)
    return loaded, published


def whole(
    root: Path, engine: str, *, on: date | None = None, use_cache: bool = True
) -> tuple[Loaded, site.Published]:
    """Build the whole site with `mkdocs` or `zensical` into the folder that mkdocs.yml names.

    Raises BuildError if a record has a problem, before anything is built, or if the engine fails.
    """
    config = configuration(root)
    settings = replace(settings_of(config, on), use_cache=use_cache)
    loaded = load(root, use_cache=use_cache)
    _refuse_problems(loaded)
    site.set_aside(settings.site)
    if engine == "zensical":
        _with_zensical(config)
    else:
        # Its hooks are for those who call mkdocs itself; here the same steps are called directly.
        config.plugins.events["pre_build"].clear()
        config.plugins.events["post_build"].clear()
        mkdocs_build(config)
    return pour(settings, loaded)


def require_sound(root: Path) -> None:
    """Raise BuildError with the whole report if a record has a problem."""
    _refuse_problems(load(root))


def _refuse_problems(loaded: Loaded) -> None:
    if loaded.errors:
        summary = report.summary(loaded.errors, loaded.files, loaded.seconds)
        raise BuildError(report.as_text(loaded.errors, summary))


def _with_zensical(config: MkDocsConfig) -> None:
    """Zensical reads mkdocs.yml itself and runs no hooks."""
    command = [sys.executable, "-m", "zensical", "build", "--config-file", config.config_file_path]
    try:
        done = subprocess.run(
            command,
            cwd=Path(config.config_file_path).parent,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as error:
        raise BuildError(f"Zensical cannot be started: {error}") from error
    if done.returncode:
        raise BuildError(f"Zensical failed:\n{done.stdout}{done.stderr}")
