"""The engines that make the shells and the pages written by hand: MkDocs, and Zensical."""

import logging
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils import CountHandler

from kb.settings import BuildError, Settings


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
    try:
        return load_config(str(path), **overrides)
    except ConfigurationError as error:
        raise BuildError(str(error)) from error


def with_mkdocs(root: Path, folder: Path) -> tuple[Settings, bool]:
    """Let MkDocs build into `folder`, and not where mkdocs.yml says.

    Gives what mkdocs.yml says, and whether MkDocs warned of anything.
    """
    warnings, log = CountHandler(level=logging.WARNING), logging.getLogger("mkdocs")
    log.addHandler(warnings)
    try:
        config = configuration(root)
        settings = settings_of(config)
        config.site_dir = str(folder)
        # Its hooks are for those who call mkdocs itself; here the same steps are called directly.
        config.plugins.events["pre_build"].clear()
        config.plugins.events["post_build"].clear()
        mkdocs_build(config)
    except TemplateError as error:  # of an override in docs/
        raise BuildError(f"a template of the site cannot be used: {error}") from error
    finally:
        log.removeHandler(warnings)
    return settings, bool(warnings.counts)


def with_zensical(config: MkDocsConfig) -> None:
    """Let Zensical build; it reads mkdocs.yml itself and runs no hooks."""
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
