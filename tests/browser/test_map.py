"""The map in a real browser: its colours, points, filters, year, table, keys and touches."""

from collections.abc import Iterator

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect

from helpers.browsing import PHONE, Open, Visit, overflow
from helpers.projects import built, make_project, write_record
from helpers.server import serving

pytestmark = pytest.mark.browser

CHINA = 'svg a[data-place="cn"]'
QUAYSIDE = "Quayside Police: live face recognition in the city centre"
GROUP = ".kb-atlas__points a[role=button]"
# Two at the same place, and one so far that only a nearer look shows it apart.
MORE = {
    "Station one": ("cn-bj", 39.9, 116.4),
    "Station two": ("cn-bj", 39.9, 116.4),
    "Harbour gates": ("cn-tj", 39.1, 117.2),
}


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the made-up register's map, with three more deployments in China."""
    project = make_project(tmp_path_factory.mktemp("atlas") / "project", brief=True)
    folder = project / "data" / "deployments"
    pattern = (folder / "beijing-metro-gate-trial.yaml").read_text("utf-8")
    for name, (jurisdiction, latitude, longitude) in MORE.items():
        values = yaml.load(pattern, Loader=yaml.BaseLoader)
        place = {"label": name, "latitude": latitude, "longitude": longitude}
        values |= {"name": name, "jurisdiction": jurisdiction, "place": place}
        write_record(folder / f"{name.lower().replace(' ', '-')}.yaml", values)
    built(project)
    with serving(project / "site") as root:
        yield f"{root}map/"


@pytest.fixture
def visit(atlas: str, open_page: Open) -> Visit:
    found = open_page(atlas)
    expect(status(found.page)).to_have_text("6 deployments in 3 countries")
    return found


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit.page


def status(page: Page) -> Locator:
    return page.locator(".kb-atlas__status")


def seen(page: Page) -> list[float]:
    """The part of the picture that is seen: x, y, width and height in its own units."""
    box = page.locator(".kb-atlas__map").get_attribute("viewBox") or ""
    return [float(each) for each in box.split()]


def cell(page: Page, country: str, head: str) -> Locator:
    """A country's cell in the table, by the heading of its column."""
    column = page.get_by_role("columnheader").all_inner_texts().index(head)
    return page.locator(f'tr[data-place="{country}"] > *').nth(column)


def look_at_beijing(page: Page) -> Locator:
    """Zoom into the group in China; gives the group that is then left in Beijing."""
    page.locator(GROUP).click()
    expect(page.locator(GROUP)).to_have_text("2")
    return page.locator(GROUP)


def test_a_country_says_how_many_deployments_it_has_and_opens_its_page(page: Page) -> None:
    china = page.locator(CHINA)
    expect(china).to_have_accessible_name("China: 4 deployments")
    expect(china).to_have_class("kb-tone-2")
    # Far from the points on it, in the west.
    box = china.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.4)
    expect(page.locator(".kb-atlas__caption")).to_have_text("China: 4 deployments")
    page.mouse.click(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.4)
    page.wait_for_url("**/jurisdictions/cn/")


def test_a_point_says_its_name_and_opens_its_record(page: Page) -> None:
    point = page.get_by_role("link", name=QUAYSIDE)
    point.hover()
    expect(page.locator(".kb-atlas__caption")).to_have_text(QUAYSIDE)
    page.mouse.move(5, 5)
    expect(page.locator(".kb-atlas__caption")).to_have_text("")
    point.focus()
    expect(page.locator(".kb-atlas__caption")).to_have_text(QUAYSIDE)
    point.click()
    page.wait_for_url("**/deployments/quayside-police-live-face-recognition/")


def test_points_that_lie_close_are_one_and_part_when_it_is_pressed(visit: Visit) -> None:
    page = visit.page
    group = page.locator(GROUP)
    expect(group).to_have_text("3")
    expect(group).to_have_accessible_name(
        "3 deployments close together: Harbour gates; Station one; Station two. Zoom in"
    )
    left = look_at_beijing(page)
    expect(page.get_by_role("link", name="Harbour gates", exact=True)).to_be_in_viewport()
    page.get_by_role("combobox", name="Zoom to").select_option("World")
    expect(left).to_have_text("3")
    assert visit.said == []


