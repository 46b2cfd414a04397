"""Records whose every text tries to be something else: markup, script, a template, a placeholder."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.projects import write_record

RUN = "window.__pwned=1"

TEXTS = {
    "plain": "Nothing but words",
    "script": f"<script>{RUN}</script>",
    "event": f'<img src=x onerror="{RUN}">',
    "svg": f"<svg onload={RUN}><a xlink:href=javascript:{RUN}>x</a></svg>",
    "link": f"[x](javascript:{RUN})",
    "link-in-entities": f"[x](java&#115;cript:{RUN})",
    "attribute-list": f'word {{: onclick="{RUN}" }}',
    "reference": f'[x]: javascript:{RUN} "x"',
    "admonition": f'!!! danger "<img src=x onerror={RUN}>"',
    "footnote": f"a[^1] [^1]: <script>{RUN}</script>",
    "snippet": '--8<-- ".git/config"',
    "template": '{{ 7*7 }} {% include "partials/head.html" %} {# gone? #} ${7*7} <%= 7*7 %>',
    "table": "| a | b |\n|---|---|\n| c | d |",
    "two-lines": "one\ntwo\n\nthree",
    "fence": f"```html\n<script>{RUN}</script>",
    "heading": "# A heading\n\n## Facts\n\n<h1>Another</h1>",
    "title": f"</title><script>{RUN}</script>",
    "quotation": f'"><script>{RUN}</script>',
    "apostrophe": f"' onmouseover='{RUN}' x='",
    "front-matter": "template: ../../../../etc/passwd",
    "picture": '![x](https://elsewhere.example/p.png) <img src="https://elsewhere.example/p.png">',
    "frame": f'<iframe src="https://elsewhere.example/" srcdoc="<script>parent.{RUN}</script>">',
    "refresh": '<meta http-equiv="refresh" content="0;url=https://elsewhere.example/">',
    "base": '<base href="https://elsewhere.example/"><link rel=stylesheet href=//elsewhere.example/>',
    "style": "<style>* { display: none }</style><link rel=stylesheet href=//elsewhere.example/a>",
    "form": "<form action=https://elsewhere.example/><input name=a autofocus><button>Send",
    "end": "</p></dd></dl></td></table></pre></main></body></html>",
    "comment": "<!-- <![CDATA[ <?php 1 ?> --!> <!doctype html>",
    "escaped": "&lt;script&gt; &amp;amp; &#60;b&#62; \\u003cb\\u003e %3Cb%3E",
    "json-ld": f"</script><script>{RUN}</script>",
    "formula": '=HYPERLINK("https://elsewhere.example/?"&A1,"x") +1 @x -2',
    "index-marks": '<p data-pagefind-body data-pagefind-filter="kind:Fake" data-pagefind-meta="title:x">',
    "placeholders": "@@kb:title@@ @@kb:description@@ @@kb:canonical@@ @@kb:head@@ @@kb:body@@ @@kb:home@@",
}  # fmt: skip
"""Texts by name: cases 83 to 105 and 110 of the project's list of bad inputs, and more like them."""

LONG = "W" * 3000
"""A word that no line can hold; a text of one line may have 300 letters of it."""

KINDS = (
    "vendors", "deployments", "regulations", "organisations", "jurisdictions", "technologies",
)  # fmt: skip


@dataclass(frozen=True)
class Hostile:
    """One text, and the ids of the six records that hold it."""

    name: str
    text: str

    @property
    def line(self) -> str:
        """The text as a field of one line can hold it."""
        return " ".join(self.text.split())[:300]

    def id(self, folder: str) -> str:
        """The id of the record of a kind."""
        return f"gb-{self.name}" if folder == "jurisdictions" else f"{folder[:4]}-{self.name}"

    def address(self, folder: str) -> str:
        """The page of the record of a kind."""
        return f"{folder}/{self.id(folder)}/"


ALL = [*(Hostile(name, text) for name, text in TEXTS.items()), Hostile("long", LONG)]


def write_hostile_records(data: Path) -> None:
    """Write six records for every text, with the text in every field that takes words."""
    for each in ALL:
        for folder, record in _records(each):
            write_record(data / folder / f"{each.id(folder)}.yaml", record)


