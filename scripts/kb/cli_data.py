"""The commands that look at the data as a whole: `kb stats`, `kb sample`."""

import json
import random
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kb import facts, stats
from kb.cli_options import FormatOption, Root, View, read
from kb.link import Links
from kb.models.claims import Claim
from kb.render.describe import line
from kb.render.inline import Inline, plain
from kb.report import visible


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("stats", epilog="Example: kb stats --format json")(stats_)
    app.command(epilog="Example: kb sample --facts 60 --seed 1")(sample)


def stats_(root: Root = Path(), format: FormatOption = View.TEXT) -> None:
    """Count the records and how well their facts are sourced."""
    found = stats.of(read(root))
    if format is View.JSON:
        counts = {name: value for name, value in asdict(found).items() if name != "least"}
        print(json.dumps(counts, ensure_ascii=False, indent=2))
        return
    _table("Records", found.kinds)
    _table("Deployments, vendors and regulations by continent", found.continents)
    print(f"Countries with a deployment or a regulation: {found.countries}")
    _table("Sources by type", found.source_types)
    _table("Facts by certainty", found.certainties)
    print(f"Facts that cite a source: {found.facts:,}, from {found.sources:,} sources")
    for label, count in (
        ("on a primary, court, official or contract source", found.strong),
        ("on a single source", found.single),
        ("without an archived copy", found.unarchived),
    ):
        print(f"  {label}: {count:,} ({found.share(count)})")
    print(
        f"Conflicts between sources: {found.conflicts}; searches without result: {found.not_found}"
    )
    print(f"Oldest unchecked: {found.oldest[0][0]}, {found.oldest[0][1]}" if found.oldest else "")


def sample(
    root: Root = Path(),
    count: Annotated[int, typer.Option("--facts", min=1, help="How many facts.")] = 60,
    seed: Annotated[int, typer.Option(help="The same seed draws the same facts.")] = 1,
) -> None:
    """Draw facts at random, to be read again in their sources."""
    links = Links(read(root))
    every = [fact for fact in facts.of_base(links.base) if fact.sources]
    drawn = random.Random(seed).sample(every, min(count, len(every)))
    for number, fact in enumerate(drawn, start=1):
        place = ".".join(map(str, fact.where))
        print(visible(f"{number}. {fact.record}: {place}: {_words(fact, links)}"))
        for source in fact.sources:
            print(visible(f"   {source.url}"))


def _words(fact: facts.Fact, links: Links) -> str:
    def link(id_: str) -> Inline:
        return Inline(links.name(id_))

    if isinstance(fact.item, Claim):
        return plain(line(fact.item, link))
    values = fact.item if isinstance(fact.item, tuple) else (fact.item,)
    return ", ".join(str(each) for each in values)


def _table(title: str, rows: Iterable[tuple[str, int]]) -> None:
    print(title)
    for name, count in rows:
        print(f"  {name}: {count:,}")
