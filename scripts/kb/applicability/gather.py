"""From the records of a knowledge base to the facts that the engine reads."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any

from kb.applicability.facts import (
    Act,
    DeploymentFacts,
    ExceptionFacts,
    Preemption,
    Profile,
    ProvisionFacts,
    Repeal,
    ScopeFacts,
    Span,
    Stages,
    Supply,
    World,
)
from kb.dates import parse
from kb.knowledge import KnowledgeBase
from kb.models import Jurisdiction, Regulation, Technology
from kb.models.regulation import LegalException, Provision, RegulationLink, Scope
from kb.models.vocabulary import Authorisation, Certainty, InstrumentType
from kb.outline import Outline

# Above this many versions of the phases none is told apart: see `_readings`.
_MOST_READINGS = 64

_ACTS = {
    InstrumentType.PROCUREMENT_RULE: Act.PURCHASE,
    InstrumentType.LISTING: Act.SUPPLY,
    InstrumentType.EXPORT_CONTROL: Act.SUPPLY,
}


def deployment(outline: Outline, base: KnowledgeBase) -> DeploymentFacts:
    """A deployment's facts; the operator's jurisdiction comes from the operator's record."""
    operator = base.outlines.get(outline.operator)
    scoped = dict(outline.scoped)
    values = base.values(outline.id)
    contracts = tuple((supplier, _span(start, end)) for supplier, start, end in outline.contracts)
    phases = tuple((phase, _span(start, end)) for phase, start, end in outline.phases)
    return DeploymentFacts(
        id=outline.id,
        profile=Profile(
            jurisdiction=outline.jurisdiction,
            operator_type=outline.operator_type or None,
            operator_jurisdiction=(operator.jurisdiction or None) if operator else None,
            technologies=frozenset(outline.technologies),
            purposes=frozenset(scoped.get("purposes", ())),
            settings=frozenset(scoped.get("settings", ())),
            mode=next(iter(scoped.get("mode", ())), None),
            suppliers=frozenset(outline.suppliers) | {supplier for supplier, _ in contracts},
        ),
        phases=phases,
        contracts=contracts,
        readings=_readings(phases, values.get("phases") or ()),
        supplies=tuple(_supplies(values.get("suppliers") or (), contracts)),
    )


def _span(start: object, end: object) -> Span:
    return Span(parse(str(start)) if start else None, parse(str(end)) if end else None)


def _readings(phases: Stages, items: Sequence[Mapping[str, Any]]) -> tuple[Stages, ...]:
    """The versions of the phases that the sources allow; none where they do not disagree.

    Of items that contradict each other one holds, and one that is marked as disputed does not
    hold where another stands. A disputed item that stands alone holds or does not. Where that
    makes too many versions to try, the empty one stands for them: nothing follows from it.
    """
    rivals: dict[str, list[int]] = {}
    for index, item in enumerate(items):
        rivals.setdefault(str(item.get("conflict") or f"#{index}"), []).append(index)
    choices: list[list[int | None]] = []
    for group in rivals.values():
        held: list[int | None] = [index for index in group if not _weak(items[index])]
        choices.append(held or [*group, *([None] if len(group) == 1 else [])])
    if prod(map(len, choices)) > _MOST_READINGS:
        return phases, ()
    readings = {
        tuple(phases[index] for index in sorted(each for each in choice if each is not None))
        for choice in product(*choices)
    }
    return () if readings == {phases} else tuple(sorted(readings, key=repr))


def _weak(item: Mapping[str, Any]) -> bool:
    """Whether an item is known to be contradicted, or was replaced by a later finding."""
    return item.get("certainty") == Certainty.DISPUTED.value or bool(item.get("superseded"))


def _supplies(
    items: Sequence[Mapping[str, Any]], contracts: Iterable[tuple[str, Span]]
) -> Iterator[Supply]:
    """What is recorded of each supplier; one that only a contract names, from its signature."""
    for item in items:
        rivals = [
            each
            for each in items
            if item.get("conflict")
            and each.get("conflict") == item["conflict"]
            and each is not item
            and each["party"] != item["party"]
            and not _weak(each)
        ]
        sure = not _weak(item) and not rivals
        yield Supply(item["party"], _span(item.get("from"), item.get("until")), sure)
    named = {item["party"] for item in items}
    for supplier, span in contracts:
        if supplier not in named:
            yield Supply(supplier, Span(span.start, None))


def provisions(base: KnowledgeBase) -> tuple[ProvisionFacts, ...]:
    """The provisions of all regulations that stand, in the order of their ids."""
    regulations = {
        each.id: record
        for each in base.of_kind("regulation")
        if not each.withdrawn and isinstance(record := base.record(each.id), Regulation)
    }
    links = _Links(regulations)
    return tuple(
        _provision(id_, key, item, regulation, links)
        for id_, regulation in sorted(regulations.items())
        for key, item in sorted(regulation.provisions.items())
    )


