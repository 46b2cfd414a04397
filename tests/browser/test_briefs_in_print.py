"""The briefs in a real browser: on screen, on paper, and as PDF by the command line."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from test_axe import looks, violations
from test_every_page import CONTRAST

from helpers.browsing import PHONE, Open, at_every_width, overflow, visiting
from helpers.projects import environment, replace
from helpers.server import serving
from helpers.sites import real_project
from kb.browser import find_chromium

pytestmark = pytest.mark.browser

BRIEFS = {
    "deployment": "deployments/quayside-police-live-face-recognition/brief/",
    "vendor": "vendors/lanhai-vision/brief/",
    "jurisdiction": "jurisdictions/gb/brief/",
}


@pytest.mark.parametrize("kind", BRIEFS)
def test_a_brief_is_quiet_and_asks_for_nothing_from_elsewhere(
    kind: str, address: str, open_page: Open
) -> None:
    visit = open_page(address + BRIEFS[kind])
    visit.page.wait_for_load_state("networkidle")
    assert visit.said == []
    assert visit.elsewhere(address) == []
    assert {url.rsplit(".")[-1] for url in visit.requested[1:]} <= {"css", "svg"}
    assert visit.stored() == ([], 0)


@pytest.mark.parametrize("kind", BRIEFS)
def test_a_brief_says_the_same_without_script(kind: str, address: str, open_page: Open) -> None:
    said = "document.querySelector('main').innerText"
    with_script = open_page(address + BRIEFS[kind]).page.evaluate(said)
    without = open_page(address + BRIEFS[kind], java_script_enabled=False).page
    assert without.evaluate(said) == with_script
    assert without.locator("h1").is_visible()


@pytest.mark.parametrize("kind", BRIEFS)
def test_nothing_sticks_out_of_a_brief_at_any_width(
    kind: str, address: str, open_page: Open
) -> None:
    page = open_page(address + BRIEFS[kind], viewport=PHONE).page
    for width in at_every_width(page):
        assert overflow(page) == 0, f"at {width} pixels"


@pytest.mark.parametrize("kind", BRIEFS)
def test_axe_finds_nothing_on_a_brief(kind: str, address: str, open_page: Open) -> None:
    page = open_page(address + BRIEFS[kind]).page
    assert {look: violations(page) for look in looks(page)} == {look: [] for look in looks(page)}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_text_of_a_brief_stands_out_from_its_ground(
    scheme: str, address: str, open_page: Open
) -> None:
    page = open_page(address + BRIEFS["vendor"], color_scheme=scheme).page
    assert page.evaluate(CONTRAST) == []


def test_on_paper_a_brief_is_black_on_white_and_bears_its_running_header(
    address: str, open_page: Open
) -> None:
    page = open_page(address + BRIEFS["deployment"], color_scheme="dark").page
    header = page.locator(".running")
    assert not header.is_visible()
    page.emulate_media(media="print", color_scheme="dark")
    assert header.is_visible()
    assert "1 June 2025" in header.inner_text()
    assert (
        header.get_by_role("link")
        .inner_text()
        .endswith(BRIEFS["deployment"].removesuffix("brief/"))
    )
    colours = "style => [getComputedStyle(style).color, getComputedStyle(style).backgroundColor]"
    assert page.locator("body").evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


# The real records --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return real_project(tmp_path_factory.getbasetemp()) / "site"


@pytest.fixture(scope="module")
def real_page(real: Path, browser: Browser) -> Iterator[tuple[str, Page]]:
    with serving(real) as root, visiting(browser) as visit:
        yield root, visit.page


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("kind", ["deployments", "vendors", "jurisdictions"])
def test_the_longest_briefs_of_a_kind_have_at_most_four_pages(
    kind: str, paper: str, real: Path, real_page: tuple[str, Page]
) -> None:
    root, page = real_page
    briefs = sorted(real.glob(f"{kind}/*/brief/index.html"), key=lambda each: -each.stat().st_size)
    for brief in briefs[:3]:
        page.goto(root + brief.parent.relative_to(real).as_posix() + "/")
        count = pages_of(page.pdf(format=paper))
        assert 2 <= count <= 4, f"{brief.parent.parent.name} has {count} pages"


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


# kb brief ----------------------------------------------------------------------------------------


def kb_brief(project: Path, *arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "kb", "brief", *arguments, "--root", str(project)],
        capture_output=True,
        text=True,
        env=environment(**settings),
        check=False,
    )


@pytest.fixture(scope="module", autouse=True)
def _needs_a_browser(browser: Browser) -> None:
    """Skipped where there is no Chromium."""


@pytest.fixture(scope="module")
def printed(register: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("printed") / "lanhai.pdf"
    done = kb_brief(register, "lanhai-vision", "-o", str(target), "--on", "2024-02-01")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{target}\n", "")
    return target


def test_kb_brief_prints_one_record_on_a4_for_the_day_asked_for(printed: Path) -> None:
    pdf = printed.read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert 1 <= pages_of(pdf) <= 4
    assert b"Lanhai Vision, brief of 1 February 2024 - Surveillance Register" in pdf
    assert set(re.findall(rb"/MediaBox \[0 0 (\d+)\.?\d* (\d+)", pdf)) <= {
        (b"594", b"841"), (b"595", b"841"), (b"595", b"842"),
    }  # fmt: skip


def test_kb_brief_links_to_the_site_and_not_to_files_of_this_machine(printed: Path) -> None:
    links = re.findall(rb"/URI \(([^)]*)\)", printed.read_bytes())
    assert b"http://127.0.0.1:8000/vendors/lanhai-vision/" in links
    assert all(each.startswith((b"http://", b"https://")) for each in links)


def test_kb_brief_leaves_one_file_and_nothing_else(printed: Path) -> None:
    assert [each.name for each in printed.parent.iterdir()] == ["lanhai.pdf"]


def test_kb_brief_prints_the_same_twice_but_for_the_time_of_printing(
    printed: Path, register: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.pdf"
    kb_brief(register, "lanhai-vision", "-o", str(again), "--on", "2024-02-01")
    time = rb"/(CreationDate|ModDate) \(D:[^)]*\)"
    assert re.sub(time, b"", again.read_bytes()) == re.sub(time, b"", printed.read_bytes())


def test_kb_brief_prints_on_letter_paper(register: Path, tmp_path: Path) -> None:
    target = tmp_path / "gb.pdf"
    done = kb_brief(register, "gb", "--output", str(target), "--paper", "letter")
    assert done.returncode == 0, done.stderr
    assert set(re.findall(rb"/MediaBox \[0 0 (\d+) (\d+)\]", target.read_bytes())) == {
        (b"612", b"792")
    }


def test_kb_brief_prints_a_place_that_has_no_record(register: Path, tmp_path: Path) -> None:
    target = tmp_path / "california.pdf"
    assert kb_brief(register, "us-ca", "-o", str(target)).returncode == 0
    assert pages_of(target.read_bytes()) >= 1


@pytest.mark.parametrize(
    ("id_", "words"),
    [
        ("lanhai-visoin", "no record has the id 'lanhai-visoin'; did you mean 'lanhai-vision'?"),
        ("face-recognition", "'face-recognition' is a record of kind technology; briefs are made of "
         "deployments, vendors and jurisdictions"),
        ("fj", "nothing is on record for 'fj', Fiji"),
    ],
)  # fmt: skip
def test_kb_brief_refuses_what_has_no_brief(
    id_: str, words: str, register: Path, tmp_path: Path
) -> None:
    target = tmp_path / "none.pdf"
    done = kb_brief(register, id_, "-o", str(target))
    assert (done.returncode, done.stderr.strip()) == (2, words)
    assert not target.exists()


def test_kb_brief_says_that_no_browser_was_found(register: Path, tmp_path: Path) -> None:
    path = tmp_path / "commands"
    path.mkdir()
    for name in ("git", "env"):
        found = shutil.which(name)
        assert found is not None
        (path / name).symlink_to(found)
    # An empty folder, so that the browser that Playwright may have installed is not there either.
    nowhere = {"PATH": str(path), "PLAYWRIGHT_BROWSERS_PATH": str(path), "KB_CHROMIUM": ""}
    done = kb_brief(register, "gb", "-o", str(tmp_path / "gb.pdf"), **nowhere)
    assert done.returncode == 1
    assert done.stderr.strip() == (
        "no Chromium that starts was found; install Chromium or Chrome, or name one in KB_CHROMIUM"
    )
    assert list(tmp_path.glob("*.pdf*")) == []


def test_kb_brief_keeps_the_old_file_where_the_browser_fails(
    register: Path, tmp_path: Path
) -> None:
    chromium = find_chromium()
    assert chromium is not None
    broken = tmp_path / "broken"
    broken.write_text('#!/bin/sh\n[ "$1" = --version ] && exit 0\necho no display >&2\nexit 3\n')
    broken.chmod(0o755)
    target = tmp_path / "gb.pdf"
    target.write_text("as it was")
    done = kb_brief(register, "gb", "-o", str(target), KB_CHROMIUM=str(broken))
    assert done.returncode == 1
    assert "could not print (exit 3): no display" in done.stderr
    assert target.read_text() == "as it was"


def test_kb_brief_refuses_records_that_have_problems(register: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(register / "data", project / "data")
    shutil.copy(register / "mkdocs.yml", project)
    replace(project, "data/vendors/lanhai-vision.yaml", "jurisdiction: ", "jurisdicton: ")
    done = kb_brief(project, "gb", "-o", str(tmp_path / "gb.pdf"))
    assert done.returncode == 1
    assert "jurisdicton" in done.stderr
    assert not (tmp_path / "gb.pdf").exists()
