"""A regulation: a legal instrument with the provisions that bind the use of the technology."""

from typing import Annotated

from pydantic import Field, StrictInt

from kb.models.claims import Claim, Record, Source, model
from kb.models.scalars import (
    Date,
    Days,
    Form,
    JurisdictionId,
    Line,
    LocalId,
    PartyId,
    Prose,
    RegulationId,
    TechnologyId,
    Uncited,
    Url,
    VendorId,
)
from kb.models.vocabulary import (
    Authorisation,
    Effect,
    InstrumentType,
    Mode,
    OperatorType,
    Purpose,
    Requirement,
    Setting,
)

Months = Annotated[StrictInt, Field(ge=1, le=120), Form("a whole number of months", 12)]


@model
class Scope:
    """What a provision binds; an absent key binds all."""

    operator_types: tuple[OperatorType, ...] | None = Field(
        None, min_length=1, description="These kinds of operator.", examples=["local_police"]
    )
    operator_jurisdictions: tuple[JurisdictionId, ...] | None = Field(
        None,
        min_length=1,
        description="Bodies of these jurisdictions only: a city law may bind the "
        "city's departments and leave federal bodies on its territory alone. The code of a "
        "country means its national bodies, that of a part or a city also all below it.",
    )
    technologies: tuple[TechnologyId, ...] | None = Field(
        None,
        min_length=1,
        description="These technologies and all that are narrower.",
    )
    combined_with: tuple[TechnologyId, ...] | None = Field(
        None,
        min_length=1,
        description="Only where one of these is used as well, such as face recognition on "
        "body-worn cameras.",
    )
    purposes: tuple[Purpose, ...] | None = Field(
        None, min_length=1, description="These purposes.", examples=["wanted_persons"]
    )
    settings: tuple[Setting, ...] | None = Field(
        None, min_length=1, description="These settings.", examples=["public_space"]
    )
    modes: tuple[Mode, ...] | None = Field(
        None, min_length=1, description="These modes.", examples=["real_time"]
    )
    suppliers: tuple[VendorId, ...] | None = Field(
        None,
        min_length=1,
        description="These vendors: entity lists, procurement bans.",
    )


UNLIMITED = Scope(
    operator_types=None,
    operator_jurisdictions=None,
    technologies=None,
    combined_with=None,
    purposes=None,
    settings=None,
    modes=None,
    suppliers=None,
)
"""The scope of a provision that names no limit."""


@model
class Period:
    """When a provision applies."""

    from_: Date | None = Field(None, alias="from", description="The first day.")
    until: Date | None = Field(None, description="The last day.", examples=["2021-06"])


@model
class LegalException:
    """A case that a provision leaves out."""

    summary: Prose = Field(
        description="The case, in your own words.", examples=["The search for a missing child."]
    )
    authorisation: Authorisation | None = Field(
        None,
        description="Whose permission it depends on; `none` says that the facts of its scope "
        "suffice. Left out, it is not known, and the rule may apply.",
        examples=["court"],
    )
    scope: Scope | None = Field(
        None, description="The part of the scope that it frees, where it can be coded."
    )
    at: Line | None = Field(
        None, description="Where it stands, such as `Art. 5(2)`.", examples=["s. 1(3)"]
    )


@model
class RequirementItem:
    """Something that a provision requires."""

    what: Requirement = Field(description="What is required.", examples=["use_policy"])
    days: Days | None = Field(
        None, description="The limit in days: of a retention, or before a use begins."
    )
    every_months: Months | None = Field(None, description="How often, in months.")
    due: Date | None = Field(
        None,
        description="The day on which it falls due for what already exists.",
        examples=["2020-07-01"],
    )
    summary: Prose | None = Field(
        None,
        description="The requirement, in your own words.",
        examples=["The policy is to be published before the first use."],
    )


