"""From the models to what editors and other programs read: one JSON Schema for each kind."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kb import typed
from kb.models import KINDS, Kind, anatomy, vocabulary
from kb.models.vocabulary import Vocabulary

FOLDER = "data/schema"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def documents() -> Mapping[str, str]:
    """The text of every schema file, by its path from the project's root."""
    return {f"{FOLDER}/{kind.name}.schema.json": _text(document(kind)) for kind in KINDS}


def document(kind: Kind) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a kind of record.

    It says all that a schema can: keys, types, forms, closed lists. What it cannot (references,
    the order of dates, sources for every fact) is for `kb check`.
    """
    given = typed.json_schema(kind.name)
    definitions = {name: _definition(name, part) for name, part in given.pop("$defs").items()}
    schema = _plain(given)
    schema["properties"]["cites"]["propertyNames"] = {
        "description": "A field of this record, or `default` for all that are not named.",
        "enum": [*(each.key for each in anatomy.fields(kind.record)), "default"],
    }
    return {
        "$schema": _DIALECT,
        "$comment": "Generated from the models by `kb schema`; do not edit.",
        "title": kind.name.capitalize(),
    } | {key: value for key, value in schema.items() if key != "title"} | {"$defs": definitions}


def _definition(name: str, part: dict[str, Any]) -> dict[str, Any]:
    words = getattr(vocabulary, name, None)
    if isinstance(words, type) and issubclass(words, Vocabulary):
        return {
            "description": part["description"],
            "oneOf": [{"const": each.value, "description": each.description} for each in words],
        }
    return _plain(part)


def _plain(node: Any) -> Any:
    """A part of pydantic's schema without what serves no reader.

    A record never holds a null, titles repeat the key, and defaults say that what is absent is
    absent. A choice between a whole number and a number is a number.
    """
    if isinstance(node, list):
        return [_plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {
        key: _properties(value) if key == "properties" else _plain(value)
        for key, value in node.items()
        if key != "title" and not (key == "default" and value in (None, [], {}))
    }
    if "default" in kept and not isinstance(kept["default"], str):
        del kept["default"]
    if "anyOf" in kept:
        choices = list(_choices(kept.pop("anyOf")))
        if len(choices) == 1:
            kept = choices[0] | kept
        else:
            kept["anyOf"] = choices
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    if kept.get("type") == "array":
        kept["uniqueItems"] = True
    return kept


def _properties(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _plain(value) for key, value in properties.items()}


def _choices(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    numbers = {each.get("type") for each in nodes} >= {"integer", "number"}
    for each in nodes:
        if each.get("type") != "null" and not (numbers and each.get("type") == "integer"):
            yield each


def _text(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
