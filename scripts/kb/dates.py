"""Dates as precise as their source: a year, a month or a day, compared as intervals."""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

# ASCII digits only: `\d` would take fullwidth and other digits too.
_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class FormError(ValueError):
    """A text does not have the form of a date."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the year, the month or the day (the levels of ISO 8601-1, 5.2).

    It has no order of its own: two dates of different precision may overlap, so callers ask
    for the `first` or the `last` day it can mean, or for what is certain (`surely_before`).
    """

    year: int
    month: int | None = None
    day: int | None = None
    first: date = field(init=False, repr=False, compare=False)
    """The earliest day that this date can mean."""
    last: date = field(init=False, repr=False, compare=False)
    """The latest day that this date can mean."""
    _text: str = field(init=False, repr=False, compare=False)
    _words: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Made once here: parse() shares one date between all that write it, and asking for the
        # first or the last day is what most of the computing does, for the words most of the pages.
        month = self.month or 12
        last = date(self.year, month, self.day or monthrange(self.year, month)[1])
        object.__setattr__(self, "first", date(self.year, self.month or 1, self.day or 1))
        object.__setattr__(self, "last", last)
        text, words = f"{self.year:04d}", str(self.year)
        if self.month is not None:
            text, words = f"{text}-{self.month:02d}", f"{_MONTHS[self.month - 1]} {words}"
        if self.day is not None:
            text, words = f"{text}-{self.day:02d}", f"{self.day} {words}"
        object.__setattr__(self, "_text", text)
        object.__setattr__(self, "_words", words)

    def surely_before(self, other: "PartialDate") -> bool:
        """Whether every day this date can mean lies before every day that `other` can."""
        return self.last < other.first

    def overlaps(self, other: "PartialDate") -> bool:
        """Whether some day is meant, possibly, by both."""
        return self.first <= other.last and other.first <= self.last

    def in_words(self) -> str:
        """The date as a reader expects it: `9 April 2018`, `April 2018` or `2018`."""
        return self._words

    def __str__(self) -> str:
        return self._text


@lru_cache(maxsize=100_000)
def parse(text: str) -> PartialDate:
    """Read `2018`, `2018-04` or `2018-04-09`.

    Raises ValueError, with a message for the contributor: for any other form (FormError), and
    for a day that does not exist.
    """
    match = _FORM.fullmatch(text)
    if match is None:
        raise FormError("not a date; write it as 2018, 2018-04 or 2018-04-09")
    year, month, day = (int(part) if part else None for part in match.groups())
    if not year:
        raise ValueError("the year 0 does not exist")
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    if day is not None and month is not None and not 1 <= day <= monthrange(year, month)[1]:
        raise ValueError(f"{_MONTHS[month - 1]} {year} has no day {day}")
    return PartialDate(year, month, day)


def day_of(text: str) -> date:
    """Read a day that is named in full: `2018-04-09`. Raises ValueError for anything else."""
    found = parse(text)
    if found.day is None:
        raise ValueError("a full date is wanted, such as 2018-04-09")
    return found.first


def of_day(day: date) -> PartialDate:
    """The same day as a date of full precision."""
    return PartialDate(day.year, day.month, day.day)


def later(day: date, months: int) -> date:
    """The same day so many calendar months later; the month's last day where it has none such.

    The last day of the calendar where there is none so late.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
