"""Countries and their subdivisions: names and parents from ISO 3166, through pycountry."""

from functools import cache
from typing import Any

import pycountry

# Names as newspapers print them, where the ISO short name is an administrative form.
_PLAIN = {
    "Russian Federation": "Russia",
    "Korea, Republic of": "South Korea",
    "Korea, Democratic People's Republic of": "North Korea",
    "Iran, Islamic Republic of": "Iran",
    "Syrian Arab Republic": "Syria",
    "Taiwan, Province of China": "Taiwan",
    "Viet Nam": "Vietnam",
    "Lao People's Democratic Republic": "Laos",
    "Türkiye": "Turkey",
    "Palestine, State of": "Palestine",
    "Moldova, Republic of": "Moldova",
    "Tanzania, United Republic of": "Tanzania",
    "Venezuela, Bolivarian Republic of": "Venezuela",
    "Bolivia, Plurinational State of": "Bolivia",
    "Brunei Darussalam": "Brunei",
    "Congo, The Democratic Republic of the": "Democratic Republic of the Congo",
    "Holy See (Vatican City State)": "Vatican City",
}


def _find(database: Any, **wanted: str) -> Any:
    """A look-up in pycountry, whose own is untyped."""
    return database.get(**wanted)


@cache
def name(code: str) -> str | None:
    """The English name of a lower-case ISO 3166-1 alpha-2 or 3166-2 code, or None."""
    if code != code.lower():
        return None
    if len(code) == 2:
        country = _find(pycountry.countries, alpha_2=code.upper())
        if country is None:
            return None
        plain = _PLAIN.get(country.name, country.name)
        return str(getattr(country, "common_name", plain)) if plain == country.name else plain
    subdivision = _find(pycountry.subdivisions, code=code.upper())
    if subdivision is None:
        return None
    # ISO adds the name in another language in brackets: `Wales [Cymru GB-CYM]`.
    return str(subdivision.name).split(" [", 1)[0]


# Codes that people write and that ISO 3166 gives to no country, or keeps for one.
_MEANT = {"uk": "gb", "el": "gr"}


@cache
def code_of(text: str) -> str:
    """The country that a name, an alpha-3 code or another case means; empty where there is none."""
    code = text.strip().lower()
    if name(code):
        return code
    if code in _MEANT:
        return _MEANT[code]
    country = _find(pycountry.countries, alpha_3=code.upper()) or next(
        (
            each
            for each in pycountry.countries
            if code == (name(each.alpha_2.lower()) or "").lower()
        ),
        None,
    )
    return str(country.alpha_2).lower() if country is not None else ""


@cache
def by_number(number: int) -> str:
    """The lower-case alpha-2 code of an ISO 3166-1 number; empty where there is none."""
    country = _find(pycountry.countries, numeric=f"{number:03d}")
    return str(country.alpha_2).lower() if country is not None else ""


@cache
def parent(code: str) -> str | None:
    """The code right above: the country or the containing subdivision; None for a country."""
    if len(code) == 2:
        return None
    subdivision = _find(pycountry.subdivisions, code=code.upper())
    if subdivision is None:
        return None
    above = subdivision.parent_code or subdivision.country_code
    return str(above).lower()


@cache
def currency_exists(code: str) -> bool:
    """Whether the code stands in ISO 4217."""
    return _find(pycountry.currencies, alpha_3=code) is not None


@cache
def language_exists(tag: str) -> bool:
    """Whether the primary subtag of a BCP 47 tag stands in ISO 639."""
    primary = tag.split("-", 1)[0]
    by = {"alpha_2": primary} if len(primary) == 2 else {"alpha_3": primary}
    return _find(pycountry.languages, **by) is not None