class _Links:
    """What other regulations say of each provision, by (regulation, provision or None for all)."""

    def __init__(self, regulations: Mapping[str, Regulation]) -> None:
        self.repeals: dict[tuple[str, str | None], list[Repeal]] = {}
        self.preemptions: dict[tuple[str, str | None], list[Preemption]] = {}
        self.implementers: dict[tuple[str, str | None], list[tuple[str, str]]] = {}
        for id_, regulation in sorted(regulations.items()):
            name = regulation.short_name or regulation.name
            began = regulation.in_force.from_ if regulation.in_force else None
            for link in regulation.repeals:
                start = link.from_ or began
                self.repeals.setdefault(_target(link), []).append(
                    Repeal(name, start, None if start else regulation.adopted)
                )
            for link in regulation.implements:
                self.implementers.setdefault(_target(link), []).append(
                    (id_, regulation.jurisdiction)
                )
        for id_, regulation in sorted(regulations.items()):  # once all that is repealed is known
            name = regulation.short_name or regulation.name
            repeals = tuple(self.repeals.get((id_, None), ()))
            for link in regulation.preempts:
                spans = (*_periods(regulation), *([Span(link.from_)] if link.from_ else ()))
                place, adopted = regulation.jurisdiction, regulation.adopted
                self.preemptions.setdefault(_target(link), []).append(
                    Preemption(id_, name, place, spans, adopted, repeals)
                )


def _target(link: RegulationLink) -> tuple[str, str | None]:
    return link.regulation, link.provision


def _periods(regulation: Regulation) -> Iterator[Span]:
    if regulation.in_force:
        yield Span(regulation.in_force.from_, regulation.in_force.until)


def _provision(
    id_: str, key: str, item: Provision, regulation: Regulation, links: _Links
) -> ProvisionFacts:
    own = [Span(item.applies.from_, item.applies.until)] if item.applies else []
    whole, part = (id_, None), (id_, key)
    return ProvisionFacts(
        regulation=id_,
        id=key,
        citation=item.citation,
        jurisdiction=regulation.jurisdiction,
        effect=item.effect,
        scope=scope(item.scope),
        spans=(*own, *_periods(regulation)),
        adopted=regulation.adopted,
        exceptions=tuple(map(_exception, item.exceptions)),
        directive=regulation.instrument_type is InstrumentType.DIRECTIVE,
        implemented_in=(*links.implementers.get(whole, ()), *links.implementers.get(part, ())),
        requires=tuple(dict.fromkeys(each.what.value for each in item.requires)),
        act=_ACTS.get(regulation.instrument_type, Act.USE),
        repeals=(*links.repeals.get(whole, ()), *links.repeals.get(part, ())),
        preempted=(*links.preemptions.get(whole, ()), *links.preemptions.get(part, ())),
    )


def _exception(item: LegalException) -> ExceptionFacts:
    suffices = item.authorisation is Authorisation.NONE
    needs = item.authorisation.value if item.authorisation and not suffices else None
    return ExceptionFacts(item.summary, scope(item.scope) if item.scope else None, needs, suffices)


def scope(item: Scope) -> ScopeFacts:
    """A scope as sets of plain words."""
    return ScopeFacts(*(_set(getattr(item, name)) for name in ScopeFacts.__slots__))


def _set(values: Iterable[object] | None) -> frozenset[str] | None:
    return None if values is None else frozenset(str(each) for each in values)


def world(base: KnowledgeBase, jurisdictions: Iterable[str]) -> World:
    """The territories and technologies of a knowledge base, for these jurisdictions."""
    jurisdictions = tuple(jurisdictions)
    memberships = {}
    for outline in base.of_kind("jurisdiction"):
        record = base.record(outline.id)
        if isinstance(record, Jurisdiction) and record.memberships:
            memberships[outline.id] = tuple(
                (each.in_, Span(each.from_, each.until)) for each in record.memberships
            )
    modes = {}
    for outline in base.of_kind("technology"):
        technology = base.record(outline.id)
        if isinstance(technology, Technology) and technology.mode:
            modes[outline.id] = technology.mode.value
    return World(
        parents={each: base.territory.parents(each) for each in jurisdictions},
        memberships=memberships,
        broader={each.id: each.above for each in base.of_kind("technology")},
        technology_modes=modes,
        names={
            **{each.id: each.name for each in base.outlines.values() if each.name},
            **{each: base.territory.name(each) for each in jurisdictions},
        },
    )
