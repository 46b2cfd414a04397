"""Atom feeds of new and changed records: of all, and by jurisdiction, vendor and technology."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb import news
from kb.news import Change
from kb.render.context import Context
from kb.render.templating import render

OVERALL = "feed.xml"
"""The path of the feed of all changes."""
_ENTRIES = 50


@dataclass(frozen=True, slots=True)
class _Entry:
    """One change in a feed; `updated` is a moment with its zone."""

    id: str
    url: str
    title: str
    updated: str
    summary: str


def feeds(context: Context) -> Iterator[tuple[str, str]]:
    """Each feed as (path from the site's root, Atom XML), the same for the same history.

    None where the history is not known.
    """
    links = context.links
    overall: list[Change] = []
    by_subject: defaultdict[str, list[Change]] = defaultdict(list)
    for change in context.changes:
        outline = links.base.outlines.get(change.record)
        if outline is not None:
            _add(overall, change)
            for subject in news.subjects((outline,), links):
                _add(by_subject[subject], change)
    if overall:
        title = f"{context.site_name}: new and changed records"
        yield OVERALL, _atom(OVERALL, "changes/", title, overall, context)
    for subject in sorted(by_subject):
        if path := context.feed(subject):
            title = f"{context.site_name}: {links.name(subject)}"
            page = links.address(subject)
            yield path, _atom(path, page, title, by_subject[subject], context)


def _add(chosen: list[Change], change: Change) -> None:
    if len(chosen) < _ENTRIES:
        chosen.append(change)


def _atom(path: str, page: str, title: str, changes: Sequence[Change], context: Context) -> str:
    """One feed (RFC 4287); its text is escaped by the templates' autoescape."""
    entries = []
    for change in changes:
        url = context.site_url + context.links.address(change.record)
        words = "; ".join(change.words)
        entries.append(
            _Entry(
                id=f"{url}#{change.commit[:12]}",
                url=url,
                title=f"{context.links.name(change.record)}: {words}",
                updated=change.moment.isoformat(),
                summary=words,
            )
        )
    return render(
        "feed.xml.j2",
        url=context.site_url + path,
        page=context.site_url + page,
        title=title,
        author=context.site_name,
        updated=changes[0].moment.isoformat(),
        entries=entries,
    )
