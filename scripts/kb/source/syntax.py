"""Where the YAML parser stops: its error in plain words, at the place that needs mending."""

from dataclasses import dataclass
from typing import Literal

from yaml.error import MarkedYAMLError

from kb.source.flaw import Flaw, shown

PARSER_ERRORS = (MarkedYAMLError, ValueError, OverflowError)
"""What a parser may raise; the last two come from escapes that PyYAML's own does not check."""


@dataclass(frozen=True, slots=True)
class _Case:
    """How one error of the parser is told.

    It is this case if one of `signs` is in the parser's words. The place is the start of what the
    parser was reading, or the character that stopped it.
    """

    signs: tuple[str, ...]
    place: Literal["start", "stop"]
    message: str
    hint: str
    code: str = "yaml-syntax"


# The first case that fits is told. libyaml and PyYAML word the same error in two ways.
_CASES = (
    _Case(
        ("directive", "incompatible YAML document"),
        "start",
        "a line that begins with % is a directive",
        "delete the line, or put text that begins with % in quotes",
        "directive",
    ),
    _Case(
        ("scanning an alias",),
        "start",
        "a value that begins with * is an alias",
        "put text that begins with * in quotes",
        "alias",
    ),
    _Case(
        ("scanning an anchor",),
        "start",
        "a value that begins with & is an anchor",
        "put text that begins with & in quotes",
        "anchor",
    ),
    _Case(
        ("scanning a tag", "parsing a tag", "undefined tag handle"),
        "start",
        "a value that begins with ! is a tag",
        "put text that begins with ! in quotes",
        "tag",
    ),
    _Case(
        ("scanning a quoted scalar found unexpected end",),
        "start",
        "the quotation mark that opens here is never closed",
        "close it; within '...' an apostrophe is written twice",
    ),
    _Case(
        ("escape", "hexdecimal", "hexadecimal"),
        "stop",
        "this is not an escape that YAML knows",
        r"within double quotes write \\ for a backslash, or use single quotes",
    ),
    _Case(
        ("quoted scalar found unexpected document",),
        "start",
        "a line of the quoted text looks like the end of the file",
        "indent the lines of the text",
    ),
    _Case(
        ("cannot start any token",),
        "stop",
        "a value cannot begin with {character}",
        "put the value in quotes",
    ),
    _Case(
        ("mapping values are not allowed",),
        "stop",
        "a ':' with a space after it stands where no key can be",
        "put a value that contains ': ' in quotes, and check the indentation",
    ),
    _Case(
        ("could not find expected ':'",),
        "start",
        "this is neither a key with a ':' and a space after it nor part of the value above",
        "write 'key: value', and check the indentation",
    ),
    _Case(
        ("sequence entries are not allowed",),
        "stop",
        "a list item cannot begin here",
        "begin each item on a line of its own; put a value that begins with '- ' in quotes",
    ),
    _Case(
        ("mapping keys are not allowed",),
        "stop",
        "a '?' with a space after it cannot stand here",
        "put the value in quotes",
    ),
    _Case(
        ("',' or ']'",),
        "start",
        "the list that opens here is not closed, or a comma is missing in it",
        "put commas between the items and ] at the end; put text that begins with [ in quotes",
    ),
    _Case(
        ("',' or '}'",),
        "start",
        "the mapping that opens here is not closed, or a comma is missing in it",
        "put commas between the entries and } at the end; put text that begins with { in quotes",
    ),
    _Case(
        ("did not find expected node content", "expected the node content"),
        "start",
        "a list or a mapping in brackets is not closed here, or lacks an item",
        "close [ with ] and { with }, and put one comma between two items",
    ),
    _Case(
        ("scanning a block scalar",),
        "stop",
        "the text of a value that begins with | or > does not begin like this",
        "begin the text on the next line and indent all of its lines alike",
    ),
    _Case(
        ("parsing a block mapping",),
        "stop",
        "this does not continue the mapping around it",
        "indent the keys of one mapping alike; put a value with quotation marks in it in quotes",
    ),
    _Case(
        ("parsing a block collection",),
        "stop",
        "this does not continue the list around it",
        "indent the items of one list alike, and begin each with '- '",
    ),
    _Case(
        ("document start",),
        "stop",
        "this is not part of the record above it",
        "begin all keys of the record in the same column",
    ),
)
_OTHER = _Case((), "stop", "this is not YAML", "put the value in quotes, and check the indentation")


def stopped(error: Exception, text: str) -> Flaw:
    """Return the flaw for an error that the parser raised while it read `text`."""
    if not isinstance(error, MarkedYAMLError):
        return Flaw(1, 1, _OTHER.code, "the file holds an escape that stands for no character")
    words = f"{error.context or ''} {error.problem or ''}"
    case = next((case for case in _CASES if any(sign in words for sign in case.signs)), _OTHER)
    start, stop = error.context_mark or error.problem_mark, error.problem_mark
    mark = start if case.place == "start" else stop
    if mark is None:
        return Flaw(1, 1, case.code, case.message, case.hint)
    message = case.message.replace("{character}", shown(text[mark.index : mark.index + 1]))
    return Flaw(mark.line + 1, mark.column + 1, case.code, message, case.hint)
