"""Runs of text inside a line: plain, linked, or as a badge; numbers, dates and money in words."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from kb.dates import PartialDate
from kb.models.claims import Money
from kb.models.vocabulary import Qualifier, Vocabulary


class Inline(NamedTuple):
    """A run of text. With `href` (from the site's root, or a full address) it is a link; with
    `badge` it is a badge of that style; `title` is shown on hover; `lang` is a BCP 47 tag.
    """

    text: str
    href: str = ""
    badge: str = ""
    title: str = ""
    lang: str = ""


Runs = tuple[Inline, ...]
LinkTo = Callable[[str], Inline]
"""Makes a link from the id of a record or a jurisdiction."""

_SYMBOLS = {
    "USD": "US$", "EUR": "€", "GBP": "£", "JPY": "¥", "AUD": "A$", "CAD": "C$", "NZD": "NZ$",
    "BRL": "R$", "INR": "₹", "ILS": "₪", "HKD": "HK$", "SGD": "S$",
}  # fmt: skip
_WORDS = {
    Qualifier.EXACT: "", Qualifier.ABOUT: "about ", Qualifier.AT_LEAST: "at least ",
    Qualifier.AT_MOST: "up to ", Qualifier.ESTIMATED: "an estimated ", Qualifier.PLANNED: "planned: ",
}  # fmt: skip

# By its type too: words of two lists may be the same text, and mean different things.
_once_a_word = lru_cache(maxsize=None, typed=True)


def text(value: object) -> Inline:
    """A plain run."""
    return Inline(str(value))


@_once_a_word
def word(value: Vocabulary) -> Inline:
    """A word of a closed list, with its definition on hover."""
    return Inline(value.label, title=value.description)


@_once_a_word
def badge(value: Vocabulary) -> Inline:
    """A word of a closed list as a badge."""
    return Inline(value.label, badge=value.value, title=value.description)


def joined(runs: Iterable[Inline], separator: str = ", ") -> Runs:
    """The runs with a separator between them."""
    result: list[Inline] = []
    for run in runs:
        if result:
            result.append(Inline(separator))
        result.append(run)
    return tuple(result)


def number(value: float) -> str:
    """A number with thousands separated: `3,147,436`; decimals as given."""
    return f"{value:,}" if isinstance(value, int) or not value.is_integer() else f"{int(value):,}"


def quantity(count: int, qualifier: Qualifier) -> str:
    """A count with what its source says of it: `at least 1,200`."""
    return _WORDS[qualifier] + number(count)


def money(value: Money) -> str:
    """An amount as a newspaper prints it: `US$600 million`, `an estimated £400 million`."""
    amount = value.amount
    unit = ""
    for size, name in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if amount >= size:
            scaled = round(amount / size, 6)
            # Only where nothing is lost: 3,147,436 stays as it is.
            if round(scaled, 3) == scaled:
                amount, unit = scaled, name
            break
    symbol = _SYMBOLS.get(value.currency, f"{value.currency} ")
    return f"{_WORDS[value.qualifier]}{symbol}{number(amount)}{unit}"


def span(start: PartialDate | None, end: PartialDate | None) -> str:
    """A period in words; empty where neither end is known."""
    if start and end:
        return (
            start.in_words() if str(start) == str(end) else f"{start.in_words()} – {end.in_words()}"
        )
    if start:
        return f"from {start.in_words()}"
    return f"until {end.in_words()}" if end else ""


def plain(runs: Iterable[Inline]) -> str:
    """The runs as bare text."""
    return "".join(run.text for run in runs)


def counted(count: int, noun: str) -> str:
    """A number with its noun: `1 source`, `1,204 sources`."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def shortened(text: str, most: int) -> str:
    """A text cut between two words, with an ellipsis, where it is longer than `most` characters."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + " …"
