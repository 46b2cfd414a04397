"""A register with hundreds of records: lists in pages, long groups, work in two processes."""

from pathlib import Path
from typing import Any

import pytest

import checker
from helpers.projects import built, make_project, write_record

COUNT = 330


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up register and 330 deployments in one city, of one operator and one supplier."""
    made = make_project(tmp_path_factory.mktemp("many") / "project", brief=True)
    for number in range(COUNT):
        name = f"deployments/camera-scheme-{number:03}.yaml"
        write_record(made / "data" / name, deployment(number))
    assert built(made).pages > 700
    return made


def deployment(number: int) -> dict[str, Any]:
    return {
        "name": f"{chr(65 + number % 26)}. Street cameras, scheme {number}",
        "jurisdiction": "gb-quayside",
        "operator": "quayside-police",
        "operator_type": "local_police",
        "technologies": ["live-face-recognition"],
        "suppliers": [{"party": "lanhai-vision", "role": "manufacturer"}],
        "phases": [{"phase": "operational", "from": str(2000 + number % 25)}],
        "sources": {
            "notice": {
                "title": f"Notice {number}",
                "publisher": "Quayside City Council",
                "url": f"https://council.example.gov.uk/notices/{number}",
                "published": "2024-01-01",
                "accessed": "2025-01-01",
                "language": "en",
                "type": "official",
            }
        },
    }


def test_the_checker_finds_nothing_wrong_with_it(project: Path) -> None:
    found = checker.check(project / "site", project / "data", strict_every=20)
    assert not found, checker.told(found)


def test_a_long_list_is_cut_into_pages_that_lead_to_each_other(project: Path) -> None:
    first = (project / "site/deployments/index.html").read_text("utf-8")
    second = (project / "site/deployments/2/index.html").read_text("utf-8")
    assert '<a href="../deployments/2/">2</a>' in first
    assert '<a href="../../deployments/">1</a>' in second
    assert "<h1>Deployments, page 2</h1>" in second
    assert (first + second).count('<th scope="row"') == COUNT + 3


def test_a_long_group_shows_its_beginning_and_leads_to_all_of_it(project: Path) -> None:
    page = (project / "site/vendors/lanhai-vision/index.html").read_text("utf-8")
    assert f'<a href="../../vendors/lanhai-vision/references/">All {COUNT + 2}</a>' in page
    group = page[page.index("<h3>Deployments: as supplier") :]
    assert group[: group.index("</ul>")].count("<li>") == 100
    whole = (project / "site/vendors/lanhai-vision/references/index.html").read_text("utf-8")
    rest = (project / "site/vendors/lanhai-vision/references/2/index.html").read_text("utf-8")
    assert (whole + rest).count("Street cameras, scheme") == COUNT


def test_when_the_list_grows_shorter_its_last_page_goes(project: Path) -> None:
    gone = project / "site/deployments/2/index.html"
    assert gone.is_file()
    for number in range(100, COUNT):
        (project / f"data/deployments/camera-scheme-{number:03}.yaml").unlink()
    built(project)
    assert not gone.parent.exists()
    assert not (project / "site/deployments/camera-scheme-200").exists()
    found = checker.check(project / "site", project / "data", strict_every=20)
    assert not found, checker.told(found)
