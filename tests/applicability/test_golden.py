"""Questions that real law answers, asked of the real knowledge base.

A case in golden/*.yaml is a question, the place in the law that answers it (and the record that
holds it), a deployment (the id of a record, or a few made-up facts), a day, a provision, the
answer, and the condition that decides: the conditions that fail, for `does_not_apply`; those that
are not known, for `unknown`; what cannot be ruled out, for `may_apply`; else that every one holds.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from applicability.made import deployment
from kb.applicability import engine, gather
from kb.applicability.facts import DeploymentFacts, ProvisionFacts, World
from kb.applicability.index import Index
from kb.applicability.logic import Answer, Condition, Segment, Truth
from kb.link import Links
from kb.load import load

GOLDEN = Path(__file__).parent / "golden"
CASES: list[dict[str, Any]] = [
    case
    for path in sorted(GOLDEN.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
KEYS = ["question", "law", "deployment", "date", "provision", "expect", "because"]


@dataclass(frozen=True)
class Base:
    """What the cases are asked of."""

    deployments: dict[str, DeploymentFacts]
    provisions: dict[str, ProvisionFacts]
    world: World
    index: Index


@pytest.fixture(scope="module")
def base(project_root: Path) -> Base:
    records = load(project_root, with_history=False).base
    made = {
        case["deployment"]["jurisdiction"] for case in CASES if isinstance(case["deployment"], dict)
    }
    assert all(records.territory.knows(each) for each in made)
    places = records.territory.with_ancestors({*Links(records).jurisdictions, *made})
    world = gather.world(records, places)
    rules = gather.provisions(records)
    return Base(
        {
            each.id: gather.deployment(each, records)
            for each in records.of_kind("deployment")
            if not each.withdrawn
        },
        {f"{each.regulation}/{each.id}": each for each in rules},
        world,
        Index(rules, world),
    )


@pytest.mark.parametrize("case", CASES, ids=[case["question"] for case in CASES])
def test_the_law_answers(case: dict[str, Any], base: Base) -> None:
    given = case["deployment"]
    facts = base.deployments[given] if isinstance(given, str) else deployment(given)
    rule = base.provisions[case["provision"]]
    plain = engine.segments(facts, rule, base.world)
    found = engine.on(plain, case["date"])
    assert found is not None, f"{case['question']}: the deployment does not exist on {case['date']}"
    told = explained(case, found)
    assert found.answer == Answer(case["expect"]), told
    assert deciding(found) == case["because"], told
    indexed = [each for each in base.index.of(facts) if each.provision is rule]
    untouched = all(each.answer is Answer.DOES_NOT_APPLY for each in plain)
    assert [each.segments for each in indexed] == ([] if untouched else [plain]), told


def deciding(segment: Segment) -> str:
    """The conditions that decide an answer, in the order in which they are printed."""
    exception = Condition.EXCEPTION
    match segment.answer:
        case Answer.APPLIES:
            return "every condition holds"
        case Answer.DOES_NOT_APPLY:
            wanted = [
                each.condition
                for each in segment.reasons
                if each.truth is (Truth.TRUE if each.condition is exception else Truth.FALSE)
            ]
        case Answer.UNKNOWN:
            wanted = [
                each.condition
                for each in segment.reasons
                if each.truth is Truth.UNKNOWN and each.condition is not exception
            ]
        case Answer.MAY_APPLY:
            wanted = [each.condition for each in segment.reasons if each.truth is Truth.UNKNOWN]
    return ", ".join(dict.fromkeys(each.value for each in wanted))


def explained(case: dict[str, Any], segment: Segment) -> str:
    """The question and every reason, for a failure."""
    lines = [
        f"{each.condition.value} {each.truth.name.lower()}: {each.text}" for each in segment.reasons
    ]
    head = f"{case['question']} On {case['date']}: {segment.answer.label}. {case['law']}"
    return "\n  ".join([head, *lines])


def test_there_are_enough_cases_and_each_names_the_record_that_holds_the_law(
    project_root: Path,
) -> None:
    assert len(CASES) >= 44
    assert len({case["question"] for case in CASES}) == len(CASES)
    for case in CASES:
        assert list(case) == KEYS, case["question"]
        assert isinstance(case["date"], date), case["question"]
        named = case["law"].rpartition("; record")[2].removeprefix("s").split(" and ")
        for record in (each.strip() for each in named):
            found = [*(project_root / "data").glob(f"*/{record}.yaml")]
            assert found, f"{case['question']}: no record {record}"


def test_every_answer_occurs() -> None:
    assert {case["expect"] for case in CASES} == {each.value for each in Answer}
