"""Texts that try to be something else are shown as the texts that they are, in a real browser.

The browser's contexts here leave the pages' policy out (`bypass_csp`): it is the second wall, and
these tests are about the first.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

import checker
from checker.pages import folded
from helpers.browsing import PHONE, Open, Visit, overflow, visiting
from helpers.hostile import ALL, KINDS, LONG, TEXTS, Hostile, write_hostile_records
from helpers.projects import built, commit, make_project
from helpers.server import serving

pytestmark = pytest.mark.browser

# The shape of a page: its elements and the names of their attributes, without their words.
SHAPE = """() => [...document.querySelectorAll("*")].map((element) =>
    [element.tagName, ...[...element.attributes].map((each) => each.name).sort()].join(" "))"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of hostile texts and of one harmless one, built."""
    folder = tmp_path_factory.mktemp("hostile")
    made = make_project(folder / "project", brief=True)
    write_hostile_records(made / "data")
    commit(made, "2025-03-10", "Add texts")
    built(made)
    return made


@pytest.fixture(scope="module")
def hostile(project: Path) -> Iterator[str]:
    """Where that register is served."""
    with serving(project / "site") as root:
        yield root


@pytest.fixture(scope="module")
def visit(browser: Browser) -> Iterator[Visit]:
    """One page for all of them, without the policy."""
    with visiting(browser, bypass_csp=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def harmless(hostile: str, visit: Visit) -> dict[str, tuple[list[str], int]]:
    """Of each kind, the shape of the page with the harmless text, and how often the text shows."""
    found = {}
    plain = ALL[0]
    for folder in KINDS:
        visit.page.goto(hostile + plain.address(folder), wait_until="load")
        found[folder] = (visit.page.evaluate(SHAPE), shown(visit, plain.line))
    return found


def shown(visit: Visit, text: str) -> int:
    """How often a text shows whole in the page's main part.

    Aside stand the citations in other notations, and the drawing, whose boxes cut their labels.
    """
    said = visit.page.evaluate(
        """() => {
            const main = document.querySelector("main").cloneNode(true);
            for (const aside of main.querySelectorAll(".kb-citation, .kb-graph, .kb-lanes")) aside.remove();
            return main.textContent;
        }"""
    )
    return folded(said).count(folded(text))


@pytest.mark.parametrize("folder", KINDS)
@pytest.mark.parametrize("each", ALL[1:], ids=lambda each: each.name)
def test_the_text_appears_as_text_and_nothing_else(
    each: Hostile,
    folder: str,
    hostile: str,
    visit: Visit,
    harmless: dict[str, tuple[list[str], int]],
) -> None:
    for log in (visit.said, visit.requested, visit.dialogs):
        log.clear()
    page = visit.page
    page.goto(hostile + each.address(folder), wait_until="load")
    shape, times = harmless[folder]
    assert page.evaluate("window.__pwned") is None
    assert page.evaluate(SHAPE) == shape, "no element and no attribute but those of any such page"
    assert page.url == hostile + each.address(folder)
    assert page.text_content("h1") == each.line
    assert page.title() == f"{each.line} - Surveillance Register"
    described = folded(page.get_attribute("meta[name=description]", "content") or "")
    assert described
    assert folded(each.text).startswith(described.removesuffix(" …"))
    if each.text != LONG:
        assert shown(visit, each.line) == times
    assert visit.dialogs == []
    assert visit.said == []
    assert visit.elsewhere(hostile) == []


@pytest.mark.parametrize("folder", KINDS)
@pytest.mark.parametrize("width", [PHONE["width"], 1280])
def test_a_word_of_three_thousand_letters_does_not_widen_the_page(
    width: int, folder: str, hostile: str, open_page: Open
) -> None:
    page = open_page(
        hostile + ALL[-1].address(folder), viewport={"width": width, "height": 800}
    ).page
    assert LONG in (page.text_content("main") or "")
    assert overflow(page) == 0


def test_every_other_page_that_shows_the_texts_is_as_harmless(
    project: Path, hostile: str, visit: Visit
) -> None:
    """The lists, the sources, the publishers, the home page, the computed pages."""
    records = {each.address(folder) for each in ALL for folder in KINDS}
    pages = [page for page in checker.read_pages(project / "site") if page.is_content]
    others = [page.address for page in pages if page.address not in records]
    sources = [each for each in others if each.startswith(("sources/", "publishers/"))]
    visit.requested.clear()
    for address in [each for each in others if each not in sources] + sources[::3]:
        visit.page.goto(hostile + address, wait_until="load")
        assert visit.page.evaluate("window.__pwned") is None, address
        assert visit.page.url == hostile + address
        unwanted = 'iframe, object, embed, base, form[action], style, script:not([src], [type="application/ld+json"]), meta[http-equiv=refresh]'
        assert visit.page.locator(unwanted).count() == 0, address
        assert visit.page.locator("main img").count() == 0, address
    assert visit.dialogs == []
    assert visit.elsewhere(hostile) == []


def test_the_checker_finds_nothing_in_it_but_the_placeholders_that_are_text(project: Path) -> None:
    found = checker.check(project / "site", project / "data", strict_every=2)
    # They stand in the texts, where they are meant to stay.
    rest = [fault for fault in found if fault.sort != "placeholders"]
    assert not rest, checker.told(rest)


def test_pages_with_the_same_kind_of_text_have_the_same_shape(project: Path) -> None:
    """Sources and publishers too, read from their files: one shape for each kind of page."""
    shapes: Counter[tuple[str, ...]] = Counter()
    for page in checker.read_pages(project / "site"):
        if re.match(r"sources/example-org-", page.address):
            elements = (each for each in page.tree.iter() if isinstance(each.tag, str))
            shapes[tuple(f"{each.tag} {sorted(each.attrib)}" for each in elements)] += 1
    assert sum(shapes.values()) == 2 * len(ALL)
    assert len(shapes) <= 2  # the first source of a record carries more claims than the second


@pytest.mark.parametrize(
    "name", ["script", "event", "title", "frame", "index-marks", "placeholders"]
)
def test_the_search_shows_the_texts_as_texts(name: str, hostile: str, browser: Browser) -> None:
    each = Hostile(name, TEXTS[name])
    with visiting(browser, bypass_csp=True) as visit:
        page = visit.page
        page.goto(hostile)
        page.keyboard.press("/")
        page.get_by_role("searchbox").fill(each.line)
        titles = page.locator(".kb-search__results .kb-search__title")
        # Names of the same words in other marks are as near: which of them comes first is open.
        expect(titles.get_by_text(each.line, exact=True).first).to_be_visible()
        page.get_by_role("button", name="Filters").click()
        vendors = page.get_by_role("group", name="Vendor")
        vendors.wait_for()
        vendors.get_by_role("textbox").fill(each.line[:12])
        value = each.line.replace('"', "”")  # a straight quotation mark would end the filter's name
        vendors.get_by_text(value, exact=True).click()
        chip = page.get_by_role("button", name=f"Remove the filter Vendor: {value}", exact=True)
        expect(chip).to_be_visible()
        expect(page.locator(".kb-search__results li")).to_have_count(1)
        inside = set(page.locator("dialog *").evaluate_all("all => all.map(e => e.tagName)"))
        assert inside <= {
            "DIV", "P", "UL", "OL", "LI", "A", "SPAN", "MARK", "BUTTON", "INPUT", "LABEL", "KBD",
            "FIELDSET", "LEGEND",
        }  # fmt: skip
        assert page.evaluate("window.__pwned") is None
        assert visit.dialogs == []
        assert visit.elsewhere(hostile) == []
        assert [line for line in visit.said if "error" in line] == []
