"""A table as CSV (RFC 4180), safe to open in a spreadsheet."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from kb.exports.plan import Plan, Scalar

# A cell that begins so is read as a formula by spreadsheets (OWASP, "CSV Injection"); the last
# four are the wide forms that some of them take for the plain ones.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SUSPECT = {" ", *_FORMULA}


def write(path: Path, plan: Plan, rows: Sequence[tuple[Scalar, ...]]) -> None:
    """Write a table with a head of column names, in UTF-8, lines ended by CR LF.

    A text that a spreadsheet would run as a formula gets an apostrophe before it. A cell without a
    value is empty.
    """
    places = [
        place
        for place, column in enumerate(plan.columns)
        if column.type == "string" and _may_hold_formula(row[place] for row in rows)
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([safe(each.name) for each in plan.columns])
        writer.writerows((_safe_row(row, places) for row in rows) if places else rows)


def _may_hold_formula(texts: Iterable[Any]) -> bool:
    """Whether any text of a column may be one: by how they begin, since hardly any is."""
    return not _SUSPECT.isdisjoint({text[:1] for text in texts if text})


def _safe_row(row: tuple[Scalar, ...], places: Iterable[int]) -> list[Scalar]:
    cells = list(row)
    for place in places:
        cells[place] = safe(cells[place])
    return cells


def safe(value: Scalar) -> Scalar:
    """A cell's value; text that begins as a formula does gets an apostrophe before it."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA):
        return f"'{value}"
    return value
