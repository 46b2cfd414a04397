"""Questions on applicability, answered for the terminal and for tools as plain values."""

from dataclasses import replace
from datetime import date
from typing import Any

from kb import show
from kb.applicability import engine
from kb.applicability.facts import ProvisionFacts, World
from kb.applicability.index import Index
from kb.applicability.logic import Answer, Segment
from kb.applied import Applied
from kb.models import Regulation
from kb.render.rules_view import WORDS

Answers = dict[str, Any]


class NoAnswer(Exception):
    """Why there is none: no such record, one of another kind, or one that was withdrawn."""


def applies(id_: str, applied: Applied) -> Answers:
    """The provisions that touch a deployment, with the answer on the day and all segments."""
    _require(id_, "deployment", applied)
    provisions = []
    for result in applied.of_deployment(id_):
        today = applied.today(result)
        rule = result.provision
        provisions.append(
            {
                "regulation": rule.regulation,
                "name": applied.links.name(rule.regulation),
                "provision": rule.id,
                "citation": rule.citation,
                "effect": rule.effect.value,
                "answer": today.answer.value if today else None,
                "segments": [_segment(each) for each in result.segments],
            }
        )
    return {
        "deployment": id_,
        "name": applied.links.name(id_),
        "on": applied.on.isoformat(),
        "note": WORDS,
        "provisions": provisions,
    }


def what_if(id_: str, jurisdiction: str, applied: Applied) -> Answers:
    """Which deployments in a jurisdiction a regulation would have reached, were it law there.

    Its provisions are taken as they are, but for their territory, for what other law does to them
    at home (it repeals, implements or overrides them), and for the bodies that they name: a rule on
    a city's bodies becomes a rule on the bodies of that jurisdiction and of all below it.
    """
    _require(id_, "regulation", applied)
    if not applied.links.base.territory.knows(jurisdiction):
        raise NoAnswer(show.unknown(applied.links, jurisdiction, "jurisdiction"))
    below = frozenset(
        each for each in applied.world.parents if jurisdiction in applied.world.above(each)
    )
    moved = tuple(
        replace(
            rule,
            jurisdiction=jurisdiction,
            directive=False,
            repeals=(),
            preempted=(),
            scope=replace(
                rule.scope,
                operator_jurisdictions=_bodies(rule, applied.world, jurisdiction, below),
            ),
        )
        for rule in applied.provisions
        if rule.regulation == id_
    )
    index = Index(moved, applied.world)
    reached = []
    for deployment in applied.deployments.values():
        for result in index.of(deployment):
            answers = {each.answer for each in result.segments} - {Answer.DOES_NOT_APPLY}
            today = engine.on(result.segments, applied.on)
            reached.append(
                {
                    "deployment": deployment.id,
                    "name": applied.links.name(deployment.id),
                    "citation": result.provision.citation,
                    "effect": result.provision.effect.value,
                    "answer": today.answer.value if today else None,
                    "ever": sorted(answers),
                }
            )
    return {
        "regulation": id_,
        "name": applied.links.name(id_),
        "in": jurisdiction,
        "on": applied.on.isoformat(),
        "note": WORDS,
        "reached": reached,
    }


def _bodies(
    rule: ProvisionFacts, world: World, jurisdiction: str, below: frozenset[str]
) -> frozenset[str] | None:
    """Whose bodies a rule that moves would bind; national bodies only where it binds only those."""
    if rule.scope.operator_jurisdictions is None:
        return None
    national = not any(world.parents.get(each) for each in rule.scope.operator_jurisdictions)
    return frozenset({jurisdiction}) if national else below | {jurisdiction}


def compare(first: str, second: str, applied: Applied) -> Answers:
    """Two regulations' provisions in the same vocabulary."""
    sides = []
    for id_ in (first, second):
        _require(id_, "regulation", applied)
        record = applied.links.base.record(id_)
        assert isinstance(record, Regulation)
        rules = [each for each in applied.provisions if each.regulation == id_]
        sides.append(
            {
                "regulation": id_,
                "name": applied.links.name(id_),
                "jurisdiction": record.jurisdiction,
                "provisions": [
                    {
                        "citation": rule.citation,
                        "effect": rule.effect.value,
                        "operator_types": sorted(rule.scope.operator_types or ()),
                        "technologies": sorted(rule.scope.technologies or ()),
                        "purposes": sorted(rule.scope.purposes or ()),
                        "settings": sorted(rule.scope.settings or ()),
                        "modes": sorted(rule.scope.modes or ()),
                        "requires": list(rule.requires),
                        "exceptions": len(rule.exceptions),
                    }
                    for rule in rules
                ],
            }
        )
    return {"on": applied.on.isoformat(), "note": WORDS, "sides": sides}


def _require(id_: str, kind: str, applied: Applied) -> None:
    """Raise NoAnswer unless the id is that of a record of the kind, and the record stands."""
    base = applied.links.base
    outline = base.outlines.get(id_)
    if outline is None:
        raise NoAnswer(show.unknown(applied.links, id_, kind))
    if outline.kind != kind:
        raise NoAnswer(f"'{id_}' is a record of kind {outline.kind}; a {kind} is asked for")
    gone = base.record(id_).withdrawn
    if gone is not None:
        instead = f"; '{gone.replaced_by}' replaces it" if gone.replaced_by else ""
        reason = gone.reason.rstrip(".")
        raise NoAnswer(f"'{id_}' was withdrawn on {gone.date.in_words()}: {reason}{instead}")


def _segment(segment: Segment) -> dict[str, Any]:
    return {
        "from": None if segment.start == date.min else segment.start.isoformat(),
        "until": segment.until.isoformat() if segment.until else None,
        "answer": segment.answer.value,
        "reasons": [
            {
                "condition": each.condition.value,
                "truth": each.truth.name.lower(),
                "text": each.text,
                "missing": each.missing or None,
            }
            for each in segment.reasons
        ],
    }
