"""Worlds, deployments and provisions at random: small, with every feature, and likely to meet.

Hypothesis draws a seed and the rest follows from it: drawn value by value, rules and deployments
would nearly always miss each other, and nothing would be tested but `does not apply`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from kb.applicability.facts import (
    Act,
    DeploymentFacts,
    ExceptionFacts,
    Preemption,
    Profile,
    ProvisionFacts,
    Repeal,
    ScopeFacts,
    Span,
    Stages,
    Supply,
    World,
)
from kb.dates import PartialDate
from kb.models.vocabulary import Effect, Phase

PLACES = ("league", "union", "east", "west", "east-one", "east-two", "east-one-town", "west-one")
UNIONS = PLACES[:2]
TECHNOLOGIES = ("biometrics", "faces", "live-faces", "plates", "video", "phones")
KINDS = ("local_police", "other_public_body", "school", "private")
PURPOSES = ("crime_investigation", "wanted_persons", "marketing")
SETTINGS = ("public_space", "shop", "school")
MODES = ("real_time", "retrospective", "both")
VENDORS = ("argus", "lynx", "heron")

FIRST, DAYS = date(2019, 1, 1), 900


@dataclass(frozen=True)
class Case:
    """A deployment, a provision, and the world they are in."""

    deployment: DeploymentFacts
    provision: ProvisionFacts
    world: World


class Maker:
    """Makes things at random, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)

    def seldom(self, share: float = 0.2) -> bool:
        return self.chance.random() < share

    def moment(self, last: int = DAYS) -> PartialDate:
        """A date to the day, the month or the year."""
        day = FIRST + timedelta(days=self.chance.randrange(last))
        precision = self.chance.choice("dddmmy")
        return PartialDate(
            day.year, day.month if precision != "y" else None, day.day if precision == "d" else None
        )

    def span(self) -> Span:
        """A time that begins early and often lasts; one in ten is anything, also inside out."""
        if self.seldom(0.1):
            ends = self.chance.choice(((0, 0), (1, 0), (0, 1), (1, 1)))
            return Span(*(self.moment() if each else None for each in ends))
        return Span(self.moment(200), self.moment() if self.seldom() else None)

    def some(self, words: Sequence[str], least: int = 0, most: int = 3) -> frozenset[str]:
        return frozenset(self.chance.sample(words, self.chance.randint(least, most)))

    def limit(self, words: Sequence[str], share: float) -> frozenset[str] | None:
        """A key of a scope: absent, or at least half of the words."""
        if not self.seldom(share):
            return None
        return self.some(words, min(2, len(words)), len(words))

    def world(self) -> World:
        """A forest of places, of which some join unions for a time; a scheme of technologies."""
        parents: dict[str, tuple[str, ...]] = dict.fromkeys(PLACES, ())
        for index, place in enumerate(PLACES[3:], start=3):
            if self.seldom(0.7):
                parents[place] = (self.chance.choice(PLACES[2:index]),)
        if self.seldom(0.5):
            parents["union"] = ("league",)
        memberships = {
            place: tuple(
                (self.chance.choice(UNIONS), self.span()) for _ in range(self.chance.randint(1, 2))
            )
            for place in sorted(self.some(PLACES[2:], 1, 3))
        }
        broader = {
            each: tuple(sorted(self.some(TECHNOLOGIES[:index], 0, min(index, 2))))
            for index, each in enumerate(TECHNOLOGIES)
        }
        modes = {each: self.chance.choice(MODES) for each in sorted(self.some(TECHNOLOGIES, 0, 2))}
        return World(parents, memberships, broader, modes, {})

    def profile(self) -> Profile:
        """What a record says; anything but the place and the technology may be missing."""

        def unless(found: str) -> str | None:
            return None if self.seldom(0.15) else found

        return Profile(
            jurisdiction=self.chance.choice(PLACES),
            operator_type=unless(self.chance.choice(KINDS)),
            operator_jurisdiction=unless(self.chance.choice(PLACES)),
            technologies=self.some(TECHNOLOGIES, 1, 2),
            purposes=self.some(PURPOSES, 0, 2),
            settings=self.some(SETTINGS, 0, 2),
            mode=unless(self.chance.choice(MODES)),
            suppliers=self.some(VENDORS, 0, 2),
        )

    def stages(self) -> Stages:
        """Phases in the order of time, the first of them soon and as a rule in use."""
        if self.seldom(0.1):
            return ()
        kinds = (Phase.TRIAL, Phase.OPERATIONAL, Phase.OPERATIONAL, Phase.CONTRACTED)
        found = [(self.chance.choice(kinds), self.moment(300))]
        for _ in range(self.chance.choice((0, 0, 1, 2))):
            found.append((self.chance.choice(list(Phase)), self.moment()))
        found.sort(key=lambda each: each[1].first)
        return tuple(
            (phase.value, Span(start, self.moment() if self.seldom() else None))
            for phase, start in found
        )

    def deployment(self, id_: str = "deployment") -> DeploymentFacts:
        """A deployment; sources may tell its phases differently, and its suppliers may change."""
        phases, profile = self.stages(), self.profile()
        readings: tuple[Stages, ...] = ()
        if len(phases) > 1 and self.seldom(0.3):
            readings = tuple(
                phases[:at] + phases[at + 1 :]
                for at in sorted(self.chance.sample(range(len(phases)), 2))
            )
        vendors = sorted(profile.suppliers)
        return DeploymentFacts(
            id=id_,
            profile=profile,
            phases=phases,
            contracts=tuple((each, self.span()) for each in vendors if self.seldom(0.5)),
            readings=readings,
            supplies=tuple(
                Supply(each, Span() if self.seldom(0.5) else self.span(), self.seldom(0.8))
                for each in vendors
                if self.seldom(0.8)
            ),
        )

    def scope(self, share: float = 0.25) -> ScopeFacts:
        """A scope in which every key is named with this chance."""
        return ScopeFacts(
            operator_types=self.limit(KINDS, share),
            operator_jurisdictions=self.limit(PLACES, share / 2),
            technologies=self.limit(TECHNOLOGIES, share),
            combined_with=self.limit(TECHNOLOGIES, share / 3),
            purposes=self.limit(PURPOSES, share),
            settings=self.limit(SETTINGS, share),
            modes=self.limit(MODES, share),
            suppliers=self.limit(VENDORS, share),
        )

    def provision(
        self, id_: str = "provision", places: Sequence[str] = PLACES, share: float = 0.15
    ) -> ProvisionFacts:
        """A provision, perhaps with exceptions, repealed, overridden, a directive, on purchases."""
        exceptions = tuple(
            ExceptionFacts(
                "a case",
                self.scope(0.3) if self.seldom(0.8) else None,
                "court" if self.seldom() else None,
                self.seldom(0.6),
            )
            for _ in range(self.chance.choice((0, 0, 0, 1, 2)))
        )
        exact = self.seldom(0.9)
        return ProvisionFacts(
            regulation="regulation",
            id=id_,
            citation=id_,
            jurisdiction=self.chance.choice(places),
            effect=Effect.PROHIBITS,
            scope=self.scope(share),
            spans=tuple(
                self.span() for _ in range(self.chance.choice((1, 1, 2) if exact else (0,)))
            ),
            adopted=self.moment() if self.seldom(0.4) else None,
            exceptions=exceptions,
            directive=self.seldom(0.1),
            implemented_in=(("law", self.chance.choice(places)),) if self.seldom(0.3) else (),
            act=self.chance.choice((Act.USE, Act.USE, Act.USE, Act.SUPPLY, Act.PURCHASE)),
            repeals=(
                Repeal(
                    "later law",
                    self.moment() if self.seldom(0.7) else None,
                    self.moment() if self.seldom(0.5) else None,
                ),
            )
            if self.seldom(0.1)
            else (),
            preempted=(
                Preemption(
                    "higher",
                    "higher law",
                    self.chance.choice(places),
                    (self.span(),) if self.seldom(0.7) else (),
                    self.moment() if self.seldom(0.5) else None,
                ),
            )
            if self.seldom(0.1)
            else (),
        )

    def case(self, share: float = 0.15) -> Case:
        """A provision whose law can, more often than not, reach the place of the deployment."""
        world, deployment = self.world(), self.deployment()
        place = deployment.profile.jurisdiction
        unions = [union for union, _ in world.memberships.get(place, ())]
        near = (place, place, *world.above(place), *unions, self.chance.choice(PLACES))
        return Case(deployment, self.provision(places=near, share=share), world)


seeds = st.integers(0, 2**48)
makers = seeds.map(Maker)
cases = makers.map(Maker.case)
days = st.integers(0, DAYS).map(lambda number: FIRST + timedelta(days=number))
spans = makers.map(Maker.span)


def exactly(moment: PartialDate | None, maker: Maker) -> PartialDate | None:
    """One of the days that a date can mean."""
    if moment is None:
        return None
    day = moment.first + timedelta(days=maker.chance.randint(0, (moment.last - moment.first).days))
    return replace(moment, year=day.year, month=day.month, day=day.day)
