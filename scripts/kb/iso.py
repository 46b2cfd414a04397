"""Countries and their subdivisions: names and parents from ISO 3166, through pycountry."""

import re
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
# The same for parts of countries, whose names ISO 3166-2 gives in a language of the country.
_PLAIN_PARTS = {
    "af-kab": "Kabul", "cl-rm": "Santiago Metropolitan Region", "cn-bj": "Beijing", "cn-sh": "Shanghai",
    "cn-xj": "Xinjiang", "co-dc": "Bogotá", "cz-10": "Prague", "de-by": "Bavaria", "in-tn": "Tamil Nadu",
    "it-25": "Lombardy", "it-75": "Apulia", "kg-gb": "Bishkek", "kz-39": "Kostanay Region",
    "mm-18": "Naypyidaw", "my-07": "Penang",
}  # fmt: skip
_ALSO = {
    "ae": ("UAE", "Emirates"), "gb": ("UK", "Britain", "Great Britain"), "kr": ("Korea",),
    "us": ("US", "America"),
}  # fmt: skip


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
    return _PLAIN_PARTS.get(code) or str(subdivision.name).split(" [", 1)[0]


@cache
def other_names(code: str) -> tuple[str, ...]:
    """What else the place of a code is called: formally, in short, in ISO 3166's own words."""
    if len(code) == 2:
        found = _find(pycountry.countries, alpha_2=code.upper())
        names = [found.name, getattr(found, "official_name", ""), found.alpha_3] if found else []
    else:
        found = _find(pycountry.subdivisions, code=code.upper())
        # `Wales [Cymru GB-CYM]`: the name in another language, with a code of its own.
        names = re.sub(r" [A-Z]{2}-\w+\]$", "", found.name).split(" [") if found else []
    every = dict.fromkeys((*names, *_ALSO.get(code, ())))
    return tuple(each for each in every if each and each != name(code))


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


_SCRIPTS = {"Hans": "simplified", "Hant": "traditional", "Latn": "Latin", "Cyrl": "Cyrillic"}


@cache
def language_name(tag: str) -> str:
    """The English name of a BCP 47 tag's language: `Czech`, `Chinese (traditional)`.

    The tag itself where ISO 639 has no such language.
    """
    language, script = _language(tag), tag.partition("-")[2]
    if language is None:
        return tag
    # ISO adds what tells it from others: `Modern Greek (1453-)`, `Malay (macrolanguage)`.
    plain = str(language.name).split(" (", 1)[0].removeprefix("Modern ")
    return f"{plain} ({_SCRIPTS[script]})" if script in _SCRIPTS else plain


@cache
def language_exists(tag: str) -> bool:
    """Whether the primary subtag of a BCP 47 tag stands in ISO 639."""
    return _language(tag) is not None


def _language(tag: str) -> Any:
    primary = tag.split("-", 1)[0]
    by = {"alpha_2": primary} if len(primary) == 2 else {"alpha_3": primary}
    return _find(pycountry.languages, **by)
