"""Where a value or its key stands in a file: the walk is made again, when a place is needed."""

from yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from kb.source.events import NextEvent, best_events
from kb.source.flaw import Position, Where
from kb.source.structure import DEEPEST, TooDeep
from kb.source.syntax import PARSER_ERRORS
from kb.source.text import decode

_START = Position(1, 1)


def locate(data: bytes, where: Where) -> Position:
    """Return the position of the value at `where` in the file `data`.

    If there is none it is the position of the innermost mapping or list on the way to it that
    there is. It takes any bytes and never raises.
    """
    return _find(data, where)[1]


def locate_key(data: bytes, where: Where) -> Position:
    """Return the position of the key of the value at `where`; of the value itself in a list.

    If there is none it is what `locate` returns.
    """
    return _find(data, where)[0]


def _find(data: bytes, where: Where) -> tuple[Position, Position]:
    """Return the positions of the key and of the value at `where`."""
    text, _ = decode(data)
    found = _START, _START
    if text is None:
        return found
    try:
        next_event = best_events(text)
        event = next_event()
        while not isinstance(event, NodeEvent):
            if isinstance(event, StreamEndEvent):
                return found
            event = next_event()
        key: Event = event
        value: Event = event
        for step in where:
            found = _position(value), _position(value)
            child = _child(next_event, value, step)
            if child is None:
                return found
            key, value = child
    except (*PARSER_ERRORS, TooDeep):
        return found
    return _position(key), _position(value)


def _child(next_event: NextEvent, parent: Event, step: str | int) -> tuple[Event, Event] | None:
    """Return the events of the key and of the value at `step` in the open `parent`, if any."""
    if isinstance(parent, MappingStartEvent) and isinstance(step, str):
        while not isinstance(key := next_event(), MappingEndEvent):
            if isinstance(key, ScalarEvent) and key.value == step:
                return key, next_event()
            _pass(next_event, key)
            _pass(next_event, next_event())
    elif isinstance(parent, SequenceStartEvent) and isinstance(step, int):
        index = 0
        while not isinstance(item := next_event(), SequenceEndEvent):
            if index == step:
                return item, item
            _pass(next_event, item)
            index += 1
    return None


def _pass(next_event: NextEvent, event: Event) -> None:
    """Ask for the events of the value that begins with `event`, to its end."""
    depth = 0
    while True:
        if isinstance(event, CollectionStartEvent):
            depth += 1
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
        if depth == 0:
            return
        if depth > DEEPEST:
            raise TooDeep
        event = next_event()


def _position(event: Event) -> Position:
    mark = event.start_mark
    return Position(mark.line + 1, mark.column + 1) if mark else _START
