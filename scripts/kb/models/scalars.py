"""The single values that records are made of: ids, texts, addresses, dates, amounts."""

import ipaddress
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, ClassVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, StrictInt, StringConstraints
from pydantic_core import PydanticCustomError, core_schema

from kb import dates
from kb.dates import PartialDate

KEBAB = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
FIELD_NAME = r"^[a-z]+(?:_[a-z]+)*$"


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field whose text is the id of a record of one of these kinds."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Uncited:
    """Marks a top-level field that is not a claim about the world and needs no source."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a value looks like, in words for contributors, and an example in that form."""

    words: str
    example: object


_KEBAB_WORDS = "lower-case letters and digits, joined by single hyphens"
KEY_FORMS = {KEBAB: _KEBAB_WORDS, FIELD_NAME: "the name of a field"}
"""The forms of keys that contributors choose, by pattern."""

Id = Annotated[
    str,
    StringConstraints(strict=True, pattern=KEBAB, min_length=3, max_length=80),
    Form(f"an id: {_KEBAB_WORDS}", "exampleville-police"),
]
LocalId = Annotated[
    str,
    StringConstraints(strict=True, pattern=KEBAB, min_length=1, max_length=80),
    Form(f"a short key: {_KEBAB_WORDS}", "gazette-2024"),
]
FieldName = Annotated[str, StringConstraints(strict=True, pattern=FIELD_NAME)]
VendorId = Annotated[Id, Ref(("vendor",)), Form("the id of a vendor", "example-vision")]
PartyId = Annotated[
    Id,
    Ref(("vendor", "organisation")),
    Form("the id of a vendor or an organisation", "exampleville-police"),
]
RegulationId = Annotated[Id, Ref(("regulation",)), Form("the id of a regulation", "example-act")]
TechnologyId = Annotated[
    Id, Ref(("technology",)), Form("the id of a technology", "face-recognition")
]
RecordId = Annotated[
    Annotated[str, StringConstraints(strict=True, pattern=KEBAB, min_length=2, max_length=80)],
    Ref(("vendor", "deployment", "regulation", "organisation", "jurisdiction", "technology")),
    Form("the id of any record", "example-vision"),
]
JurisdictionId = Annotated[
    str,
    StringConstraints(strict=True, pattern=KEBAB, min_length=2, max_length=80),
    Ref(("jurisdiction",)),
    Form("the id of a jurisdiction: an ISO 3166 code in lower case, or a record's id", "gb"),
]


def _own_id(text: str) -> str:
    # Whether it can be an id, and is not kept for the site, is for a rule to say (`bad-id`).
    if text != text.strip() or not text.isprintable():
        raise PydanticCustomError(
            "bad-format", "the id holds white space or a character that cannot be seen"
        )
    return text


OwnId = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=300),
    AfterValidator(_own_id),
    Field(json_schema_extra={"pattern": KEBAB, "minLength": 2, "maxLength": 80}),
    Form(f"an id: {_KEBAB_WORDS}", "exampleville-police"),
]

# Alphabets with letters that look like those of another, under the first word of their
# characters' names; the last two are styles of letters that pass for plain ones.
_ALIKE = frozenset(
    {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "FULLWIDTH", "MATHEMATICAL"}
)


def _letters_as_they_seem(text: str) -> str:
    """Refuse a word that mixes look-alike scripts (Unicode UTS 39, 5.1), and uncomposed letters."""
    if text.isascii():
        return text
    if not unicodedata.is_normalized("NFC", text):
        raise PydanticCustomError(
            "bad-format", "letters and their accents are written apart; type them as one (NFC)"
        )
    for word in re.findall(r"\w+", text):
        scripts = {_script(letter) for letter in word if letter.isalpha()} & _ALIKE
        if len(scripts) > 1:
            raise PydanticCustomError(
                "mixed-script",
                "'{word}' mixes letters of {scripts}",
                {"word": word, "scripts": " and ".join(sorted(s.title() for s in scripts))},
            )
    return text


@lru_cache(maxsize=10_000)
def _script(letter: str) -> str:
    return re.split("[ -]", unicodedata.name(letter, "?"), maxsplit=1)[0]


def _line(text: str) -> str:
    if text != text.strip():
        raise PydanticCustomError("bad-format", "the text begins or ends with white space")
    if "\n" in text:
        raise PydanticCustomError("bad-format", "the text runs over more than one line")
    return _letters_as_they_seem(text)


def _prose(text: str) -> str:
    stripped = text.strip()
    if not stripped:
        raise PydanticCustomError("empty-value", "the text is empty")
    return _letters_as_they_seem(stripped)


