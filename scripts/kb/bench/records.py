"""Made-up records of the size and shape of the real ones: the same seed, the same bytes.

Every name says that it is an example. Technologies and jurisdictions are those of the project.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kb.bench import words
from kb.bench.words import Filling, some
from kb.bench.world import Values, World, day, deployment_id, regulation_id
from kb.bench.written import yaml
from kb.models.vocabulary import (
    AssessmentKind,
    ChallengeOutcome,
    InstrumentType,
    Mode,
    PartnershipKind,
    ProcurementMethod,
    Purpose,
    Requirement,
    Setting,
    SupplierRole,
    Vocabulary,
)


def write(world: World, data: Path) -> int:
    """Write every record of a world below the folder `data`. Returns their number."""
    count = 0
    for path, values in every(world):
        file = data / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml(values), encoding="utf-8")
        count += 1
    return count


def every(world: World) -> Iterator[tuple[str, Values]]:
    """Each record's path below the folder of the data, and its values."""
    for index, party in enumerate(world.organisations):
        values = _Record(world, f"organisation/{index}", party.town).organisation(index)
        yield f"organisations/{party.id}.yaml", values
    for index, party in enumerate(world.vendors):
        yield (
            f"vendors/{party.id}.yaml",
            _Record(world, f"vendor/{index}", party.town).vendor(index),
        )
    for index, town in enumerate(world.regulations):
        values = _Record(world, f"regulation/{index}", town).regulation(index)
        yield f"regulations/{regulation_id(town)}.yaml", values
    for index, town in enumerate(world.deployments):
        values = _Record(world, f"deployment/{index}", town).deployment(index)
        yield f"deployments/{deployment_id(town)}.yaml", values


