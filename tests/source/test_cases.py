"""Every bad input gets its code, at its line and its column."""

import subprocess
import sys

import pytest

from kb.source import Flaw, locate, locate_key, read, shown
from kb.source.events import python_events
from source.cases import BAD_INPUTS, MORE, Case

ALL = [*BAD_INPUTS.values(), *MORE]


def titles(cases: list[Case]) -> list[str]:
    return [case.title for case in cases]


def hint(text: str) -> str:
    (flaw,) = read(text.encode())[1]
    return flaw.hint


def message(text: str) -> str:
    (flaw,) = read(text.encode())[1]
    return flaw.message


@pytest.mark.parametrize("case", ALL, ids=titles(ALL))
def test_a_bad_input_gets_exactly_its_codes_at_their_lines_and_columns(case: Case) -> None:
    _, flaws = read(case.data)
    assert tuple((flaw.line, flaw.column, flaw.code) for flaw in flaws) == case.flaws


@pytest.mark.parametrize("case", ALL, ids=titles(ALL))
def test_without_libyaml_a_bad_input_gets_its_codes_in_the_same_lines(case: Case) -> None:
    _, flaws = read(case.data, python_events)
    assert [(flaw.line, flaw.code) for flaw in flaws] == [
        (line, code) for line, _, code in case.flaws
    ]


@pytest.mark.parametrize("case", ALL, ids=titles(ALL))
def test_a_flaw_is_told_in_one_short_line_that_is_safe_to_print(case: Case) -> None:
    for flaw in read(case.data)[1]:
        assert flaw.message.isprintable()
        assert flaw.hint.isprintable()
        assert 0 < len(flaw.message) < 120
        assert 0 < len(flaw.hint) < 120
        assert not flaw.message[0].isupper() or flaw.message.startswith(("U+", "PyYAML"))


def test_all_bad_inputs_of_the_list_that_concern_the_file_as_yaml_are_here() -> None:
    assert sorted(BAD_INPUTS) == list(range(1, 52))


def test_an_unquoted_no_is_refused_with_the_hint_to_quote_it() -> None:
    _, flaws = read(b"country: NO\n")
    assert flaws == [
        Flaw(
            1,
            10,
            "ambiguous-bool",
            "'NO' is a truth value to some programs and text to others",
            'for text put it in quotes: "NO"; a truth value is written false',
        )
    ]


@pytest.mark.parametrize(
    ("written", "quoted"),
    [("yes", '"yes"'), ("010", '"010"'), ("12:30", '"12:30"'), ("2024-1-5", '"2024-1-5"')],
)
def test_the_hint_shows_how_an_ambiguous_value_is_written_as_text(
    written: str, quoted: str
) -> None:
    assert quoted in hint(f"a: {written}\n")
    assert read(f"a: {quoted}\n".encode()) == ({"a": written}, [])


def test_the_hint_shows_how_a_date_with_single_digits_is_written() -> None:
    assert "2024-01-05" in hint("a: 2024-1-5\n")


def test_a_value_that_begins_with_an_asterisk_gets_the_hint_to_quote_it() -> None:
    assert "in quotes" in hint("a: *foo*\n")
    assert '"*foo"' in hint("a: *foo\n")


def test_the_second_of_two_equal_keys_names_the_line_of_the_first() -> None:
    assert message("a: b\nc: d\na: e\n") == "the key 'a' is already used in line 1"


def test_an_offending_text_is_shown_cut_at_forty_characters() -> None:
    assert f"'{'1_' * 20}…'" in message(f"a: {'1_' * 3000}\n")


def test_an_offending_text_is_shown_without_escape_sequences_for_the_terminal() -> None:
    text = b"a: b #\x1b[31mred \xe2\x80\xae\n"
    for flaw in read(text)[1]:
        assert "\x1b" not in flaw.message
        assert "\u202e" not in flaw.message


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Orléans, 商汤", "'Orléans, 商汤'"),
        ("\x1b[31m\x00\n", r"'\x1b[31m\x00\n'"),
        ("a\u202eb\u200bc", r"'a\u202eb\u200bc'"),
        ("a\ufe0f\u3164", r"'a\ufe0f\u3164'"),
        ("\ud800", r"'\ud800'"),
        ("x" * 40, f"'{'x' * 40}'"),
        ("x" * 41, f"'{'x' * 40}…'"),
    ],
)
def test_text_is_shown_with_nothing_in_it_that_hides_or_acts(text: str, safe: str) -> None:
    assert shown(text) == safe


def test_a_letter_in_latin_1_is_named_in_the_hint() -> None:
    (flaw,) = read("a: Orléans\n".encode("latin-1"))[1]
    assert flaw.hint == "save the file as UTF-8; was it 'é' in Latin-1?"


def test_several_bad_characters_of_a_line_are_counted_in_one_flaw() -> None:
    assert message("a: \u200bb\u200bc\u200b\n").endswith("cannot be seen (and 2 more in this line)")


def test_a_flaw_about_a_value_stands_where_the_value_is_located() -> None:
    data = b"a: no\nb:\n  - {c: 010}\n  - \n"
    places = [locate(data, where) for where in [("a",), ("b", 0, "c"), ("b", 1)]]
    assert [(place.line, place.column) for place in places] == [
        (flaw.line, flaw.column) for flaw in read(data)[1]
    ]


def test_a_flaw_about_a_key_stands_where_the_key_is_located() -> None:
    data = b"a:\n  2018: b\n"
    (flaw,) = read(data)[1]
    place = locate_key(data, ("a", "2018"))
    assert (place.line, place.column) == (flaw.line, flaw.column)


def test_the_reader_works_where_pyyaml_has_no_libyaml() -> None:
    program = (
        "import sys; sys.modules['yaml._yaml'] = None\n"
        "from kb.source import read\n"
        "import kb.source.events as events\n"
        "assert events.best_events is events.python_events\n"
        "print(read(b'a: no\\nb: [1, 2.5]\\n'))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert run.stdout.startswith("({'a': 'no', 'b': [1, 2.5]}, [Flaw(line=1, column=4,")
