"""What the tests of applicability are made of: short facts, and small projects of real files."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

from kb.applicability import engine
from kb.applicability.facts import DeploymentFacts, Profile, Span, Supply
from kb.applicability.logic import Segment
from kb.applied import Applied
from kb.dates import parse
from kb.link import Links
from kb.load import load
from sample import SOURCE, put

FACES = """\
name: Face recognition
definition: Finding out who someone is by the face.
"""
POLICE = """\
name: Exampleville Police
jurisdiction: us-ca-exampleville
"""
TOWN = """\
name: Exampleville
level: locality
parents: [us-ca]
"""
COMMON = {
    "technologies/face-recognition": FACES,
    "technologies/live-face-recognition": """\
name: Live face recognition
definition: Face recognition as it happens.
mode: real_time
broader: [face-recognition]
""",
    "technologies/number-plate-recognition": """\
name: Number-plate recognition
definition: Reading number plates.
""",
    "jurisdictions/us-ca-exampleville": TOWN,
    "organisations/exampleville-police": POLICE + SOURCE,
}
"""Two technologies and a town with a police department, for projects to build on."""
USE = """\
name: Exampleville Police, face recognition
jurisdiction: us-ca-exampleville
operator: exampleville-police
operator_type: local_police
technologies: [face-recognition]
purposes: [wanted_persons]
settings: [public_space]
mode: real_time
phases:
  - {phase: operational, from: 2020-01-01}
"""
RULE = """\
name: Exampleville Code
instrument_type: ordinance
jurisdiction: us-ca-exampleville
in_force: {from: 2019-01-01}
provisions:
  ban:
    citation: s. 1
    effect: prohibits
"""


def applied(
    root: Path, records: Mapping[str, str], on: date = date(2024, 1, 1), *, clean: bool = True
) -> Applied:
    """Write records (a path without `data/` and `.yaml`; each gets a source) and join them."""
    put(
        root,
        {
            f"data/{path}.yaml": (text := dedent(each)) + ("" if "sources:" in text else SOURCE)
            for path, each in {**COMMON, **records}.items()
        },
    )
    loaded = load(root, use_cache=False)
    assert not clean or not loaded.errors, [str(each) for each in loaded.errors]
    return Applied(Links(loaded.base), on)


def segments(found: Applied, use: str, rule: str) -> tuple[Segment, ...]:
    """How a provision (`regulation/provision`) stands to a deployment over its life."""
    provision = next(each for each in found.provisions if f"{each.regulation}/{each.id}" == rule)
    return engine.segments(found.deployments[use], provision, found.world)


def lines(found: Iterable[Segment]) -> list[str]:
    """The answers as `from until answer`, for comparison; the reasons are left aside."""
    runs: list[list[str]] = []
    for each in found:
        end = str(each.until or "open")
        if runs and runs[-1][2] == each.answer.value:
            runs[-1][1] = end
        else:
            runs.append([str(each.start), end, each.answer.value])
    return [" ".join(each) for each in runs]


def answers(root: Path, rule: str = RULE, use: str = USE, **more: str) -> list[str]:
    """The answers for one deployment and one rule, with further records by `kind__id`."""
    records = {"deployments/use": use, "regulations/code": rule}
    records |= {path.replace("__", "/").replace("_", "-"): text for path, text in more.items()}
    return lines(segments(applied(root, records), "use", "code/ban"))


def span(start: object = None, end: object = None) -> Span:
    """A span from two dates as records write them."""
    return Span(parse(str(start)) if start else None, parse(str(end)) if end else None)


def deployment(values: Mapping[str, Any], id_: str = "made-up") -> DeploymentFacts:
    """A deployment from the keys that its record would have; a supplier may be a mere id."""
    suppliers = [
        each if isinstance(each, dict) else {"party": each} for each in _list(values, "suppliers")
    ]
    contracts = tuple(
        (each["supplier"], span(each.get("signed"), each.get("until")))
        for each in _list(values, "contracts")
    )
    return DeploymentFacts(
        id=id_,
        profile=Profile(
            jurisdiction=values["jurisdiction"],
            operator_type=values.get("operator_type"),
            operator_jurisdiction=values.get("operator_jurisdiction"),
            technologies=frozenset(values["technologies"]),
            purposes=frozenset(_list(values, "purposes")),
            settings=frozenset(_list(values, "settings")),
            mode=values.get("mode"),
            suppliers=frozenset(each["party"] for each in suppliers)
            | {supplier for supplier, _ in contracts},
        ),
        phases=tuple(
            (each["phase"], span(each.get("from"), each.get("until")))
            for each in _list(values, "phases")
        ),
        contracts=contracts,
        supplies=tuple(
            Supply(each["party"], span(each.get("from"), each.get("until"))) for each in suppliers
        ),
    )


def _list(values: Mapping[str, Any], key: str) -> Iterable[Any]:
    return values.get(key, ())
