"""A problem: one thing that is wrong with one place in one file, as a value."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong, and where; sorts by file, then by place in it.

    `line` and `column` count from 1, in characters. `code` is a fixed word in kebab case
    that the rules page explains. `path` is relative to the project's root, with `/`.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem of one record, by its place in the record; not yet a line and a column.

    `where` is a path of keys and indexes. With `at_key`, the key is meant, not its value.
    """

    where: tuple[str | int, ...]
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    at_key: bool = False
