"""The command that makes something for print: `kb brief`."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from kb.load import load
from kb.printing import Paper
from kb.report import visible

Root = Annotated[
    Path, typer.Option("--root", help="The project's folder.", envvar="KB_ROOT", show_default=False)
]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command(epilog="Example: kb brief detroit-police-face-recognition -o detroit.pdf")(brief)


def brief(
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="The id of a deployment, vendor or jurisdiction.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file to write; default: ID-brief.pdf."),
    ] = None,
    root: Root = Path(),
    on: Annotated[
        str, typer.Option(help="The day to compute the brief for (YYYY-MM-DD); default: today.")
    ] = "",
    paper: Annotated[Paper, typer.Option(help="The size of the paper.")] = Paper.A4,
) -> None:
    """Print a record's brief as PDF, with an installed Chromium; exit 1 if there is none."""
    from kb import build, changes, engines, git, printing, show
    from kb.link import Links
    from kb.render.context import Context
    from kb.settings import BuildError

    try:
        day = date.fromisoformat(on) if on else date.today()
    except ValueError:
        raise typer.BadParameter(f"'{on}' is not a day", param_hint="--on") from None
    folder = root.resolve()
    target = output or Path(f"{id_}-brief.pdf")
    try:
        links = Links(load(folder).base)
        show.find(links, id_)
        printing.require_subject(links, id_)
    except (show.UnknownId, printing.NoBrief) as error:
        print(visible(str(error)), file=sys.stderr)
        raise typer.Exit(2) from error
    try:
        build.require_sound(folder)
        settings = engines.settings_of(engines.configuration(folder), day)
        context = Context(
            links=links,
            on=day,
            site_url=settings.site_url,
            site_name=settings.site_name,
            repository=settings.repository,
            history=changes.of_files(git.changes_of_data(folder)),
        )
        chromium = printing.browser()
        printing.to_pdf(printing.document(id_, context), folder, target, paper, chromium)
    except (BuildError, printing.PrintError, OSError) as error:
        print(visible(str(error)), file=sys.stderr)
        raise typer.Exit(1) from error
    print(target)
