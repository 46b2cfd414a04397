"""What every record shares: sources, citations, claims, absences, corrections."""

from dataclasses import field
from typing import Annotated, Any, TypeVar, dataclass_transform

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass as _pydantic_dataclass

from kb.models.scalars import (
    Currency,
    Date,
    Day,
    FieldName,
    Language,
    Line,
    LocalId,
    Number,
    OwnId,
    PartyId,
    Percent,
    Prose,
    RecordId,
    Uncited,
    Url,
)
from kb.models.vocabulary import (
    Certainty,
    ChallengeOutcome,
    NameKind,
    Qualifier,
    SourceType,
)

_Class = TypeVar("_Class")

CONFIG = ConfigDict(extra="forbid", use_attribute_docstrings=False, defer_build=True)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(Field, field))
def model(cls: type[_Class]) -> type[_Class]:
    """Make a frozen, slotted class that pydantic validates; unknown keys are refused."""
    made: Any = _pydantic_dataclass(frozen=True, slots=True, kw_only=True, config=CONFIG)(cls)
    return made  # type: ignore[no-any-return]


@model
class Source:
    """A publication that was read for this record."""

    title: Line = Field(
        description="Its title, as published.",
        examples=["Council approves face recognition in Exampleville"],
    )
    publisher: Line = Field(
        description="Who published it, by the name readers know.",
        examples=["The Exampleville Gazette"],
    )
    url: Url = Field(description="Where it was read.")
    archived: Url | None = Field(
        None,
        description="An archived copy; absent where none was found.",
        examples=["https://archive.example.org/2024/gazette-17"],
    )
    published: Date | None = Field(
        None,
        description="When it was published; absent where it does not say.",
        examples=["2024-04-30"],
    )
    accessed: Day = Field(description="The day on which it was read for this record.")
    language: Language = Field(description="Its language (BCP 47), such as `en` or `zh-Hant`.")
    type: SourceType = Field(description="What kind of publication it is.", examples=["news"])
    author: Line | None = Field(
        None, description="Its author, where named.", examples=["A. Writer"]
    )
    note: Prose | None = Field(
        None,
        description="What a reader should know: a copy, an excerpt, a translation.",
        examples=["Read in the copy that the council keeps."],
    )


def _short_citation(value: object) -> object:
    return {"source": value} if isinstance(value, str) else value


@model
class Citation:
    """A pointer to one of the record's sources."""

    source: LocalId = Field(description="The key of the source in this record's `sources`.")
    at: Line | None = Field(
        None, description="Where in it: a paragraph, a page, an article.", examples=["para. 3"]
    )


Cite = Annotated[
    Citation,
    BeforeValidator(_short_citation, json_schema_input_type=LocalId | Citation),
]
Cites = tuple[Cite, ...]


@model
class Claim:
    """What every item of a list can say of itself."""

    cites: Cites = Field(
        (), description="The sources of this item: `[key]` or `[{source: key, at: para. 3}]`."
    )
    certainty: Certainty | None = Field(
        None,
        description="How sure it is; by default `confirmed` where a primary, court, official or "
        "contract source is cited, else `reported`.",
        examples=["reported"],
    )
    conflict: LocalId | None = Field(
        None,
        description="A label shared by items of this list that contradict each other.",
        examples=["number-of-cameras"],
    )
    superseded: Line | None = Field(
        None,
        description="What has replaced this finding since, and when.",
        examples=["The council corrected the number on 2 June 2024."],
    )
    note: Prose | None = Field(
        None,
        description="What a reader should know about this item.",
        examples=["The source counts only fixed cameras."],
    )


@model
class Money:
    """An amount in a currency."""

    amount: Number = Field(description="The amount, in whole units of the currency.")
    currency: Currency = Field(description="The currency (ISO 4217), such as `USD`.")
    qualifier: Qualifier = Field(
        Qualifier.EXACT, description="How the source qualifies the amount.", examples=["about"]
    )


@model
class Name(Claim):
    """A further name: native, former, legal, short."""

    name: Line = Field(description="The name.", examples=["Exampleville Vision Ltd"])
    kind: NameKind = Field(description="What kind of name it is.", examples=["legal"])
    language: Language | None = Field(None, description="Its language (BCP 47).")
    from_: Date | None = Field(None, alias="from", description="Used from.")
    until: Date | None = Field(None, description="Used until.", examples=["2021-06"])


@model
class Statement(Claim):
    """A dated claim worth keeping that fits no other field."""

    text: Prose = Field(
        description="The claim, in your own words.",
        examples=["The company says that its system finds a face in a second."],
    )
    date: Date | None = Field(None, description="When it was made, or the time it speaks of.")
    by: Line | None = Field(
        None,
        description="Who makes it, where it is not the source itself.",
        examples=["The company's director"],
    )
    about: tuple[RecordId, ...] = Field((), description="Other records that it speaks of.")


