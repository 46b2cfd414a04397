"""The same answers for a whole knowledge base, without trying every pair.

A provision can bind a deployment only where its jurisdiction is that of the deployment, above it,
below it, or a union that one of these has joined; and deployments with equal profiles stand
equally to it. So provisions are looked up by jurisdiction, and standings are computed once per
profile. A property test holds the result against the plain definition, pair by pair.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kb.applicability import engine
from kb.applicability.engine import Standing
from kb.applicability.facts import DeploymentFacts, Profile, ProvisionFacts, World
from kb.applicability.logic import Answer, Segment, Truth


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
        """For each jurisdiction, those below it that have provisions."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for jurisdiction in self._by_jurisdiction:
            for above in self.world.above(jurisdiction):
                found[above].append(jurisdiction)
        return dict(found)

    @cached_property
    def _standings(self) -> dict[Profile, list[tuple[ProvisionFacts, Standing]]]:
        return {}

    def candidates(self, place: str) -> Iterator[ProvisionFacts]:
        """The provisions whose territory can hold a place at some time, or be a part of it."""
        reached = dict.fromkeys((place, *self.world.above(place)))
        for each in tuple(reached):
            for union, _span in self.world.memberships.get(each, ()):
                reached.update(dict.fromkeys((union, *self.world.above(union))))
        reached.update(dict.fromkeys(self._below.get(place, ())))
        for jurisdiction in reached:
            yield from self._by_jurisdiction.get(jurisdiction, ())

    def standings(self, profile: Profile) -> list[tuple[ProvisionFacts, Standing]]:
        """How every candidate stands to a profile, time left aside."""
        if profile not in self._standings:
            self._standings[profile] = [
                (each, engine.standing(profile, each, self.world))
                for each in self.candidates(profile.jurisdiction)
            ]
        return self._standings[profile]

    def of(self, deployment: DeploymentFacts) -> list[Result]:
        """All provisions that touch a deployment at some time of its life."""
        found = []
        for provision, stands in self.standings(deployment.profile):
            if stands.scope is Truth.FALSE or stands.exempt is Truth.TRUE:
                continue
            result = Result(
                deployment.id,
                provision,
                engine.over_time(deployment, provision, stands, self.world),
            )
            if result.touches:
                found.append(result)
        return found

    def near_misses(self, deployment: DeploymentFacts) -> list[Result]:
        """The provisions of its territory that exactly one condition keeps from it."""
        found = []
        for provision, stands in self.standings(deployment.profile):
            failed = [
                each
                for each in stands.reasons
                if each.truth is Truth.FALSE and each.condition != "exception"
            ]
            if len(failed) == 1 and stands.exempt is not Truth.TRUE:
                found.append(
                    Result(
                        deployment.id,
                        provision,
                        engine.over_time(deployment, provision, stands, self.world),
                    )
                )
        return found


def plainly(
    deployments: Iterable[DeploymentFacts], provisions: Iterable[ProvisionFacts], world: World
) -> Iterator[Result]:
    """The plain definition: every pair, one by one."""
    provisions = tuple(provisions)
    for deployment in deployments:
        for provision in provisions:
            yield Result(deployment.id, provision, engine.segments(deployment, provision, world))
