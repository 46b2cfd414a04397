"""From records to answers: time, conflicting sources, repeals, overriding laws, directives."""

from datetime import date
from pathlib import Path

from applicability.made import RULE, USE, answers, applied, lines, segments
from kb.applicability import engine
from kb.applicability.index import plainly
from kb.applicability.logic import Condition, Segment, Truth
from kb.applied import Applied
from kb.knowledge import KnowledgeBase
from kb.link import Links
from kb.load import load


def on(found: tuple[Segment, ...], day: date) -> Segment:
    segment = engine.on(found, day)
    assert segment is not None
    return segment


# Time --------------------------------------------------------------------------------------------


def test_a_rule_binds_from_the_first_to_the_last_day_of_use(tmp_path: Path) -> None:
    use = USE.replace("from: 2020-01-01}", "from: 2020-01-01, until: 2021-05-31}")
    assert answers(tmp_path, use=use) == ["2020-01-01 2021-05-31 applies"]


def test_a_phase_without_an_end_lasts_until_the_next_begins(tmp_path: Path) -> None:
    use = USE + "  - {phase: suspended, from: 2020-03-01}\n  - {phase: ended, from: 2021-01-01}\n"
    assert answers(tmp_path, use=use) == [
        "2020-01-01 2020-02-29 applies",
        "2020-03-01 2021-01-01 does_not_apply",
    ]


def test_a_trial_that_passes_into_regular_use_on_an_unknown_day_is_use_all_along(
    tmp_path: Path,
) -> None:
    use = USE.replace("operational", "trial") + "  - {phase: operational, from: 2021}\n"
    assert answers(tmp_path, use=use) == ["2020-01-01 open applies"]


def test_a_month_leaves_its_days_unknown_but_for_the_last(tmp_path: Path) -> None:
    use = USE.replace("from: 2020-01-01}", "from: 2020-04}")
    assert answers(tmp_path, use=use) == [
        "2020-04-01 2020-04-29 unknown",
        "2020-04-30 open applies",
    ]


def test_a_deployment_whose_earlier_phase_outlasts_its_last_lives_as_long(tmp_path: Path) -> None:
    use = USE.replace("from: 2020-01-01}", "from: 2020-01-01, until: 2022-12-31}")
    use += "  - {phase: trial, from: 2020-06-01, until: 2020-12-31}\n"
    assert answers(tmp_path, use=use) == ["2020-01-01 2022-12-31 applies"]


def test_an_undated_rule_is_unknown_from_its_adoption(tmp_path: Path) -> None:
    rule = RULE.replace("in_force: {from: 2019-01-01}", "adopted: 2021-06-01")
    assert answers(tmp_path, rule) == [
        "2020-01-01 2021-05-31 does_not_apply",
        "2021-06-01 open unknown",
    ]


# What sources disagree on ------------------------------------------------------------------------


CONFLICT = """\
  - {phase: operational, from: 2020-01-01, conflict: start}
  - {phase: operational, from: 2020-07-01, conflict: start%s}
"""


def test_phases_that_contradict_each_other_leave_the_days_between_unknown(tmp_path: Path) -> None:
    use = USE.replace("  - {phase: operational, from: 2020-01-01}\n", CONFLICT % "")
    assert answers(tmp_path, use=use) == [
        "2020-01-01 2020-06-30 unknown",
        "2020-07-01 open applies",
    ]
    reasons = on(segments(applied(tmp_path, {}), "use", "code/ban"), date(2020, 3, 1)).reasons
    assert "sources differ on when it was in use" in [each.text for each in reasons]


def test_a_disputed_phase_does_not_count_where_another_stands(tmp_path: Path) -> None:
    disputed = CONFLICT % ", certainty: disputed"
    use = USE.replace("  - {phase: operational, from: 2020-01-01}\n", disputed)
    assert answers(tmp_path, use=use) == ["2020-01-01 open applies"]


def test_a_disputed_phase_that_stands_alone_is_not_certain(tmp_path: Path) -> None:
    use = USE.replace("from: 2020-01-01}", "from: 2020-01-01, certainty: disputed}")
    assert answers(tmp_path, use=use) == ["2020-01-01 open unknown"]


