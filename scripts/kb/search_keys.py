"""Names as single words that only the search knows, so that a name can be looked up as a whole."""

import unicodedata
from collections.abc import Iterable
from functools import cache

_PREFIX = "\ua641\ua641"
"""Begins every key and no word: what it does not find, Pagefind looks up by ever shorter beginnings."""


def key(name: str) -> str:
    """A name as one made-up word, the same for all its spellings: without case, accents and spaces.

    Two digits stand for an ASCII letter or digit and eight for any other letter, so that the key of
    a name's beginning is the beginning of its key, and no stemmer finds an ending to take off.
    `nameKey` in docs/assets/javascripts/search-names.js makes the same from what a reader types.
    """
    plain = unicodedata.normalize("NFKD", name).lower()
    return _PREFIX + "".join([_digits(letter) for letter in plain if letter.isalnum()])


def keys(names: Iterable[str]) -> str:
    """The keys of several names, each once."""
    return " ".join(dict.fromkeys(key(each) for each in names))


@cache
def _digits(letter: str) -> str:
    if "0" <= letter <= "9":
        return f"0{letter}"
    if "a" <= letter <= "z":
        return str(ord(letter) - ord("a") + 10)
    return f"99{ord(letter):06d}"
