"""Writes what readers take away: the data of all records together, and the feeds.

Nothing is made again while nothing that it rests on has changed.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kb import cache
from kb.beside import beside, processes
from kb.models import KIND, KINDS
from kb.outline import Outline, status
from kb.render.context import Context
from kb.writing import write

DATABASE, ENTITIES, SUMS = "register.sqlite", "entities.ftm.json", "SHA256SUMS"
_DESCRIPTIONS = ("datapackage.json", "metadata.json", "openapi.json")
_PARALLEL_FROM = 1500  # records; below it, starting a process costs more than it saves


@dataclass(frozen=True, slots=True)
class Exported:
    """What there is to take away: the rows of each table, and whether it was written anew."""

    rows: Mapping[str, int]
    written: bool


@cache.growing()
def write_all(
    context: Context, site: Path, *, use_cache: bool = True, keep: bool = False
) -> Exported:
    """Write the data and the feeds into a site whose pages and documents have been published.

    They are left as they are where nothing has changed since they were written there; with `keep`,
    wherever they are there at all (for `serve`, which should show at once what was typed).
    """
    name = f"exports-{cache.digest(str(site.resolve()).encode())}"
    root = context.links.base.root
    known = cache.load(root, name) if use_cache else None
    fingerprint = _fingerprint(context)
    if known is not None and (keep or known[0] == fingerprint):
        _, rows, feeds, overall = known
        if all((site / each).is_file() for each in (*_data_files(), *feeds)):
            _write_overall(site, overall)
            return Exported(rows, False)
    cache.forget(root, name)
    rows, (feeds, overall) = _write_everything(context, site)
    _remove_others(site, {*_data_files(), *feeds})
    _write_overall(site, overall)
    cache.save(root, name, (fingerprint, rows, feeds, overall))
    return Exported(rows, True)


def _day(context: Context) -> date:
    """The day for which the data give what follows from dates: that of the newest commit.

    So the same commit gives the same data on any day. Where there is no history to tell, the day
    of the build.
    """
    return max((each.last for each in context.history.values()), default=context.on)


def _fingerprint(context: Context) -> str:
    """Of all that the data and the feeds say."""
    on = _day(context)
    about = (context.site_url, context.site_name, str(on))
    state = hashlib.blake2b(repr(about).encode(), digest_size=16)
    for each in context.links.base.outlines.values():
        what = (each.id, each.digest, status(each.phases, on))
        state.update(repr(what).encode())
        state.update(str(context.history.get(each.path)).encode())
    for change in context.changes:
        state.update(f"{change.record}{change.commit}{change.moment}{change.words}".encode())
    return state.hexdigest()


def _data_files() -> list[str]:
    """Every file under `data/` that is of all records, from the site's root, sorted."""
    from kb.exports import planned

    names = [DATABASE, ENTITIES, SUMS, *_DESCRIPTIONS, *(f"{kind.folder}.json" for kind in KINDS)]
    for name in planned.plans():
        names += (f"csv/{name}.csv", f"parquet/{name}.parquet")
    return sorted(f"data/{name}" for name in names)


# Writing -----------------------------------------------------------------------------------------

_Rows = dict[str, int]
_Feeds = tuple[list[str], str]


def _write_everything(context: Context, site: Path) -> tuple[_Rows, _Feeds]:
    """Two processes where there is much to do; the result is the same."""
    if len(context.links.base.outlines) < _PARALLEL_FROM or processes() == 1:
        rows, feeds = _write_database(context, site), _write_others(context, site)
        _write_tables(site, rows)
    else:
        with beside(_write_others, context, site) as others:
            rows = _write_database(context, site)
            feeds = others()
        mine, theirs = _halves(rows)
        with beside(_write_tables, site, theirs) as tables:
            _write_tables(site, mine)
            tables()
    _describe(context, site)
    return rows, feeds


def _halves(rows: _Rows) -> tuple[list[str], list[str]]:
    """The tables in two parts of about as many rows, the largest table in the first."""
    parts: tuple[list[str], list[str]] = [], []
    sums = [0, 0]
    for name in sorted(rows, key=lambda name: -rows[name]):
        less = sums.index(min(sums))
        parts[less].append(name)
        sums[less] += rows[name]
    return parts


def _write_database(context: Context, site: Path) -> _Rows:
    """The database; gives how many rows each table has."""
    # They load large libraries, which a build that has nothing to write does without.
    from kb.exports import database, planned

    with _replacing(site / "data" / DATABASE) as path:
        return database.write(path, planned.plans(), _all_rows(context, site))


