"""What the other records refer to: organisations, jurisdictions, technologies."""

from typing import Annotated

from pydantic import Field

from kb.models.claims import Claim, Ownership, Record, Source, model
from kb.models.scalars import (
    Date,
    JurisdictionId,
    Line,
    LocalId,
    PartyId,
    Prose,
    TechnologyId,
    Uncited,
    Url,
)
from kb.models.vendor import Identifiers
from kb.models.vocabulary import JurisdictionLevel, Mode


@model
class Organisation(Record):
    """A party that is not a vendor: an operator, buyer, investor, partner, regulator or court."""

    name: Annotated[Line, Uncited()] = Field(
        description="The name that readers know it by.", examples=["Exampleville Police"]
    )
    jurisdiction: JurisdictionId | None = Field(
        None, description="Whose body it is, or where it has its seat."
    )
    parent: PartyId | None = Field(
        None, description="The body that it is part of.", examples=["exampleville-council"]
    )
    founded: Date | None = Field(None, description="When it was founded.", examples=["1984"])
    website: Annotated[Url | None, Uncited()] = Field(
        None, description="Its own site.", examples=["https://police.example.org/"]
    )
    identifiers: Annotated[Identifiers | None, Uncited()] = Field(
        None, description="Identifiers in other registers."
    )
    ownership: tuple[Ownership, ...] = Field((), description="Owners, present and past.")
    sources: Annotated[dict[LocalId, Source], Uncited()] = Field(
        min_length=1,
        description="The publications that were read for this record, by a short key.",
    )


@model
class Membership(Claim):
    """A time during which its law came from above."""

    in_: JurisdictionId = Field(
        alias="in", description="The union or organisation.", examples=["eu"]
    )
    from_: Date | None = Field(None, alias="from", description="The first day.")
    until: Date | None = Field(None, description="The last day.", examples=["2021-06"])


@model
class Jurisdiction(Record):
    """A territory or legal order whose rules bind.

    Countries and their subdivisions need no file: their names come from ISO 3166. A file adds
    what ISO does not hold, such as memberships, or makes a city or a union known.
    """

    name: Annotated[Line | None, Uncited()] = Field(
        None, description="Its name; for ISO 3166 codes not needed.", examples=["Exampleville"]
    )
    level: Annotated[JurisdictionLevel | None, Uncited()] = Field(
        None, description="What kind it is; for ISO 3166 codes not needed.", examples=["locality"]
    )
    parents: Annotated[tuple[JurisdictionId, ...], Uncited()] = Field(
        (),
        description="What it is part of; for ISO 3166 codes not needed.",
    )
    memberships: tuple[Membership, ...] = Field(
        (), description="Unions that it belongs or belonged to."
    )


@model
class Technology(Record):
    """A kind of surveillance technology, with its place in the scheme (after SKOS)."""

    name: Annotated[Line, Uncited()] = Field(
        description="The preferred label.", examples=["Face recognition"]
    )
    alt_labels: Annotated[tuple[Line, ...], Uncited()] = Field(
        (), description="Other names for it.", examples=["Facial recognition"]
    )
    definition: Annotated[Prose, Uncited()] = Field(
        description="What it is, in one or two sentences.",
        examples=["Finding or confirming who someone is by comparing their face with images."],
    )
    mode: Annotated[Mode | None, Uncited()] = Field(
        None, description="The mode that sets it apart from its broader technology."
    )
    broader: Annotated[tuple[TechnologyId, ...], Uncited()] = Field(
        (), description="Broader technologies.", examples=["biometric-identification"]
    )
    related: Annotated[tuple[TechnologyId, ...], Uncited()] = Field(
        (), description="Related technologies.", examples=["video-analytics"]
    )


__all__ = ["Jurisdiction", "Membership", "Organisation", "PartyId", "Technology"]
