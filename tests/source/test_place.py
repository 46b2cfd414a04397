"""Where values and keys stand in a file."""

from pathlib import Path

import pytest

from kb.source import Position, Where, locate, locate_key, read
from kb.source.flaw import Value

RECORD = Path(__file__).with_name("record.yaml").read_bytes()


def places(value: Value, where: Where = ()) -> list[tuple[Where, Value]]:
    """Return every path in `value` with what is there."""
    below: list[tuple[Where, Value]] = [(where, value)]
    if isinstance(value, dict):
        for key, inner in value.items():
            below += places(inner, (*where, key))
    if isinstance(value, list):
        for index, inner in enumerate(value):
            below += places(inner, (*where, index))
    return below


def text_at(data: bytes, place: Position) -> str:
    """Return the rest of the line that begins at `place`."""
    return data.decode().split("\n")[place.line - 1][place.column - 1 :]


def begins_with(text: str, value: Value) -> bool:
    """Tell whether `text` is how a file could go on where `value` begins."""
    if isinstance(value, bool):
        return text.startswith(str(value).lower())
    if isinstance(value, int | float):
        return text.startswith(str(value))
    if isinstance(value, str):
        line = text.rstrip()
        return line[:1] in "'\"|>" or line.startswith(value) or value.startswith(line)
    return text != ""


VALUES, _ = read(RECORD)
assert VALUES is not None
PLACES = places(VALUES)


@pytest.mark.parametrize(("where", "value"), PLACES, ids=[str(where) for where, _ in PLACES])
def test_a_value_is_located_where_its_text_begins(where: Where, value: Value) -> None:
    assert begins_with(text_at(RECORD, locate(RECORD, where)), value)


@pytest.mark.parametrize("where", [where for where, _ in PLACES if where], ids=str)
def test_a_key_is_located_where_its_text_begins(where: Where) -> None:
    text = text_at(RECORD, locate_key(RECORD, where))
    key = where[-1]
    if isinstance(key, str):
        assert text.startswith(f"{key}:")
    else:
        assert locate_key(RECORD, where) == locate(RECORD, where)


@pytest.mark.parametrize(
    ("where", "value", "key"),
    [
        ((), (2, 1), (2, 1)),
        (("name",), (2, 7), (2, 1)),
        (("names",), (4, 3), (3, 1)),
        (("names", 0), (4, 5), (4, 5)),
        (("names", 0, "language"), (4, 29), (4, 19)),
        (("names", 1, "name"), (5, 11), (5, 5)),
        (("suppliers", 0, "cites", 1, "at"), (20, 27), (20, 23)),
        (("summary",), (27, 10), (27, 1)),
        (("sources", "council", "title"), (42, 12), (42, 5)),
    ],
)
def test_lines_and_columns_count_from_one_in_characters(
    where: Where, value: tuple[int, int], key: tuple[int, int]
) -> None:
    assert locate(RECORD, where) == Position(*value)
    assert locate_key(RECORD, where) == Position(*key)


@pytest.mark.parametrize(
    ("where", "innermost"),
    [
        (("missing",), ()),
        (("place", "country"), ("place",)),
        (("names", 0, "until"), ("names", 0)),
        (("names", 7), ("names",)),
        (("names", "name"), ("names",)),
        (("place", 0), ("place",)),
        (("name", "language"), ("name",)),
        (("sources", "council", "missing", 3, "x"), ("sources", "council")),
    ],
)
def test_what_is_missing_is_located_at_the_innermost_value_that_should_hold_it(
    where: Where, innermost: Where
) -> None:
    assert locate(RECORD, where) == locate(RECORD, innermost)
    assert locate_key(RECORD, where) == locate(RECORD, innermost)


def test_the_first_of_two_equal_keys_is_located() -> None:
    assert locate(b"a: 1\na: 2\n", ("a",)) == Position(1, 4)


def test_a_place_before_a_syntax_error_is_found() -> None:
    data = b"a:\n  b: c\nd: @e\nf: g\n"
    assert locate(data, ("a", "b")) == Position(2, 6)
    assert locate(data, ("f",)) == Position(1, 1)


def test_columns_are_right_beside_refused_characters() -> None:
    data = "\ufeffa: b\r\nc:\t\u200bd\r\n".encode()
    assert locate(data, ("c",)) == Position(2, 4)


@pytest.mark.parametrize(
    "data",
    [b"", b"# a\n", b"\xff\xfea", b"a" * 70_000, b"[" * 30_000, b"a: " + b"[" * 30_000, b"a"],
    ids=["empty", "a comment", "UTF-16", "too big", "deep", "deep in a key", "a text"],
)
def test_a_file_without_the_value_gives_its_start_or_the_nearest_place(data: bytes) -> None:
    assert locate(data, ("b", 1)) == Position(1, 1)
    assert locate_key(data, ("b", 1)) == Position(1, 1)
