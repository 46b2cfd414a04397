"""The pages of sources and of publishers: every claim that rests on each."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

from kb import link as linking
from kb.dates import parse
from kb.models import anatomy
from kb.models.vocabulary import SourceType
from kb.render.context import Context
from kb.render.inline import Inline, Runs, counted, shortened, text, word
from kb.render.labels import FACTS, SECTIONS, label
from kb.render.view import Entry, Fact, Group, PageView

ROOT = "../../"


@dataclass(frozen=True, slots=True)
class _Claim:
    """A claim of a record: what it is called, where it stands there, and what says it in words."""

    label: str
    anchor: str
    words: Callable[[], Runs]


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
        lede = f"{counted(count, 'claim')} in {counted(len(uses), 'record')} rest on this source."
        by = Inline(publisher, href=f"publishers/{linking.slug(publisher)}/")
        day = parse(published).in_words() if published else ""
        facts = (
            Fact("Publisher", ((by,),)),
            Fact("Published", ((text(day),),) if day else (), absent="" if day else "Undated"),
            Fact("Type", ((word(SourceType.of(kind)),),)),
            Fact("Language", ((text(language),),)),
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
        links = self._context.links
        address = links.address(use.id)
        entries = tuple(
            Entry(Inline(each.label, href=f"{address}#{each.anchor}"), each.words())
            for each in self._claims(use.id).get(use.key, ())
        )
        return Group(links.name(use.id), entries, len(entries))

    def _claims_of(self, id_: str) -> Mapping[str, list[_Claim]]:
        """The claims of a record, by the key of each source that they cite."""
        view = self._context.view(id_)
        record = view.record
        only = list(record.sources) if len(record.sources) == 1 else []
        found: defaultdict[str, list[_Claim]] = defaultdict(list)
        for name in FACTS:
            each = anatomy.field(type(record), name)
            value = getattr(record, each.name) if each else None
            if each is None or each.uncited or value in (None, (), {}):
                continue
            citing = record.cites.get(name) or record.cites.get("default") or ()
            claim = _Claim(label(name), "facts", partial(view.fact, value, each, name))
            for key in only or dict.fromkeys(cite.source for cite in citing):
                found[key].append(claim)
        for name in SECTIONS:
            for anchor, item in view.items(name):
                claim = _Claim(label(name), anchor, partial(view.line, anchor, item))
                for key in only or dict.fromkeys(cite.source for cite in item.cites):
                    found[key].append(claim)
        return found


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
