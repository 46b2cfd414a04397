"""The map in a real browser: what its colours say, its year, its table, its keys."""

import pytest
from playwright.sync_api import Page, expect

from conftest import Open
from helpers.browsing import Visit

pytestmark = pytest.mark.browser

CHINA = 'svg a[data-place="cn"]'


@pytest.fixture
def visit(address: str, open_page: Open) -> Visit:
    found = open_page(address + "map/")
    expect(found.page.locator(".kb-atlas__status")).to_have_text("3 deployments")
    return found


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit.page


def test_a_country_says_how_many_deployments_it_has_and_opens_its_page(page: Page) -> None:
    china = page.locator(CHINA)
    expect(china).to_have_accessible_name("China: 1 deployment")
    expect(china).to_have_class("kb-tone-1")
    china.hover()
    expect(page.locator(".kb-atlas__caption")).to_have_text("China: 1 deployment")
    china.click()
    page.wait_for_url("**/jurisdictions/cn/")


def test_the_year_narrows_the_map_and_the_table_alike(page: Page) -> None:
    year = page.get_by_label("Year")
    year.fill("2019")
    expect(page.locator(CHINA)).to_have_class("kb-tone-0")
    row = page.locator('tr[data-place="cn"] td').first
    expect(row).to_have_text("0")
    expect(page.locator('tr[data-place="gb"] td').first).to_have_text("1")
    assert "year=2019" in page.url


def test_colours_can_stand_for_the_strongest_rule(page: Page, open_page: Open) -> None:
    page.get_by_label("Colour by").select_option("Strongest rule")
    expect(page.get_by_role("list", name="Key: strongest rule in force")).to_be_visible()
    expect(page.locator(".kb-atlas__status")).to_contain_text("with a rule in force")
    again = open_page(page.url).page
    expect(again.locator(".kb-atlas__status")).to_have_text(
        page.locator(".kb-atlas__status").inner_text()
    )


def test_a_place_is_a_point_that_opens_its_record(page: Page) -> None:
    page.get_by_label("Zoom to").select_option("Europe")
    page.get_by_role("link", name="Quayside Police: live face recognition").click()
    page.wait_for_url("**/deployments/quayside-police-live-face-recognition/")


def test_the_keyboard_zooms_and_moves(page: Page) -> None:
    picture = page.locator(".kb-atlas__map")
    whole = picture.get_attribute("viewBox")
    picture.focus()
    page.keyboard.press("+")
    nearer = picture.get_attribute("viewBox")
    assert nearer != whole
    page.keyboard.press("ArrowRight")
    assert picture.get_attribute("viewBox") != nearer
    page.keyboard.press("-")
    page.keyboard.press("-")
    assert [float(each) for each in (picture.get_attribute("viewBox") or "").split()] == [
        float(each) for each in (whole or "").split()
    ]


def test_a_drag_moves_the_map_and_opens_nothing(visit: Visit) -> None:
    page = visit.page
    page.get_by_label("Zoom to").select_option("Asia")
    before = page.locator(".kb-atlas__map").get_attribute("viewBox")
    box = page.locator(CHINA).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 80, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    assert page.locator(".kb-atlas__map").get_attribute("viewBox") != before
    assert page.url.split("?")[0].endswith("/map/")
    assert visit.said == []


def test_without_a_script_the_picture_and_the_table_stand(address: str, open_page: Open) -> None:
    page = open_page(address + "map/", java_script_enabled=False).page
    expect(page.locator(CHINA)).to_have_class("kb-tone-1")
    assert page.get_by_role("row", name="China").is_visible()
