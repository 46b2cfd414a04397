"""Rules on all records together: pure functions from outlines to what is wrong between them.

Each is named after its code; its docstring is its paragraph on the rules page.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from rapidfuzz import fuzz, process, utils

from kb import iso
from kb.knowledge import KnowledgeBase
from kb.models import anatomy
from kb.outline import Outline, past_dates
from kb.problem import Finding
from kb.suggest import did_you_mean

Located = tuple[Outline, Finding]
KnowledgeRule = Callable[[KnowledgeBase, date], Iterator[Located]]

_DESCRIBED = ("title", "publisher", "published", "language", "type")
_ALIKE = 93.0  # of 100 in RapidFuzz's token-sort ratio; found by trying on real names


def unknown_reference(base: KnowledgeBase, _today: date) -> Iterator[Located]:
    """A field names a record that does not exist.

    Jurisdictions with an ISO 3166 code need no record; everything else that is named does. A
    product or a provision must stand in the record it belongs to.
    """
    for outline in base.outlines.values():
        for where, target, kinds in outline.references:
            if (
                target in base.outlines or target in base.unread
            ):  # whose own file says what is wrong
                continue
            if "jurisdiction" in kinds and base.territory.knows(target):
                continue
            same_kind = [each.id for kind in kinds for each in base.of_kind(kind)]
            code = iso.code_of(target) if "jurisdiction" in kinds else ""
            yield (
                outline,
                Finding(
                    where,
                    "unknown-reference",
                    f"{_field(where)}: no {' or '.join(kinds)} has the id '{target}'",
                    f"did you mean '{code}'?" if code else did_you_mean(target, same_kind),
                ),
            )
        for where, target, part in outline.part_references:
            found = base.outlines.get(target)
            if found is not None and part not in found.parts:
                yield (
                    outline,
                    Finding(
                        where,
                        "unknown-reference",
                        f"'{target}' has no {where[-1]} '{part}'",
                        did_you_mean(part, found.parts),
                    ),
                )


def wrong_kind(base: KnowledgeBase, _today: date) -> Iterator[Located]:
    """A field names a record of another kind than it takes."""
    for outline in base.outlines.values():
        for where, target, kinds in outline.references:
            found = base.outlines.get(target)
            if found is not None and found.kind not in kinds:
                yield (
                    outline,
                    Finding(
                        where,
                        "wrong-kind",
                        f"{_field(where)}: '{target}' is a record of kind {found.kind}; "
                        f"{' or '.join(kinds)} is wanted",
                    ),
                )


def _field(where: tuple[str | int, ...]) -> str:
    return next((str(part) for part in reversed(where) if isinstance(part, str)), "record")


def source_mismatch(base: KnowledgeBase, _today: date) -> Iterator[Located]:
    """Two records describe the same address differently.

    The site has one page to a source, so title, publisher, date, language and type must agree.
    """
    first: dict[str, tuple[Outline, tuple[str, ...]]] = {}
    for outline in base.outlines.values():
        for key, url, description in outline.sources:
            other, known = first.setdefault(url, (outline, description))
            if known == description:
                continue
            for name, here, there in zip(_DESCRIBED, description, known, strict=False):
                if here != there:
                    yield (
                        outline,
                        Finding(
                            ("sources", key, name),
                            "source-mismatch",
                            f"{name} of this address is '{here}' here and '{there}' in {other.path}",
                            "describe one publication in the same words everywhere",
                        ),
                    )


def future_date(base: KnowledgeBase, today: date) -> Iterator[Located]:
    """A date that should lie in the past lies ahead.

    Ends, due dates, phases, the times from which a rule applies, and those that a statement
    speaks of may lie ahead.
    """
    for outline in base.outlines.values():
        if outline.latest is None or outline.latest[1] <= today.isoformat():
            continue
        for where, value in past_dates(anatomy.parts(base.record(outline.id))):
            if value.first > today:
                yield outline, Finding(where, "future-date", f"{value} lies in the future")


def cycle(base: KnowledgeBase, _today: date) -> Iterator[Located]:
    """A technology that is broader than itself, or a jurisdiction that is part of itself.

    Follow `broader`, or `parents`, upwards from the record: the way leads back to it. One of the
    records on that way names the wrong one.
    """
    for outline in base.outlines.values():
        seen: set[str] = set()
        queue = list(outline.above)
        while queue:
            each = queue.pop()
            if each == outline.id:
                key = "broader" if outline.kind == "technology" else "parents"
                yield outline, Finding((key,), "cycle", f"'{outline.id}' is above itself")
                break
            if each not in seen and each in base.outlines:
                seen.add(each)
                queue.extend(base.outlines[each].above)


def id_reused(base: KnowledgeBase, _today: date) -> Iterator[Located]:
    """A former id of one record is the id, or a former id, of another.

    Ids are never given again: an old address must lead to what it was the address of.
    """
    owners: dict[str, Outline] = {}
    for outline in base.outlines.values():
        for index, former in enumerate(outline.former_ids):
            other = base.outlines.get(former) or owners.get(former)
            if other is not None:
                yield (
                    outline,
                    Finding(
                        ("former_ids", index),
                        "id-reused",
                        f"'{former}' belongs to {other.path}",
                        "name ids that this record alone has had",
                    ),
                )
            owners[former] = outline


def redirect_loop(base: KnowledgeBase, _today: date) -> Iterator[Located]:
    """Withdrawn records that replace each other in a circle.

    Whoever follows `replaced_by` from the old address never arrives. The last record of the row
    must stand.
    """
    for outline in base.outlines.values():
        seen = {outline.id}
        current = outline
        while current.replaced_by and current.replaced_by in base.outlines:
            current = base.outlines[current.replaced_by]
            if current.id in seen:
                yield (
                    outline,
                    Finding(
                        ("withdrawn", "replaced_by"),
                        "redirect-loop",
                        "the replacements run in a circle",
                    ),
                )
                break
            seen.add(current.id)


def one_sided_listing(base: KnowledgeBase, _today: date) -> Iterator[Located]:
    """A regulation lists a vendor whose record does not say so (a warning).

    Add the listing to the vendor's `listings`, with its dates.
    """
    for outline in base.of_kind("regulation"):
        for where, target, _ in outline.references:
            vendor = base.outlines.get(target)
            if vendor is None or vendor.kind != "vendor" or "suppliers" not in where:
                continue
            named = {
                reference for place, reference, _ in vendor.references if place[0] == "listings"
            }
            if outline.id not in named:
                yield (
                    outline,
                    Finding(
                        where,
                        "one-sided-listing",
                        f"{vendor.path} does not list '{outline.id}'",
                        "add it to that vendor's 'listings', with its dates",
                        severity="warning",
                    ),
                )


def unreferenced(base: KnowledgeBase, _today: date) -> Iterator[Located]:
    """An organisation that no record refers to (a warning).

    Records of organisations exist for the sake of others. Name it where it belongs, or take the
    file out.
    """
    if base.unread:  # what cannot be read may well refer to it
        return
    used = {target for each in base.outlines.values() for _, target, _ in each.references}
    for outline in base.of_kind("organisation"):
        if outline.id not in used and not outline.withdrawn:
            yield (
                outline,
                Finding(
                    ("name",),
                    "unreferenced",
                    "no record refers to this organisation",
                    "name it where it belongs, or take the file out",
                    severity="warning",
                ),
            )


def near_duplicate(base: KnowledgeBase, _today: date) -> Iterator[Located]:
    """Two records of a kind in one jurisdiction with nearly the same name (a warning).

    Compared with RapidFuzz, word order aside. If they are two things, make the names say so.
    """
    groups: dict[tuple[str, str, str], list[tuple[str, Outline]]] = defaultdict(list)
    for outline in base.outlines.values():
        if not outline.withdrawn and outline.kind != "jurisdiction":
            name = utils.default_process(outline.name)
            # Words are sorted here, once a name, and not by the comparison, twice a pair.
            words = " ".join(sorted(name.split()))
            groups[outline.kind, outline.jurisdiction, _digits(name)].append((words, outline))
    for group in groups.values():
        yield from _alike(group)


def _alike(group: list[tuple[str, Outline]]) -> Iterable[Located]:
    # Names of very different length cannot be alike, so each is held against its neighbours alone.
    order = sorted(range(len(group)), key=lambda each: len(group[each][0]))
    names = [group[each][0] for each in order]
    first = 0
    for index, name in enumerate(names):
        while len(names[first]) * (200 - _ALIKE) < len(name) * _ALIKE:
            first += 1
        matches = process.extract(
            name, names[first:index], scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=None
        )
        for _name, _score, place in matches:
            earlier, later = sorted((order[index], order[first + place]))
            other = group[earlier][1]
            yield (
                group[later][1],
                Finding(
                    ("name",),
                    "near-duplicate",
                    f"nearly the same name as {other.path} ('{other.name}')",
                    "if they are two things, let their names say so",
                    severity="warning",
                ),
            )


def _digits(name: str) -> str:
    """The digits of a name: 'Decision 35/2022' and 'Decision 36/2022' are not alike."""
    return "".join(re.findall(r"\d+", name))


KNOWLEDGE_RULES: tuple[KnowledgeRule, ...] = (
    unknown_reference,
    wrong_kind,
    source_mismatch,
    future_date,
    cycle,
    id_reused,
    redirect_loop,
    one_sided_listing,
    unreferenced,
    near_duplicate,
)