Line = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=300),
    AfterValidator(_line),
    Field(json_schema_extra={"pattern": r"^\S([^\n]*\S)?$"}),
    Form("a line of text", "Exampleville"),
]
Prose = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=6000),
    AfterValidator(_prose),
    Field(json_schema_extra={"pattern": r"\S"}),
    Form("text", "One or two sentences in your own words."),
]
Language = Annotated[
    str,
    StringConstraints(strict=True, pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"),
    Form("a language (BCP 47), such as `en`, `pt-BR` or `zh-Hant`", "en"),
]
Count = Annotated[StrictInt, Field(ge=0, le=10**15), Form("a whole number", 12)]
Days = Annotated[StrictInt, Field(ge=0, le=40_000), Form("a whole number of days", 30)]

_LOCAL_SUFFIXES = (".local", ".localhost", ".internal", ".lan", ".home.arpa", ".test", ".invalid")


def _bad_url(reason: str) -> PydanticCustomError:
    return PydanticCustomError("bad-url", "not a public web address: {reason}", {"reason": reason})


def public_url(text: str) -> str:
    """Check that `text` is an http(s) address of a public host (WHATWG URL's special schemes).

    Gives the text back unchanged. Raises PydanticCustomError `bad-url` for another scheme,
    white space, credentials, a port out of range, an address that is not on the public
    internet, or a host name that mixes scripts.
    """
    if not text.isprintable() or not _TO_ESCAPE.isdisjoint(text):
        raise _bad_url("it holds a space, a line break or a character that must be escaped")
    found = re.match(r"https?://([^/?#]+)", text)
    if found is None:
        raise _bad_url("it must begin with https:// or http:// and a host")
    _check_authority(found[1])
    return text


_TO_ESCAPE = frozenset(" \\<>\"'`{}|^")


@lru_cache(maxsize=20_000)
def _check_authority(authority: str) -> None:
    """Check what stands between `//` and the path; thousands of addresses share a few hundred."""
    try:
        parts = urlsplit(f"//{authority}")
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise _bad_url("its host or port cannot be read") from None
    if parts.username is not None or parts.password is not None:
        raise _bad_url("it holds a user name before the host")
    if not host:
        raise _bad_url("it has no host")
    if not _is_number(host):
        _check_name(host)


def _check_name(host: str) -> None:
    # Browsers fold look-alikes such as fullwidth digits before they look a host up.
    if unicodedata.normalize("NFKC", host).lower() != host:
        raise _bad_url("its host holds letters or digits that stand for others")
    if host.endswith(".") or "." not in host or host.endswith(_LOCAL_SUFFIXES):
        raise _bad_url("its host is not a public domain name")
    if re.fullmatch(r"[0-9a-fx.]+", host) and re.fullmatch(
        r"(0x[0-9a-f]+|[0-9]+)", host.rsplit(".")[-1]
    ):
        raise _bad_url("its host is a number in disguise")
    for label in host.split("."):
        if not re.fullmatch(r"[^\W](?:[\w-]{0,61}[^\W])?", label):
            raise _bad_url(f"'{label[:40]}' is not a label of a domain name")
        scripts = {_script(letter) for letter in _as_shown(label) if letter.isalpha()}
        if len(scripts) > 1 and not scripts <= {"CJK", "HIRAGANA", "KATAKANA", "HANGUL"}:
            raise _bad_url("its host mixes scripts")


def _is_number(host: str) -> bool:
    """Whether the host is an IP address. Raises `bad-url` for one that is not on the internet."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    inner = isinstance(address, ipaddress.IPv6Address) and (
        address.ipv4_mapped or address.sixtofour or address.teredo or address in _NAT64
    )
    if not address.is_global or address.is_multicast or inner:
        raise _bad_url("its host is a private or local address")
    return True


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def _as_shown(label: str) -> str:
    """The label as a browser shows it: `xn--` labels stand for other letters (RFC 3492)."""
    if not label.startswith("xn--"):
        return label
    try:
        return label.removeprefix("xn--").encode("ascii").decode("punycode")
    except UnicodeError:
        raise _bad_url(f"'{label[:40]}' is not a label of a domain name") from None


Url = Annotated[
    str,
    StringConstraints(strict=True, max_length=2000),
    AfterValidator(public_url),
    Field(json_schema_extra={"format": "uri", "pattern": r"^https?://[^/?#\s]\S*$"}),
    Form("an address: `https://…`", "https://www.example.org/gazette/2024/17"),
]


_DAY_PATTERN = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"


def _read_date(value: object, wanted: str = "2018, 2018-04 or 2018-04-09") -> PartialDate:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise PydanticCustomError("want-date", "a date is wanted")
    try:
        return dates.parse(str(value))
    except dates.FormError:
        message = "not a date; write it as {wanted}"
        raise PydanticCustomError("bad-format", message, {"wanted": wanted}) from None
    except ValueError as error:
        raise PydanticCustomError("bad-date", "{reason}", {"reason": str(error)}) from None


def _read_day(value: object) -> PartialDate:
    found = _read_date(value, "2018-04-09")
    if found.day is None:
        raise PydanticCustomError("bad-date", "a full date is wanted, such as 2018-04-09")
    return found


class _PartialDateSchema:
    """Tells pydantic how a PartialDate is read, written and described."""

    read: ClassVar[Callable[[object], PartialDate]] = staticmethod(_read_date)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.read, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: Any, _handler: Any) -> dict[str, Any]:
        return {
            "anyOf": [
                {"type": "integer", "minimum": 1000, "maximum": 9999},
                {
                    "type": "string",
                    "pattern": r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
                },
            ],
        }


class _DaySchema(_PartialDateSchema):
    """The same for a date that must name its day."""

    read: ClassVar[Callable[[object], PartialDate]] = staticmethod(_read_day)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: Any, _handler: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": _DAY_PATTERN}


Date = Annotated[
    PartialDate, _PartialDateSchema, Form("a date: `2018`, `2018-04` or `2018-04-09`", "2019-05")
]


Day = Annotated[
    PartialDate,
    _DaySchema,
    Form("a full date: `2018-04-09`", "2024-05-01"),
]


def number(value: object) -> object:
    """Give back a number unchanged. Raises PydanticCustomError `want-number` for all else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("want-number", "a number is wanted")
    return value


Number = Annotated[
    int | float, BeforeValidator(number), Field(ge=0, le=10**15), Form("a number", 1_500_000)
]
Percent = Annotated[
    int | float, BeforeValidator(number), Field(ge=0, le=100), Form("a number up to 100", 51.5)
]
Currency = Annotated[
    str,
    StringConstraints(strict=True, pattern=r"^[A-Z]{3}$"),
    Form("three capital letters (ISO 4217)", "USD"),
]
