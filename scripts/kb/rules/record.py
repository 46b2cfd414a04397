"""Rules on one record by itself: pure functions from a record to what is wrong with it.

Each is named after its code; its docstring is its paragraph on the rules page.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kb import iso
from kb.dates import PartialDate
from kb.models import Jurisdiction, Record, Technology, anatomy
from kb.models.claims import Citation, Claim, Money, Response, Source, Withheld
from kb.models.deployment import Deployment, Place
from kb.models.regulation import Provision, RequirementItem
from kb.models.vendor import Product
from kb.models.vocabulary import STRONG, Certainty, Effect, Requirement
from kb.problem import Finding
from kb.rules.files import bad_id as unfit
from kb.source import shown
from kb.suggest import did_you_mean

Where = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A typed record under check, with every item nested in it."""

    kind: str
    id: str
    record: Record
    items: tuple[tuple[Where, object], ...]


RecordRule = Callable[[Draft], Iterator[Finding]]

# (earlier, later) fields of one item, in the order in which time must run.
_ORDERS = (
    ("from_", "until"),
    ("filed", "decided"),
    ("decided", "published"),
    ("signed", "until"),
    ("since", "as_of"),
    ("founded", "dissolved"),
    ("published", "accessed"),
)


def id_mismatch(draft: Draft) -> Iterator[Finding]:
    """The `id` inside the file is not the file's name.

    The file's name is the id. Leave the key out, or make the two the same.
    """
    if draft.record.id not in (None, draft.id) and not unfit(str(draft.record.id), draft.kind):
        yield Finding(
            ("id",),
            "id-mismatch",
            f"the id is '{draft.record.id}', the file is named '{draft.id}'",
            "rename the file, or leave the key out",
        )


def bad_id(draft: Draft) -> Iterator[Finding]:
    """A text that cannot be an id: as a file's name, as `id`, or among `former_ids`.

    Ids are parts of addresses: lower-case ASCII letters and digits, joined by single hyphens, 3
    to 80 characters (2 for a jurisdiction). A few words are kept for the site itself (`index`,
    `search`) or for devices under Windows (`con`, `nul`).
    """
    own = [(("id",), draft.record.id)] if draft.record.id not in (None, draft.id) else []
    former = [(("former_ids", at), each) for at, each in enumerate(draft.record.former_ids)]
    for where, id_ in [*own, *former]:
        reason = unfit(str(id_), draft.kind)
        if reason:
            yield Finding(where, "bad-id", f"{shown(str(id_))} cannot be an id", reason)


def bad_order(draft: Draft) -> Iterator[Finding]:
    """Something ends before it begins.

    Dates are compared as intervals: `2019` and `2019-03` are no contradiction, `until: 2018-12`
    after `from: 2019` is. Phases must stand in the order of time.
    """
    for where, item in draft.items:
        for earlier, later in _ORDERS:
            start, end = getattr(item, earlier, None), getattr(item, later, None)
            if not (isinstance(start, PartialDate) and isinstance(end, PartialDate)):
                continue
            if end.surely_before(start):
                yield Finding(
                    (*where, later),
                    "bad-order",
                    f"'{later}' ({end}) lies before '{earlier.rstrip('_')}' ({start})",
                )
    if isinstance(draft.record, Deployment):
        phases = draft.record.phases
        for index in range(1, len(phases)):
            if phases[index].from_.surely_before(phases[index - 1].from_):
                yield Finding(
                    ("phases", index, "from"),
                    "bad-order",
                    f"this phase begins ({phases[index].from_}) before the one above it "
                    f"({phases[index - 1].from_})",
                    "put the phases in the order of time",
                )


def unknown_source(draft: Draft) -> Iterator[Finding]:
    """A citation names a key that the record's `sources` do not have."""
    for where, item in draft.items:
        if isinstance(item, Citation) and item.source not in draft.record.sources:
            yield Finding(
                where,
                "unknown-source",
                f"no source of this record has the key '{item.source}'",
                did_you_mean(item.source, draft.record.sources),
            )


