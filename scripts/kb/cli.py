"""The command `kb`: reads arguments, calls one module, prints, and sets the exit status."""

import logging
import sys
import time
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kb import report
from kb.load import load

app = typer.Typer(
    name="kb",
    help="Check, build and read the knowledge base.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Engine(StrEnum):
    """What builds the pages written by hand."""

    MKDOCS = "mkdocs"
    ZENSICAL = "zensical"


class Format(StrEnum):
    """How problems are printed."""

    TEXT = "text"
    GITHUB = "github"
    JSON = "json"


Root = Annotated[
    Path, typer.Option("--root", help="The project's folder.", envvar="KB_ROOT", show_default=False)
]


@app.callback()
def _commands() -> None:
    """Check, build and read the knowledge base."""


@app.command(epilog="Example: kb check --format github")
def check(
    root: Root = Path(),
    format: Annotated[Format, typer.Option(help="How problems are printed.")] = Format.TEXT,
    cache: Annotated[bool, typer.Option(help="Use what earlier runs have read.")] = True,
) -> None:
    """Check every record; exit 1 if there is a problem."""
    started = time.perf_counter()
    loaded = load(root.resolve(), use_cache=cache)
    seconds = time.perf_counter() - started
    match format:
        case Format.TEXT:
            print(
                report.as_text(
                    loaded.problems, report.summary(loaded.problems, loaded.files, seconds)
                )
            )
        case Format.GITHUB:
            print(report.as_github(loaded.problems))
        case Format.JSON:
            print(report.as_json(loaded.problems))
    raise typer.Exit(1 if loaded.errors else 0)


@app.command("build", epilog="Example: kb build --engine zensical")
def build_(
    root: Root = Path(),
    engine: Annotated[
        Engine, typer.Option(help="What builds the pages written by hand.")
    ] = Engine.MKDOCS,
    cache: Annotated[bool, typer.Option(help="Keep what earlier builds have made.")] = True,
    on: Annotated[
        str, typer.Option(help="The day to compute the site for (YYYY-MM-DD); default: today.")
    ] = "",
) -> None:
    """Build the site into site/; exit 1 if a record has a problem."""
    from kb import build

    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    started = time.perf_counter()
    try:
        day = date.fromisoformat(on) if on else None
    except ValueError:
        raise typer.BadParameter(f"'{on}' is not a day", param_hint="--on") from None
    try:
        with Console(stderr=True).status("Building the site …"):
            loaded, published = build.whole(root.resolve(), engine.value, on=day, use_cache=cache)
    except (build.BuildError, OSError, ValueError, RuntimeError) as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from error
    seconds = time.perf_counter() - started
    warnings = [each for each in loaded.problems if each.severity == "warning"]
    if warnings:
        print(f"{len(warnings)} warnings; kb check shows them")
    print(
        f"{loaded.files:,} records, {published.pages:,} pages ({published.written:,} written) "
        f"in {seconds:.1f} s: site/index.html"
    )


@app.command("serve", epilog="Example: kb serve --port 8080")
def serve_(
    root: Root = Path(),
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port on 127.0.0.1.")] = 8000,
) -> None:
    """Build the site, serve it on 127.0.0.1, and rebuild it when a file changes."""
    from kb import serve
    from kb.build import BuildError

    logging.basicConfig(level=logging.INFO, format="%(levelname)s - %(message)s")
    try:
        serve.serve(root.resolve(), port)
    except BuildError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from error


def main() -> None:
    """Run the command."""
    app()
