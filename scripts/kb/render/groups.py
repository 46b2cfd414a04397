"""What refers to a page's subject: lists of records, grouped by kind and relation."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from kb.models import KIND, KINDS
from kb.models.vocabulary import Phase
from kb.outline import Outline, status
from kb.render.inline import Runs, badge, joined, text
from kb.render.labels import relation
from kb.render.view import Entry, Group

if TYPE_CHECKING:  # it keeps the entries at hand, and so knows of them
    from kb.render.context import Context

SHOWN = 100
"""How many records a group shows; the rest are on list pages of their own."""

_ORDER = {kind.name: place for place, kind in enumerate(KINDS)}


def about(outline: Outline, context: "Context") -> Runs:
    """What stands beside a record's name in a list: where, since when, in which phase."""
    parts = []
    if outline.jurisdiction:
        parts.append(text(context.links.name(outline.jurisdiction)))
    if outline.kind == "deployment":
        if outline.year:
            parts.append(text(f"from {outline.year}"))
        phase = status(outline.phases, context.on)
        if phase:
            parts.append(badge(Phase.of(phase)))
    elif outline.kind == "regulation" and outline.year:
        parts.append(text(outline.year))
    if outline.withdrawn:
        parts.append(text("withdrawn"))
    return joined(parts)


def entry(outline: Outline, context: "Context") -> Entry:
    """A record as a line of a list."""
    return Entry(context.link(outline.id), about(outline, context))


def group(title: str, outlines: Iterable[Outline], context: "Context", more: str = "") -> Group:
    """A group of records, by name; beyond what is shown, `more` leads to the rest."""
    ordered = sorted(outlines, key=lambda each: (sort_key(each.name), each.id))
    shown = tuple(context.entry(each.id) for each in ordered[:SHOWN])
    return Group(title, shown, len(ordered), more if len(ordered) > SHOWN else "")


def sort_key(name: str) -> str:
    """A name for sorting: without case, quotation marks and accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).strip("'\"“”‘’")


def referring(
    id_: str, context: "Context", skip: Callable[[Outline, str], bool]
) -> tuple[Group, ...]:
    """Groups of all records that refer to `id_`, but for the (record, relation) that `skip` names."""
    found: defaultdict[tuple[int, str, str], dict[str, Outline]] = defaultdict(dict)
    for link in context.links.backlinks.get(id_, ()):
        outline = context.links.base.outlines[link.id]
        if not skip(outline, link.relation):
            found[_ORDER[outline.kind], outline.kind, link.relation][link.id] = outline
    more = f"{context.links.address(id_)}references/"
    return tuple(
        group(f"{KIND[kind].title}: {relation(name).lower()}", outlines.values(), context, more)
        for (_, kind, name), outlines in sorted(found.items(), key=lambda pair: pair[0])
    )
