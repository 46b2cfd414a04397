"""Writes values as YAML in the form that contributors use: blocks, short lists in brackets."""

import re
from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

_PLAIN = re.compile(r"[A-Za-z][^#:\"\\]*|[0-9]{4}(-[0-9]{2}){0,2}")
_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
_WIDTH = 108


def yaml(values: Mapping[str, Any]) -> str:
    """The text of a file that holds the values: texts, whole numbers, lists and mappings."""
    return "\n".join(_mapping(values, "")) + "\n"


def _mapping(values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in values.items():
        yield from _entry(key, value, indent)


def _entry(key: str, value: object, indent: str) -> Iterator[str]:
    match value:
        case dict():
            yield f"{indent}{key}:"
            yield from _mapping(value, indent + "  ")
        case list() if isinstance(value[0], dict):
            yield f"{indent}{key}:"
            for item in value:
                lines = list(_mapping(item, indent + "    "))
                yield f"{indent}  - {lines[0].lstrip()}"
                yield from lines[1:]
        case list():
            yield f"{indent}{key}: [{', '.join(value)}]"
        case str() if " " in value and len(value) > _WIDTH - len(indent) - len(key):
            yield f"{indent}{key}: >-"
            yield from (f"{indent}  {line}" for line in wrap(value, _WIDTH - len(indent)))
        case str():
            yield f"{indent}{key}: {_scalar(value)}"
        case _:
            yield f"{indent}{key}: {value}"


def _scalar(text: str) -> str:
    plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS
    return text if plain or text.startswith("https://") else f'"{text}"'
