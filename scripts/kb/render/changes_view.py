"""The page of recent changes: what was added to the register and what changed in it, by day."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from kb.dates import of_day
from kb.models import KIND, KINDS
from kb.news import Change
from kb.render.context import Context
from kb.render.inline import Inline, Runs, counted, joined, text
from kb.render.view import Cell, ListRow, ListView

_LINES = 300  # the page ends with the day on which there are so many
_NAMED = 12  # records of one kind that a day names one by one as added; more are counted


def changes_page(context: Context) -> ListView:
    """The latest changes, a heading to each day; without a history, a note that says so."""
    outlines = context.links.base.outlines
    known = [each for each in context.changes if each.record in outlines]
    ordered = sorted(known, key=lambda each: each.day, reverse=True)
    rows: list[ListRow] = []
    for day, changes in groupby(ordered, key=lambda each: each.day):
        rows += _day(day, list(changes), context)
        if len(rows) >= _LINES:
            break
    lede = "What was added to the register and what changed in it, the newest first."
    if not rows:
        lede = "The register's history is not at hand, so this copy cannot say what changed."
    return ListView(
        address="changes/",
        root="../",
        section="changes",
        title="Recent changes",
        description="Records added to the register and changed in it, by day.",
        kicker=(),
        lede=lede,
        columns=(("Record", ""), ("What changed", "wide")),
        rows=tuple(rows),
        notes=(_follow(), _since(ordered)) if rows else (),
        feed="feed.xml" if rows else "",
    )


def _follow() -> Runs:
    return (
        text("To follow all of it: "),
        Inline("Atom feed", href="feed.xml"),
        text(". The pages of vendors, jurisdictions and technologies have feeds of their own."),
    )


def _since(changes: Sequence[Change]) -> Runs:
    first = of_day(changes[-1].day).in_words()
    return (
        text(
            f"{counted(len(changes), 'change')} since {first}. An error that was mended is also told "
            "on the page of its record, under corrections."
        ),
    )


def _day(day: date, changes: Sequence[Change], context: Context) -> Iterator[ListRow]:
    added = [each for each in changes if each.added]
    counts = [(len(added), "added"), (len(changes) - len(added), "changed")]
    summary = ", ".join(f"{count:,} {word}" for count, word in counts if count)
    heading = Cell((text(of_day(day).in_words()),))
    yield ListRow((heading, Cell((text(summary),))), anchor=f"day-{day.isoformat()}")
    for kind in KINDS:
        new = [each for each in added if context.links.base.outlines[each.record].kind == kind.name]
        if len(new) > _NAMED:
            name = Inline(f"{len(new):,} {kind.title.lower()}", href=f"{kind.folder}/")
            some = joined(context.link(each.record) for each in new[:3])
            rest = text(f" and {len(new) - 3:,} more")
            yield ListRow((Cell((name,)), Cell((text("added: "), *some, rest))), indent=1)
        else:
            yield from (_line(each, context) for each in new)
    yield from (_line(each, context) for each in changes if not each.added)


def _line(change: Change, context: Context) -> ListRow:
    kind = KIND[context.links.base.outlines[change.record].kind].name
    record = Cell((context.link(change.record), text(f" ({kind})")))
    return ListRow((record, Cell((text("; ".join(change.words)),))), indent=1)
