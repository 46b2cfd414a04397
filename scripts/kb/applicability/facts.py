"""What the engine reads of a deployment, a provision and the world: plain, small, hashable."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, partial

from kb.climb import climb
from kb.dates import PartialDate
from kb.models.vocabulary import Effect


@dataclass(frozen=True, slots=True)
class Span:
    """A time between two dates as precise as their sources; a missing end is open."""

    start: PartialDate | None = None
    end: PartialDate | None = None


Stages = tuple[tuple[str, Span], ...]
"""Phases with their times, in the order of the record."""


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


@dataclass(frozen=True, slots=True)
class Supply:
    """Who supplied a deployment and when; `sure` unless another source contradicts it."""

    vendor: str
    span: Span
    sure: bool = True


@dataclass(frozen=True, slots=True)
class DeploymentFacts:
    """A deployment as the engine reads it.

    `phases` stand in the order of the record, which is that of time; where sources disagree on
    them, `readings` holds each version that they allow. `contracts` are (supplier, span from its
    signature); `supplies` say more on `profile.suppliers`, for those of which more is recorded.
    """

    id: str
    profile: Profile
    phases: Stages
    contracts: tuple[tuple[str, Span], ...] = ()
    readings: tuple[Stages, ...] = ()
    supplies: tuple[Supply, ...] = ()

    @property
    def versions(self) -> tuple[Stages, ...]:
        """The phases in every version that the sources allow; one where they agree."""
        return self.readings or (self.phases,)


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
    """An exception: its words, its scope where coded, whose permission it needs.

    `suffices` says that nothing is needed but the facts of the scope; else the scope bounds the
    exception and does not settle it.
    """

    summary: str
    scope: ScopeFacts | None
    permission: str | None = None
    suffices: bool = False


class Act(StrEnum):
    """What a rule attaches to: the use of a technology, its supply, or its purchase."""

    USE = "use"
    SUPPLY = "supply"
    PURCHASE = "purchase"


@dataclass(frozen=True, slots=True)
class Repeal:
    """An end that another regulation, named in `by`, puts to a rule.

    Where its day is not recorded, `start` is None and `earliest` a date before which it was not.
    """

    by: str
    start: PartialDate | None
    earliest: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Preemption:
    """A regulation that is recorded to override a rule, while its own `spans` hold and it is not
    repealed; `by` names it.
    """

    regulation: str
    by: str
    jurisdiction: str
    spans: tuple[Span, ...]
    adopted: PartialDate | None = None
    repeals: tuple[Repeal, ...] = ()


@dataclass(frozen=True, slots=True)
class ProvisionFacts:
    """A provision as the engine reads it.

    `spans` must all hold on a day for the provision to be in force then: its own and that of its
    regulation. `adopted` bounds it where no start is recorded. `implemented_in` are (regulation,
    jurisdiction).
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
    act: Act = Act.USE
    repeals: tuple[Repeal, ...] = ()
    preempted: tuple[Preemption, ...] = ()


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

    @cached_property
    def above(self) -> Callable[[str], tuple[str, ...]]:
        """All jurisdictions above one, memberships left aside, the nearest first."""
        return cache(partial(climb, lambda each: self.parents.get(each, ())))

    @cached_property
    def broader_than(self) -> Callable[[str], tuple[str, ...]]:
        """All technologies broader than one, the nearest first."""
        return cache(partial(climb, lambda each: self.broader.get(each, ())))