def test_too_many_contradictions_leave_everything_unknown(tmp_path: Path) -> None:
    phases = "".join(
        f"  - {{phase: operational, from: 2020-01-0{day}, conflict: c{label}}}\n"
        for day in (1, 2)
        for label in range(7)
    )
    use = USE.replace("  - {phase: operational, from: 2020-01-01}\n", phases)
    assert [each.split()[-1] for each in answers(tmp_path, use=use)] == ["unknown"]


# Repeals and overriding laws ---------------------------------------------------------------------


LATER = """\
name: Later Act
instrument_type: statute
jurisdiction: us-ca
adopted: 2021-03-01
in_force: {from: 2021-07-01}
"""


def test_a_repealed_rule_ends_the_day_before_the_repeal(tmp_path: Path) -> None:
    later = LATER + "repeals: [{regulation: code}]\n"
    assert answers(tmp_path, regulations__later=later) == [
        "2020-01-01 2021-06-30 applies",
        "2021-07-01 open does_not_apply",
    ]
    last = segments(applied(tmp_path, {}), "use", "code/ban")[-1]
    assert "repealed from 1 July 2021 by Later Act" in [each.text for each in last.reasons]


def test_a_repeal_of_one_provision_leaves_the_others(tmp_path: Path) -> None:
    rule = RULE + "  report:\n    citation: s. 2\n    effect: permits\n"
    later = LATER + "repeals: [{regulation: code, provision: report}]\n"
    assert answers(tmp_path, rule, regulations__later=later) == ["2020-01-01 open applies"]
    found = applied(tmp_path, {})
    assert lines(segments(found, "use", "code/report"))[-1] == "2021-07-01 open does_not_apply"


def test_a_repeal_known_to_the_month_leaves_that_month_unknown_from_its_first_day(
    tmp_path: Path,
) -> None:
    later = LATER + "repeals: [{regulation: code, from: 2021-07}]\n"
    assert answers(tmp_path, regulations__later=later) == [
        "2020-01-01 2021-06-30 applies",
        "2021-07-01 2021-07-30 unknown",
        "2021-07-31 open does_not_apply",
    ]


def test_a_repeal_on_an_unrecorded_day_is_unknown_from_the_adoption_of_what_repeals(
    tmp_path: Path,
) -> None:
    later = LATER.replace("in_force: {from: 2021-07-01}\n", "repeals: [{regulation: code}]\n")
    assert answers(tmp_path, regulations__later=later) == [
        "2020-01-01 2021-02-28 applies",
        "2021-03-01 open unknown",
    ]


def test_a_rule_that_a_higher_law_overrides_may_apply_from_that_day(tmp_path: Path) -> None:
    higher = LATER + "preempts: [{regulation: code, from: 2022-01-01}]\n"
    assert answers(tmp_path, regulations__later=higher) == [
        "2020-01-01 2021-12-31 applies",
        "2022-01-01 open may_apply",
    ]
    last = segments(applied(tmp_path, {}), "use", "code/ban")[-1]
    (reason,) = [each for each in last.reasons if each.condition is Condition.INSTRUMENT]
    assert reason.truth is Truth.UNKNOWN
    assert reason.text == "overridden by Later Act from 1 January 2022; how far is not coded"
    assert reason.missing == "later: preempts"


def test_a_law_of_elsewhere_overrides_nothing(tmp_path: Path) -> None:
    elsewhere = LATER.replace("us-ca", "us-or") + "preempts: [{regulation: code}]\n"
    assert answers(tmp_path, regulations__later=elsewhere) == ["2020-01-01 open applies"]


def test_an_overriding_law_that_has_ended_overrides_nothing_any_more(tmp_path: Path) -> None:
    ended = LATER.replace("{from: 2021-07-01}", "{from: 2021-07-01, until: 2022-06-30}")
    assert answers(tmp_path, regulations__later=ended + "preempts: [{regulation: code}]\n") == [
        "2020-01-01 2021-06-30 applies",
        "2021-07-01 2022-06-30 may_apply",
        "2022-07-01 open applies",
    ]


def test_an_overriding_law_makes_nothing_apply_that_does_not(tmp_path: Path) -> None:
    rule = RULE + "    scope: {operator_types: [private]}\n"
    higher = LATER + "preempts: [{regulation: code}]\n"
    assert {each.split()[-1] for each in answers(tmp_path, rule, regulations__later=higher)} == {
        "does_not_apply"
    }


# Directives and unions ---------------------------------------------------------------------------


