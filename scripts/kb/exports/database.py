"""One SQLite file with all tables, foreign keys and full-text search; it opens in Datasette."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from kb.exports.plan import Plan, Scalar

_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL"}
_BATCH = 5000  # rows; held in memory until there are so many


def write(
    path: Path, plans: Mapping[str, Plan], rows: Iterable[tuple[str, tuple[Scalar, ...]]]
) -> dict[str, int]:
    """Write the database to `path`, which must not exist; the same bytes for the same rows.

    `rows` are (table, row), in any order that is the same each time. Gives how many each table has.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        # Whoever reads it reads a copy: nothing is to be recovered if this breaks off.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        for plan in plans.values():
            database.execute(_creation(plan))
        counts = _insert(database, plans, rows)
        for plan in plans.values():
            for statement in (*_indexes(plan), *_search(plan)):
                database.execute(statement)
        database.execute("COMMIT")
    return counts


def read(path: Path, plan: Plan) -> Iterator[tuple[Scalar, ...]]:
    """The rows of a table, in the order of its key."""
    names = _listed(each.name for each in plan.columns)
    with closing(sqlite3.connect(path)) as database:
        yield from database.execute(
            f"SELECT {names} FROM {_quoted(plan.name)} ORDER BY {_listed(plan.key)}"
        )


def _insert(
    database: sqlite3.Connection,
    plans: Mapping[str, Plan],
    rows: Iterable[tuple[str, tuple[Scalar, ...]]],
) -> dict[str, int]:
    counts = dict.fromkeys(plans, 0)
    waiting: defaultdict[str, list[tuple[Scalar, ...]]] = defaultdict(list)
    statements = {
        plan.name: f"INSERT INTO {_quoted(plan.name)} VALUES ({', '.join('?' * len(plan.columns))})"
        for plan in plans.values()
    }
    for name, row in rows:
        batch = waiting[name]
        batch.append(row)
        if len(batch) >= _BATCH:
            database.executemany(statements[name], batch)
            counts[name] += len(batch)
            batch.clear()
    for name in plans:
        database.executemany(statements[name], waiting[name])
        counts[name] += len(waiting[name])
    return counts


def _creation(plan: Plan) -> str:
    parts = [
        f"{_quoted(each.name)} {_TYPES[each.type]}{' NOT NULL' if each.required else ''}"
        for each in plan.columns
    ]
    parts.append(f"PRIMARY KEY ({_listed(plan.key)})")
    parts += [
        f"FOREIGN KEY ({_listed(each.columns)}) REFERENCES {_quoted(each.table)} ({_listed(each.to)})"
        for each in plan.references
    ]
    # The search refers to rows by number; tables without it are stored once, by their keys.
    end = "" if plan.searched else " WITHOUT ROWID"
    return f"CREATE TABLE {_quoted(plan.name)} ({', '.join(parts)}){end}"


def _indexes(plan: Plan) -> Iterator[str]:
    """An index for each way to look rows up by what they refer to; the key has its own."""
    for each in plan.references:
        if each.columns[0] != plan.key[0]:
            name = _quoted(f"{plan.name}_by_{'_'.join(each.columns)}")
            yield f"CREATE INDEX {name} ON {_quoted(plan.name)} ({_listed(each.columns)})"


def _search(plan: Plan) -> Iterator[str]:
    if plan.searched:
        name = _quoted(f"{plan.name}_fts")
        yield (
            f"CREATE VIRTUAL TABLE {name} USING fts5 ({_listed(plan.searched)}, "
            f"content={_quoted(plan.name)}, tokenize='unicode61 remove_diacritics 2')"
        )
        yield f"INSERT INTO {name} ({name}) VALUES ('rebuild')"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
