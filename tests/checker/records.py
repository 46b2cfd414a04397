"""What must hold between the records and their pages: nothing dropped, everything cited and linked."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import yaml

from checker.faults import Fault
from checker.links import internal
from checker.pages import Page, folded

FOLDERS = (
    "vendors",
    "deployments",
    "regulations",
    "organisations",
    "jurisdictions",
    "technologies",
)

# Top-level facts that are claims, and what the facts box calls them.
_CLAIMED = {
    "jurisdiction": "Jurisdiction", "place": "Place", "operator": "Operator",
    "operator_type": "Kind of operator", "technologies": "Technologies", "purposes": "Purposes",
    "settings": "Settings", "mode": "Mode", "retention_days": "Kept for",
    "legal_basis_claimed": "Legal basis claimed", "founded": "Founded", "dissolved": "Dissolved",
    "instrument_type": "Instrument", "issuing_body": "Issued by", "adopted": "Adopted",
    "published": "Published", "in_force": "In force", "parent": "Parent",
}  # fmt: skip
# Keys whose value is, or is a list of, ids of other records.
_REFERENCES = frozenset({
    "jurisdiction", "operator", "technologies", "party", "lead", "investors", "body", "regulation",
    "supplier", "buyer", "issuing_body", "parent", "about", "broader", "related", "parents", "in",
    "replaced_by", "operator_jurisdictions",
})  # fmt: skip
# Keys whose value is written for readers, in words.
_WORDS = frozenset({
    "name", "short_name", "title", "publisher", "author", "summary", "text", "by", "label", "note",
    "what", "of", "subject", "reference", "brought_by", "finding", "reason", "where", "why", "with",
    "citation", "penalty", "legal_basis_claimed", "round", "definition", "superseded", "alt_labels",
    "at", "ticker", "company_number", "bill", "celex", "ecli",
})  # fmt: skip
# Keys whose value is a word of a closed list, or a date, or a number, which pages print in their way.
_LISTED = frozenset({
    "operator_type", "purposes", "settings", "mode", "role", "phase", "procurement_method",
    "outcome", "instrument_type", "effect", "operator_types", "modes", "authorisation", "certainty",
    "type",
})  # fmt: skip
_PRINTED = {"dpia": "data protection impact assessment", "real_time": "real-time"}
_DATES = frozenset({
    "published", "accessed", "from", "until", "date", "filed", "decided", "founded", "dissolved",
    "as_of", "since", "signed", "searched", "adopted", "due",
})  # fmt: skip
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_NUMBERS = frozenset({"count", "amount", "share", "days", "retention_days", "every_months"})
_CITED = (
    ("table row", "//table[contains(@class,'kb-table')]/tbody/tr[@id]"),
    ("claim", "//ul[contains(@class,'kb-claims')]/li[@id]"),
    ("line of the timeline", "//ol[@class='kb-timeline']/li"),
    ("conflicting claim", "//div[@class='kb-conflict']//li"),
    ("provision", "//div[@class='kb-provision']"),
)
# Lists and mappings at the top of a record that hold no claims about the world.
_NO_CLAIMS = frozenset({
    "sources", "cites", "corrections", "responses", "not_found", "withheld", "withdrawn", "place",
    "in_force", "identifiers",
})  # fmt: skip
_OFFERED = ("Edit this record", "Report an error", "Record as JSON", "Cite this page", "BibTeX")


@dataclass(frozen=True)
class Written:
    """A record as its file has it: every scalar a text."""

    folder: str
    id: str
    values: dict[str, Any]

    @property
    def address(self) -> str:
        """Where its page should be."""
        return f"{self.folder}/{self.id}/"


def read_records(data: Path) -> list[Written]:
    """Every record file, with YAML's plainest loader."""
    return [
        Written(folder, path.stem, yaml.load(path.read_bytes(), Loader=yaml.BaseLoader))
        for folder in FOLDERS
        for path in sorted((data / folder).glob("*.yaml"))
    ]


