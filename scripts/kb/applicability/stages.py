"""When a deployment is in use, supplied or bought: as reasons on a day, and the days they change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kb.applicability.facts import Act, DeploymentFacts, ProvisionFacts, Span, Stages, World
from kb.applicability.logic import Condition, Reason, Truth
from kb.applicability.timeline import begun, lasting, negated, turns, within
from kb.dates import PartialDate
from kb.models.vocabulary import OperatorType, Phase

TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
IN_USE = frozenset({Phase.TRIAL.value, Phase.OPERATIONAL.value})
SUPPLIED = IN_USE | {Phase.CONTRACTED.value}
OVER = frozenset({Phase.ENDED.value, Phase.CANCELLED.value})


def life(facts: DeploymentFacts) -> tuple[date, date | None]:
    """The first and the last day of a deployment's life; open where they are not recorded.

    It begins with the first phase and ends with the last; one without an end lasts until the next
    begins, and what is ended or cancelled is over when it was.
    """
    if not facts.phases:
        return date.min, None
    start = min(span.start.first if span.start else date.min for _, span in facts.phases)
    ends: list[date | None] = []
    following = [*facts.phases[1:], None]
    for (phase, span), after in zip(facts.phases, following, strict=True):
        if span.end is not None and not (after is None and phase in OVER):
            ends.append(span.end.last)
        elif after is not None:
            ends.append(after[1].start.last if after[1].start else None)
        else:
            ends.append(span.start.last if phase in OVER and span.start else None)
    last = [each for each in ends if each is not None]
    return start, max(start, *last) if len(last) == len(ends) else None


# Use ---------------------------------------------------------------------------------------------


def use(facts: DeploymentFacts, day: date) -> Reason:
    """Whether the deployment is in use on a day: in trial or in regular operation."""
    if not facts.phases:
        return Reason(Condition.USE, UNKNOWN, "no phases are recorded", "phases")
    found = [_staged(reading, IN_USE, day) for reading in facts.versions]
    truths = {truth for truth, _ in found}
    if truths == {TRUE}:
        words = " or ".join(dict.fromkeys(word for _, word in found))
        return Reason(Condition.USE, TRUE, f"in use: {words}")
    if truths == {FALSE}:
        words = " or ".join(dict.fromkeys(word for _, word in found))
        return Reason(Condition.USE, FALSE, f"not in use: {words}")
    text = (
        "sources differ on when it was in use"
        if len(truths - {UNKNOWN}) == 2
        else "the record does not give the day on which use began or ended"
    )
    return Reason(Condition.USE, UNKNOWN, text, "phases")


def _staged(phases: Stages, wanted: frozenset[str], day: date) -> tuple[Truth, str]:
    """Whether one version of the phases is in one of those wanted on a day, and in which it is."""
    if not phases:
        return UNKNOWN, "no phase is recorded for these days"
    best = max((each.holds(day) for each in _runs(phases, wanted)), default=FALSE)
    current = "no phase is recorded for these days"
    for run in _runs(phases, None):
        if run.holds(day) is TRUE:
            current = run.phase.replace("_", " ")
    if best is TRUE and current.replace(" ", "_") not in wanted:
        # Two phases hand over within these days: in one of them it surely is.
        held = [each.phase for each in _runs(phases, wanted) if each.holds(day) is TRUE]
        current = held[-1].replace("_", " ")
    return best, current


@dataclass(frozen=True, slots=True)
class _Run:
    """Phases that follow one another without a break: begun with any, over when the last is."""

    phase: str
    starts: tuple[PartialDate | None, ...]
    end: PartialDate | None
    next_start: PartialDate | None

    def holds(self, day: date) -> Truth:
        started = max(begun(each, day) for each in self.starts)
        over = begun(self.next_start, day) if self.next_start else FALSE
        return min(started, lasting(self.end, day), negated(over))


@lru_cache(maxsize=50_000)
def _runs(phases: Stages, wanted: frozenset[str] | None) -> tuple[_Run, ...]:
    """The phases wanted, joined where one passes into the next; each for itself if none are named.

    A phase without an end lasts until the next begins. Where both are wanted, the day of the
    passage does not matter: so use is certain on it, however vague the date.
    """
    found = []
    index = 0
    while index < len(phases):
        phase, span = phases[index]
        starts = [span.start]
        end = span.end
        if wanted is None or phase in wanted:
            while (
                wanted is not None
                and end is None
                and index + 1 < len(phases)
                and phases[index + 1][0] in wanted
            ):
                index += 1
                starts.append(phases[index][1].start)
                end = phases[index][1].end
            following = phases[index + 1][1].start if index + 1 < len(phases) else None
            found.append(_Run(phase, tuple(starts), end, following if end is None else None))
        index += 1
    return tuple(found)


# Supply and purchase -----------------------------------------------------------------------------


def act(facts: DeploymentFacts, rule: ProvisionFacts, day: date) -> Reason:
    """Whether what the rule attaches to takes place on a day: use, supply or purchase.

    A rule on public purchasing reaches a private operator by its use, if at all.
    """
    match acts(facts, rule):
        case (Act.SUPPLY,):
            return supply(facts, rule.scope.suppliers, day)
        case (Act.PURCHASE,):
            return purchase(facts, rule, day)
        case (Act.USE,):
            return use(facts, day)
        case _:
            return _either(use(facts, day), purchase(facts, rule, day))


def _either(first: Reason, second: Reason) -> Reason:
    """What follows where one of two counts and it is not known which."""
    if first.truth is second.truth:
        return first
    text = f"{first.text}; {second.text}; which of them counts depends on the kind of operator"
    return Reason(Condition.USE, UNKNOWN, text, "operator_type")


def acts(facts: DeploymentFacts, rule: ProvisionFacts) -> tuple[Act, ...]:
    """What counts for a rule and an operator; two where the kind of operator is not recorded."""
    if rule.act is not Act.PURCHASE:
        return (rule.act,)
    match facts.profile.operator_type:
        case None:
            return Act.USE, Act.PURCHASE
        case OperatorType.PRIVATE.value:
            return (Act.USE,)
        case _:
            return (Act.PURCHASE,)


def supply(facts: DeploymentFacts, vendors: frozenset[str] | None, day: date) -> Reason:
    """Whether it is contracted for or in use on a day: what a list of vendors bears on."""
    contracts = [span for vendor, span in facts.contracts if vendors is None or vendor in vendors]
    if any(span.start and within(span, day) is TRUE for span in contracts):
        return Reason(Condition.USE, TRUE, "under contract")
    if not facts.phases:
        return Reason(Condition.USE, UNKNOWN, "no phases are recorded", "phases")
    found = [_staged(reading, SUPPLIED, day) for reading in facts.versions]
    words = " or ".join(dict.fromkeys(word for _, word in found))
    if {truth for truth, _ in found} == {TRUE}:
        return Reason(Condition.USE, TRUE, f"contracted or in use: {words}")
    if {truth for truth, _ in found} == {FALSE} and not any(
        span.start and within(span, day) for span in contracts
    ):
        return Reason(Condition.USE, FALSE, f"neither contracted nor in use: {words}")
    text = "the record does not give the day on which supply or use began or ended"
    return Reason(Condition.USE, UNKNOWN, text, "phases")


def purchase(facts: DeploymentFacts, rule: ProvisionFacts, day: date) -> Reason:
    """Whether it is, on a day, bought under a rule on purchases: contracted for while it was in force.

    What was contracted for earlier is reached only if the contract was extended or renewed.
    """
    going_on = supply(facts, rule.scope.suppliers, day)
    best, signed = FALSE, None
    for vendor, span in facts.contracts:
        if span.start is None or (rule.scope.suppliers and vendor not in rule.scope.suppliers):
            continue
        held = min(begun(span.start, day), _signed_under(span.start, rule), going_on.truth)
        if held is TRUE or (held is UNKNOWN and signed is None):
            best, signed = max(best, held), span.start
    if best is TRUE and signed:
        text = f"contracted for on {signed.in_words()}, when the rule was in force"
        return Reason(Condition.USE, TRUE, text.replace(" on ", " in ") if not signed.day else text)
    if going_on.truth is FALSE:
        return going_on
    text = "whether it was contracted for, or a contract renewed, under the rule is not recorded"
    return Reason(Condition.USE, UNKNOWN, text, "contracts")


def _signed_under(signed: PartialDate, rule: ProvisionFacts) -> Truth:
    """Whether a contract was signed when the rule was in force; an earlier one may be renewed."""
    starts = [span.start for span in rule.spans if span.start]
    if not starts:
        return UNKNOWN
    ends = [span.end for span in rule.spans if span.end]
    after = all(start.last <= signed.first for start in starts)
    before = all(signed.last <= end.first for end in ends)
    return TRUE if after and before else UNKNOWN


def act_turns(facts: DeploymentFacts) -> Iterator[date]:
    """The days on which use, supply or purchase can change."""
    for _, span in facts.phases:
        yield from turns(span)
    for _, span in facts.contracts:
        yield from turns(span)


# Suppliers that change ---------------------------------------------------------------------------


def supplier(
    facts: DeploymentFacts, vendors: frozenset[str] | None, world: World, day: date
) -> Reason | None:
    """Whether one of the vendors supplies it on a day; None where their time is not recorded."""
    if vendors is None:
        return None
    found = [each for each in facts.supplies if each.vendor in vendors]
    known = {each.vendor for each in found}
    if not found or known < facts.profile.suppliers & vendors:
        return None
    if any(each.sure and each.span == Span() for each in found):
        return None
    held = [(min(within(each.span, day), TRUE if each.sure else UNKNOWN), each) for each in found]
    truth = max(each for each, _ in held)
    names = ", ".join(
        dict.fromkeys(world.name(each.vendor) for reached, each in held if reached is truth)
    )
    if truth is TRUE:
        return Reason(Condition.SUPPLIER, TRUE, f"supplied by {names} in these days")
    if truth is UNKNOWN:
        text = f"whether {names} supplied it in these days is not certain"
        return Reason(Condition.SUPPLIER, UNKNOWN, text, "suppliers")
    return Reason(Condition.SUPPLIER, FALSE, f"not supplied by {names} in these days")


def supplier_turns(facts: DeploymentFacts, vendors: frozenset[str] | None) -> Iterator[date]:
    """The days on which `supplier` can change."""
    for each in facts.supplies:
        if vendors is not None and each.vendor in vendors:
            yield from turns(each.span)
