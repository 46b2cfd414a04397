"""What the commands share: their options, the day asked for, and the project that is read."""

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kb.dates import day_of
from kb.knowledge import KnowledgeBase
from kb.load import load


class View(StrEnum):
    """How an answer is printed."""

    TEXT = "text"
    JSON = "json"


Root = Annotated[
    Path, typer.Option("--root", help="The project's folder.", envvar="KB_ROOT", show_default=False)
]
On = Annotated[str, typer.Option(help="The day asked for (YYYY-MM-DD); default: today.")]
FormatOption = Annotated[View, typer.Option("--format", help="How the answer is printed.")]


def day(on: str) -> date:
    """The day that `--on` names, today where it names none. Ends the program where it is no day."""
    if not on:
        return date.today()
    try:
        return day_of(on)
    except ValueError:
        message = f"'{on}' is not a day, such as 2024-06-01"
        raise typer.BadParameter(message, param_hint="--on") from None


def project(root: Path) -> Path:
    """The project's folder, whole. Ends the program where it has no records' folder."""
    folder = root.resolve()
    if not (folder / "data").is_dir():
        print(
            f"{folder} has no folder 'data': run this in the project's folder, or name it with --root",
            file=sys.stderr,
        )
        raise typer.Exit(2)
    return folder


def read(root: Path) -> KnowledgeBase:
    """The records of a project; a line on standard error says so where some are not fit to be used."""
    loaded = load(project(root))
    if loaded.errors:
        files = len({each.path for each in loaded.errors})
        print(
            f"note: {files} {'file has' if files == 1 else 'files have'} problems, and what cannot be "
            "read is left out here; 'kb check' says what",
            file=sys.stderr,
        )
    return loaded.base
