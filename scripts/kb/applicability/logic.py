"""Three truth values, the answers that follow from them, and why."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum


class Truth(IntEnum):
    """Kleene's strong three-valued logic: conjunction is the minimum (Kleene 1952, section 64)."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


class Answer(StrEnum):
    """What can be said of a provision and a deployment on a day."""

    APPLIES = "applies"
    MAY_APPLY = "may_apply"
    UNKNOWN = "unknown"
    DOES_NOT_APPLY = "does_not_apply"

    @property
    def label(self) -> str:
        """The answer as it is printed."""
        return self.value.replace("_", " ")


class Condition(StrEnum):
    """What must hold for a provision to bind a deployment; each is tested by itself."""

    TERRITORY = "territory"
    OPERATOR = "operator"
    TECHNOLOGY = "technology"
    PURPOSE = "purpose"
    SETTING = "setting"
    MODE = "mode"
    SUPPLIER = "supplier"
    INSTRUMENT = "instrument"
    TIME = "time"
    USE = "use"
    EXCEPTION = "exception"


@dataclass(frozen=True, slots=True)
class Reason:
    """How one condition came out, in words; `missing` names the field that would settle it."""

    condition: Condition
    truth: Truth
    text: str
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of days with one answer. `until` is its last day; None where it has no end."""

    start: date
    until: date | None
    answer: Answer
    reasons: tuple[Reason, ...]

    def holds_on(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.start <= day and (self.until is None or day <= self.until)


def answer(conditions: Truth, exceptions: Truth) -> Answer:
    """What follows from all conditions together and from the exceptions together.

    An exception that holds ends the matter, and so does a condition that fails. Where all
    conditions hold, an exception that cannot be ruled out leaves `may apply`.
    """
    if conditions is Truth.FALSE or exceptions is Truth.TRUE:
        return Answer.DOES_NOT_APPLY
    if conditions is Truth.UNKNOWN:
        return Answer.UNKNOWN
    return Answer.APPLIES if exceptions is Truth.FALSE else Answer.MAY_APPLY
