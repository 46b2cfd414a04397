"""What must hold of each page by itself: its head, its policy, its headings, its cells."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context
from typing import NoReturn

import html5lib
import lxml.html

from checker.faults import Fault
from checker.pages import Page, folded

_MANY = ("sources/", "publishers/")
# Elements by which a page makes the browser fetch something.
_FETCHING = (
    "//script/@src", "//img/@src", "//img/@srcset", "//source/@src", "//source/@srcset",
    "//video/@src", "//video/@poster", "//audio/@src", "//track/@src", "//iframe/@src",
    "//embed/@src", "//object/@data", "//input/@src", "//*[local-name()='use']/@href",
    "//link[not(@rel='canonical' or @rel='alternate')]/@href", "//base/@href", "//form/@action",
    "//body/@background", "//a/@ping",
)  # fmt: skip
_FORBIDDEN = ("iframe", "object", "embed", "base", "form", "frame", "applet", "style", "marquee")
_NOTHING = frozenset({"None", "null", "undefined", "nan", "NaN", "[]", "()", "{}", "''"})
_FETCH_DIRECTIVES = ("script-src", "style-src", "img-src", "connect-src")
_ALLOWED = {"'self'", "'none'"}
_ALLOWED_MORE = {"script-src": {"'wasm-unsafe-eval'"}, "img-src": {"data:"}}


def faults(page: Page) -> Iterator[Fault]:
    """What is wrong with one page, seen by itself."""
    checks = [_ids, _scripts, _requests, _emptiness, _placeholders, _names, _policy]
    checks += [_head, _headings] if page.redirects_to is None else [_redirect_head]
    for check in checks:
        for what in check(page):
            yield Fault(check.__name__.strip("_"), page.address, what)


def _head(page: Page) -> Iterator[str]:
    head = page.tree.find("head")
    titles = page.tree.xpath("//head/title")
    if len(titles) != 1 or not folded(titles[0].text_content()):
        yield f"{len(titles)} titles in the head"
    descriptions = page.tree.xpath("//head/meta[@name='description']/@content")
    if len(descriptions) != 1 or not folded(descriptions[0]):
        yield f"the description is missing, repeated or empty: {descriptions}"
    if page.tree.get("lang") != "en":
        yield f"the page's language is {page.tree.get('lang')!r}"
    if not page.tree.xpath("//head/meta[@name='viewport']"):
        yield "no viewport"
    if not head.xpath("meta[@charset]"):
        yield "no charset"
    if page.is_content and len(page.tree.xpath("//link[@rel='canonical']")) != 1:
        yield "not one canonical address"


def _redirect_head(page: Page) -> Iterator[str]:
    if not page.tree.xpath("//head/meta[@name='robots'][contains(@content,'noindex')]"):
        yield "a redirect that search engines may list"
    if not list(page.links):
        yield "a redirect without a link for browsers that do not follow it"


def _policy(page: Page) -> Iterator[str]:
    """The policy stands before whatever it has to govern, and refuses what it should."""
    policies = page.tree.xpath("//head/meta[@http-equiv='Content-Security-Policy']")
    if len(policies) != 1:
        yield f"{len(policies)} policies"
        return
    parts = [part.split() for part in policies[0].get("content").split(";")]
    given = {part[0]: part[1:] for part in parts if part}
    for directive in ("default-src", "base-uri", "form-action"):
        if given.get(directive) != ["'none'"]:
            yield f"{directive} is {given.get(directive)}"
    for directive in _FETCH_DIRECTIVES:
        for source in given.get(directive, []):
            known = _ALLOWED | _ALLOWED_MORE.get(directive, set())
            if source not in known and not source.startswith("'sha256-"):
                yield f"{directive} allows {source}"
    for element in page.tree.iter("script", "style", "link", "img"):
        if element.getparent().tag == "noscript":
            continue
        before = policies[0].xpath("preceding::*")
        if element in before:
            yield f"<{element.tag}> stands before the policy"


def _headings(page: Page) -> Iterator[str]:
    heads = page.tree.xpath("//h1")
    if len(heads) != 1 or not folded(heads[0].text_content()):
        yield f"{len(heads)} first-level headings, or an empty one"
    levels = [int(each.tag[1]) for each in page.tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"a heading of level {below} right under one of level {above}"
    if len(page.tree.xpath("//main")) + len(page.tree.xpath("//*[@role='main']")) != 1:
        yield "not one main part"


def _ids(page: Page) -> Iterator[str]:
    counts = Counter(page.tree.xpath("//@id"))
    for id_, count in counts.items():
        if count > 1:
            yield f"the id '{id_}' stands {count} times"
        if not id_ or re.search(r"\s", id_):
            yield f"{id_!r} is no id"
    for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers"):
        for value in page.tree.xpath(f"//@{name}"):
            for id_ in value.split():
                if id_ not in counts:
                    yield f"{name} names '{id_}', which is not there"


def _scripts(page: Page) -> Iterator[str]:
    for script in page.tree.iter("script"):
        if script.get("type") == "application/ld+json":  # data, which no browser runs
            yield from _linked_data(script)
        elif not script.get("src") or (script.text or "").strip():
            yield "an inline script"
    for element in page.tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in _FORBIDDEN:
            yield f"an element <{element.tag}>"
        for name in element.attrib:
            if name.startswith("on") or name in ("style", "srcdoc"):
                yield f"<{element.tag}> has the attribute {name}"
    for value in page.tree.xpath("//@href | //@src"):
        if re.match(r"\s*(javascript|data|vbscript)\s*:", value, re.IGNORECASE):
            yield f"the address {value[:60]}"


def _linked_data(script: lxml.html.HtmlElement) -> Iterator[str]:
    """A data block is JSON and holds nothing that could end it, or begin another."""
    text = script.text or ""
    try:
        data = json.loads(text, parse_constant=_no_constant)
    except ValueError as error:
        yield f"linked data that is no JSON: {error}"
        return
    if data.get("@context") != "https://schema.org" or len(script.attrib) != 1:
        yield "linked data of another vocabulary, or with more attributes"
    if re.search("[<>&\u2028\u2029]", text):
        yield "linked data with a character that should be escaped"


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _requests(page: Page) -> Iterator[str]:
    """Nothing is fetched but from the site itself."""
    for query in _FETCHING:
        for value in page.tree.xpath(query):
            if re.match(r"\s*([a-z][a-z0-9+.-]*:|//|\\\\)", value, re.IGNORECASE):
                yield f"fetches {value[:80]}"


def _emptiness(page: Page) -> Iterator[str]:
    """No line without a word in it; on generated pages no empty cell, and no programmer's nothing."""
    generated = bool(page.tree.xpath("//article[contains(@class, 'kb-page')]"))
    cells = ("td", "th", "dd", "dt") if generated else ()
    for element in page.tree.iter(*cells, "li", "h1", "h2", "h3", "figcaption", "a"):
        text = folded(element.text_content())
        if not text and not element.xpath(".//img | .//*[local-name()='svg']"):
            yield f"an empty <{element.tag}> in '{folded(element.getparent().text_content())[:60]}'"
        if generated and text in _NOTHING:
            yield f"<{element.tag}> says '{text}'"


