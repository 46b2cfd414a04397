"""What provisions require of a deployment, held against what its record shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kb.applicability.index import Result
from kb.applicability.logic import Answer
from kb.applicability.stages import IN_USE
from kb.applied import Applied
from kb.models import Deployment, Regulation
from kb.models.claims import Cites
from kb.models.deployment import Assessment
from kb.models.regulation import RequirementItem
from kb.models.vocabulary import AssessmentKind, Requirement


class Status(StrEnum):
    """How an obligation stands on a day."""

    MET = "met"
    LATE = "late"
    EXCEEDED = "exceeded"
    MISSING = "missing"
    NOT_DUE = "not_due"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The status as it is printed."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Obligation:
    """One requirement of one provision on one deployment.

    `due` is the last day on which it could be met in time; `days` how many days late, or over a
    limit. `certain` is False where the provision only may apply.
    """

    result: Result
    item: RequirementItem
    due: date
    status: Status
    days: int
    evidence: str
    cites: Cites
    certain: bool


# What a record can show for a requirement; the others leave no artefact that records list.
_ARTEFACTS: Mapping[Requirement, tuple[AssessmentKind, ...]] = {
    Requirement.IMPACT_ASSESSMENT: (AssessmentKind.IMPACT_ASSESSMENT, AssessmentKind.DPIA),
    Requirement.USE_POLICY: (AssessmentKind.USE_POLICY,),
    Requirement.LEGISLATIVE_APPROVAL: (AssessmentKind.LEGISLATIVE_APPROVAL,),
    Requirement.ANNUAL_REPORT: (AssessmentKind.ANNUAL_REPORT,),
    Requirement.AUDIT: (AssessmentKind.AUDIT,),
    Requirement.ACCURACY_TEST: (AssessmentKind.ACCURACY_TEST,),
}
_BINDING = (Answer.APPLIES, Answer.MAY_APPLY)


def of_deployment(id_: str, applied: Applied) -> list[Obligation]:
    """Every obligation of a deployment: one for each requirement of each provision that binds it."""
    record = applied.links.base.record(id_)
    if not isinstance(record, Deployment):
        raise TypeError(f"{id_} is not a deployment")
    found = []
    for result in applied.of_deployment(id_):
        bound = [each for each in result.segments if each.answer in _BINDING]
        if not bound:
            continue
        regulation = applied.links.base.record(result.provision.regulation)
        assert isinstance(regulation, Regulation)
        certain = any(each.answer is Answer.APPLIES for each in bound)
        start = bound[0].start
        for item in regulation.provisions[result.provision.id].requires:
            found.append(_obligation(result, item, record, start, applied.on, certain))
    return found


def everywhere(applied: Applied) -> Iterator[tuple[str, Obligation]]:
    """The obligations of all deployments, by deployment."""
    for id_ in applied.deployments:
        for each in of_deployment(id_, applied):
            yield id_, each


def _obligation(
    result: Result, item: RequirementItem, record: Deployment, start: date, on: date, certain: bool
) -> Obligation:
    due = _due(item, record, start)
    status, days, evidence, cites = _status(item, record, due, on)
    return Obligation(result, item, due, status, days, evidence, cites, certain)


def _due(item: RequirementItem, record: Deployment, start: date) -> date:
    """The day a requirement falls due: its own, or when the rule first binds the deployment.

    Where the rule wants it some days before a use begins, that many days before the first use
    that the rule binds.
    """
    if item.due is not None:
        return item.due.last
    if item.days is not None and item.what is not Requirement.RETENTION_LIMIT:
        uses = [each.from_.first for each in record.phases if each.phase.value in IN_USE]
        begun = [each for each in uses if each >= start]
        return min(begun, default=start) - timedelta(days=item.days)
    return start


def _status(
    item: RequirementItem, record: Deployment, due: date, on: date
) -> tuple[Status, int, str, Cites]:
    if item.what is Requirement.RETENTION_LIMIT:
        return _retention(item, record, due, on)
    kinds = _ARTEFACTS.get(item.what, ())
    shown = [each for each in record.assessments if each.kind in kinds]
    if shown:
        return _shown(item, shown, due, on)
    for absence in record.not_found:
        names = {"assessments", *(f"assessments.{kind.value}" for kind in kinds)}
        if kinds and absence.field in names and due <= absence.searched.last:
            text = f"searched on {absence.searched.in_words()}: {absence.where}"
            return Status.MISSING, max(0, (on - due).days), text, ()
    if due > on:
        return Status.NOT_DUE, 0, "", ()
    words = (
        "no such document is recorded" if kinds else "records list no document that would show it"
    )
    return Status.UNKNOWN, 0, words, ()


def _shown(
    item: RequirementItem, shown: list[Assessment], due: date, on: date
) -> tuple[Status, int, str, Cites]:
    """What the recorded documents show: the first against the due day, or the last if periodic."""
    dated = sorted((each for each in shown if each.date), key=lambda each: each.date.first)  # type: ignore[union-attr]
    if not dated:
        return Status.MET, 0, f"{shown[0].kind.label}, undated", shown[0].cites
    if item.every_months:
        last = dated[-1]
        assert last.date is not None
        following = last.date.last + timedelta(days=round(item.every_months * 30.4375))
        text = f"the last {last.kind.label} is of {last.date.in_words()}"
        if on > following:
            return Status.LATE, (on - following).days, text, last.cites
        return Status.MET, 0, text, last.cites
    first = dated[0]
    assert first.date is not None
    text = f"{first.kind.label} of {first.date.in_words()}"
    if first.date.first > due:
        return Status.LATE, (first.date.first - due).days, text, first.cites
    return Status.MET, 0, text, first.cites


def _retention(
    item: RequirementItem, record: Deployment, due: date, on: date
) -> tuple[Status, int, str, Cites]:
    kept, limit = record.retention_days, item.days
    cites = record.cites.get("retention_days") or record.cites.get("default") or ()
    if kept is None or limit is None:
        return (
            (Status.NOT_DUE if due > on else Status.UNKNOWN),
            0,
            "how long data are kept is not recorded",
            (),
        )
    if kept > limit:
        return Status.EXCEEDED, kept - limit, f"kept for {kept} days, {limit} allowed", cites
    return Status.MET, 0, f"kept for {kept} days, {limit} allowed", cites
