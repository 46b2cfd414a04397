"""What rules require, held against what records show."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicability.made import RULE, USE, applied
from kb import obligations
from kb.dates import later
from kb.obligations import Obligation, Status

ON = date(2024, 1, 1)
REQUIRES = RULE.replace("prohibits", "requires") + "    requires:\n"
POLICY = REQUIRES + "      - {what: use_policy%s}\n"
REPORT = REQUIRES + "      - {what: annual_report, every_months: 12%s}\n"
RETENTION = REQUIRES + "      - {what: retention_limit, days: 31}\n"
SEARCH = "not_found: [{field: assessments, searched: %s, where: The force's website}]\n"


def only(root: Path, rule: str, use: str = USE, on: date = ON) -> Obligation:
    records = {"deployments/use": use, "regulations/code": rule}
    (found,) = obligations.of_deployment("use", applied(root, records, on))
    return found


def told(found: Obligation) -> tuple[Status, int, date]:
    return found.status, found.days, found.due


def assessed(kind: str, day: str) -> str:
    return f"assessments: [{{kind: {kind}, date: {day}}}]\n"


# One document ------------------------------------------------------------------------------------


def test_a_document_of_the_day_on_which_it_is_due_meets_the_requirement(tmp_path: Path) -> None:
    use = USE + assessed("use_policy", "2020-01-01")
    found = only(tmp_path, POLICY % "", use)
    assert told(found) == (Status.MET, 0, date(2020, 1, 1))
    assert found.evidence == "use policy of 1 January 2020"
    assert found.certain


def test_a_document_of_ten_days_later_is_ten_days_late(tmp_path: Path) -> None:
    found = only(tmp_path, POLICY % "", USE + assessed("use_policy", "2020-01-11"))
    assert told(found) == (Status.LATE, 10, date(2020, 1, 1))


def test_a_document_known_to_the_month_is_late_only_if_every_day_of_it_is(tmp_path: Path) -> None:
    same = only(tmp_path, POLICY % "", USE + assessed("use_policy", "2020-01"))
    assert same.status is Status.MET
    later_month = only(tmp_path, POLICY % "", USE + assessed("use_policy", "2020-02"))
    assert told(later_month)[:2] == (Status.LATE, 31)


def test_an_undated_document_meets_the_requirement_and_says_so(tmp_path: Path) -> None:
    found = only(tmp_path, POLICY % "", USE + "assessments: [{kind: use_policy}]\n")
    assert (found.status, found.evidence) == (Status.MET, "use policy, undated")


def test_another_kind_of_document_meets_nothing(tmp_path: Path) -> None:
    found = only(tmp_path, POLICY % "", USE + assessed("audit", "2020-01-01"))
    assert (found.status, found.evidence) == (Status.UNKNOWN, "no such document is recorded")


def test_a_data_protection_impact_assessment_is_an_impact_assessment(tmp_path: Path) -> None:
    rule = REQUIRES + "      - {what: impact_assessment}\n"
    assert only(tmp_path, rule, USE + assessed("dpia", "2019-12-01")).status is Status.MET


def test_a_document_older_than_the_rules_adoption_meets_nothing(tmp_path: Path) -> None:
    rule = POLICY % "" + "adopted: 2019-06-01\n"
    found = only(tmp_path, rule, USE + assessed("use_policy", "2009-04-02"))
    assert found.status is Status.UNKNOWN
    assert found.evidence == "the use policy on record, of 2 April 2009, is older than the rule"
    both = "[{kind: use_policy, date: 2009-04-02}, {kind: use_policy, date: 2019-12-01}]"
    later_one = only(tmp_path, rule, USE + f"assessments: {both}\n")
    assert (later_one.status, later_one.evidence) == (Status.MET, "use policy of 1 December 2019")


def test_what_leaves_no_document_is_unknown(tmp_path: Path) -> None:
    found = only(tmp_path, REQUIRES + "      - {what: human_review}\n")
    assert found.status is Status.UNKNOWN
    assert found.evidence == "records list no document that would show it"


def test_on_a_past_day_a_document_of_later_did_not_exist_yet(tmp_path: Path) -> None:
    use = USE + assessed("use_policy", "2022-01-01")
    assert told(only(tmp_path, POLICY % "", use, date(2020, 3, 1)))[:2] == (Status.LATE, 60)


# Missing -----------------------------------------------------------------------------------------


def test_a_document_is_missing_only_after_a_search_that_came_after_the_due_day(
    tmp_path: Path,
) -> None:
    found = only(tmp_path, POLICY % "", USE + SEARCH % "2023-05-01")
    assert told(found)[:2] == (Status.MISSING, (ON - date(2020, 1, 1)).days)
    assert found.evidence == "searched on 1 May 2023: The force's website"


@pytest.mark.parametrize("searched", ["2019-12-31", "2020-01-01", None])
def test_without_such_a_search_it_is_unknown(tmp_path: Path, searched: str | None) -> None:
    use = USE + (SEARCH % searched if searched else "")
    assert only(tmp_path, POLICY % "", use).status is Status.UNKNOWN


def test_what_is_searched_for_and_not_yet_due_is_not_missing(tmp_path: Path) -> None:
    use = USE + SEARCH % "2023-05-01"
    rule = (POLICY % ", due: 2023-01-01").replace("2019-01-01", "2020-06-01")
    found = only(tmp_path, rule, use, date(2022, 1, 1))
    assert told(found) == (Status.NOT_DUE, 0, date(2023, 1, 1))


# Due days ----------------------------------------------------------------------------------------


def test_the_day_that_a_rule_sets_is_for_what_was_in_use_when_it_began(tmp_path: Path) -> None:
    rule = (POLICY % ", days: 90, due: 2020-07-01").replace("2019-01-01", "2020-03-01")
    assert only(tmp_path, rule).due == date(2020, 7, 1)


def test_a_later_use_must_be_ready_so_many_days_before_it_begins(tmp_path: Path) -> None:
    rule = POLICY % ", days: 90, due: 2019-07-01"
    assert only(tmp_path, rule).due == date(2020, 1, 1) - timedelta(days=90)


def test_nothing_falls_due_before_its_rule_began(tmp_path: Path) -> None:
    rule = (POLICY % ", days: 90").replace("2019-01-01", "2019-12-01")
    assert only(tmp_path, rule).due == date(2019, 12, 1)


def test_for_a_use_that_existed_the_days_before_its_beginning_do_not_count(tmp_path: Path) -> None:
    rule = (POLICY % ", days: 90").replace("2019-01-01", "2021-06-01")
    assert only(tmp_path, rule).due == date(2021, 6, 1)


def test_what_is_due_later_than_the_day_is_not_due(tmp_path: Path) -> None:
    found = only(tmp_path, POLICY % "", on=date(2019, 6, 1))
    assert told(found) == (Status.NOT_DUE, 0, date(2020, 1, 1))


# Periods -----------------------------------------------------------------------------------------


def test_a_yearly_report_first_falls_due_a_year_after_the_rule_binds(tmp_path: Path) -> None:
    assert only(tmp_path, REPORT % "", on=date(2020, 12, 31)).status is Status.NOT_DUE
    assert only(tmp_path, REPORT % "").due == date(2021, 1, 1)


def test_a_yearly_report_is_met_for_a_year_and_then_late(tmp_path: Path) -> None:
    use = USE + assessed("annual_report", "2023-01-01")
    assert only(tmp_path, REPORT % "", use, date(2024, 1, 1)).status is Status.MET
    found = only(tmp_path, REPORT % "", use, date(2024, 1, 8))
    assert told(found)[:2] == (Status.LATE, 7)
    assert found.evidence == "the last annual report on record is of 1 January 2023"


def test_a_report_is_not_late_after_the_use_has_ended(tmp_path: Path) -> None:
    use = USE.replace("from: 2020-01-01}", "from: 2020-01-01, until: 2021-06-30}")
    use += assessed("annual_report", "2021-01-01")
    assert only(tmp_path, REPORT % "", use).status is Status.MET


def test_an_assessment_that_is_renewed_falls_due_at_once(tmp_path: Path) -> None:
    rule = REQUIRES + "      - {what: impact_assessment, every_months: 24}\n"
    assert only(tmp_path, rule).due == date(2020, 1, 1)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 120))
def test_so_many_months_later_is_in_the_right_month_on_the_same_day_or_its_last(
    day: date, months: int
) -> None:
    found = later(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (
        found.day < day.day and (found + timedelta(days=1)).month != found.month
    )


def test_a_year_after_29_february_is_28_february() -> None:
    assert later(date(2024, 2, 29), 12) == date(2025, 2, 28)


# Retention ---------------------------------------------------------------------------------------


def test_data_kept_longer_than_allowed_exceed_the_limit(tmp_path: Path) -> None:
    found = only(tmp_path, RETENTION, USE + "retention_days: 90\n")
    assert (found.status, found.days) == (Status.EXCEEDED, 59)
    assert found.evidence == "kept for 90 days, 31 allowed"


def test_data_kept_as_long_as_allowed_meet_the_limit(tmp_path: Path) -> None:
    assert only(tmp_path, RETENTION, USE + "retention_days: 31\n").status is Status.MET


def test_a_limit_that_does_not_bind_yet_is_not_exceeded(tmp_path: Path) -> None:
    rule = RETENTION.replace("in_force: {from: 2019-01-01}", "in_force: {from: 2027-01-01}")
    assert only(tmp_path, rule, USE + "retention_days: 90\n").status is Status.NOT_DUE


def test_data_of_which_no_period_is_recorded_leave_the_limit_unknown(tmp_path: Path) -> None:
    found = only(tmp_path, RETENTION)
    assert (found.status, found.evidence) == (
        Status.UNKNOWN,
        "how long data are kept is not recorded",
    )


# Which rules oblige ------------------------------------------------------------------------------


def test_a_rule_that_only_may_apply_obliges_without_certainty(tmp_path: Path) -> None:
    rule = (POLICY % "") + "    exceptions: [{summary: A case.}]\n"
    assert not only(tmp_path, rule).certain


def test_a_rule_that_does_not_apply_or_is_unknown_obliges_to_nothing(tmp_path: Path) -> None:
    for scope in ("operator_types: [private]", "suppliers: [argus]"):
        records = {
            "vendors/argus": "name: Argus\njurisdiction: gb\ntechnologies: [face-recognition]\n",
            "deployments/use": USE,
            "regulations/code": (POLICY % "") + f"    scope: {{{scope}}}\n",
        }
        assert obligations.of_deployment("use", applied(tmp_path, records, ON)) == []


def test_the_obligations_of_all_deployments_are_those_of_each(tmp_path: Path) -> None:
    records = {"deployments/use": USE, "deployments/other": USE, "regulations/code": POLICY % ""}
    found = applied(tmp_path, records, ON)
    assert [id_ for id_, _ in obligations.everywhere(found)] == ["other", "use"]
    with pytest.raises(TypeError, match="code is not a deployment"):
        obligations.of_deployment("code", found)
