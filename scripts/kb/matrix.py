"""Jurisdictions by technologies: what is deployed, and the strongest rule in force."""

from dataclasses import dataclass

from kb.applicability.facts import ProvisionFacts
from kb.applied import STRENGTH, Applied
from kb.outline import status

_LIVE = frozenset({"trial", "operational"})


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What is recorded for one technology in one jurisdiction on the day.

    `live` counts the deployments in use there or below, `ever` all that are recorded; `rule` is
    the strongest provision in force that binds the technology in general (its own, inherited, or
    one that names no technology).
    """

    live: int
    ever: int
    rule: ProvisionFacts | None

    @property
    def bare(self) -> bool:
        """Whether something is in use and no rule is recorded."""
        return self.live > 0 and self.rule is None


@dataclass(frozen=True, slots=True)
class Matrix:
    """The cells by jurisdiction and technology; only those with something in them."""

    jurisdictions: tuple[str, ...]
    technologies: tuple[str, ...]
    cells: dict[tuple[str, str], MatrixCell]


def matrix(applied: Applied) -> Matrix:
    """The matrix of a knowledge base on the day."""
    links = applied.links
    technologies = [
        each.id
        for each in links.base.of_kind("technology")
        if any(use.kind == "deployment" for use in links.using.get(each.id, ()))
        or any(each.id in (rule.scope.technologies or ()) for rule in applied.provisions)
    ]
    places = [
        each
        for each in links.jurisdictions
        if each in applied.in_force
        or any(use.kind == "deployment" for use in links.within.get(each, ()))
    ]
    cells = {
        (place, technology): cell
        for place in places
        for technology in technologies
        if (cell := _cell(place, technology, applied)) is not None
    }
    return Matrix(
        tuple(place for place in places if any((place, each) in cells for each in technologies)),
        tuple(technologies),
        cells,
    )


def strongest(place: str, technology: str, applied: Applied) -> ProvisionFacts | None:
    """The strongest provision in force on the day that binds a technology in a place.

    Rules on all technologies count; rules that name vendors do not, since they bind by supplier.
    """
    wanted = {technology, *applied.world.broader_than(technology)}
    found = [
        rule
        for source in applied.sources_of_law(place)
        for rule in applied.in_force.get(source, ())
        if rule.scope.suppliers is None
        and (rule.scope.technologies is None or rule.scope.technologies & wanted)
    ]
    return min(
        found, key=lambda rule: (STRENGTH[rule.effect], rule.regulation, rule.id), default=None
    )


def _cell(place: str, technology: str, applied: Applied) -> MatrixCell | None:
    links = applied.links
    here = links.within.get(place, ())
    using = {each.id for each in links.using.get(technology, ())}
    used = [
        each
        for each in here
        if each.kind == "deployment" and each.id in using and not each.withdrawn
    ]
    live = [each for each in used if status(each.phases, applied.on) in _LIVE]
    rule = strongest(place, technology, applied)
    if not used and rule is None:
        return None
    return MatrixCell(len(live), len(used), rule)