@model
class Challenge(Claim):
    """A case before a court or a regulator."""

    body: PartyId = Field(description="The court or regulator.", examples=["exampleville-court"])
    title: Line = Field(
        description="What the case is called, or about.",
        examples=["Resident v. Exampleville Police"],
    )
    reference: Line | None = Field(
        None, description="Its case number, or the decision's.", examples=["2024/17"]
    )
    brought_by: Line | None = Field(
        None,
        description="Who brought it (no private individuals).",
        examples=["Exampleville Rights Watch"],
    )
    filed: Date | None = Field(None, description="When it began.", examples=["2020-02"])
    decided: Date | None = Field(None, description="When it was decided.", examples=["2021-03"])
    published: Date | None = Field(
        None, description="When the decision was published, if later.", examples=["2021-04"]
    )
    outcome: ChallengeOutcome = Field(description="How it ended.", examples=["pending"])
    finding: Prose | None = Field(
        None,
        description="What was found, in your own words.",
        examples=["The use had no basis in law."],
    )
    penalty: Money | None = Field(
        None, description="The fine imposed (not what was paid in the end)."
    )


@model
class Ownership(Claim):
    """Who owns or owned it."""

    party: PartyId = Field(description="The owner.", examples=["exampleville-capital"])
    share: Percent | None = Field(None, description="The share, in per cent.")
    from_: Date | None = Field(None, alias="from", description="Owner from.")
    until: Date | None = Field(None, description="Owner until.", examples=["2021-06"])
    price: Money | None = Field(None, description="What was paid for it.")


@model
class NotFound:
    """Something that was looked for and not found."""

    field: Line = Field(description="The field that could not be filled.", examples=["founded"])
    searched: Day = Field(description="The day of the search.")
    where: Line = Field(
        description="Where it was looked for.", examples=["The company register of Exampleland"]
    )
    note: Prose | None = Field(
        None,
        description="What a reader should know about the search.",
        examples=["Searched by name and by address."],
    )


@model
class Withheld:
    """Something that exists and is refused."""

    field: Line = Field(description="The field that is withheld.", examples=["contracts.value"])
    by: Line = Field(description="Who withholds it.", examples=["Exampleville Police"])
    reason: Line | None = Field(
        None,
        description="The reason given, such as the exemption relied on.",
        examples=["Commercial interests"],
    )
    cites: Cites = Field((), description="The sources that say so.")


@model
class Correction:
    """A change that mended an error, told to the public."""

    date: Day = Field(description="The day of the correction.")
    what: Prose = Field(
        description="What was wrong and what it says now.",
        examples=["The number of cameras was given as 21; it is 12."],
    )
    why: Prose = Field(
        description="How the error came to light.", examples=["The operator wrote to us."]
    )


@model
class Response:
    """What a party answered to what is recorded of it."""

    party: PartyId = Field(description="Who answered.", examples=["example-vision"])
    date: Date = Field(description="When.")
    summary: Prose = Field(
        description="The answer, in your own words.",
        examples=["The company says that it no longer sells the product."],
    )
    cites: Cites = Field((), description="The source of the answer.")


@model
class Withdrawal:
    """Why a record no longer stands; its page stays, as a tombstone."""

    date: Day = Field(description="The day of the withdrawal.")
    reason: Prose = Field(
        description="Why it was withdrawn.",
        examples=["It described the same use as another record."],
    )
    replaced_by: RecordId | None = Field(None, description="The record that stands in its place.")


@model
class Record:
    """What records of every kind have."""

    id: Annotated[OwnId | None, Uncited()] = Field(
        None,
        description="Not needed: the id is the file's name. If given, it must be the same.",
    )
    summary: Annotated[Prose | None, Uncited()] = Field(
        None,
        description="One or two sentences that say what this is; every fact in it stands, cited, below.",
    )
    names: tuple[Name, ...] = Field(
        (), description="Further names: native, former, legal, abbreviations."
    )
    statements: tuple[Statement, ...] = Field(
        (), description="Dated claims that fit no other field."
    )
    cites: Annotated[dict[FieldName, Cites], Uncited()] = Field(
        default_factory=dict,
        description="The sources of the top-level facts, by field; `default` stands "
        "for every field not named.",
    )
    not_found: Annotated[tuple[NotFound, ...], Uncited()] = Field(
        (), description="What was looked for and not found."
    )
    withheld: Annotated[tuple[Withheld, ...], Uncited()] = Field(
        (), description="What exists and is refused."
    )
    not_applicable: Annotated[tuple[Line, ...], Uncited()] = Field(
        (), description="Fields that cannot apply.", examples=["mode"]
    )
    corrections: Annotated[tuple[Correction, ...], Uncited()] = Field(
        (), description="Public corrections."
    )
    responses: Annotated[tuple[Response, ...], Uncited()] = Field(
        (), description="Answers of the parties concerned."
    )
    former_ids: Annotated[tuple[OwnId, ...], Uncited()] = Field(
        (),
        description="Ids this record had; their addresses lead here.",
        examples=["an-earlier-id"],
    )
    sources: Annotated[dict[LocalId, Source], Uncited()] = Field(
        default_factory=dict,
        description="The publications that were read for this record, by a short key.",
    )
    withdrawn: Annotated[Withdrawal | None, Uncited()] = Field(
        None, description="Set when the record no longer stands."
    )
