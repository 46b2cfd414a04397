"""What provisions require of a deployment, held against what its record shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kb.applicability.facts import ProvisionFacts
from kb.applicability.index import Result
from kb.applicability.logic import Answer, Segment
from kb.applicability.stages import IN_USE
from kb.applied import Applied
from kb.dates import PartialDate, later
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

    `due` is the last day on which it could be met in time (the first such day if it is periodic);
    `days` how many days late or missing, or over a limit. `certain` is False where the provision
    only may apply.
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
# These look back on a time of use, so the first falls due when one such time has passed.
_LOOKING_BACK = (Requirement.ANNUAL_REPORT, Requirement.AUDIT)


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
        for item in regulation.provisions[result.provision.id].requires:
            found.append(_obligation(result, item, record, bound, applied.on))
    return found


def everywhere(applied: Applied) -> Iterator[tuple[str, Obligation]]:
    """The obligations of all deployments, by deployment."""
    for id_ in applied.deployments:
        for each in of_deployment(id_, applied):
            yield id_, each


def _obligation(
    result: Result, item: RequirementItem, record: Deployment, bound: Sequence[Segment], on: date
) -> Obligation:
    """How it stands on the day; on the last day on which the rule bound, if that is past."""
    due = _due(item, record, bound[0].start, result.provision)
    last = bound[-1].until
    asked = on if last is None else min(on, last)
    status, days, evidence, cites = _status(item, record, due, asked, result.provision.adopted)
    certain = any(each.answer is Answer.APPLIES for each in bound)
    return Obligation(result, item, due, status, days, evidence, cites, certain)


def _due(item: RequirementItem, record: Deployment, start: date, rule: ProvisionFacts) -> date:
    """The day a requirement falls due, for a rule that binds the deployment from `start`.

    The day that the rule sets is for what was, or may have been, in use when the rule began. For a
    later use it is as many days before as the rule wants, but not before the rule began; else the
    day on which it first binds, and for a report or an audit one period later.
    """
    began = max((span.start.last for span in rule.spans if span.start), default=None)
    uses = [each.from_.first for each in record.phases if each.phase.value in IN_USE]
    existed = began is None or any(each <= began for each in uses)
    if item.due is not None and existed:
        return item.due.last
    if item.days is not None and item.what is not Requirement.RETENTION_LIMIT and not existed:
        before = start - timedelta(days=item.days)
        return before if began is None else max(before, began)
    if item.every_months and item.what in _LOOKING_BACK:
        return later(start, item.every_months)
    return start


def _status(
    item: RequirementItem, record: Deployment, due: date, on: date, adopted: PartialDate | None
) -> tuple[Status, int, str, Cites]:
    if item.what is Requirement.RETENTION_LIMIT:
        return _retention(item, record, due, on)
    kinds = _ARTEFACTS.get(item.what, ())
    known = [each for each in record.assessments if each.kind in kinds]
    # Nobody wrote it to meet a rule that was not there yet; whether it does is not for a date to say.
    shown = [
        each
        for each in known
        if adopted is None or each.date is None or not each.date.surely_before(adopted)
    ]
    if shown:
        return _shown(item, shown, due, on)
    if due > on:
        return Status.NOT_DUE, 0, "", ()
    for absence in record.not_found:
        names = {"assessments", *(f"assessments.{kind.value}" for kind in kinds)}
        if kinds and absence.field in names and due < absence.searched.first:
            text = f"searched on {absence.searched.in_words()}: {absence.where}"
            return Status.MISSING, (on - due).days, text, ()
    if known:
        latest = known[-1]
        assert latest.date is not None  # what has none is not older
        words = f"the {latest.kind.label} on record, of {latest.date.in_words()}, is older than the rule"
        return Status.UNKNOWN, 0, words, latest.cites
    words = (
        "no such document is recorded" if kinds else "records list no document that would show it"
    )
    return Status.UNKNOWN, 0, words, ()


def _shown(
    item: RequirementItem, shown: list[Assessment], due: date, on: date
) -> tuple[Status, int, str, Cites]:
    """What the recorded documents show: the first against the due day, or the last if periodic.

    A document counts as late where every day that its date can mean is; one that is dated after
    the day asked for did not exist then.
    """
    dated = sorted(
        ((each.date, each) for each in shown if each.date), key=lambda pair: pair[0].first
    )
    there = [(day, each) for day, each in dated if day.first <= on]
    undated = next((each for each in shown if each.date is None), None)
    if there and item.every_months:
        day, each = there[-1]
        late = (on - max(due, later(day.last, item.every_months))).days
        text = f"the last {each.kind.label} on record is of {day.in_words()}"
    elif dated:
        day, each = dated[0]
        late = (min(day.first, on) - due).days
        text = f"{each.kind.label} of {day.in_words()}"
    if undated is not None and (not dated or late > 0):
        return Status.MET, 0, f"{undated.kind.label}, undated", undated.cites
    if late > 0:
        return Status.LATE, late, text, each.cites
    return (Status.MET if there else Status.NOT_DUE), 0, text, each.cites


def _retention(
    item: RequirementItem, record: Deployment, due: date, on: date
) -> tuple[Status, int, str, Cites]:
    kept, limit = record.retention_days, item.days
    cites = record.cites.get("retention_days") or record.cites.get("default") or ()
    if due > on:
        return Status.NOT_DUE, 0, "", ()
    if kept is None or limit is None:
        return Status.UNKNOWN, 0, "how long data are kept is not recorded", ()
    if kept > limit:
        return Status.EXCEEDED, kept - limit, f"kept for {kept} days, {limit} allowed", cites
    return Status.MET, 0, f"kept for {kept} days, {limit} allowed", cites
