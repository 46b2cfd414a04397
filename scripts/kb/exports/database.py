"""One SQLite file with all tables, foreign keys and full-text search; it opens in Datasette."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from kb.exports.tables import Table
from kb.link import Links
from kb.models import KIND

_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL"}


def write(path: Path, tables: Mapping[str, Table], links: Links) -> None:
    """Write the database to `path`, which must not exist; the same bytes for the same records.

    Table `records` lists all records, and the jurisdictions that need none, with `records_fts` for
    full-text search; each kind's table and each list refer to it.
    """
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA page_size = 4096")
        database.execute("PRAGMA journal_mode = OFF")
        database.execute(
            "CREATE TABLE records (id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, names TEXT, "
            "summary TEXT, jurisdiction TEXT, year TEXT, address TEXT NOT NULL)"
        )
        rows = [
            (
                each.id,
                each.kind,
                each.name or each.id,
                "; ".join(each.names),
                each.summary,
                each.jurisdiction or None,
                each.year or None,
                f"{KIND[each.kind].folder}/{each.id}/",
            )
            for each in links.base.outlines.values()
        ]
        rows += [
            (id_, "jurisdiction", links.name(id_), "", "", None, None, f"jurisdictions/{id_}/")
            for id_ in links.jurisdictions
            if id_ not in links.base.outlines
        ]
        database.executemany("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        for table in tables.values():
            _table(database, table)
        database.execute("CREATE INDEX records_kind ON records (kind)")
        database.execute("CREATE INDEX records_jurisdiction ON records (jurisdiction)")
        database.execute(
            "CREATE VIRTUAL TABLE records_fts USING fts5 (name, names, summary, content='records')"
        )
        database.execute("INSERT INTO records_fts (records_fts) VALUES ('rebuild')")
    with sqlite3.connect(path, isolation_level=None) as database:
        database.execute("VACUUM")


def _table(database: sqlite3.Connection, table: Table) -> None:
    columns = [f'"{name}" {_TYPES[kind]}' for name, kind in table.columns.items()]
    columns.append(f"PRIMARY KEY ({', '.join(_quoted(key) for key in table.key)})")
    if "id" in table.key:
        columns.append("FOREIGN KEY (id) REFERENCES records (id)")
    if "record" in table.columns:
        columns.append("FOREIGN KEY (record) REFERENCES records (id)")
    if table.name == "record_sources":
        columns.append("FOREIGN KEY (url) REFERENCES sources (url)")
    for name in (
        "party",
        "jurisdiction",
        "operator",
        "regulation",
        "lead",
        "body",
        "buyer",
        "supplier",
    ):
        if name in table.columns:
            columns.append(f"FOREIGN KEY ({_quoted(name)}) REFERENCES records (id)")
    database.execute(f"CREATE TABLE {_quoted(table.name)} ({', '.join(columns)}) WITHOUT ROWID")
    marks = ", ".join("?" * len(table.columns))
    rows = ([row[name] for name in table.columns] for row in table.rows)
    database.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({marks})", rows)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
