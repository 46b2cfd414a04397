"""The table behind the Explore page: what a row is found by."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from helpers.projects import DAY, REGISTER
from kb.explore import columns
from kb.link import Links
from kb.load import load
from kb.render.context import Context


def table_on(day: date, root: Path = REGISTER) -> dict[str, Any]:
    base = load(root, use_cache=False).base
    return columns.table(Context(Links(base), day, "https://register.example/", "Register"))


@pytest.fixture(scope="module")
def table() -> dict[str, Any]:
    return table_on(DAY)


def row(table: dict[str, Any], id_: str) -> dict[str, Any]:
    """The values of a record, with words and ids in place of numbers."""
    at = table["columns"]["id"].index(id_)
    plain = {name: values[at] for name, values in table["columns"].items()}

    def word(dictionary: str, value: int) -> str:
        return "" if value < 0 else str(table[dictionary][value][0])

    return plain | {
        "kind": word("kinds", plain["kind"]),
        "place": word("places", plain["place"]),
        "status": word("statuses", plain["status"]),
        "rule": word("rules", plain["rule"]),
        "certainty": word("certainties", plain["certainty"]),
        "technologies": [table["technologies"][each][0] for each in plain["technologies"]],
        "vendors": [table["parties"][each][0] for each in plain["vendors"]],
        "provision": table["provisions"][plain["provision"]][:2]
        if plain["provision"] >= 0
        else None,
    }


def test_every_column_has_as_many_values_as_there_are_records(table: dict[str, Any]) -> None:
    assert {len(values) for values in table["columns"].values()} == {8}


def test_dictionaries_are_in_the_order_of_their_names(table: dict[str, Any]) -> None:
    for dictionary in ("places", "technologies", "parties"):
        found = [each[1].casefold() for each in table[dictionary]]
        assert found == sorted(found)


def test_a_deployment_has_its_strongest_rule_and_the_provision_behind_it(tmp_path: Path) -> None:
    shutil.copytree(REGISTER, tmp_path, dirs_exist_ok=True)
    code = tmp_path / "data" / "regulations" / "quayside-surveillance-code.yaml"
    code.write_text(code.read_text("utf-8").replace("2021-04-01", "2018-04-01"), "utf-8")
    found = row(table_on(date(2020, 1, 1), tmp_path), "quayside-police-live-face-recognition")
    assert found["kind"] == "deployment"
    assert found["place"] == "gb-quayside"
    assert set(found["vendors"]) == {"lanhai-vision", "northgate-analytics"}
    assert found["rule"].startswith("prohibits")
    assert found["provision"] == ["quayside-surveillance-code", "s-2"]


def test_a_rule_that_a_missing_fact_keeps_from_being_settled_is_not_called_absent() -> None:
    found = row(table_on(date(2020, 1, 1)), "quayside-police-live-face-recognition")
    assert found["rule"] == "unsettled"


def test_of_what_is_not_in_use_it_is_not_said_that_no_rule_is_recorded(
    table: dict[str, Any],
) -> None:
    assert row(table, "mapleton-schools-cameras")["rule"] == "idle"
    assert row(table, "beijing-metro-gate-trial")["rule"] == "none"


def test_a_regulation_is_found_by_the_vendors_that_it_names(table: dict[str, Any]) -> None:
    assert row(table, "export-list-2021")["vendors"] == ["lanhai-vision"]
    assert row(table, "export-list-2021")["rule"] == "lists"


def test_the_certainty_is_that_of_the_least_certain_claim(table: dict[str, Any]) -> None:
    found = {id_: row(table, id_)["certainty"] for id_ in table["columns"]["id"]}
    assert set(found.values()) <= {"confirmed", "reported", "alleged", "disputed"}
    assert len(set(found.values())) > 1


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    made = [
        columns.as_json(
            Context(Links(load(REGISTER, use_cache=False).base), DAY, "https://x.example/", "x")
        )
        for _ in range(2)
    ]
    assert made[0] == made[1]
