"""One offender to a rule: a record goes in, and the contributor's exact text comes out.

Each file in `offenders/` begins with the report that it must get, as comments, and is checked
among the example records.
"""

from pathlib import Path

import pytest

from kb import report, typed
from kb.rules import KNOWLEDGE_RULES, RECORD_RULES
from sample import check, example_project

OFFENDERS = sorted((Path(__file__).parent / "offenders").glob("*.yaml"))


def expected(text: str) -> list[str]:
    lines = text.split("\n")
    return [line[2:] for line in lines[: next(i for i, x in enumerate(lines) if x[:2] != "# ")]]


@pytest.mark.parametrize("offender", OFFENDERS, ids=lambda path: path.stem)
def test_an_offender_gets_exactly_the_report_that_stands_in_it(
    tmp_path: Path, offender: Path
) -> None:
    text = offender.read_text(encoding="utf-8")
    wanted = expected(text)
    path = wanted[0].split(":")[0]
    problems = check(example_project(tmp_path), {path: text}).problems
    assert report.as_text(problems, "end").split("\n") == [*wanted, "end"]
    assert {each.code for each in problems} == {offender.stem}


def test_every_rule_and_every_step_of_the_models_has_its_offender() -> None:
    rules = {rule.__name__.replace("_", "-") for rule in (*RECORD_RULES, *KNOWLEDGE_RULES)}
    assert {offender.stem for offender in OFFENDERS} == rules | typed.CODES
