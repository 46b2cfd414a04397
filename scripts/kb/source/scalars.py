"""What an unquoted scalar means: text, a number, a truth value, or nothing that is certain."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kb.source.flaw import shown

MOST_DIGITS = 18
"""The longest number that is taken: it fits a signed 64-bit integer."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an unquoted scalar has no certain meaning; the fields are those of a flaw."""

    code: str
    message: str
    hint: str


def _spellings(*words: str) -> frozenset[str]:
    """Return the three ways of writing each word that YAML 1.1 knows."""
    return frozenset(
        spelling for word in words for spelling in (word, word.capitalize(), word.upper())
    )


_TRUTH = _spellings("y", "n", "yes", "no", "on", "off", "true", "false")
_NOTHING = _spellings("null") | {"", "~"}
_SPECIAL_KEYS = frozenset({"<<", "="})

SPECIAL_WORDS = _TRUTH | _NOTHING | _SPECIAL_KEYS
NUMBER_STARTS = frozenset("+-.0123456789")
"""What is none of these words and begins with none of these characters is text."""

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_FULL_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# A date with single digits, or with a time of day, in any of the forms of YAML 1.1's timestamp
# and in those that a person would take for one.
_LOOSE_DATE = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
    r"(?:(?:[Tt]|[ ]+)[0-9]{1,2}(?::.*)?)?",
    re.DOTALL,
)
# Everything that YAML 1.1, YAML 1.2 or one of their common parsers takes for a number.
_LIKE_A_NUMBER = re.compile(
    r"""
    [-+]?(?:
        0[bB][01_]+ | 0[oO][0-7_]+ | 0[xX][0-9a-fA-F_]+
      | [0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?
      | \.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?
      | [0-9][0-9_]*(?::[0-9]+)+(?:\.[0-9_]*)?
      | \.(?:inf|Inf|INF|nan|NaN|NAN)
    )
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=4096)  # the same dates and numbers stand in record after record
def plain(written: str) -> str | int | float | bool | Refusal:
    """Return the value of the unquoted scalar `written`, or why it has no certain one.

    `true` and `false` are truth values; `12` and `-0.5` are numbers; a full date that exists
    stays text, as does `2018-04`. What two YAML programs could read as two things is refused.
    """
    if written in SPECIAL_WORDS:
        return _word(written)
    if written[0] not in NUMBER_STARTS:
        return written
    if _INTEGER.fullmatch(written):
        return int(written) if _short(written) else _too_long(written)
    if _DECIMAL.fullmatch(written):
        return float(written) if _short(written) else _too_long(written)
    if is_full_date(written):
        return written if _exists(*map(int, written.split("-"))) else _bad_date(written)
    if loose := _LOOSE_DATE.fullmatch(written):
        return _loose_date(written, *map(int, loose.group("year", "month", "day")))
    if _LIKE_A_NUMBER.fullmatch(written):
        return Refusal(
            "ambiguous-number",
            f"{shown(written)} is different numbers, or text, to different programs",
            f"for text put it in quotes{_quoted(written)}; a number is written 1250 or 12.5",
        )
    if written == "-":
        hint = 'put it in quotes: "-"'
        return Refusal("yaml-syntax", "a '-' alone begins a list item, to most programs", hint)
    return written


def is_full_date(written: str) -> bool:
    """Tell whether an unquoted scalar is a year, a month and a day, as in 2018-04-09."""
    return _FULL_DATE.fullmatch(written) is not None


def _word(written: str) -> bool | Refusal:
    """Return what the special word `written` means."""
    if written == "true":
        return True
    if written == "false":
        return False
    if written in _NOTHING:
        return Refusal(
            "empty-value",
            f"{shown(written)} stands for no value" if written else "there is no value here",
            'write the value, or leave the key out; "" is an empty text',
        )
    if written in _SPECIAL_KEYS:
        return Refusal(
            "merge-key",
            f"{shown(written)} has a special meaning in YAML 1.1 and none in YAML 1.2",
            f"write the keys out; for text put it in quotes{_quoted(written)}",
        )
    truth = "true" if written.lower() in ("y", "yes", "on", "true") else "false"
    return Refusal(
        "ambiguous-bool",
        f"{shown(written)} is a truth value to some programs and text to others",
        f"for text put it in quotes{_quoted(written)}; a truth value is written {truth}",
    )


def _quoted(written: str) -> str:
    """Return how a short scalar is written in quotes, to go on a hint."""
    return f': "{written}"' if len(written) <= 30 else ""


def _short(number: str) -> bool:
    """Tell whether `number` has few enough digits to be kept exactly by every program."""
    return _digits(number) <= MOST_DIGITS


def _digits(number: str) -> int:
    return len(number) - number.count("-") - number.count(".")


def _too_long(number: str) -> Refusal:
    return Refusal(
        "ambiguous-number",
        f"a number of {_digits(number):,} digits is not kept exactly by every program",
        f"for text put it in quotes; a number has at most {MOST_DIGITS} digits",
    )


def _exists(year: int, month: int, day: int) -> bool:
    """Tell whether the calendar has this day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _bad_date(written: str) -> Refusal:
    return Refusal(
        "bad-date",
        f"the calendar has no day {shown(written)}",
        "a date is a year, a month from 01 to 12 and a day of that month",
    )


def _loose_date(written: str, year: int, month: int, day: int) -> Refusal:
    example = f"{year:04}-{month:02}-{day:02}" if _exists(year, month, day) else "2018-04-09"
    return Refusal(
        "ambiguous-date",
        f"{shown(written)} is a point in time to some programs and text to others",
        f"for text put it in quotes{_quoted(written)}; a date is written {example}",
    )
