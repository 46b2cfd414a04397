"""The page on the method: its worked examples are what the program prints."""

import re
from datetime import date
from pathlib import Path

import pytest

from kb import ask
from kb.applicability.logic import Answer
from kb.applied import Applied
from kb.cli_ask import _segments_text
from kb.link import Links
from kb.load import load
from kb.obligations import Status

EXAMPLES = [
    ("south-wales-police-live-face-recognition", "uk-data-protection-act-2018", "s-35", "applies"),
    ("mercadona-face-recognition", "gdpr", "art-9", "may_apply"),
]


@pytest.fixture(scope="module")
def page(project_root: Path) -> str:
    return (project_root / "docs/applicability.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def applied(project_root: Path) -> Applied:
    return Applied(Links(load(project_root).base), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("number", "deployment", "regulation", "provision", "answer"),
    [(number, *each) for number, each in enumerate(EXAMPLES)],
)
def test_a_worked_example_is_what_the_program_prints(
    page: str,
    applied: Applied,
    number: int,
    deployment: str,
    regulation: str,
    provision: str,
    answer: str,
) -> None:
    shown = re.findall(r"```text\n(.*?)```", page, re.DOTALL)[number].splitlines()
    (found,) = [
        each
        for each in ask.applies(deployment, applied)["provisions"]
        if (each["regulation"], each["provision"]) == (regulation, provision)
    ]
    (segment,) = [each for each in found["segments"] if each["answer"] == answer]
    assert shown == [line.strip() for line in _segments_text([segment])]


def test_the_page_names_every_answer_and_every_status(page: str) -> None:
    firsts = {line.split("|")[1].strip() for line in page.splitlines() if line.startswith("|")}
    assert {each.label for each in Answer} <= firsts
    assert {each.label for each in Status} <= firsts


def test_the_page_says_what_results_are_not(page: str) -> None:
    words = " ".join(page.replace("**", "").split())
    assert "computed from the recorded scope; it is not legal advice" in words
