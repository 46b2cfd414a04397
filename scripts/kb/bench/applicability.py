"""How long applicability takes: made-up deployments and provisions, the index against every pair."""

import gc
import random
import time
from collections.abc import Sequence
from datetime import date, timedelta

from kb.applicability import engine
from kb.applicability.facts import (
    DeploymentFacts,
    ExceptionFacts,
    Profile,
    ProvisionFacts,
    ScopeFacts,
    Span,
    World,
)
from kb.applicability.index import Index
from kb.dates import PartialDate, of_day
from kb.models.vocabulary import Effect, Mode, OperatorType, Phase, Purpose, Setting

Row = tuple[str, float, str]

_SEED = 3
_SAMPLE = 20_000
_COUNTRIES, _STATES, _CITIES = 60, 120, 120
_MEMBERS = 27
_VENDORS = tuple(f"vendor-{number}" for number in range(200))
_TECHNOLOGIES = {
    f"technology-{number}": ((f"technology-{(number - 1) // 3}",) if number else ())
    for number in range(30)
}
_FIRST = date(2012, 1, 1)


def bench_applicability(deployments: int, provisions: int) -> tuple[Row, ...]:
    """Time all answers by the index, and the plain definition on a sample of the pairs.

    Gives rows of a label, the seconds, and a note. The facts are the same in every run. The time
    of the plain definition is measured on at most 20,000 pairs and multiplied by their share.
    """
    chance = random.Random(_SEED)
    world = _world()
    rules = tuple(_provision(number, world, chance) for number in range(provisions))
    uses = tuple(_deployment(number, world, chance) for number in range(deployments))
    gc.collect()
    start, worked = time.perf_counter(), time.process_time()
    index = Index(rules, world)
    found = segments = 0
    for each in uses:
        for result in index.of(each):
            found += 1
            segments += len(result.segments)
    by_index, worked = time.perf_counter() - start, time.process_time() - worked
    pairs = deployments * provisions
    sample = min(_SAMPLE, pairs)
    plain = _plainly(uses, rules, world, sample, chance) * pairs / sample if pairs else 0.0
    return (
        (
            "applicability, all answers by the index",
            by_index,
            f"{deployments:,} deployments, {provisions:,} provisions, {len(world.parents)} "
            f"jurisdictions: {found:,} provisions touch a deployment, in {segments:,} segments; "
            f"{worked:.1f} s of one processor",
        ),
        (
            "applicability, every pair by the plain definition",
            plain,
            f"extrapolated from {sample:,} of {pairs:,} pairs",
        ),
    )


def _plainly(
    uses: Sequence[DeploymentFacts],
    rules: Sequence[ProvisionFacts],
    world: World,
    sample: int,
    chance: random.Random,
) -> float:
    pairs = [(chance.choice(uses), chance.choice(rules)) for _ in range(sample)]
    start = time.perf_counter()
    for use, rule in pairs:
        engine.segments(use, rule, world)
    return time.perf_counter() - start


def _world() -> World:
    """A union, countries of which some are its members, states and cities."""
    parents: dict[str, tuple[str, ...]] = {"union": ()}
    parents |= {f"country-{number}": () for number in range(_COUNTRIES)}
    parents |= {f"state-{n}": (f"country-{n % _COUNTRIES}",) for n in range(_STATES)}
    parents |= {f"city-{n}": (f"state-{n % _STATES}",) for n in range(_CITIES)}
    left = Span(of_day(date(1973, 1, 1)), of_day(date(2020, 12, 31)))
    memberships = {
        f"country-{number}": (("union", left if number == 0 else Span(PartialDate(1990), None)),)
        for number in range(_MEMBERS)
    }
    modes = {"technology-4": Mode.REAL_TIME.value, "technology-5": Mode.RETROSPECTIVE.value}
    return World(parents, memberships, _TECHNOLOGIES, modes, {})


