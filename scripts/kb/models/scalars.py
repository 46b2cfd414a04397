"""The single values that records are made of: ids, texts, addresses, dates, amounts."""

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, StrictInt, StringConstraints
from pydantic_core import PydanticCustomError, core_schema

from kb import dates
from kb.dates import PartialDate

KEBAB = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field whose text is the id of a record of one of these kinds."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Uncited:
    """Marks a top-level field that is not a claim about the world and needs no source."""


Id = Annotated[str, StringConstraints(strict=True, pattern=KEBAB, min_length=3, max_length=80)]
LocalId = Annotated[str, StringConstraints(strict=True, pattern=KEBAB, min_length=1, max_length=80)]
FieldName = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z]+(?:_[a-z]+)*$")]
VendorId = Annotated[Id, Ref(("vendor",))]
PartyId = Annotated[Id, Ref(("vendor", "organisation"))]
OrganisationId = Annotated[Id, Ref(("organisation",))]
RegulationId = Annotated[Id, Ref(("regulation",))]
TechnologyId = Annotated[Id, Ref(("technology",))]
RecordId = Annotated[
    Id, Ref(("vendor", "deployment", "regulation", "organisation", "jurisdiction", "technology"))
]
JurisdictionId = Annotated[
    str,
    StringConstraints(strict=True, pattern=KEBAB, min_length=2, max_length=80),
    Ref(("jurisdiction",)),
]


def _one_script_to_a_word(text: str) -> str:
    """Refuse a word that mixes Latin with look-alike scripts (Unicode UTS 39, 5.1)."""
    if text.isascii():
        return text
    for word in re.findall(r"\w+", text):
        scripts = {_script(letter) for letter in word if letter.isalpha()}
        if len(scripts & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}) > 1:
            raise PydanticCustomError(
                "mixed-script",
                "'{word}' mixes letters of {scripts}",
                {"word": word, "scripts": " and ".join(sorted(s.title() for s in scripts))},
            )
    return text


def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split(" ", 1)[0]


def _trimmed(text: str) -> str:
    if text != text.strip():
        raise PydanticCustomError("bad-format", "the text begins or ends with white space")
    return text


Line = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=300, pattern=r"^[^\n]*$"),
    AfterValidator(_trimmed),
    AfterValidator(_one_script_to_a_word),
]
Prose = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=6000),
    AfterValidator(str.strip),
    AfterValidator(_one_script_to_a_word),
]
Language = Annotated[
    str, StringConstraints(strict=True, pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")
]
Count = Annotated[StrictInt, Field(ge=0, le=10**15)]
Days = Annotated[StrictInt, Field(ge=0, le=40_000)]

_LOCAL_SUFFIXES = (".local", ".localhost", ".internal", ".lan", ".home.arpa", ".test", ".invalid")


def _bad_url(reason: str) -> PydanticCustomError:
    return PydanticCustomError("bad-url", "not a public web address: {reason}", {"reason": reason})


@lru_cache(maxsize=100_000)
def public_url(text: str) -> str:
    """Check that `text` is an http(s) address of a public host (WHATWG URL's special schemes).

    Gives the text back unchanged. Raises PydanticCustomError `bad-url` for another scheme,
    white space, credentials, a port out of range, an address that is not on the public
    internet, or a host name that mixes scripts.
    """
    if not text.isprintable() or any(c in text for c in " \\<>\"'`{}|^"):
        raise _bad_url("it holds a space, a line break or a character that must be escaped")
    if not re.match(r"https?://[^/?#]", text):
        raise _bad_url("it must begin with https:// or http:// and a host")
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise _bad_url("its host or port cannot be read") from None
    if parts.username is not None or parts.password is not None:
        raise _bad_url("it holds a user name before the host")
    if not host:
        raise _bad_url("it has no host")
    _check_host(host)
    return text


def _check_host(host: str) -> None:
    try:
        if not ipaddress.ip_address(host).is_global:
            raise _bad_url("its host is a private or local address")
        return
    except ValueError:
        pass
    if host.endswith(".") or "." not in host or host.endswith(_LOCAL_SUFFIXES):
        raise _bad_url("its host is not a public domain name")
    if re.fullmatch(r"[0-9a-fx.]+", host) and re.fullmatch(
        r"(0x[0-9a-f]+|[0-9]+)", host.rsplit(".")[-1]
    ):
        raise _bad_url("its host is a number in disguise")
    for label in host.split("."):
        if not re.fullmatch(r"[^\W](?:[\w-]{0,61}[^\W])?", label):
            raise _bad_url(f"'{label[:40]}' is not a label of a domain name")
        scripts = {_script(letter) for letter in label if letter.isalpha()}
        if len(scripts) > 1 and not scripts <= {"CJK", "HIRAGANA", "KATAKANA", "HANGUL"}:
            raise _bad_url("its host mixes scripts")


Url = Annotated[
    str,
    StringConstraints(strict=True, max_length=2000),
    AfterValidator(public_url),
    Field(json_schema_extra={"format": "uri", "pattern": "^https?://"}),
]


def _read_date(value: object) -> PartialDate:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise PydanticCustomError("want-date", "a date is wanted: 2018, 2018-04 or 2018-04-09")
    text = f"{value:04d}" if isinstance(value, int) else value
    try:
        return dates.parse(text)
    except ValueError as error:
        raise PydanticCustomError("bad-date", "{reason}", {"reason": str(error)}) from None


class _PartialDateSchema:
    """Tells pydantic how a PartialDate is read, written and described."""

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _read_date, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: Any, _handler: Any) -> dict[str, Any]:
        return {
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": 9999},
                {
                    "type": "string",
                    "pattern": r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
                },
            ],
            "description": "A year, a month or a day: 2018, 2018-04 or 2018-04-09.",
        }


Date = Annotated[PartialDate, _PartialDateSchema]


def _whole_day(value: PartialDate) -> PartialDate:
    if value.day is None:
        raise PydanticCustomError("bad-date", "a full date is wanted, such as 2018-04-09")
    return value


Day = Annotated[PartialDate, _PartialDateSchema, AfterValidator(_whole_day)]


def _number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("want-number", "a number is wanted")
    return value


Number = Annotated[int | float, BeforeValidator(_number), Field(ge=0, le=10**15)]
Currency = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Z]{3}$")]
