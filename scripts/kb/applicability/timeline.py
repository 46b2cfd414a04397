"""When rules hold: as truth values on a day, and the days on which they change."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from kb.applicability.facts import Preemption, ProvisionFacts, Repeal, Span, World
from kb.applicability.logic import Condition, Reason, Truth
from kb.dates import PartialDate

TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
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


def negated(truth: Truth) -> Truth:
    """Kleene's negation."""
    return Truth(TRUE - truth)


def turns(span: Span) -> Iterator[date]:
    """The days on which `within` can change."""
    if span.start:
        yield from (span.start.first, span.start.last)
    if span.end:
        yield from (_next(span.end.first), _next(span.end.last))


def _next(day: date) -> date:
    return day + _DAY if day < date.max else day


# A provision's own time --------------------------------------------------------------------------


def in_force(facts: ProvisionFacts, day: date) -> Reason:
    """Whether the provision is in force on a day: in all its spans, and not repealed."""
    for repeal in facts.repeals:
        if _repealed(repeal, day) is TRUE:
            since = f" from {repeal.start.in_words()}" if repeal.start else ""
            return Reason(Condition.TIME, FALSE, f"repealed{since} by {repeal.by}")
    held = _held(facts.spans, facts.adopted, day)
    starts = [span.start for span in facts.spans if span.start]
    ends = [span.end for span in facts.spans if span.end]
    start = max(starts, key=lambda each: each.last, default=facts.adopted)
    end = min(ends, key=lambda each: each.first, default=None)
    if held is FALSE:
        if start and begun(start, day) is FALSE:
            return Reason(Condition.TIME, FALSE, f"not in force before {start.in_words()}")
        text = f"no longer in force after {end.in_words()}" if end else "not in force"
        return Reason(Condition.TIME, FALSE, text)
    missing = f"{facts.regulation}: in_force"
    for repeal in facts.repeals:
        if _repealed(repeal, day) is UNKNOWN:
            text = f"repealed by {repeal.by}; the day is not recorded exactly"
            return Reason(Condition.TIME, UNKNOWN, text, missing)
    if held is TRUE:
        since = f"in force from {start.in_words()}" if start else "in force"
        return Reason(Condition.TIME, TRUE, since + (f" until {end.in_words()}" if end else ""))
    if not starts:
        text = "the day on which it began to apply is not recorded"
        return Reason(Condition.TIME, UNKNOWN, text, missing)
    edge = start if start and begun(start, day) is UNKNOWN else end
    text = f"its date is known only as {edge.in_words()}" if edge else "its dates are not exact"
    return Reason(Condition.TIME, UNKNOWN, text, missing)


def _held(spans: Iterable[Span], adopted: PartialDate | None, day: date) -> Truth:
    """Whether all spans hold. Without a start: not before the adoption, unknown from then on."""
    held, started = TRUE, False
    for span in spans:
        held = min(held, within(span, day))
        started = started or span.start is not None
    if started:
        return held
    return min(held, UNKNOWN, begun(adopted, day) if adopted else UNKNOWN)


def _repealed(repeal: Repeal, day: date) -> Truth:
    if repeal.start is not None:
        return begun(repeal.start, day)
    return FALSE if repeal.earliest and day < repeal.earliest.first else UNKNOWN


def force_turns(facts: ProvisionFacts) -> Iterator[date]:
    """The days on which `in_force` can change."""
    for span in facts.spans:
        yield from turns(span)
    if facts.adopted:
        yield from turns(Span(facts.adopted))
    for repeal in facts.repeals:
        yield from turns(Span(repeal.start or repeal.earliest))


# Territory ---------------------------------------------------------------------------------------


def territory(jurisdiction: str, place: str, world: World, day: date) -> Reason:
    """Whether a place lies in a jurisdiction on a day: in it, below it, or in a member of it."""
    above = (place, *world.above(place))
    here, law = world.name(place), world.name(jurisdiction)
    if jurisdiction in above:
        text = f"in {here}" if jurisdiction == place else f"{here} is in {law}"
        return Reason(Condition.TERRITORY, TRUE, text)
    larger = f"{here} is larger than {law}; whether any of it takes place there is not recorded"
    if place in world.above(jurisdiction):
        return Reason(Condition.TERRITORY, UNKNOWN, larger, "jurisdiction")
    inside = [
        span for _, span in _memberships((jurisdiction, *world.above(jurisdiction)), place, world)
    ]
    if any(within(span, day) for span in inside):
        return Reason(Condition.TERRITORY, UNKNOWN, larger, "jurisdiction")
    joined = list(_memberships(above, jurisdiction, world))
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
    for _, span in _memberships((jurisdiction, *world.above(jurisdiction)), place, world):
        yield from turns(span)


# Preemption --------------------------------------------------------------------------------------


def overridden(rule: ProvisionFacts, place: str, world: World, day: date) -> Reason | None:
    """The regulation that is recorded to override a rule in a place on a day, if there is one.

    How far it does is not coded, so the reason is never more than unknown.
    """
    for each in rule.preempted:
        if _preempts(each, place, world, day) is not FALSE:
            since = max(
                (span.start for span in each.spans if span.start),
                key=lambda start: start.last,
                default=None,
            )
            text = f"overridden by {each.by}{_dates(Span(since))}; how far is not coded"
            return Reason(Condition.INSTRUMENT, UNKNOWN, text, f"{each.regulation}: preempts")
    return None


def _preempts(each: Preemption, place: str, world: World, day: date) -> Truth:
    repealed = max((_repealed(repeal, day) for repeal in each.repeals), default=FALSE)
    return min(
        territory(each.jurisdiction, place, world, day).truth,
        _held(each.spans, each.adopted, day),
        negated(repealed),
    )


def override_turns(rule: ProvisionFacts, place: str, world: World) -> Iterator[date]:
    """The days on which `overridden` can change."""
    for each in rule.preempted:
        ends = (Span(repeal.start or repeal.earliest) for repeal in each.repeals)
        for span in (*each.spans, Span(each.adopted), *ends):
            yield from turns(span)
        yield from territory_turns(each.jurisdiction, place, world)
