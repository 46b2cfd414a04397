"""The step from values to typed records: every error of pydantic becomes a finding."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from kb.models import KIND, Record, anatomy
from kb.models.scalars import KEY_FORMS
from kb.problem import Finding
from kb.source import Where, shown
from kb.suggest import did_you_mean

# What pydantic calls it -> what contributors are told. Our own validators name their codes.
_CODES = {
    "missing": "missing-key",
    "unexpected_keyword_argument": "unknown-key",
    "enum": "not-in-list",
    "string_type": "want-text",
    "int_type": "want-number",
    "int_from_float": "want-number",
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
OWN_CODES = frozenset(
    {"bad-date", "bad-format", "bad-url", "empty-value", "mixed-script", "want-date", "want-number"}
)
"""The codes that the models' own validators give."""
CODES = OWN_CODES | set(_CODES.values())
"""Every code that this step can give."""


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
    fields = (
        _adapter(kind)
        .dump_json(item, indent=2, by_alias=True, exclude_defaults=True, exclude={"id"})
        .decode()
    )
    head = f'{{\n  "kind": {json.dumps(kind)},\n  "id": {json.dumps(id_)}'
    return f"{head},{fields[1:]}\n" if fields != "{}" else f"{head}\n}}\n"


def _finding(kind: str, error: Any) -> Finding:
    of_key = "[key]" in error["loc"]
    where = tuple(part for part in error["loc"] if part != "[key]")
    value, context = error["input"], error.get("ctx", {})
    name = ".".join(str(part) for part in where) or "the record"
    code = _CODES.get(error["type"], "bad-format")
    hint = ""
    match error["type"]:
        case "missing":
            message = f"'{where[-1]}' is missing"
        case "unexpected_keyword_argument":
            message = f"there is no key {shown(str(where[-1]))} here"
            hint = did_you_mean(str(where[-1]), _keys_at(kind, where[:-1]))
        case "enum":
            words = [
                word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")
            ]
            message = f"{name}: {shown(str(value))} is not one of its words"
            hint = did_you_mean(str(value), words) or "one of: " + ", ".join(words)
        case "string_type":
            message = f"{name}: text is wanted, this reads as {_kind_of(value)}"
            hint = "put it in quotes" if isinstance(value, bool | int | float) else ""
        case "int_type" | "int_from_float":
            message = f"{name}: a whole number is wanted, this reads as {_kind_of(value)}"
            hint = "take the quotes away" if isinstance(value, str) else ""
        case "dataclass_type" | "dict_type":
            message = f"{name}: a mapping is wanted, this reads as {_kind_of(value)}"
            hint = "write its keys on lines of their own, further to the right: 'key: value'"
        case "tuple_type":
            message = f"{name}: a list is wanted, this reads as {_kind_of(value)}"
            hint = "begin each item with '- ', or write [one, two]"
        case "string_pattern_mismatch":
            message = f"{name}: {shown(value)} does not have the form that is wanted"
            hint = f"write {KEY_FORMS[context['pattern']]}" if of_key else _form_at(kind, where)
        case "string_too_short" if value:
            message = f"{name}: shorter than {context['min_length']} characters"
            hint = _form_at(kind, where)
        case "string_too_short":
            code, message = "empty-value", f"{name}: it is empty"
            hint = "write the value, or leave the key out"
        case "too_short":
            message = f"{name}: it is empty"
            hint = "add an item, or leave the key out"
        case "string_too_long":
            message = f"{name}: longer than {context['max_length']:,} characters"
        case "greater_than_equal":
            message = f"{name}: {_number(value)} is less than {context['ge']:,}"
        case "less_than_equal":
            message = f"{name}: {_number(value)} is more than {context['le']:,}"
        case own if own in OWN_CODES:
            code, message = own, f"{name}: {error['msg']}"
            if own in ("want-number", "want-date"):
                message += f", this reads as {_kind_of(value)}"
                hint = _form_at(kind, where)
        case _:  # no model gives one; a word of pydantic's is better than none
            message = f"{name}: {error['msg']}"
    return Finding(where, code, message, hint, at_key=of_key or code == "unknown-key")


def _keys_at(kind: str, where: Where) -> list[str]:
    """The keys that may stand in the mapping at `where`."""
    cls, _field = _walk(kind, where)
    return [each.key for each in anatomy.fields(cls)]


def _form_at(kind: str, where: Where) -> str:
    """What the value at `where` should look like, in words."""
    _cls, found = _walk(kind, where)
    return f"write {found.form}" if found is not None and not found.nested else ""


def _walk(kind: str, where: Where) -> tuple[type, anatomy.Field | None]:
    """The model class that holds the place `where`, and the last field on the way there."""
    cls: type = KIND[kind].record
    field, shape = None, "one"
    for part in where:
        if shape == "map":  # this part is the contributor's own key
            shape = "one"
            continue
        found = anatomy.field(cls, part) if isinstance(part, str) else None
        if found is not None:
            field = found
            if found.nested:
                cls, shape = found.type, found.shape
    return cls, field


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int | float) else shown(str(value))


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
