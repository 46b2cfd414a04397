"""Applicability over the whole knowledge base: the answers from each side, on a given day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kb.applicability import engine, gather
from kb.applicability.facts import DeploymentFacts, ProvisionFacts, World
from kb.applicability.index import Index, Miss, Result
from kb.applicability.logic import Answer, Segment
from kb.applicability.timeline import in_force, within
from kb.link import Links
from kb.models.vocabulary import Effect

STRENGTH = {Effect.PROHIBITS: 0, Effect.REQUIRES: 1, Effect.LISTS: 2, Effect.PERMITS: 3}
"""The order of effects, the strongest first."""

_ANSWERS = {Answer.APPLIES: 0, Answer.MAY_APPLY: 1, Answer.UNKNOWN: 2, Answer.DOES_NOT_APPLY: 3}


@dataclass(frozen=True, slots=True)
class Strongest:
    """The strongest provision that applies or may apply to a deployment on the day, and which of
    the two; without one, `unsettled` says whether a missing fact keeps some from being settled."""

    provision: ProvisionFacts | None
    answer: Answer
    unsettled: bool = False


@dataclass(frozen=True)
class Applied:
    """What follows for every deployment and provision of a knowledge base on the day `on`."""

    links: Links
    on: date

    @cached_property
    def world(self) -> World:
        """Territories and technologies."""
        return gather.world(self.links.base, self.links.jurisdictions)

    @cached_property
    def provisions(self) -> tuple[ProvisionFacts, ...]:
        """All provisions of all regulations that stand."""
        return gather.provisions(self.links.base)

    @cached_property
    def index(self) -> Index:
        """The provisions by where they can bind."""
        return Index(self.provisions, self.world)

    @cached_property
    def deployments(self) -> Mapping[str, DeploymentFacts]:
        """The facts of every deployment that stands, by id."""
        return {
            each.id: gather.deployment(each, self.links.base)
            for each in self.links.base.of_kind("deployment")
            if not each.withdrawn
        }

    def at(self, on: date) -> "Applied":
        """The same records on another day; what does not depend on the day is not computed again."""
        other = Applied(self.links, on)
        other.__dict__.update(world=self.world, provisions=self.provisions)
        return other

    def of_deployment(self, id_: str) -> list[Result]:
        """The provisions that touch a deployment, the strongest and surest on the day first."""
        # A page asks twice, for its rules and for its obligations; the last answer is kept.
        if id_ not in self._latest:
            self._latest.clear()
            found = sorted(self.index.of(self.deployments[id_]), key=self.rank)
            self._latest[id_] = found
            self._strongest[id_] = self._strongest_of(found)
        return self._latest[id_]

    @cached_property
    def _latest(self) -> dict[str, list[Result]]:
        return {}

    def strongest(self, id_: str) -> Strongest:
        """The strongest provision on a deployment on the day, by its effect, then by its answer."""
        # Kept for all, as it is small: whoever went through the deployments has it already.
        if id_ not in self._strongest:
            self.of_deployment(id_)
        return self._strongest[id_]

    @cached_property
    def _strongest(self) -> dict[str, Strongest]:
        return {}

    def _strongest_of(self, results: Iterable[Result]) -> Strongest:
        answers = [
            (each.provision, segment.answer) for each in results if (segment := self.today(each))
        ]
        binding = [pair for pair in answers if pair[1] in (Answer.APPLIES, Answer.MAY_APPLY)]
        if not binding:
            unsettled = any(answer is Answer.UNKNOWN for _, answer in answers)
            return Strongest(None, Answer.DOES_NOT_APPLY, unsettled)
        return Strongest(
            *min(
                binding,
                key=lambda pair: (
                    STRENGTH[pair[0].effect], _ANSWERS[pair[1]], pair[0].regulation, pair[0].id
                ),
            )
        )  # fmt: skip

    def rank(self, result: Result) -> tuple[int, int, str, str]:
        """How far up a result stands: by its answer on the day, its effect, its citation."""
        segment = self.today(result)
        answer = segment.answer if segment else Answer.DOES_NOT_APPLY
        return (
            _ANSWERS[answer],
            STRENGTH[result.provision.effect],
            result.provision.regulation,
            result.provision.id,
        )

    def today(self, result: Result) -> Segment | None:
        """The segment that holds on the day; None where the deployment's life is over."""
        return engine.on(result.segments, self.on)

    def of_regulation(self, id_: str) -> tuple[list[Result], list[Miss]]:
        """The deployments that a regulation touches, and those that it narrowly misses.

        What is missed has no dates yet: there are many, and `dated` gives them for those shown.
        """
        provisions = tuple(each for each in self.provisions if each.regulation == id_)
        narrow = Index(provisions, self.world)
        touched: list[Result] = []
        missed: list[Miss] = []
        for deployment in self._near(provisions):
            touched += narrow.of(deployment)
            # One that fails on a condition of its scope is never among those touched.
            missed += narrow.near_misses(deployment)
        missed.sort(
            key=lambda each: (
                STRENGTH[each.provision.effect], each.provision.id, each.deployment.id
            )
        )  # fmt: skip
        return sorted(touched, key=lambda each: (*self.rank(each), each.deployment)), missed

    def dated(self, miss: Miss) -> Result:
        """A narrow miss over the deployment's life."""
        return self.index.result(miss)

    def _near(self, provisions: Iterable[ProvisionFacts]) -> list[DeploymentFacts]:
        """The deployments whose territory these provisions can reach."""
        places = {each.jurisdiction for each in provisions}
        wide = {above for place in places for above in self.index.reached(place)}
        return [
            each
            for place, there in self._by_place.items()
            if place in wide or not places.isdisjoint(self.index.reached(place))
            for each in there
        ]

    @cached_property
    def _by_place(self) -> Mapping[str, list[DeploymentFacts]]:
        found: defaultdict[str, list[DeploymentFacts]] = defaultdict(list)
        for each in self.deployments.values():
            found[each.profile.jurisdiction].append(each)
        return found

    @cached_property
    def in_force(self) -> Mapping[str, tuple[ProvisionFacts, ...]]:
        """For each jurisdiction, its own provisions in force on the day, the strongest first."""
        found: defaultdict[str, list[ProvisionFacts]] = defaultdict(list)
        for each in self.provisions:
            if in_force(each, self.on).truth and not each.directive:
                found[each.jurisdiction].append(each)
        return {
            place: tuple(sorted(items, key=lambda p: (STRENGTH[p.effect], p.regulation, p.id)))
            for place, items in found.items()
        }

    def sources_of_law(self, place: str) -> tuple[str, ...]:
        """The jurisdictions whose rules bind in a place on the day: itself, above it, its unions."""
        found = dict.fromkeys((place, *self.world.above(place)))
        for each in tuple(found):
            for union, span in self.world.memberships.get(each, ()):
                if within(span, self.on):
                    found.update(dict.fromkeys((union, *self.world.above(union))))
        return tuple(found)