def _placeholders(page: Page) -> Iterator[str]:
    for found in re.findall(rb"@@kb:[a-z]*@?@?", page.raw):
        yield f"the placeholder {found.decode()}"


def _names(page: Page) -> Iterator[str]:
    """What can be used has a name that can be read out, and a picture its alternative."""
    for element in page.tree.iter("button", "a", "summary"):
        if not (
            folded(element.text_content()) or element.get("aria-label") or element.get("title")
        ):
            yield f"a <{element.tag}> without a name"
    for image in page.tree.iter("img"):
        if image.get("alt") is None:
            yield f"the picture {image.get('src')} has no alternative text"
    for table in page.tree.xpath("//table[contains(@class, 'kb-table')]"):
        if any(cell.get("scope") not in ("col", "row") for cell in table.xpath("./thead//th")):
            yield "a table whose column heads do not say so"


def parse_errors(pages: Sequence[Page], every: int) -> list[Fault]:
    """What a strict HTML5 parser objects to; two processes, since html5lib is slow."""
    many = [page for page in pages if page.address.startswith(_MANY)]
    few = [page for page in pages if not page.address.startswith(_MANY)]
    chosen = [(page.address, page.raw) for page in few + many[::every]]
    if len(chosen) < 100:
        return _parse_errors(chosen)
    halves = [chosen[::2], chosen[1::2]]
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        return [fault for found in pool.map(_parse_errors, halves) for fault in found]


def _parse_errors(pages: Iterable[tuple[str, bytes]]) -> list[Fault]:
    found = []
    for address, raw in pages:
        parser = html5lib.HTMLParser()
        parser.parse(raw)
        for (line, _column), name, _details in parser.errors:
            found.append(Fault("parse", address, f"line {line}: {name}"))
    return found
