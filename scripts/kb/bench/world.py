"""What made-up records refer to: parties, places, technologies, and sources that several share."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Any

from kb.bench import words
from kb.bench.words import Filling
from kb.link import slug

Values = dict[str, Any]

SHARES = {"organisations": 0.53, "vendors": 0.15, "regulations": 0.015}
"""The part of all records that is of each kind; the rest are deployments.

Vendors, deployments and organisations stand to each other as in the real data, and so does the mean
size of a record (2.2 KB). Places and technologies are those of the real data; regulations grow as
slowly as there are parliaments.
"""

# As in the real data: nearly half of all uses are of a source that some three records use.
_SHARED = 0.45
# Most real records are on the United States; the rest are spread over what the project knows.
_STATES = (
    *("us-ca", "us-ny", "us-tx", "us-il", "us-fl", "us-wa", "us-nj", "us-ma", "us-pa", "us-oh"),
    *("us-ga", "us-nc", "us-mi", "us-va", "us-az", "us-co", "us-mn", "us-or", "us-mo", "us"),
)


@dataclass(frozen=True, slots=True)
class Party:
    """A made-up organisation or vendor; `type` is its kind of operator, empty if it is none."""

    id: str
    name: str
    town: str
    jurisdiction: str
    type: str = ""


class World:
    """All that records refer to, so that each of them can then be made by itself."""

    def __init__(
        self, count: int, seed: int, technologies: dict[str, str], places: list[str]
    ) -> None:
        """Make up the names of `count` records.

        `technologies` are names by id, `places` the ids of jurisdictions.
        """
        self.seed = seed
        self.technologies = technologies
        self._places = [*_STATES, *places]
        self._weights = list(accumulate(1 / (rank + 2) for rank in range(len(self._places))))
        numbers = {folder: max(4, round(count * share)) for folder, share in SHARES.items()}
        numbers["deployments"] = max(4, count - sum(numbers.values()))
        self._random = self.chance("world")
        towns = iter(words.towns(sum(numbers.values()), self._random))
        self.organisations = [
            self._organisation(town, index)
            for index, town in enumerate(islice(towns, numbers["organisations"]))
        ]
        self.vendors = [
            self._party(f"{town} {words.MAKERS[index % len(words.MAKERS)]}", town)
            for index, town in enumerate(islice(towns, numbers["vendors"]))
        ]
        self.regulations = list(islice(towns, numbers["regulations"]))
        self.deployments = list(islice(towns, numbers["deployments"]))
        self.operators = [each for each in self.organisations if each.type]
        self.bodies = [each for each in self.organisations if not each.type]
        self._pool = words.towns(max(8, count // 2), self.chance("sources"))
        self._publishers = words.towns(max(8, count // 10), self.chance("publishers"))

    def chance(self, name: str) -> random.Random:
        """A source of chance that depends on the seed and on this name alone."""
        return random.Random(f"{self.seed}/{name}")

    def place(self, random_: random.Random) -> str:
        """A jurisdiction; the first are the most frequent."""
        return str(random_.choices(self._places, cum_weights=self._weights)[0])

    def vendor(self, random_: random.Random) -> Party:
        """A vendor; a few of them supply very many."""
        return self.vendors[int(len(self.vendors) * random_.random() ** 3)]

    def listed(self, regulation: int) -> list[Party]:
        """The vendors that a regulation names: every tenth is a list of three of them."""
        start = regulation // 10 * 3
        return self.vendors[start : start + 3] if regulation % 10 == 0 else []

    def lists(self, vendor: int) -> Iterator[str]:
        """The ids of the regulations that name a vendor."""
        regulation = vendor // 3 * 10
        if regulation < len(self.regulations):
            yield regulation_id(self.regulations[regulation])

    def sources(self, owner: str, count: int, random_: random.Random) -> dict[str, Values]:
        """Sources for a record, by key; some of them are those of other records too."""
        names: dict[str, None] = {}
        for number in range(1, count + 1):
            shared = random_.random() < _SHARED
            names[random_.choice(self._pool) if shared else f"{owner} {number}"] = None
        made = [self._source(name) for name in names]
        return {f"{town}-{number}": values for number, (town, values) in enumerate(made, start=1)}

    def _source(self, name: str) -> tuple[str, Values]:
        """The publisher's town, and the source; of the same name it is the same in every record."""
        random_ = self.chance(f"source/{name}")
        town = random_.choice(self._publishers)
        kind, publisher = words.PUBLISHERS[sum(map(ord, town)) % len(words.PUBLISHERS)]
        thing = random_.choice(list(self.technologies.values())).lower()
        title = Filling(name.split()[0], thing).fill(random_.choice(words.HEADLINES), random_)
        year = random_.randint(2012, 2024)
        source: Values = {
            "title": title,
            "publisher": publisher.format(town=town),
            "url": f"https://www.{slug(town)}.example.org/{year}/{slug(title)[:30]}-{slug(name)}",
        }
        if random_.random() < 0.6:
            source["published"] = day(year, random_)
        source |= {"accessed": day(2025, random_), "language": "en", "type": kind}
        if random_.random() < 0.6:
            source["note"] = random_.choice(words.LINES)
        return slug(town), source

    def _organisation(self, town: str, index: int) -> Party:
        if index % 4 == 3:  # a quarter are courts, authorities and parliaments, anywhere
            form = words.BODIES[index // 4 % len(words.BODIES)]
            place = "us" if index % 40 == 3 else self._random.choice(self._places)
            return Party(slug(form.format(town=town)), form.format(town=town), town, place)
        kind, form = words.OPERATORS[index % len(words.OPERATORS)]
        return self._party(form.format(town=town), town, kind)

    def _party(self, name: str, town: str, kind: str = "") -> Party:
        return Party(slug(name), name, town, self.place(self._random), kind)


def day(year: int, random_: random.Random) -> str:
    """Some day of a year."""
    return f"{year}-{random_.randint(1, 12):02d}-{random_.randint(1, 28):02d}"


def regulation_id(town: str) -> str:
    """The id of the regulation that a town made."""
    return slug(f"{town} example act")


def deployment_id(town: str) -> str:
    """The id of the deployment in a town."""
    return slug(f"{town} example use")
