"""Applicability: a deployment, a provision and the world in, dated segments with reasons out.

The plain definition. `index` gives the same answers for many deployments without trying every pair.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kb.applicability import conditions, stages, timeline
from kb.applicability.facts import DeploymentFacts, ExceptionFacts, Profile, ProvisionFacts, World
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
    """The standing, joined with what changes with time on each stretch of days."""
    start, end = stages.life(deployment)
    turns = {each for each in _turns(deployment, provision, world) if _inside(each, start, end)}
    days = sorted({start, *turns})
    found: list[Segment] = []
    for index, first in enumerate(days):
        last = days[index + 1] - _DAY if index + 1 < len(days) else end
        extend(found, first, last, *_on(first, deployment, provision, stands, world))
    return tuple(found)


def extend(
    found: list[Segment],
    first: date,
    last: date | None,
    given: Answer,
    reasons: tuple[Reason, ...],
) -> None:
    """Add a stretch of days; one that answers like the last, for the same reasons, prolongs it."""
    if found and (found[-1].answer, found[-1].reasons) == (given, reasons):
        first = found.pop().start
    found.append(Segment(first, last, given, reasons))


def _on(
    day: date,
    deployment: DeploymentFacts,
    provision: ProvisionFacts,
    stands: Standing,
    world: World,
) -> tuple[Answer, tuple[Reason, ...]]:
    place = deployment.profile.jurisdiction
    where = timeline.territory(provision.jurisdiction, place, world, day)
    supplied = stages.supplier(deployment, provision.scope.suppliers, world, day)
    override = timeline.overridden(provision, place, world, day)
    when = timeline.in_force(provision, day)
    act = stages.act(deployment, provision, day)
    return conclude(stands, where, supplied, override, when, act)


def conclude(
    stands: Standing,
    where: Reason,
    supplied: Reason | None,
    override: Reason | None,
    when: Reason,
    act: Reason,
) -> tuple[Answer, tuple[Reason, ...]]:
    """The answer from all reasons of a day, and the reasons in the order in which they are read.

    A regulation that overrides the rule counts as an exception that cannot be ruled out: the rule
    binds by its own terms, and how far the other displaces it is not coded.
    """
    held = min(stands.scope, where.truth, when.truth, act.truth)
    if supplied is not None:
        held = min(held, supplied.truth)
    exempt = stands.exempt if override is None else max(stands.exempt, override.truth)
    extra = tuple(each for each in (supplied, override) if each is not None)
    return answer(held, exempt), (where, *stands.reasons, *extra, when, act)


def _turns(deployment: DeploymentFacts, provision: ProvisionFacts, world: World) -> Iterator[date]:
    place = deployment.profile.jurisdiction
    yield from timeline.territory_turns(provision.jurisdiction, place, world)
    yield from stages.supplier_turns(deployment, provision.scope.suppliers)
    yield from timeline.override_turns(provision, place, world)
    yield from timeline.force_turns(provision)
    yield from stages.act_turns(deployment)


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
    """Whether an exception frees the deployment: all of it, by facts that its scope holds.

    One whose scope covers the deployment is sure to hold only where the record of the regulation
    says that the facts suffice. Records of deployments hold no permissions, so one that needs
    somebody's is never sure to.
    """
    words = f"except: {item.summary}"
    if item.scope is None:
        return Reason(Condition.EXCEPTION, Truth.UNKNOWN, words, "whether this exception holds")
    held = min(
        (each.truth for each in conditions.of_scope(item.scope, profile, world, conditions.all_of)),
        default=Truth.TRUE,
    )
    if held is Truth.TRUE and not item.suffices:
        missing = "whether this exception holds"
        if item.permission is not None:
            words += f" Permission needed: {item.permission.replace('_', ' ')}"
            missing = "whether it was permitted"
        return Reason(Condition.EXCEPTION, Truth.UNKNOWN, words, missing)
    missing = "whether this exception holds" if held is Truth.UNKNOWN else ""
    return Reason(Condition.EXCEPTION, held, words, missing)


def on(found: Iterable[Segment], day: date) -> Segment | None:
    """The segment that holds on a day, if the day lies in the deployment's life."""
    return next((each for each in found if each.holds_on(day)), None)
