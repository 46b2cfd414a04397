"""The strict reader: the bytes of one YAML file in, plain values and everything wrong with it out.

Two parsers, one meaning: whatever YAML 1.1 and YAML 1.2 programs read differently is refused with
the hint to quote it, so that nobody who takes the files away reads something else than we do. The
reader knows nothing of records. The steps are modules: bytes and characters (`text`,
`characters`), structure (`structure`, over the events of `events`), plain scalars (`scalars`),
comments (`comments`), ways of writing that only some programs take (`layout`), and the parser's
own errors (`syntax`). `place` finds the line and column of a value when one is needed.
"""

from kb.source.flaw import Flaw, Position, Value, Where, shown
from kb.source.place import locate, locate_key
from kb.source.reader import read
from kb.source.structure import DEEPEST
from kb.source.text import LARGEST

__all__ = [
    "DEEPEST",
    "LARGEST",
    "Flaw",
    "Position",
    "Value",
    "Where",
    "locate",
    "locate_key",
    "read",
    "shown",
]