UNION = {
    "jurisdictions/eu": "name: European Union\nlevel: union\n",
    "jurisdictions/de": "memberships: [{in: eu, from: 1958-01-01}]\n",
}
DIRECTIVE = """\
name: Directive
instrument_type: directive
jurisdiction: eu
in_force: {from: 2016-05-05}
provisions:
  art-1: {citation: Art. 1, effect: permits}
  art-2: {citation: Art. 2, effect: permits}
"""
IMPLEMENTING = """\
name: Implementing Act
instrument_type: statute
jurisdiction: de
in_force: {from: 2018-05-25}
implements: [{regulation: directive, provision: art-1}]
"""
GERMAN = USE.replace("us-ca-exampleville", "de").replace("operator: exampleville-police\n", "")


def test_a_directive_speaks_only_through_what_implements_that_very_provision(
    tmp_path: Path,
) -> None:
    records = {
        **UNION,
        "deployments/use": GERMAN,
        "regulations/directive": DIRECTIVE,
        "regulations/act": IMPLEMENTING,
    }
    found = applied(tmp_path, records)
    assert lines(segments(found, "use", "directive/art-1")) == ["2020-01-01 open does_not_apply"]
    assert lines(segments(found, "use", "directive/art-2")) == ["2020-01-01 open unknown"]


def test_a_use_all_over_a_state_may_take_place_in_a_town(tmp_path: Path) -> None:
    use = USE.replace("jurisdiction: us-ca-exampleville", "jurisdiction: us-ca")
    assert answers(tmp_path, use=use) == ["2020-01-01 open unknown"]
    (reason,) = [
        each
        for each in segments(applied(tmp_path, {}), "use", "code/ban")[0].reasons
        if each.truth is Truth.UNKNOWN
    ]
    assert (reason.condition, reason.missing) == (Condition.TERRITORY, "jurisdiction")


def test_a_use_all_over_a_union_may_take_place_in_a_member_state(tmp_path: Path) -> None:
    records = {
        **UNION,
        "deployments/use": GERMAN.replace("jurisdiction: de", "jurisdiction: eu"),
        "regulations/code": RULE.replace("us-ca-exampleville", "de"),
    }
    found = applied(tmp_path, records)
    assert lines(segments(found, "use", "code/ban")) == ["2020-01-01 open unknown"]
    assert [each.provision.regulation for each in found.of_deployment("use")] == ["code"]
    assert [each.deployment for each in found.of_regulation("code")[0]] == ["use"]


# The order of files ------------------------------------------------------------------------------


def test_the_order_in_which_records_are_read_does_not_matter(project_root: Path) -> None:
    base = load(project_root).base
    turned = KnowledgeBase(
        base.root, dict(reversed(base.outlines.items())), dict(reversed(base.packed.items()))
    )
    day = date(2026, 11, 22)
    first, second = Applied(Links(base), day), Applied(Links(turned), day)
    assert first.provisions == second.provisions
    for id_ in sorted(first.deployments)[::5]:
        assert first.of_deployment(id_) == second.of_deployment(id_)


def test_the_index_equals_the_plain_definition_on_real_records(project_root: Path) -> None:
    found = Applied(Links(load(project_root).base), date(2026, 11, 22))
    uses = [found.deployments[id_] for id_ in sorted(found.deployments)[::5]]
    plain = {
        (each.deployment, each.provision.regulation, each.provision.id): each.segments
        for each in plainly(uses, found.provisions, found.world)
        if each.touches
    }
    by_index = {
        (use.id, each.provision.regulation, each.provision.id): each.segments
        for use in uses
        for each in found.index.of(use)
    }
    assert by_index == plain


def test_a_regulation_reaches_the_deployments_that_it_binds_by_their_own_account(
    project_root: Path,
) -> None:
    found = Applied(Links(load(project_root).base), date(2026, 11, 22))
    told = [result for id_ in found.deployments for result in found.of_deployment(id_)]
    for regulation in sorted({each.regulation for each in found.provisions})[::3]:
        reached, missed = found.of_regulation(regulation)
        own = [each for each in told if each.provision.regulation == regulation]
        assert sorted(reached, key=repr) == sorted(own, key=repr)
        assert not {(each.deployment.id, each.provision.id) for each in missed} & {
            (each.deployment, each.provision.id) for each in own
        }
