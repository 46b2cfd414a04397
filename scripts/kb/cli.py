"""The command `kb`: reads arguments, calls one module, prints, and sets the exit status."""

import io
import logging
import sys
import time
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kb import cli_ask, cli_data, cli_print, report
from kb.cli_options import On, Root, View, day, project, read
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


cli_ask.register(app)
cli_data.register(app)
cli_print.register(app)


def _tell_version(asked: bool) -> None:
    if asked:
        print(f"kb {version('surveillance-register')}")
        raise typer.Exit


@app.callback()
def _commands(
    _version: Annotated[
        bool,
        typer.Option("--version", help="Print the version.", callback=_tell_version, is_eager=True),
    ] = False,
) -> None:
    """Check, build and read the knowledge base."""


@app.command(epilog="Example: kb check --format github")
def check(
    root: Root = Path(),
    format: Annotated[Format, typer.Option(help="How problems are printed.")] = Format.TEXT,
    cache: Annotated[bool, typer.Option(help="Use what earlier runs have read.")] = True,
) -> None:
    """Check every record; exit 1 if there is a problem."""
    started = time.perf_counter()
    loaded = load(root.resolve(), use_cache=cache, with_history=True)
    seconds = time.perf_counter() - started
    for note in loaded.notes:
        print(f"note: {note}", file=sys.stderr)
    match format:
        case Format.TEXT:
            print(
                report.as_text(
                    loaded.problems, report.summary(loaded.problems, loaded.files, seconds)
                )
            )
        case Format.GITHUB:
            if loaded.problems:
                print(report.as_github(loaded.problems))
        case Format.JSON:
            print(report.as_json(loaded.problems))
    raise typer.Exit(1 if loaded.errors else 0)


@app.command("build", epilog="Example: kb build --on 2024-06-01")
def build_(
    root: Root = Path(),
    engine: Annotated[
        Engine, typer.Option(help="What builds the pages written by hand.")
    ] = Engine.MKDOCS,
    cache: Annotated[bool, typer.Option(help="Keep what earlier builds have made.")] = True,
    on: On = "",
) -> None:
    """Build the site into site/; exit 1 if a record has a problem."""
    from kb import build

    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    started = time.perf_counter()
    asked = day(on) if on else None
    try:
        with Console(stderr=True).status("Building the site …"):
            loaded, published = build.whole(root.resolve(), engine.value, on=asked, use_cache=cache)
    except (OSError, ValueError, RuntimeError) as error:
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
    from kb.settings import BuildError

    logging.basicConfig(level=logging.INFO, format="%(levelname)s - %(message)s")
    try:
        serve.serve(root.resolve(), port)
    except (BuildError, OSError) as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from error


@app.command("new", epilog="Example: kb new vendor example-vision")
def new_(
    kind: Annotated[str, typer.Argument(help="vendor, deployment, regulation, …")],
    id_: Annotated[str, typer.Argument(metavar="ID", help="The id: the name of the file.")],
    root: Root = Path(),
) -> None:
    """Write the commented file of a new record, to be filled in."""
    from kb import skeleton

    try:
        folder = project(root)
        path = skeleton.create(folder, kind, id_, load(folder).base)
    except (skeleton.SkeletonError, OSError) as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from error
    print(f"{path}\nFill it in, then run: kb check")


@app.command("show", epilog="Example: kb show sensetime --format json")
def show_(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The id of a record.")],
    root: Root = Path(),
    format: Annotated[View, typer.Option(help="How the record is printed.")] = View.TEXT,
) -> None:
    """Show a record, its file, its sources and what refers to it."""
    from kb import show
    from kb.link import Links

    try:
        shown = show.find(Links(read(root)), id_)
    except show.UnknownId as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from error
    if format is View.JSON:
        print(show.as_json(shown))
    elif sys.stdout.isatty():
        Console(highlight=False, emoji=False).print(show.as_text(shown))
    else:
        print(show.as_plain(shown))


@app.command("schema", epilog="Example: kb schema --check")
def schema_(
    root: Root = Path(),
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if stale.")] = False,
) -> None:
    """Write the JSON Schemas and the reference pages from the models and the rules."""
    from kb import reference, schema

    wanted = {**schema.documents(), **reference.documents()}
    act = schema.stale if check else schema.write
    paths = act(project(root), wanted)
    for path in paths:
        print(f"{path} {'is stale; run: kb schema' if check else 'written'}")
    if not paths:
        print(f"{len(wanted)} files are up to date")
    raise typer.Exit(1 if check and paths else 0)


@app.command(
    "bench",
    epilog="Examples: kb bench --records 3000 --keep /tmp/kb-bench; kb bench --browser",
)
def bench_(
    root: Root = Path(),
    records: Annotated[int, typer.Option(min=30, help="How many records to make up.")] = 15_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same records.")] = 1,
    plain: Annotated[int, typer.Option(min=1, help="How many of them as plain pages.")] = 1_000,
    keep: Annotated[
        Path | None, typer.Option(help="Work in this empty folder, and leave it there.")
    ] = None,
    browser: Annotated[
        bool,
        typer.Option(
            "--browser",
            help="Measure the site in Chromium instead: pages, search, the Explore table. "
            "Also works in a folder that an earlier run has kept, with its records.",
        ),
    ] = False,
    runs: Annotated[
        int, typer.Option(min=1, help="Visits of which the median is taken, with --browser.")
    ] = 5,
) -> None:
    """Measure reading, checking and building on made-up records; takes minutes."""
    from kb.bench import benchmark, table
    from kb.bench import browser as in_browser
    from kb.bench.measure import StepError
    from kb.bench.project import ProjectError

    try:
        with Console(stderr=True).status("") as status:
            tell = status.update
            if browser:
                figures = in_browser.measure(root.resolve(), records, seed, keep, runs, tell)
                shown = table.figures(figures)
            else:
                found = benchmark.measure(root.resolve(), records, seed, plain, keep, tell)
                shown = table.table(found)
    except in_browser.BrowserError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from error
    except (ProjectError, StepError, OSError) as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from error
    Console(width=None if sys.stdout.isatty() else 150).print(shown)


def main() -> None:
    """Run the command."""
    # A terminal may not be able to show every letter of a name: better a code than no answer.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app()
