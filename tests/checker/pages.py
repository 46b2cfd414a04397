"""The pages of a built site, read from its files."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin

import lxml.html

NOT_FOUND = "404.html"
_INDEX_FOLDER = "pagefind/"
_BASE = "http://site.invalid/"


@dataclass(frozen=True)
class Page:
    """One HTML file; `address` is its place below the site's root, with a slash at its end."""

    address: str
    raw: bytes

    @cached_property
    def tree(self) -> lxml.html.HtmlElement:
        """The parsed document."""
        return lxml.html.document_fromstring(self.raw.decode("utf-8"))

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every id of the page: what a fragment can point to."""
        return frozenset(self.tree.xpath("//@id"))

    @cached_property
    def text(self) -> str:
        """All that the page says, white space folded."""
        return folded(self.tree.xpath("string(//body)"))

    @cached_property
    def redirects_to(self) -> str | None:
        """Where the page sends its reader on at once, as an address; None for other pages."""
        for content in self.tree.xpath("//meta[@http-equiv='refresh']/@content"):
            match = re.fullmatch(r"0; *url=(.+)", content)
            return self.resolved(match.group(1))[0] if match else ""
        return None

    @cached_property
    def canonical(self) -> str | None:
        """The address by which the page wants to be known."""
        found = self.tree.xpath("//link[@rel='canonical']/@href")
        return str(found[0]) if found else None

    @cached_property
    def hrefs(self) -> tuple[str, ...]:
        """Every address that the page names, in links and elsewhere, each once."""
        found = self.tree.xpath("//a/@href | //link/@href | //script/@src | //img/@src")
        return tuple(dict.fromkeys(map(str, found)))

    @cached_property
    def main_hrefs(self) -> tuple[str, ...]:
        """The addresses that the page's main part links to."""
        return tuple(map(str, self.tree.xpath("//main//a/@href | //*[@role='main']//a/@href")))

    @cached_property
    def links(self) -> tuple[str, ...]:
        """The `href` of every link in the page's text."""
        return tuple(map(str, self.tree.xpath("//a/@href")))

    def distil(self) -> None:
        """Keep what other pages' checks ask for, and let go of the tree, which is large."""
        _ = self.ids, self.redirects_to, self.canonical, self.hrefs, self.main_hrefs, self.links
        self.__dict__.pop("tree", None)

    @property
    def is_content(self) -> bool:
        """Whether it is a page to read: neither a redirect nor the page for wrong addresses."""
        return self.redirects_to is None and self.address != NOT_FOUND

    @property
    def is_for_print(self) -> bool:
        """Whether it says on paper what another page says: the sitemap leaves it out."""
        return self.address.endswith("/brief/")

    def resolved(self, href: str) -> tuple[str, str]:
        """The address that a relative link means, from the site's root, and its fragment."""
        if href.startswith("#"):
            return self.address, unquote(href[1:])
        base = _BASE if self.address == NOT_FOUND else _BASE + self.address
        whole, _, fragment = urljoin(base, href).partition("#")
        return unquote(whole.removeprefix(_BASE).partition("?")[0]), unquote(fragment)


def read_pages(site: Path) -> list[Page]:
    """Every page of the site, the search index's own files left out."""
    pages = []
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site).as_posix()
        if not address.startswith(_INDEX_FOLDER):
            pages.append(Page(address.removesuffix("index.html"), path.read_bytes()))
    return pages


def folded(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())
