"""The tree of jurisdictions: ISO 3166 below, cities and unions from their records."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial

from kb import iso
from kb.climb import climb
from kb.models.vocabulary import JurisdictionLevel
from kb.outline import Outline


@dataclass(frozen=True)
class Territory:
    """Names and parents of jurisdictions, from their outlines and from ISO 3166."""

    outlines: Mapping[str, Outline]

    def knows(self, id_: str) -> bool:
        """Whether it is a jurisdiction: it has a record or an ISO 3166 code."""
        return id_ in self.outlines or iso.name(id_) is not None

    def name(self, id_: str) -> str:
        """Its name; the id itself where none is known."""
        outline = self.outlines.get(id_)
        return (outline.name if outline else "") or iso.name(id_) or id_

    def parents(self, id_: str) -> tuple[str, ...]:
        """What it is directly part of, memberships left aside."""
        outline = self.outlines.get(id_)
        if outline and outline.above:
            return outline.above
        above = iso.parent(id_)
        return (above,) if above else ()

    @cached_property
    def ancestors(self) -> Callable[[str], tuple[str, ...]]:
        """All that a jurisdiction is part of, the nearest first; itself left out."""
        return cache(partial(climb, self.parents))

    def level(self, id_: str) -> JurisdictionLevel:
        """Union, country, subdivision or locality: as recorded, else by its code and its parents."""
        outline = self.outlines.get(id_)
        if outline and outline.label:
            return JurisdictionLevel.of(outline.label)
        if len(id_) == 2 and iso.name(id_):
            return JurisdictionLevel.COUNTRY
        if iso.name(id_):
            return JurisdictionLevel.SUBDIVISION
        return JurisdictionLevel.LOCALITY if self.parents(id_) else JurisdictionLevel.UNION

    def with_ancestors(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The ids and all that they are part of, sorted."""
        found = set(ids)
        for each in tuple(found):
            found.update(self.ancestors(each))
        return tuple(sorted(found))

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The ids that have a record, for suggestions."""
        return tuple(self.outlines)
