"""The command that makes something for print: `kb brief`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kb.cli_options import On, Root, day, project, read
from kb.printing import Paper
from kb.report import visible


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
    on: On = "",
    paper: Annotated[Paper, typer.Option(help="The size of the paper.")] = Paper.A4,
) -> None:
    """Print a record's brief as PDF, with an installed Chromium; exit 1 if there is none."""
    from kb import build, changes, engines, git, printing, show
    from kb.link import Links
    from kb.render.context import Context
    from kb.settings import BuildError

    asked, folder = day(on), project(root)
    target = output or Path(f"{id_}-brief.pdf")
    try:
        links = Links(read(root))
        show.find(links, id_)
        printing.require_subject(links, id_)
        printing.require_target(target)
    except (show.UnknownId, printing.NoBrief) as error:
        print(visible(str(error)), file=sys.stderr)
        raise typer.Exit(2) from error
    try:
        build.require_sound(folder)
        settings = engines.settings_of(engines.configuration(folder), asked)
        context = Context(
            links=links,
            on=asked,
            site_url=settings.site_url,
            site_name=settings.site_name,
            repository=settings.repository,
            history=changes.of_files(git.changes_of_data(folder)),
        )
        chromium = printing.browser()
        printing.to_pdf(printing.document(id_, context), folder, target, paper, chromium)
    except BuildError as error:  # a report of many lines, made fit to print
        print(error, file=sys.stderr)
        raise typer.Exit(1) from error
    except (printing.PrintError, OSError) as error:
        print(visible(str(error)), file=sys.stderr)
        raise typer.Exit(1) from error
    print(target)
