"""Every kind of page in a real browser: quiet, self-contained, readable at any width, without script."""

from pathlib import Path

import pytest

from helpers.browsing import PHONE, Open, at_every_width, overflow

pytestmark = pytest.mark.browser

PAGES = {
    "home": "",
    "prose": "methodology/",
    "reference": "reference/records/",
    "deployment": "deployments/quayside-police-live-face-recognition/",
    "vendor": "vendors/lanhai-vision/",
    "withdrawn": "vendors/old-harbour-cctv/",
    "regulation": "regulations/quayside-surveillance-code/",
    "organisation": "organisations/quayside-police/",
    "jurisdiction": "jurisdictions/gb/",
    "technology": "technologies/face-recognition/",
    "source": "sources/gazette-example-com-be3fc407c4/",
    "publisher": "publishers/the-quayside-gazette/",
    "index": "deployments/",
    "tree": "jurisdictions/",
    "matrix": "matrix/",
    "obligations": "obligations/",
    "calendar": "calendar/",
    "comparison": "compare/",
    "table": "explore/",
    "map": "map/",
    "state": "state/",
    "changes": "changes/",
    "data": "data/",
    "not found": "no/such/page/",
}
VENDOR = PAGES["vendor"]


@pytest.mark.parametrize("kind", PAGES)
def test_the_page_is_quiet_and_asks_no_other_host(kind: str, address: str, open_page: Open) -> None:
    visit = open_page(address + PAGES[kind])
    visit.page.wait_for_load_state("networkidle")
    # The browser itself remarks on the status of a page that is not there.
    expected = 1 if kind == "not found" else 0
    assert len(visit.said) == expected, visit.said
    assert visit.elsewhere(address) == []
    assert visit.stored() == ([], 0)
    assert visit.dialogs == []


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_sticks_out_of_the_page_at_any_width(
    kind: str, address: str, open_page: Open
) -> None:
    page = open_page(address + PAGES[kind], viewport=PHONE).page
    for width in at_every_width(page):
        assert overflow(page) == 0, f"at {width} pixels"


@pytest.mark.parametrize("kind", PAGES)
def test_the_policy_refuses_inline_scripts_and_pictures_from_elsewhere(
    kind: str, address: str, open_page: Open
) -> None:
    visit = open_page(address + PAGES[kind])
    refused = visit.page.evaluate(
        """async () => {
            const refused = [];
            document.addEventListener("securitypolicyviolation",
                (event) => refused.push(event.effectiveDirective));
            const script = document.createElement("script");
            script.textContent = "window.__ran = true";
            document.body.append(script);
            const picture = new Image();
            picture.src = "https://elsewhere.example/p.png";
            document.body.append(picture);
            const button = document.createElement("button");
            button.setAttribute("onclick", "window.__ran = true");
            document.body.append(button);
            button.click();
            const style = document.createElement("style");
            document.body.append(style);
            style.textContent = "body { display: none }";
            await fetch("https://elsewhere.example/").catch(() => 0);
            await new Promise((done) => setTimeout(done, 50));
            return [window.__ran === true, refused.sort()];
        }"""
    )
    ran, directives = refused
    assert not ran
    assert set(directives) == {
        "connect-src", "img-src", "script-src-attr", "script-src-elem", "style-src-elem",
    }  # fmt: skip
    assert visit.elsewhere(address) == visit.blocked


@pytest.mark.parametrize("kind", PAGES)
def test_the_page_can_be_read_without_script(kind: str, address: str, open_page: Open) -> None:
    visit = open_page(address + PAGES[kind], java_script_enabled=False, viewport=PHONE)
    page = visit.page
    assert page.locator("h1").is_visible()
    shown = page.locator("[data-kb-search], [data-kb-scheme], [data-kb-menu]").evaluate_all(VISIBLE)
    assert not any(shown), "a button that does nothing without a script"
    assert page.get_by_role("navigation", name="Sections").get_by_role("link").first.is_visible()
    assert all(page.locator("main section, main article").evaluate_all(VISIBLE))


VISIBLE = "all => all.map((element) => element.checkVisibility())"


def test_everything_that_a_record_says_is_shown_without_script(
    address: str, open_page: Open
) -> None:
    said = "document.querySelector('main').innerText"
    with_script = open_page(address + VENDOR).page.evaluate(said)
    without = open_page(address + VENDOR, java_script_enabled=False).page
    assert without.evaluate(said) == with_script
    without.get_by_text("Cite this page").click()
    assert without.locator(".kb-citation pre").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["home", "prose", "vendor", "deployment", "index"])
def test_text_stands_out_from_its_ground(
    kind: str, scheme: str, address: str, open_page: Open
) -> None:
    """Contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3) for all text that is shown."""
    page = open_page(address + PAGES[kind], color_scheme=scheme).page
    faint = page.evaluate(CONTRAST)
    assert faint == []


