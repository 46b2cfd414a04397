"""The same records as plain MkDocs pages: Markdown files outside the nav, built by MkDocs alone."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kb import source
from kb.models import KINDS

_CONFIGURATION = """\
site_name: Plain pages
theme:
  name: material
  font: false
plugins: []
nav:
  - index.md
validation:
  nav:
    omitted_files: ignore
markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - footnotes
  - tables
  - toc:
      permalink: "#"
  - pymdownx.details
  - pymdownx.superfences
"""


def write(project: Path, folder: Path, count: int) -> int:
    """Write a MkDocs project with the first `count` records of `project`. Returns their number."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(_CONFIGURATION, encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# Plain pages\n", encoding="utf-8")
    paths = _spread(
        [
            path
            for kind in KINDS
            for path in sorted((project / "data" / kind.folder).glob("*.yaml"))
        ],
        count,
    )
    for path in paths:
        values, _flaws = source.read(path.read_bytes())
        page = folder / "docs" / path.parent.name / f"{path.stem}.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text(_page(values or {}), encoding="utf-8")
    return len(paths)


def _spread(paths: list[Path], count: int) -> list[Path]:
    """So many of the paths, evenly from first to last."""
    count = min(count, len(paths))
    return [paths[index * len(paths) // count] for index in range(count)]


def _page(values: Mapping[str, Any]) -> str:
    """A record as someone would write it by hand: a table of facts, tables of claims, footnotes."""
    facts = {
        key: value
        for key, value in values.items()
        if isinstance(value, str | int) or (isinstance(value, list) and isinstance(value[0], str))
    }
    parts = [f"# {values.get('name', '')}", str(values.get("summary", ""))]
    parts.append(_table(("Field", "Value"), ((_words(k), _cell(v)) for k, v in facts.items())))
    for key, items in values.items():
        rows = list(items.values()) if key == "provisions" else items
        if isinstance(rows, list) and isinstance(rows[0], dict):
            columns = list(dict.fromkeys(name for row in rows for name in row if name != "cites"))
            table = (
                [*(_cell(row.get(name, "not stated")) for name in columns), _cited(row)]
                for row in rows
            )
            heads = [*map(_words, columns), "Sources"]
            parts += [f"## {_words(key)}", _table(heads, table)]
    parts.append("## Sources")
    parts += [
        f"[^{key}]: [{each['title']}]({each['url']}), {each['publisher']}, "
        f"{each.get('published', 'undated')}. Read {each['accessed']}."
        for key, each in values.get("sources", {}).items()
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cited(row: Mapping[str, Any]) -> str:
    return "".join(f"[^{each}]" for each in row.get("cites", ()) if isinstance(each, str))


def _cell(value: object) -> str:
    match value:
        case list():
            return ", ".join(map(_cell, value))
        case dict():
            return "; ".join(f"{_words(str(key))} {_cell(inner)}" for key, inner in value.items())
        case _:
            return str(value).replace("|", "\\|").replace("\n", " ")


def _words(key: str) -> str:
    return key.replace("_", " ").capitalize()
