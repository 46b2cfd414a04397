"""What a page depends on, as a fingerprint: the same fingerprint, the same page."""

import hashlib
import marshal
import pickle
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property

from kb.models.vocabulary import JurisdictionLevel
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
        # What a page depends on is asked for again and again: each is put together once.
        self._card = cache(self._card_of)
        self._listed = cache(self._listed_of)
        self._shown = cache(self._shown_of)
        self._above = cache(self._above_of)
        self._broader = cache(self._broader_of)
        self._reaching = cache(self._reaching_of)

    def _card_of(self, id_: str) -> str:
        """What any page can show of another record."""
        o = self._context.links.base.outlines.get(id_)
        if o is None:
            return self._context.links.name(id_)
        return repr((o.kind, o.name, o.jurisdiction, o.phases, o.year, o.label, o.withdrawn))

    def _above_of(self, place: str) -> str:
        """A jurisdiction's ancestors, as a page names them."""
        above = self._context.links.base.territory.ancestors(place)
        return "\0".join((*above, *map(self._card, above)))

    def _broader_of(self, technology: str) -> str:
        """All technologies above one, as a page names them."""
        return "\0".join(map(self._card, self._context.links.broader(technology)))

    def _hash(self, parts: Iterable[str]) -> str:
        return hashlib.blake2b(
            "\0".join((self._common, *parts)).encode(), digest_size=12
        ).hexdigest()

    def _shown_of(self, id_: str) -> str:
        """What a claim of a record can show: its own bytes, and the names it links to."""
        outline = self._context.links.base.outlines[id_]
        state = hashlib.blake2b(outline.digest.encode(), digest_size=12)
        targets = [target for _where, target, _kinds in outline.references]
        state.update("\0".join((*targets, *map(self._card, targets))).encode())
        return state.hexdigest()

    def record(self, id_: str) -> str:
        """Of the page of a record or of a jurisdiction."""
        links = self._context.links
        outline = links.base.outlines.get(id_)
        parts = [id_, links.address(id_), self._context.feed(id_)]
        if outline is not None:
            changed = self._context.history.get(outline.path)
            parts += (self._shown(id_), changed.last.isoformat() if changed else "")
            parts += map(self._broader, (id_, *outline.technologies))
            parts.append(self._above(outline.jurisdiction or id_))
        else:
            parts.append(self._above(id_))
            outline = Outline("jurisdiction", id_, "", "", links.name(id_))
        for link in links.backlinks.get(id_, ()):
            parts += (link.id, link.relation, self._listed(link.id))
        for each in (*links.within.get(id_, ()), *links.using.get(id_, ())):
            parts += (each.id, self._listed(each.id))
        for below in links.below.get(id_, ()):
            parts += (below, self._card(below))
        parts += self._law(outline)
        return self._hash(parts)

    def _law(self, outline: Outline | None) -> Iterable[str]:
        """What the computed applicability on a page rests on.

        A deployment depends on the rules that can reach its place, a regulation on the deployments
        of its country, or of all countries if it is a union's; a jurisdiction on both, a technology
        on everything, a vendor on what names it. A rule counts with the names of the vendors that
        it names, since reasons repeat them.
        """
        links = self._context.links
        if outline is None or not self._context.computed:
            return
        place = outline.jurisdiction
        if outline.kind == "jurisdiction":
            place = outline.id
            yield from (each.digest for each in links.within.get(place, ()))
        if outline.kind in ("deployment", "jurisdiction"):
            yield self._trees
            yield self._reaching(place)
        elif outline.kind == "regulation":
            yield self._trees
            yield self._rules.get(place, "")
            if any("suppliers" in where for where, _target, _kinds in outline.references):
                yield self._vendors  # its reasons name those that deployments have
            for country in self._countries(place):
                level = links.base.territory.level(country)
                yield self._uses.get("" if level is JurisdictionLevel.UNION else country, "")
                for union in self._unions.get(country, ()):  # a use across it reaches into it
                    yield self._uses.get(union, "")
        elif outline.kind == "technology":
            yield self._trees
            yield from self._rules.values()
            yield self._uses.get("", "")
        elif outline.kind == "vendor":
            for link in links.backlinks.get(outline.id, ()):
                other = links.base.outlines[link.id]
                yield other.digest
                if other.kind == "regulation":
                    yield self._rules.get(other.jurisdiction, "")

    def _reaching_of(self, place: str) -> str:
        """The rules of a jurisdiction, of all above and below it, and of their unions."""
        above = (place, *self._context.links.base.territory.ancestors(place))
        unions = (union for each in above for union in self._unions.get(each, ()))
        reaching = (*above, *unions, *self._below.get(place, ()))
        return "\0".join(self._rules.get(each, "") for each in reaching)

    def _countries(self, place: str) -> Iterator[str]:
        """What has nothing above it: the country of a place, more than one where it lies in both."""
        territory = self._context.links.base.territory
        for each in (place, *territory.ancestors(place)):
            if not territory.parents(each):
                yield each

    @cached_property
    def _trees(self) -> str:
        """Technologies, jurisdictions with their memberships, and whose bodies operators are."""
        kinds = ("technology", "jurisdiction")
        outlines = self._context.links.base.outlines.values()
        bodies = (
            f"{o.id}{o.jurisdiction}" for o in outlines if o.kind in ("organisation", "vendor")
        )
        return self._hash([*(o.digest for o in outlines if o.kind in kinds), *bodies])

    @cached_property
    def _vendors(self) -> str:
        """The names of all vendors."""
        return self._hash(each.name for each in self._context.links.base.of_kind("vendor"))

    @cached_property
    def _rules(self) -> dict[str, str]:
        """For each jurisdiction, its regulations and those that repeal or implement them."""
        links = self._context.links
        found: defaultdict[str, list[str]] = defaultdict(list)
        for outline in links.base.of_kind("regulation"):
            related = (links.base.outlines[each.id] for each in links.backlinks.get(outline.id, ()))
            found[outline.jurisdiction] += [
                self._shown(outline.id),
                *(self._shown(each.id) for each in related if each.kind == "regulation"),
            ]
        return {place: self._hash(digests) for place, digests in found.items()}

    @cached_property
    def _uses(self) -> dict[str, str]:
        """For each country its deployments; under the empty name, all of them."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for outline in self._context.links.base.of_kind("deployment"):
            for country in self._countries(outline.jurisdiction):
                found[country].append(outline.digest)
            found[""].append(outline.digest)
        return {country: self._hash(digests) for country, digests in found.items()}

    @cached_property
    def _unions(self) -> dict[str, tuple[str, ...]]:
        """For each jurisdiction, the unions that it is or was under the law of."""
        return {
            outline.id: tuple(
                target for where, target, _ in outline.references if where[0] == "memberships"
            )
            for outline in self._context.links.base.of_kind("jurisdiction")
        }

    @cached_property
    def _below(self) -> dict[str, tuple[str, ...]]:
        """For each jurisdiction or union, those anywhere below it that have regulations."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for place in self._rules:
            above = self._context.links.base.territory.ancestors(place)
            unions = (union for each in (place, *above) for union in self._unions.get(each, ()))
            for each in (*above, *unions):
                found[each].append(place)
        return {place: tuple(each) for place, each in found.items()}

    def _listed_of(self, id_: str) -> str:
        """What a line of a list shows of a record."""
        outline = self._context.links.base.outlines[id_]
        operator = self._card(outline.operator) if outline.operator else ""
        return self._card(id_) + self._card(outline.jurisdiction) + operator

    def source(self, url: str) -> str:
        """Of the page of a source."""
        links = self._context.links
        parts = [url, *links.descriptions[url]]
        for use in links.sources[url]:
            parts += (use.id, use.key, self._card(use.id), self._shown(use.id))
        return self._hash(parts)

    @cached_property
    def lists(self) -> str:
        """Of all lists together: they show of every record a little, and nothing of its prose."""
        state = hashlib.blake2b(self._common.encode(), digest_size=12)
        for o in self._context.links.base.outlines.values():
            shown = (
                *(o.kind, o.id, o.name, o.jurisdiction, o.technologies, o.operator, o.suppliers),
                *(o.above, o.phases, o.year, o.label, o.withdrawn, o.references, o.sources),
            )
            # Version 2: later ones write equal values differently where they are the same object.
            state.update(marshal.dumps(shown, 2))
        return state.hexdigest()

    def view(self, view: object, shell: Iterable[str]) -> str:
        """Of a page that is put together each time: of all that it shows, in its shell."""
        state = hashlib.blake2b("".join((self._common, *shell)).encode(), digest_size=12)
        state.update(pickle.dumps(view, protocol=5))
        return state.hexdigest()

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
