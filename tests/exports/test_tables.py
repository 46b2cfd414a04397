"""The tables hold what the records hold, each value once, joined by their keys."""

import csv
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from kb.exports import planned
from kb.models import KINDS

VENDOR = "lanhai-vision"


def documents(data: Path) -> Iterator[dict[str, Any]]:
    for kind in KINDS:
        for path in (data / kind.folder).glob("*.json"):
            yield json.loads(path.read_text("utf-8"))


def scalars(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from scalars(each)
    else:
        yield value


def as_text(value: Any) -> str:
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)


def values_by_record(database: sqlite3.Connection) -> dict[str, set[str]]:
    """For each record every value in its rows, those of its sources included."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    queries = [
        f'SELECT "{key}", * FROM "{plan.name}"'
        for plan in planned.plans().values()
        for key in ("record", "id")
        if key == plan.key[0]
    ]
    queries.append("SELECT record, sources.* FROM sources JOIN record_sources USING (url)")
    for query in queries:
        for id_, *values in database.execute(query):
            found[id_].update(map(as_text, values))
    return found


@pytest.mark.parametrize("project", ["register", "hostile"])
def test_every_value_of_every_record_stands_in_a_table(
    project: str, request: pytest.FixtureRequest
) -> None:
    data = request.getfixturevalue(project) / "site" / "data"
    lost = []
    with closing(sqlite3.connect(data / "register.sqlite")) as database:
        there = values_by_record(database)
        for document in documents(data):
            fields = set(document.get("cites", ()))  # the claims that `citations` speaks of
            here = {as_text(each) for each in scalars(document)} | (fields - {"default"})
            lost += [(document["id"], value) for value in here - there[document["id"]]]
    assert lost == []


def test_the_three_forms_of_a_table_say_the_same(data: Path, database: sqlite3.Connection) -> None:
    for plan in planned.plans().values():
        order = ", ".join(f'"{name}"' for name in plan.key)
        rows = database.execute(f'SELECT * FROM "{plan.name}" ORDER BY {order}').fetchall()
        table = parquet.read_table(data / "parquet" / f"{plan.name}.parquet")
        assert [tuple(each.values()) for each in table.to_pylist()] == rows, plan.name
        with (data / "csv" / f"{plan.name}.csv").open(encoding="utf-8", newline="") as file:
            head, *cells = csv.reader(file)
        assert head == [column.name for column in plan.columns] == table.column_names
        shown = [["" if value is None else str(value) for value in row] for row in rows]
        assert cells == shown, plan.name


def test_no_reference_leads_nowhere(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_reference_that_led_nowhere_would_be_seen(data: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes((data / "register.sqlite").read_bytes())
    with closing(sqlite3.connect(broken)) as database:
        database.execute("DELETE FROM vendors WHERE id = ?", [VENDOR])
        found = {row[0] for row in database.execute("PRAGMA foreign_key_check")}
    assert {"deployment_suppliers", "vendor_products"} <= found


def test_a_list_inside_a_list_names_the_item_that_it_belongs_to(
    database: sqlite3.Connection,
) -> None:
    query = """SELECT product.name, technology.value FROM vendor_products AS product
               JOIN vendor_products_technologies AS technology
               ON technology.record = product.record AND technology.products_n = product.n
               WHERE product.record = ? ORDER BY product.n"""
    assert database.execute(query, [VENDOR]).fetchall() == [
        ("Harbour Eye", "live-face-recognition"),
        ("Tide Gallery", "face-recognition"),
    ]


def test_a_scope_is_a_table_of_its_conditions(database: sqlite3.Connection) -> None:
    query = """SELECT field, n, value FROM regulation_provisions_scope
               WHERE record = 'quayside-surveillance-code' AND provisions_id = 's-2'"""
    assert sorted(database.execute(query)) == [
        ("modes", 1, "real_time"),
        ("operator_types", 1, "local_police"),
        ("operator_types", 2, "other_public_body"),
        ("settings", 1, "public_space"),
        ("technologies", 1, "live-face-recognition"),
    ]


def test_an_amount_has_its_currency_and_its_qualifier_beside_it(
    database: sqlite3.Connection,
) -> None:
    query = """SELECT date, amount, amount_currency, amount_qualifier, certainty
               FROM vendor_funding WHERE record = ? ORDER BY n"""
    assert database.execute(query, [VENDOR]).fetchall() == [
        ("2018-04-09", 600000000.0, "USD", "exact", "reported"),
        ("2016", 3147436.0, "EUR", "about", "alleged"),
    ]


def test_the_certainty_of_a_claim_follows_from_its_sources(database: sqlite3.Connection) -> None:
    query = "SELECT certainty FROM vendor_listings WHERE record = ?"
    assert database.execute(query, [VENDOR]).fetchall() == [("confirmed",)]


def test_a_fact_cites_its_own_sources_or_those_for_all_or_the_only_one(
    database: sqlite3.Connection,
) -> None:
    query = "SELECT source, at FROM citations WHERE record = ? AND claim = ?"
    for claim, wanted in (
        ("founded", [("filing-2021", None)]),
        ("technologies", [("brochure", None)]),
        ("products/1", [("brochure", "p. 4")]),
    ):
        assert database.execute(query, [VENDOR, claim]).fetchall() == wanted
    alone = database.execute(
        """SELECT citations.record, count(*) FROM citations
           JOIN records ON records.id = citations.record WHERE records.sources = 1 GROUP BY 1"""
    ).fetchall()
    assert dict(alone)["northgate-analytics"] > 3


def test_a_jurisdiction_without_a_record_is_among_the_records_by_its_name(
    database: sqlite3.Connection,
) -> None:
    query = "SELECT kind, name, sources FROM records WHERE id = 'us-ca'"
    assert database.execute(query).fetchall() == [("jurisdiction", "California", 0)]


def test_a_withdrawn_record_says_so(database: sqlite3.Connection) -> None:
    query = "SELECT id FROM records WHERE withdrawn IS NOT NULL"
    assert database.execute(query).fetchall() == [("old-harbour-cctv",)]


@pytest.mark.parametrize(
    ("table", "words", "column", "found"),
    [
        ("records", "blueharbour", "id", VENDOR),
        ("records", "蓝海", "id", VENDOR),
        ("statements", '"two million"', "record", VENDOR),
        ("sources", "valuable firm", "url", "https://gazette.example.com/2018/04/09/lanhai?page=1&view=full"),
    ],
)  # fmt: skip
def test_the_search_finds_names_claims_and_sources(
    table: str, words: str, column: str, found: str, database: sqlite3.Connection
) -> None:
    query = f"""SELECT {column} FROM {table} WHERE rowid IN
                (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?)"""
    assert (found,) in database.execute(query, [words]).fetchall()


def test_what_datasette_is_told_is_there(data: Path, database: sqlite3.Connection) -> None:
    told = json.loads((data / "metadata.json").read_text("utf-8"))["databases"]["register"]
    facets = 0
    for name, table in told["tables"].items():
        columns = {row[1] for row in database.execute(f'PRAGMA table_info("{name}")')}
        assert set(table["columns"]) == columns
        assert set(table.get("facets", ())) <= columns
        assert {table.get("label_column", "name")} <= columns or "label_column" not in table
        facets += len(table.get("facets", ()))
    assert told["tables"]["deployments"]["facets"] == ["country", "operator_type", "mode", "status"]
    assert facets > 40


def test_the_columns_are_the_same_whatever_is_recorded(data: Path, hostile: Path) -> None:
    for path in (data / "csv").iterdir():
        other = hostile / "site" / "data" / "csv" / path.name
        heads = [each.open(encoding="utf-8").readline() for each in (path, other)]
        assert heads[0] == heads[1]
