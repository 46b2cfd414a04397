"""Atom feeds of new and changed records: of all, and by jurisdiction, vendor and technology."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kb.news import Change
from kb.render.context import Context
from kb.render.templating import render

_ENTRIES = 50


def feeds(changes: Sequence[Change], context: Context) -> Iterator[tuple[str, str]]:
    """Each feed as (path from the site's root, Atom XML), the same for the same history."""
    for path, (title, chosen) in sorted(_by_subject(changes, context).items()):
        yield path, _atom(path, title, chosen[:_ENTRIES], context)


def _by_subject(
    changes: Sequence[Change], context: Context
) -> Mapping[str, tuple[str, list[Change]]]:
    links = context.links
    found: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        outline = links.base.outlines.get(change.record)
        if outline is None:
            continue
        subjects = (
            {f"{links.address(change.record)}feed.xml"} if outline.kind == "vendor" else set()
        )
        place = outline.jurisdiction
        places = (place, *links.base.territory.ancestors(place)) if place else ()
        subjects |= {f"jurisdictions/{each}/feed.xml" for each in places}
        subjects |= {f"vendors/{each}/feed.xml" for each in outline.suppliers}
        for technology in outline.technologies:
            broader = (technology, *links.broader(technology))
            subjects |= {f"technologies/{each}/feed.xml" for each in broader}
        for subject in ("feed.xml", *sorted(subjects)):
            found[subject].append(change)
    return {
        path: (_title(path, context), chosen)
        for path, chosen in found.items()
        if path == "feed.xml" or links.address(path.split("/")[1])
    }


def _title(path: str, context: Context) -> str:
    if path == "feed.xml":
        return f"{context.site_name}: new and changed records"
    return f"{context.site_name}: {context.links.name(path.split('/')[1])}"


def _atom(path: str, title: str, changes: Sequence[Change], context: Context) -> str:
    """One feed (RFC 4287); its text is escaped by the templates' autoescape."""
    entries = []
    for change in changes:
        url = context.site_url + context.links.address(change.record)
        words = "; ".join(change.words)
        entries.append(
            {
                "id": f"{url}#{change.commit[:12]}",
                "url": url,
                "title": f"{context.links.name(change.record)}: {words}",
                "updated": change.moment.isoformat(),
                "summary": words,
            }
        )
    return render(
        "feed.xml.j2",
        url=context.site_url + path,
        page=context.site_url + path.removesuffix("feed.xml"),
        title=title,
        author=context.site_name,
        updated=changes[0].moment.isoformat(),
        entries=entries,
    )
