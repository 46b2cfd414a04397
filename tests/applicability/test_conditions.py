"""From records to answers: operators, modes, exceptions, suppliers and purchases."""

from pathlib import Path

import pytest

from applicability.made import RULE, USE, answers, applied, lines, segments
from kb.applicability.facts import Act
from kb.applicability.logic import Answer, Condition

# Operators ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("operator_type: local_police\n", Answer.APPLIES),
        ("operator_type: private\n", Answer.DOES_NOT_APPLY),
        ("operator_type: health\n", Answer.UNKNOWN),
        ("", Answer.UNKNOWN),
    ],
)
def test_whose_body_an_operator_is_follows_from_its_seat_only_if_it_is_surely_public(
    tmp_path: Path, kind: str, expected: Answer
) -> None:
    rule = RULE + "    scope: {operator_jurisdictions: [us-ca-exampleville]}\n"
    use = USE.replace("operator_type: local_police\n", kind)
    assert answers(tmp_path, rule, use) == [f"2020-01-01 open {expected.value}"]


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [("us-ca", Answer.APPLIES), ("us-or", Answer.DOES_NOT_APPLY), ("us", Answer.DOES_NOT_APPLY)],
)
def test_a_state_binds_the_bodies_of_its_towns_and_a_country_only_its_own(
    tmp_path: Path, bodies: str, expected: Answer
) -> None:
    rule = RULE + f"    scope: {{operator_jurisdictions: [{bodies}]}}\n"
    assert answers(tmp_path, rule.replace("us-ca-exampleville", "us", 1)) == [
        f"2020-01-01 open {expected.value}"
    ]


# Modes -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("recorded", "scope", "expected"),
    [
        ("retrospective", "real_time", Answer.DOES_NOT_APPLY),
        ("retrospective", "real_time, both", Answer.DOES_NOT_APPLY),
        ("both", "real_time", Answer.APPLIES),
        ("real_time", "both", Answer.DOES_NOT_APPLY),
    ],
)
def test_a_rule_on_one_mode_reaches_a_system_of_both_and_not_the_other_way_round(
    tmp_path: Path, recorded: str, scope: str, expected: Answer
) -> None:
    rule = RULE + f"    scope: {{modes: [{scope}]}}\n"
    use = USE.replace("mode: real_time", f"mode: {recorded}")
    assert answers(tmp_path, rule, use) == [f"2020-01-01 open {expected.value}"]


@pytest.mark.parametrize(
    ("recorded", "expected"),
    [
        ("real_time", Answer.APPLIES),
        ("both", Answer.APPLIES),
        ("retrospective", Answer.DOES_NOT_APPLY),
        (None, Answer.UNKNOWN),
    ],
)
def test_the_mode_tells_whether_a_broad_technology_is_the_narrow_one(
    tmp_path: Path, recorded: str | None, expected: Answer
) -> None:
    rule = RULE + "    scope: {technologies: [live-face-recognition]}\n"
    use = USE.replace("mode: real_time\n", f"mode: {recorded}\n" if recorded else "")
    assert answers(tmp_path, rule, use) == [f"2020-01-01 open {expected.value}"]


# Exceptions --------------------------------------------------------------------------------------


EXCEPTION = """\
    exceptions:
      - summary: A case.
        scope: {purposes: [%s]}
%s"""


@pytest.mark.parametrize(
    ("purposes", "authorisation", "expected"),
    [
        ("wanted_persons", "        authorisation: none\n", Answer.DOES_NOT_APPLY),
        ("wanted_persons", "        authorisation: court\n", Answer.MAY_APPLY),
        ("wanted_persons", "", Answer.MAY_APPLY),
        ("missing_persons", "        authorisation: none\n", Answer.APPLIES),
        ("missing_persons", "", Answer.APPLIES),
    ],
)
def test_an_exception_frees_only_where_its_facts_are_said_to_suffice(
    tmp_path: Path, purposes: str, authorisation: str, expected: Answer
) -> None:
    rule = RULE + EXCEPTION % (purposes, authorisation)
    assert answers(tmp_path, rule) == [f"2020-01-01 open {expected.value}"]


def test_an_exception_that_covers_a_part_of_the_use_is_not_ruled_out(tmp_path: Path) -> None:
    rule = RULE + EXCEPTION % ("wanted_persons", "        authorisation: none\n")
    use = USE.replace("[wanted_persons]", "[wanted_persons, public_order]")
    assert answers(tmp_path, rule, use) == ["2020-01-01 open may_apply"]


