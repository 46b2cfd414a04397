"""The knowledge base in memory: an outline of every record, the record itself on demand."""

import marshal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from kb import typed
from kb.models import Record
from kb.outline import Outline
from kb.territory import Territory


@dataclass(frozen=True)
class KnowledgeBase:
    """All records of a project that could be read and typed.

    `outlines` go by id, in the order of kind and id. `packed` holds each record's values as
    marshal wrote them: a record is typed again when asked for, so that a build that renders
    three pages does not hold fifteen thousand records. `unread` are the paths, by id, of the
    records whose files could not be read: they exist, and nothing else is known of them.
    """

    root: Path
    outlines: Mapping[str, Outline]
    packed: Mapping[str, bytes]
    unread: Mapping[str, str] = field(default_factory=dict)

    def of_kind(self, kind: str) -> Iterator[Outline]:
        """The outlines of one kind, by id."""
        return (each for each in self.outlines.values() if each.kind == kind)

    def record(self, id_: str) -> Record:
        """The typed record. Raises KeyError for an unknown id."""
        outline = self.outlines[id_]
        return _typed(outline.kind, self.packed[id_])

    def values(self, id_: str) -> dict[str, Any]:
        """The record as it was written: plain values, in the contributor's order of keys."""
        values: dict[str, Any] = marshal.loads(self.packed[id_])
        return values

    @cached_property
    def territory(self) -> Territory:
        """The tree of jurisdictions."""
        return Territory({each.id: each for each in self.of_kind("jurisdiction")})


@lru_cache(maxsize=600)
def _typed(kind: str, packed: bytes) -> Record:
    record, findings = typed.record(kind, marshal.loads(packed))
    if record is None:
        raise ValueError(f"a record that was typed before is not any more: {findings}")
    return record
