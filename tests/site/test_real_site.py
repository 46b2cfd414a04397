"""The site of the real records, built once and looked through by the checker."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import checker
from helpers.browsing import DESKTOP, Visit, overflow, visiting
from helpers.projects import ROOT, make_project
from helpers.server import serving
from kb.build import whole


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real records and documents in a folder of their own, built as of today."""
    project = make_project(tmp_path_factory.mktemp("real") / "project", ROOT / "data")
    whole(project, "mkdocs")
    return project


@pytest.fixture(scope="session")
def pages(real: Path) -> list[checker.Page]:
    return checker.read_pages(real / "site")


def test_the_checker_finds_nothing_wrong_with_it(real: Path, pages: list[checker.Page]) -> None:
    found = checker.check(real / "site", real / "data", strict_every=12, pages=pages)
    assert not found, checker.told(found)


def test_every_kind_of_record_is_there(pages: list[checker.Page]) -> None:
    folders = {page.address.split("/")[0] for page in pages if page.address.count("/") == 2}
    assert {
        "vendors", "deployments", "regulations", "organisations", "jurisdictions", "technologies",
        "sources", "publishers",
    } <= folders  # fmt: skip


def test_no_page_is_heavier_than_a_reader_on_a_phone_should_wait_for(
    pages: list[checker.Page],
) -> None:
    heavy = {page.address: len(page.raw) for page in pages if len(page.raw) > 600_000}
    assert heavy == {}


# In a browser ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address(real: Path) -> Iterator[str]:
    with serving(real / "site") as root:
        yield root


@pytest.fixture(scope="module")
def visit(browser: Browser) -> Iterator[Visit]:
    with visiting(browser, viewport=DESKTOP) as opened:
        yield opened


def longest(pages: list[checker.Page], folder: str, count: int) -> list[str]:
    chosen = [page for page in pages if re.fullmatch(rf"{folder}/[^/]+/", page.address)]
    chosen.sort(key=lambda page: (-len(page.raw), page.address))
    return [page.address for page in chosen[:count]]


@pytest.mark.browser
@pytest.mark.parametrize(
    "folder",
    ["vendors", "deployments", "regulations", "organisations", "jurisdictions", "technologies",
     "sources", "publishers"],
)  # fmt: skip
@pytest.mark.parametrize("width", [390, 1280])
def test_the_longest_pages_of_a_kind_fit_the_window_and_are_quiet(
    width: int, folder: str, pages: list[checker.Page], address: str, visit: Visit
) -> None:
    visit.said.clear()
    visit.requested.clear()
    visit.page.set_viewport_size({"width": width, "height": 900})
    for place in longest(pages, folder, 2):
        visit.page.goto(address + place, wait_until="load")
        assert overflow(visit.page) == 0, place
    assert visit.said == []
    assert visit.elsewhere(address) == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("term", "place"),
    [
        ("SenseTime", "vendors/sensetime/"),
        ("商汤", "vendors/sensetime/"),
        ("商汤科技", "vendors/sensetime/"),
        ("商湯", "vendors/sensetime/"),
        ("AnyVision", "vendors/oosto/"),
        ("Huawei", "vendors/huawei/"),
        ("United Kingdom", "jurisdictions/gb/"),
        ("face recognition", "technologies/face-recognition/"),
        ("facial recognition", "technologies/face-recognition/"),
        ("AI Act", "regulations/eu-ai-act/"),
        ("Metropolitan Police", "organisations/metropolitan-police/"),
    ],
)
def test_a_record_is_found_first_by_its_name(
    term: str, place: str, real: Path, address: str, visit: Visit
) -> None:
    if not (real / "site" / place).is_dir():
        pytest.skip(f"there is no {place}")
    page = visit.page
    page.goto(address)
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill(term)
    first = page.locator(".kb-search__results a").first
    first.wait_for()
    assert first.evaluate("link => link.pathname") == f"/{place}"


def test_a_second_build_of_it_writes_nothing(real: Path, tmp_path: Path) -> None:
    again = whole(real, "mkdocs")[1]
    assert (again.written, again.removed) == (0, 0)
