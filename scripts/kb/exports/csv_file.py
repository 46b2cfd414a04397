"""A table as CSV (RFC 4180), safe to open in a spreadsheet."""

import csv
import re
from collections.abc import Sequence
from pathlib import Path

from kb.exports.plan import Plan, Scalar

# A cell that begins so is read as a formula by spreadsheets (OWASP, "CSV Injection"); the last
# four are the wide forms that some of them take for the plain ones.
_FORMULA = re.compile(" *[=+\\-@\\t\\r\\n＝＋－＠]")
# The same in a column's texts at once, which hold no NUL: a thousand times faster than one by one.
_FORMULA_IN_ANY = re.compile(f"(?:^|\0){_FORMULA.pattern}")


def write(path: Path, plan: Plan, rows: Sequence[tuple[Scalar, ...]]) -> None:
    """Write a table with a head of column names, in UTF-8, lines ended by CR LF.

    A text that a spreadsheet would run as a formula gets an apostrophe before it. A cell without a
    value is empty.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([safe(each.name) for each in plan.columns])
        writer.writerows(zip(*map(_safe_column, zip(*rows, strict=True)), strict=True))


def _safe_column(values: tuple[Scalar, ...]) -> Sequence[Scalar]:
    texts = "\0".join([value for value in values if isinstance(value, str)])
    return [safe(value) for value in values] if _FORMULA_IN_ANY.search(texts) else values


def safe(value: Scalar) -> Scalar:
    """A cell's value; text that begins as a formula does gets an apostrophe before it."""
    if isinstance(value, str) and _FORMULA.match(value):
        return f"'{value}"
    return value
