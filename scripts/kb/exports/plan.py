"""What a table is: its columns, its keys, and how its rows are found in a record's document."""

from dataclasses import dataclass, field
from typing import Literal

Scalar = str | int | float | None
Type = Literal["string", "integer", "number"]
Path = tuple[str, ...]

# Columns with few values, though the models do not close their lists.
_NARROWING = ("country", "value", "party", "language")
_DERIVED = ("certainty", "cites")
_SEARCHED = {
    "records": ("name", "names", "summary"),
    "vendors": ("name", "summary"),
    "deployments": ("name", "summary"),
    "regulations": ("name", "short_name", "summary"),
    "organisations": ("name", "summary"),
    "technologies": ("name", "definition"),
    "names": ("name",),
    "statements": ("text",),
    "regulation_provisions": ("citation", "summary"),
    "sources": ("title", "publisher"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `words` is the closed list of what it can say, empty where it is not closed."""

    name: str
    type: Type
    description: str
    words: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: a column, or several, whose values are keys of another table."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...] = ("id",)


@dataclass(frozen=True)
class Plan:
    """A table: its columns in order, its primary key, what it refers to, what is searched in it."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()

    @property
    def searched(self) -> tuple[str, ...]:
        """The columns that full-text search covers."""
        return _SEARCHED.get(self.name, ())

    @property
    def facets(self) -> tuple[str, ...]:
        """The columns with few values, by which a reader would narrow the table."""
        first = [
            each.name for each in self.columns if each.name in _NARROWING and each.type == "string"
        ]
        worded = [
            each.name
            for each in self.columns
            if each.words and not each.name.startswith("place_") and "qualifier" not in each.name
        ]
        return tuple(dict.fromkeys((*first, *worded)))[:4]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single value of an item: the keys that lead to it, its column, what it is by default.

    `plain` is the key whose value it is just as it stands there, empty where more is to be done.
    """

    path: Path
    column: Column
    ref: str = ""
    default: Scalar = None
    plain: str = field(init=False)

    def __post_init__(self) -> None:
        """Find out whether there is nothing more to do."""
        more = self.default is not None or self.column.type == "number" or len(self.path) != 1
        plain = "" if more or self.path[0] in _DERIVED else self.path[0]
        object.__setattr__(self, "plain", plain)


@dataclass(frozen=True, slots=True)
class Listed:
    """A list inside an item, or a nested item with lists, and the table that it makes.

    `key` is its name in the item. Where it is `mapped`, its members have keys of their own.
    `leaves` are the single values of each member, `lists` the lists inside one. `merged` names
    the lists of a nested item that share one table, as those of a scope do.
    """

    key: str
    plan: Plan
    mapped: bool = False
    cited: bool = False
    leaves: tuple[Leaf, ...] = ()
    lists: tuple["Listed", ...] = ()
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Main:
    """The table of a kind: one row to a record, and the lists inside one."""

    plan: Plan
    leaves: tuple[Leaf, ...]
    computed: tuple[str, ...]
    lists: tuple[Listed, ...]
