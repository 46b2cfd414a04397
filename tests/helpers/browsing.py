"""A page in a real browser, with a record of all that it did."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@dataclass
class Visit:
    """An open page and what it has done so far: said, asked for, opened.

    What its own policy blocked was asked for, but never left the browser.
    """

    page: Page
    context: BrowserContext
    said: list[str] = field(default_factory=list)
    requested: list[str] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def elsewhere(self, address: str) -> list[str]:
        """What was requested from any other place than below `address`."""
        return [url for url in self.requested if not url.startswith((address, "data:"))]

    def stored(self) -> tuple[Any, int]:
        """The cookies, and how many entries the page's storage has."""
        entries = self.page.evaluate("localStorage.length + sessionStorage.length")
        return self.context.cookies(), entries


Open = Callable[..., Visit]
"""Opens an address in a new page, with the options of a browser context."""


@contextmanager
def visiting(browser: Browser, **options: Any) -> Iterator[Visit]:
    """A new page in a context of its own; every message and request is kept."""
    options.setdefault("viewport", DESKTOP)
    context = browser.new_context(**options)
    context.set_default_timeout(10_000)
    page = context.new_page()
    visit = Visit(page, context)
    page.on("console", lambda message: visit.said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: visit.said.append(f"uncaught: {error}"))
    page.on("request", lambda request: visit.requested.append(request.url))

    def failed(request: Request) -> None:
        if request.failure == "csp":
            visit.blocked.append(request.url)

    page.on("requestfailed", failed)

    def refuse(dialog: Dialog) -> None:
        visit.dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    try:
        yield visit
    finally:
        context.close()


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window; 0 where nothing sticks out."""
    width: int = page.evaluate(
        "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width


def at_every_width(page: Page) -> Iterator[int]:
    """The widths at which pages are looked at, the window set to each in turn."""
    for width in (320, PHONE["width"], 768, DESKTOP["width"]):
        page.set_viewport_size({"width": width, "height": 800})
        yield width
