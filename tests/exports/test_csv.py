"""Nothing in a CSV file is run by the spreadsheet that opens it."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.hostile import TEXTS
from kb.exports import csv_file
from kb.exports.plan import Column, Plan

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cells(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            yield from row


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_no_cell_of_a_hostile_register_begins_as_a_formula(hostile: Path) -> None:
    files = list((hostile / "site" / "data" / "csv").iterdir())
    begun = [
        (path.name, cell)
        for path in files
        for cell in cells(path)
        if cell.lstrip(" ").startswith(FORMULAS) and not is_number(cell)
    ]
    assert begun == []


def test_the_text_is_whole_behind_its_apostrophe(hostile: Path) -> None:
    names = cells(hostile / "site" / "data" / "csv" / "vendors.csv")
    assert "'" + TEXTS["formula"] in names


@pytest.mark.parametrize("mark", FORMULAS)
def test_each_mark_is_disarmed_in_cells_and_in_heads(mark: str, tmp_path: Path) -> None:
    name = f"{mark}cmd|' /C calc'!A0"
    plan = Plan("t", "", (Column(name, "string", ""), Column("n", "number", "")), (name,))
    csv_file.write(tmp_path / "t.csv", plan, [(name, -3.5), (None, None)])
    assert list(cells(tmp_path / "t.csv")) == [f"'{name}", "n", f"'{name}", "-3.5", "", ""]


def test_a_negative_number_stays_a_number(tmp_path: Path) -> None:
    plan = Plan("t", "", (Column("longitude", "number", ""),), ("longitude",))
    csv_file.write(tmp_path / "t.csv", plan, [(-3.18,)])
    assert (tmp_path / "t.csv").read_bytes() == b"longitude\r\n-3.18\r\n"


def test_lines_end_as_the_standard_wants_and_texts_keep_their_own(hostile: Path) -> None:
    path = hostile / "site" / "data" / "csv" / "statements.csv"
    raw = path.read_bytes()
    assert raw.endswith(b"\r\n")
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert any(cell == TEXTS["two-lines"] for cell in cells(path))