# Every visible piece of text whose colour is too near to that of what it stands on.
CONTRAST = """() => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    const known = new Map();
    const parse = (text) => {
        if (!known.has(text)) known.set(text, read(text));
        return known.get(text);
    };
    const read = (text) => {
        context.clearRect(0, 0, 1, 1);
        context.fillStyle = text;
        context.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
        return [r, g, b, a / 255];
    };
    const light = ([r, g, b]) => {
        const [x, y, z] = [r, g, b].map((v) =>
            (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const ground = (element) => {
        for (let each = element; each; each = each.parentElement) {
            const colour = parse(getComputedStyle(each).backgroundColor);
            if (colour[3] > 0.99) return colour;
        }
        return parse(getComputedStyle(document.documentElement).colorScheme === "dark" ? "#000" : "#fff");
    };
    const faint = new Set();
    for (const element of document.querySelectorAll("body *")) {
        const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
        if (!own || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        const style = getComputedStyle(element);
        if (style.clipPath !== "none") continue;
        const [a, b] = [light(parse(style.color)), light(ground(element))].sort((p, q) => q - p);
        const ratio = (a + 0.05) / (b + 0.05);
        const size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
        if (ratio < (large ? 3 : 4.5))
            faint.add(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
    }
    return [...faint];
}"""


def test_the_skip_link_shows_when_it_has_the_focus_and_leads_to_the_text(
    address: str, open_page: Open
) -> None:
    page = open_page(address + VENDOR).page
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    assert link.inner_text() == "Skip to content"
    box = link.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("kind", ["home", "prose", "vendor", "index"])
def test_whatever_has_the_focus_shows_it(kind: str, address: str, open_page: Open) -> None:
    page = open_page(address + PAGES[kind]).page
    unmarked = []
    for _ in range(25):
        page.keyboard.press("Tab")
        marked, name = page.evaluate(
            """() => {
                const element = document.activeElement;
                const style = getComputedStyle(element);
                const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
                return [outline || style.boxShadow !== "none" || element === document.body,
                        element.outerHTML.slice(0, 90)];
            }"""
        )
        if not marked:
            unmarked.append(name)
    assert unmarked == []


def test_the_sections_open_and_close_by_keyboard_on_a_phone(address: str, open_page: Open) -> None:
    page = open_page(address + VENDOR, viewport=PHONE).page
    button = page.get_by_role("button", name="Sections")
    sections = page.get_by_role("navigation", name="Sections")
    assert not sections.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert sections.is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert not sections.is_visible()
    assert button.evaluate("element => element === document.activeElement")


def test_the_chosen_colour_scheme_is_kept_and_can_be_taken_back(
    address: str, open_page: Open
) -> None:
    visit = open_page(address, color_scheme="light")
    page = visit.page

    def ground() -> str:
        return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    light = ground()
    page.get_by_role("button", name="Switch between light and dark").click()
    dark = ground()
    assert dark != light
    page.goto(address + VENDOR)
    assert ground() == dark
    page.get_by_role("button", name="Switch between light and dark").click()
    assert ground() == light
    assert visit.stored() == ([], 0)


def test_a_citation_is_copied_as_it_stands(address: str, open_page: Open) -> None:
    visit = open_page(address + VENDOR, permissions=["clipboard-read", "clipboard-write"])
    page = visit.page
    page.get_by_text("Cite this page").click()
    page.get_by_role("button", name="Copy").nth(1).click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@misc{surveillance-register-lanhai-vision,")
    assert copied == page.locator(".kb-citation pre").nth(1).inner_text().strip()


def test_a_link_to_a_source_leads_to_it_on_the_same_page(address: str, open_page: Open) -> None:
    page = open_page(address + VENDOR).page
    page.locator("#founded a.kb-cite, dt:has-text('Founded') + dd a.kb-cite").first.click()
    assert page.url.endswith("#source-filing-2021")
    assert page.locator("#source-filing-2021").evaluate(
        "element => element.getBoundingClientRect().top < innerHeight"
    )


def test_print_shows_the_record_and_not_the_controls(address: str, open_page: Open) -> None:
    page = open_page(address + VENDOR).page
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator("#sources").is_visible()
    for control in ("[data-kb-search]", "[data-kb-scheme]", "[data-kb-menu]", "#kb-sections"):
        assert not page.locator(control).first.is_visible(), control


def test_the_site_can_stand_below_a_path(register: Path, open_page: Open, tmp_path: Path) -> None:
    from helpers.server import serving

    (tmp_path / "register").symlink_to(register / "site")
    with serving(tmp_path) as root:
        visit = open_page(f"{root}register/{VENDOR}")
        page = visit.page
        page.keyboard.press("/")
        page.get_by_role("searchbox").fill("northgate")
        page.locator(".kb-search__results a").first.click()
        page.wait_for_url(f"{root}register/vendors/northgate-analytics/")
        page.get_by_role("link", name="Surveillance Register").first.click()
        page.wait_for_url(f"{root}register/")
        assert visit.said == []
