"""One record for the terminal: its name, its file, its facts, its sources, what refers to it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kb import iso
from kb.link import Links
from kb.models import KIND
from kb.suggest import did_you_mean

_APART = frozenset({"name", "sources", "cites", "id"})  # shown elsewhere, or beside the facts


class UnknownId(Exception):
    """No record has the id; says so, and what may have been meant."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is known of one record.

    `path` is empty for a jurisdiction that only ISO 3166 knows. `values` are the record as it was
    written. `referred_to_by` are (kind, id, name, the field that refers).
    """

    id: str
    kind: str
    name: str
    path: str
    values: Mapping[str, Any]
    references: Mapping[str, str]
    referred_to_by: tuple[tuple[str, str, str, str], ...]


def find(links: Links, id_: str) -> Shown:
    """What is known of the record, or of the ISO 3166 jurisdiction, that has the id.

    Raises UnknownId, with the nearest id, if there is none.
    """
    base = links.base
    outline = base.outlines.get(id_)
    if outline is None and not base.territory.knows(id_):
        raise UnknownId(unknown(links, id_))
    backlinks = (
        (base.outlines[each.id].kind, each.id, links.name(each.id), each.relation)
        for each in links.backlinks.get(id_, ())
    )
    references = outline.references if outline else ()
    return Shown(
        id=id_,
        kind=outline.kind if outline else "jurisdiction",
        name=links.name(id_),
        path=outline.path if outline else "",
        values=base.values(id_) if outline else {},
        references={target: links.name(target) for _, target, _ in references},
        referred_to_by=tuple(sorted(backlinks, key=_by_kind)),
    )


def _by_kind(backlink: tuple[str, str, str, str]) -> tuple[int, str, str]:
    kind, id_, _name, relation = backlink
    return list(KIND).index(kind), relation, id_


def unknown(links: Links, id_: str, kind: str = "") -> str:
    """Why there is no record of an id, and which may have been meant, of the kind that is wanted."""
    base = links.base
    said = f"no {kind or 'record'} has the id '{visible(id_)}'"
    if id_ in base.unread:
        return f"{base.unread[id_]} cannot be read; 'kb check' says why"
    for outline in base.outlines.values():
        if id_ in outline.former_ids:
            return f"{said} any more; it is '{outline.id}' now"
    meant = [each for each in base.outlines.values() if not kind or each.kind == kind]
    named = {each.name.casefold(): each.id for each in meant}.get(id_.casefold())
    if not named and kind in ("", "jurisdiction"):
        named = iso.code_of(id_)
    hint = f"did you mean '{named}'?" if named else did_you_mean(id_, [each.id for each in meant])
    return f"{said}; {hint}" if hint else said


def as_json(shown: Shown) -> str:
    """The record and what refers to it as a JSON document."""
    document = {
        "id": shown.id,
        "kind": shown.kind,
        "name": shown.name,
        "path": shown.path or None,
        "record": shown.values,
        "referred_to_by": [
            {"kind": kind, "id": id_, "name": name, "relation": relation}
            for kind, id_, name, relation in shown.referred_to_by
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def as_plain(shown: Shown) -> str:
    """The same as lines of plain text, for a pipe or a file."""
    lines = list(_head(shown))
    for title, rows in _sections(shown):
        width = max(len(key) for key, _ in rows)
        lines += ["", title]
        for key, value in rows:
            first, *rest = value.split("\n")
            lines.append(f"  {key:{width}}  {first}".rstrip())
            lines += [f"  {'':{width}}  {line}" for line in rest]
    return visible("\n".join(lines))


def as_text(shown: Shown) -> RenderableType:
    """The same for a terminal; rich draws it."""
    title, place = _head(shown)
    parts: list[RenderableType] = [Text(visible(title), "bold"), Text(visible(place), "dim")]
    for heading, rows in _sections(shown):
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True, style="cyan")
        table.add_column(overflow="fold")
        for key, value in rows:
            table.add_row(Text(visible(key)), Text(visible(value)))
        parts += [Text(f"\n{heading}", "bold"), Padding(table, (0, 0, 0, 2))]
    return Group(*parts)


def _head(shown: Shown) -> tuple[str, str]:
    place = shown.path or "no file; known from ISO 3166"
    return f"{shown.name}  ({shown.kind} {shown.id})", place


def _sections(shown: Shown) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Title and rows of each part that has rows."""
    facts = [
        (key, "\n".join(_lines(value, shown.references)))
        for key, value in shown.values.items()
        if key not in _APART
    ]
    sources = [(key, _source(each)) for key, each in shown.values.get("sources", {}).items()]
    referring = [
        (f"{kind}: {relation}", _named(id_, name))
        for kind, id_, name, relation in shown.referred_to_by
    ]
    for title, rows in (("Facts", facts), ("Sources", sources), ("Referred to by", referring)):
        if rows:
            yield title, rows


def visible(text: str) -> str:
    """The text with an escape in place of all that could steer a terminal; line ends stay."""
    return "".join(
        each if each.isprintable() or each == "\n" else repr(each)[1:-1] for each in text
    )


def _source(source: Mapping[str, Any]) -> str:
    when = source.get("published", "undated")
    head = f"{source['publisher']}: {source['title']} ({when}, {source['type']})"
    return f"{head}\n{source['url']}"


def _lines(value: Any, references: Mapping[str, str]) -> Iterator[str]:
    """A value as lines: a list of items one to a line, what is single on one."""
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        yield from (f"- {_inline(each, references)}" for each in value)
    elif isinstance(value, dict) and any(isinstance(each, dict) for each in value.values()):
        yield from (f"- {key}: {_inline(each, references)}" for key, each in value.items())
    else:
        yield _inline(value, references)


def _inline(value: Any, references: Mapping[str, str]) -> str:
    if isinstance(value, dict) and value.keys() >= {"amount", "currency"}:
        rest = "".join(f", {each}" for key, each in value.items() if key == "qualifier")
        return f"{value['currency']} {value['amount']:,}{rest}"
    if isinstance(value, dict):
        return "; ".join(f"{key} {_inline(each, references)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(_inline(each, references) for each in value)
    return _named(value, references[value]) if value in references else str(value)


def _named(id_: str, name: str) -> str:
    return f"{name} ({id_})" if name and name != id_ else id_
