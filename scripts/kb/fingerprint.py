"""What a page depends on, as a fingerprint: the same fingerprint, the same page."""

import hashlib
from collections.abc import Iterable
from functools import cached_property

from kb.outline import Outline
from kb.render.context import Context


class Fingerprints:
    """Fingerprints of pages, from outlines alone: no record is read for them.

    Whatever a page shows of another record must stand in that record's card; the test that a
    build after an edit equals a clean build, byte for byte, watches over this.
    """

    def __init__(self, context: Context, common: str) -> None:
        """`common` is what every page depends on: code, shells, settings, the day."""
        self._context = context
        self._common = common

    @cached_property
    def _cards(self) -> dict[str, str]:
        return {
            id_: repr((o.kind, o.name, o.jurisdiction, o.phases, o.year, o.label, o.withdrawn))
            for id_, o in self._context.links.base.outlines.items()
        }

    def _card(self, id_: str) -> str:
        return self._cards.get(id_) or self._context.links.name(id_)

    def _hash(self, parts: Iterable[str]) -> str:
        return hashlib.blake2b(
            "\0".join((self._common, *parts)).encode(), digest_size=12
        ).hexdigest()

    def _shown(self, outline: Outline) -> Iterable[str]:
        """What a claim of a record can show: its own bytes, and the names it links to."""
        yield outline.digest
        for _where, target, _kinds in outline.references:
            yield target
            yield self._card(target)

    def record(self, id_: str) -> str:
        """Of the page of a record or of a jurisdiction."""
        links = self._context.links
        outline = links.base.outlines.get(id_)
        parts = [id_, links.address(id_)]
        if outline is not None:
            parts += self._shown(outline)
            changed = self._context.history.get(outline.path)
            parts.append(str(changed))
            for technology in outline.technologies:
                parts += map(self._card, links.broader(technology))
            above = links.base.territory.ancestors(outline.jurisdiction or id_)
            parts += [*above, *map(self._card, above), *map(self._card, links.broader(id_))]
        else:
            parts += links.base.territory.ancestors(id_)
        for link in links.backlinks.get(id_, ()):
            parts += (link.id, link.relation, self._listed(link.id))
        for each in (*links.within.get(id_, ()), *links.using.get(id_, ())):
            parts += (each.id, self._listed(each.id))
        for below in links.below.get(id_, ()):
            parts += (below, self._card(below))
        return self._hash(parts)

    def _listed(self, id_: str) -> str:
        """What a line of a list shows of a record."""
        outline = self._context.links.base.outlines[id_]
        return self._card(id_) + self._card(outline.jurisdiction)

    def source(self, url: str) -> str:
        """Of the page of a source."""
        links = self._context.links
        parts = [url, *links.descriptions[url]]
        for use in links.sources[url]:
            parts += (use.id, use.key, self._card(use.id))
            parts += self._shown(links.base.outlines[use.id])
        return self._hash(parts)

    def publisher(self, slug: str) -> str:
        """Of the page of a publisher."""
        links = self._context.links
        return self._hash(
            [
                slug,
                *(
                    part
                    for url in links.publishers[slug]
                    for part in (url, *links.descriptions[url])
                ),
            ]
        )
