"""`kb bench --browser` on few records: that it measures all it promises, not what comes out."""

import gzip
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser

import kb
from kb.bench import visits
from kb.bench.hosting import Host, hosting

ROWS = (
    *("Page of a deployment", "Page of a vendor", "Page of a regulation"),
    *("Page of the largest record", "Search: all", "Explore: all"),
)
VALUES = {"KB": 6, "ms": 6}
"""How many rows have a size, and how many a time."""


def bench(root: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `kb bench --browser` on the project at `root`."""
    package = str(Path(kb.__file__).parent.parent)
    paths = os.pathsep.join(filter(None, [variables.pop("FIRST", ""), package]))
    command = [sys.executable, "-m", "kb", "bench", "--browser", "--root", str(root), *arguments]
    environment = os.environ | {"PYTHONPATH": paths, "NO_COLOR": "1"} | variables
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


# The whole --------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.usefixtures("browser")  # is skipped where there is none
def test_every_row_has_a_number_a_target_and_a_verdict(project_root: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    first = bench(project_root, "--records", "60", "--runs", "1", "--keep", str(kept))
    assert first.returncode == 0, first.stderr
    assert [row for row in ROWS if row not in first.stdout] == []
    for unit, count in VALUES.items():
        row = rf"[\d,]+ {unit} │ +≤ [\d,]+ {unit} │ +(?:met|missed) +│"
        found = re.findall(row, first.stdout)
        assert len(found) == count, first.stdout
    assert not re.search(r" 0 (KB|ms) │ +≤", first.stdout)
    assert "Chromium " in first.stdout

    # What was kept is built anew, with the front end as it is now.
    (kept / "whole" / "docs" / "index.md").unlink()
    (kept / "whole" / "site" / "left-over.html").touch()
    again = bench(project_root, "--runs", "1", "--keep", str(kept))
    assert again.returncode == 0, again.stderr
    assert re.findall(r"[\d,]+ made-up", again.stdout) == re.findall(
        r"[\d,]+ made-up", first.stdout
    )
    assert not (kept / "whole" / "site" / "left-over.html").exists()
    assert (kept / "whole" / "docs" / "index.md").is_file()


# What is missing --------------------------------------------------------------------------------


def test_a_browser_that_does_not_start_is_told_before_anything_is_built(
    project_root: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    done = bench(project_root, "--keep", str(kept), KB_CHROMIUM="/nowhere/chromium")
    assert done.returncode == 2
    assert done.stderr == "KB_CHROMIUM is '/nowhere/chromium', which is no browser that starts\n"
    assert not kept.exists()


def test_no_browser_at_all_is_told_with_what_to_do(project_root: Path, tmp_path: Path) -> None:
    nothing = str(tmp_path / "none")
    done = bench(project_root, KB_CHROMIUM="", PATH=nothing, PLAYWRIGHT_BROWSERS_PATH=nothing)
    assert done.returncode == 2
    assert "no Chromium that starts was found; install Chromium or Chrome" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_playwright_is_told_with_how_to_install_it(
    project_root: Path, tmp_path: Path
) -> None:
    # A package of that name without its parts, before the real one.
    (tmp_path / "playwright").mkdir()
    (tmp_path / "playwright" / "__init__.py").touch()
    done = bench(project_root, FIRST=str(tmp_path))
    assert done.returncode == 2
    assert "Playwright, which is not installed" in done.stderr
    assert "scripts/setup requirements-dev.txt" in done.stderr


# The host ---------------------------------------------------------------------------------------


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """A host of a small site: a page with a stylesheet and a script, and random bytes."""
    site = tmp_path / "site"
    (site / "page").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("not to be served")
    (site / "404.html").write_text("<!doctype html><title>Not here</title>")
    (site / "style.css").write_text("p { color: red }\n" * 500)
    (site / "script.js").write_text("document.title = 'Script'\n" * 300)
    (site / "picture.png").write_bytes(os.urandom(5000))
    (site / "page" / "index.html").write_text(
        "<!doctype html><title>Page</title><link rel=stylesheet href=../style.css>"
        "<link rel=icon href=data:,><p>Something to be painted.</p><script src=../script.js></script>"
    )
    with hosting(site) as running:
        yield running


def test_text_is_sent_compressed_and_pictures_as_they_are(host: Host) -> None:
    def get(path: str) -> tuple[bytes, str | None]:
        request = Request(host.address + path, headers={"Accept-Encoding": "gzip"})
        with urlopen(request) as answer:
            return answer.read(), answer.headers["Content-Encoding"]

    style, coding = get("style.css")
    assert (coding, gzip.decompress(style)) == ("gzip", b"p { color: red }\n" * 500)
    assert len(style) < 200
    picture, coding = get("picture.png")
    assert (coding, len(picture)) == (None, 5000)


def test_nothing_outside_the_folder_is_served(host: Host) -> None:
    connection = HTTPConnection(host.address.split("/")[2])
    connection.request("GET", "/../secret.txt")  # urlopen would take the dots out
    answer = connection.getresponse()
    assert (answer.status, b"Not here" in answer.read()) == (404, True)
    connection.close()


@pytest.mark.browser
def test_the_bytes_that_are_counted_are_those_that_the_browser_received(
    browser: Browser, host: Host
) -> None:
    page = browser.new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    received: list[float] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(f"{host.address}page/", wait_until="networkidle")
    page.close()
    assert len(received) == 3
    assert host.sent == sum(received)
    assert visits.read(browser, host, "page/", visits.PACKETS).size == sum(received)


@pytest.mark.browser
def test_on_a_throttled_phone_a_page_waits_for_its_round_trips(
    browser: Browser, host: Host
) -> None:
    # A connection, the page, then its stylesheet on the same connection.
    assert visits.read(browser, host, "page/", visits.PACKETS).milliseconds >= 450
    assert host.round_trip == 0  # the next visit is not slowed down
