"""Dates as precise as their source are intervals: what holds for all of them."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.dates import PartialDate, of_day, parse
from kb.outline import status

days = st.dates(min_value=date(1, 1, 1))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(days)
    match draw(st.integers(1, 3)):
        case 1:
            return PartialDate(day.year)
        case 2:
            return PartialDate(day.year, day.month)
        case _:
            return of_day(day)


dates = partial_dates()


@given(dates)
def test_a_date_that_is_written_and_read_is_the_same(one: PartialDate) -> None:
    assert parse(str(one)) == one


@given(days)
def test_a_day_is_its_own_first_and_last(day: date) -> None:
    assert of_day(day).first == of_day(day).last == day


@given(dates)
def test_the_first_day_is_never_after_the_last(one: PartialDate) -> None:
    assert one.first <= one.last


@given(days)
def test_a_day_lies_in_its_month_and_the_month_in_its_year(day: date) -> None:
    month, year = PartialDate(day.year, day.month), PartialDate(day.year)
    assert year.first <= month.first <= day <= month.last <= year.last


@given(dates)
def test_no_date_is_surely_before_itself(one: PartialDate) -> None:
    assert not one.surely_before(one)
    assert one.overlaps(one)


@given(dates, dates)
def test_two_dates_are_in_one_order_or_the_other_or_overlap(
    one: PartialDate, two: PartialDate
) -> None:
    assert [one.surely_before(two), two.surely_before(one), one.overlaps(two)].count(True) == 1
    assert one.overlaps(two) == two.overlaps(one)


@given(dates, dates, dates)
def test_what_is_before_a_date_is_before_all_after_it(
    one: PartialDate, two: PartialDate, three: PartialDate
) -> None:
    if one.surely_before(two) and two.surely_before(three):
        assert one.surely_before(three)


@given(days, days)
def test_full_dates_are_compared_as_days_are(one: date, two: date) -> None:
    assert of_day(one).surely_before(of_day(two)) == (one < two)


@given(dates)
def test_words_name_the_year_and_no_more_than_is_known(one: PartialDate) -> None:
    assert str(one.year) in one.in_words().split()
    assert len(one.in_words().split()) == 1 + (one.month is not None) + (one.day is not None)


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_refused_with_a_reason(text: str) -> None:
    try:
        read: PartialDate | None = parse(text)
    except ValueError as error:
        read, reason = None, str(error)
    else:
        reason = ""
    assert reason or str(read) == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2019-02-29", "February 2019 has no day 29"),
        ("1900-02-29", "February 1900 has no day 29"),
        ("2019-04-31", "April 2019 has no day 31"),
        ("2019-13", "there is no month 13"),
        ("2019-00", "there is no month 0"),
        ("2019-01-00", "January 2019 has no day 0"),
        ("0000", "the year 0 does not exist"),
        ("２０１９", "not a date; write it as 2018, 2018-04 or 2018-04-09"),
        ("2019\n", "not a date; write it as 2018, 2018-04 or 2018-04-09"),
        ("2019-1-5", "not a date; write it as 2018, 2018-04 or 2018-04-09"),
        ("", "not a date; write it as 2018, 2018-04 or 2018-04-09"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(reason)}$"):
        parse(text)


@pytest.mark.parametrize("text", ["2000-02-29", "2020-02-29", "0001", "9999-12-31"])
def test_leap_days_and_the_ends_of_time_are_dates(text: str) -> None:
    assert str(parse(text)) == text


def test_a_year_and_a_month_in_it_are_no_contradiction() -> None:
    assert not parse("2019-03").surely_before(parse("2019"))
    assert not parse("2019").surely_before(parse("2019-03"))
    assert parse("2018-12").surely_before(parse("2019"))


def test_a_date_is_printed_as_a_reader_expects_it() -> None:
    assert [parse(text).in_words() for text in ("2018", "2018-04", "2018-04-09")] == [
        "2018",
        "April 2018",
        "9 April 2018",
    ]


def test_what_may_have_begun_on_the_same_day_came_in_the_order_of_the_record() -> None:
    phases = (("announced", "2021-07-06", ""), ("operational", "2021-07", ""))
    assert status(phases, date(2024, 1, 1)) == "operational"


def test_what_surely_began_later_counts_wherever_it_stands() -> None:
    phases = (("operational", "2021-08", ""), ("announced", "2021-07-06", ""))
    assert status(phases, date(2024, 1, 1)) == "operational"
    assert status(phases, date(2021, 7, 31)) == "announced"
