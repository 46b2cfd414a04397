"""Small values of a record in words: where a place lies, an address, identifiers, a source."""

from collections.abc import Iterator

from kb import iso
from kb.link import source_id
from kb.models import anatomy
from kb.models.claims import Source
from kb.models.deployment import Place
from kb.models.vendor import Identifiers
from kb.render.inline import Inline
from kb.render.labels import label
from kb.render.view import Fact, SourceLine


def source_line(place: int, key: str, source: Source) -> SourceLine:
    """A source as the foot of a record's page lists it, under its number there."""
    about = [source.publisher]
    if source.author:
        about.insert(0, source.author)
    about.append(source.published.in_words() if source.published else "undated")
    return SourceLine(
        place,
        f"source-{key}",
        source.title,
        source.url,
        f"{', '.join(about)}. {source.type.label.capitalize()}.",
        source.archived or "",
        source.accessed.in_words(),
        source.note or "",
        source.language if not source.language.startswith("en") else "",
        iso.language_name(source.language),
        f"sources/{source_id(source.url)}/",
    )


def identifiers(value: Identifiers) -> Iterator[Fact]:
    """A party's identifiers, each as a line of the facts box, linked where its registry has pages."""
    addresses = {
        "wikidata": "https://www.wikidata.org/wiki/",
        "opensanctions": "https://www.opensanctions.org/entities/",
        "opencorporates": "https://opencorporates.com/companies/",
        "lei": "https://search.gleif.org/#/record/",
    }
    names = {"lei": "LEI", "wikidata": "Wikidata", "opensanctions": "OpenSanctions"}
    for each in anatomy.fields(Identifiers):
        inner = getattr(value, each.name)
        if inner:
            base = addresses.get(each.key, "")
            run = Inline(inner, href=base + inner if base else "")
            yield Fact(names.get(each.key, label(each.key)), ((run,),))


def coordinates(place: Place) -> str:
    """Where a place lies, as a map's margin says it: ` (37.78° N, 122.42° W)`."""
    if place.latitude is None or place.longitude is None:
        return ""
    north = "N" if place.latitude >= 0 else "S"
    east = "E" if place.longitude >= 0 else "W"
    return f" ({abs(place.latitude):g}° {north}, {abs(place.longitude):g}° {east})"


def short_address(url: str) -> str:
    """The host of an address, which says enough in a line: `example.org`."""
    return url.split("://", 1)[-1].removeprefix("www.").rstrip("/").split("/", 1)[0]
