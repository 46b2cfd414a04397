"""Which tables the records make, with their columns and keys: read off the models, whatever the data."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from kb.exports.plan import Column, Leaf, Listed, Main, Path, Plan, Reference, Scalar, Type
from kb.models import KIND, KINDS, Record, anatomy
from kb.models.claims import Claim, Money, Source
from kb.models.vocabulary import Phase, Vocabulary

_CLAIM_KEYS = frozenset(each.key for each in anatomy.fields(Claim))
# They have tables of their own, or say only how a record is kept.
_APART = frozenset({"sources", "cites", "id"})
_OF_RECORDS = frozenset(each.key for each in anatomy.fields(Record))
_COUNTRY = Column("country", "string", "The country or the union above the jurisdiction.")
_COMPUTED = {
    "vendors": (_COUNTRY,),
    "regulations": (_COUNTRY,),
    "organisations": (_COUNTRY,),
    "deployments": (
        _COUNTRY,
        Column(
            "status",
            "string",
            "The phase on the day of the newest commit of the records; empty before the first.",
            tuple(each.value for each in Phase),
        ),
        Column("year", "integer", "The year in which its first recorded phase began."),
    ),
}

RECORDS = Plan(
    "records",
    "All records of every kind, and the jurisdictions that are named and need no record.",
    (
        Column("id", "string", "The id; never reused.", required=True),
        Column("kind", "string", "The kind of record.", tuple(k.name for k in KINDS), True),
        Column("name", "string", "The name that readers know it by.", required=True),
        Column("names", "string", "Further names, joined by semicolons."),
        Column("summary", "string", "What it is, in one or two sentences."),
        Column("jurisdiction", "string", "Where it is, or whose it is."),
        Column("country", "string", "The country or the union above that jurisdiction."),
        Column("year", "integer", "The year it began: founded, first phase, in force."),
        Column("sources", "integer", "How many sources the record has."),
        Column("withdrawn", "string", "The day on which it was withdrawn, if it was."),
        Column("url", "string", "The address of its page.", required=True),
    ),
    ("id",),
    (Reference(("jurisdiction",), "records"), Reference(("country",), "records")),
)
CITATIONS = Plan(
    "citations",
    "What each fact rests on, also where the record leaves that to its only source.",
    (
        Column("record", "string", "The record.", required=True),
        Column(
            "claim", "string", "The field, or the list and the item in it: `phases/1`.", (), True
        ),
        Column("n", "integer", "The place among the claim's citations, from 1.", required=True),
        Column("source", "string", "The key of the source in the record.", required=True),
        Column("at", "string", "Where in the source."),
    ),
    ("record", "claim", "n"),
    (
        Reference(("record",), "records"),
        Reference(("record", "source"), "record_sources", ("record", "key")),
    ),
)
BY_RECORD = ("accessed", "note")
"""What each record says of a source for itself."""


# Leaves and lists --------------------------------------------------------------------------------


def leaves(cls: type, prefix: str = "", path: Path = ()) -> Iterator[Leaf]:
    """The single values of an item; those of a nested single item with its name before theirs."""
    for each in sorted(anatomy.fields(cls), key=_place):
        name = prefix + each.key
        if each.key == "cites" and each.shape == "list":
            text = "The sources, by their keys in the record, joined by semicolons."
            yield Leaf((*path, "cites"), Column(f"{prefix}cites", "string", text))
        elif (each.key in _APART and issubclass(cls, Record)) or each.shape != "one":
            continue
        elif each.type is Money:
            yield from _money(name, each, (*path, each.key))
        elif each.nested:
            yield from leaves(each.type, f"{name}_", (*path, each.key))
        else:
            required = each.required and not path
            column = Column(name, _type(cls, each), _text(each), _words(each), required)
            yield Leaf((*path, each.key), column, _ref(each), _default(cls, each))


def _place(each: anatomy.Field) -> int:
    """The name first, then what an item says, then what every claim or record carries."""
    order = {"name": 0, "summary": 2, "withdrawn": 4}
    return order.get(each.key, 3 if each.key in _CLAIM_KEYS else 1)


def _money(name: str, each: anatomy.Field, path: Path) -> Iterator[Leaf]:
    """An amount is the column of its own name; currency and qualifier stand beside it."""
    for part in leaves(Money, f"{name}_", path):
        amount = part.column.name == f"{name}_amount"
        column = Column(
            name if amount else part.column.name,
            part.column.type,
            f"{each.description} {part.column.description}" if amount else part.column.description,
            part.column.words,
        )
        yield Leaf(part.path, column, part.ref, part.default)


def _lists(
    cls: type, prefix: str, above: tuple[str, ...], title: str, *, shared: bool = False
) -> Iterator[Listed]:
    """The lists inside an item of a class, whose own table is `prefix` and is called `title`."""
    for each in anatomy.fields(cls):
        if each.key in _APART and (shared or each.key == "cites"):
            continue
        if shared and each.key in _OF_RECORDS:  # every kind has it: one table for all
            table = _Table(each.key, "records", above, "All records")
        else:
            table = _Table(f"{prefix}_{each.key}", prefix, above, title)
        if each.shape != "one":
            yield _list(each, table)
        elif each.nested and (plain := _plain_lists(each.type)):
            yield _merged(each, table, plain)


@dataclass(frozen=True, slots=True)
class _Table:
    """Where a list's table stands: its name, its parent's, the keys above it, the parent's title."""

    name: str
    parent: str
    above: tuple[str, ...]
    title: str

    def describe(self, each: anatomy.Field) -> str:
        """What is in it: `Vendors, products: what it does.`"""
        return f"{self.named(each)}. {_text(each)}"

    def named(self, each: anatomy.Field) -> str:
        """What it is called."""
        return f"{self.title}, {each.key.replace('_', ' ')}"