def uncited_fact(draft: Draft) -> Iterator[Finding]:
    """A fact in a record with several sources does not say which of them carries it.

    List items carry `cites`; top-level facts are named in the record's `cites`, where `default`
    stands for every field not named. With exactly one source nothing need be cited. A record
    that states facts must have a source.
    """
    record = draft.record
    if len(record.sources) <= 1:  # without any, `no_source` speaks
        return
    for each in anatomy.fields(type(record)):
        value = getattr(record, each.name)
        if each.uncited or value in (None, (), {}):
            continue
        if each.nested and each.shape != "one":
            continue  # its items are claims, looked at below
        own = getattr(value, "cites", ()) if each.nested else ()
        if not own and each.key not in record.cites and "default" not in record.cites:
            yield Finding(
                (each.key,),
                "uncited-fact",
                f"'{each.key}' cites no source",
                f"add 'cites: {{{each.key}: [key]}}' at the top level",
                at_key=True,
            )
    for where, item in draft.items:
        cited = isinstance(item, Claim | Response | Withheld) and not isinstance(item, Place)
        if cited and not item.cites:  # type: ignore[attr-defined]
            yield Finding(where, "uncited-fact", "this item cites no source", "add 'cites: [key]'")


def unused_source(draft: Draft) -> Iterator[Finding]:
    """A source is listed and nothing cites it.

    Cite it where it carries a fact, or take it out.
    """
    if len(draft.record.sources) == 1:
        return
    used = {item.source for _, item in draft.items if isinstance(item, Citation)}
    for key in draft.record.sources:
        if key not in used:
            yield Finding(
                ("sources", key),
                "unused-source",
                f"nothing cites the source '{key}'",
                "cite it where it carries a fact, or take it out",
                at_key=True,
            )


def repeated_item(draft: Draft) -> Iterator[Finding]:
    """The same item stands twice in a list, or the same address under two source keys.

    Two products of one vendor with the same `id` are a repetition too.
    """
    for where, item in draft.items:
        for each in anatomy.fields(type(item)):
            values = getattr(item, each.name, None)
            if each.shape != "list" or not values or len(values) < 2:
                continue
            for index, value in enumerate(values):
                first = values.index(value)
                if first < index:
                    yield Finding(
                        (*where, each.key, index),
                        "repeated-item",
                        f"the same as item {first + 1} of '{each.key}'",
                    )
    products: dict[str, Product] = {}
    for where, item in draft.items:
        if isinstance(item, Product) and products.setdefault(item.id, item) != item:
            yield Finding(
                (*where, "id"), "repeated-item", f"another product has the id '{item.id}'"
            )
    seen: dict[str, str] = {}
    for key, source in draft.record.sources.items():
        if source.url in seen:
            yield Finding(
                ("sources", key, "url"),
                "repeated-item",
                f"the source '{seen[source.url]}' has this address already",
            )
        seen.setdefault(source.url, key)


def unknown_field(draft: Draft) -> Iterator[Finding]:
    """`cites`, `not_found`, `withheld` or `not_applicable` names a field that the kind lacks.

    A place inside a field is written with dots: `contracts.value`.
    """
    known = [each.key for each in anatomy.fields(type(draft.record))]
    more = ["regulations", "deployments"] if isinstance(draft.record, Jurisdiction) else []
    for where, name in _named_fields(draft.record):
        if name == "default" and where[0] == "cites":
            continue
        if name.split(".", 1)[0] not in [*known, *more]:
            yield Finding(
                where,
                "unknown-field",
                f"a {draft.kind} has no field '{name}'",
                did_you_mean(name, known),
                at_key=where[0] == "cites",
            )


def _named_fields(record: Record) -> Iterator[tuple[Where, str]]:
    for name in record.cites:
        yield ("cites", name), name
    for key in ("not_found", "withheld"):
        for index, item in enumerate(getattr(record, key)):
            yield (key, index, "field"), item.field
    for index, name in enumerate(record.not_applicable):
        yield ("not_applicable", index), name


def present_and_absent(draft: Draft) -> Iterator[Finding]:
    """A field is given, and said to be not found or not applicable; or `cites` names an empty one."""
    record = draft.record
    for where, name in _named_fields(record):
        found = anatomy.field(type(record), name)
        if found is None:
            continue
        given = getattr(record, found.name) not in (None, (), {})
        if where[0] == "cites" and not given:
            yield Finding(
                where,
                "present-and-absent",
                f"'cites' names '{name}', which is not given",
                at_key=True,
            )
        if where[0] in ("not_found", "not_applicable") and given:
            yield Finding(
                where,
                "present-and-absent",
                f"'{name}' is given, and said to be {where[0]}".replace("_", " "),
            )


