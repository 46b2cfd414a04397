"""The pages of sources and of publishers: every claim that rests on each."""

from kb import link as linking
from kb.dates import parse
from kb.models import anatomy
from kb.models.vocabulary import SourceType
from kb.render import describe
from kb.render.context import Context
from kb.render.inline import Inline, counted, joined, shortened, text, word
from kb.render.labels import FACTS, SECTIONS, label
from kb.render.record_view import RecordView
from kb.render.view import Entry, Fact, Group, PageView

ROOT = "../../"


def of_source(url: str, context: Context) -> PageView:
    """The page of a source: what it is, and every claim that rests on it."""
    title, publisher, published, language, kind, archived = context.links.descriptions[url]
    address = f"sources/{linking.source_id(url)}/"
    uses = context.links.sources[url]
    facts = [
        Fact("Publisher", ((Inline(publisher, href=f"publishers/{linking.slug(publisher)}/"),),)),
        Fact(
            "Published",
            ((text(parse(published).in_words()),),) if published else (),
            absent="" if published else "Undated",
        ),
        Fact("Type", ((word(SourceType.of(kind)),),)),
        Fact("Language", ((text(language),),)),
        Fact("Address", ((Inline(url, href=url),),)),
        Fact(
            "Archived copy",
            ((Inline(archived, href=archived),),) if archived else (),
            absent="" if archived else "None recorded",
        ),
    ]
    groups = tuple(_claims_group(use.id, use.key, context) for use in uses)
    count = sum(each.total for each in groups)
    lede = f"{counted(count, 'claim')} in {counted(len(uses), 'record')} rest on this source."
    return PageView(
        address=address,
        root=ROOT,
        section="sources",
        title=title,
        description=shortened(f"{publisher}: {title}. {lede}", 300),
        kicker=(
            Inline("Sources", href="sources/"),
            Inline(publisher, href=f"publishers/{linking.slug(publisher)}/"),
        ),
        lede=lede,
        facts=tuple(facts),
        groups_title="Claims that rest on it",
        groups=groups,
        filters=(("kind", "Source"),),
        kind="Source",
        place=publisher,
        date=parse(published).in_words() if published else "undated",
    )


def _claims_group(id_: str, key: str, context: Context) -> Group:
    outline = context.links.base.outlines[id_]
    record = context.links.base.record(id_)
    view = RecordView(outline, record, context)
    only = len(record.sources) == 1
    address = context.links.address(id_)
    entries: list[Entry] = []
    for name in FACTS:
        each = anatomy.field(type(record), name)
        value = getattr(record, each.name) if each else None
        if each is None or each.uncited or value in (None, (), {}):
            continue
        citing = record.cites.get(name) or record.cites.get("default") or ()
        if only or any(cite.source == key for cite in citing):
            shown = value if isinstance(value, tuple) else (value,)
            runs = joined(run for one in shown for run in view.value(one, each, name))
            entries.append(Entry(Inline(label(name), href=f"{address}#facts"), runs))
    for name in SECTIONS:
        for anchor, item in view.items(name):
            if only or any(cite.source == key for cite in item.cites):
                entries.append(
                    Entry(
                        Inline(label(name), href=f"{address}#{anchor}"),
                        describe.line(item, context.link),
                    )
                )
    return Group(context.links.name(id_), tuple(entries), len(entries))


def of_publisher(slug: str, context: Context) -> PageView:
    """The page of a publisher: the sources it published."""
    urls = context.links.publishers[slug]
    name = context.links.descriptions[urls[0]][1]
    entries = tuple(
        Entry(
            Inline(context.links.descriptions[url][0], href=f"sources/{linking.source_id(url)}/"),
            (text(_published(context.links.descriptions[url][2])),),
        )
        for url in urls
    )
    lede = f"{counted(len(urls), 'source')} of this publisher on record."
    return PageView(
        address=f"publishers/{slug}/",
        root=ROOT,
        section="publishers",
        title=name,
        description=f"{name}: {lede}",
        kicker=(Inline("Publishers", href="publishers/"),),
        lede=lede,
        groups_title="Sources, the newest first",
        groups=(Group("Sources", entries, len(entries)),),
        filters=(("kind", "Publisher"),),
        kind="Publisher",
    )


def _published(day: str) -> str:
    return parse(day).in_words() if day else "undated"
