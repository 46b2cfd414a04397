"""A deployment: one use of surveillance technology by one operator in one place."""

from typing import Annotated

from pydantic import Field

from kb.models.claims import Challenge, Claim, Money, Record, Source, model
from kb.models.scalars import (
    Count,
    Date,
    Days,
    JurisdictionId,
    Line,
    LocalId,
    PartyId,
    Prose,
    TechnologyId,
    Uncited,
    Url,
    VendorId,
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

Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]


@model
class Place(Claim):
    """Where it is: a city or a region, never a single device."""

    label: Line = Field(description="The place as a reader would name it.")
    latitude: Latitude | None = Field(None, description="Latitude of the city (WGS 84, degrees).")
    longitude: Longitude | None = Field(
        None, description="Longitude of the city (WGS 84, degrees)."
    )


@model
class Supplier(Claim):
    """Who supplied what."""

    party: VendorId = Field(description="The vendor.")
    role: SupplierRole = Field(description="What it did.")
    product: LocalId | None = Field(None, description="The id of one of the vendor's products.")
    from_: Date | None = Field(None, alias="from", description="From.")
    until: Date | None = Field(None, description="Until.")


@model
class PhaseSpan(Claim):
    """A stage of its life."""

    phase: Phase = Field(description="The stage.")
    from_: Date = Field(alias="from", description="From.")
    until: Date | None = Field(
        None, description="Until; absent where it lasts, or where the next phase ends it."
    )


@model
class Scale(Claim):
    """A count that tells how large it is, or what came of it."""

    what: Line = Field(description="What is counted: `cameras`, `searches`, `arrests`.")
    count: Count = Field(description="How many.")
    as_of: Date | None = Field(None, description="As of, or the end of the period counted.")
    since: Date | None = Field(None, description="The start of the period counted.")
    qualifier: Qualifier = Field(
        Qualifier.EXACT, description="How the source qualifies the number."
    )


@model
class Cost(Claim):
    """What it costs."""

    what: Line = Field(description="What the money is for.")
    amount: Money = Field(description="How much.")
    as_of: Date | None = Field(None, description="As of, or when it was approved.")


@model
class Contract(Claim):
    """A contract behind it."""

    subject: Line = Field(description="What was bought.")
    reference: Line | None = Field(None, description="The contract's or the tender's number.")
    value: Money | None = Field(None, description="The value of the contract.")
    signed: Date | None = Field(None, description="When it was signed or awarded.")
    until: Date | None = Field(None, description="When it ends.")
    procurement_method: ProcurementMethod | None = Field(None, description="How it was awarded.")
    buyer: PartyId | None = Field(None, description="The procuring entity.")
    supplier: VendorId | None = Field(None, description="The vendor.")


@model
class Sharing(Claim):
    """Who else gets the data."""

    with_: Line = Field(alias="with", description="The recipient.")
    party: PartyId | None = Field(None, description="The recipient's record.")
    what: Line | None = Field(None, description="What is shared.")
    from_: Date | None = Field(None, alias="from", description="From.")
    until: Date | None = Field(None, description="Until.")


@model
class Assessment(Claim):
    """A document by which the operator accounts for the deployment."""

    kind: AssessmentKind = Field(description="What kind of document.")
    date: Date | None = Field(None, description="Its date.")
    url: Url | None = Field(None, description="Where it can be read.")
    title: Line | None = Field(None, description="Its title.")


@model
class Deployment(Record):
    """One use of surveillance technology by one operator in one place."""

    name: Annotated[Line, Uncited()] = Field(
        description="A descriptive name: operator, technology, place."
    )
    jurisdiction: JurisdictionId = Field(
        description="The smallest jurisdiction that holds all of it."
    )
    place: Place | None = Field(None, description="Where it is.")
    operator: PartyId | None = Field(None, description="Who uses it.")
    operator_type: OperatorType | None = Field(None, description="What kind of body uses it.")
    technologies: tuple[TechnologyId, ...] = Field(min_length=1, description="What is used.")
    purposes: tuple[Purpose, ...] = Field((), description="For what.")
    settings: tuple[Setting, ...] = Field((), description="Where it meets people.")
    mode: Mode | None = Field(None, description="In real time or afterwards.")
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
        None, description="The legal basis that the operator relies on."
    )
    assessments: tuple[Assessment, ...] = Field(
        (), description="Assessments, policies, reports, audits."
    )
    challenges: tuple[Challenge, ...] = Field((), description="Cases before courts and regulators.")
    sources: Annotated[dict[LocalId, Source], Uncited()] = Field(
        min_length=1,
        description="The publications that were read for this record, by a short key.",
    )
