"""What begins, ends, falls due and expires, on the page and as an iCalendar file."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from applicability.made import RULE, USE, applied
from kb import calendar
from kb.applied import Applied
from kb.link import Links
from kb.load import load

ON = date(2024, 1, 1)
SITE = "https://register.example.org/"


def entries(root: Path, *records: tuple[str, str], on: date = ON) -> list[str]:
    """Each entry as one line: the day, what, whose, and what is uncertain of it."""
    found = calendar.entries(applied(root, dict(records), on))
    return [
        f"{each.day} {each.subject}: {each.what}"
        + ("" if each.exact else " (inexact)")
        + (" (inferred)" if each.inferred else "")
        for each in found
    ]


def rule(beginning: str) -> tuple[str, str]:
    return "regulations/code", RULE.replace("2019-01-01", beginning)


def use(more: str, beginning: str = "2010-01-01") -> tuple[str, str]:
    return "deployments/use", USE.replace("2020-01-01", beginning) + more


@pytest.mark.parametrize(
    ("days", "shown"), [(-31, False), (-30, True), (0, True), (365, True), (366, False)]
)
def test_the_past_thirty_days_and_the_coming_year_are_shown(
    tmp_path: Path, days: int, shown: bool
) -> None:
    day = ON + timedelta(days=days)
    expected = [f"{day} code: comes into force"] if shown else []
    assert entries(tmp_path, rule(day.isoformat())) == expected


def test_a_month_stands_at_its_last_day_and_is_marked(tmp_path: Path) -> None:
    assert entries(tmp_path, rule("2024-02")) == ["2024-02-29 code: comes into force (inexact)"]


def test_a_rule_gives_its_beginning_its_end_and_what_falls_due(tmp_path: Path) -> None:
    text = (
        RULE.replace("{from: 2019-01-01}", "{from: 2019-01-01, until: 2024-12-31}")
        .replace("prohibits", "requires")
        .replace("    citation", "    applies: {from: 2024-03-01, until: 2024-09-30}\n    citation")
        + "    requires: [{what: use_policy, due: 2024-06-01}]\n"
    )
    assert entries(tmp_path, ("regulations/code", text)) == [
        "2024-03-01 code: s. 1 begins to apply",
        "2024-06-01 code: s. 1: use policy falls due",
        "2024-09-30 code: s. 1 ceases to apply",
        "2024-12-31 code: ceases to be in force",
    ]


def test_a_deployment_gives_its_phases_and_contracts(tmp_path: Path) -> None:
    text = "contracts: [{subject: Cameras, signed: 2020-01-01, until: 2024-05-31}]\n"
    found = entries(tmp_path, use(text, "2023-12-15"))
    assert found == [
        "2023-12-15 use: operational begins",
        "2024-05-31 use: contract expires: Cameras",
    ]


def test_the_year_after_a_report_is_inferred(tmp_path: Path) -> None:
    text = "assessments: [{kind: annual_report, date: 2023-06-01}]\n"
    assert entries(tmp_path, use(text)) == [
        "2024-06-01 use: a year since the last annual report (inferred)"
    ]


def test_entries_stand_in_the_order_of_time(tmp_path: Path) -> None:
    found = entries(tmp_path, rule("2024-07-01"), use("", "2024-03-01"))
    assert [each[:10] for each in found] == ["2024-03-01", "2024-07-01"]


# iCalendar ---------------------------------------------------------------------------------------


@pytest.fixture
def found(tmp_path: Path) -> Applied:
    one_day = USE.replace("from: 2020-01-01}", "from: 2024-03-01, until: 2024-03-01}")
    return applied(tmp_path, dict([rule("2024-02"), ("deployments/use", one_day)]), ON)


def test_the_file_is_read_back_by_the_package(found: Applied) -> None:
    data = calendar.as_icalendar(calendar.entries(found), found, SITE, "Dates")
    read = Calendar.from_ical(data.decode())
    assert read["version"] == "2.0"
    events = read.walk("VEVENT")
    assert [(str(each["summary"]), each.decoded("dtstart")) for each in events] == [
        ("Exampleville Code: comes into force", date(2024, 2, 29)),
        ("Exampleville Police, face recognition: operational begins", date(2024, 3, 1)),
        ("Exampleville Police, face recognition: operational ends", date(2024, 3, 1)),
    ]
    assert str(events[0]["url"]) == f"{SITE}regulations/code/#facts"
    assert "the last that the recorded date can mean" in str(events[0]["description"])


def test_every_event_has_an_identity_of_its_own(found: Applied) -> None:
    data = calendar.as_icalendar(calendar.entries(found), found, SITE, "Dates")
    identities = [str(each["uid"]) for each in Calendar.from_ical(data.decode()).walk("VEVENT")]
    assert len(set(identities)) == len(identities) == 3


def test_the_same_build_gives_the_same_bytes(found: Applied) -> None:
    first = calendar.as_icalendar(calendar.entries(found), found, SITE, "Dates")
    second = calendar.as_icalendar(calendar.entries(found), found, SITE, "Dates")
    assert first == second
    assert b"DTSTAMP:20240101T000000Z" in first


def test_the_calendar_of_the_real_records_can_be_read(project_root: Path) -> None:
    real = Applied(Links(load(project_root).base), date(2025, 1, 1))
    entries = calendar.entries(real)
    data = calendar.as_icalendar(entries, real, SITE, "Dates")
    events = Calendar.from_ical(data.decode()).walk("VEVENT")
    assert len(events) == len(entries) > 5
    assert any("Art. 5(1)(h) begins to apply" in str(each["summary"]) for each in events)
