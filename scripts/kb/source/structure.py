"""From text to values: one walk over the parser's events, and all that is wrong with them."""

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from kb.source import layout
from kb.source.characters import clean, complaint, mended, offenders
from kb.source.comments import Span, inline_comments
from kb.source.events import NextEvent
from kb.source.flaw import Flaw, Value, shown
from kb.source.scalars import NUMBER_STARTS, SPECIAL_WORDS, Refusal, is_full_date, plain
from kb.source.syntax import PARSER_ERRORS, stopped

DEEPEST = 24
"""The most mappings and lists that may stand within each other."""


Collection = MappingStartEvent | SequenceStartEvent


class TooDeep(Exception):
    """The file nests deeper than it may, and the parser must not see the rest."""


def build(text: str, next_event: NextEvent) -> tuple[dict[str, Value] | None, list[Flaw]]:
    """Return the mapping that `text` holds, and what is wrong with its structure and its values.

    `next_event` gives the events of `text`. A refused scalar is given as the text that is
    written, an alias as `*name`; of two equal keys the first is kept. The mapping is None if
    there is none, or if the walk could not go through all of it: with half of its keys it would
    seem to lack the others.
    """
    walk = _Walk(text, next_event)
    values, until = None, len(text)
    try:
        values = walk.document()
    except TooDeep:
        until = walk.reached
    except PARSER_ERRORS as error:
        walk.flaws.append(stopped(error, text))
        until = walk.reached
    if "#" in text:
        walk.flaws += inline_comments(text, walk.spans, until)
    return values, walk.flaws


