"""What the map shows: countries with their numbers, years, rules and points."""

import json
import shutil
from pathlib import Path
from typing import Any

from helpers.projects import DAY, REGISTER
from kb.explore import columns
from kb.explore.atlas import Atlas
from kb.link import Links
from kb.load import load
from kb.render.context import Context


def context(root: Path = REGISTER) -> Context:
    base = load(root, use_cache=False).base
    return Context(Links(base), DAY, "https://register.example/", "Register")


def atlas(root: Path = REGISTER) -> Atlas:
    return Atlas(context(root))


def table(root: Path = REGISTER) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(atlas(root).as_json())
    return found


def years(id_: str) -> Any:
    """The years of a record, found by its row on the Explore page."""
    return table()["years"][[each.id for each in columns.rows_of(context())].index(id_)]


def test_records_of_cities_count_for_their_country() -> None:
    found = {each.id: each for each in atlas().countries}
    assert (found["gb"].deployments, found["gb"].in_use) == (1, 0)
    assert (found["cn"].deployments, found["cn"].in_use, found["cn"].vendors) == (1, 1, 1)
    assert "eu" not in found


def test_a_deployment_counts_in_the_years_at_whose_end_it_is_in_use() -> None:
    assert years("quayside-police-live-face-recognition") == [[2018, 2019]]
    # Still in use: there is no last year.
    assert years("beijing-metro-gate-trial") == [[2024]]


def test_a_vendor_counts_from_the_year_in_which_it_was_founded() -> None:
    assert [len(each) for each in years("lanhai-vision")] == [1]


def test_the_rows_are_those_of_the_table_on_the_explore_page() -> None:
    explore, found = columns.table(context()), table()
    assert found["edition"] == explore["edition"]
    assert len(found["years"]) == len(explore["columns"]["id"])


def test_other_rows_or_another_order_are_another_edition() -> None:
    rows = columns.rows_of(context())
    assert len({columns.edition(each) for each in (rows, rows[1:], rows[::-1])}) == 3


def test_a_rule_of_a_city_is_not_one_of_the_country() -> None:
    found = table()
    prohibits = [word for word, _ in found["effects"]].index("prohibits")
    assert all(effect != prohibits for effect, _, _ in found["rules"]["gb"])


def test_a_rule_counts_from_the_year_at_whose_end_it_is_in_force(tmp_path: Path) -> None:
    shutil.copytree(REGISTER, tmp_path, dirs_exist_ok=True)
    code = tmp_path / "data" / "regulations" / "quayside-surveillance-code.yaml"
    text = code.read_text("utf-8").replace("jurisdiction: gb-quayside", "jurisdiction: gb")
    code.write_text(text, "utf-8")
    spans = [found for _, _, found in table(tmp_path)["rules"]["gb"]]
    assert [[2021]] in spans


def test_a_place_with_coordinates_is_a_point() -> None:
    ((row, x, y),) = table()["points"]
    ((outline, _),) = atlas().points
    assert outline.id == "quayside-police-live-face-recognition"
    assert columns.rows_of(context())[row].id == outline.id
    assert 950 < x < 1000  # a little west of Greenwich
    assert 100 < y < 250
