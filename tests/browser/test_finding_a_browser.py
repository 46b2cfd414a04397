"""Finding a browser: which one is taken, and what happens when there is none."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kb.browser import find_chromium

MakeCommand = Callable[[str, str], Path]


@pytest.fixture
def make_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeCommand:
    """Puts small shell programs on an otherwise empty PATH, with no browser of Playwright's."""
    shell = shutil.which("sh")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "none"))
    monkeypatch.delenv("KB_CHROMIUM", raising=False)

    def make(name: str, body: str) -> Path:
        program = tmp_path / name
        program.write_text(f"#!{shell}\n{body}\n", encoding="utf-8")
        program.chmod(0o755)
        return program

    return make


def test_the_named_browser_comes_before_the_ones_on_the_path(
    make_command: MakeCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_command("chromium", "echo Chromium 1")
    mine = make_command("mine", "echo Chromium 2")
    monkeypatch.setenv("KB_CHROMIUM", str(mine))
    assert find_chromium() == mine


def test_a_named_browser_that_does_not_start_is_an_error_and_not_passed_over(
    make_command: MakeCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_command("chromium", "echo Chromium 1")
    monkeypatch.setenv("KB_CHROMIUM", "/nowhere/chromium")
    with pytest.raises(FileNotFoundError, match="KB_CHROMIUM is '/nowhere/chromium'"):
        find_chromium()


def test_a_command_that_does_not_start_is_passed_over(make_command: MakeCommand) -> None:
    make_command("chromium", "echo 'please install the package' >&2; exit 1")
    working = make_command("google-chrome", "echo Google Chrome 1")
    assert find_chromium() == working


def test_where_there_is_no_browser_none_is_found(make_command: MakeCommand) -> None:
    """In a process of its own: Playwright is asked too, and cannot be while it drives a browser."""
    said = subprocess.run(
        [sys.executable, "-c", "from kb.browser import find_chromium; print(find_chromium())"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "None\n"


@pytest.mark.browser
def test_the_browser_opens_a_page_and_runs_its_script(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<title>Register</title><p id=p></p><script>p.textContent = 6 * 7</script>")
    assert page.title() == "Register"
    assert page.inner_text("#p") == "42"
    page.close()
