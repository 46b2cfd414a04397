"""Which pages there are to make of one subject each, and in which order."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from kb.link import Links, source_id
from kb.models import KIND


class Task(NamedTuple):
    """One page to make, and what it is about; a redirect leads from a former id of its record."""

    kind: Literal["record", "source", "publisher", "redirect"]
    key: str
    former: str = ""

    def address(self, links: Links) -> str:
        """The page, from the site's root."""
        match self.kind:
            case "source":
                return f"sources/{source_id(self.key)}/"
            case "publisher":
                return f"publishers/{self.key}/"
            case "redirect":
                return f"{KIND[links.base.outlines[self.key].kind].folder}/{self.former}/"
            case _:
                return links.address(self.key)


def tasks(links: Links) -> Iterator[Task]:
    """Every page that is about one subject: a record, a place, a source, a publisher.

    A record is followed by those that share a source with it, and a source comes right after the
    last record that carries it: made in this order, pages need hardly a record twice.
    """
    outlines = links.base.outlines
    shared = {
        url: dict.fromkeys(use.id for use in uses)
        for url, uses in links.sources.items()
        if len(uses) > 1
    }
    seen: set[str] = set()
    for start in outlines:
        stack = [start]
        while stack:
            id_ = stack.pop()
            if id_ in seen:
                continue
            seen.add(id_)
            yield Task("record", id_)
            for former in outlines[id_].former_ids:
                yield Task("redirect", id_, former)
            for _key, url, _description in outlines[id_].sources:
                awaited = shared.get(url)
                if awaited is None:
                    yield Task("source", url)
                elif id_ in awaited:
                    del awaited[id_]
                    if awaited:
                        stack.append(next(iter(awaited)))
                    else:
                        yield Task("source", url)
    for id_ in links.jurisdictions:
        if id_ not in outlines:
            yield Task("record", id_)
    for slug in links.publishers:
        yield Task("publisher", slug)
