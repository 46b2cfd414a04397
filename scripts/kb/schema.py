"""From the models to what editors and other programs read: one JSON Schema for each kind."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kb import typed
from kb.models import KINDS, Kind, anatomy, vocabulary
from kb.models.vocabulary import Vocabulary

FOLDER = "data/schema"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FIRST = ("$schema", "$comment", "title", "description", "examples", "type", "$ref", "properties")
_LAST = ("required", "additionalProperties", "$defs")
_LIMITS = {"ge": "minimum", "le": "maximum"}  # as pydantic leaves them beside a choice of types
_SELF_EVIDENT = frozenset({"text", "a line of text", "one of its words"})


def documents() -> Mapping[str, str]:
    """The text of every schema file, by its path from the project's root."""
    return {f"{FOLDER}/{kind.name}.schema.json": _text(document(kind)) for kind in KINDS}


def document(kind: Kind) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a kind of record.

    It says all that a schema can: keys, types, forms, closed lists. What it cannot (references,
    the order of dates, a source for every fact) is for `kb check`.
    """
    given = typed.json_schema(kind.name)
    classes = {each.__name__: each for each in anatomy.classes(kind.record)}
    definitions = {
        name: _words(part, name) or _of_class(part, classes[name])
        for name, part in given.pop("$defs").items()
    }
    schema = _of_class(given, kind.record)
    schema["properties"]["cites"]["propertyNames"] = {
        "description": "A field of this record, or `default` for all that are not named.",
        "enum": [*(each.key for each in anatomy.fields(kind.record)), "default"],
    }
    head = {
        "$schema": _DIALECT,
        "$comment": "Generated from the models by `kb schema`; do not edit.",
        "title": kind.name.capitalize(),
    }
    return _in_order(head | schema | {"$defs": definitions})


def stale(root: Path, wanted: Mapping[str, str]) -> list[str]:
    """The paths under `root` whose files do not hold the text that is wanted of them."""
    return [path for path, text in wanted.items() if _read(root / path) != text]


def write(root: Path, wanted: Mapping[str, str]) -> list[str]:
    """Write the files that are stale and give their paths; a reader sees the old or the new."""
    changed = stale(root, wanted)
    for path in changed:
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name}.{os.getpid()}")
        temporary.write_text(wanted[path], encoding="utf-8", newline="\n")
        temporary.replace(target)
    return changed


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode(errors="replace")
    except OSError:
        return None


def _words(part: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    """The definition of a closed list, with the meaning of each word; None for anything else."""
    words = getattr(vocabulary, name, None)
    if not (isinstance(words, type) and issubclass(words, Vocabulary)):
        return None
    return {
        "description": part["description"],
        "type": "string",
        "oneOf": [{"const": each.value, "description": each.description} for each in words],
    }


def _of_class(part: Mapping[str, Any], cls: type) -> dict[str, Any]:
    """The definition of a model class; where a description leaves the form open, it is added."""
    schema: dict[str, Any] = _plain({**part, "properties": {}})
    for field in anatomy.fields(cls):
        node = _plain(part["properties"][field.key])
        if not field.nested and field.form not in _SELF_EVIDENT:
            node["description"] += f" Write {field.form}."
        if node.get("type") == "array" and "examples" in node:
            node["examples"] = [[each] for each in node["examples"]]
        schema["properties"][field.key] = _in_order(node)
    return _in_order(schema)


def _plain(node: Any) -> Any:
    """A part of pydantic's schema without what serves no reader.

    A record never holds a null, titles repeat the key, and defaults say that what is absent is
    absent. A choice between a whole number and a number is a number.
    """
    if isinstance(node, list):
        return [_plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept: dict[str, Any] = {
        _LIMITS.get(str(key), str(key)): _plain(value)
        for key, value in node.items()
        if key != "title" and not (key == "default" and not isinstance(value, str))
    }
    if "anyOf" in kept:
        choices = list(_choices(kept.pop("anyOf")))
        kept = choices[0] | kept if len(choices) == 1 else kept | {"anyOf": choices}
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    if kept.get("type") == "array":
        kept["uniqueItems"] = True
    return _in_order(kept)


def _choices(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    numbers = {each.get("type") for each in nodes} >= {"integer", "number"}
    for each in nodes:
        if each.get("type") != "null" and not (numbers and each.get("type") == "integer"):
            yield each


def _in_order(node: dict[str, Any]) -> dict[str, Any]:
    """The same keys in the order in which people read them."""
    first = [key for key in _FIRST if key in node]
    last = [key for key in _LAST if key in node]
    rest = [key for key in node if key not in _FIRST and key not in _LAST]
    return {key: node[key] for key in (*first, *rest, *last)}


def _text(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
