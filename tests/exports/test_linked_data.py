"""What pages tell machines: JSON-LD that is true of the record, and that no text can break out of."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import pytest
from playwright.sync_api import Browser

from helpers.browsing import visiting
from helpers.hostile import ALL, Hostile
from helpers.server import serving
from kb.link import Links
from kb.load import load
from kb.render import linked_data
from kb.render.context import Context
from sample import SOURCE, TODAY, example_project, put

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def told(page: Path) -> dict[str, Any]:
    """The one data block of a page."""
    (block,) = BLOCK.findall(page.read_text("utf-8"))
    data: dict[str, Any] = json.loads(block, parse_constant=no_constant)
    return data


def test_a_vendor_is_an_organization_with_its_names(register: Path) -> None:
    data = told(register / "site/vendors/lanhai-vision/index.html")
    url = data["mainEntityOfPage"]
    assert url.endswith("/vendors/lanhai-vision/")
    assert (data["@context"], data["@type"]) == ("https://schema.org", "Organization")
    assert data["@id"] == f"{url}#subject"
    assert data["name"] == "Lanhai Vision"
    assert data["alternateName"] == ["蓝海视觉科技", "蓝海", "Blueharbour Imaging"]
    assert (data["foundingDate"], data["tickerSymbol"]) == ("2012-05", "HKEX: 9901")
    assert data["sameAs"] == [
        "https://www.wikidata.org/wiki/Q99999901",
        "https://lanhai-vision.example.com/",
    ]


def test_a_regulation_is_legislation_with_its_maker_and_its_force(register: Path) -> None:
    data = told(register / "site/regulations/quayside-surveillance-code/index.html")
    assert data["@type"] == "Legislation"
    assert data["name"] == "Quayside Code on Surveillance in Public Places 2021"
    assert data["alternateName"] == ["Surveillance Code"]
    assert data["legislationJurisdiction"] == "Quayside"
    assert data["legislationPassedBy"]["name"] == "Quayside City Council"
    assert data["legislationLegalForce"] == "https://schema.org/InForce"


@pytest.mark.parametrize(
    ("in_force", "said"),
    [
        ("{from: 2024-06-02}", "NotInForce"),
        ("{from: 2024-06-01}", "InForce"),
        ("{from: 2020, until: 2024-06-01}", "InForce"),
        ("{from: 2020, until: 2024-05-31}", "NotInForce"),
        ("{from: 2024}", None),
        ("{until: 2030}", None),
    ],
)
def test_a_regulation_is_said_to_be_in_force_from_its_first_day_to_its_last(
    in_force: str, said: str | None, tmp_path: Path
) -> None:
    text = f"name: Code\ninstrument_type: ordinance\njurisdiction: gb\nin_force: {in_force}\n"
    put(example_project(tmp_path), {"data/regulations/code.yaml": text + SOURCE})
    links = Links(load(tmp_path, today=TODAY).base)
    context = Context(links, date(2024, 6, 1), "https://register.example.org/", "Register")
    data = linked_data.of_record("code", links.base.record("code"), context)
    assert data is not None
    assert data.get("legislationLegalForce") == (said and f"https://schema.org/{said}")


@pytest.mark.parametrize("page", ["index.html", "data/index.html"])
def test_the_register_is_a_dataset_with_a_licence_and_files(page: str, register: Path) -> None:
    data = told(register / "site" / page)
    assert data["@type"] == "Dataset"
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert data["url"].endswith("/data/")
    root = data["url"].removesuffix("data/")
    for each in data["distribution"]:
        assert (register / "site" / each["contentUrl"].removeprefix(root)).is_file()


def test_a_record_that_was_withdrawn_tells_machines_nothing(register: Path) -> None:
    page = (register / "site/vendors/old-harbour-cctv/index.html").read_text("utf-8")
    assert BLOCK.findall(page) == []


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_no_text_breaks_out_of_the_block(each: Hostile, hostile: Path) -> None:
    for folder in ("vendors", "organisations"):
        page = hostile / "site" / each.address(folder) / "index.html"
        (block,) = BLOCK.findall(page.read_text("utf-8"))
        assert not re.search("[<>&'\u2028\u2029]", block)
        assert told(page)["name"] == each.line


@pytest.mark.browser
def test_a_browser_runs_no_block_and_its_policy_has_nothing_to_say(
    hostile: Path, browser: Browser
) -> None:
    with serving(hostile / "site") as root:
        for name in ("json-ld", "title", "placeholders"):
            each = next(one for one in ALL if one.name == name)
            with visiting(browser) as visit:
                visit.page.goto(root + each.address("vendors"), wait_until="load")
                assert visit.said == []
                assert visit.dialogs == []
                assert visit.page.evaluate("window.__pwned") is None
                text = "document.querySelector('script[type=\"application/ld+json\"]').textContent"
                assert json.loads(visit.page.evaluate(text))["name"] == each.line