def test_a_group_at_one_place_lists_its_records_by_keyboard_too(page: Page) -> None:
    page.locator(GROUP).focus()
    page.keyboard.press("Enter")
    group = page.locator(GROUP)
    expect(group).to_have_text("2")
    # The group that was pressed has been drawn anew: the focus is where its first place is now.
    expect(page.get_by_role("link", name="Harbour gates", exact=True)).to_be_focused()
    group.focus()
    page.keyboard.press("Space")
    listed = page.get_by_role("dialog", name="2 deployments here")
    expect(listed.get_by_role("link")).to_have_text(["Station one", "Station two"])
    expect(listed.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(listed).to_be_hidden()
    expect(group).to_be_focused()
    group.click()
    listed.get_by_role("link", name="Station two").click()
    page.wait_for_url("**/deployments/station-two/")


def test_the_year_narrows_countries_points_and_the_table_alike(page: Page) -> None:
    year = page.get_by_label("As of")
    year.fill("2019")
    expect(status(page)).to_have_text("1 deployment in use at the end of 2019 in 1 country")
    expect(year).to_have_attribute("aria-valuetext", "the end of 2019")
    expect(page.locator(CHINA)).to_have_class("kb-tone-0")
    expect(page.locator(".kb-atlas__points a")).to_have_count(1)
    expect(cell(page, "gb", "Deployments")).to_have_text("1")
    expect(cell(page, "cn", "Deployments")).to_have_text("0")
    assert "year=2019" in page.url
    year.fill("2024")
    expect(page.locator(".kb-atlas__points a")).to_have_count(1)
    expect(page.locator(GROUP)).to_have_text("3")


def test_the_filters_are_those_of_the_explore_page_and_a_link_takes_them_there_and_back(
    page: Page, open_page: Open
) -> None:
    filters = page.get_by_role("form", name="Filters")
    facets = filters.locator("summary").all_inner_texts()
    filters.get_by_role("checkbox", name="Gait recognition").check()
    expect(status(page)).to_have_text("4 deployments in 1 country")
    expect(page.locator(".kb-atlas__points a")).to_have_count(1)
    expect(page.locator('tr[data-place="gb"]')).to_be_hidden()
    expect(cell(page, "cn", "Deployments")).to_have_text("4")
    there = open_page(page.evaluate("document.querySelector('.kb-atlas__controls a').href")).page
    expect(there.get_by_role("status")).to_have_text("4 of 11 records")
    assert [each.split(" ")[0] for each in there.locator(".kb-filters summary").all_inner_texts()] == [
        each.split(" ")[0] for each in facets
    ]  # fmt: skip
    there.get_by_role("link", name="On the map").click()
    there.wait_for_url("**/map/?*")
    expect(status(there)).to_have_text("4 deployments in 1 country")
    there.get_by_role("button", name="Clear all filters").click()
    expect(status(there)).to_have_text("6 deployments in 3 countries")
    assert there.url.endswith("/map/")


def test_kinds_say_what_is_counted_and_none_means_all_of_them(page: Page, open_page: Open) -> None:
    filters = page.get_by_role("form", name="Filters")
    filters.get_by_role("checkbox", name="Deployments").uncheck()
    expect(status(page)).to_contain_text("11 records")
    expect(status(page)).to_contain_text("of unions")
    again = open_page(page.url).page
    expect(status(again)).to_have_text(status(page).inner_text())
    again.get_by_role("checkbox", name="Deployments").uncheck()
    again.get_by_role("checkbox", name="Regulations").uncheck()
    expect(status(again)).to_contain_text("2 vendors")
    expect(again.locator(".kb-atlas__points a")).to_have_count(0)


def test_colours_can_stand_for_the_strongest_rule(page: Page, open_page: Open) -> None:
    page.get_by_label("Colour by").select_option("Strongest rule in force")
    expect(page.get_by_role("list", name="Key: strongest rule in force")).to_be_visible()
    expect(status(page)).to_contain_text("with a rule in force")
    page.get_by_label("Zoom to").select_option("Asia")
    page.wait_for_url("**view=*")
    again = open_page(page.url).page
    expect(status(again)).to_have_text(status(page).inner_text())
    assert seen(again) == pytest.approx(seen(page), abs=1)


def test_the_keyboard_zooms_and_moves_and_brings_into_view_what_it_reaches(page: Page) -> None:
    whole = seen(page)
    page.locator(".kb-atlas__map").focus()
    page.keyboard.press("+")
    nearer = seen(page)
    assert nearer[2] < whole[2]
    page.keyboard.press("ArrowRight")
    assert seen(page)[0] > nearer[0]
    page.keyboard.press("-")
    page.keyboard.press("-")
    assert seen(page) == whole
    page.get_by_label("Zoom to").select_option("Oceania")
    page.locator('svg a[data-place="gb"]').focus()
    page.keyboard.press("Tab")
    expect(page.locator('svg a[data-place="us"]')).to_be_focused()
    assert seen(page)[0] < whole[2] / 2


def test_a_drag_moves_the_map_and_opens_nothing(visit: Visit) -> None:
    page = visit.page
    page.get_by_label("Zoom to").select_option("Asia")
    before = seen(page)
    box = page.locator(CHINA).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 80, y, steps=4)
    page.mouse.up()
    assert seen(page)[0] < before[0]
    assert page.url.split("?")[0].endswith("/map/")
    # What the mouse has dragged, the keyboard still opens.
    page.locator(CHINA).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/jurisdictions/cn/")
    assert visit.said == []


