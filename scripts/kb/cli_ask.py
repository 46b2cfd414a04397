"""The commands that ask which rule bound what: `kb applies`, `kb what-if`, `kb compare`."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from kb import ask
from kb.applied import Applied
from kb.cli_options import FormatOption, On, Root, View, day, read
from kb.link import Links
from kb.report import visible


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command(
        epilog="Example: kb applies south-wales-police-live-face-recognition --on 2019-01-01 --explain"
    )(applies)
    app.command("what-if", epilog="Example: kb what-if washington-sb-6280 --in us-mi")(what_if)
    app.command(epilog="Example: kb compare illinois-bipa texas-cubi --format json")(compare)


def applies(
    deployment: Annotated[str, typer.Argument(help="The id of a deployment.")],
    root: Root = Path(),
    on: On = "",
    explain: Annotated[bool, typer.Option(help="Print the reasons of every segment.")] = False,
    format: FormatOption = View.TEXT,
) -> None:
    """Which rules bound a deployment, when, and why."""
    applied = _applied(root, on)
    _print(
        _found(lambda: ask.applies(deployment, applied)),
        format,
        lambda a: _applies_text(a, explain),
    )


def what_if(
    regulation: Annotated[str, typer.Argument(help="The id of a regulation.")],
    jurisdiction: Annotated[str, typer.Option("--in", help="The jurisdiction to move it to.")],
    root: Root = Path(),
    on: On = "",
    format: FormatOption = View.TEXT,
) -> None:
    """Which deployments elsewhere a regulation's text would have reached."""
    applied = _applied(root, on)
    _print(
        _found(lambda: ask.what_if(regulation, jurisdiction, applied)),
        format,
        _what_if_text,
    )


def compare(
    first: Annotated[str, typer.Argument(help="The id of a regulation.")],
    second: Annotated[str, typer.Argument(help="The id of another.")],
    root: Root = Path(),
    on: On = "",
    format: FormatOption = View.TEXT,
) -> None:
    """Two regulations' provisions in the same words."""
    applied = _applied(root, on)
    _print(_found(lambda: ask.compare(first, second, applied)), format, _compare_text)


def _applied(root: Path, on: str) -> Applied:
    asked = day(on)
    return Applied(Links(read(root)), asked)


def _found(question: Callable[[], ask.Answers]) -> ask.Answers:
    try:
        return question()
    except ask.NoAnswer as error:
        print(visible(str(error)), file=sys.stderr)
        raise typer.Exit(2) from error


def _print(
    answers: ask.Answers, view: View, as_text: Callable[[ask.Answers], Iterator[str]]
) -> None:
    if view is View.JSON:
        print(json.dumps(answers, ensure_ascii=False, indent=2))
    else:
        for line in as_text(answers):
            print(visible(line))


def _applies_text(answers: ask.Answers, explain: bool) -> Iterator[str]:
    yield f"{answers['name']}, on {answers['on']}"
    for each in answers["provisions"]:
        answer = (each["answer"] or "not in use").replace("_", " ")
        yield f"{answer:>15}  {each['effect']:<9} {each['name']}, {each['citation']}"
        if explain:
            yield from _segments_text(each["segments"])
    if not answers["provisions"]:
        yield "No provision on record binds it at any time."
    yield answers["note"]


def _segments_text(segments: list[ask.Answers]) -> Iterator[str]:
    for segment in segments:
        start, end = segment["from"] or "the beginning", segment["until"] or "further notice"
        yield f"{'':17}{start} to {end}: {segment['answer'].replace('_', ' ')}"
        for reason in segment["reasons"]:
            missing = f" (to be settled by: {reason['missing']})" if reason["missing"] else ""
            yield f"{'':19}{reason['condition']} {reason['truth']}: {reason['text']}{missing}"


def _what_if_text(answers: ask.Answers) -> Iterator[str]:
    yield f"{answers['name']}, were it law in {answers['in']}, on {answers['on']}"
    for each in answers["reached"]:
        answer = (each["answer"] or "/".join(each["ever"])).replace("_", " ")
        yield f"{answer:>15}  {each['effect']:<9} {each['citation']}: {each['name']}"
    if not answers["reached"]:
        yield "It would have reached no deployment on record there."
    yield answers["note"]


def _compare_text(answers: ask.Answers) -> Iterator[str]:
    for side in answers["sides"]:
        yield f"{side['name']} ({side['jurisdiction']})"
        for each in side["provisions"]:
            yield f"  {each['citation']}: {each['effect']}"
            for key in (
                "operator_types",
                "technologies",
                "purposes",
                "settings",
                "modes",
                "requires",
            ):
                if each[key]:
                    yield f"    {key.replace('_', ' ')}: {', '.join(each[key]).replace('_', ' ')}"
            if each["exceptions"]:
                yield f"    exceptions: {each['exceptions']}"
    yield answers["note"]
