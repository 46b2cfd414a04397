"""From outlines to what refers to what: reverse links, sources, territories, technologies."""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, partial
from typing import NamedTuple
from urllib.parse import urlsplit

from kb.cache import growing
from kb.climb import climb
from kb.knowledge import KnowledgeBase
from kb.models import KIND
from kb.outline import Outline


class Backlink(NamedTuple):
    """A record that refers to another, and by which field."""

    id: str
    relation: str


class SourceUse(NamedTuple):
    """A record that has a source, and the key it has there."""

    id: str
    key: str


@dataclass(frozen=True)
class Links:
    """Everything that follows from the records' references; computed, never stored."""

    base: KnowledgeBase

    @growing()
    def complete(self) -> None:
        """Compute now what else is computed when first asked for, so that processes share it."""
        for lazy in _COMPUTED:
            getattr(self, lazy)

    def name(self, id_: str) -> str:
        """The name of a record or of a jurisdiction; the id itself where neither is known."""
        outline = self.base.outlines.get(id_)
        return (outline.name if outline else "") or self.base.territory.name(id_)

    def address(self, id_: str) -> str:
        """The page of a record or a jurisdiction, from the site's root; empty where none is."""
        outline = self.base.outlines.get(id_)
        if outline is not None:
            return f"{KIND[outline.kind].folder}/{id_}/"
        return f"jurisdictions/{id_}/" if id_ in self.jurisdictions else ""

    @cached_property
    def backlinks(self) -> Mapping[str, tuple[Backlink, ...]]:
        """For each id, the records that refer to it, by kind, relation and name."""
        found: defaultdict[str, dict[Backlink, None]] = defaultdict(dict)
        for outline in self.base.outlines.values():
            for where, target, _kinds in outline.references:
                if target != outline.id:
                    found[target][Backlink(outline.id, _relation(where))] = None
        return {target: tuple(links) for target, links in found.items()}

    @cached_property
    def sources(self) -> Mapping[str, tuple[SourceUse, ...]]:
        """For each address of a source, its uses, in the order of the records."""
        found: defaultdict[str, list[SourceUse]] = defaultdict(list)
        for outline in self.base.outlines.values():
            for key, url, _description in outline.sources:
                found[url].append(SourceUse(outline.id, key))
        return {url: tuple(uses) for url, uses in found.items()}

    @cached_property
    def descriptions(self) -> Mapping[str, tuple[str, ...]]:
        """For each address of a source: title, publisher, published, language, type, archived."""
        return {
            url: description
            for outline in reversed(tuple(self.base.outlines.values()))
            for _key, url, description in outline.sources
        }

    @cached_property
    def publishers(self) -> Mapping[str, tuple[str, ...]]:
        """For each publisher's slug, the addresses it published, the newest first."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for url, description in self.descriptions.items():
            found[slug(description[1])].append(url)
        return {
            name: tuple(
                sorted(urls, key=lambda url: (self.descriptions[url][2], url), reverse=True)
            )
            for name, urls in found.items()
        }

    @cached_property
    def jurisdictions(self) -> tuple[str, ...]:
        """The jurisdictions that have a page: all that are recorded or named, and all above them."""
        named = {each.id for each in self.base.of_kind("jurisdiction")}
        for outline in self.base.outlines.values():
            named.update(
                target for _, target, kinds in outline.references if kinds == ("jurisdiction",)
            )
        known = (each for each in named if self.base.territory.knows(each))
        return self.base.territory.with_ancestors(known)

    @cached_property
    def within(self) -> Mapping[str, tuple[Outline, ...]]:
        """For each jurisdiction, the records of it and of all below it."""
        found: defaultdict[str, list[Outline]] = defaultdict(list)
        for outline in self.base.outlines.values():
            if outline.jurisdiction:
                found[outline.jurisdiction].append(outline)
                for above in self.base.territory.ancestors(outline.jurisdiction):
                    found[above].append(outline)
        return {id_: tuple(each) for id_, each in found.items()}

    @cached_property
    def below(self) -> Mapping[str, tuple[str, ...]]:
        """For each jurisdiction or technology, the ids directly below it."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for id_ in self.jurisdictions:
            for above in self.base.territory.parents(id_):
                found[above].append(id_)
        for outline in self.base.of_kind("technology"):
            for above in outline.above:
                found[above].append(outline.id)
        return {id_: tuple(each) for id_, each in found.items()}

    @cached_property
    def using(self) -> Mapping[str, tuple[Outline, ...]]:
        """For each technology, the records on it and on all that is narrower."""
        found: defaultdict[str, dict[str, Outline]] = defaultdict(dict)
        for outline in self.base.outlines.values():
            for technology in outline.technologies:
                for each in (technology, *self.broader(technology)):
                    found[each][outline.id] = outline
        return {id_: tuple(each.values()) for id_, each in found.items()}

    @cached_property
    def broader(self) -> Callable[[str], tuple[str, ...]]:
        """All technologies above one, the nearest first."""
        return cache(partial(climb, self._above))

    def _above(self, technology: str) -> Iterable[str]:
        outline = self.base.outlines.get(technology)
        return outline.above if outline else ()


_COMPUTED = tuple(name for name, value in vars(Links).items() if isinstance(value, cached_property))


@lru_cache(maxsize=10_000)
def _relation(where: tuple[str | int, ...]) -> str:
    """The field by which a reference is made: `suppliers`, `operator`, `provisions`."""
    first = str(where[0])
    last = next(str(part) for part in reversed(where) if isinstance(part, str))
    return first if last == first or first in ("suppliers", "provisions") else f"{first}.{last}"


@lru_cache(maxsize=50_000)
def slug(text: str) -> str:
    """A text as part of an address: lower-case ASCII kebab, with a fingerprint if that says little."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    if len(words) >= 2 and len(plain) * 2 >= len(text):
        return words
    return "-".join(filter(None, [words, hashlib.sha256(text.encode()).hexdigest()[:10]]))


@lru_cache(maxsize=100_000)
def source_id(url: str) -> str:
    """The id of a source's page: its host, and a fingerprint of its whole address."""
    return f"{_host(url.split('/', 3)[2])}-{hashlib.sha256(url.encode()).hexdigest()[:10]}"


@lru_cache(maxsize=10_000)
def _host(authority: str) -> str:
    """What an id says of a host; thousands of addresses share a few hundred."""
    return slug((urlsplit(f"//{authority}").hostname or "").removeprefix("www."))
