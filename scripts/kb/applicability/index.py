"""The same answers for a whole knowledge base, without trying every pair.

A provision can bind a deployment only where its jurisdiction is that of the deployment, above it,
below it, or a union that one of these has joined: so provisions are looked up by place. Those that
some condition surely excludes are left before any reason is written. What changes with time is
computed once as steps: for a provision, for a pair of places, for a deployment; and then merged.
A property test holds the result against the plain definition, pair by pair.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from kb.applicability import conditions, engine, stages, timeline
from kb.applicability.engine import Standing
from kb.applicability.facts import Act, DeploymentFacts, Profile, ProvisionFacts, World
from kb.applicability.logic import Answer, Condition, Reason, Segment, Truth

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Result:
    """How a provision stands to a deployment over its life."""

    deployment: str
    provision: ProvisionFacts
    segments: tuple[Segment, ...]

    @property
    def touches(self) -> bool:
        """Whether it is, at any time, anything but `does not apply`."""
        return any(each.answer is not Answer.DOES_NOT_APPLY for each in self.segments)


@dataclass(frozen=True, slots=True)
class Miss:
    """A provision that one condition keeps from a deployment at all times."""

    deployment: DeploymentFacts
    provision: ProvisionFacts
    stands: Standing


class Steps:
    """A reason as a function of the day: it changes on `days`, the first of which is day one."""

    __slots__ = ("days", "reasons")

    def __init__(self, turns: Iterable[date], reason: Callable[[date], Reason]) -> None:
        """Ask for the reason on each day on which it can change."""
        self.days: list[date] = []
        self.reasons: list[Reason] = []
        for day in sorted({date.min, *turns}):
            found = reason(day)
            if not self.reasons or found != self.reasons[-1]:
                self.days.append(day)
                self.reasons.append(found)

    def on(self, day: date) -> Reason:
        """The reason that holds on a day."""
        return self.reasons[bisect_right(self.days, day) - 1]

    def fails(self, start: date, end: date | None) -> bool:
        """Whether it is false on every day from `start` to `end`."""
        first = bisect_right(self.days, start) - 1
        last = len(self.days) if end is None else bisect_right(self.days, end)
        return all(self.reasons[at].truth is Truth.FALSE for at in range(first, last))


@dataclass(frozen=True)
class Index:
    """The provisions by where they can bind."""

    provisions: tuple[ProvisionFacts, ...]
    world: World

    @cached_property
    def _by_jurisdiction(self) -> dict[str, list[ProvisionFacts]]:
        found: defaultdict[str, list[ProvisionFacts]] = defaultdict(list)
        for each in self.provisions:
            found[each.jurisdiction].append(each)
        return dict(found)

    @cached_property
    def _below(self) -> dict[str, list[str]]:
        """For each jurisdiction, those below it, or in a member of it, that have provisions."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for jurisdiction in self._by_jurisdiction:
            for above in self.reached(jurisdiction):
                found[above].append(jurisdiction)
        return dict(found)

    def reached(self, place: str) -> dict[str, None]:
        """What stands above a place at some time, itself included: parents and unions."""
        reached = dict.fromkeys((place, *self.world.above(place)))
        for each in tuple(reached):
            for union, _span in self.world.memberships.get(each, ()):
                reached.update(dict.fromkeys((union, *self.world.above(union))))
        return reached

    @cached_property
    def _candidates(self) -> dict[str, tuple[ProvisionFacts, ...]]:
        return {}

    @cached_property
    def _territories(self) -> dict[tuple[str, str], Steps]:
        return {}

    @cached_property
    def _forces(self) -> dict[int, Steps]:
        return {}

    def candidates(self, place: str) -> tuple[ProvisionFacts, ...]:
        """The provisions whose territory can hold a place at some time, or be a part of it."""
        if place not in self._candidates:
            reached = self.reached(place) | dict.fromkeys(self._below.get(place, ()))
            self._candidates[place] = tuple(
                each
                for jurisdiction in reached
                for each in self._by_jurisdiction.get(jurisdiction, ())
            )
        return self._candidates[place]

    def standings(self, profile: Profile) -> Iterator[tuple[ProvisionFacts, Standing]]:
        """How the candidates that no condition excludes stand to a profile, time left aside."""
        for each in self.candidates(profile.jurisdiction):
            if not conditions.excluded(each.scope, profile, self.world):
                stands = engine.standing(profile, each, self.world)
                if stands.scope is not Truth.FALSE and stands.exempt is not Truth.TRUE:
                    yield each, stands

    def of(self, deployment: DeploymentFacts) -> list[Result]:
        """All provisions that touch a deployment at some time of its life."""
        found = []
        start, end = stages.life(deployment)
        acts: dict[Act, Steps] = {}
        for provision, stands in self.standings(deployment.profile):
            where = self._territory(provision.jurisdiction, deployment.profile.jurisdiction)
            when = self._force(provision)
            act = self._act(deployment, provision, acts)
            if any(each.fails(start, end) for each in (act, when, where)):
                continue
            result = Result(
                deployment.id,
                provision,
                self._merged(deployment, provision, stands, (where, when, act)),
            )
            if result.touches:
                found.append(result)
        return found

    def _territory(self, jurisdiction: str, place: str) -> Steps:
        key = (jurisdiction, place)
        if key not in self._territories:
            self._territories[key] = Steps(
                timeline.territory_turns(jurisdiction, place, self.world),
                lambda day: timeline.territory(jurisdiction, place, self.world, day),
            )
        return self._territories[key]

    def _force(self, provision: ProvisionFacts) -> Steps:
        # By identity: provisions live as long as the index, and hashing one walks all of it.
        if id(provision) not in self._forces:
            self._forces[id(provision)] = Steps(
                timeline.force_turns(provision), lambda day: timeline.in_force(provision, day)
            )
        return self._forces[id(provision)]

    def _act(
        self, deployment: DeploymentFacts, provision: ProvisionFacts, known: dict[Act, Steps]
    ) -> Steps:
        """Use is the same for all rules on it; supply and purchase depend on the rule's vendors."""
        if provision.act is Act.USE and Act.USE in known:
            return known[Act.USE]
        steps = Steps(
            stages.act_turns(deployment),
            lambda day: stages.act(deployment, provision, day),
        )
        if provision.act is Act.USE:
            known[Act.USE] = steps
        return steps

    def _merged(
        self,
        deployment: DeploymentFacts,
        provision: ProvisionFacts,
        stands: Standing,
        steps: tuple[Steps, Steps, Steps],
    ) -> tuple[Segment, ...]:
        """The segments, from the steps of territory, time and use, and what else changes."""
        place, vendors = deployment.profile.jurisdiction, provision.scope.suppliers
        where, when, act = steps
        more: list[date] = []
        if provision.preempted:
            more += timeline.override_turns(provision, place, self.world)
        if vendors is not None:
            more += stages.supplier_turns(deployment, vendors)
        start, end = stages.life(deployment)
        days = sorted(
            {
                start,
                *(
                    day
                    for turns in (where.days, when.days, act.days, more)
                    for day in turns
                    if start < day and (end is None or day <= end)
                ),
            }
        )
        found: list[Segment] = []
        for index, day in enumerate(days):
            last = days[index + 1] - _DAY if index + 1 < len(days) else end
            supplied = (
                stages.supplier(deployment, vendors, self.world, day)
                if vendors is not None
                else None
            )
            override = (
                timeline.overridden(provision, place, self.world, day)
                if provision.preempted
                else None
            )
            engine.extend(
                found,
                day,
                last,
                *engine.conclude(
                    stands, where.on(day), supplied, override, when.on(day), act.on(day)
                ),
            )
        return tuple(found)

    def near_misses(self, deployment: DeploymentFacts) -> Iterator[Miss]:
        """The provisions of its territory that exactly one condition keeps from it."""
        profile = deployment.profile
        for provision in self.candidates(profile.jurisdiction):
            failed = conditions.failures(provision.scope, profile, self.world)
            # A directive may have its instrument as the one that fails.
            if failed == 1 or (failed == 0 and provision.directive):
                stands = engine.standing(profile, provision, self.world)
                if _failing(stands) == 1 and stands.exempt is not Truth.TRUE:
                    yield Miss(deployment, provision, stands)

    def result(self, miss: Miss) -> Result:
        """How the provision of a miss stands to its deployment, with the dates."""
        segments = engine.over_time(miss.deployment, miss.provision, miss.stands, self.world)
        return Result(miss.deployment.id, miss.provision, segments)


def _failing(stands: Standing) -> int:
    return sum(
        each.truth is Truth.FALSE and each.condition is not Condition.EXCEPTION
        for each in stands.reasons
    )


def plainly(
    deployments: Iterable[DeploymentFacts], provisions: Iterable[ProvisionFacts], world: World
) -> Iterator[Result]:
    """The plain definition: every pair, one by one."""
    provisions = tuple(provisions)
    for deployment in deployments:
        for provision in provisions:
            yield Result(deployment.id, provision, engine.segments(deployment, provision, world))
