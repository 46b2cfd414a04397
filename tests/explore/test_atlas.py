"""What the map shows: countries with their numbers, years, rules and points."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

from helpers.projects import DAY, REGISTER
from kb.explore.atlas import EFFECTS, Atlas
from kb.link import Links
from kb.load import load
from kb.render.context import Context


def atlas(root: Path = REGISTER, day: date = DAY) -> Atlas:
    base = load(root, use_cache=False).base
    return Atlas(Context(Links(base), day, "https://register.example/", "Register"))


def table(root: Path = REGISTER) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(atlas(root).as_json())
    return found


def test_records_of_cities_count_for_their_country() -> None:
    found = {each.id: each for each in atlas().countries}
    assert (found["gb"].deployments, found["gb"].in_use) == (1, 0)
    assert (found["cn"].deployments, found["cn"].in_use, found["cn"].vendors) == (1, 1, 1)
    assert "eu" not in found


def test_a_deployment_counts_in_the_years_at_whose_end_it_is_in_use() -> None:
    records = table()["records"]
    assert [spans for kind, _, spans in records["gb"] if kind == 0] == [[[2018, 2019]]]
    # Still in use: there is no last year.
    assert [spans for kind, _, spans in records["cn"] if kind == 0] == [[[2024]]]


def test_a_rule_of_a_city_is_not_one_of_the_country() -> None:
    found = table()
    prohibits = [each.value for each in EFFECTS].index("prohibits")
    assert all(effect != prohibits for effect, _, _ in found["rules"]["gb"])


def test_a_rule_counts_from_the_year_at_whose_end_it_is_in_force(tmp_path: Path) -> None:
    shutil.copytree(REGISTER, tmp_path, dirs_exist_ok=True)
    code = tmp_path / "data" / "regulations" / "quayside-surveillance-code.yaml"
    text = code.read_text("utf-8").replace("jurisdiction: gb-quayside", "jurisdiction: gb")
    code.write_text(text, "utf-8")
    spans = [years for _, _, years in table(tmp_path)["rules"]["gb"]]
    assert [[2021]] in spans


def test_a_place_with_coordinates_is_a_point() -> None:
    ((name, address, _, spans, x, y),) = table()["points"]
    assert name.startswith("Quayside Police")
    assert address == "deployments/quayside-police-live-face-recognition/"
    assert spans == [[2018, 2019]]
    assert 950 < x < 1000  # a little west of Greenwich
    assert 100 < y < 250
