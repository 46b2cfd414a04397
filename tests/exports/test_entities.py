"""The entities are as FollowTheMoney wants them, and tie together what the records tie together."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from followthemoney import model

PREFIX = "surveillance-register."
Entities = dict[str, dict[str, Any]]


def read(path: Path) -> Entities:
    lines = path.read_text("utf-8").split("\n")
    assert lines.pop() == ""
    found = [json.loads(line) for line in lines]
    counts = Counter(each["id"] for each in found)
    assert [id_ for id_, count in counts.items() if count > 1] == []
    return {each["id"]: each for each in found}


@pytest.fixture(scope="module")
def entities(data: Path) -> Entities:
    return read(data / "entities.ftm.json")


def of_schema(entities: Entities, schema: str) -> list[dict[str, list[str]]]:
    return [each["properties"] for each in entities.values() if each["schema"] == schema]


@pytest.mark.parametrize("project", ["register", "hostile", "real"])
def test_ftm_validate_accepts_every_entity_and_drops_no_value(
    project: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    path = request.getfixturevalue(project) / "site" / "data" / "entities.ftm.json"
    ftm = Path(sys.executable).with_name("ftm")
    command = [ftm, "validate", "-i", path, "-o", tmp_path / "checked.json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    before, after = read(path), read(tmp_path / "checked.json")
    assert before.keys() == after.keys()
    for id_, entity in before.items():
        checked = after[id_]["properties"]
        for name, values in entity["properties"].items():
            assert cleaned(values) == cleaned(checked.get(name, [])), (id_, name)


def cleaned(values: list[str]) -> list[str]:
    """Names come back without the quotes around them, texts with their white space folded."""
    return sorted("".join(filter(str.isalnum, each)) for each in values)


def test_every_property_is_one_of_its_schema_and_has_what_it_must_have(entities: Entities) -> None:
    for each in entities.values():
        schema = model.get(each["schema"])
        assert schema is not None
        assert set(each["properties"]) <= set(schema.properties), each
        assert set(schema.required) <= set(each["properties"]), each


def test_whatever_an_entity_points_to_is_there_and_of_the_right_schema(entities: Entities) -> None:
    ties = 0
    for each in entities.values():
        schema = model.get(each["schema"])
        for name, values in each["properties"].items():
            kind = schema.properties[name]
            if kind.type.name == "entity":
                for value in values:
                    other = model.get(entities[value]["schema"])
                    assert other.is_a(kind.range.name), (each["id"], name, value)
                    ties += 1
    assert ties > 30


def test_a_vendor_is_a_company_with_its_names_and_identifiers(entities: Entities) -> None:
    vendor = entities[f"{PREFIX}lanhai-vision"]
    said = vendor["properties"]
    assert vendor["schema"] == "Company"
    assert said["name"] == ["Lanhai Vision"]
    assert said["alias"] == ["蓝海视觉科技"]
    assert said["weakAlias"] == ["蓝海"]
    assert said["previousName"] == ["Blueharbour Imaging"]
    assert (said["wikidataId"], said["ticker"]) == (["Q99999901"], ["HKEX: 9901"])
    assert (said["country"], said["incorporationDate"]) == (["cn"], ["2012-05"])
    assert said["modifiedAt"] == ["2025-05-02"]


def test_a_body_is_public_only_where_the_register_shows_it(entities: Entities) -> None:
    schemas = {id_.removeprefix(PREFIX): each["schema"] for id_, each in entities.items()}
    assert schemas["quayside-police"] == "PublicBody"  # an operator of that type
    assert schemas["quayside-court"] == "PublicBody"  # it decides a case
    assert schemas["harbour-capital"] == "Organization"  # an investor; nothing says what it is


def test_a_legal_list_is_a_sanction_that_names_the_list(entities: Entities) -> None:
    (listed,) = of_schema(entities, "Sanction")
    assert listed["entity"] == [f"{PREFIX}lanhai-vision"]
    assert listed["program"] == ["Export List 2021"]
    assert listed["startDate"] == listed["listingDate"] == ["2021-07-12"]
    assert "https://register.example.gov/2021/addition-of-entities" in listed["sourceUrl"]


def test_a_deployment_is_a_project_with_its_operator_and_its_suppliers(entities: Entities) -> None:
    project = f"{PREFIX}quayside-police-live-face-recognition"
    assert entities[project]["schema"] == "Project"
    roles = {
        (each["participant"][0].removeprefix(PREFIX), each["role"][0])
        for each in of_schema(entities, "ProjectParticipant")
        if each["project"] == [project]
    }
    assert {("quayside-police", "operator"), ("lanhai-vision", "manufacturer")} <= roles


def test_an_investor_is_tied_to_what_it_invested_in(entities: Entities) -> None:
    ties = of_schema(entities, "UnknownLink")
    lead = next(each for each in ties if each["role"] == ["lead investor"])
    assert lead["subject"] == [f"{PREFIX}harbour-capital"]
    assert (lead["summary"], lead["date"]) == (["Series B"], ["2018-04-09"])


def test_a_news_report_is_an_article_and_other_sources_are_documents(entities: Entities) -> None:
    by_url = {
        each["properties"]["sourceUrl"][0]: each["schema"]
        for each in entities.values()
        if each["id"].startswith(f"{PREFIX}source.")
    }
    assert by_url["https://morgenblatt.example.de/2019/kameras"] == "Article"
    assert by_url["https://filings.example.hk/2021/9901.pdf"] == "Document"


def test_a_withdrawn_record_is_left_out(entities: Entities) -> None:
    assert f"{PREFIX}old-harbour-cctv" not in entities
