"""What the reader gives back: values, places in a file, and flaws."""

from dataclasses import dataclass

from kb.source.characters import clean

Value = str | int | float | bool | list["Value"] | dict[str, "Value"]
Where = tuple[str | int, ...]

_LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file; `line` and `column` count from 1, in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Flaw:
    """One thing that is wrong with one place in a file; sorts by place.

    `line` and `column` count from 1, in characters. `code` is a fixed word in kebab case.
    """

    line: int
    column: int
    code: str
    message: str
    hint: str = ""


def shown(text: str) -> str:
    r"""Return at most 40 characters of `text` in quotes, with nothing that acts on a screen.

    Control, bidi, invisible and unassigned characters come out as escapes such as `\x1b`.
    """
    safe = "".join(map(_visible, text[:_LONGEST_SHOWN]))
    return f"'{safe}…'" if len(text) > _LONGEST_SHOWN else f"'{safe}'"


def _visible(character: str) -> str:
    # To Python some marks and fillers that show nothing are printable: hence the second test.
    if character.isprintable() and clean(character):
        return character
    return character.encode("unicode_escape").decode("ascii")