class _Walk:
    """The way through the events of one text; gathers flaws as it goes."""

    def __init__(self, text: str, next_event: NextEvent) -> None:
        self.text = text
        self.next_event = next_event
        self.flaws: list[Flaw] = []
        self.open: list[Collection] = []
        # Few files hold what comments, anchors, tags and escapes are made of, or a ? between
        # brackets; the others shall not pay for them.
        self.ordinary_outside = not any(map(text.__contains__, "#&!\\"))
        self.ordinary_in_brackets = self.ordinary_outside and "?" not in text
        self.ordinary = self.ordinary_outside
        self.spans: list[Span] = []

    @property
    def reached(self) -> int:
        """The end of the last scalar that was read."""
        return self.spans[-1][1] if self.spans else 0

    def document(self) -> dict[str, Value] | None:
        """Return the mapping that the first document is, and refuse any other."""
        self.next_event()
        start = self.next_event()
        if not isinstance(start, DocumentStartEvent):
            self.nothing()
            return None
        if start.start_mark and self.text.startswith("%", start.start_mark.index):
            hint = "delete the lines that begin with %"
            self.refuse(start, "directive", "a line that begins with % is a directive", hint)
        root = self.next_event()
        if type(root) is not MappingStartEvent:
            self.not_a_mapping(root)
            return None
        values = self.mapping(root)
        end = self.next_event()
        if not getattr(end, "explicit", False):
            end = self.next_event()
        if not isinstance(end, StreamEndEvent):
            message = "a line of '---' or '...' ends the record here"
            hint = "write one record to a file, and nothing after it"
            self.refuse(end, "many-documents", message, hint)
        return values

    def mapping(self, opened: MappingStartEvent) -> dict[str, Value]:
        """Return the mapping that begins with `opened`; its keys and values come next."""
        self.enter(opened)
        next_event, scalar = self.next_event, self.scalar
        values: dict[str, Value] = {}
        first: dict[str, Event] = {}
        event = next_event()
        while type(event) is not MappingEndEvent:
            key = scalar(event) if type(event) is ScalarEvent else self.collection(event)
            name = key if type(key) is str else None
            if name is None or (name < ":" and self.is_date(event)):
                name = self.key_not_text(event)
            key_event, event = event, next_event()
            value = scalar(event) if type(event) is ScalarEvent else self.collection(event)
            if name in first:
                self.duplicate_key(key_event, name, first[name])
            elif name is not None:
                values[name] = value
                first[name] = key_event
            event = next_event()
        self.leave(event)
        return values

    def sequence(self, opened: SequenceStartEvent) -> list[Value]:
        """Return the list that begins with `opened`; its items come next."""
        self.enter(opened)
        next_event, scalar = self.next_event, self.scalar
        values: list[Value] = []
        event = next_event()
        while type(event) is not SequenceEndEvent:
            values.append(scalar(event) if type(event) is ScalarEvent else self.collection(event))
            event = next_event()
        self.leave(event)
        return values

    def collection(self, event: Event) -> Value:
        """Return the mapping, the list or the alias that begins with `event`."""
        if type(event) is MappingStartEvent:
            return self.mapping(event)
        if type(event) is SequenceStartEvent:
            return self.sequence(event)
        return self.alias(event)

    def scalar(self, event: ScalarEvent) -> str | int | float | bool:
        """Return the value of a scalar; its text if it has no certain one."""
        written = event.value if self.ordinary else self.unusual(event)
        if event.style:
            self.styled(event)
            return written
        if written not in SPECIAL_WORDS and written[0] not in NUMBER_STARTS:
            return written
        value = plain(written)
        if isinstance(value, Refusal):
            self.refuse(event, value.code, value.message, value.hint)
            return written
        return value

    def unusual(self, event: ScalarEvent) -> str:
        """Note what only unusual files hold around a scalar or in it, and return its text."""
        self.properties(event, event.tag)
        start, end = self.span(event)
        self.spans.append((start, end))
        if self.in_brackets():
            self.note(layout.question_mark(self.text, event))
        self.note(layout.escaped_line_end(self.text, event))
        if event.style != '"' or clean(event.value):
            return event.value
        for index, code in offenders(event.value):
            # The characters of the file itself are refused before; escapes bring in others.
            if event.value[index] not in self.text[start:end]:
                message, hint = complaint(code, event.value[index])
                self.refuse(event, code, f"{message} (here by an escape)", hint)
                break
        return mended(event.value)

    def styled(self, event: ScalarEvent) -> None:
        """Refuse odd ways to write a quoted text or one that begins with | or >."""
        if event.style in ("|", ">"):
            self.note(layout.block_text(self.text, event, self.margin()))
        elif not self.in_brackets():
            self.note(layout.unindented_line(self.text, event, event, self.margin()))

    def span(self, event: ScalarEvent) -> Span:
        """Return where a scalar begins and ends; the text of a block scalar begins in line two."""
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            return 0, 0
        block = event.style in ("|", ">")
        return (self.text.find("\n", start.index) if block else start.index), end.index

    def enter(self, opened: Collection) -> None:
        """Go into a mapping or a list, and refuse what should not stand before it."""
        self.open.append(opened)
        if len(self.open) > DEEPEST:
            message = f"more than {DEEPEST} lists and mappings stand within each other"
            hint = "put text that begins with '[', '{' or '- ' in quotes"
            self.refuse(opened, "too-deep", message, hint)
            raise TooDeep
        if opened.flow_style:
            self.ordinary = self.ordinary_in_brackets
        if not self.ordinary:
            self.properties(opened, opened.tag)

    def leave(self, closed: Event) -> None:
        """Go out of the innermost mapping or list, which `closed` ends."""
        opened = self.open.pop()
        if opened.flow_style and not self.in_brackets():
            self.ordinary = self.ordinary_outside
            self.note(layout.unindented_line(self.text, opened, closed, self.margin()))

    def properties(self, event: NodeEvent, tag: str | None) -> None:
        """Refuse the anchor and the tag of a value."""
        if event.anchor is not None:
            message = f"{shown('&' + event.anchor)} is an anchor, a name for the value after it"
            hint = "write values out where they are needed; put text that begins with & in quotes"
            self.refuse(event, "anchor", message, hint)
        if tag is not None:
            name = tag.replace("tag:yaml.org,2002:", "!!")
            message = f"{shown(name)} is a tag, which gives the value after it another type"
            hint = "delete it; put text that begins with ! in quotes"
            self.refuse(event, "tag", message, hint)

    def alias(self, event: Event) -> str:
        """Refuse an alias, and return the text that stands there."""
        name = f"*{event.anchor}" if isinstance(event, AliasEvent) else ""
        message = f"{shown(name)} is an alias, which stands for a value elsewhere"
        hint = (
            f'put text that begins with * in quotes: "{name}"; write a value out where it is needed'
        )
        self.refuse(event, "alias", message, hint)
        return name

    def is_date(self, event: Event) -> bool:
        """Tell whether a key is an unquoted date; programs that know dates spell it in many ways."""
        return isinstance(event, ScalarEvent) and not event.style and is_full_date(event.value)

    def key_not_text(self, event: Event) -> str | None:
        """Refuse a key that is no text, and return the text that could stand for it, if any."""
        key = event.value if isinstance(event, ScalarEvent) else None
        message = (
            f"the key {shown(key)} is not text" if key else "a list or mapping cannot be a key"
        )
        self.refuse(event, "key-not-text", message, "put the key in quotes")
        return key

    def duplicate_key(self, event: Event, key: str, first: Event) -> None:
        """Refuse the second of two equal keys."""
        line = first.start_mark.line + 1 if first.start_mark else 1
        message = f"the key {shown(key)} is already used in line {line}"
        self.refuse(event, "duplicate-key", message, "keep one of the two")

    def nothing(self) -> None:
        """Refuse a file without any value."""
        hint = "write the record as lines of 'key: value'"
        self.flaws.append(Flaw(1, 1, "empty-file", "the file holds no record", hint))

    def not_a_mapping(self, root: Event) -> None:
        """Refuse a file whose one value is no mapping."""
        if type(root) is ScalarEvent and not (root.value or root.style or root.tag or root.anchor):
            self.nothing()
            return
        kind = "a single value"
        if type(root) is SequenceStartEvent:
            kind = "a list"
            self.sequence(root)
        hint = "write the record as lines of 'key: value', with a space after each colon"
        self.refuse(root, "root-not-mapping", f"the file holds {kind} and no record", hint)

    def in_brackets(self) -> bool:
        """Tell whether the innermost open mapping or list is written with brackets."""
        return bool(self.open and self.open[-1].flow_style)

    def margin(self) -> int:
        """Return the column, from 0, of the keys or dashes of the innermost open block."""
        start = self.open[-1].start_mark if self.open else None
        return start.column if start else -1

    def note(self, flaw: Flaw | None) -> None:
        """Add a flaw if there is one."""
        if flaw is not None:
            self.flaws.append(flaw)

    def refuse(self, event: Event, code: str, message: str, hint: str) -> None:
        """Add a flaw at the start of `event`."""
        mark = event.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        self.flaws.append(Flaw(line, column, code, message, hint))
