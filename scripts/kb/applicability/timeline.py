"""Conditions that change with time: as truth values on a day, and the days on which they change."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from kb.applicability.facts import DeploymentFacts, ProvisionFacts, Span, World
from kb.applicability.logic import Condition, Reason, Truth
from kb.dates import PartialDate
from kb.models.vocabulary import Phase

TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
IN_USE = frozenset({Phase.TRIAL.value, Phase.OPERATIONAL.value})
OVER = frozenset({Phase.ENDED.value, Phase.CANCELLED.value})
_DAY = timedelta(days=1)


def begun(start: PartialDate | None, day: date) -> Truth:
    """Whether something that begins at `start` has begun on a day; open starts always have."""
    if start is None or start.last <= day:
        return TRUE
    return FALSE if day < start.first else UNKNOWN


def lasting(end: PartialDate | None, day: date) -> Truth:
    """Whether something whose last day is `end` still lasts on a day; open ends always do."""
    if end is None or day <= end.first:
        return TRUE
    return FALSE if day > end.last else UNKNOWN


def within(span: Span, day: date) -> Truth:
    """Whether a day lies in a span whose ends may be known to the month or the year only."""
    return min(begun(span.start, day), lasting(span.end, day))


def turns(span: Span) -> Iterator[date]:
    """The days on which `within` can change."""
    if span.start:
        yield from (span.start.first, span.start.last)
    if span.end:
        yield from (_next(span.end.first), _next(span.end.last))


def _next(day: date) -> date:
    return day + _DAY if day < date.max else day


def phase_spans(facts: DeploymentFacts) -> tuple[tuple[str, Span, PartialDate | None], ...]:
    """The phases with their spans; one without an end is ended by the start of the next (third)."""
    following = [*facts.phases[1:], None]
    return tuple(
        (phase, span, after[1].start if after and span.end is None else None)
        for (phase, span), after in zip(facts.phases, following, strict=True)
    )


def life(facts: DeploymentFacts) -> tuple[date, date | None]:
    """The first and the last day of a deployment's life; open where they are not recorded."""
    if not facts.phases:
        return date.min, None
    start = min(span.start.first for _, span in facts.phases if span.start)
    phase, span = facts.phases[-1]
    if phase in OVER and span.start:
        return start, max(start, span.start.last)
    return start, max(start, span.end.last) if span.end else None


def use(facts: DeploymentFacts, day: date) -> Reason:
    """Whether the deployment is in use on a day: in trial or in regular operation."""
    if not facts.phases:
        return Reason(Condition.USE, UNKNOWN, "no phases are recorded", "phases")
    best, current = FALSE, ""
    for phase, span, next_start in phase_spans(facts):
        ended = begun(next_start, day) if next_start else FALSE
        held = min(within(span, day), Truth(TRUE - ended))
        if held is TRUE:
            current = phase
        if phase in IN_USE:
            best = max(best, held)
    if best is TRUE:
        return Reason(Condition.USE, TRUE, f"in use: {current}")
    if best is UNKNOWN:
        text = "the record does not give the day on which use began or ended"
        return Reason(Condition.USE, UNKNOWN, text, "phases")
    state = current.replace("_", " ") if current else "no phase is recorded for these days"
    return Reason(Condition.USE, FALSE, f"not in use: {state}")


def in_force(facts: ProvisionFacts, day: date) -> Reason:
    """Whether the provision is in force on a day."""
    held = min((within(span, day) for span in facts.spans), default=TRUE)
    if not any(span.start for span in facts.spans):
        began = begun(facts.adopted, day) if facts.adopted else UNKNOWN
        if held is not FALSE and began is not FALSE:
            text = "the day on which it began to apply is not recorded"
            return Reason(Condition.TIME, UNKNOWN, text, f"{facts.regulation}: in_force")
        held = min(held, began)
    starts = [span.start for span in facts.spans if span.start]
    ends = [span.end for span in facts.spans if span.end]
    start = max(starts, key=lambda each: each.last, default=facts.adopted)
    end = min(ends, key=lambda each: each.first, default=None)
    if held is TRUE:
        since = f"in force from {start.in_words()}" if start else "in force"
        return Reason(Condition.TIME, TRUE, since + (f" until {end.in_words()}" if end else ""))
    if held is UNKNOWN:
        edge = start if start and begun(start, day) is UNKNOWN else end
        text = f"its date is known only as {edge.in_words()}" if edge else "its dates are not exact"
        return Reason(Condition.TIME, UNKNOWN, text, f"{facts.regulation}: in_force")
    if start and begun(start, day) is FALSE:
        return Reason(Condition.TIME, FALSE, f"not in force before {start.in_words()}")
    return Reason(
        Condition.TIME,
        FALSE,
        f"no longer in force after {end.in_words()}" if end else "not in force",
    )


def territory(jurisdiction: str, place: str, world: World, day: date) -> Reason:
    """Whether a place lies in a jurisdiction on a day: in it, below it, or in a member of it."""
    above = (place, *world.above(place))
    here, law = world.name(place), world.name(jurisdiction)
    if jurisdiction in above:
        return Reason(
            Condition.TERRITORY,
            TRUE,
            f"{here} is in {law}".replace(f"{here} is in {here}", f"in {here}"),
        )
    if place in world.above(jurisdiction):
        text = f"{here} is larger than {law}; whether any of it takes place there is not recorded"
        return Reason(Condition.TERRITORY, UNKNOWN, text, "jurisdiction")
    joined = [(each, span) for each, span in _memberships(above, jurisdiction, world)]
    held = max((within(span, day) for _, span in joined), default=FALSE)
    if not joined:
        return Reason(Condition.TERRITORY, FALSE, f"{here} is not in {law}")
    member, span = max(joined, key=lambda pair: within(pair[1], day))
    dates, country = _dates(span), world.name(member)
    if held is TRUE:
        return Reason(Condition.TERRITORY, TRUE, f"{country} is under the law of {law}{dates}")
    if held is UNKNOWN:
        text = f"the day on which {country} joined or left {law} is not recorded exactly"
        return Reason(Condition.TERRITORY, UNKNOWN, text, f"{member}: memberships")
    return Reason(Condition.TERRITORY, FALSE, f"{country} is under the law of {law} only{dates}")


def _memberships(
    places: Iterable[str], jurisdiction: str, world: World
) -> Iterator[tuple[str, Span]]:
    for place in places:
        for union, span in world.memberships.get(place, ()):
            if union == jurisdiction or jurisdiction in world.above(union):
                yield place, span


def _dates(span: Span) -> str:
    start = f" from {span.start.in_words()}" if span.start else ""
    return start + (f" until {span.end.in_words()}" if span.end else "")


def territory_turns(jurisdiction: str, place: str, world: World) -> Iterator[date]:
    """The days on which `territory` can change."""
    for _, span in _memberships((place, *world.above(place)), jurisdiction, world):
        yield from turns(span)
