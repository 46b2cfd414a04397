"""Problems as text: for people, for GitHub's annotations, for tools."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from kb.problem import Problem


def visible(text: str) -> str:
    """The text without anything that could steer a terminal or break its line."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def as_text(problems: Sequence[Problem], summary: str) -> str:
    """One line to a problem with its hint below it, then the summary line."""
    lines = []
    for each in problems:
        grade = "warning: " if each.severity == "warning" else ""
        lines.append(
            visible(f"{each.path}:{each.line}:{each.column}: {grade}{each.message} [{each.code}]")
        )
        if each.hint:
            lines.append(visible(f"  hint: {each.hint}"))
    return "\n".join([*lines, summary])


def as_github(problems: Sequence[Problem]) -> str:
    """GitHub workflow commands, one to a problem, escaped as its documentation says."""
    return "\n".join(
        f"::{each.severity} file={_property(each.path)},line={each.line},col={each.column},"
        f"title={_property(each.code)}::{_data(each.message + (f' ({each.hint})' if each.hint else ''))}"
        for each in problems
    )


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_json(problems: Sequence[Problem]) -> str:
    """A JSON array of problems, for tools."""
    return json.dumps([asdict(each) for each in problems], ensure_ascii=False, indent=2)


def summary(problems: Sequence[Problem], records: int, seconds: float) -> str:
    """The last line: `1 problem in 1 file (412 records checked in 0.4 s)`."""
    errors = [each for each in problems if each.severity == "error"]
    warnings = len(problems) - len(errors)
    checked = f"({_count(records, 'record')} checked in {seconds:.1f} s)"
    parts = [_count(len(errors), "problem") if errors else "no problems"]
    if errors:
        parts[0] += f" in {_count(len({each.path for each in errors}), 'file')}"
    if warnings:
        parts.append(_count(warnings, "warning"))
    return f"{', '.join(parts)} {checked}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