def faults(site: Path, pages: Sequence[Page], data: Path) -> list[Fault]:
    """What is wrong between the records under `data` and the site."""
    by_address = {page.address: page for page in pages}
    site_url = (by_address[""].canonical if "" in by_address else None) or "/"
    records = read_records(data)
    linked = _linked_pages(pages, site_url)
    addresses = {each.id: each.address for each in records}
    addresses |= {
        page.address.split("/")[1]: page.address
        for page in pages
        if re.fullmatch(r"jurisdictions/[a-z0-9-]+/", page.address) and page.is_content
    }
    found: list[Fault] = []
    for each in records:
        page = by_address.get(each.address)
        if page is None or not page.is_content:
            found.append(Fault("records", each.address, "the record has no page"))
            continue
        for check in (_words, _citations, _actions):
            found += check(each, page)
        found += _references(each, page, addresses, linked)
        found += _json(each, page, site)
        page.distil()
        for former in each.values.get("former_ids", ()):
            old = by_address.get(f"{each.folder}/{former}/")
            if old is None or old.redirects_to != each.address:
                found.append(Fault("redirects", each.address, f"'{former}' does not lead here"))
    found += _no_others(pages, records, site)
    return found


def _no_others(pages: Sequence[Page], records: list[Written], site: Path) -> Iterator[Fault]:
    """No page and no JSON document of a record that is not there (any more)."""
    known = {each.address for each in records}
    former = {f"{r.folder}/{id_}/" for r in records for id_ in r.values.get("former_ids", ())}
    for page in pages:
        of_record = re.fullmatch(rf"({'|'.join(FOLDERS)})/[a-z][a-z0-9-]+/", page.address)
        if of_record and page.address not in known | former and "Code" not in page.text:
            yield Fault("records", page.address, "a page without a record")
    documents = {
        path.relative_to(site / "data").as_posix().removesuffix(".json") + "/"
        for folder in FOLDERS
        for path in (site / "data" / folder).glob("*")
    }
    for address in documents - known:
        yield Fault("json", f"data/{address}", "a document without a record")


