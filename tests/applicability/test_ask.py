"""The questions in the terminal: what they print, what tools read, and how they refuse."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from applicability.made import COMMON, RULE, USE, applied
from kb.cli import app

LIST = RULE.replace("us-ca-exampleville", "us-ca").replace("s. 1", "s. 9")
LIST = LIST.replace("Exampleville Code", "List of vendors") + "    scope: {suppliers: [argus]}\n"
VENDOR = "name: Argus\njurisdiction: gb\ntechnologies: [face-recognition]\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    use = USE + "  - {phase: suspended, from: 2023-01-01}\n"
    exception = "    exceptions: [{summary: A case.}]\n"
    report = "  report: {citation: s. 2, effect: requires, requires: [{what: notice}]}\n"
    applied(
        tmp_path,
        {
            "vendors/argus": VENDOR,
            "deployments/use": use,
            "regulations/code": RULE + exception + report,
            "regulations/list": LIST,
        },
    )
    return tmp_path


def run(project: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--root", str(project)])


def answer(project: Path, *words: str) -> dict[str, Any]:
    result = run(project, *words, "--format", "json")
    assert result.exit_code == 0, result.output
    read: dict[str, Any] = json.loads(result.stdout)
    return read


def test_applies_prints_the_answer_of_the_day_for_each_rule_the_surest_first(project: Path) -> None:
    result = run(project, "applies", "use", "--on", "2021-06-01")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Exampleville Police, face recognition, on 2021-06-01",
        "        applies  requires  Exampleville Code, s. 2",
        "      may apply  prohibits Exampleville Code, s. 1",
        "        unknown  prohibits List of vendors, s. 9",
        "Computed from the recorded scope; not legal advice.",
    ]


def test_applies_on_a_day_of_suspension_says_that_nothing_applies(project: Path) -> None:
    result = run(project, "applies", "use", "--on", "2023-06-01")
    answers = [line[:15].strip() for line in result.stdout.splitlines()[1:-1]]
    assert answers == ["does not apply"] * 3


def test_applies_explains_every_segment_and_names_what_would_settle_it(project: Path) -> None:
    text = run(project, "applies", "use", "--on", "2021-06-01", "--explain").stdout
    assert "2020-01-01 to 2022-12-31: may apply" in text
    assert (
        "exception unknown: except: A case. (to be settled by: whether this exception holds)"
        in (text)
    )
    assert (
        "supplier unknown: binds Argus; no suppliers are recorded (to be settled by: suppliers)"
        in (text)
    )
    assert "2023-01-01 to further notice: does not apply" in text


def test_applies_gives_tools_the_same_with_every_reason(project: Path) -> None:
    found = answer(project, "applies", "use", "--on", "2021-06-01")
    assert found["on"] == "2021-06-01"
    assert found["note"] == "Computed from the recorded scope; not legal advice."
    assert [each["answer"] for each in found["provisions"]] == ["applies", "may_apply", "unknown"]
    first = found["provisions"][0]["segments"][0]
    assert (first["from"], first["until"], first["answer"]) == (
        "2020-01-01",
        "2022-12-31",
        "applies",
    )
    assert {each["truth"] for each in first["reasons"]} == {"true"}
    assert all(set(each) == {"condition", "truth", "text", "missing"} for each in first["reasons"])


def test_a_deployment_that_no_rule_touches_is_said_to_have_none(project: Path) -> None:
    elsewhere = USE.replace("us-ca-exampleville", "gb").replace(
        "operator: exampleville-police\n", ""
    )
    applied(project, {"deployments/abroad": elsewhere})
    text = run(project, "applies", "abroad").stdout
    assert "No provision on record binds it at any time." in text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["applies", "usee"], "no deployment has the id 'usee'; did you mean 'use'?"),
        (["applies", "code"], "'code' is a record of kind regulation"),
        (["what-if", "code", "--in", "us-zz"], "no jurisdiction has the id 'us-zz'"),
        (["what-if", "argus", "--in", "us-ca"], "'argus' is a record of kind vendor"),
        (["compare", "code", "lisst"], "no regulation has the id 'lisst'; did you mean 'list'?"),
    ],
)
def test_an_id_that_is_not_what_is_asked_for_exits_with_2_and_says_why(
    project: Path, words: list[str], message: str
) -> None:
    result = run(project, *words)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("words", [["applies", "use"], ["what-if", "code", "--in", "us-ca"]])
def test_what_was_withdrawn_is_not_answered_for_and_the_reason_is_given(
    project: Path, words: list[str]
) -> None:
    gone = "withdrawn: {date: 2024-05-01, reason: It described another place.}\n"
    for path in ("deployments/use", "regulations/code"):
        file = project / "data" / f"{path}.yaml"
        file.write_text(file.read_text() + gone)
    result = run(project, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    told = f"'{words[1]}' was withdrawn on 1 May 2024: It described another place"
    assert told in result.stderr


def test_another_case_of_a_code_is_not_taken_for_it(project: Path) -> None:
    result = run(project, "what-if", "code", "--in", "US-CA")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "did you mean 'us-ca'?" in result.stderr


def test_records_that_cannot_be_read_are_mentioned(project: Path) -> None:
    (project / "data" / "regulations" / "code.yaml").write_text("name: [")
    result = run(project, "applies", "use")
    assert result.exit_code == 0
    assert "note: 1 file has problems" in result.stderr


@pytest.mark.parametrize("day", ["20210601", "2021-W05-1"])
def test_a_day_in_another_form_is_refused(project: Path, day: str) -> None:
    assert run(project, "applies", "use", "--on", day).exit_code == 2


def test_a_folder_that_is_no_project_exits_with_2(tmp_path: Path) -> None:
    result = run(tmp_path, "applies", "use")
    assert result.exit_code == 2
    assert "has no folder 'data'" in result.stderr


def test_a_day_that_is_none_exits_with_2(project: Path) -> None:
    result = run(project, "applies", "use", "--on", "2021-02-30")
    assert result.exit_code == 2
    assert "'2021-02-30' is not a day" in result.stderr


def test_the_program_itself_exits_with_2(project: Path, project_root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kb", "applies", "usee", "--root", str(project)],
        cwd=project_root / "scripts",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == "no deployment has the id 'usee'; did you mean 'use'?\n"


# What if -----------------------------------------------------------------------------------------


def test_a_rule_that_moves_reaches_what_is_in_its_new_place(project: Path) -> None:
    elsewhere = USE.replace("us-ca-exampleville", "us-or").replace("exampleville-police", "salem")
    salem = COMMON["organisations/exampleville-police"].replace("us-ca-exampleville", "us-or")
    applied(project, {"deployments/abroad": elsewhere, "organisations/salem": salem})
    found = answer(project, "what-if", "code", "--in", "us-or", "--on", "2021-06-01")
    assert [(each["deployment"], each["citation"]) for each in found["reached"]] == [
        ("abroad", "s. 1"),
        ("abroad", "s. 2"),
    ]


def test_a_city_rule_that_moves_to_a_country_binds_the_bodies_of_its_cities(project: Path) -> None:
    rule = RULE + "    scope: {operator_jurisdictions: [us-ca-exampleville]}\n"
    applied(project, {"regulations/bodies": rule})
    found = answer(project, "what-if", "bodies", "--in", "us", "--on", "2021-06-01")
    assert [(each["deployment"], each["answer"]) for each in found["reached"]] == [
        ("use", "applies")
    ]


def test_a_national_rule_that_moves_binds_national_bodies_only(project: Path) -> None:
    rule = RULE.replace("us-ca-exampleville", "gb")
    applied(project, {"regulations/bodies": rule + "    scope: {operator_jurisdictions: [gb]}\n"})
    assert answer(project, "what-if", "bodies", "--in", "us")["reached"] == []


def test_a_repealed_rule_that_moves_is_not_repealed_there(project: Path) -> None:
    later = (
        "name: Later\ninstrument_type: statute\njurisdiction: us-ca\n"
        "in_force: {from: 2020-01-01}\nrepeals: [{regulation: code}]\n"
    )
    applied(project, {"regulations/later": later})
    home = answer(project, "applies", "use", "--on", "2021-06-01")["provisions"]
    assert {each["regulation"] for each in home} == {"list"}
    moved = answer(project, "what-if", "code", "--in", "us-ca", "--on", "2021-06-01")
    assert {each["answer"] for each in moved["reached"]} == {"applies", "may_apply"}


def test_a_rule_that_would_reach_nothing_says_so(project: Path) -> None:
    text = run(project, "what-if", "code", "--in", "gb").stdout
    assert "It would have reached no deployment on record there." in text


# Compare -----------------------------------------------------------------------------------------


def test_two_rules_stand_side_by_side_in_the_same_words(project: Path) -> None:
    found = answer(project, "compare", "code", "list")
    assert [side["regulation"] for side in found["sides"]] == ["code", "list"]
    assert [each["citation"] for each in found["sides"][0]["provisions"]] == ["s. 1", "s. 2"]
    assert found["sides"][0]["provisions"][0]["exceptions"] == 1
    text = run(project, "compare", "code", "list").stdout
    assert "Exampleville Code (us-ca-exampleville)" in text
    assert "    requires: notice" in text