class _Record:
    """One record in the making."""

    def __init__(self, world: World, name: str, town: str) -> None:
        self.world = world
        self.town = town
        self.random = world.chance(name)
        number = 1 if name.startswith("organisation") else self.random.randint(2, 4)
        self.sources = world.sources(f"{town} {name}", number, self.random)
        self.year = self.random.randint(2012, 2021)
        self.technologies = some(list(world.technologies), 1, 3, self.random)
        self.filling = Filling(town, world.technologies[self.technologies[0]].lower())

    # The kinds ---------------------------------------------------------------------------------

    def organisation(self, index: int) -> Values:
        """An organisation: little but its name and where it is."""
        party = self.world.organisations[index]
        values: Values = {"name": party.name, "jurisdiction": party.jurisdiction}
        if index % 8 == 0:
            values["statements"] = self.statements(1, 2)
        return values | {"sources": self.sources}

    def vendor(self, index: int) -> Values:
        """A vendor with its products, partners and legal lists."""
        party = self.world.vendors[index]
        # Dealt out, so that no organisation is left that nothing refers to.
        partners = self.world.organisations[index :: len(self.world.vendors)]
        values: Values = {
            "name": party.name,
            "summary": self.filled(words.STATEMENTS),
            "jurisdiction": party.jurisdiction,
            "founded": str(self.year - 8),
            "technologies": self.technologies,
            "products": [
                {"id": name.lower(), "name": name, "technologies": self.technologies[:2]}
                | self.cites()
                for name in some(words.PRODUCTS, 1, 3, self.random)
            ],
            "partnerships": [
                {"party": each.id, "subject": f"Tests of {self.filling.thing} in {each.town}"}
                | {"kind": self.word(PartnershipKind), "from": self.day(0)}
                | self.cites()
                for each in partners
            ],
            "customers": [
                {"count": self.random.randint(2, 900), "of": "police forces", "as_of": self.day(2)}
                | self.cites()
            ],
            "statements": self.statements(3, 8),
        }
        listings = [
            {"regulation": each, "from": str(self.year)} | self.cites()
            for each in self.world.lists(index)
        ]
        return values | ({"listings": listings} if listings else {}) | self.foot()

    def regulation(self, index: int) -> Values:
        """A regulation with its provisions; every tenth is a list of vendors."""
        listed = self.world.listed(index)
        provisions = {
            f"s-{number}": self.provision(number) for number in range(1, self.random.randint(2, 4))
        }
        if listed:
            provisions["list"] = {
                "citation": "Schedule 1",
                "effect": "lists",
                "scope": {"suppliers": [each.id for each in listed]},
            } | self.cites()
        body = self.world.bodies[index % len(self.world.bodies)]
        return {
            "name": f"{self.town} Example Act on {self.filling.thing}, {self.year}",
            "summary": self.filled(words.STATEMENTS),
            "instrument_type": self.word(InstrumentType),
            "jurisdiction": body.jurisdiction,
            "issuing_body": body.id,
            "adopted": self.day(0),
            "in_force": {"from": self.day(1)},
            "provisions": provisions,
            "statements": self.statements(2, 7),
        } | self.foot()

    def deployment(self, index: int) -> Values:
        """A deployment with its suppliers, phases, numbers, contracts and cases."""
        operator = self.world.operators[index % len(self.world.operators)]
        suppliers = {self.world.vendor(self.random).id: None for _ in range(index % 2 + 1)}
        optional: dict[str, Callable[[], list[Values]]] = {
            "scale": lambda: [self.scale(what) for what in some(words.COUNTED, 1, 4, self.random)],
            "cost": lambda: [{"what": "the whole system", "amount": self.money()} | self.cites()],
            "contracts": lambda: [self.contract(next(iter(suppliers)), operator.id)],
            "sharing": lambda: [{"with": f"Neighbouring forces of {self.town}"} | self.cites()],
            "assessments": lambda: [
                {"kind": each, "date": self.day(2)} | self.cites()
                for each in some(_words(AssessmentKind), 1, 2, self.random)
            ],
            "challenges": lambda: [self.challenge()],
        }
        likely = {"scale": 0.8, "cost": 0.3, "sharing": 0.3, "challenges": 0.4}
        return (
            {
                "name": f"{operator.name}: {self.filling.thing} in {self.town}",
                "summary": self.filled(words.STATEMENTS),
                "jurisdiction": operator.jurisdiction,
                "place": {"label": self.town},
                "operator": operator.id,
                "operator_type": operator.type,
                "technologies": self.technologies,
                "purposes": some(_words(Purpose), 1, 3, self.random),
                "settings": some(_words(Setting), 1, 2, self.random),
                "mode": self.word(Mode),
                "suppliers": [
                    {"party": each, "role": self.word(SupplierRole), "from": str(self.year)}
                    | self.cites()
                    for each in suppliers
                ],
                "phases": self.phases(),
            }
            | {
                key: make()
                for key, make in optional.items()
                if self.random.random() < likely.get(key, 0.5)
            }
            | {"statements": self.statements(4, 9)}
            | {"not_found": [{"field": "retention_days", "searched": self.day(9), "where": _WHERE}]}
            | self.foot()
        )

    # Their parts -------------------------------------------------------------------------------

    def statements(self, least: int, most: int) -> list[Values]:
        """Claims in prose, most of them dated; no two alike."""
        return [
            {"text": self.filling.fill(each, self.random), "date": self.day(number % 3)}
            | ({"by": f"The department of {self.town}"} if number % 3 == 0 else {})
            | self.cites()
            for number, each in enumerate(some(words.STATEMENTS, least, most, self.random))
        ]

    def provision(self, number: int) -> Values:
        """One rule of a regulation."""
        values: Values = {
            "citation": f"Section {number}, paragraph {self.random.randint(1, 9)}",
            "summary": self.filled(words.RULES),
            "effect": "requires" if number % 2 else "prohibits",
            "scope": {
                "operator_types": ["local_police", "other_public_body"],
                "technologies": self.technologies,
                "settings": some(_words(Setting), 1, 3, self.random),
            },
            "applies": {"from": self.day(1)},
            "exceptions": [
                {"summary": each, "authorisation": "court"}
                for each in some(words.EXCEPTIONS, 1, 2, self.random)
            ],
        }
        if number % 2:
            values["requires"] = [
                {"what": each, "days": 365, "summary": self.filled(words.RULES)}
                for each in some(_words(Requirement), 1, 2, self.random)
            ]
        return values | self.cites()

    def phases(self) -> list[Values]:
        """The stages of a deployment in the order of time."""
        stages = ("announced", "contracted", "trial", "operational")[self.random.randint(0, 3) :]
        return [
            {"phase": phase, "from": f"{self.year + number}-{self.random.randint(1, 12):02d}"}
            | self.cites()
            for number, phase in enumerate(stages)
        ]

    def scale(self, what: str) -> Values:
        """A count."""
        count = {"count": self.random.randint(2, 90_000), "as_of": self.day(2)}
        return {"what": what} | count | self.cites() | self.note()

    def contract(self, supplier: str, buyer: str) -> Values:
        """A contract with one of the suppliers."""
        return (
            {"subject": f"Purchase of {self.filling.thing} for {self.town}"}
            | {"reference": f"{self.year}/S {self.random.randint(100, 999)}", "value": self.money()}
            | {"signed": self.day(0), "procurement_method": self.word(ProcurementMethod)}
            | {"buyer": buyer, "supplier": supplier}
            | self.cites()
        )

    def challenge(self) -> Values:
        """A case before a court or a regulator."""
        return (
            {"body": self.random.choice(self.world.bodies).id}
            | {"title": f"Example residents v. City of {self.town}", "filed": self.day(1)}
            | {"decided": self.day(2), "outcome": self.word(ChallengeOutcome)}
            | {"finding": self.filled(words.FINDINGS)}
            | self.cites()
        )

    def money(self) -> Values:
        """An amount."""
        return {"amount": self.random.randint(5, 9000) * 1000, "currency": "USD"}

    def foot(self) -> Values:
        """What stands at the end of every record: its sources, and what they carry together."""
        return {"cites": {"default": list(self.sources)}, "sources": self.sources}

    def cites(self) -> Values:
        """The sources of a claim: one of the record's, or two."""
        return {"cites": some(list(self.sources), 1, 2, self.random)}

    def note(self) -> Values:
        """For every third claim, what a reader should know of it."""
        return {"note": self.random.choice(words.LINES)} if self.random.random() < 0.3 else {}

    def day(self, years: int) -> str:
        """A day so many years after the beginning of this record's story, and not ahead of ours."""
        return day(min(self.year + years, 2024), self.random)

    def filled(self, patterns: Sequence[str]) -> str:
        """One of the patterns, filled."""
        return self.filling.fill(self.random.choice(patterns), self.random)

    def word(self, vocabulary: type[Vocabulary]) -> str:
        """A word of a closed list."""
        return self.random.choice(_words(vocabulary))


_WHERE = "The website of the operator and the minutes of the council"


def _words(vocabulary: type[Vocabulary]) -> list[str]:
    return [each.value for each in vocabulary]
