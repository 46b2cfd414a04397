"""Tables as CSV (RFC 4180), safe to open in a spreadsheet."""

import csv
import io

from kb.exports.tables import Scalar, Table

# A cell that begins so is read as a formula by spreadsheets (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(table: Table) -> str:
    """A table as CSV text with a head, UTF-8 meant, lines ended by CR LF.

    A text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([_cell(row[name]) for name in table.columns])
    return out.getvalue()


def _cell(value: Scalar) -> Scalar | str:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value
