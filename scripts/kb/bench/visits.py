"""Visits to a served site in Chromium, and what each costs a reader: bytes, and milliseconds.

The throttling is Lighthouse's default for mobile phones: a round trip of 150 ms, 1,638.4 kbit/s down,
a processor four times slower, a screen of 412 by 823
(https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md, and core/config/constants.js
there). Lighthouse by default loads the page unthrottled and computes from that what such a network
would have made of it. Here the page is loaded on such a network: the browser limits the throughput
and the processor, and the host lets every request, and every new connection, wait for a round trip.
The browser's own latency is not used for that, because it leaves out connections. The slow start of
connections is not there; answers of up to 14 KB do not notice it.

Lighthouse's other method (`devtools`) lets the browser delay each request by 562.5 ms and take
1,474.56 kbit/s, whether or not a connection has to be made. `REQUESTS` is that one, to compare.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kb.bench.hosting import Host

if TYPE_CHECKING:  # it comes with the tests' requirements, not with the program's
    from playwright.sync_api import Browser, Page

_PHONE = {
    "viewport": {"width": 412, "height": 823},
    "device_scale_factor": 1.75,
    "is_mobile": True,
    "has_touch": True,
}
_DESKTOP = {"viewport": {"width": 1350, "height": 940}}
_QUIET = 300  # milliseconds without an answer, after which everything has come
_LIMIT = 60_000  # milliseconds that anything may take


@dataclass(frozen=True, slots=True)
class Throttling:
    """A network and a processor: milliseconds, kbit/s, and how many times slower."""

    round_trip: float
    latency: float
    down: float
    up: float
    processor: float = 4


PACKETS = Throttling(round_trip=150, latency=0, down=1638.4, up=750)
REQUESTS = Throttling(round_trip=0, latency=562.5, down=1474.56, up=675)


@dataclass(frozen=True, slots=True)
class Visit:
    """What a visit cost: bytes as they were sent, with headers, and milliseconds."""

    size: int
    milliseconds: float


# The last entry is the largest paint of the page as it stands.
_PAINT = """() => new Promise((done) => {
    new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
        .observe({ type: "largest-contentful-paint", buffered: true });
})"""

# From the first key until the frame with the first result has been drawn. The promise is left on the
# page, because the key has to be pressed from outside.
_SEARCH = """(limit) => {
    window.kbFirstResult = new Promise((done, fail) => {
        let pressed = Infinity;
        addEventListener("keydown", ({ timeStamp }) => (pressed = timeStamp), { capture: true, once: true });
        const look = () => {
            const took = performance.now() - pressed;
            if (document.querySelector(".kb-search__results a")) setTimeout(() => done(performance.now() - pressed));
            else if (took > limit) fail(new Error("the search shows no result"));
            else requestAnimationFrame(look);
        };
        look();
    });
}"""

# From the click on a box until the frame with another number of records has been drawn.
_CLICK = """([group, value, limit]) => new Promise((done, fail) => {
    const boxes = document.querySelectorAll(".kb-facets fieldset")[group].querySelectorAll("input[type=checkbox]");
    const status = document.querySelector(".kb-explore__status");
    const before = status.textContent;
    const started = performance.now();
    [...boxes].find((box) => box.value === value).click();
    const look = () => {
        const took = performance.now() - started;
        if (status.textContent !== before) setTimeout(() => done(performance.now() - started));
        else if (took > limit) fail(new Error(`a click on ${value} changes nothing`));
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
})"""

# In each facet the first box that does not hold all records: its facet's place, and its value.
_BOXES = r"""() => {
    const number = (text) => Number(text.replace(/\D/g, ""));
    const all = number(document.querySelector(".kb-explore__status").textContent);
    return [...document.querySelectorAll(".kb-facets fieldset")].flatMap((group, place) => {
        const rows = [...group.querySelectorAll("li")].filter((row) => row.querySelector(".kb-count"));
        const row = rows.find((row) => number(row.querySelector(".kb-count").textContent) < all);
        return row ? [[place, row.querySelector("input").value]] : [];
    });
}"""


def read(browser: "Browser", host: Host, path: str, throttling: Throttling) -> Visit:
    """Open a page for the first time, on a phone; until its largest contentful paint."""
    with _page(browser, host, _PHONE, throttling) as page:
        before = host.sent
        page.goto(host.address + path, wait_until="load")
        _settle(page, host)
        return Visit(host.sent - before, float(page.evaluate(_PAINT)))


def search(browser: "Browser", host: Host, path: str) -> Visit:
    """Open the search on a record's page, and type the first letter of its name.

    The bytes are those after the page itself and until the first result, the time is that from the
    key to the first result. The sources, which join the results later, do not count.
    """
    with _page(browser, host, _DESKTOP) as page:
        page.goto(host.address + path, wait_until="load")
        _settle(page, host)
        before = host.sent
        name = page.locator("h1").inner_text()
        page.keyboard.press("/")
        page.get_by_role("searchbox").wait_for()
        page.evaluate(_SEARCH, _LIMIT)
        page.keyboard.press(next(letter for letter in name if letter.isalnum()))
        took = float(page.evaluate("window.kbFirstResult"))
        return Visit(host.sent - before, took)


def explore(browser: "Browser", host: Host, clicks: int) -> tuple[int, Sequence[float]]:
    """Open the table of all records: its bytes, and the milliseconds of each click on a facet.

    All facets are open, and boxes of each are ticked and unticked in turn.
    """
    with _page(browser, host, _DESKTOP) as page:
        before = host.sent
        page.goto(f"{host.address}explore/", wait_until="load")
        page.locator(".kb-explore__status").wait_for()
        _settle(page, host)
        size = host.sent - before
        page.locator(".kb-facets details:not([open])").evaluate_all(
            "(all) => all.forEach((each) => (each.open = true))"
        )
        page.wait_for_timeout(_QUIET)  # the lists of opened facets are drawn a little later
        boxes = page.evaluate(_BOXES)
        turns = [boxes[number // 2 % len(boxes)] for number in range(clicks)]
        return size, [float(page.evaluate(_CLICK, [*turn, _LIMIT])) for turn in turns]


@contextmanager
def _page(
    browser: "Browser", host: Host, device: dict[str, Any], throttling: Throttling | None = None
) -> Iterator["Page"]:
    """A page of a reader who has never been here: nothing is cached, no connection is open."""
    context = browser.new_context(**device)
    context.set_default_timeout(_LIMIT)
    page = context.new_page()
    try:
        if throttling is not None:
            session = context.new_cdp_session(page)
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", _conditions(throttling))
            session.send("Emulation.setCPUThrottlingRate", {"rate": throttling.processor})
            host.round_trip = throttling.round_trip / 1000
        yield page
    finally:
        host.round_trip = 0.0
        context.close()


def _conditions(throttling: Throttling) -> dict[str, Any]:
    bytes_per_kbit = 1024 / 8  # as Lighthouse counts
    return {
        "offline": False,
        "latency": throttling.latency,
        "downloadThroughput": throttling.down * bytes_per_kbit,
        "uploadThroughput": throttling.up * bytes_per_kbit,
    }


def _settle(page: "Page", host: Host) -> None:
    """Wait until the host has sent nothing for a while."""
    before = -1
    while before != host.sent:
        before = host.sent
        page.wait_for_timeout(_QUIET)
