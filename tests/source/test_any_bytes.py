"""Whatever the bytes: values or flaws, never an exception, and one meaning to all programs."""

import json
import time
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.source import Flaw, Value, locate, locate_key, read
from kb.source.characters import offenders
from kb.source.events import python_events
from source.cases import BAD_INPUTS, MORE, Case
from source.test_place import begins_with, places, text_at

RECORD = Path(__file__).with_name("record.yaml").read_bytes()

modest = settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.filter_too_much]
)

# What YAML is made of, and what a contributor's keyboard or clipboard adds to it.
PIECES = st.one_of(
    st.sampled_from(["a", "b", "key: ", ": ", "- ", "? ", "-", "?", ":", ",", "[", "]", "{", "}"]),
    st.sampled_from(["\n", "\n  ", " ", "'", '"', "'x'", '"y"', "\\", "\\n", "\\u200b", "\\\n"]),
    st.sampled_from(["|\n  t\n", ">-\n  u\n\n  v\n", "|", "#", " # ", "&a ", "*a", "!t ", "%"]),
    st.sampled_from(
        ["@", "`", "---\n", "...\n", "<<", "=", "~", "null", "yes", "true", "1", "010"]
    ),
    st.sampled_from(["1.5", "12:30", "2018-04-09", "2018-4-9", "é", "商", "می\u200cخ", "\xa0"]),
    st.sampled_from(["\t", "\r", "\x00", "\x1b", "\u2028", "\u200b", "\u202e", "\ufeff", "\ufffd"]),
)
SOUP = st.lists(PIECES, max_size=24).map("".join)
SOUP_IN_A_KEY = st.builds("k: {}\nl: [{}]\n".format, SOUP, SOUP)


@st.composite
def mutated_record(draw: st.DrawFn) -> bytes:
    """Return the good record with a few pieces put in, taken out, or put in place of others."""
    text = RECORD.decode()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(start + 4, len(text))))
        text = text[:start] + draw(PIECES) + text[end:]
    return text.encode()


ANY_FILE = st.one_of(
    st.binary(max_size=200),
    SOUP.map(str.encode),
    SOUP_IN_A_KEY.map(str.encode),
    mutated_record(),
)

# JSON is YAML: every object of ordinary text and numbers is a file too.
ORDINARY_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=20
).filter(lambda text: not any(offenders(text)))
JSON = st.recursive(
    ORDINARY_TEXT
    | st.booleans()
    | st.integers(-(10**18) + 1, 10**18 - 1)
    | st.decimals(-1000, 1000, places=3).map(float).filter(lambda number: "e" not in str(number)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ORDINARY_TEXT, inner, max_size=4),
    max_leaves=12,
)


def without_dates(value: object) -> object:
    """Return what PyYAML gave with its dates written out again."""
    if isinstance(value, dict):
        return {without_dates(key): without_dates(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_dates(inner) for inner in value]
    return value.isoformat() if type(value) is date else value


def same_texts(ours: object, theirs: object) -> bool:
    """Tell whether two values are equal, counting any text of theirs for a number of ours."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours.keys() == theirs.keys() and all(same_texts(ours[k], theirs[k]) for k in ours)
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(same_texts, ours, theirs))
    return ours == theirs if isinstance(ours, str) else isinstance(theirs, str)


def dangerous(value: Value) -> bool:
    """Tell whether a refused character is anywhere in `value`, U+FFFD aside."""
    found = [text for _, text in places(value) if isinstance(text, str)]
    found += [str(where[-1]) for where, _ in places(value) if where]
    return any(text[index] != "\ufffd" for text in found for index, _ in offenders(text))


@given(ANY_FILE)
@modest
def test_any_bytes_give_a_mapping_or_flaws_and_never_an_exception(data: bytes) -> None:
    for values, flaws in (read(data), read(data, python_events)):
        assert isinstance(values, dict) or flaws
        assert flaws == sorted(flaws)
        assert values is None or not dangerous(values)


@given(ANY_FILE)
@modest
def test_any_flaw_stands_in_the_file_and_can_be_printed(data: bytes) -> None:
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for flaw in read(data)[1]:
        assert 1 <= flaw.line <= len(lines) + 1
        assert flaw.column >= 1
        assert flaw.message.isprintable()
        assert flaw.hint.isprintable()


@given(ANY_FILE.map(lambda data: (data, read(data))).filter(lambda pair: not pair[1][1]))
@modest
def test_an_accepted_file_means_the_same_to_pyyaml(
    pair: tuple[bytes, tuple[Value, list[Flaw]]],
) -> None:
    data, (values, _) = pair
    assert without_dates(yaml.load(data, Loader=yaml.SafeLoader)) == values
    assert same_texts(values, yaml.load(data, Loader=yaml.BaseLoader))


@given(ANY_FILE)
@modest
def test_every_value_of_an_accepted_file_is_located_where_its_text_begins(data: bytes) -> None:
    values, flaws = read(data)
    if flaws or values is None:
        assert locate(data, ("k", 0)).line >= 1
        return
    for where, value in places(values):
        assert begins_with(text_at(data, locate(data, where)), value)
        if where and isinstance(where[-1], str):
            key = text_at(data, locate_key(data, where))
            assert begins_with(key, where[-1])


@given(st.dictionaries(ORDINARY_TEXT, JSON, min_size=1, max_size=5), st.sampled_from([None, 1]))
@modest
def test_a_json_object_is_read_as_itself(values: dict[str, Value], indent: int | None) -> None:
    data = json.dumps(values, ensure_ascii=False, indent=indent) + "\n"
    assert read(data.encode()) == (values, [])


@pytest.mark.parametrize("case", [*BAD_INPUTS.values(), *MORE], ids=lambda case: case.title)
def test_no_bad_input_takes_long(case: Case) -> None:
    start = time.process_time()
    read(case.data)
    assert time.process_time() - start < 1


REPEATED = ["[", "{", "{a: ", "- ", "? ", "a:\n", "a: 1\n", "&a ", "- &a b\n", "- *a\n", "- !a b\n"]
REPEATED += ["#", "a #\n", '"', "'", "\\", "1_", "1:", "\t", "\r", "\n", " ", "no,", "a:b:", "%a\n"]
REPEATED += [
    "---\n",
    "<<: a\n",
    "|\n",
    "- |\n x\n",
    "- 'a\nb'\n",
    "\x00",
    "\u200b\n",
    "\u0628\u200c",
]


@pytest.mark.parametrize("start", ["", "a: ", "a: [", 'a: "', "a: |\n "], ids=repr)
@pytest.mark.parametrize("piece", REPEATED, ids=repr)
def test_a_full_file_of_one_thing_is_read_within_a_second(start: str, piece: str) -> None:
    data = (start.encode() + piece.encode() * 65_536)[:65_530]
    begin = time.process_time()
    read(data)
    locate(data, ("b", 1))
    assert time.process_time() - begin < 1