def lone_conflict(draft: Draft) -> Iterator[Finding]:
    """A `conflict` label stands on one item only.

    The label joins items of one list that contradict each other, so it needs at least two.
    """
    labels: dict[tuple[Where, str], list[Where]] = {}
    for where, item in draft.items:
        if isinstance(item, Claim) and item.conflict:
            labels.setdefault((where[:-1], item.conflict), []).append(where)
    for (_, label), places in labels.items():
        if len(places) == 1:
            yield Finding(
                (*places[0], "conflict"),
                "lone-conflict",
                f"no other item of this list has the conflict label '{label}'",
            )


def weak_confirmation(draft: Draft) -> Iterator[Finding]:
    """`certainty: confirmed` without a primary, court, official or contract source (a warning).

    Say in a `note` why it is confirmed all the same, or leave the certainty out.
    """
    for where, item in draft.items:
        if not isinstance(item, Claim) or item.certainty is not Certainty.CONFIRMED or item.note:
            continue
        keys = [each.source for each in item.cites] or list(draft.record.sources)
        types = {draft.record.sources[key].type for key in keys if key in draft.record.sources}
        if not types & STRONG:
            yield Finding(
                (*where, "certainty"),
                "weak-confirmation",
                "confirmed, but no primary, court, official or contract source is cited",
                severity="warning",
            )


def half_place(draft: Draft) -> Iterator[Finding]:
    """A latitude without a longitude, or the other way round.

    Give both, or leave both out.
    """
    for where, item in draft.items:
        if isinstance(item, Place) and (item.latitude is None) != (item.longitude is None):
            yield Finding(
                where, "half-place", "latitude and longitude go together", "give both, or neither"
            )


def unknown_code(draft: Draft) -> Iterator[Finding]:
    """A currency that ISO 4217, or a language that ISO 639 does not have.

    The codes are those of the standards: `GBP`, not `UKP`; `ja`, not `jp`.
    """
    for where, item in draft.items:
        if isinstance(item, Money) and not iso.currency_exists(item.currency):
            yield Finding(
                (*where, "currency"), "unknown-code", f"ISO 4217 has no currency '{item.currency}'"
            )
        language = getattr(item, "language", None)
        if language and not iso.language_exists(language):
            yield Finding(
                (*where, "language"), "unknown-code", f"ISO 639 has no language '{language}'"
            )


def provision_form(draft: Draft) -> Iterator[Finding]:
    """A provision whose parts do not fit its effect.

    One that requires says what; one that lists names suppliers; a retention limit has its days.
    """
    for where, item in draft.items:
        if isinstance(item, Provision):
            if item.effect is Effect.REQUIRES and not item.requires:
                yield Finding(where, "provision-form", "it requires something: add 'requires'")
            if item.effect is Effect.LISTS and not item.scope.suppliers:
                yield Finding(where, "provision-form", "it lists parties: add 'scope.suppliers'")
        if (
            isinstance(item, RequirementItem)
            and item.what is Requirement.RETENTION_LIMIT
            and item.days is None
        ):
            yield Finding(where, "provision-form", "a retention limit needs its 'days'")


def no_source(draft: Draft) -> Iterator[Finding]:
    """A record that states facts has no source at all.

    Jurisdictions and technologies need no sources for what ISO 3166 and the scheme say of them;
    for anything else they do.
    """
    record = draft.record
    if record.sources or not isinstance(record, Jurisdiction | Technology):
        return
    for where, item in draft.items:
        if isinstance(item, Claim):
            yield Finding(where, "no-source", "the record states a fact and has no sources")
            return


def web_archive_as_source(draft: Draft) -> Iterator[Finding]:
    """A source's `url` is an archive's copy (a warning).

    Give the page's own address as `url` and the copy as `archived`, so that the same page is the
    same source everywhere.
    """
    for where, item in draft.items:
        if isinstance(item, Source) and "//web.archive.org/" in item.url:
            yield Finding(
                (*where, "url"),
                "web-archive-as-source",
                "this is an archive's copy",
                "put the page's own address here and the copy under 'archived'",
                "warning",
            )


RECORD_RULES: tuple[RecordRule, ...] = (
    bad_id,
    id_mismatch,
    bad_order,
    unknown_source,
    uncited_fact,
    no_source,
    unused_source,
    repeated_item,
    unknown_field,
    present_and_absent,
    lone_conflict,
    weak_confirmation,
    half_place,
    unknown_code,
    provision_form,
    web_archive_as_source,
)


def findings(kind: str, id_: str, record: Record) -> list[Finding]:
    """Everything that the rules on single records say of this one."""
    draft = Draft(kind, id_, record, tuple(anatomy.parts(record)))
    return [each for rule in RECORD_RULES for each in rule(draft)]
