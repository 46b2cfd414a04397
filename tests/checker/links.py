"""What must hold between pages: links, anchors, the way from the home page, redirects, sitemap."""

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import lxml.etree

from checker.faults import Fault
from checker.pages import Page

_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def faults(site: Path, pages: Sequence[Page]) -> list[Fault]:
    """What is wrong between the pages of a site."""
    by_address = {page.address: page for page in pages}
    home = by_address.get("")
    if home is None or home.canonical is None:
        return [Fault("links", "", "there is no home page, or it does not say its address")]
    site_url = home.canonical
    found = [fault for page in pages for fault in _links(page, by_address, site, site_url)]
    found += _canonical(pages, site_url)
    found += _orphans(by_address, site_url)
    found += _redirects(pages, by_address, site_url)
    found += _sitemap(site, pages, site_url)
    found += _styles(site)
    return found


def internal(page: Page, href: str, site_url: str) -> tuple[str, str] | None:
    """The address and the fragment that a link means, or None for a link to another site."""
    path = urlsplit(site_url).path
    if href.startswith(site_url):
        href = "/" + href.removeprefix(site_url)
    elif re.match(r"[a-z][a-z0-9+.-]*:|//", href, re.IGNORECASE):
        return None
    elif href.startswith(path) and path != "/":
        href = "/" + href.removeprefix(path)
    return page.resolved(href)


def _links(page: Page, by_address: dict[str, Page], site: Path, site_url: str) -> Iterator[Fault]:
    for href in page.hrefs:
        target = internal(page, href, site_url)
        if target is None:
            scheme, host = urlsplit(href)[:2]
            if scheme not in ("http", "https") or "." not in host or "@" in host:
                yield Fault("links", page.address, f"the link {href[:90]} is no web address")
            continue
        address, fragment = target
        if address.startswith(".."):
            yield Fault("links", page.address, f"the link {href} leaves the site")
        elif address in by_address:
            there = by_address[address]
            if fragment and fragment not in there.ids:
                yield Fault("anchors", page.address, f"{href}: no '{fragment}' on that page")
        elif (site / address).is_dir():
            yield Fault("links", page.address, f"the link {href} lacks the slash at its end")
        elif address.endswith("/") or not (site / address).is_file():
            yield Fault("links", page.address, f"the link {href} leads nowhere")


def _canonical(pages: Sequence[Page], site_url: str) -> Iterator[Fault]:
    for page in pages:
        if page.is_content and page.canonical != site_url + page.address:
            yield Fault("canonical", page.address, f"says that its address is {page.canonical}")


def _orphans(by_address: dict[str, Page], site_url: str) -> Iterator[Fault]:
    """Every page can be reached by following links from the home page."""
    reached = {""}
    queue = deque([""])
    while queue:
        page = by_address[queue.popleft()]
        for href in page.links:
            target = internal(page, href, site_url)
            if target and target[0] in by_address and target[0] not in reached:
                reached.add(target[0])
                queue.append(target[0])
    for address, page in by_address.items():
        if page.is_content and address not in reached:
            yield Fault("orphans", address, "no way leads here from the home page")


def _redirects(
    pages: Sequence[Page], by_address: dict[str, Page], site_url: str
) -> Iterator[Fault]:
    for page in pages:
        if page.redirects_to is None:
            continue
        there = by_address.get(page.redirects_to)
        if there is None or not there.is_content:
            yield Fault("redirects", page.address, f"sends on to '{page.redirects_to}'")
        elif page.canonical != site_url + there.address:
            yield Fault("redirects", page.address, f"its canonical address is {page.canonical}")


def _sitemap(site: Path, pages: Sequence[Page], site_url: str) -> Iterator[Fault]:
    """It lists every page that is one to read, once, and nothing else."""
    tree = lxml.etree.parse(str(site / "sitemap.xml"))
    listed = Counter(str(each.text) for each in tree.iter(f"{_SITEMAP}loc"))
    wanted = {
        site_url + page.address for page in pages if page.is_content and not page.is_for_print
    }
    for address in wanted - set(listed):
        yield Fault("sitemap", address.removeprefix(site_url), "is not in the sitemap")
    for address, count in listed.items():
        if address not in wanted:
            yield Fault("sitemap", address, "the sitemap lists what is no page to read")
        elif count > 1:
            yield Fault("sitemap", address, f"the sitemap lists it {count} times")
    for other in site.glob("sitemap*"):
        if other.name != "sitemap.xml":
            yield Fault("sitemap", other.name, "a second sitemap")


def _styles(site: Path) -> Iterator[Fault]:
    """Stylesheets that pages use fetch nothing from elsewhere either."""
    for path in site.glob("assets/stylesheets/*.css"):
        for url in re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")\s]+)", path.read_text("utf-8")):
            if re.match(r"([a-z]+:)?//", url, re.IGNORECASE):
                name = path.relative_to(site).as_posix()
                yield Fault("requests", name, f"the stylesheet fetches {url[:80]}")
