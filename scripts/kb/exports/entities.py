"""The register as FollowTheMoney entities, for Aleph and the tools of OpenSanctions."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any
from urllib.parse import quote, urlsplit

from kb.link import source_id
from kb.models.vocabulary import PUBLIC_OPERATORS, JurisdictionLevel, SourceType
from kb.outline import Outline, status
from kb.render.context import Context

Document = Mapping[str, Any]
Values = dict[str, Any]

_ID = "surveillance-register"
_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True).encode
_PUBLIC = frozenset(each.value for each in PUBLIC_OPERATORS)
_NAMES = {"former": "previousName", "abbreviation": "weakAlias"}  # the others are aliases


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity: its id, the schema of the FollowTheMoney model it is of, its properties."""

    id: str
    schema: str
    properties: Values

    def as_line(self) -> str:
        """The entity as a line of JSON; every property a list of texts, those without one left out."""
        properties = {
            name: [_text(each) for each in (value if isinstance(value, list) else [value])]
            for name, value in self.properties.items()
            if value not in (None, "", [])
        }
        whole = {"id": self.id, "schema": self.schema, "properties": properties}
        return _ENCODE(whole) + "\n"


@dataclass(frozen=True)
class Entities:
    """Makes the entities of a knowledge base, a record at a time.

    `on` is the day for which the status of a deployment is given.
    """

    context: Context
    on: date

    def of_record(self, document: Document) -> Iterator[Entity]:
        """What a record says of parties and deployments; nothing where it was withdrawn."""
        outline = self.context.links.base.outlines[document["id"]]
        if outline.withdrawn:
            return
        make: Mapping[str, Callable[[Outline, Document], Iterator[Entity]]] = {
            "vendor": self._party,
            "organisation": self._party,
            "deployment": self._deployment,
        }
        if outline.kind in make:
            yield from make[outline.kind](outline, document)

    def sources(self) -> Iterator[Entity]:
        """Each source as a document, those of the press as articles."""
        links = self.context.links
        for url, (title, publisher, published, _, kind, _) in links.descriptions.items():
            yield Entity(
                _of_source(url),
                "Article" if kind == SourceType.NEWS.value else "Document",
                {
                    "title": title,
                    "name": title,
                    "fileName": source_id(url),
                    "sourceUrl": _url(url),
                    "publisher": publisher,
                    "publishedAt": published,
                },
            )

    # Parties -------------------------------------------------------------------------------------

    def _party(self, outline: Outline, document: Document) -> Iterator[Entity]:
        known = document.get("identifiers", {})
        path = known.get("opencorporates")
        country = self._country(outline.jurisdiction)
        names: dict[str, list[str]] = {}
        for each in document.get("names", ()):
            names.setdefault(_NAMES.get(each["kind"], "alias"), []).append(each["name"])
        yield Entity(
            _of(outline.id),
            self._schema(outline, document),
            {
                **self._common(outline, document),
                **names,
                "jurisdiction": country,
                "incorporationDate": document.get("founded"),
                "dissolutionDate": document.get("dissolved"),
                "website": _url(document.get("website")),
                "wikidataId": known.get("wikidata"),
                "leiCode": known.get("lei"),
                "registrationNumber": known.get("company_number"),
                "opencorporatesUrl": path and f"https://opencorporates.com/companies/{quote(path)}",
                **({"ticker": known.get("ticker")} if outline.kind == "vendor" else {}),
            },
        )
        yield from self._ties(outline, document)

    def _schema(self, outline: Outline, document: Document) -> str:
        if outline.kind == "vendor" or "ownership" in document:
            return "Company"  # an organisation of another kind has no owners
        return "PublicBody" if outline.id in self._public_bodies else "Organization"

    @cached_property
    def _public_bodies(self) -> frozenset[str]:
        """Those that make rules, decide cases or are public operators; of others it is not known."""
        found = set()
        for outline in self.context.links.base.outlines.values():
            if outline.operator_type in _PUBLIC:
                found.add(outline.operator)
            for where, target, _ in outline.references:
                if where[-1] == "issuing_body" or (where[0], where[-1]) == ("challenges", "body"):
                    found.add(target)
        return frozenset(found)

    def _ties(self, outline: Outline, document: Document) -> Iterator[Entity]:
        for n, each in enumerate(document.get("ownership", ()), start=1):
            yield from self._link(
                outline, document, each, f"ownership.{n}", "Ownership",
                {"owner": each["party"]}, {"asset": _of(outline.id), "percentage": each.get("share")},
            )  # fmt: skip
        for n, each in enumerate(document.get("partnerships", ()), start=1):
            about = {"role": f"partner: {each['kind']}", "summary": each["subject"]}
            yield from self._link(
                outline, document, each, f"partnerships.{n}", "UnknownLink",
                {"object": each["party"]}, {"subject": _of(outline.id), **about},
            )  # fmt: skip
        for n, each in enumerate(document.get("funding", ()), start=1):
            investors = [each["lead"]] if "lead" in each else []
            for m, party in enumerate([*investors, *each.get("investors", ())], start=1):
                role = "lead investor" if party in investors else "investor"
                about = {"role": role, "summary": each.get("round"), "date": each.get("date")}
                yield from self._link(
                    outline, document, each, f"funding.{n}.{m}", "UnknownLink",
                    {"subject": party}, {"object": _of(outline.id), **about},
                )  # fmt: skip
        if "parent" in document:
            yield from self._link(
                outline, document, {}, "parent", "UnknownLink",
                {"object": document["parent"]}, {"subject": _of(outline.id), "role": "part of"},
            )  # fmt: skip
        for n, each in enumerate(document.get("listings", ()), start=1):
            yield self._listing(outline, document, each, n)

    def _listing(self, outline: Outline, document: Document, each: Document, n: int) -> Entity:
        base, name = self.context.links.base, self.context.links.name
        regulation = base.values(each["regulation"])
        provision = regulation.get("provisions", {}).get(each.get("provision"), {})
        body = regulation.get("issuing_body")
        return Entity(
            f"{_of(outline.id)}.listings.{n}",
            "Sanction",
            {
                **self._edge(outline, document, each),
                "entity": _of(outline.id),
                "authority": name(body) if body else None,
                "program": name(each["regulation"]),
                "programUrl": _url(regulation.get("official_url")),
                "provisions": provision.get("citation"),
                "country": self._country(regulation["jurisdiction"]),
                "listingDate": each.get("from"),
            },
        )

    # Deployments ---------------------------------------------------------------------------------

    def _deployment(self, outline: Outline, document: Document) -> Iterator[Entity]:
        project = _of(outline.id)
        phases = document.get("phases", ())
        yield Entity(
            project,
            "Project",
            {
                **self._common(outline, document),
                "projectId": outline.id,
                "startDate": min((each["from"] for each in phases), default=None),
                "status": status(outline.phases, self.on),
            },
        )
        if outline.operator:
            yield from self._link(
                outline, document, {}, "operator", "ProjectParticipant",
                {"participant": outline.operator}, {"project": project, "role": "operator"},
            )  # fmt: skip
        for n, each in enumerate(document.get("suppliers", ()), start=1):
            yield from self._link(
                outline, document, each, f"suppliers.{n}", "ProjectParticipant",
                {"participant": each["party"]}, {"project": project, "role": each["role"]},
            )  # fmt: skip
        for n, each in enumerate(document.get("contracts", ()), start=1):
            yield from self._contract(outline, document, each, n)

    def _contract(
        self, outline: Outline, document: Document, each: Document, n: int
    ) -> Iterator[Entity]:
        contract = f"{_of(outline.id)}.contracts.{n}"
        value = each.get("value", {})
        money = {"amount": value.get("amount"), "currency": value.get("currency")}
        buyer = each.get("buyer")
        yield Entity(
            contract,
            "Contract",
            {
                **self._common(outline, document),
                "name": each["subject"],
                "title": each["subject"],
                "proof": self._proof(document, each),
                "summary": None,
                "project": _of(outline.id),
                "authority": _of(buyer) if buyer and self._stands(buyer) else None,
                "procedureNumber": each.get("reference"),
                "method": each.get("procurement_method"),
                "contractDate": each.get("signed"),
                **money,
            },
        )
        if "supplier" in each:
            yield from self._link(
                outline, document, each, f"contracts.{n}.award", "ContractAward",
                {"supplier": each["supplier"]},
                {"contract": contract, "date": each.get("signed"), **money},
            )  # fmt: skip

    # What several have ---------------------------------------------------------------------------

    def _common(self, outline: Outline, document: Document) -> Values:
        changed = self.context.history.get(outline.path)
        return {
            "name": self.context.links.name(outline.id),
            "summary": outline.summary,
            "country": self._country(outline.jurisdiction),
            "sourceUrl": self._page(outline),
            "publisher": self.context.site_name,
            "publisherUrl": self.context.site_url,
            "proof": self._proof(document, {}),
            "modifiedAt": changed.last.isoformat() if changed else None,
        }

    def _edge(self, outline: Outline, document: Document, claim: Document) -> Values:
        return {
            "startDate": claim.get("from"),
            "endDate": claim.get("until"),
            # Not `proof`, which ties do not have in every version of the model.
            "sourceUrl": [self._page(outline), *map(_url, _addresses(document, claim))],
            "publisher": self.context.site_name,
        }

    def _link(
        self,
        outline: Outline,
        document: Document,
        claim: Document,
        name: str,
        schema: str,
        other: Mapping[str, str],
        values: Values,
    ) -> Iterator[Entity]:
        """A tie to the party that `other` names by its property; none if that one is withdrawn."""
        ((role, party),) = other.items()
        if self._stands(party):
            edge = {**self._edge(outline, document, claim), role: _of(party), **values}
            yield Entity(f"{_of(outline.id)}.{name}", schema, edge)

    def _stands(self, party: str) -> bool:
        outline = self.context.links.base.outlines.get(party)
        return outline is not None and not outline.withdrawn

    def _page(self, outline: Outline) -> str:
        return self.context.site_url + self.context.links.address(outline.id)

    def _proof(self, document: Document, claim: Document) -> list[str]:
        """The documents that are the sources of a claim, or of the record."""
        return [_of_source(url) for url in _addresses(document, claim)]

    def _country(self, place: str) -> str | None:
        """The ISO code of the country above a place; `eu` too has one there."""
        if not place:
            return None
        territory = self.context.links.base.territory
        above = (place, *territory.ancestors(place))[-1]
        known = above == "eu" or territory.level(above) is JurisdictionLevel.COUNTRY
        return above if known else None


def _addresses(document: Document, claim: Document) -> list[str]:
    """The addresses of the sources that a claim names, or else of all that the record has."""
    sources = document.get("sources", {})
    keys: Iterable[str] = [each["source"] for each in claim.get("cites", ())] or sources
    return list(dict.fromkeys(sources[key]["url"] for key in keys))


def _of(id_: str) -> str:
    # Ids of records hold no dot, so nothing else can come to the same.
    return f"{_ID}.{id_}"


@cache
def _of_source(url: str) -> str:
    return f"{_ID}.source.{source_id(url)}"


def _url(text: str | None) -> str | None:
    """An address as the model writes it: a host alone has the path `/`."""
    return f"{text}/" if text and not urlsplit(text).path and "?" not in text else text


def _text(value: object) -> str:
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)
