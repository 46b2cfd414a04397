"""Jinja2 with autoescape and strict undefined names: the one border between records and HTML."""

import os
import sys
from collections.abc import Callable, Hashable, Iterable, MutableMapping
from functools import cache, lru_cache
from html import escape
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    PackageLoader,
    StrictUndefined,
    Template,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from markupsafe import Markup

from kb.render.inline import Inline

_MACROS = {
    "parts": ("beside", "doubts", "timeline", "pagination"),
    "rules": ("rules",),
    "lanes": ("lanes",),
}


class _Html(str):
    """HTML that was escaped where it was made; as markupsafe's Markup, without its wrapping."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def _escaped_text(text: str) -> str:
    # Few texts hold any of them, and to look is cheaper than to replace.
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
        return escape(text)
    return text


def _escaped(value: object) -> str:
    """What autoescaping writes for a value.

    As markupsafe's, but for what becomes of it: a plain string, which is all that a page is joined
    from. Half of the time of a page went into wrapping each of its two hundred texts.
    """
    kind = type(value)
    if kind is str:
        return _escaped_text(value)  # type: ignore[arg-type]
    if kind is _Html or kind is Markup:
        return value  # type: ignore[return-value]
    return str(value) if kind is int else str(Markup.escape(value))


class _Template(Template):
    """A compiled template that escapes with the function above."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: Any,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """Called by Jinja with the module that it compiled."""
        made = super().from_code(environment, code, globals, uptodate)
        made.root_render_func.__globals__["escape"] = _escaped
        return made


class _PlainAttributes(CodeGenerator):
    """Templates see views alone, whose attributes are plain: `a.b` is that, and not `a["b"]` too."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Called by Jinja to write the Python of `a.b`."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")


class _Environment(Environment):
    code_generator_class = _PlainAttributes
    template_class = _Template


@cache
def environment() -> Environment:
    """The one environment; every template is escaped, whatever its name."""
    made = _Environment(
        loader=PackageLoader("kb", "templates"),
        bytecode_cache=_compiled(),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        keep_trailing_newline=True,
    )
    # As filters, not as functions: Jinja looks at every call of a function for what it may want,
    # and at every import for what the importing template may have added.
    made.filters.update(run=_run, runs=_runs, cites=_cites, reason=_piece("reason"))
    for file, names in _MACROS.items():
        made.filters.update((name, _macro(f"{file}.html.j2", name)) for name in names)
    return made


def _compiled() -> FileSystemBytecodeCache | None:
    """Compiled templates where Python would keep modules of that folder; None where it must not."""
    if sys.dont_write_bytecode:
        return None
    folder = Path(cache_from_source(str(Path(__file__).parent.parent / "templates" / "_"))).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


@cache
def template(name: str) -> Template:
    """A template of `kb/templates`, compiled once."""
    return environment().get_template(name)


def render(name: str, **values: Any) -> str:
    """The text that a template makes of the values. Raises UndefinedError for a missing one."""
    made = template(name)
    # As its render() does, without the globals of Jinja, which no template here asks for.
    return "".join(made.root_render_func(Context(made.environment, values, name, made.blocks)))


# The small pieces of which a page has hundreds, most of them equal to others: what a macro of
# pieces.html.j2 makes of equal values is made once.


def _macro(file: str, name: str) -> Callable[..., Markup]:
    """A macro of another template."""
    return lambda *values: getattr(template(file).module, name)(*values)


def _piece(name: str) -> Callable[..., _Html]:
    macro = _macro("pieces.html.j2", name)

    @lru_cache(maxsize=20_000)
    def made(*values: Hashable) -> _Html:
        return _Html(macro(*values))

    return made


_run, _cite = _piece("run"), _piece("cite")


def _runs(items: Iterable[Inline], root: str) -> _Html:
    """Runs of text; `root` leads from the page to the site's root."""
    return _Html(
        "".join(
            [
                _run(item, root)
                if item.href or item.badge or item.lang or item.title
                else _escaped_text(item.text)
                for item in items
            ]
        )
    )


def _cites(items: Iterable[Hashable]) -> _Html:
    """Superscript links to sources."""
    return _Html("".join(map(_cite, items)))
