"""Applicability: a deployment, a provision and the world in, dated segments with reasons out.

The plain definition. `index` gives the same answers for many deployments without trying every pair.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kb.applicability import conditions, timeline
from kb.applicability.facts import (
    DeploymentFacts,
    ExceptionFacts,
    Profile,
    ProvisionFacts,
    Span,
    World,
)
from kb.applicability.logic import Answer, Condition, Reason, Segment, Truth, answer

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a provision stands to a profile, time left aside: the same for every day.

    `scope` is the conjunction of the reasons; `exempt` the disjunction over the exceptions.
    """

    reasons: tuple[Reason, ...]
    scope: Truth
    exempt: Truth


def segments(
    deployment: DeploymentFacts, provision: ProvisionFacts, world: World
) -> tuple[Segment, ...]:
    """The dated answers over a deployment's life, without gaps, each with its reasons."""
    return over_time(deployment, provision, standing(deployment.profile, provision, world), world)


def standing(profile: Profile, provision: ProvisionFacts, world: World) -> Standing:
    """Every condition that does not change with time."""
    reasons = list(conditions.of_scope(provision.scope, profile, world))
    if provision.directive:
        reasons.append(_instrument(profile, provision, world))
    exceptions = [_exception(each, profile, world) for each in provision.exceptions]
    return Standing(
        reasons=(*reasons, *exceptions),
        scope=min((each.truth for each in reasons), default=Truth.TRUE),
        exempt=max((each.truth for each in exceptions), default=Truth.FALSE),
    )


def over_time(
    deployment: DeploymentFacts, provision: ProvisionFacts, stands: Standing, world: World
) -> tuple[Segment, ...]:
    """The standing, joined with territory, time and use on each stretch of days."""
    found: list[Segment] = []
    start, end = timeline.life(deployment)
    starts = sorted(
        {
            start,
            *(each for each in _turns(deployment, provision, world) if _inside(each, start, end)),
        }
    )
    for index, first in enumerate(starts):
        last = starts[index + 1] - _DAY if index + 1 < len(starts) else end
        segment = Segment(first, last, *_on(first, deployment, provision, stands, world))
        if found and (found[-1].answer, found[-1].reasons) == (segment.answer, segment.reasons):
            found[-1] = Segment(found[-1].start, last, segment.answer, segment.reasons)
        else:
            found.append(segment)
    return tuple(found)


def _on(
    day: date,
    deployment: DeploymentFacts,
    provision: ProvisionFacts,
    stands: Standing,
    world: World,
) -> tuple[Answer, tuple[Reason, ...]]:
    dated = (
        timeline.territory(provision.jurisdiction, deployment.profile.jurisdiction, world, day),
        timeline.in_force(provision, day),
        timeline.use(deployment, day),
    )
    held = min(stands.scope, *(each.truth for each in dated))
    return answer(held, stands.exempt), (dated[0], *stands.reasons, *dated[1:])


def _turns(deployment: DeploymentFacts, provision: ProvisionFacts, world: World) -> Iterable[date]:
    for span in provision.spans:
        yield from timeline.turns(span)
    if provision.adopted:
        yield from timeline.turns(Span(provision.adopted, None))
    for _, span in deployment.phases:
        yield from timeline.turns(span)
    yield from timeline.territory_turns(
        provision.jurisdiction, deployment.profile.jurisdiction, world
    )


def _inside(day: date, start: date, end: date | None) -> bool:
    return start < day and (end is None or day <= end)


def _instrument(profile: Profile, provision: ProvisionFacts, world: World) -> Reason:
    """A directive binds states; it speaks to a deployment through what implements it (TFEU 288)."""
    places = {profile.jurisdiction, *world.above(profile.jurisdiction)}
    through = [id_ for id_, jurisdiction in provision.implemented_in if jurisdiction in places]
    if through:
        text = (
            f"a directive speaks through what implements it: {', '.join(map(world.name, through))}"
        )
        return Reason(Condition.INSTRUMENT, Truth.FALSE, text)
    text = "a directive speaks through what implements it; no implementing law is recorded there"
    return Reason(Condition.INSTRUMENT, Truth.UNKNOWN, text, f"{provision.regulation}: implements")


def _exception(item: ExceptionFacts, profile: Profile, world: World) -> Reason:
    """Whether an exception frees the deployment: all of it, and with the permission it needs."""
    words = f"except: {item.summary}"
    if item.scope is None:
        return Reason(Condition.EXCEPTION, Truth.UNKNOWN, words, "whether this exception holds")
    held = min(
        (each.truth for each in conditions.of_scope(item.scope, profile, world, conditions.all_of)),
        default=Truth.TRUE,
    )
    if (
        held is Truth.TRUE
        and item.permission is not None
        and not _permitted(item.permission, profile)
    ):
        text = f"{words} Permission needed: {item.permission.replace('_', ' ')}"
        return Reason(Condition.EXCEPTION, Truth.UNKNOWN, text, "assessments")
    return Reason(
        Condition.EXCEPTION, held, words, "" if held is not Truth.UNKNOWN else "whether it holds"
    )


def _permitted(permission: str, profile: Profile) -> bool:
    """Whether the record shows the permission; only an elected body's is recorded as such."""
    return permission == "legislature" and "legislative_approval" in profile.approvals


def on(found: Iterable[Segment], day: date) -> Segment | None:
    """The segment that holds on a day, if the day lies in the deployment's life."""
    return next((each for each in found if each.holds_on(day)), None)
