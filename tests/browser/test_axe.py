"""Every kind of page held against WCAG 2.2 A and AA by axe-core, in a real browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from test_every_page import PAGES

from helpers.browsing import DESKTOP, PHONE, Open

axe_playwright_python = pytest.importorskip("axe_playwright_python")

pytestmark = pytest.mark.browser

OVERVIEWS = {
    name: f"{name}/"
    for name in ("matrix", "obligations", "calendar", "compare", "state", "explore", "map")
}
SIZES = {"phone": PHONE, "desktop": DESKTOP}
SCRIPT = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]


def violations(page: Page) -> list[str]:
    """What axe finds: the rule, the elements, and why."""
    page.evaluate(SCRIPT)
    found: dict[str, Any] = page.evaluate(
        "(tags) => axe.run(document, { runOnly: { type: 'tag', values: tags } })", RULES
    )
    assert found["passes"], "axe tested nothing"
    return [
        f"{each['id']}: {node['target']}: {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def looks(page: Page) -> Iterator[str]:
    """The page at both widths, in both schemes, one after the other."""
    # Colours would be measured on their way from one scheme to the other.
    page.evaluate(
        """() => {
            const still = new CSSStyleSheet();
            still.replaceSync("*, *::before, *::after { transition: none !important }");
            document.adoptedStyleSheets = [still];
        }"""
    )
    for size, viewport in SIZES.items():
        for scheme in ("light", "dark"):
            page.set_viewport_size(viewport)
            page.emulate_media(color_scheme=scheme)
            yield f"{size}, {scheme}"


@pytest.mark.parametrize("kind", PAGES | OVERVIEWS)
def test_axe_finds_nothing_on_the_page(kind: str, address: str, open_page: Open) -> None:
    page = open_page(address + (PAGES | OVERVIEWS)[kind]).page
    page.wait_for_load_state("networkidle")
    page.evaluate("for (const each of document.querySelectorAll('main details')) each.open = true")
    assert {look: violations(page) for look in looks(page)} == {look: [] for look in looks(page)}


def test_axe_finds_nothing_with_the_search_open(address: str, open_page: Open) -> None:
    page = open_page(f"{address}{PAGES['vendor']}").page
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill("face")
    expect(page.locator(".kb-search__results a").first).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Filters").click()
    expect(page.get_by_role("dialog").get_by_role("checkbox").first).to_be_visible()
    assert {look: violations(page) for look in looks(page)} == {look: [] for look in looks(page)}


def test_axe_would_find_something(address: str, open_page: Open) -> None:
    page = open_page(address + PAGES["vendor"]).page
    page.evaluate("document.querySelector('main').append(new Image())")
    assert any(each.startswith("image-alt") for each in violations(page))
