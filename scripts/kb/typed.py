"""The step from values to typed records: every error of pydantic becomes a finding."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from kb.models import KIND, Record, anatomy
from kb.problem import Finding
from kb.suggest import did_you_mean

# What pydantic calls it -> what contributors are told.
_CODES = {
    "missing": "missing-key",
    "unexpected_keyword_argument": "unknown-key",
    "enum": "not-in-list",
    "string_type": "want-text",
    "int_type": "want-number",
    "int_from_float": "want-number",
    "float_type": "want-number",
    "dataclass_type": "want-mapping",
    "dict_type": "want-mapping",
    "tuple_type": "want-list",
    "string_pattern_mismatch": "bad-format",
    "string_too_short": "bad-format",
    "string_too_long": "bad-format",
    "too_short": "empty-value",
    "greater_than_equal": "out-of-range",
    "less_than_equal": "out-of-range",
}


@cache
def _adapter(kind: str) -> TypeAdapter[Record]:
    return TypeAdapter(KIND[kind].record)


def record(kind: str, values: Mapping[str, Any]) -> tuple[Record | None, list[Finding]]:
    """The typed record of `kind` that `values` describe, or None and what is wrong with them."""
    try:
        return _adapter(kind).validate_python(values), []
    except ValidationError as error:
        return None, [_finding(kind, each) for each in error.errors(include_url=False)]


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a kind, as the model gives it."""
    return _adapter(kind).json_schema(by_alias=True)


def to_json(item: Record, kind: str, id_: str) -> str:
    """A record as a JSON document: its kind, its id and its fields, without what is empty."""
    fields = _adapter(kind).dump_json(item, indent=2, by_alias=True, exclude_defaults=True, exclude={"id"}).decode()
    head = f'{{\n  "kind": {json.dumps(kind)},\n  "id": {json.dumps(id_)},'
    return head + fields[1:] + "\n"


def _finding(kind: str, error: Any) -> Finding:
    code = _CODES.get(error["type"], error["type"])
    at_key = code == "unknown-key" or "[key]" in error["loc"]
    where = tuple(part for part in error["loc"] if part != "[key]")
    name = ".".join(str(part) for part in where) or "the record"
    context = error.get("ctx", {})
    hint = ""
    match error["type"]:
        case "missing":
            message = f"'{where[-1]}' is missing"
        case "unexpected_keyword_argument":
            message = f"there is no key '{_shown(where[-1])}' here"
            hint = did_you_mean(str(where[-1]), _keys_at(kind, where[:-1]))
        case "enum":
            words = [
                word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")
            ]
            message = f"{name}: '{_shown(error['input'])}' is not one of its words"
            hint = did_you_mean(str(error["input"]), words) or "one of: " + ", ".join(words)
        case "string_type":
            message = f"{name}: text is wanted, this reads as {_kind_of(error['input'])}"
            hint = "put it in quotes" if isinstance(error["input"], bool | int | float) else ""
        case "int_type" | "int_from_float" | "float_type":
            message = f"{name}: a number is wanted, this reads as {_kind_of(error['input'])}"
        case "dataclass_type" | "dict_type":
            message = f"{name}: a mapping is wanted, this reads as {_kind_of(error['input'])}"
        case "tuple_type":
            message = f"{name}: a list is wanted, this reads as {_kind_of(error['input'])}"
            hint = "begin each item with '- ', or write [one, two]"
        case "string_pattern_mismatch":
            message = (
                f"{name}: '{_shown(error['input'])}' does not have the form {context['pattern']}"
            )
        case "string_too_short" | "too_short":
            message = f"{name}: it is empty, or too short"
        case "string_too_long":
            message = f"{name}: longer than {context['max_length']} characters"
        case _:
            message = f"{name}: {error['msg'][:1].lower()}{error['msg'][1:]}"
    return Finding(where, code, message, hint, at_key=at_key)


def _keys_at(kind: str, where: tuple[str | int, ...]) -> list[str]:
    """The keys that may stand in the mapping at `where`."""
    cls: type = KIND[kind].record
    shape = "one"
    for part in where:
        if shape == "map":  # this part is the contributor's own key
            shape = "one"
            continue
        found = anatomy.field(cls, part) if isinstance(part, str) else None
        if found is not None and found.nested:
            cls, shape = found.type, found.shape
    return [each.key for each in anatomy.fields(cls)]


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _kind_of(value: object) -> str:
    match value:
        case bool():
            return f"the truth value {str(value).lower()}"
        case int() | float():
            return f"the number {value}"
        case str():
            return "text"
        case list():
            return "a list"
        case dict():
            return "a mapping"
        case _:
            return "nothing"
