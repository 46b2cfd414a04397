"""What the tests of applicability are made of: facts written as short mappings."""

from collections.abc import Iterable, Mapping
from typing import Any

from kb.applicability.facts import DeploymentFacts, Profile, Span, Supply
from kb.dates import parse


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
