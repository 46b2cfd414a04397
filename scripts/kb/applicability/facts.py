"""What the engine reads of a deployment, a provision and the world: plain, small, hashable."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from kb.dates import PartialDate, of_day, parse
from kb.knowledge import KnowledgeBase
from kb.models import Jurisdiction, Regulation, Technology
from kb.models.regulation import LegalException, Provision, Scope
from kb.models.vocabulary import Authorisation, Effect, InstrumentType
from kb.outline import Outline


@dataclass(frozen=True, slots=True)
class Span:
    """A time between two dates as precise as their sources; a missing end is open."""

    start: PartialDate | None = None
    end: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything about a deployment that does not change with time.

    Deployments with equal profiles stand equally to every provision but for time.
    `operator_jurisdiction` is that of the operator's record; None where it is not known.
    """

    jurisdiction: str
    operator_type: str | None
    operator_jurisdiction: str | None
    technologies: frozenset[str]
    purposes: frozenset[str]
    settings: frozenset[str]
    mode: str | None
    suppliers: frozenset[str]
    approvals: frozenset[str]


@dataclass(frozen=True, slots=True)
class DeploymentFacts:
    """A deployment as the engine reads it; `phases` are (phase, span) in the order of time,
    `contracts` (supplier, span from its signature)."""

    id: str
    profile: Profile
    phases: tuple[tuple[str, Span], ...]
    contracts: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class ScopeFacts:
    """A scope as sets; None binds all."""

    operator_types: frozenset[str] | None = None
    operator_jurisdictions: frozenset[str] | None = None
    technologies: frozenset[str] | None = None
    combined_with: frozenset[str] | None = None
    purposes: frozenset[str] | None = None
    settings: frozenset[str] | None = None
    modes: frozenset[str] | None = None
    suppliers: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class ExceptionFacts:
    """An exception: its words, its scope where coded, whose permission it needs."""

    summary: str
    scope: ScopeFacts | None
    permission: str | None


@dataclass(frozen=True, slots=True)
class ProvisionFacts:
    """A provision as the engine reads it.

    `spans` must all hold on a day for the provision to be in force then: its own, that of its
    regulation, and up to each repeal. `adopted` bounds it where no start is recorded.
    """

    regulation: str
    id: str
    citation: str
    jurisdiction: str
    effect: Effect
    scope: ScopeFacts
    spans: tuple[Span, ...]
    adopted: PartialDate | None = None
    exceptions: tuple[ExceptionFacts, ...] = ()
    directive: bool = False
    implemented_in: tuple[tuple[str, str], ...] = ()
    requires: tuple[str, ...] = ()


@dataclass(frozen=True)
class World:
    """What links deployments to provisions: territories with dated memberships, technologies.

    `parents` and `broader` are direct; `memberships` are (union, span). `technology_modes` names
    the mode that sets a technology apart from its broader one; `names` serve the reasons' words.
    """

    parents: Mapping[str, tuple[str, ...]]
    memberships: Mapping[str, tuple[tuple[str, Span], ...]]
    broader: Mapping[str, tuple[str, ...]]
    technology_modes: Mapping[str, str]
    names: Mapping[str, str]

    def name(self, id_: str) -> str:
        """The name of a record, for the reasons; the id or the word itself where there is none."""
        return self.names.get(id_, id_.replace("_", " "))

    def above(self, jurisdiction: str) -> tuple[str, ...]:
        """All jurisdictions above one, memberships left aside, the nearest first."""
        return _climb(self.parents, self._above, jurisdiction)

    def broader_than(self, technology: str) -> tuple[str, ...]:
        """All technologies broader than one, the nearest first."""
        return _climb(self.broader, self._broader, technology)

    @cached_property
    def _above(self) -> dict[str, tuple[str, ...]]:
        return {}

    @cached_property
    def _broader(self) -> dict[str, tuple[str, ...]]:
        return {}


def _climb(
    links: Mapping[str, tuple[str, ...]], known: dict[str, tuple[str, ...]], start: str
) -> tuple[str, ...]:
    """All that stands above a node; what was found once is kept in `known`."""
    if start not in known:
        found: dict[str, None] = {}
        queue = list(links.get(start, ()))
        while queue:
            each = queue.pop(0)
            if each not in found and each != start:
                found[each] = None
                queue.extend(links.get(each, ()))
        known[start] = tuple(found)
    return known[start]


