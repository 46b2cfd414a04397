"""The search in a real browser: by keyboard and by click, by any name, narrowed by filters."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from helpers.browsing import PHONE, Open, Visit, overflow
from kb import search_keys

pytestmark = pytest.mark.browser

VENDOR = "vendors/lanhai-vision/"
TITLES = ".kb-search__results .kb-search__title"


@pytest.fixture
def visit(address: str, open_page: Open) -> Visit:
    return open_page(address + "methodology/")


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit.page


def found(page: Page, term: str) -> list[str]:
    """The titles of what is found for a term, in their order."""
    field = page.get_by_role("searchbox")
    if not field.is_visible():
        page.keyboard.press("/")
    expect(field).to_be_visible()
    status = page.locator(".kb-search__status")
    # So that the answer to this term is not taken for that to the one before.
    status.evaluate("element => { element.textContent = 'not answered yet' }")
    field.fill("")
    field.fill(term)
    expect(status).to_have_text(re.compile(r"^([\d,]+ results?|Nothing found for “.*”)$"))
    return page.locator(TITLES).all_inner_texts()


# Opening and closing -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "way",
    [
        lambda page: page.get_by_role("button", name="Search the register").click(),
        lambda page: page.keyboard.press("/"),
        lambda page: page.keyboard.press("Control+k"),
        lambda page: page.keyboard.press("Meta+k"),
    ],
    ids=["click", "slash", "Ctrl-K", "Cmd-K"],
)
def test_the_search_opens_with_the_focus_in_its_field(
    way: Callable[[Page], None], page: Page
) -> None:
    way(page)
    field = page.get_by_role("searchbox", name="Search the register")
    expect(field).to_be_focused()
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    expect(field).to_have_value("")


def test_the_home_page_has_a_search_of_its_own(address: str, open_page: Open) -> None:
    page = open_page(address).page
    page.locator("main [data-kb-search]").click()
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_escape_closes_it_and_the_focus_goes_back_to_where_it_was(page: Page) -> None:
    button = page.get_by_role("button", name="Search the register")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Search")).not_to_be_visible()
    expect(button).to_be_focused()


def test_a_slash_typed_into_the_field_is_a_slash(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.get_by_role("searchbox")).to_have_value("a/b")


def test_nothing_of_the_search_is_fetched_before_it_is_opened(visit: Visit) -> None:
    visit.page.wait_for_load_state("networkidle")
    assert not [url for url in visit.requested if "pagefind" in url or "search" in url]


def test_the_values_of_the_filters_are_fetched_only_when_the_panel_is_opened(
    visit: Visit,
) -> None:
    found(visit.page, "face")
    assert not [url for url in visit.requested if "/filter/" in url]
    visit.page.get_by_role("button", name="Filters").click()
    visit.page.get_by_role("group", name="Kind").wait_for()
    assert [url for url in visit.requested if "/filter/" in url]


def test_the_search_is_quiet_and_asks_no_other_host(visit: Visit, address: str) -> None:
    found(visit.page, "face recognition")
    visit.page.get_by_role("button", name="Filters").click()
    visit.page.get_by_role("checkbox", name="Vendor").first.check()
    visit.page.wait_for_load_state("networkidle")
    assert visit.said == []
    assert visit.elsewhere(address) == []
    assert visit.stored() == ([], 0)


# Finding -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "title"),
    [
        ("Lanhai Vision", "Lanhai Vision"),
        ("lanhai", "Lanhai Vision"),
        ("Quayside", "Quayside"),
        ("quayside police", "Quayside Police"),
        ("Harbour Capital", "Harbour Capital"),
        ("face recognition", "Face recognition"),
        ("gait", "Gait recognition"),
        ("Surveillance Code", "Surveillance Code"),
        ("United Kingdom", "United Kingdom"),
        ("The Quayside Gazette", "The Quayside Gazette"),
    ],
)
def test_a_record_is_found_first_by_its_own_name(term: str, title: str, page: Page) -> None:
    assert found(page, term)[0] == title


@pytest.mark.parametrize(
    ("term", "title"),
    [
        ("蓝海", "Lanhai Vision"),
        ("蓝海视觉科技", "Lanhai Vision"),
        ("蓝海视觉", "Lanhai Vision"),
        ("实时人脸识别", "Live face recognition"),
    ],
)
def test_a_record_is_found_by_its_name_in_its_own_script(term: str, title: str, page: Page) -> None:
    assert found(page, term)[0] == title


@pytest.mark.parametrize(
    ("term", "title"),
    [
        ("Blueharbour Imaging", "Lanhai Vision"),
        ("blueharbour", "Lanhai Vision"),
        ("Quayside Constabulary", "Quayside Police"),
        ("FRT", "Face recognition"),
        ("Quayside Code on Surveillance in Public Places", "Surveillance Code"),
    ],
)
def test_a_record_is_found_by_a_former_name_and_by_other_names(
    term: str, title: str, page: Page
) -> None:
    assert title in found(page, term)[:2]


def test_every_record_is_found_first_by_its_own_name(register: Path, page: Page) -> None:
    names = {
        f"/{path.parent.name}/{path.stem}/": json.loads(path.read_text("utf-8"))
        for path in (register / "site" / "data").glob("*/*.json")
    }
    for place, record in names.items():
        if "withdrawn" in record:
            continue
        name = record.get("short_name") or record.get("name")
        if name:
            found(page, name)
            first = page.locator(".kb-search__results a").first
            assert first.evaluate("link => link.pathname") == place, name


def test_a_withdrawn_record_stands_behind_those_that_do(page: Page) -> None:
    titles = found(page, "Old Harbour CCTV")
    assert "Old Harbour CCTV" in titles


def test_page_and_script_agree_on_what_a_name_is_known_by(page: Page) -> None:
    names = [
        "SenseTime",
        "商汤科技",
        "Face++",
        "Idémia S.A.",
        "Straße 9½",
        "МВД",
        "ﬁ ①",
        "🙂",
        "İ",
        "한국",
    ]
    known = page.evaluate(
        """async (names) => {
            const { nameKey } = await import("/assets/javascripts/search-names.js");
            return names.map(nameKey);
        }""",
        names,
    )
    assert known == [search_keys.key(name) if name != "🙂" else "" for name in names]


def test_a_word_of_a_claim_and_of_a_source_is_found(page: Page) -> None:
    assert "Quayside Police: live face recognition in the city centre" in found(page, "pedestrian")
    assert "招股章程" in found(page, "招股章程")


def test_sources_join_the_results_after_the_first_are_shown(visit: Visit) -> None:
    found(visit.page, "gazette")
    sources = visit.page.locator(".kb-search__results a[href*='/sources/']")
    expect(sources.first).to_be_visible()
    asked = [url.split("/pagefind/")[1] for url in visit.requested if "/pagefind/" in url]
    theirs = next(place for place, path in enumerate(asked) if path.startswith("sources/"))
    assert any(path.startswith("fragment/") for path in asked[:theirs])


def test_the_records_are_found_where_the_index_of_the_sources_does_not_arrive(page: Page) -> None:
    page.route("**/pagefind/sources/**", lambda route: route.abort())
    assert found(page, "lanhai")[0] == "Lanhai Vision"


def test_a_page_written_by_hand_is_found(page: Page) -> None:
    assert "Methodology" in found(page, "methodology")


def test_the_page_for_wrong_addresses_is_not_found(page: Page) -> None:
    assert "No page at this address" not in found(page, "address mistyped")


def test_no_page_is_found_twice(page: Page) -> None:
    page.keyboard.press("/")
    found(page, "quayside")
    links = page.locator(".kb-search__results a").evaluate_all("all => all.map(a => a.href)")
    assert len(links) == len(set(links))


def test_a_result_says_what_it_is_and_where(page: Page) -> None:
    found(page, "quayside police: live face recognition")
    first = page.locator(".kb-search__results a").first
    assert first.locator(".kb-badge").inner_text().lower() == "deployment"
    assert first.locator(".kb-search__about").inner_text() == "Quayside · from 2018, suspended"


def test_what_is_not_there_is_said_not_to_be_recorded(page: Page) -> None:
    assert found(page, "xyzzyplugh") == []
    expect(page.locator(".kb-search__status")).to_have_text("Nothing found for “xyzzyplugh”")
    expect(page.locator(".kb-search__hints")).to_contain_text("does not mean it does not exist")


# By keyboard -------------------------------------------------------------------------------------


def test_enter_opens_the_first_result_even_before_it_has_arrived(page: Page, address: str) -> None:
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("lanhai vision")
    page.keyboard.press("Enter")
    page.wait_for_url(address + VENDOR)


def test_arrows_move_through_the_results_and_enter_opens_one(page: Page, address: str) -> None:
    titles = found(page, "quayside")
    field = page.get_by_role("searchbox")
    focused = page.locator(".kb-search__results a:focus .kb-search__title")
    page.keyboard.press("ArrowDown")
    expect(focused).to_have_text(titles[0])
    page.keyboard.press("ArrowDown")
    expect(focused).to_have_text(titles[1])
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    target = page.evaluate("document.activeElement.href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)


def test_a_letter_typed_on_a_result_goes_into_the_field(page: Page) -> None:
    found(page, "quaysid")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.type("e")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    expect(field).to_have_value("quayside")


def test_tab_stays_within_the_dialog_while_it_is_open(page: Page) -> None:
    found(page, "lanhai")
    for _ in range(20):
        page.keyboard.press("Tab")
        # The browser's own controls may have it in between; the page behind may not.
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )


def test_filters_can_be_set_and_removed_by_keyboard_alone(page: Page) -> None:
    found(page, "face")
    status = page.locator(".kb-search__status")
    every = status.inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Filters")).to_be_focused()
    page.keyboard.press("Enter")
    box = page.get_by_role("group", name="Kind").get_by_role("checkbox", name="Regulation")
    box.wait_for()
    for _ in range(12):
        page.keyboard.press("Tab")
        if box.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Space")
    expect(status).not_to_have_text(every)
    expect(
        page.get_by_role("group", name="Kind").get_by_role("checkbox", checked=True)
    ).to_be_focused()
    chip = page.get_by_role("button", name="Remove the filter Kind: Regulation")
    chip.focus()
    page.keyboard.press("Enter")
    expect(status).to_have_text(every)


# Filters -----------------------------------------------------------------------------------------


FILTERED = [
    ("Kind", "Regulation", "surveillance", {"Surveillance Code"}),
    ("Kind", "Organisation", "quayside", {
        "Quayside Police", "Quayside City Council", "Quayside Administrative Court"}),
    ("Jurisdiction", "Quayside", "face", {
        "Quayside Police: live face recognition in the city centre", "Surveillance Code"}),
    ("Jurisdiction", "United Kingdom", "northgate", {
        "Northgate Analytics", "Quayside Police: live face recognition in the city centre",
        "Old Harbour CCTV"}),
    ("Technology", "Gait recognition", "gates", {"Beijing metro, gates that recognise gait"}),
    ("Vendor", "Northgate Analytics", "quayside", {
        "Quayside Police: live face recognition in the city centre"}),
    ("Status", "Suspended", "face", {"Quayside Police: live face recognition in the city centre"}),
    ("Status", "Trial", "beijing", {"Beijing metro, gates that recognise gait"}),
    ("Year", "2012", "lanhai", {"Lanhai Vision"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "term", "titles"), FILTERED)
def test_a_filter_narrows_the_results(
    name: str, value: str, term: str, titles: set[str], page: Page
) -> None:
    before = set(found(page, term))
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("group", name=name, exact=True).get_by_text(value, exact=True).click()
    expect(page.get_by_role("button", name=f"Remove the filter {name}: {value}")).to_be_visible()
    expect(page.locator(TITLES)).to_have_count(len(titles))
    assert set(page.locator(TITLES).all_inner_texts()) == titles
    assert titles <= before | titles
    assert len(titles) <= len(before)


def test_the_filters_are_those_that_the_register_has_values_for(page: Page) -> None:
    page.keyboard.press("/")
    page.get_by_role("button", name="Filters").click()
    groups = page.locator(".kb-search__panel legend")
    expect(groups).to_have_text(["Kind", "Jurisdiction", "Technology", "Vendor", "Status", "Year"])


def test_a_filter_alone_lists_all_that_has_it(page: Page) -> None:
    page.keyboard.press("/")
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("group", name="Kind").get_by_text("Deployment", exact=True).click()
    expect(page.locator(".kb-search__status")).to_have_text("3 results")


def test_two_values_of_one_filter_add_up_and_two_filters_narrow(page: Page) -> None:
    page.keyboard.press("/")
    page.get_by_role("button", name="Filters").click()
    status = page.locator(".kb-search__status")
    page.get_by_role("group", name="Status").get_by_text("Suspended", exact=True).click()
    expect(status).to_have_text("1 result")
    page.get_by_role("group", name="Status").get_by_text("Trial", exact=True).click()
    expect(status).to_have_text("2 results")
    page.get_by_role("group", name="Jurisdiction").get_by_text("China", exact=True).click()
    expect(status).to_have_text("1 result")


# On a phone, and when it fails -------------------------------------------------------------------


def test_the_search_fits_a_phone(address: str, open_page: Open) -> None:
    page = open_page(address + VENDOR, viewport=PHONE, has_touch=True, is_mobile=True).page
    page.get_by_role("button", name="Search the register").tap()
    assert found(page, "quayside police")[0] == "Quayside Police"
    page.get_by_role("button", name="Filters").tap()
    page.get_by_role("group", name="Kind").wait_for()
    assert overflow(page) == 0
    for box in (page.get_by_role("searchbox"), page.get_by_role("button", name="Close")):
        shape = box.bounding_box()
        assert shape is not None
        assert shape["x"] >= 0
        assert shape["x"] + shape["width"] <= PHONE["width"]
    page.get_by_role("button", name="Close").tap()
    expect(page.get_by_role("dialog", name="Search")).not_to_be_visible()


def test_without_its_index_the_search_says_so(address: str, open_page: Open) -> None:
    visit = open_page(address)
    visit.page.route("**/pagefind/**", lambda route: route.abort())
    visit.page.keyboard.press("/")
    expect(visit.page.locator(".kb-search__status")).to_have_text("The search is not available")
    visit.page.unroute("**/pagefind/**")
    assert found(visit.page, "lanhai")[0] == "Lanhai Vision"