def _list(each: anatomy.Field, table: _Table) -> Listed:
    mapped = each.shape == "map"
    if mapped:
        own = Column("id", "string", "Its short id within the record.", required=True)
    else:
        own = Column("n", "integer", "Its place in the list, from 1.", required=True)
    inner = tuple(leaves(each.type)) if each.nested else ()
    if not each.nested:
        column = Column("value", _plain_type(each), _text(each), _words(each), True)
        inner = (Leaf((), column, _ref(each)),)
    plan = Plan(
        table.name,
        table.describe(each),
        (*_above_columns(table.above), own, *(leaf.column for leaf in inner)),
        (*table.above, own.name),
        (*_above_references(table), *_references(inner)),
    )
    below = (*table.above, f"{each.key}_{own.name}")
    deeper = tuple(_lists(each.type, table.name, below, table.named(each))) if each.nested else ()
    cited = each.nested and anatomy.field(each.type, "cites") is not None
    return Listed(each.key, plan, mapped, cited, inner, deeper)


def _merged(each: anatomy.Field, table: _Table, plain: tuple[str, ...]) -> Listed:
    """The lists of plain values of one nested item share a table: field, place, value."""
    plan = Plan(
        table.name,
        f"{table.describe(each)} One row to a value.",
        (
            *_above_columns(table.above),
            Column("field", "string", "Which of its lists.", plain, True),
            Column("n", "integer", "The place in that list, from 1.", required=True),
            Column("value", "string", "A word of a closed list, or the id of a record.", (), True),
        ),
        (*table.above, "field", "n"),
        _above_references(table),
    )
    return Listed(each.key, plan, merged=plain)


def _above_columns(above: tuple[str, ...]) -> tuple[Column, ...]:
    found = [Column("record", "string", "The id of the record.", required=True)]
    for name in above[1:]:
        key, _, own = name.rpartition("_")
        kind: Type = "string" if own == "id" else "integer"
        found.append(Column(name, kind, f"Which of its {key}.", required=True))
    return tuple(found)


def _above_references(table: _Table) -> tuple[Reference, ...]:
    above = table.above
    if len(above) == 1:
        parent = KIND[table.parent].folder if table.parent in KIND else table.parent
        return (Reference(above, parent),)
    # The last of them is called after its list here, and simply `n` or `id` there.
    return (Reference(above, table.parent, (*above[:-1], above[-1].rpartition("_")[2])),)


def _references(found: tuple[Leaf, ...]) -> tuple[Reference, ...]:
    return tuple(Reference((each.column.name,), each.ref) for each in found if each.ref)


