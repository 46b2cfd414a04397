"""The words that made-up records are put together from; no person or company bears these names."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

_Item = TypeVar("_Item")

_STARTS = (
    *("Bral", "Cor", "Dorv", "Elm", "Fenn", "Gral", "Hask", "Ister", "Jorl", "Kest", "Lorn"),
    *("Mord", "Nesk", "Oster", "Pell", "Quor", "Rusk", "Salt", "Tamm", "Ulv", "Vand", "Wex"),
    *("Yarl", "Zeld", "Brim", "Cald", "Drav", "Esk", "Falk", "Gorm", "Holm", "Ivel", "Jask"),
)
_MIDDLES = (
    *("a", "e", "i", "o", "en", "er", "in", "is", "or", "un", "ami", "ebro", "ilda", "omar"),
    *("ulti", "ando", "echi", "irra", "osta", "ugla"),
)
_ENDS = (
    *("bach", "bridge", "bury", "combe", "dale", "field", "ford", "grad", "ham", "haven", "holt"),
    *("kirk", "land", "lund", "mere", "minster", "moor", "port", "stead", "thorpe", "ton"),
    *("vale", "ville", "wick", "worth"),
)

OPERATORS = (
    ("local_police", "Example Police of {town}"),
    ("local_police", "{town} Example Police Department"),
    ("other_public_body", "Example City Council of {town}"),
    ("transport", "{town} Example Transit Authority"),
    ("other_law_enforcement", "Example County Sheriff of {town}"),
    ("school", "{town} Example School District"),
    ("private", "Example Shopping Centres of {town}"),
    ("border", "Example Border Agency, {town} office"),
)
BODIES = (
    "Example Court of {town}",
    "Example Data Protection Authority of {town}",
    "{town} Example Legislature",
)
MAKERS = ("Example Vision", "Example Systems", "Example Sensors", "Example Analytics")
PRODUCTS = ("Lookout", "Overview", "Watchpoint", "Sightline", "Crossing", "Gatehouse", "Beacon")
PUBLISHERS = (
    ("news", "{town} Example Gazette"),
    ("news", "Example Courier of {town}"),
    ("news", "{town} Example Post"),
    ("official", "Example City of {town}"),
    ("court", "Example Registry of {town}"),
    ("advocacy", "{town} Example Rights Watch"),
    ("reference", "Example Tracker of {town}"),
    ("primary", "{town} Example Law Portal"),
)
HEADLINES = (
    "{town} council votes on a contract for {thing} after a long debate",
    "Police in {town} used {thing} for months before the public knew",
    "What the records of {town} show about {thing} and its cost",
    "Residents of {town} ask who may see the data of {thing}",
    "Minutes of the meeting on {thing}, with the report of the department of {town}",
    "Audit of {thing} in {town}: findings and recommendations",
)
STATEMENTS = (
    "The department said that {thing} led to {count} alerts in the first year, and that officers "
    "reviewed each of them before anyone was stopped.",
    "A report to the council of {town} found that {count} searches had been made without a case "
    "number, and asked for a new training course.",
    "According to the minutes, the council approved {thing} without a debate and asked for a "
    "report after twelve months.",
    "The operator declined to say how many people were on the list against which {thing} compares, "
    "and referred to an exemption for operational details.",
    "The company said that {thing} had been tested under the conditions of {town} and that the "
    "rate of false matches was lower than in the tender.",
    "Residents' groups in {town} asked the council to stop the use of {thing} until a policy was "
    "published; {count} people signed the petition.",
    "The data are kept on servers of the supplier, and {count} officers of neighbouring forces "
    "have access under an agreement on mutual aid.",
    "The trial was extended twice; the evaluation, promised for its end, was not among the "
    "documents that were released.",
    "An internal audit counted {count} cameras, of which a third were out of order on the day of "
    "the inspection.",
    "The mayor's office of {town} said that {thing} would be paid from a grant, and that no money "
    "of the city would be spent in the first two years.",
)
LINES = (
    "The figure covers only the cameras that the city itself owns.",
    "Read in the copy that the council keeps with its minutes.",
    "The report gives the number without a date; the date is that of the meeting.",
    "The document was released in part, with names removed.",
)
FINDINGS = (
    "The use of {thing} had no sufficient basis in the law of {town}, and the data of {count} "
    "people were to be deleted.",
    "The complaint was admissible, but the use of {thing} was found to be proportionate.",
)
COUNTED = (
    *("cameras in the first phase", "searches in a year", "alerts reviewed by officers"),
    *("people on the watchlist", "officers with access", "arrests after an alert"),
)
RULES = (
    "A department may use {thing} only under a policy that the council of {town} has approved in "
    "a public meeting, and which says for what, where and for how long.",
    "The use of {thing} in places that are open to anyone is forbidden, save for the exceptions "
    "of the second paragraph.",
    "Data that {thing} produces are deleted after the period set out in the schedule, unless they "
    "are evidence in an investigation that has been opened.",
    "Each year the department reports to the council of {town} how often {thing} was used, what it "
    "cost, and which complaints were received.",
)
EXCEPTIONS = (
    "A search for a missing or abducted person, with a record of who asked for it and when.",
    "The investigation of a crime that is punishable by at least four years, with the permission "
    "of a court.",
    "Tests on the premises of the department on people who have agreed to take part.",
)


@dataclass(frozen=True, slots=True)
class Filling:
    """What the gaps in the sentences are filled with."""

    town: str
    thing: str

    def fill(self, pattern: str, random_: random.Random) -> str:
        """The sentence, with a number made up where it wants one."""
        return pattern.format(town=self.town, thing=self.thing, count=random_.randint(3, 4000))


def towns(count: int, random_: random.Random) -> list[str]:
    """So many different names of towns that do not exist."""
    found: dict[str, None] = {}
    while len(found) < count:
        parts = [_STARTS, _MIDDLES] + ([_MIDDLES] if len(found) % 2 else []) + [_ENDS]
        found["".join(random_.choice(part) for part in parts)] = None
    return list(found)


def some(values: Sequence[_Item], least: int, most: int, random_: random.Random) -> list[_Item]:
    """Between `least` and `most` of the values, none twice."""
    return random_.sample(values, min(len(values), random_.randint(least, most)))
