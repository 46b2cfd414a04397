"""The command `kb`: reads arguments, calls one module, prints, and sets the exit status."""

import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kb import report
from kb.load import load

app = typer.Typer(
    name="kb",
    help="Check, build and read the knowledge base.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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


def main() -> None:
    """Run the command."""
    app()
