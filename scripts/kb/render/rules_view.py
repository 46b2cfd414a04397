"""Which rules bound a deployment, and whom a regulation reached, as the pages show it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from kb.applicability.index import Result
from kb.applicability.logic import Answer, Reason, Segment, Truth
from kb.dates import of_day
from kb.render.context import Context
from kb.render.inline import Inline, badge
from kb.render.view import Bar, Need, ReasonLine, RuleLine, RulesView, SegmentLine

WORDS = "Computed from the recorded scope; not legal advice."
_SHOWN = 100

_STATES = {Truth.TRUE: "holds", Truth.FALSE: "fails", Truth.UNKNOWN: "not known"}


def of_deployment(id_: str, context: Context) -> RulesView:
    """The rules that bound a deployment, the strongest first, with what would settle the rest."""
    applied = context.applied
    results = applied.of_deployment(id_)
    first, last = _extent(results, context.on)
    return RulesView(
        title="Rules that bound it, or may have",
        day=of_day(context.on).in_words(),
        lines=tuple(_line(each, context, first, last) for each in results),
        total=len(results),
        counts=_counts(results),
        needs=_needs(results, context),
        scale=_scale(first, last) if results else "",
        empty=""
        if results
        else "No provision on record binds it at any time. That is not to say that none exists.",
    )


def of_regulation(id_: str, context: Context) -> RulesView:
    """The deployments that a regulation reached, reaches or would reach, and its narrow misses."""
    results, missed = context.applied.of_regulation(id_)
    first, last = _extent(results, context.on)
    return RulesView(
        title="Deployments it reaches, or may reach",
        day=of_day(context.on).in_words(),
        lines=tuple(_line(each, context, first, last) for each in results[:_SHOWN]),
        total=len(results),
        counts=_counts(results),
        scale=_scale(first, last) if results else "",
        missed=tuple(
            (
                context.link(each.deployment.id),
                context.rule(each.provision),
                _why_missed(context.applied.dated(each)),
            )
            for each in missed[:_SHOWN]
        ),
        missed_total=len(missed),
        empty="" if results else "It reaches no deployment on record.",
    )


def _counts(results: Sequence[Result]) -> str:
    """How sure the answers are: `3 apply at some time, 1 may, 2 are not settled.`"""
    answers = [{each.answer for each in result.segments} for result in results]
    sure = sum(Answer.APPLIES in each for each in answers)
    maybe = sum(Answer.MAY_APPLY in each and Answer.APPLIES not in each for each in answers)
    open_ = len(answers) - sure - maybe
    told = [
        f"{count:,} {words}"
        for count, words in (
            (sure, f"{'applies' if sure == 1 else 'apply'} at some time"),
            (maybe, "may"),
            (open_, f"{'is' if open_ == 1 else 'are'} not settled"),
        )
        if count
    ]
    return f"{', '.join(told)}." if told else ""


def _line(result: Result, context: Context, first: date, last: date) -> RuleLine:
    segment = context.applied.today(result)
    today = _answer(segment.answer) if segment else Inline("no longer in use", badge="ended")
    if segment is None and result.segments and result.segments[0].start > context.on:
        today = Inline("not yet in use", badge="announced")
    return RuleLine(
        provision=context.rule(result.provision),
        subject=context.link(result.deployment),
        effect=badge(result.provision.effect),
        today=today,
        segments=tuple(_segment(each, context.on) for each in result.segments),
        bars=tuple(_bars(result.segments, first, last)),
    )


def _answer(answer: Answer) -> Inline:
    return Inline(answer.label, badge=answer.value.replace("_", "-"))


def _segment(segment: Segment, on: date) -> SegmentLine:
    return SegmentLine(
        _period(segment),
        _answer(segment.answer),
        tuple(map(_reason, segment.reasons)),
        segment.holds_on(on),
    )


def _reason(reason: Reason) -> ReasonLine:
    # An exception that fails is good news for the rule, so its state is said in other words.
    state = _STATES[reason.truth]
    if reason.condition == "exception":
        state = {Truth.TRUE: "holds", Truth.FALSE: "ruled out", Truth.UNKNOWN: "not ruled out"}[
            reason.truth
        ]
    style = {Truth.TRUE: "true", Truth.FALSE: "false", Truth.UNKNOWN: "unknown"}[reason.truth]
    return ReasonLine(reason.condition.value, state, style, reason.text, reason.missing)


def _period(segment: Segment) -> str:
    start = "" if segment.start == date.min else of_day(segment.start).in_words()
    if segment.until is None:
        return f"from {start}" if start else "at all times"
    end = of_day(segment.until).in_words()
    return (start if start == end else f"{start} – {end}") if start else f"until {end}"


def _needs(results: Sequence[Result], context: Context) -> tuple[Need, ...]:
    """The missing facts behind answers that are unknown on the day (or at any time, if it is over)."""
    found: defaultdict[str, dict[str, Inline]] = defaultdict(dict)
    for result in results:
        segment = context.applied.today(result)
        for each in [segment] if segment else result.segments:
            if each.answer is Answer.UNKNOWN:
                for reason in each.reasons:
                    if reason.truth is Truth.UNKNOWN and reason.condition != "exception":
                        line = context.rule(result.provision)
                        found[_field(reason.missing, context)][line.text] = line
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(Need(field, tuple(lines.values())) for field, lines in ordered)


def _field(missing: str, context: Context) -> str:
    """A missing field in words: `operator_type`, or `id: field` of another record."""
    record, colon, name = missing.rpartition(": ")
    words = name.replace("_", " ")
    return f"{words} of {context.links.name(record)}" if colon else words


def _why_missed(result: Result) -> str:
    for segment in result.segments:
        for reason in segment.reasons:
            if reason.truth is Truth.FALSE and reason.condition not in ("exception", "time", "use"):
                return f"{reason.condition.value}: {reason.text}"
    return ""


# The drawn timeline ------------------------------------------------------------------------------


def _extent(results: Iterable[Result], on: date) -> tuple[date, date]:
    starts = [each.start for result in results for each in result.segments if each.start > date.min]
    ends = [each.until for result in results for each in result.segments if each.until]
    return min(starts, default=on), max([on, *ends, *(each for each in starts)])


def _bars(segments: Sequence[Segment], first: date, last: date) -> Iterable[Bar]:
    whole = max((last - first).days, 1)
    for each in segments:
        if each.answer is Answer.DOES_NOT_APPLY:
            continue
        x = max(0, (max(each.start, first) - first).days * 1000 // whole)
        end = ((each.until or last) - first).days * 1000 // whole
        title = f"{each.answer.label}, {_period(each)}"
        yield Bar(x, max(6, min(end, 1000) - x), each.answer.value.replace("_", "-"), title)


def _scale(first: date, last: date) -> str:
    """What the width of the bars stands for."""
    return f"The bars run from {of_day(first).in_words()} to {of_day(last).in_words()}."