def _records(each: Hostile) -> Iterator[tuple[str, dict[str, Any]]]:
    line, text = each.line, each.text
    ids = {folder: each.id(folder) for folder in KINDS}
    place, technology = ids["jurisdictions"], ids["technologies"]
    cites = [{"source": "a", "at": line}]
    note = text if len(text) < 1000 else line  # a file may hold 64 KiB
    claim = {"cites": cites, "note": note, "superseded": line, "certainty": "disputed"}
    common: dict[str, Any] = {
        "summary": text,
        "names": [{"name": f"{line}"[:299] + "!", "kind": "former", **claim}],
        "statements": [
            {"text": text, "by": line, "date": "2020-01", "conflict": "x", **claim, "cites": ["b"]},
            {"text": text, "by": line, "date": "2021", "about": [technology], "conflict": "x", **claim},
        ],
        "corrections": [{"date": "2024-01-01", "what": text, "why": text}],
        "responses": [{"party": ids["organisations"], "date": "2024-02", "summary": text, "cites": cites}],
        "cites": {"default": cites},
        "sources": {
            key: {
                "title": line, "publisher": line, "author": line, "note": text,
                "url": f"https://example.org/{each.name}/{key}", "published": "2020-05",
                "accessed": "2024-01-02", "language": "en", "type": "news",
            }
            for key in ("a", "b")
        },
    }  # fmt: skip
    money = {"amount": 1000, "currency": "EUR"}
    challenge = {
        "body": ids["organisations"], "title": line, "reference": line, "brought_by": line,
        "outcome": "pending", "finding": text, **claim,
    }  # fmt: skip
    yield "vendors", {
        "name": line,
        "jurisdiction": place,
        "technologies": [technology],
        "identifiers": {
            "ticker": line, "opensanctions": line, "opencorporates": line, "company_number": line,
        },
        "products": [{"id": "p", "name": line, **claim}],
        "ownership": [{"party": ids["organisations"], **claim}],
        "funding": [{"date": "2019", "round": line, "amount": money, **claim}],
        "valuations": [{"date": "2019", "amount": money, "by": line, **claim}],
        "partnerships": [{"party": ids["organisations"], "subject": line, "kind": "research", **claim}],
        "customers": [{"count": 4, "of": line, **claim}],
        "challenges": [challenge],
        "withheld": [{"field": "founded", "by": line, "reason": line, "cites": cites}],
        **common,
    }  # fmt: skip
    yield (
        "deployments",
        {
            "name": line,
            "jurisdiction": place,
            "place": {"label": line, **claim},
            "operator": ids["organisations"],
            "technologies": [technology],
            "suppliers": [{"party": ids["vendors"], "role": "operator", **claim}],
            "phases": [{"phase": "trial", "from": "2020", **claim}],
            "scale": [{"what": line, "count": 3, **claim}],
            "cost": [{"what": line, "amount": money, **claim}],
            "contracts": [
                {"subject": line, "reference": line, "supplier": ids["vendors"], **claim}
            ],
            "sharing": [{"with": line, "what": line, **claim}],
            "legal_basis_claimed": text,
            "assessments": [
                {"kind": "audit", "title": line, "url": "https://example.org/audit", **claim}
            ],
            "challenges": [challenge],
            "not_found": [{"field": "mode", "searched": "2024-01-01", "where": line, "note": text}],
            "withheld": [{"field": "operator_type", "by": line, "reason": line, "cites": cites}],
            **common,
        },
    )
    yield (
        "regulations",
        {
            "name": line[:290] + " (long)",
            "short_name": line,
            "instrument_type": "statute",
            "jurisdiction": place,
            "issuing_body": ids["organisations"],
            "identifiers": {"citation": line, "bill": line},
            "official_url": "https://example.org/law",
            "provisions": {
                "s-1": {
                    "citation": line,
                    "summary": text,
                    "effect": "requires",
                    "scope": {"technologies": [technology]},
                    "requires": [{"what": "use_policy", "summary": text}],
                    "exceptions": [{"summary": text, "at": line, "authorisation": "court"}],
                    "penalty": text,
                    **claim,
                }
            },
            "withdrawn": {"date": "2024-01-01", "reason": text},
            **common,
        },
    )
    yield "organisations", {"name": line, "jurisdiction": place, **common}
    yield (
        "jurisdictions",
        {
            "name": line,
            "level": "locality",
            "parents": ["gb"],
            "memberships": [{"in": "us", "until": "2020", **claim}],
            **common,
        },
    )
    yield "technologies", {"name": line, "alt_labels": [line], "definition": text, **common}