def _plain_lists(cls: type) -> tuple[str, ...]:
    return tuple(f.key for f in anatomy.fields(cls) if f.shape == "list" and not f.nested)


# Single fields -----------------------------------------------------------------------------------


def _text(each: anatomy.Field) -> str:
    return each.description or each.key.replace("_", " ").capitalize() + "."


def _words(each: anatomy.Field) -> tuple[str, ...]:
    return tuple(w.value for w in each.type) if issubclass(each.type, Vocabulary) else ()


def _ref(each: anatomy.Field) -> str:
    """The table that it refers to: that of its kind, or that of all where it can be several."""
    if not each.ref:
        return ""
    one = each.ref[0] if len(each.ref) == 1 else ""
    # Most jurisdictions need no record of their own; all that are named are among the records.
    return KIND[one].folder if one and one != "jurisdiction" else "records"


def _type(cls: type, each: anatomy.Field) -> Type:
    declared: Any = cls
    if _holds(declared.__pydantic_fields__[each.name].annotation, float):
        return "number"
    return _plain_type(each)


def _plain_type(each: anatomy.Field) -> Type:
    return "integer" if each.type is int else "number" if each.type is float else "string"


def _holds(annotation: Any, wanted: type) -> bool:
    return annotation is wanted or any(_holds(each, wanted) for each in get_args(annotation))


def _default(cls: type, each: anatomy.Field) -> Scalar:
    declared: Any = cls
    default = declared.__pydantic_fields__[each.name].default
    return default.value if isinstance(default, Vocabulary) else None


# All of them -------------------------------------------------------------------------------------


@cache
def mains() -> tuple[Main, ...]:
    """The tables of the kinds, each with the lists inside its records."""
    found = []
    for kind in KINDS:
        single = tuple(leaves(kind.record))
        computed = _COMPUTED.get(kind.folder, ())
        own = Column("id", "string", "The id; never reused.", required=True)
        plan = Plan(
            kind.folder,
            f"{kind.title}, one row each.",
            (own, *(leaf.column for leaf in single), *computed),
            ("id",),
            (
                Reference(("id",), "records"),
                *(Reference((c.name,), "records") for c in computed if c.name == "country"),
                *_references(single),
            ),
        )
        lists = tuple(_lists(kind.record, kind.name, ("record",), kind.title, shared=True))
        found.append(Main(plan, single, tuple(c.name for c in computed), lists))
    return tuple(found)


@cache
def _source_tables() -> tuple[tuple[Leaf, ...], Plan, Plan]:
    every = tuple(leaves(Source))
    by_address = tuple(leaf for leaf in every if leaf.column.name not in BY_RECORD)
    sources = Plan(
        "sources",
        "Publications, one row to an address.",
        tuple(leaf.column for leaf in by_address),
        ("url",),
    )
    by_record = {leaf.column.name: leaf.column for leaf in every}
    uses = Plan(
        "record_sources",
        "Which record has which source, under what key.",
        (
            Column("record", "string", "The record.", required=True),
            Column("key", "string", "The key of the source in that record.", required=True),
            *(by_record[name] for name in ("url", *BY_RECORD)),
        ),
        ("record", "key"),
        (Reference(("record",), "records"), Reference(("url",), "sources", ("url",))),
    )
    return every, sources, uses


def source_leaves() -> tuple[Leaf, ...]:
    """The single values of a source."""
    return _source_tables()[0]


@cache
def plans() -> dict[str, Plan]:
    """Every table by name: those that others refer to first, then by name."""
    _, sources, uses = _source_tables()
    found = {RECORDS.name: RECORDS, sources.name: sources, uses.name: uses}
    found |= {main.plan.name: main.plan for main in mains()}
    rest: dict[str, Plan] = {CITATIONS.name: CITATIONS}
    queue = [each for main in mains() for each in main.lists]
    while queue:
        each = queue.pop(0)
        known = rest.setdefault(each.plan.name, each.plan)
        if known != each.plan:
            raise ValueError(f"two lists would share the table {each.plan.name} and differ")
        queue.extend(each.lists)
    return found | dict(sorted(rest.items()))
