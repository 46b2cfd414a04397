"""A vendor: a company that makes, sells or runs surveillance technology."""

from typing import Annotated

from pydantic import Field

from kb.models.claims import (
    Challenge,
    Claim,
    Money,
    Ownership,
    Record,
    Source,
    model,
)
from kb.models.scalars import (
    Count,
    Date,
    Form,
    JurisdictionId,
    Line,
    LocalId,
    PartyId,
    RegulationId,
    TechnologyId,
    Uncited,
    Url,
)
from kb.models.vocabulary import PartnershipKind, Qualifier


@model
class Identifiers:
    """Its identifiers in other registers."""

    wikidata: Annotated[
        str | None, Field(pattern=r"^Q[1-9][0-9]*$"), Form("Q and digits", "Q42")
    ] = Field(None, description="Wikidata.")
    lei: Annotated[
        str | None,
        Field(pattern=r"^[A-Z0-9]{18}[0-9]{2}$"),
        Form("18 capital letters or digits, then two digits", "5493001KJTIIGC8Y1R12"),
    ] = Field(None, description="LEI (ISO 17442).")
    ticker: Line | None = Field(
        None, description="Stock exchange and ticker, such as `HKEX: 0020`.", examples=["LSE: EXA"]
    )
    opensanctions: Line | None = Field(
        None, description="OpenSanctions entity id.", examples=["NK-exampleexampleexample"]
    )
    opencorporates: Line | None = Field(
        None, description="OpenCorporates path, such as `gb/01234567`.", examples=["gb/01234567"]
    )
    company_number: Line | None = Field(
        None, description="Number in its national company register.", examples=["01234567"]
    )


@model
class Product(Claim):
    """A product that it sells."""

    id: LocalId = Field(
        description="A short id; a deployment's supplier can name it.", examples=["watcher"]
    )
    name: Line = Field(description="The product's name.", examples=["Watcher"])
    technologies: tuple[TechnologyId, ...] = Field((), description="What it does.")


@model
class Funding(Claim):
    """A round of investment, or an investment without a known round."""

    date: Date | None = Field(None, description="When it was announced.")
    round: Line | None = Field(
        None, description="The round, such as `Series C`.", examples=["Series A"]
    )
    amount: Money | None = Field(None, description="The amount raised.")
    lead: PartyId | None = Field(None, description="Who led it.", examples=["exampleville-capital"])
    investors: tuple[PartyId, ...] = Field(
        (), description="Who took part, besides the lead.", examples=["exampleville-council"]
    )


@model
class Valuation(Claim):
    """What it was said to be worth."""

    date: Date = Field(description="As of.")
    amount: Money = Field(description="The value.")
    by: Line | None = Field(
        None,
        description="Who put the value on it or reported it first.",
        examples=["The Exampleville Gazette"],
    )


@model
class Partnership(Claim):
    """Something that it does together with another party."""

    party: PartyId = Field(description="The other party.", examples=["exampleville-council"])
    subject: Line = Field(
        description="About what.", examples=["Use of the software by the council"]
    )
    kind: PartnershipKind = Field(
        description="What kind of partnership it is.", examples=["government"]
    )
    from_: Date | None = Field(None, alias="from", description="From.")
    until: Date | None = Field(None, description="Until.", examples=["2021-06"])


@model
class Customers(Claim):
    """A claimed number of customers."""

    count: Count = Field(description="How many.")
    of: Line = Field(
        description="Of what: `local governments in China`.", examples=["police forces"]
    )
    as_of: Date | None = Field(None, description="As of.")
    jurisdiction: JurisdictionId | None = Field(None, description="Where they are.")
    qualifier: Qualifier = Field(
        Qualifier.EXACT, description="How the source qualifies the number."
    )


@model
class Listing(Claim):
    """A legal list that names it."""

    regulation: RegulationId = Field(description="The regulation that is, or holds, the list.")
    provision: LocalId | None = Field(
        None, description="The provision of that regulation.", examples=["s-1"]
    )
    from_: Date | None = Field(None, alias="from", description="Listed from.")
    until: Date | None = Field(None, description="Listed until.", examples=["2021-06"])


@model
class Vendor(Record):
    """A company that makes, sells or runs surveillance technology."""

    name: Annotated[Line, Uncited()] = Field(
        description="The name that readers know it by.", examples=["Exampleville Vision"]
    )
    jurisdiction: JurisdictionId = Field(description="Where it has its seat.")
    founded: Date | None = Field(None, description="When it was founded.", examples=["2012"])
    dissolved: Date | None = Field(None, description="When it ceased to exist.", examples=["2023"])
    website: Annotated[Url | None, Uncited()] = Field(
        None, description="Its own site.", examples=["https://vision.example.org/"]
    )
    identifiers: Annotated[Identifiers | None, Uncited()] = Field(
        None, description="Identifiers in other registers."
    )
    technologies: tuple[TechnologyId, ...] = Field(min_length=1, description="What it sells.")
    products: tuple[Product, ...] = Field((), description="Products by name.")
    ownership: tuple[Ownership, ...] = Field((), description="Owners, present and past.")
    funding: tuple[Funding, ...] = Field((), description="Investments in it.")
    valuations: tuple[Valuation, ...] = Field((), description="What it was said to be worth.")
    partnerships: tuple[Partnership, ...] = Field((), description="What it does with others.")
    customers: tuple[Customers, ...] = Field((), description="Claimed numbers of customers.")
    listings: tuple[Listing, ...] = Field((), description="Legal lists that name it.")
    challenges: tuple[Challenge, ...] = Field(
        (), description="Cases against it before courts and regulators."
    )
    sources: Annotated[dict[LocalId, Source], Uncited()] = Field(
        min_length=1,
        description="The publications that were read for this record, by a short key.",
    )
