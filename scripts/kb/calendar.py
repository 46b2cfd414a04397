"""What begins, ends, falls due or expires: dates of rules and of deployments, each with its source."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b

from kb.applied import Applied
from kb.dates import PartialDate, later
from kb.models import Deployment, Regulation, Vendor
from kb.models.vocabulary import AssessmentKind, Phase

PAST, COMING = timedelta(days=30), timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Entry:
    """A dated event. `anchor` is where its page says so; `inferred` where we computed the day."""

    day: date
    exact: bool
    what: str
    subject: str
    jurisdiction: str
    anchor: str
    inferred: bool = False


def entries(applied: Applied) -> list[Entry]:
    """What lies in the past 30 and the coming 365 days of the day, in the order of time."""
    found = [each for each in _all(applied) if -PAST <= each.day - applied.on <= COMING]
    return sorted(found, key=lambda each: (each.day, each.subject, each.what))


def _all(applied: Applied) -> Iterator[Entry]:
    base = applied.links.base
    for outline in base.outlines.values():
        if outline.withdrawn or outline.kind not in ("regulation", "deployment", "vendor"):
            continue
        record = base.record(outline.id)
        if isinstance(record, Regulation):
            yield from _regulation(outline.id, record, applied)
        elif isinstance(record, Deployment):
            yield from _deployment(outline.id, record)
        elif isinstance(record, Vendor):
            for index, listing in enumerate(record.listings, start=1):
                if listing.until:
                    yield _entry(
                        listing.until,
                        "a listing ends",
                        outline.id,
                        record.jurisdiction,
                        f"listings-{index}",
                    )


def _regulation(id_: str, record: Regulation, applied: Applied) -> Iterator[Entry]:
    where = record.jurisdiction
    for link in record.repeals:
        if link.from_:
            what = f"repeals {applied.links.name(link.regulation)}"
            yield _entry(link.from_, what, id_, where, "repeals")
    if record.in_force:
        if record.in_force.from_:
            yield _entry(record.in_force.from_, "comes into force", id_, where, "facts")
        if record.in_force.until:
            yield _entry(record.in_force.until, "ceases to be in force", id_, where, "facts")
    for key, provision in record.provisions.items():
        anchor = f"provisions-{key}"
        if provision.applies and provision.applies.from_:
            yield _entry(
                provision.applies.from_, f"{provision.citation} begins to apply", id_, where, anchor
            )
        if provision.applies and provision.applies.until:
            yield _entry(
                provision.applies.until, f"{provision.citation} ceases to apply", id_, where, anchor
            )
        for item in provision.requires:
            if item.due:
                yield _entry(
                    item.due,
                    f"{provision.citation}: {item.what.label} falls due",
                    id_,
                    where,
                    anchor,
                )


def _deployment(id_: str, record: Deployment) -> Iterator[Entry]:
    where = record.jurisdiction
    for index, phase in enumerate(record.phases, start=1):
        yield _entry(phase.from_, f"{phase.phase.label} begins", id_, where, f"phases-{index}")
        if phase.until and phase.phase not in (Phase.ENDED, Phase.CANCELLED):
            yield _entry(phase.until, f"{phase.phase.label} ends", id_, where, f"phases-{index}")
    for index, contract in enumerate(record.contracts, start=1):
        if contract.until:
            yield _entry(
                contract.until,
                f"contract expires: {contract.subject}",
                id_,
                where,
                f"contracts-{index}",
            )
    reports = [
        (assessment.date, index)
        for index, assessment in enumerate(record.assessments, start=1)
        if assessment.kind is AssessmentKind.ANNUAL_REPORT and assessment.date
    ]
    if reports:
        last, index = max(reports, key=lambda pair: pair[0].last)
        if last.day:
            what = "a year since the last annual report"
            yield Entry(later(last.last, 12), True, what, id_, where, f"assessments-{index}", True)


def _entry(moment: PartialDate, what: str, subject: str, jurisdiction: str, anchor: str) -> Entry:
    """An entry at the last day that its date can mean."""
    return Entry(moment.last, moment.day is not None, what, subject, jurisdiction, anchor)


def as_icalendar(found: Iterable[Entry], applied: Applied, site_url: str, title: str) -> bytes:
    """The entries as an iCalendar file (RFC 5545): all-day events with a link to their page.

    The time stamp is the day of the build, so that the same build gives the same bytes.
    """
    from icalendar import Calendar, Event  # large, and most commands write no calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Surveillance Register//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    for each in found:
        event = Event()
        url = f"{site_url}{applied.links.address(each.subject)}#{each.anchor}"
        # What happens is part of it: a place can have two events on a day, and one would hide the other.
        what = blake2b(each.what.encode(), digest_size=4).hexdigest()
        event.add(
            "uid",
            f"{each.day.isoformat()}-{each.subject}-{each.anchor}-{what}@surveillance-register",
        )
        event.add("dtstamp", _midnight(applied.on))
        event.add("dtstart", each.day)
        event.add("summary", f"{applied.links.name(each.subject)}: {each.what}")
        notes = [] if each.exact else ["The day is the last that the recorded date can mean."]
        notes += ["Inferred, not recorded."] if each.inferred else []
        event.add("description", " ".join([*notes, url]))
        event.add("url", url)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