def _scalars(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a record with the key under which it stands."""
    if isinstance(value, dict):
        for inner, each in value.items():
            yield from _scalars(each, inner)
    elif isinstance(value, list):
        for each in value:
            yield from _scalars(each, key)
    else:
        yield key, value


def _claims(values: dict[str, Any]) -> dict[str, Any]:
    """A record without what the page need not repeat."""
    return {key: value for key, value in values.items() if key not in ("id", "cites")}


def _words(record: Written, page: Page) -> Iterator[Fault]:
    """Whatever the record says in words stands on its page, and every address is linked."""
    hovers = folded(" ".join(page.tree.xpath("//main//@title")))
    for key, text in _scalars(_claims(record.values)):
        if key == "what" and "_" in text:
            continue  # a word of a closed list, looked for below
        if key in _WORDS and folded(text).removesuffix(".") not in page.text:
            if key == "at" and folded(text) in hovers:
                continue
            yield Fault("words", page.address, f"{key} is not on the page: {text[:80]}")
    lower = page.text.lower()
    for key, text in _scalars(_claims(record.values)):
        if (key, text) == ("authorisation", "none"):
            continue  # an exception that depends on nobody is printed as such: without a condition
        if key in _LISTED or (key in ("kind", "what") and re.fullmatch(r"[a-z]+(_[a-z]+)*", text)):
            shown = any(form in lower for form in (text, *_forms_of_word(text)))
        elif key in _DATES:
            shown = _date(text) in page.text
        elif key in _NUMBERS:
            shown = any(form in page.text for form in _forms_of_number(float(text)))
        else:
            continue
        if not shown:
            yield Fault("values", page.address, f"{key} is not on the page: {text[:80]}")
    hrefs = set(page.links)
    for key, text in _scalars(_claims(record.values)):
        if key in ("url", "archived", "website", "official_url", "eli") and text not in hrefs:
            yield Fault("words", page.address, f"{key} is not linked: {text}")


def _forms_of_word(text: str) -> tuple[str, str]:
    return text.replace("_", " "), _PRINTED.get(text, text)


def _date(text: str) -> str:
    """`2018-04-09` as the pages print it: `9 April 2018`."""
    year, *rest = text.split("-")
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])


def _forms_of_number(value: float) -> list[str]:
    scaled = [(value, ""), (value / 1e6, " million"), (value / 1e9, " billion")]
    scaled.append((value / 1e12, " trillion"))
    return [f"{int(v) if v.is_integer() else v:,}{unit}" for v, unit in scaled]


def _citations(record: Written, page: Page) -> Iterator[Fault]:
    """Whatever is claimed has a place of its own, and a link to its source there."""
    for key, value in record.values.items():
        if key in _NO_CLAIMS or not isinstance(value, list | dict):
            continue
        names = value if isinstance(value, dict) else range(1, len(value) + 1)
        for name in names if _holds_claims(value) else ():
            if f"{key}-{name}" not in page.ids:
                yield Fault("citations", page.address, f"there is no '{key}-{name}' on the page")
    if not record.values.get("sources"):
        return
    for name, query in _CITED:
        for element in page.tree.xpath(f"//main{query}"):
            if not element.xpath(".//a[@class='kb-cite']"):
                text = folded(element.text_content())[:70]
                yield Fault("citations", page.address, f"a {name} cites nothing: {text}")
    boxed = {
        folded(group.findtext("dt") or ""): group
        for group in page.tree.xpath("//aside[contains(@class,'kb-facts')]//dl/div")
    }
    for key, name in _CLAIMED.items():
        # What a technology's record says at its top is the scheme's own, not a claim.
        if key not in record.values or record.folder == "technologies":
            continue
        group = boxed.get(name)
        if group is None:
            yield Fault("citations", page.address, f"the facts box has no '{name}'")
        elif not group.xpath(".//a[@class='kb-cite']"):
            yield Fault("citations", page.address, f"the fact '{name}' cites nothing")
    listed = len(page.tree.xpath("//ol[@class='kb-sources']/li"))
    if listed != len(record.values["sources"]):
        yield Fault("citations", page.address, f"lists {listed} sources of another number")


def _holds_claims(value: list[Any] | dict[str, Any]) -> bool:
    """Whether a top-level value is a list, or a mapping by id, of items with keys of their own."""
    items = list(value.values()) if isinstance(value, dict) else value
    return all(isinstance(item, dict) for item in items)


def _linked_pages(pages: Sequence[Page], site_url: str) -> dict[str, set[str]]:
    """For each page, the addresses that it links to in its main part."""
    return {
        page.address: {
            target[0] for href in page.main_hrefs if (target := internal(page, href, site_url))
        }
        for page in pages
    }


def _references(
    record: Written, page: Page, addresses: dict[str, str], linked: dict[str, set[str]]
) -> Iterator[Fault]:
    """A record links to whatever it names, and what it names links back."""
    named = {text for key, text in _scalars(_claims(record.values)) if key in _REFERENCES}
    named |= set(_scope_suppliers(record.values))
    for id_ in sorted(named - {record.id}):
        address = addresses.get(id_)
        if address is None:
            yield Fault("references", page.address, f"'{id_}' has no page")
            continue
        if address not in linked[page.address]:
            yield Fault("references", page.address, f"does not link to {address}")
        back = linked.get(address, set()) | _further(address, linked)
        if page.address not in back:
            yield Fault("references", address, f"does not link back to {page.address}")


def _further(address: str, linked: dict[str, set[str]]) -> set[str]:
    """What the pages of a long list of references link to."""
    start = f"{address}references/"
    return {each for page, found in linked.items() if page.startswith(start) for each in found}


def _scope_suppliers(values: dict[str, Any]) -> Iterator[str]:
    for provision in values.get("provisions", {}).values():
        yield from provision.get("scope", {}).get("suppliers", ())


def _actions(_record: Written, page: Page) -> Iterator[Fault]:
    for wanted in _OFFERED:
        if wanted not in page.text:
            yield Fault("actions", page.address, f"does not offer '{wanted}'")
    for text in page.tree.xpath("//h3[.='CSL-JSON']/following-sibling::pre/text()"):
        cited = json.loads(text)
        if cited.get("URL") != page.canonical:
            yield Fault("actions", page.address, f"cites {cited.get('URL')}")
    if page.canonical not in page.links:
        yield Fault("actions", page.address, "does not show its permanent address")


def _json(record: Written, page: Page, site: Path) -> Iterator[Fault]:
    """The record as JSON: it parses, is linked, and says what the file says."""
    place = f"data/{record.folder}/{record.id}.json"
    if not any(page.resolved(href)[0] == place for href in page.links):
        yield Fault("json", page.address, f"does not link to {place}")
    try:
        document = json.loads((site / place).read_text("utf-8"), parse_constant=_no_constant)
    except (OSError, ValueError) as error:
        yield Fault("json", page.address, f"{place}: {error}")
        return
    if (document.pop("kind", None), document.pop("id", None)) != (
        {"technologies": "technology"}.get(record.folder, record.folder[:-1]),
        record.id,
    ):
        yield Fault("json", page.address, f"{place}: another kind or id")
    here = {text for _, text in _scalars(record.values) if text not in ("exact", record.id)}
    there = {_plain(text) for _, text in _scalars(document)} - {"exact", record.id}
    wrong = {folded(text) for text in here} ^ {folded(text) for text in there}
    for text in sorted(wrong):
        yield Fault("json", page.address, f"{place}: differs from the record in '{text[:60]}'")


def _plain(value: object) -> str:
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
