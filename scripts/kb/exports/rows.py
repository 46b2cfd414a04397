"""From a record's document to the rows of all tables."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from kb.exports import planned
from kb.exports.plan import Leaf, Listed, Path, Scalar
from kb.link import Links
from kb.models import KIND, anatomy
from kb.models.vocabulary import certainty_from
from kb.outline import Outline, status

Document = Mapping[str, Any]
Row = tuple[Scalar, ...]
Found = Iterator[tuple[str, Row]]
_MAIN = {main.plan.name: main for main in planned.mains()}


def of_record(document: Document, links: Links, on: date, site_url: str) -> Found:
    """The rows of one record as (table, row), apart from those of `sources`.

    `document` is what its JSON file holds. `on` is the day for which its status is given.
    """
    outline = links.base.outlines[document["id"]]
    yield "records", _general(outline, document, links, site_url)
    main = _MAIN[KIND[outline.kind].folder]
    sources = document.get("sources", {})
    found = _values(document, main.leaves, sources)
    values = {leaf.column.name: each for leaf, each in zip(main.leaves, found, strict=True)}
    if outline.kind == "jurisdiction":  # for a code of ISO 3166 neither need be recorded
        values["name"] = values["name"] or links.name(outline.id)
        values["level"] = values["level"] or links.base.territory.level(outline.id).value
    computed = (_computed(name, outline, links, on) for name in main.computed)
    yield main.plan.name, (outline.id, *values.values(), *computed)
    for listed in main.lists:
        yield from _list(listed, document, (outline.id,), sources)
    for claim, cites in _claims(outline, document):
        for n, (source, at) in enumerate(_cited(cites, sources), start=1):
            yield "citations", (outline.id, claim, n, source, at)
    for key, source in sources.items():
        row = (outline.id, key, source["url"], source["accessed"], source.get("note"))
        yield "record_sources", row


def of_jurisdiction(id_: str, links: Links, site_url: str) -> Found:
    """The row of a jurisdiction that is named and has no record."""
    country = _country(id_, links)
    address = site_url + links.address(id_)
    above = next(iter(links.base.territory.parents(id_)), None)
    row = (id_, "jurisdiction", links.name(id_), None, None, above, country, None, 0, None, address)
    yield "records", row


class Sources:
    """The sources of all records, one row to an address, gathered a record at a time."""

    def __init__(self) -> None:
        """Begin with none."""
        self._rows: dict[str, list[Scalar]] = {}
        self._leaves = [
            leaf for leaf in planned.source_leaves() if leaf.column.name not in planned.BY_RECORD
        ]

    def add(self, document: Document) -> None:
        """Take the sources of a record; what an earlier one leaves open, a later one may tell."""
        for source in document.get("sources", {}).values():
            row = _values(source, self._leaves, {})
            known = self._rows.setdefault(source["url"], row)
            if known is not row:
                known[:] = [b if a is None else a for a, b in zip(known, row, strict=True)]

    def rows(self) -> Found:
        """The rows of the table `sources`."""
        for row in self._rows.values():
            yield "sources", tuple(row)


# One record --------------------------------------------------------------------------------------


def _general(outline: Outline, document: Document, links: Links, site_url: str) -> Row:
    return (
        outline.id,
        outline.kind,
        links.name(outline.id),
        "; ".join(outline.names) or None,
        outline.summary or None,
        outline.jurisdiction or None,
        _computed("country", outline, links, date.min),
        int(outline.year) if outline.year else None,
        len(outline.sources),
        document.get("withdrawn", {}).get("date"),
        site_url + links.address(outline.id),
    )


def _computed(name: str, outline: Outline, links: Links, on: date) -> Scalar:
    match name:
        case "country":
            place = outline.id if outline.kind == "jurisdiction" else outline.jurisdiction
            return _country(place, links) if place else None
        case "status":
            return status(outline.phases, on) or None
        case "year":
            return int(outline.year) if outline.year else None
        case _:
            raise KeyError(name)


def _country(place: str, links: Links) -> str:
    return (place, *links.base.territory.ancestors(place))[-1]


# Items -------------------------------------------------------------------------------------------


def _list(listed: Listed, item: Document, above: Row, sources: Document) -> Found:
    value = item.get(listed.key)
    if not value:
        return
    if listed.merged:
        for field in listed.merged:
            for n, each in enumerate(value.get(field, ()), start=1):
                yield listed.plan.name, (*above, field, n, each)
        return
    members: Iterable[tuple[str | int, Any]] = (
        value.items() if listed.mapped else enumerate(value, start=1)
    )
    for key, each in members:
        yield listed.plan.name, (*above, key, *_values(each, listed.leaves, sources))
        for deeper in listed.lists:
            yield from _list(deeper, each, (*above, key), sources)


def _at(item: Any, path: Path) -> Any:
    for key in path:
        if item is None:
            return None
        item = item.get(key)
    return item


def _values(item: Any, leaves: Iterable[Leaf], sources: Document) -> list[Scalar]:
    """The single values of an item."""
    return [item.get(leaf.plain) if leaf.plain else _value(item, leaf, sources) for leaf in leaves]


def _value(item: Any, leaf: Leaf, sources: Document) -> Scalar:
    path = leaf.path
    if len(path) != 1:
        if not path:
            return item  # type: ignore[no-any-return]
        item = _at(item, path[:-1])
        if item is None:
            return None
    key = path[-1]
    value = item.get(key)
    if value is None:
        # A record's own top holds no claim of its own; a claim's certainty follows from its sources.
        return _certainty(item, sources) if key == "certainty" else leaf.default
    if key == "cites":
        return "; ".join(map(_written, value))
    if leaf.column.type == "number":
        return float(value)
    return value  # type: ignore[no-any-return]


def _written(cite: Document) -> str:
    return f"{cite['source']} ({cite['at']})" if "at" in cite else str(cite["source"])


def _certainty(claim: Document, sources: Document) -> str | None:
    types = {sources[key]["type"] for key, _ in _cited(claim.get("cites"), sources)}
    if not types:
        return None
    return certainty_from(types).value


def _cited(cites: Iterable[Document] | None, sources: Document) -> list[tuple[str, str | None]]:
    """The sources of a claim; a record's only source carries all that names none."""
    if cites:
        return [(cite["source"], cite.get("at")) for cite in cites]
    return [(key, None) for key in sources] if len(sources) == 1 else []


def _claims(
    outline: Outline, document: Document
) -> Iterator[tuple[str, Iterable[Document] | None]]:
    """Each claim as its place in the record, and the citations that it names."""
    by_field = document.get("cites", {})
    kind = KIND[outline.kind]
    for field, nested in _single(kind.record):
        value = document.get(field)
        if value in (None, [], {}):
            continue
        own = value.get("cites") if nested else None
        yield field, own or by_field.get(field) or by_field.get("default")
    for listed in _MAIN[kind.folder].lists:
        value = document.get(listed.key)
        if not value or not listed.cited:
            continue
        members = value.items() if listed.mapped else enumerate(value, start=1)
        for key, item in members:
            yield f"{listed.key}/{key}", item.get("cites")


_SINGLE: dict[type, tuple[tuple[str, bool], ...]] = {}


def _single(record: type) -> tuple[tuple[str, bool], ...]:
    """The cited fields of a kind that are claims as a whole, and whether each is nested."""
    if record not in _SINGLE:
        _SINGLE[record] = tuple(
            (each.key, each.nested)
            for each in anatomy.fields(record)
            if not each.uncited and (each.shape == "one" or not each.nested)
        )
    return _SINGLE[record]
