"""Jinja2 with autoescape and strict undefined names: the one border between records and HTML."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template


@cache
def environment() -> Environment:
    """The one environment; every template is escaped, whatever its name."""
    return Environment(
        loader=PackageLoader("kb", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        keep_trailing_newline=True,
    )


@cache
def template(name: str) -> Template:
    """A template of `kb/templates`, compiled once."""
    return environment().get_template(name)


def render(name: str, **values: Any) -> str:
    """The text that a template makes of the values. Raises UndefinedError for a missing one."""
    return template(name).render(values)
