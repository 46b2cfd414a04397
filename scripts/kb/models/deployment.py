"""A deployment: one use of surveillance technology by one operator in one place."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from kb.models.claims import Challenge, Claim, Money, Record, Source, model
from kb.models.scalars import (
    Count,
    Date,
    Days,
    Form,
    JurisdictionId,
    Line,
    LocalId,
    PartyId,
    Prose,
    TechnologyId,
    Uncited,
    Url,
    VendorId,
    number,
)
from kb.models.vocabulary import (
    AssessmentKind,
    Mode,
    OperatorType,
    Phase,
    ProcurementMethod,
    Purpose,
    Qualifier,
    Setting,
    SupplierRole,
)

Latitude = Annotated[
    int | float,
    BeforeValidator(number),
    Field(ge=-90, le=90),
    Form("a number, north positive", 51.48),
]
Longitude = Annotated[
    int | float,
    BeforeValidator(number),
    Field(ge=-180, le=180),
    Form("a number, east positive", -3.18),
]


@model
class Place(Claim):
    """Where it is: a city or a region, never a single device."""

    label: Line = Field(
        description="The place as a reader would name it.", examples=["Exampleville"]
    )
    latitude: Latitude | None = Field(None, description="Latitude of the city (WGS 84, degrees).")
    longitude: Longitude | None = Field(
        None, description="Longitude of the city (WGS 84, degrees)."
    )


@model
class Supplier(Claim):
    """Who supplied what."""

    party: VendorId = Field(description="The vendor.")
    role: SupplierRole = Field(description="What it did.", examples=["manufacturer"])
    product: LocalId | None = Field(
        None, description="The id of one of the vendor's products.", examples=["watcher"]
    )
    from_: Date | None = Field(None, alias="from", description="From.")
    until: Date | None = Field(None, description="Until.", examples=["2021-06"])


@model
class PhaseSpan(Claim):
    """A stage of its life."""

    phase: Phase = Field(description="The stage.", examples=["trial"])
    from_: Date = Field(alias="from", description="From.")
    until: Date | None = Field(
        None,
        description="Until; absent where it lasts, or where the next phase ends it.",
        examples=["2021-06"],
    )


@model
class Scale(Claim):
    """A count that tells how large it is, or what came of it."""

    what: Line = Field(
        description="What is counted: `cameras`, `searches`, `arrests`.", examples=["cameras"]
    )
    count: Count = Field(description="How many.")
    as_of: Date | None = Field(None, description="As of, or the end of the period counted.")
    since: Date | None = Field(
        None, description="The start of the period counted.", examples=["2018"]
    )
    qualifier: Qualifier = Field(
        Qualifier.EXACT, description="How the source qualifies the number."
    )


@model
class Cost(Claim):
    """What it costs."""

    what: Line = Field(description="What the money is for.", examples=["software licences"])
    amount: Money = Field(description="How much.")
    as_of: Date | None = Field(None, description="As of, or when it was approved.")


@model
class Contract(Claim):
    """A contract behind it."""

    subject: Line = Field(description="What was bought.", examples=["Face recognition software"])
    reference: Line | None = Field(
        None, description="The contract's or the tender's number.", examples=["2019/S 017"]
    )
    value: Money | None = Field(None, description="The value of the contract.")
    signed: Date | None = Field(
        None, description="When it was signed or awarded.", examples=["2019-05-20"]
    )
    until: Date | None = Field(None, description="When it ends.", examples=["2021-06"])
    procurement_method: ProcurementMethod | None = Field(
        None, description="How it was awarded.", examples=["open"]
    )
    buyer: PartyId | None = Field(
        None, description="The procuring entity.", examples=["exampleville-council"]
    )
    supplier: VendorId | None = Field(None, description="The vendor.")


@model
class Sharing(Claim):
    """Who else gets the data."""

    with_: Line = Field(
        alias="with", description="The recipient.", examples=["National Police of Exampleland"]
    )
    party: PartyId | None = Field(None, description="The recipient's record.")
    what: Line | None = Field(
        None, description="What is shared.", examples=["matches with the national watchlist"]
    )
    from_: Date | None = Field(None, alias="from", description="From.")
    until: Date | None = Field(None, description="Until.", examples=["2021-06"])


@model
class Assessment(Claim):
    """A document by which the operator accounts for the deployment."""

    kind: AssessmentKind = Field(description="What kind of document.", examples=["dpia"])
    date: Date | None = Field(None, description="Its date.")
    url: Url | None = Field(
        None, description="Where it can be read.", examples=["https://police.example.org/dpia.pdf"]
    )
    title: Line | None = Field(
        None, description="Its title.", examples=["Data protection impact assessment, version 2"]
    )


@model
class Deployment(Record):
    """One use of surveillance technology by one operator in one place."""

    name: Annotated[Line, Uncited()] = Field(
        description="A descriptive name: operator, technology, place.",
        examples=["Exampleville Police: live face recognition at the central station"],
    )
    jurisdiction: JurisdictionId = Field(
        description="The smallest jurisdiction that holds all of it."
    )
    place: Place | None = Field(None, description="Where it is.")
    operator: PartyId | None = Field(None, description="Who uses it.")
    operator_type: OperatorType | None = Field(
        None, description="What kind of body uses it.", examples=["local_police"]
    )
    technologies: tuple[TechnologyId, ...] = Field(min_length=1, description="What is used.")
    purposes: tuple[Purpose, ...] = Field((), description="For what.", examples=["wanted_persons"])
    settings: tuple[Setting, ...] = Field(
        (), description="Where it meets people.", examples=["transport_hub"]
    )
    mode: Mode | None = Field(
        None, description="In real time or afterwards.", examples=["real_time"]
    )
    suppliers: tuple[Supplier, ...] = Field((), description="Who supplied it.")
    phases: tuple[PhaseSpan, ...] = Field((), description="The stages of its life.")
    scale: tuple[Scale, ...] = Field((), description="Counts.")
    cost: tuple[Cost, ...] = Field((), description="Costs.")
    contracts: tuple[Contract, ...] = Field((), description="Contracts.")
    retention_days: Days | None = Field(
        None, description="How long data are kept, in days; 0: not kept."
    )
    sharing: tuple[Sharing, ...] = Field((), description="Who else gets the data.")
    legal_basis_claimed: Prose | None = Field(
        None,
        description="The legal basis that the operator relies on.",
        examples=["Section 12 of the Police Act."],
    )
    assessments: tuple[Assessment, ...] = Field(
        (), description="Assessments, policies, reports, audits."
    )
    challenges: tuple[Challenge, ...] = Field((), description="Cases before courts and regulators.")
    sources: Annotated[dict[LocalId, Source], Uncited()] = Field(
        min_length=1,
        description="The publications that were read for this record, by a short key.",
    )
