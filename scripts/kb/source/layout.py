"""Ways to write a value that libyaml takes and other YAML programs refuse or read differently."""

import re

from yaml.events import Event, ScalarEvent

from kb.source.flaw import Flaw

# A backslash that is not itself escaped, at the end of a line before an empty one.
_LOST_LINE = re.compile(r"(?<!\\)(?:\\\\)*\\\n *\n")

_QUOTE = "put the value in quotes"


def unindented_line(text: str, first: Event, last: Event, margin: int) -> Flaw | None:
    """Return a flaw if a later line of a quoted or bracketed value is not indented.

    The value stands in `text` from the start of `first` to the end of `last`; `margin` is the
    column, from 0, of the keys or dashes of the block that it belongs to.
    """
    start, end = first.start_mark, last.end_mark
    if start is None or end is None or start.line == end.line:
        return None
    lines = text[start.index : end.index].split("\n")
    for number, line in enumerate(lines[1:], start.line + 2):
        indent = len(line) - len(line.lstrip(" "))
        if indent <= margin and indent < len(line):
            message = f"this line continues the value of line {start.line + 1} but is not indented"
            hint = "indent it deeper than the key or the '-' of the value"
            return Flaw(number, indent + 1, "yaml-syntax", message, hint)
    return None


def block_text(text: str, event: ScalarEvent, margin: int) -> Flaw | None:
    """Return a flaw if a text that begins with | or > is empty, or begins in an odd way."""
    start = event.start_mark
    if start is None:
        return None
    place = start.line + 1, start.column + 1
    if not event.value.strip():
        message = "there is no text in the lines after this sign"
        return Flaw(*place, "empty-value", message, "write the text, or leave the key out")
    if start.column <= margin:
        message = "this sign is not indented below its key"
        return Flaw(*place, "yaml-syntax", message, "put it in the line of the key")
    header, _, _ = text[start.index : text.find("\n", start.index)].partition("#")
    if any(map(str.isdigit, header)):
        message = "programs disagree on a number after | or >"
        return Flaw(*place, "yaml-syntax", message, "leave it out; begin the text without spaces")
    return None


def question_mark(text: str, event: ScalarEvent) -> Flaw | None:
    """Return a flaw if an unquoted scalar between brackets begins with a ? or holds one."""
    start = event.start_mark
    if start is None:
        return None
    if text[start.index - 1] == "?":
        message = "a ? between [ ] or { } begins a key in YAML 1.1 and a text in YAML 1.2"
        return Flaw(start.line + 1, start.column, "yaml-syntax", message, _QUOTE)
    if "?" in event.value and not event.style:
        message = "PyYAML takes a ? between [ ] or { } for the start of a key"
        return Flaw(start.line + 1, start.column + 1, "yaml-syntax", message, _QUOTE)
    return None


def escaped_line_end(text: str, event: ScalarEvent) -> Flaw | None:
    """Return a flaw if an escaped line end stands before an empty line in a quoted text."""
    start, end = event.start_mark, event.end_mark
    if start is None or end is None or event.style != '"':
        return None
    if not _LOST_LINE.search(text, start.index, end.index):
        return None
    message = "programs disagree on a backslash before an empty line"
    hint = "leave out the backslash or the empty line"
    return Flaw(start.line + 1, start.column + 1, "yaml-syntax", message, hint)