def _moment(chance: random.Random, years: int = 14) -> PartialDate:
    """A date as sources give them: half to the day, the rest to the month or the year."""
    day = _FIRST + timedelta(days=chance.randrange(365 * years))
    precision = chance.random()
    if precision < 0.5:
        return of_day(day)
    return PartialDate(day.year, day.month if precision < 0.8 else None)


def _some(words: Sequence[str], most: int, chance: random.Random) -> frozenset[str]:
    return frozenset(chance.sample(words, chance.randint(1, most)))


def _words(vocabulary: type[OperatorType | Purpose | Setting]) -> list[str]:
    return [each.value for each in vocabulary]


def _deployment(number: int, world: World, chance: random.Random) -> DeploymentFacts:
    place = chance.choice([each for each in world.parents if each != "union"])
    start = _FIRST + timedelta(days=chance.randrange(365 * 12))
    phases = [(Phase.TRIAL.value, Span(_at(start, chance)))]
    if chance.random() < 0.6:
        start += timedelta(days=chance.randrange(30, 700))
        phases.append((Phase.OPERATIONAL.value, Span(_at(start, chance))))
    if chance.random() < 0.3:
        start += timedelta(days=chance.randrange(30, 700))
        phases.append((Phase.ENDED.value, Span(_at(start, chance))))
    suppliers = _some(_VENDORS, 2, chance) if chance.random() < 0.7 else frozenset()
    return DeploymentFacts(
        id=f"deployment-{number}",
        profile=Profile(
            jurisdiction=place,
            operator_type=chance.choice([*_words(OperatorType), None]),
            operator_jurisdiction=chance.choice([place, None]),
            technologies=_some(list(_TECHNOLOGIES), 3, chance),
            purposes=_some(_words(Purpose), 3, chance) if chance.random() < 0.9 else frozenset(),
            settings=_some(_words(Setting), 3, chance) if chance.random() < 0.9 else frozenset(),
            mode=chance.choice([*(each.value for each in Mode), None]),
            suppliers=suppliers,
        ),
        phases=tuple(phases),
        contracts=tuple(
            (each, Span(_at(start, chance))) for each in sorted(suppliers) if chance.random() < 0.3
        ),
    )


def _at(day: date, chance: random.Random) -> PartialDate:
    precision = chance.random()
    return of_day(day) if precision < 0.6 else PartialDate(day.year, day.month)


def _provision(number: int, world: World, chance: random.Random) -> ProvisionFacts:
    place = "union" if number % 12 == 0 else chance.choice(list(world.parents))
    begins = _moment(chance)
    ends = PartialDate(begins.year + chance.randint(1, 6)) if chance.random() < 0.2 else None
    named = chance.random() < 0.1
    scope = ScopeFacts(
        operator_types=_some(_words(OperatorType), 5, chance) if chance.random() < 0.7 else None,
        operator_jurisdictions=frozenset({place}) if chance.random() < 0.2 else None,
        technologies=None if named else _some(list(_TECHNOLOGIES), 2, chance),
        purposes=_some(_words(Purpose), 6, chance) if chance.random() < 0.2 else None,
        settings=_some(_words(Setting), 6, chance) if chance.random() < 0.3 else None,
        modes=frozenset({"real_time"}) if chance.random() < 0.15 else None,
        suppliers=_some(_VENDORS, 8, chance) if named else None,
    )
    return ProvisionFacts(
        regulation=f"regulation-{number // 4}",
        id=f"provision-{number}",
        citation=f"s. {number}",
        jurisdiction=place,
        effect=Effect.REQUIRES if number % 3 else Effect.PROHIBITS,
        scope=scope,
        spans=(Span(begins, ends),),
        adopted=begins,
        exceptions=tuple(
            ExceptionFacts(
                f"exception {each}",
                ScopeFacts(purposes=_some(_words(Purpose), 4, chance))
                if chance.random() < 0.6
                else None,
                suffices=chance.random() < 0.5,
            )
            for each in range(chance.randrange(4))
        ),
        directive=number % 40 == 7,
    )
