"""Finds a Chromium on this machine, for the tests that read pages in it and for printing to PDF."""

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# The sandbox cannot start as root, as in most containers; the pages opened are our own, served
# from this machine. The rest keeps the browser from calling home.
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> Path | None:
    """The executable of a Chromium that starts, or None if there is none.

    Looks at the environment variable KB_CHROMIUM (a path or a command), then for the usual
    commands on the PATH, then for the browser that Playwright installed. Raises
    FileNotFoundError if KB_CHROMIUM is set to something that does not start: whoever names a
    browser does not want another.
    """
    named = os.environ.get("KB_CHROMIUM")
    if named:
        executable = _command(named)
        if executable is None:
            raise FileNotFoundError(f"KB_CHROMIUM is '{named}', which is no browser that starts")
        return executable
    for name in NAMES:
        executable = _command(name)
        if executable is not None:
            return executable
    return _playwright_chromium()


def require_chromium() -> Path:
    """The same; raises FileNotFoundError, with what to do, if there is none."""
    found = find_chromium()
    if found is None:
        raise FileNotFoundError(
            "no Chromium that starts was found; install Chromium or Chrome, "
            "or name one in KB_CHROMIUM"
        )
    return found


def _command(name: str) -> Path | None:
    found = shutil.which(name)
    return Path(found) if found is not None and _starts(Path(found)) else None


def _playwright_chromium() -> Path | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:  # it comes with the tests' requirements, not with the program's
        return None
    with sync_playwright() as playwright:
        executable = Path(playwright.chromium.executable_path)
    return executable if executable.is_file() and _starts(executable) else None


def _starts(executable: Path) -> bool:
    """Whether it runs at all: a download may lack system libraries, a package be an empty shell."""
    try:
        answer = subprocess.run([executable, "--version"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0
