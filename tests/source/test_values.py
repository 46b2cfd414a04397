"""What the reader makes of good files, and what it makes of the good parts of bad ones."""

from pathlib import Path

import pytest

from kb.source import DEEPEST, LARGEST, read

RECORD = Path(__file__).with_name("record.yaml").read_bytes()


def value_of(written: str) -> object:
    values, flaws = read(f"a: {written}\n".encode())
    assert flaws == []
    assert values is not None
    return values["a"]


def test_a_good_record_is_read_without_flaws() -> None:
    values, flaws = read(RECORD)
    assert flaws == []
    assert values == {
        "name": "Exampleville Police, live face recognition",
        "names": [
            {"name": "範例市警察", "language": "zh", "from": 2018},
            {"name": "پلیس می\u200cخواهد", "language": "fa"},
        ],
        "jurisdiction": "no",
        "place": {
            "label": "Exampleville, 'the old town'",
            "latitude": 51.5,
            "longitude": -0.12,
        },
        "technologies": ["face-recognition", "video-analytics"],
        "suppliers": [
            {
                "party": "example-vendor",
                "role": "manufacturer",
                "from": "2018-04",
                "until": "2018-04-09",
                "cites": ["gazette", {"source": "council", "at": 'para. 3: "cameras"'}],
            }
        ],
        "phases": [],
        "scale": {"what": "cameras", "how_many": 31, "public": True},
        "summary": "The force began with two cameras # not a comment in the old town.",
        "note": "First line.\n\nSecond line.\n",
        "contract": 'AT&T said "yes" to 10.5 million; the council did not.',
        "sources": {
            "gazette": {
                "title": "Who watches? Exampleville's cameras",
                "url": "https://example.org/cameras?page=2&size=10#section",
                "published": "2018-04-09",
            },
            "council": {
                "title": "Minutes of the council",
                "url": "https://example.org/minutes",
            },
        },
    }


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-1", -1),
        ("2018", 2018),
        ("999999999999999999", 999_999_999_999_999_999),
        ("0.5", 0.5),
        ("-12.50", -12.5),
    ],
)
def test_a_number_or_a_truth_value_is_one(written: str, value: object) -> None:
    read_value = value_of(written)
    assert read_value == value
    assert type(read_value) is type(value)


@pytest.mark.parametrize(
    "written",
    [
        "2018-04-09",
        "2018-04",
        "2018-13",
        "10.0.0.1",
        "1.2.3",
        "1,000",
        "100:x",
        "yEs",
        "nope",
        "nULL",
        "NaN",
        "inf",
        "~user",
        "=x",
        "<",
        "+",
        ".",
        "-x",
        "1st",
        "30 cameras",
        "2018-04-09 and after",
        "a: b".replace(": ", ":"),
        "https://example.org/#a",
        "C#",
        "a&b*c!",
        "１２３",
    ],
)
def test_what_no_program_takes_for_anything_else_is_text(written: str) -> None:
    assert value_of(written) == written


@pytest.mark.parametrize(
    "written", ["no", "010", "2018", "1.10", "", "~", "<<", "2024-02-30", "#a"]
)
def test_text_in_quotes_is_always_text(written: str) -> None:
    assert value_of(f"'{written}'") == written
    assert value_of(f'"{written}"') == written


@pytest.mark.parametrize("written", ["no", "010", "2018", "1.10", "~", "<<", "2024-02-30"])
def test_text_after_a_bar_is_always_text(written: str) -> None:
    assert value_of(f"|-\n  {written}") == written
    assert value_of(f">-\n  {written}") == written


def test_a_key_in_quotes_may_look_like_anything() -> None:
    assert read(b'"no": 1\n"2018": 2\n\'<<\': 3\n"2018-04-09": 4\n') == (
        {"no": 1, "2018": 2, "<<": 3, "2018-04-09": 4},
        [],
    )


def test_a_line_that_begins_the_document_is_allowed_once_at_the_start() -> None:
    assert read(b"---\na: b\n") == ({"a": "b"}, [])
    assert read(b"# a comment\n---\na: b\n") == ({"a": "b"}, [])


def test_comments_on_lines_of_their_own_are_allowed_everywhere() -> None:
    assert read(b"# a\na:\n  # b # c\n  b: [1,\n    # d\n    2]\n  # e\n#f\n") == (
        {"a": {"b": [1, 2]}},
        [],
    )


def test_joiners_between_letters_of_scripts_that_need_them_are_allowed() -> None:
    assert value_of("می‌خواهد") == "می\u200cخواهد"
    assert value_of("क्‍ष") == "क्\u200dष"


def test_quoted_text_may_go_over_indented_lines() -> None:
    assert value_of("'b\n\n  c\n  d'") == "b\nc d"
    assert value_of('"b\\\n  c"') == "bc"
    assert value_of('"b\\\\\n\n  c"') == "b\\\nc"


def test_brackets_may_go_over_indented_lines() -> None:
    assert value_of("[\n  b,\n  {c: d,\n  e: f}\n  ]") == ["b", {"c": "d", "e": "f"}]


def test_a_file_may_be_as_deep_as_the_limit_and_no_deeper() -> None:
    deepest = DEEPEST - 1
    assert read(f"a: {'[' * deepest}{']' * deepest}\n".encode())[1] == []
    assert read(f"a: {'[' * DEEPEST}{']' * DEEPEST}\n".encode())[1] != []


def test_a_file_may_be_as_large_as_the_limit_and_no_larger() -> None:
    assert read(b"a: " + b"b" * (LARGEST - 4) + b"\n")[1] == []
    assert read(b"a: " + b"b" * (LARGEST - 3) + b"\n")[1] != []


def test_a_refused_value_is_given_as_the_text_that_is_written() -> None:
    values, flaws = read(b"a: no\nb: 010\nc: 2024-02-30\nd:\ne: *f\n2018: g\n")
    assert len(flaws) == 6
    assert values == {"a": "no", "b": "010", "c": "2024-02-30", "d": "", "e": "*f", "2018": "g"}


def test_the_first_of_two_equal_keys_is_kept() -> None:
    assert read(b"a: 1\na: 2\n")[0] == {"a": 1}


def test_a_refused_character_does_not_leave_the_reader() -> None:
    values, _ = read('a: "x\u202ey"\nb: "x\\u202ey"\nc: x\ty\nd: x\u2028y\n'.encode())
    assert values == {"a": "x\ufffdy", "b": "x\ufffdy", "c": "x y", "d": "x y"}


def test_no_half_of_a_record_is_given_when_the_rest_cannot_be_read() -> None:
    values, flaws = read(b"a: no\nb: @c\n")
    assert values is None
    assert [flaw.code for flaw in flaws] == ["ambiguous-bool", "yaml-syntax"]
