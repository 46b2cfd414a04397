"""The Explore page in a real browser: facets, order, columns, the address, what is taken away."""

import csv
import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from helpers.browsing import Open, Visit

pytestmark = pytest.mark.browser

ROWS = ".kb-explore__table tbody th"


@pytest.fixture
def visit(address: str, open_page: Open) -> Visit:
    found = open_page(address + "explore/")
    expect(found.page.get_by_role("status")).to_have_text("All 8 records")
    return found


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit.page


def tick(page: Page, facet: str, value: str) -> None:
    """Tick or untick a value of a facet, opening the facet if need be."""
    details = page.locator(".kb-facets details").filter(
        has=page.get_by_role("group", name=facet, exact=True, include_hidden=True)
    )
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    details.locator("li", has_text=value).first.get_by_role("checkbox").click()


def names(page: Page) -> list[str]:
    """The names of the records in the table, in their order."""
    return page.locator(ROWS).all_inner_texts()


def test_every_deployment_vendor_and_regulation_that_stands_is_listed_by_name(page: Page) -> None:
    found = names(page)
    assert len(found) == 8
    assert found == sorted(found, key=str.casefold)
    assert "Old Harbour CCTV" not in found  # withdrawn


def test_facets_narrow_and_the_number_of_results_is_said(page: Page) -> None:
    tick(page, "Kind", "Deployments")
    expect(page.get_by_role("status")).to_have_text("3 of 8 records")
    tick(page, "Jurisdiction", "United Kingdom")
    expect(page.get_by_role("status")).to_have_text("1 of 8 records")
    assert names(page) == ["Quayside Police: live face recognition in the city centre"]
    page.get_by_role("button", name="Clear all filters").click()
    expect(page.get_by_role("status")).to_have_text("All 8 records")


def test_a_broader_technology_finds_what_is_on_a_narrower_one(page: Page) -> None:
    tick(page, "Kind", "Deployments")
    tick(page, "Technology", "Biometric identification")
    broader = set(names(page))
    tick(page, "Technology", "Biometric identification")
    tick(page, "Technology", "Face recognition")
    assert set(names(page)) <= broader
    assert len(broader) >= 2


def test_the_box_that_was_ticked_keeps_the_focus(page: Page) -> None:
    box = page.get_by_role("checkbox", name="Vendors")
    box.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("checkbox", name="Vendors")).to_be_focused()
    expect(page.get_by_role("checkbox", name="Vendors")).to_be_checked()


def test_a_heading_sorts_by_its_column_and_again_the_other_way(page: Page) -> None:
    heading = page.get_by_role("button", name="Year")
    heading.click()
    expect(page.get_by_role("columnheader", name="Year")).to_have_attribute(
        "aria-sort", "ascending"
    )
    column = [each.strip() for each in page.locator(".kb-explore__table th").all_inner_texts()]
    at = column.index(next(each for each in column if each.startswith("Year"))) + 1
    cells = page.locator(f".kb-explore__table tbody tr :nth-child({at})")
    years = [each for each in cells.all_inner_texts() if each.isdigit()]
    assert years == sorted(years)
    expect(heading).to_be_focused()
    heading.click()
    again = [each for each in cells.all_inner_texts() if each.isdigit()]
    assert again == sorted(years, reverse=True)


def test_a_typed_text_finds_names_and_parties_without_their_accents(page: Page) -> None:
    page.get_by_label("Name, place or party contains").fill("LÁNHAI")
    expect(page.get_by_role("status")).not_to_have_text("All 8 records")
    assert "Lanhai Vision" in names(page)


def test_a_link_shows_the_same_view(page: Page, open_page: Open) -> None:
    tick(page, "Kind", "Deployments")
    page.get_by_role("textbox", name="from").fill("2015")
    page.get_by_role("button", name="Year").click()
    page.get_by_role("button", name="Year").click()
    page.get_by_text("Columns", exact=True).click()
    page.get_by_role("checkbox", name="Operator", exact=True).check()
    page.get_by_role("checkbox", name="Vendors").last.uncheck()
    again = open_page(page.url).page
    expect(again.get_by_role("status")).to_have_text(page.get_by_role("status").inner_text())
    assert again.locator("thead").inner_text() == page.locator("thead").inner_text()
    assert names(again) == names(page)
    assert again.url == page.url


def test_the_choice_of_columns_closes_with_escape_and_gives_the_focus_back(page: Page) -> None:
    page.get_by_text("Columns", exact=True).click()
    box = page.get_by_role("group", name="Columns shown").get_by_role(
        "checkbox", name="Operator type"
    )
    box.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("columnheader", name="Operator type")).to_be_visible()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(page.locator(".kb-explore__columns summary")).to_be_focused()


def test_where_nothing_passes_the_table_says_so_and_clearing_keeps_the_keyboard_at_the_filters(
    page: Page,
) -> None:
    text = page.get_by_label("Name, place or party contains")
    text.fill("nobody of that name")
    expect(page.get_by_role("status")).to_have_text("0 of 8 records")
    expect(page.get_by_role("cell")).to_have_text(["No record passes all of these filters."])
    page.get_by_role("button", name="Clear all filters").press("Enter")
    expect(page.get_by_role("status")).to_have_text("All 8 records")
    expect(text).to_be_focused()


def test_an_address_with_nonsense_shows_what_can_be_made_of_it(
    address: str, open_page: Open
) -> None:
    visit = open_page(
        f"{address}explore/?kind=nothing&sort=-evil&from=x&columns=nope&page=-3&page=9"
    )
    expect(visit.page.get_by_role("status")).to_have_text("All 8 records")
    assert visit.said == []


def test_the_selection_is_taken_away_as_csv_that_no_spreadsheet_runs(
    page: Page, tmp_path: Path
) -> None:
    tick(page, "Kind", "Vendors")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download CSV").click()
    file = tmp_path / "selection.csv"
    waiting.value.save_as(file)
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["Record"] for row in rows] == names(page)
    assert all(row["Address"].startswith("http") for row in rows)
    safe = page.evaluate(
        """async () => {
            const { asCsv } = await import("../assets/javascripts/explore-download.js");
            return asCsv(["a"], [["=1+1"], ["-2"], ["@x"], ['say "no", twice'], ["two\\nlines"]]);
        }"""
    )
    assert safe == 'a\r\n\'=1+1\r\n\'-2\r\n\'@x\r\n"say ""no"", twice"\r\n"two\nlines"\r\n'


def test_the_selection_is_taken_away_as_json(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    tick(page, "Kind", "Deployments")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download JSON").click()
    file = tmp_path / "selection.json"
    waiting.value.save_as(file)
    taken = json.loads(file.read_text("utf-8"))
    assert taken["address"] == page.url
    assert [each["name"] for each in taken["records"]] == names(page)
    assert {each["kind"] for each in taken["records"]} == {"deployment"}
    assert visit.said == []


def test_without_a_script_the_plain_lists_are_there(address: str, open_page: Open) -> None:
    page = open_page(address + "explore/", java_script_enabled=False).page
    assert page.get_by_text("This page needs a script").is_visible()
    assert page.get_by_role("main").get_by_role("link", name="Deployments").is_visible()


def test_where_the_table_does_not_arrive_the_plain_lists_are_there(
    visit: Visit, address: str
) -> None:
    page = visit.page
    page.route("**/explore.json", lambda route: route.abort())
    page.goto(address + "explore/")
    expect(page.get_by_text("The table did not arrive")).to_be_visible()
    assert page.get_by_role("main").get_by_role("link", name="Vendors").is_visible()
