"""What holds of every deployment, provision and world, whatever they are."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import assume, given, settings

from applicability import worlds
from applicability.worlds import Case, Maker, exactly
from kb.applicability import conditions, engine, stages, timeline
from kb.applicability.facts import DeploymentFacts, Profile, ScopeFacts, Span
from kb.applicability.index import Index, Result, plainly
from kb.applicability.logic import Answer, Segment, Truth, answer
from kb.dates import PartialDate

DAY = timedelta(days=1)
CERTAIN = (Answer.APPLIES, Answer.DOES_NOT_APPLY)
tried = settings(deadline=None, max_examples=500, derandomize=True)
tried_on_worlds = settings(tried, max_examples=100)


def on(segments: Sequence[Segment], day: date) -> Answer | None:
    found = engine.on(segments, day)
    return found.answer if found else None


def days_of(*timelines: Sequence[Segment]) -> list[date]:
    """The first and last day of every segment of several timelines."""
    return sorted(
        {
            day
            for segments in timelines
            for each in segments
            for day in (each.start, each.until or worlds.FIRST + timedelta(days=worlds.DAYS * 2))
        }
    )


def segments(case: Case) -> tuple[Segment, ...]:
    return engine.segments(case.deployment, case.provision, case.world)


# Time --------------------------------------------------------------------------------------------


@tried
@given(worlds.cases)
def test_segments_cover_the_life_of_a_deployment_without_gap_or_overlap(case: Case) -> None:
    found = segments(case)
    start, end = stages.life(case.deployment)
    assert found[0].start == start
    assert found[-1].until == end
    for before, after in pairwise(found):
        assert before.until is not None
        assert before.start <= before.until
        assert after.start == before.until + DAY


@tried
@given(worlds.cases)
def test_neighbouring_segments_differ(case: Case) -> None:
    found = segments(case)
    for before, after in pairwise(found):
        assert (before.answer, before.reasons) != (after.answer, after.reasons)


@tried
@given(worlds.cases, worlds.days)
def test_a_day_has_the_answer_that_its_segment_gives(case: Case, day: date) -> None:
    found = engine.on(segments(case), day)
    stands = engine.standing(case.deployment.profile, case.provision, case.world)
    assume(found is not None)
    assert found is not None
    asked = engine._on(day, case.deployment, case.provision, stands, case.world)
    assert (found.answer, found.reasons) == asked


@tried
@given(worlds.spans, worlds.days)
def test_whether_a_day_lies_in_a_span_changes_only_on_its_turns(span: Span, day: date) -> None:
    if timeline.within(span, day) is not timeline.within(span, day + DAY):
        assert day + DAY in set(timeline.turns(span))


@tried
@given(worlds.spans, worlds.days)
def test_a_day_lies_in_a_span_if_it_does_for_every_day_that_its_ends_can_mean(
    span: Span, day: date
) -> None:
    starts = _meant(span.start) or [None]
    ends = _meant(span.end) or [None]
    told = {
        (start is None or start <= day) and (end is None or day <= end)
        for start in starts
        for end in ends
    }
    expected = {frozenset({True}): Truth.TRUE, frozenset({False}): Truth.FALSE}
    assert timeline.within(span, day) is expected.get(frozenset(told), Truth.UNKNOWN)


def _meant(moment: PartialDate | None) -> list[date]:
    if moment is None:
        return []
    return [moment.first + timedelta(days=n) for n in range((moment.last - moment.first).days + 1)]


@tried
@given(worlds.cases, worlds.days)
def test_every_dated_condition_changes_only_on_its_turns(case: Case, day: date) -> None:
    facts, rule, world = case.deployment, case.provision, case.world
    place, vendors, after = facts.profile.jurisdiction, rule.scope.suppliers, day + DAY
    pairs = (
        (
            timeline.territory_turns(rule.jurisdiction, place, world),
            lambda when: timeline.territory(rule.jurisdiction, place, world, when),
        ),
        (timeline.force_turns(rule), lambda when: timeline.in_force(rule, when)),
        (
            timeline.override_turns(rule, place, world),
            lambda when: timeline.overridden(rule, place, world, when),
        ),
        (stages.act_turns(facts), lambda when: stages.act(facts, rule, when)),
        (
            stages.supplier_turns(facts, vendors),
            lambda when: stages.supplier(facts, vendors, world, when),
        ),
    )
    for turns, reason in pairs:
        if reason(day) != reason(after):
            assert after in set(turns)


# More facts, wider scopes ------------------------------------------------------------------------


@tried
@given(worlds.makers)
def test_a_missing_fact_that_is_given_settles_answers_and_unsettles_none(maker: Maker) -> None:
    case, other = maker.case(0.3), maker.profile()
    profile = case.deployment.profile
    missing = [each.name for each in fields(Profile) if not getattr(profile, each.name)]
    if case.deployment.contracts and "suppliers" in missing:
        missing.remove("suppliers")
    before = segments(case)
    for field in missing:
        known = replace(profile, **{field: getattr(other, field)})
        after = segments(replace(case, deployment=replace(case.deployment, profile=known)))
        for day in days_of(before, after):
            if on(before, day) in CERTAIN:
                assert on(after, day) is on(before, day)


@tried
@given(worlds.makers)
def test_a_list_that_is_extended_never_turns_applies_into_unknown(maker: Maker) -> None:
    case, other = maker.case(), maker.profile()
    profile = case.deployment.profile
    before = segments(case)
    for field in ("technologies", "purposes", "settings", "suppliers"):
        longer = replace(profile, **{field: getattr(profile, field) | getattr(other, field)})
        after = segments(replace(case, deployment=replace(case.deployment, profile=longer)))
        for day in days_of(before, after):
            if on(before, day) is Answer.APPLIES:
                assert on(after, day) is not Answer.UNKNOWN


@tried
@given(worlds.cases, worlds.makers)
def test_a_phase_whose_date_is_made_exact_settles_answers_and_unsettles_none(
    case: Case, maker: Maker
) -> None:
    facts = case.deployment
    assume(facts.phases)
    at = maker.chance.randrange(len(facts.phases))
    phase, span = facts.phases[at]
    exact = Span(*(exactly(each, maker) for each in (span.start, span.end)))

    def changed(phases: tuple[tuple[str, Span], ...]) -> tuple[tuple[str, Span], ...]:
        return tuple((phase, exact) if each is facts.phases[at] else each for each in phases)

    known = replace(
        facts, phases=changed(facts.phases), readings=tuple(map(changed, facts.readings))
    )
    before, after = segments(case), segments(replace(case, deployment=known))
    for day in days_of(before, after):
        if on(before, day) in CERTAIN and on(after, day) is not None:
            assert on(after, day) is on(before, day)


@tried
@given(worlds.cases, worlds.makers)
def test_a_rule_whose_date_is_made_exact_settles_answers_and_unsettles_none(
    case: Case, maker: Maker
) -> None:
    rule = case.provision
    exact = tuple(
        Span(*(exactly(each, maker) for each in (span.start, span.end))) for span in rule.spans
    )
    repeals = tuple(
        replace(each, start=exactly(each.start, maker), earliest=exactly(each.earliest, maker))
        for each in rule.repeals
    )
    known = replace(rule, spans=exact, adopted=exactly(rule.adopted, maker), repeals=repeals)
    before, after = segments(case), segments(replace(case, provision=known))
    for day in days_of(before, after):
        if on(before, day) in CERTAIN:
            assert on(after, day) is on(before, day)


@tried
@given(worlds.makers)
def test_a_wider_scope_never_takes_an_applies_away(maker: Maker) -> None:
    case, other = maker.case(0.25), maker.scope(0.7)
    scope = case.provision.scope
    before = segments(case)
    for key in (each.name for each in fields(ScopeFacts)):
        named, more = getattr(scope, key), getattr(other, key)
        if named is None:
            continue
        wider = replace(scope, **{key: None if more is None else named | more})
        after = segments(replace(case, provision=replace(case.provision, scope=wider)))
        for day in days_of(before, after):
            if on(before, day) in (Answer.APPLIES, Answer.MAY_APPLY):
                assert on(after, day) is on(before, day)


# The index ---------------------------------------------------------------------------------------


def touching(results: Sequence[Result]) -> set[tuple[str, str, tuple[Segment, ...]]]:
    return {(each.deployment, each.provision.id, each.segments) for each in results if each.touches}


@tried_on_worlds
@given(worlds.makers)
def test_the_index_equals_the_plain_definition_pair_by_pair(maker: Maker) -> None:
    world = maker.world()
    uses = [maker.deployment(f"d{n}") for n in range(4)]
    rules = [maker.provision(f"p{n}") for n in range(5)]
    index = Index(tuple(rules), world)
    by_index = [result for use in uses for result in index.of(use)]
    assert all(each.touches for each in by_index)
    assert touching(by_index) == touching(list(plainly(uses, rules, world)))


@tried_on_worlds
@given(worlds.makers)
def test_the_order_of_provisions_deployments_and_places_does_not_matter(maker: Maker) -> None:
    world = maker.world()
    uses = [maker.deployment(f"d{n}") for n in range(4)]
    rules = [maker.provision(f"p{n}") for n in range(5)]
    turned = replace(
        world,
        parents=dict(reversed(world.parents.items())),
        broader=dict(reversed(world.broader.items())),
        memberships=dict(reversed(world.memberships.items())),
    )
    index, again = Index(tuple(rules), world), Index(tuple(reversed(rules)), turned)
    first = [result for use in uses for result in index.of(use)]
    second = [result for use in reversed(uses) for result in again.of(use)]
    assert touching(first) == touching(second)


@tried
@given(worlds.cases)
def test_what_is_excluded_quickly_is_what_the_reasons_exclude(case: Case) -> None:
    scope, profile, world = case.provision.scope, case.deployment.profile, case.world
    truths = [each.truth for each in conditions.of_scope(scope, profile, world)]
    assert conditions.excluded(scope, profile, world) is (Truth.FALSE in truths)


# Logic -------------------------------------------------------------------------------------------


def test_a_condition_that_fails_or_an_exception_that_holds_ends_the_matter() -> None:
    for truth in Truth:
        assert answer(Truth.FALSE, truth) is Answer.DOES_NOT_APPLY
        assert answer(truth, Truth.TRUE) is Answer.DOES_NOT_APPLY


def test_what_is_not_known_of_a_condition_outweighs_what_is_not_known_of_an_exception() -> None:
    assert answer(Truth.UNKNOWN, Truth.FALSE) is Answer.UNKNOWN
    assert answer(Truth.UNKNOWN, Truth.UNKNOWN) is Answer.UNKNOWN
    assert answer(Truth.TRUE, Truth.UNKNOWN) is Answer.MAY_APPLY
    assert answer(Truth.TRUE, Truth.FALSE) is Answer.APPLIES


def test_an_answer_that_is_certain_survives_whatever_the_unknown_turns_out_to_be() -> None:
    def finer(truth: Truth) -> list[Truth]:
        return list(Truth) if truth is Truth.UNKNOWN else [truth]

    for held in Truth:
        for exempt in Truth:
            given_now = answer(held, exempt)
            later = {answer(a, b) for a in finer(held) for b in finer(exempt)}
            if given_now in CERTAIN:
                assert later == {given_now}
            else:
                assert len(later & set(CERTAIN)) == 2


def test_conjunction_and_negation_are_those_of_kleene() -> None:
    for truth in Truth:
        assert min(truth, Truth.FALSE) is Truth.FALSE
        assert min(truth, Truth.TRUE) is truth
        assert timeline.negated(timeline.negated(truth)) is truth
        for other in Truth:
            assert timeline.negated(min(truth, other)) is max(
                timeline.negated(truth), timeline.negated(other)
            )


def test_a_deployment_without_phases_lives_at_all_times() -> None:
    profile = Profile(
        "east", None, None, frozenset({"faces"}), frozenset(), frozenset(), None, frozenset()
    )
    assert stages.life(DeploymentFacts("d", profile, ())) == (date.min, None)
