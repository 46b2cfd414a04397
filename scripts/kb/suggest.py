"""Did you mean: the nearest of a list of words."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """A hint that names the closest choice, or an empty text where none is close.

    Close means: within two edits, or within a quarter of the word's length (optimal string
    alignment distance, so that swapped letters count once). Two edits make any short word of any
    other: one of three or four letters may differ by one, a shorter one by its case alone.
    """
    limit = 0 if len(word) < 3 else 1 if len(word) < 5 else max(2, len(word) // 4)
    best = process.extractOne(word.lower(), list(choices), scorer=OSA.distance, score_cutoff=limit)
    return f"did you mean '{best[0]}'?" if best else ""