def test_fingers_pinch_and_drag(atlas: str, open_page: Open) -> None:
    visit = open_page(atlas, viewport=PHONE, has_touch=True, is_mobile=True)
    page = visit.page
    expect(status(page)).to_have_text("6 deployments in 3 countries")
    filters = page.locator("summary", has_text="Filters")
    filters.tap()
    expect(page.get_by_label("Name, place or party contains")).to_be_visible()
    filters.tap()
    page.locator(".kb-atlas__map").scroll_into_view_if_needed()
    box = page.locator(".kb-atlas__map").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    fingers = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        at = [{"x": x + dx, "y": y + dy, "id": number} for number, (dx, dy) in enumerate(points)]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    whole = seen(page)
    touch("touchStart", (-20, 0), (20, 0))
    for apart in (30, 40, 60):
        touch("touchMove", (-apart, 0), (apart, 0))
    touch("touchEnd")
    nearer = seen(page)
    assert nearer[2] == pytest.approx(whole[2] / 3, rel=0.1)
    touch("touchStart", (0, 0))
    for step in (10, 30, 50):
        touch("touchMove", (step, step))
    touch("touchEnd")
    moved = seen(page)
    assert moved[0] < nearer[0]
    assert moved[1] < nearer[1]
    assert page.url.split("?")[0].endswith("/map/")
    assert overflow(page) == 0
    assert visit.said == []


def test_without_a_script_the_picture_and_the_table_stand(atlas: str, open_page: Open) -> None:
    page = open_page(atlas, java_script_enabled=False).page
    expect(page.locator(CHINA)).to_have_class("kb-tone-2")
    expect(page.locator(".kb-atlas__points a")).to_have_count(4)
    assert page.get_by_role("row", name="China").is_visible()


def test_where_the_numbers_do_not_arrive_the_picture_and_the_table_stand(
    visit: Visit, atlas: str
) -> None:
    page = visit.page
    page.route("**/explore.json", lambda route: route.abort())
    page.goto(atlas)
    expect(page.get_by_text("The filters did not arrive")).to_be_visible()
    expect(page.locator(CHINA)).to_have_class("kb-tone-2")
    assert page.get_by_role("row", name="China").is_visible()
