"""The reader: bytes, then characters, then structure, then scalars, all flaws in one pass."""

from collections.abc import Callable

from kb.source.events import NextEvent, best_events
from kb.source.flaw import Flaw, Value
from kb.source.structure import build
from kb.source.text import decode

# Where the first of the two is found in a line, the second says the same thing again.
_ECHOES = {
    "yaml-syntax": frozenset({"tab", "crlf", "line-separator"}),
    "empty-value": frozenset({"inline-comment", "anchor", "tag"}),
}


def read(
    data: bytes, events: Callable[[str], NextEvent] = best_events
) -> tuple[dict[str, Value] | None, list[Flaw]]:
    """Return the values of the file `data`, and everything that is wrong with it, sorted by place.

    It takes any bytes, never raises, and ends soon. A file is good if there are no flaws; `---`
    in its first line is allowed. Beside flaws the values are the best that could be made of the
    file, for further checks of the same pass: text stands for every refused scalar, and U+FFFD or
    a space for every refused character. They are None if there is no mapping or not all of the
    file could be walked through. A flaw about a value stands where `locate` finds the value, a
    flaw about a key where `locate_key` does. `events` is the parser.
    """
    text, flaws = decode(data)
    if text is None:
        return None, flaws
    values, more = build(text, events(text))
    flaws += more
    return values, _without_echoes(flaws) if flaws else flaws


def _without_echoes(flaws: list[Flaw]) -> list[Flaw]:
    """Return `flaws` sorted, less those that only follow from another one in their line."""
    codes: dict[int, set[str]] = {}
    for flaw in flaws:
        codes.setdefault(flaw.line, set()).add(flaw.code)
    return sorted(
        flaw for flaw in flaws if _ECHOES.get(flaw.code, frozenset()).isdisjoint(codes[flaw.line])
    )
