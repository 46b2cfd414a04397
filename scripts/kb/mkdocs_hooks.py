"""MkDocs' events, wired to the steps of the build; the work itself is done elsewhere."""

import os
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError

from kb import build, engines, site
from kb.dates import day_of
from kb.search import SearchError
from kb.settings import BuildError
from kb.shell import ShellError

# MkDocs tells hooks the command once, at its start, and every build needs it.
_command: Literal["build", "gh-deploy", "serve"] = "build"


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether this is a server."""
    global _command
    _command = command


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Tell the theme about the server's live reload, which needs an inline script."""
    config.extra["live_reload"] = _command == "serve"
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Refuse problems before anything is touched; spare the pages from the cleaning that follows."""
    if _command != "serve":
        try:
            build.require_sound(Path(config.config_file_path).resolve().parent)
        except BuildError as error:
            raise Abort(str(error)) from error
    site.set_aside(Path(config.site_dir))


def on_post_build(config: MkDocsConfig, **_: Any) -> None:
    """Pour the record pages into the shells that were just built."""
    day = os.environ.get("KB_ON")  # as `kb build --on`
    try:
        on = day_of(day) if day else None
    except ValueError as error:
        raise Abort(f"KB_ON: '{day}' is not a day, such as 2024-06-01") from error
    settings = engines.settings_of(config, on, lenient=_command == "serve")
    try:
        loaded, published = build.pour(settings)
    except BuildError as error:
        raise Abort(str(error)) from error
    except (SearchError, ShellError) as error:
        raise PluginError(str(error)) from error
    build.log.info(
        f"{loaded.files:,} records, {published.pages:,} pages: "
        f"{published.written:,} written, {published.removed:,} removed"
    )
