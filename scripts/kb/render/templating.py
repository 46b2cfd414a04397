"""Jinja2 with autoescape and strict undefined names: the one border between records and HTML."""

from collections.abc import Callable, Hashable, Iterable
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from kb.render.inline import Inline


@cache
def environment() -> Environment:
    """The one environment; every template is escaped, whatever its name."""
    made = Environment(
        loader=PackageLoader("kb", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        keep_trailing_newline=True,
    )
    made.globals.update(runs=_runs, cites=_cites, reason=_piece("reason"))
    return made


@cache
def template(name: str) -> Template:
    """A template of `kb/templates`, compiled once."""
    return environment().get_template(name)


def render(name: str, **values: Any) -> str:
    """The text that a template makes of the values. Raises UndefinedError for a missing one."""
    return template(name).render(values)


# The small pieces of which a page has hundreds, most of them equal to others: what a macro of
# pieces.html.j2 makes of equal values is made once.


def _piece(name: str) -> Callable[..., Markup]:
    @lru_cache(maxsize=50_000)
    def made(*values: Hashable) -> Markup:
        markup: Markup = getattr(template("pieces.html.j2").module, name)(*values)
        return markup

    return made


_run, _cite = _piece("run"), _piece("cite")


def _runs(items: Iterable[Inline], root: str) -> Markup:
    """Runs of text; `root` leads from the page to the site's root."""
    return Markup(
        "".join(
            [
                _run(item, root)
                if item.href or item.badge or item.lang or item.title
                else escape(item.text)
                for item in items
            ]
        )
    )


def _cites(items: Iterable[Hashable]) -> Markup:
    """Superscript links to sources."""
    return Markup("".join(map(_cite, items)))
