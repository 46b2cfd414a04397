"""The strongest rule on each record on the day, as one word to filter and sort by."""

from dataclasses import dataclass

from kb.applicability.logic import Answer
from kb.applied import STRENGTH, Applied
from kb.models.vocabulary import Effect, Phase
from kb.outline import Outline, status

_SURE = {Answer.APPLIES: "", Answer.MAY_APPLY: "-perhaps"}
RULES = (
    *(
        (f"{effect.value}{ending}", f"{effect.label}{', may apply' if ending else ''}")
        for effect in sorted(Effect, key=lambda each: STRENGTH[each])
        for ending in _SURE.values()
    ),
    ("unsettled", "not settled"),
    ("none", "no rule recorded"),
    ("idle", "not in use"),
)
"""(word, label), the strongest first."""

_IDLE = frozenset(Phase) - {Phase.TRIAL, Phase.OPERATIONAL}
_AT = {word: place for place, (word, _) in enumerate(RULES)}


@dataclass(frozen=True, slots=True)
class StrongestRule:
    """A place in RULES, -1 for a record that rules do not speak of; and the provision behind it."""

    rule: int
    provision: tuple[str, str] | None = None


class Strongest:
    """Finds the strongest rule of a record from what is computed for the day."""

    def __init__(self, applied: Applied) -> None:
        """`applied` gives the day and the provisions."""
        self._applied = applied
        self._citations = {(p.regulation, p.id): p.citation for p in applied.provisions}
        self._own: dict[str, list[tuple[int, str]]] = {}
        for each in applied.provisions:
            found = self._own.setdefault(each.regulation, [])
            found.append((STRENGTH[each.effect], each.id))
        self._effects = {(p.regulation, p.id): p.effect for p in applied.provisions}

    def of(self, outline: Outline) -> StrongestRule:
        """For a deployment the strongest provision that applies or may apply, for a regulation its
        own strongest; a vendor has none."""
        match outline.kind:
            case "deployment":
                return self._of_deployment(outline)
            case "regulation" if outline.id in self._own:
                _, provision = min(self._own[outline.id])
                effect = self._effects[outline.id, provision]
                return StrongestRule(_AT[effect.value], (outline.id, provision))
            case _:
                return StrongestRule(-1)

    def citation(self, regulation: str, provision: str) -> str:
        """A provision as it is cited."""
        name = self._applied.links.name(regulation)
        return f"{name}, {self._citations[regulation, provision]}"

    def _of_deployment(self, outline: Outline) -> StrongestRule:
        strongest = self._applied.strongest(outline.id)
        rule = strongest.provision
        if rule is not None:
            place = _AT[f"{rule.effect.value}{_SURE[strongest.answer]}"]
            return StrongestRule(place, (rule.regulation, rule.id))
        # Of what is not in use it would say nothing that no rule binds it.
        if status(outline.phases, self._applied.on) in _IDLE:
            return StrongestRule(_AT["idle"])
        return StrongestRule(_AT["unsettled" if strongest.unsettled else "none"])
