"""The made-up register, served on this machine, for tests in a real browser."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from helpers.browsing import Open, Visit, visiting
from helpers.server import serving
from helpers.sites import register_project


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of the made-up register, its site built; not to be changed."""
    return register_project(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def address(register: Path) -> Iterator[str]:
    """Where the register's site is served, with a slash at its end."""
    with serving(register / "site") as root:
        yield root


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens an address in a new page of a new context, and waits until it is loaded."""
    with ExitStack() as stack:

        def opened(url: str, **options: Any) -> Visit:
            visit = stack.enter_context(visiting(browser, **options))
            visit.page.goto(url, wait_until="load")
            return visit

        yield opened
