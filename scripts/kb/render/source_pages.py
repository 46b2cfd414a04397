"""The pages of sources and of publishers: every claim that rests on each."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial

from kb import iso
from kb import link as linking
from kb.dates import parse
from kb.models import Technology, anatomy
from kb.models.claims import Cites
from kb.models.vocabulary import SourceType
from kb.render.context import Context
from kb.render.inline import Inline, Runs, counted, shortened, text, word
from kb.render.labels import FACTS, label
from kb.render.record_view import RecordView
from kb.render.view import Entry, Fact, Group, PageView

ROOT = "../../"


class SourcePages:
    """The pages of sources; the claims of the records last seen are kept at hand."""

    def __init__(self, context: Context) -> None:
        """Nothing is read yet."""
        self._context = context
        self._claims = lru_cache(maxsize=100)(self._claims_of)

    def of(self, url: str) -> PageView:
        """The page of a source: what it is, and every claim that rests on it."""
        links = self._context.links
        title, publisher, published, language, kind, archived = links.descriptions[url]
        uses = links.sources[url]
        groups = tuple(self._group(use) for use in uses)
        count = sum(each.total for each in groups)
        records = counted(len(uses), "record")
        lede = (
            f"{counted(count, 'claim')} in {records} {'rests' if count == 1 else 'rest'} on this source."
            if count
            else f"Among the sources of {records}; no claim rests on it."
        )
        by = Inline(publisher, href=f"publishers/{linking.slug(publisher)}/")
        day = parse(published).in_words() if published else ""
        facts = (
            Fact("Publisher", ((by,),)),
            Fact("Published", ((text(day),),) if day else (), absent="" if day else "Undated"),
            Fact("Type", ((word(SourceType.of(kind)),),)),
            Fact("Language", ((text(iso.language_name(language)),),)),
            Fact("Address", ((Inline(url, href=url),),)),
            Fact(
                "Archived copy",
                ((Inline(archived, href=archived),),) if archived else (),
                absent="" if archived else "None recorded",
            ),
        )
        return PageView(
            address=f"sources/{linking.source_id(url)}/",
            root=ROOT,
            section="sources",
            title=title,
            description=shortened(f"{publisher}: {title}. {lede}", 300),
            kicker=(Inline("Sources", href="sources/"), by),
            lede=lede,
            facts=facts,
            groups_title="Claims that rest on it",
            groups=groups,
            filters=(("kind", "Source"),),
            kind="Source",
            place=publisher,
            date=day or "undated",
        )

    def _group(self, use: linking.SourceUse) -> Group:
        claims = tuple(self._claims(use.id).get(use.key, ()))
        silent = Entry(self._context.link(use.id), (text("names it among its sources"),))
        return Group(self._context.links.name(use.id), claims or (silent,), len(claims))

    def _claims_of(self, id_: str) -> Mapping[str, list[Entry]]:
        """The claims of a record, by the key of each source that they cite."""
        view = self._context.view(id_)
        address = self._context.links.address(id_)
        only = list(view.record.sources) if len(view.record.sources) == 1 else []
        found: defaultdict[str, list[Entry]] = defaultdict(list)
        for words, anchor, cites, say in _claims(view):
            if keys := only or {cite.source for cite in cites}:
                entry = Entry(Inline(words, href=f"{address}{anchor}"), say())
                for key in keys:
                    found[key].append(entry)
        return found


def _claims(view: RecordView) -> Iterator[tuple[str, str, Cites, Callable[[], Runs]]]:
    """Every claim of a record: its label, where it stands, what it cites, and how to say it."""
    record = view.record
    default = record.cites.get("default") or ()
    if isinstance(record, Technology):
        yield "Definition", "", default, partial(_as_text, record.definition)
    for each in anatomy.chosen(type(record), FACTS):
        value = getattr(record, each.name)
        if not each.uncited and value not in (None, (), {}):
            own = getattr(value, "cites", ()) or record.cites.get(each.key)
            yield (
                label(each.key),
                "#facts",
                own or default,
                partial(view.fact, value, each, each.key),
            )
    for key, anchor, claim in view.claims():
        yield label(key), f"#{anchor}", claim.cites, partial(view.line, anchor, claim)
    for held in record.withheld:
        words = f"{label(held.field.split('.')[-1])}, by {held.by}"
        yield "Withheld", "#unknown", held.cites, partial(_as_text, words)
    for answer, row in zip(record.responses, view.responses(), strict=True):
        yield "Responses", "#responses", answer.cites, partial(tuple, row.cells[0].runs)


def _as_text(words: str) -> Runs:
    return (text(words),)


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