def test_an_exception_for_live_use_does_not_cover_a_system_of_both_modes(tmp_path: Path) -> None:
    rule = RULE + EXCEPTION.replace(
        "purposes: [%s]", "technologies: [live-face-recognition]"
    ).replace("%s", "        authorisation: none\n")
    use = USE.replace("mode: real_time", "mode: both")
    assert answers(tmp_path, rule, use) == ["2020-01-01 open may_apply"]


def test_an_exception_for_public_bodies_may_free_a_school(tmp_path: Path) -> None:
    exception = """\
    exceptions:
      - summary: Public bodies.
        authorisation: none
        scope: {operator_types: [other_public_body]}
"""
    use = USE.replace("local_police", "school")
    assert answers(tmp_path, RULE + exception, use) == ["2020-01-01 open may_apply"]


# Suppliers and purchases -------------------------------------------------------------------------


VENDORS = {
    f"vendors/{id_}": f"name: {id_.title()}\njurisdiction: gb\ntechnologies: [face-recognition]\n"
    for id_ in ("argus", "lynx")
}
LIST = RULE.replace("ordinance", "listing").replace("prohibits", "lists")
LIST += "    scope: {suppliers: [argus]}\n"
BUYING = RULE.replace("ordinance", "procurement_rule") + "    scope: {suppliers: [argus]}\n"
CONTRACTED = USE.replace("operational", "contracted")


def bought(root: Path, rule: str, use: str) -> list[str]:
    records = {**VENDORS, "deployments/use": use, "regulations/code": rule}
    return lines(segments(applied(root, records), "use", "code/ban"))


def test_a_list_names_a_supplier_only_while_it_supplies(tmp_path: Path) -> None:
    use = USE + "suppliers: [{party: argus, role: manufacturer, until: 2021-12-31}]\n"
    assert bought(tmp_path, LIST, use) == [
        "2020-01-01 2021-12-31 applies",
        "2022-01-01 open does_not_apply",
    ]


def test_a_list_bears_on_what_is_contracted_for_and_not_yet_used(tmp_path: Path) -> None:
    use = CONTRACTED + "suppliers: [{party: argus, role: manufacturer}]\n"
    assert bought(tmp_path, LIST, use) == ["2020-01-01 open applies"]


def test_a_supplier_of_whom_sources_disagree_is_not_certain(tmp_path: Path) -> None:
    use = USE + (
        "suppliers:\n"
        "  - {party: argus, role: manufacturer, conflict: who}\n"
        "  - {party: lynx, role: manufacturer, conflict: who}\n"
    )
    assert bought(tmp_path, LIST, use) == ["2020-01-01 open unknown"]


def test_a_vendor_that_only_a_contract_names_supplies_from_its_signature(tmp_path: Path) -> None:
    use = USE + "contracts: [{subject: Cameras, supplier: argus, signed: 2020-05-01}]\n"
    assert bought(tmp_path, LIST, use) == [
        "2020-01-01 2020-04-30 does_not_apply",
        "2020-05-01 open applies",
    ]


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        ("2020-02-01", ["2020-01-01 2020-01-31 unknown", "2020-02-01 open applies"]),
        ("2018-02-01", ["2020-01-01 open unknown"]),
        ("2019", ["2020-01-01 open applies"]),
        ("2018", ["2020-01-01 open unknown"]),
    ],
)
def test_a_rule_on_purchases_binds_what_was_contracted_for_while_it_was_in_force(
    tmp_path: Path, signed: str, expected: list[str]
) -> None:
    use = USE + (
        "suppliers: [{party: argus, role: manufacturer}]\n"
        f"contracts: [{{subject: Cameras, supplier: argus, signed: {signed}}}]\n"
    )
    assert bought(tmp_path, BUYING, use) == expected


def test_a_rule_on_purchases_reaches_a_private_body_by_its_use(tmp_path: Path) -> None:
    use = USE.replace("local_police", "private")
    use += "suppliers: [{party: argus, role: manufacturer}]\n"
    assert bought(tmp_path, BUYING, use) == ["2020-01-01 open applies"]
    found = applied(tmp_path, {})
    assert [each.act for each in found.provisions] == [Act.PURCHASE]


def test_a_rule_on_purchases_is_unknown_where_use_and_purchase_differ_and_the_operator_may_be_private(
    tmp_path: Path,
) -> None:
    use = CONTRACTED.replace("operator_type: local_police\n", "") + (
        "suppliers: [{party: argus, role: manufacturer}]\n"
        "contracts: [{subject: Cameras, supplier: argus, signed: 2020-01-01}]\n"
    )
    assert bought(tmp_path, BUYING, use) == ["2020-01-01 open unknown"]
    (reason,) = [
        each
        for each in segments(applied(tmp_path, {}), "use", "code/ban")[0].reasons
        if each.condition is Condition.USE
    ]
    assert reason.missing == "operator_type"
