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

from kb.source.characters import clean, complaint, mended, offenders
from kb.source.comments import Span, inline_comments
from kb.source.events import NextEvent
from kb.source.flaw import Flaw, Value, shown
from kb.source.scalars import Refusal, plain
from kb.source.syntax import PARSER_ERRORS, stopped

DEEPEST = 24
"""The most mappings and lists that may stand within each other."""


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
    if walk.spans is not None:
        walk.flaws += inline_comments(text, walk.spans, until)
    return values, walk.flaws


class _Walk:
    """The way through the events of one text; gathers flaws as it goes."""

    def __init__(self, text: str, next_event: NextEvent) -> None:
        self.text = text
        self.next_event = next_event
        self.flaws: list[Flaw] = []
        # Few files need these two, and the others shall not pay for them.
        self.has_escapes = "\\" in text
        self.spans: list[Span] | None = [] if "#" in text else None

    @property
    def reached(self) -> int:
        """The end of the last scalar that was read."""
        return self.spans[-1][1] if self.spans else 0

    def document(self) -> dict[str, Value] | None:
        """Return the mapping that the first document is, and refuse any other."""
        self.next_event()
        start = self.next_event()
        if not isinstance(start, DocumentStartEvent):
            return self.nothing()
        if start.version or start.tags:
            hint = "delete the lines that begin with %"
            self.refuse(start, "directive", "a line that begins with % is a directive", hint)
        root = self.next_event()
        if type(root) is not MappingStartEvent:
            return self.not_a_mapping(root)
        values = self.mapping(root, 1)
        end = self.next_event()
        if not getattr(end, "explicit", False):
            end = self.next_event()
        if not isinstance(end, StreamEndEvent):
            message = "the record ends here, but the file goes on"
            hint = "write one record to a file, without '...' or '---' after it"
            self.refuse(end, "many-documents", message, hint)
        return values

    def mapping(self, opened: MappingStartEvent, depth: int) -> dict[str, Value]:
        """Return the mapping that begins with `opened`, the `depth`th within each other."""
        self.enter(opened, depth)
        next_event = self.next_event
        values: dict[str, Value] = {}
        keys: dict[str, Event] = {}
        event = next_event()
        while type(event) is not MappingEndEvent:
            key = self.node(event, depth)
            value = self.node(next_event(), depth)
            if type(key) is not str:
                key = self.key_not_text(event)
            if key in keys:
                self.duplicate_key(event, key, keys[key])
            elif key is not None:
                values[key] = value
                keys[key] = event
            event = next_event()
        return values

    def sequence(self, opened: SequenceStartEvent, depth: int) -> list[Value]:
        """Return the list that begins with `opened`, the `depth`th within each other."""
        self.enter(opened, depth)
        next_event = self.next_event
        values: list[Value] = []
        event = next_event()
        while type(event) is not SequenceEndEvent:
            values.append(self.node(event, depth))
            event = next_event()
        return values

    def node(self, event: Event, depth: int) -> Value:
        """Return the value that begins with `event`, inside of `depth` mappings and lists."""
        if type(event) is ScalarEvent:
            return self.scalar(event)
        if type(event) is MappingStartEvent:
            return self.mapping(event, depth + 1)
        if type(event) is SequenceStartEvent:
            return self.sequence(event, depth + 1)
        return self.alias(event)

    def scalar(self, event: ScalarEvent) -> str | int | float | bool:
        """Return the value of a scalar; its text if it has no certain one."""
        if event.anchor is not None or event.tag is not None:
            self.properties(event, event.tag)
        if self.spans is not None:
            self.spans.append(self.span(event))
        if event.style:
            if self.has_escapes and event.style == '"' and not clean(event.value):
                return self.escaped(event)
            return event.value
        value = plain(event.value)
        if type(value) is Refusal:
            self.refuse(event, value.code, value.message, value.hint)
            return event.value
        return value

    def span(self, event: ScalarEvent) -> Span:
        """Return where a scalar begins and ends; the text of a block scalar begins in line two."""
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            return 0, 0
        block = event.style in ("|", ">")
        return (self.text.find("\n", start.index) if block else start.index), end.index

    def escaped(self, event: ScalarEvent) -> str:
        """Refuse characters that only an escape brings in, and return the text without them."""
        start, end = self.span(event)
        written = self.text[start:end]
        for index, code in offenders(event.value):
            character = event.value[index]
            if character not in written:
                message, hint = complaint(code, character)
                self.refuse(event, code, f"an escape stands for a refused character: {message}", hint)
                break
        return mended(event.value)

    def enter(self, opened: MappingStartEvent | SequenceStartEvent, depth: int) -> None:
        """Refuse what begins a mapping or a list and is not plain."""
        if depth > DEEPEST:
            message = f"more than {DEEPEST} lists and mappings stand within each other"
            hint = "put text that begins with '[', '{' or '- ' in quotes"
            self.refuse(opened, "too-deep", message, hint)
            raise TooDeep
        if opened.anchor is not None or opened.tag is not None:
            self.properties(opened, opened.tag)

    def properties(self, event: NodeEvent, tag: str | None) -> None:
        """Refuse the anchor and the tag of a value."""
        if event.anchor is not None:
            message = f"{shown('&' + event.anchor)} is an anchor, a name for the value after it"
            hint = "write values out where they are needed; put text that begins with & in quotes"
            self.refuse(event, "anchor", message, hint)
        if tag is not None:
            message = f"{shown(tag)} is a tag, which gives the value after it another type"
            hint = "delete it; put text that begins with ! in quotes"
            self.refuse(event, "tag", message, hint)

    def alias(self, event: Event) -> str:
        """Refuse an alias, and return the text that stands there."""
        name = f"*{event.anchor}" if isinstance(event, AliasEvent) else ""
        message = f"{shown(name)} is an alias, which stands for a value elsewhere"
        hint = f'put text that begins with * in quotes: "{name}"; write a value out where it is needed'
        self.refuse(event, "alias", message, hint)
        return name

    def key_not_text(self, event: Event) -> str | None:
        """Refuse a key that is no text, and return the text that could stand for it, if any."""
        key = event.value if isinstance(event, ScalarEvent) else None
        message = f"the key {shown(key)} is no text" if key else "a list or mapping cannot be a key"
        self.refuse(event, "key-not-text", message, "put the key in quotes")
        return key

    def duplicate_key(self, event: Event, key: str, first: Event) -> None:
        """Refuse the second of two equal keys."""
        line = first.start_mark.line + 1 if first.start_mark else 1
        message = f"the key {shown(key)} is already in line {line}"
        self.refuse(event, "duplicate-key", message, "keep one of the two")

    def nothing(self) -> None:
        """Refuse a file without any value."""
        hint = "write the record as lines of 'key: value'"
        self.flaws.append(Flaw(1, 1, "empty-file", "the file holds no record", hint))

    def not_a_mapping(self, root: Event) -> None:
        """Refuse a file whose one value is no mapping."""
        if type(root) is ScalarEvent and not (root.value or root.style or root.tag or root.anchor):
            return self.nothing()
        kind = "a list" if type(root) is SequenceStartEvent else "a single value"
        hint = "write the record as lines of 'key: value', with a space after each colon"
        self.refuse(root, "root-not-mapping", f"the file holds {kind} and no record", hint)

    def refuse(self, event: Event, code: str, message: str, hint: str) -> None:
        """Add a flaw at the start of `event`."""
        mark = event.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        self.flaws.append(Flaw(line, column, code, message, hint))
