"""A table as CSV (RFC 4180), safe to open in a spreadsheet."""

import csv
from collections.abc import Iterable
from pathlib import Path

from kb.exports.plan import Plan, Scalar

# A cell that begins so is read as a formula by spreadsheets (OWASP, "CSV Injection"); the last
# four are the wide forms that some of them take for the plain ones.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(path: Path, plan: Plan, rows: Iterable[tuple[Scalar, ...]]) -> None:
    """Write a table with a head of column names, in UTF-8, lines ended by CR LF.

    A text that a spreadsheet would run as a formula gets an apostrophe before it. A cell without a
    value is empty.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([safe(each.name) for each in plan.columns])
        writer.writerows([safe(value) for value in row] for row in rows)


def safe(value: Scalar) -> Scalar:
    """A cell's value; text that begins as a formula does gets an apostrophe before it."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA):
        return f"'{value}"
    return value