def deployment(outline: Outline, base: KnowledgeBase) -> DeploymentFacts:
    """A deployment's facts; the operator's jurisdiction comes from the operator's record."""
    operator = base.outlines.get(outline.operator)
    scoped = dict(outline.scoped)
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
            suppliers=frozenset(outline.suppliers),
            approvals=frozenset(scoped.get("assessments", ())),
        ),
        phases=tuple((phase, _span(start, end)) for phase, start, end in outline.phases),
        contracts=tuple(
            (supplier, _span(start, end)) for supplier, start, end in outline.contracts
        ),
    )


def _span(start: str, end: str) -> Span:
    return Span(parse(start) if start else None, parse(end) if end else None)


def provisions(base: KnowledgeBase) -> tuple[ProvisionFacts, ...]:
    """The provisions of all regulations that stand, in the order of their ids."""
    regulations = {
        each.id: record
        for each in base.of_kind("regulation")
        if not each.withdrawn and isinstance(record := base.record(each.id), Regulation)
    }
    repeals = _repeals(regulations)
    implementers: dict[str, list[tuple[str, str]]] = {}
    for id_, regulation in sorted(regulations.items()):
        for link in regulation.implements:
            implementers.setdefault(link.regulation, []).append((id_, regulation.jurisdiction))
    return tuple(
        _provision(id_, key, item, regulation, repeals, tuple(implementers.get(id_, ())))
        for id_, regulation in sorted(regulations.items())
        for key, item in sorted(regulation.provisions.items())
    )


def _repeals(
    regulations: Mapping[str, Regulation],
) -> dict[tuple[str, str | None], list[PartialDate | None]]:
    """For each repealed regulation or provision, from when."""
    found: dict[tuple[str, str | None], list[PartialDate | None]] = {}
    for regulation in regulations.values():
        for link in regulation.repeals:
            began = regulation.in_force.from_ if regulation.in_force else None
            found.setdefault((link.regulation, link.provision), []).append(link.from_ or began)
    return found


def _provision(
    id_: str,
    key: str,
    item: Provision,
    regulation: Regulation,
    repeals: Mapping[tuple[str, str | None], list[PartialDate | None]],
    implementers: tuple[tuple[str, str], ...],
) -> ProvisionFacts:
    spans = []
    if item.applies:
        spans.append(Span(item.applies.from_, item.applies.until))
    if regulation.in_force:
        spans.append(Span(regulation.in_force.from_, regulation.in_force.until))
    ends = [*repeals.get((id_, None), ()), *repeals.get((id_, key), ())]
    spans += [Span(None, _day_before(end)) for end in ends if end is not None]
    return ProvisionFacts(
        regulation=id_,
        id=key,
        citation=item.citation,
        jurisdiction=regulation.jurisdiction,
        effect=item.effect,
        scope=scope(item.scope),
        spans=tuple(spans),
        adopted=regulation.adopted,
        exceptions=tuple(map(_exception, item.exceptions)),
        directive=regulation.instrument_type is InstrumentType.DIRECTIVE,
        implemented_in=implementers,
        requires=tuple(dict.fromkeys(each.what.value for each in item.requires)),
    )


def _day_before(moment: PartialDate) -> PartialDate:
    """The end that a repeal gives what it repeals; as precise as the repeal's own date."""
    if moment.day is None:
        return moment
    return of_day(moment.first - timedelta(days=1))


def _exception(item: LegalException) -> ExceptionFacts:
    needs = item.authorisation if item.authorisation is not Authorisation.NONE else None
    return ExceptionFacts(item.summary, scope(item.scope) if item.scope else None, _value(needs))


def scope(item: Scope) -> ScopeFacts:
    """A scope as sets of plain words."""
    return ScopeFacts(*(_set(getattr(item, name)) for name in ScopeFacts.__slots__))


def _set(values: Iterable[object] | None) -> frozenset[str] | None:
    return None if values is None else frozenset(str(each) for each in values)


def _value(word: object) -> str | None:
    return None if word is None else str(word)


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
