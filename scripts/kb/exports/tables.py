"""From records to flat tables: one for each kind, one for each list inside it, joined by keys."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from kb.dates import PartialDate
from kb.knowledge import KnowledgeBase
from kb.models import KINDS, anatomy
from kb.models.claims import Claim

Scalar = str | int | float | None
Row = dict[str, Scalar]

# They have tables of their own, or belong to how a record is kept.
_APART = frozenset({"sources", "cites", "id"})
_EVERY_CLAIM = frozenset(each.key for each in anatomy.fields(Claim))


@dataclass
class Table:
    """A table: its columns in order, its rows, its keys.

    `parent` is the table of the records that its rows belong to, by the column `record`.
    """

    name: str
    description: str
    columns: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    parent: str = ""
    key: tuple[str, ...] = ("id",)

    def add(self, row: Row, types: dict[str, str]) -> None:
        """Append a row; columns not seen before are added in order."""
        for name, kind in types.items():
            self.columns.setdefault(name, kind)
        self.rows.append(row)


def tables(base: KnowledgeBase) -> dict[str, Table]:
    """All tables of a knowledge base, by name, the same for the same records."""
    found: dict[str, Table] = {}
    for kind in KINDS:
        main = found.setdefault(kind.folder, Table(kind.folder, f"{kind.title}, one row each."))
        main.columns["id"] = "string"
        for outline in base.of_kind(kind.name):
            record = base.record(outline.id)
            row: Row = {"id": outline.id}
            types = {"id": "string"}
            _flatten(record, "", row, types)
            main.add(row, types)
            for each in anatomy.fields(kind.record):
                if each.shape != "one" and each.key not in _APART:
                    _list(found, kind.folder, kind.name, each, record, outline.id, ())
    _sources(found, base)
    for table in found.values():
        for row in table.rows:
            for name in table.columns:
                row.setdefault(name, None)
    return {name: table for name, table in sorted(found.items()) if table.rows}


def _flatten(item: object, prefix: str, row: Row, types: dict[str, str]) -> None:
    """The single values of an item as columns; nested single items with a prefix."""
    # What an item says first, then what every claim carries.
    for each in sorted(anatomy.fields(type(item)), key=lambda each: each.key in _EVERY_CLAIM):
        value = getattr(item, each.name)
        name = prefix + each.key
        if each.key in _APART and not (prefix or isinstance(item, Claim)):
            continue
        if each.key == "cites":
            if isinstance(value, tuple):
                row[name] = "; ".join(
                    cite.source + (f" ({cite.at})" if cite.at else "") for cite in value
                )
                types[name] = "string"
        elif each.shape != "one":
            if prefix and not each.nested and each.shape == "list":
                row[name] = "; ".join(map(str, value or ()))
                types[name] = "string"
        elif each.nested:
            if value is not None:
                _flatten(value, f"{name}_", row, types)
        else:
            row[name], types[name] = _scalar(value, each)


def _scalar(value: object, each: anatomy.Field) -> tuple[Scalar, str]:
    if each.type is int:
        return (value if isinstance(value, int) else None), "integer"
    if each.type is float or isinstance(value, float):
        return (float(value) if isinstance(value, int | float) else None), "number"
    if value is None:
        return None, "number" if each.key in ("amount", "share") else "string"
    if isinstance(value, int):
        return value, "number" if each.key in ("amount", "share") else "integer"
    if isinstance(value, PartialDate | date):
        return str(value), "string"
    return str(value), "string"


def _list(
    found: dict[str, Table],
    parent: str,
    path: str,
    each: anatomy.Field,
    item: object,
    record: str,
    above: tuple[tuple[str, Scalar], ...],
) -> None:
    """A list of an item as a table of its own; lists inside its items as further tables."""
    value = getattr(item, each.name)
    if not value:
        return
    name = f"{path}_{each.key}"
    keys = ("record", *(key for key, _ in above), "n")
    table = found.setdefault(
        name, Table(name, each.description or f"{each.key} of {path}.", parent=parent, key=keys)
    )
    members = value.items() if isinstance(value, dict) else enumerate(value, start=1)
    for key, inner in members:
        row: Row = {"record": record, **dict(above), "n": str(key)}
        types = dict.fromkeys(keys, "string")
        if each.nested:
            _flatten(inner, "", row, types)
            for deeper in anatomy.fields(each.type):
                if deeper.shape != "one" and deeper.key not in _APART:
                    _list(
                        found,
                        parent,
                        name,
                        deeper,
                        inner,
                        record,
                        (*above, (f"{each.key}_n", str(key))),
                    )
        else:
            row["value"], types["value"] = str(inner), "string"
        table.add(row, types)


def _sources(found: dict[str, Table], base: KnowledgeBase) -> None:
    """The sources by address, and which record has which under what key."""
    sources = found.setdefault(
        "sources", Table("sources", "Publications, one row to an address.", key=("url",))
    )
    uses = found.setdefault(
        "record_sources",
        Table(
            "record_sources",
            "Which record has which source, and under what key.",
            key=("record", "key"),
        ),
    )
    seen: set[str] = set()
    for id_, source_key, row, types in _uses(base):
        uses.add(
            {
                "record": id_,
                "key": source_key,
                "url": row["url"],
                "accessed": row.pop("accessed"),
                "note": row.pop("note"),
            },
            dict.fromkeys(("record", "key", "url", "accessed", "note"), "string"),
        )
        if row["url"] not in seen:
            seen.add(str(row["url"]))
            sources.add(
                row,
                {name: kind for name, kind in types.items() if name not in ("accessed", "note")},
            )


def _uses(base: KnowledgeBase) -> Iterator[tuple[str, str, Row, dict[str, str]]]:
    for outline in base.outlines.values():
        for key, source in base.record(outline.id).sources.items():
            row: Row = {}
            types: dict[str, str] = {}
            _flatten(source, "", row, types)
            yield outline.id, key, row, types