def _write_tables(site: Path, names: Iterable[str]) -> None:
    """Tables of the database as CSV and as Parquet."""
    from kb.exports import csv_file, database, parquet, planned

    data = site / "data"
    plans = planned.plans()
    for name in names:
        rows = list(database.read(data / DATABASE, plans[name]))
        with _replacing(data / "csv" / f"{name}.csv") as path:
            csv_file.write(path, plans[name], rows)
        with _replacing(data / "parquet" / f"{name}.parquet") as path:
            parquet.write(path, plans[name], rows)


def _all_rows(context: Context, site: Path) -> Iterator[tuple[str, tuple[Any, ...]]]:
    from kb.exports import rows

    sources = rows.Sources()
    links, on = context.links, _day(context)
    for outline in links.base.outlines.values():
        document = json.loads(_document(site, outline.kind, outline.id).read_bytes())
        yield from rows.of_record(document, links, on, context.site_url)
        sources.add(document)
    yield from sources.rows()
    for id_ in links.jurisdictions:
        if id_ not in links.base.outlines:
            yield from rows.of_jurisdiction(id_, links, context.site_url)


def _write_others(context: Context, site: Path) -> _Feeds:
    """The records of each kind together, the entities, the feeds; gives the last.

    All feeds but that of all changes as their paths, that one as its text: it lies where the
    engine cleans up, and is written by every build.
    """
    from kb.exports.entities import Entities
    from kb.exports.feeds import OVERALL, feeds

    entities = Entities(context, _day(context))
    data = site / "data"
    with _replacing(data / ENTITIES) as path, path.open("w", encoding="utf-8") as lines:
        for kind in KINDS:
            with (
                _replacing(data / f"{kind.folder}.json") as listing,
                listing.open("w", encoding="utf-8") as file,
            ):
                mark = "[\n"
                for outline in sorted(context.links.base.of_kind(kind.name), key=_id):
                    text = _document(site, kind.name, outline.id).read_text("utf-8")
                    file.write(mark + text.rstrip())
                    mark = ",\n"
                    lines.writelines(e.as_line() for e in entities.of_record(json.loads(text)))
                file.write("\n]\n" if mark == ",\n" else "[]\n")
        lines.writelines(each.as_line() for each in entities.sources())
    paths, overall = [], ""
    for path_, text in feeds(context):
        if path_ == OVERALL:
            overall = text
        else:
            paths.append(path_)
            write(site / path_, text)
    return paths, overall


def _describe(context: Context, site: Path) -> None:
    """What describes the files, once they are there, and the sums of all."""
    from kb.exports import planned
    from kb.exports.datapackage import datapackage, datasette
    from kb.exports.openapi import openapi

    data = site / "data"
    plans = planned.plans()
    sums = {}
    for name in _data_files():
        file = site / name
        if file.name not in (SUMS, *_DESCRIPTIONS):
            with file.open("rb") as content:
                sums[name] = hashlib.file_digest(content, "sha256").hexdigest()
    sizes = {
        name: ((data / "csv" / f"{name}.csv").stat().st_size, sums[f"data/csv/{name}.csv"])
        for name in plans
    }
    about, on = (context.site_name, context.site_url), _day(context)
    described = (
        datapackage(plans, sizes, *about, on),
        datasette(plans, *about, on),
        openapi([*plans], *about),
    )
    for name, value in zip(_DESCRIPTIONS, described, strict=True):
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
        write(data / name, text)
        sums[f"data/{name}"] = hashlib.sha256(text.encode()).hexdigest()
    lines = (f"{sums[name]}  {name.removeprefix('data/')}\n" for name in sorted(sums))
    write(data / SUMS, "".join(lines))


# Files -------------------------------------------------------------------------------------------


def _id(outline: Outline) -> str:
    return outline.id


def _document(site: Path, kind: str, id_: str) -> Path:
    return site / "data" / KIND[kind].folder / f"{id_}.json"


def _write_overall(site: Path, text: str) -> None:
    from kb.exports.feeds import OVERALL

    if text:
        write(site / OVERALL, text)


def _remove_others(site: Path, wanted: set[str]) -> None:
    """Remove what an earlier build wrote and this one did not."""
    found = [*site.glob("data/csv/*"), *site.glob("data/parquet/*"), *site.glob("*/*/feed.xml")]
    for path in found:
        if path.relative_to(site).as_posix() not in wanted:
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """A temporary path; what is written there takes the place of `path` at the end."""
    temporary = path.with_name(path.name + ".tmp")
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary.unlink(missing_ok=True)  # where the last build broke off
    yield temporary
    temporary.replace(path)