@model
class Provision(Claim):
    """One rule of a regulation."""

    citation: Line = Field(description="Where it stands: `Art. 5(1)(h)`.", examples=["s. 1(2)"])
    summary: Prose | None = Field(
        None,
        description="What it says, in your own words.",
        examples=["The police may use face recognition only under a published policy."],
    )
    effect: Effect = Field(
        description="What it does to the use that it covers.", examples=["requires"]
    )
    scope: Scope = Field(default=UNLIMITED, description="What it binds; an absent key binds all.")
    applies: Period | None = Field(
        None, description="When it applies; absent: as long as the regulation is in force."
    )
    exceptions: tuple[LegalException, ...] = Field((), description="What it leaves out.")
    requires: tuple[RequirementItem, ...] = Field((), description="What it requires.")
    penalty: Prose | None = Field(
        None,
        description="What a breach can cost, in your own words.",
        examples=["A fine of up to 50,000 dollars."],
    )


@model
class RegulationLink(Claim):
    """A relation to another regulation."""

    regulation: RegulationId = Field(description="The other regulation.")
    provision: LocalId | None = Field(
        None, description="The provision concerned.", examples=["s-1"]
    )
    from_: Date | None = Field(None, alias="from", description="With effect from.")


@model
class RegulationIdentifiers:
    """How the instrument is cited elsewhere."""

    eli: Url | None = Field(
        None,
        description="European Legislation Identifier.",
        examples=["https://data.example.org/eli/act/2019/17"],
    )
    celex: Annotated[
        str | None,
        Field(pattern=r"^[0-9CE][0-9]{4}[A-Z]{1,2}[0-9A-Z()\-]+$"),
        Form("a CELEX number", "32016R0679"),
    ] = Field(None, description="CELEX.")
    ecli: Annotated[
        str | None,
        Field(pattern=r"^ECLI:[A-Z]{2,5}:[A-Z0-9]+:[0-9]{4}:[A-Z0-9.]+$"),
        Form("an ECLI", "ECLI:EU:C:2014:317"),
    ] = Field(None, description="European Case Law Identifier.")
    citation: Line | None = Field(
        None,
        description="The official citation, such as `2020 c 257` or `[2020] EWCA Civ 1058`.",
        examples=["2019 c 17"],
    )
    bill: Line | None = Field(
        None, description="The number of the bill, such as `SB 6280`.", examples=["HB 17"]
    )


@model
class Regulation(Record):
    """A legal instrument with the provisions that bind the use of the technology."""

    name: Annotated[Line, Uncited()] = Field(
        description="Its title, shortened where the official one is long.",
        examples=["Face Recognition Act 2019"],
    )
    short_name: Annotated[Line | None, Uncited()] = Field(
        None, description="The name that people use.", examples=["Face Recognition Act"]
    )
    instrument_type: InstrumentType = Field(
        description="What kind of instrument it is.", examples=["statute"]
    )
    jurisdiction: JurisdictionId = Field(description="Whose law it is.")
    issuing_body: PartyId | None = Field(
        None, description="Who made it.", examples=["exampleville-council"]
    )
    adopted: Date | None = Field(None, description="When it was adopted, signed or decided.")
    published: Date | None = Field(None, description="When it was published.")
    in_force: Period | None = Field(None, description="From when, and until when, it is in force.")
    identifiers: Annotated[RegulationIdentifiers | None, Uncited()] = Field(
        None, description="Official identifiers."
    )
    official_url: Annotated[Url | None, Uncited()] = Field(
        None, description="The official text.", examples=["https://law.example.org/2019/17"]
    )
    amends: tuple[RegulationLink, ...] = Field((), description="What it amends.")
    repeals: tuple[RegulationLink, ...] = Field((), description="What it repeals.")
    implements: tuple[RegulationLink, ...] = Field((), description="What it implements.")
    interprets: tuple[RegulationLink, ...] = Field((), description="What it interprets.")
    preempts: tuple[RegulationLink, ...] = Field((), description="What it overrides.")
    provisions: dict[LocalId, Provision] = Field(
        default_factory=dict, description="Its rules, by a short id."
    )
    sources: Annotated[dict[LocalId, Source], Uncited()] = Field(
        min_length=1,
        description="The publications that were read for this record, by a short key.",
    )
