"""The generated part of the home page: counts, the newest and the latest changed records."""

from kb.dates import parse
from kb.models import KIND, KINDS
from kb.outline import Outline
from kb.render import linked_data
from kb.render.context import Context
from kb.render.groups import about
from kb.render.inline import plain, shortened
from kb.render.templating import render
from kb.render.view import Card, HeadView

_CARDS = 6
_COUNTED = ("deployment", "vendor", "regulation", "jurisdiction", "technology", "organisation")
_SUBJECTS = ("vendor", "deployment", "regulation")


def page(mould: str, context: Context) -> str:
    """The whole page, from the one that the engine built with placeholders."""
    feed = "feed.xml" if context.changes else ""
    head = HeadView(feed=feed, data=linked_data.dataset(context))
    # The head first: the body's text is of records, and is searched for nothing.
    mould = mould.replace("@@kb:head@@", render("head.html.j2", page=head).strip())
    return mould.replace("@@kb:home@@", body(context))


def body(context: Context) -> str:
    """The HTML that stands where docs/index.md says so."""
    links = context.links
    counted = {kind.name: sum(1 for _ in links.base.of_kind(kind.name)) for kind in KINDS}
    counted["jurisdiction"] = len(links.jurisdictions)
    counts = [
        (KIND[name].title, f"{KIND[name].folder}/", f"{counted[name]:,}") for name in _COUNTED
    ]
    counts.append(("Sources", "sources/", f"{len(links.sources):,}"))
    subjects = [each for kind in _SUBJECTS for each in links.base.of_kind(kind)]
    newest = _latest(subjects, context, first=True)
    shown = {card.href for card in newest}
    changed = [card for card in _latest(subjects, context, first=False) if card.href not in shown]
    lists = [("Newest records", "newest", newest), ("Latest changes", "changed", changed)]
    return render("home.html.j2", counts=counts, lists=lists)


def _latest(outlines: list[Outline], context: Context, *, first: bool) -> list[Card]:
    """The records of the latest days; without a history, none, since a date would be a guess."""
    history = context.history
    dated = [
        (history[each.path].first if first else history[each.path].last, each)
        for each in outlines
        if each.path in history and (first or history[each.path].last != history[each.path].first)
    ]
    dated.sort(key=lambda pair: (-pair[0].toordinal(), pair[1].digest))
    return [
        Card(
            kind=KIND[each.kind].name.capitalize(),
            title=context.links.name(each.id),
            href=context.links.address(each.id),
            about=plain(about(each, context)),
            summary=shortened(each.summary, 220),
            date=day.isoformat(),
            words=parse(day.isoformat()).in_words(),
        )
        for day, each in dated[:_CARDS]
    ]
