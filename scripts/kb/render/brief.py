"""From a record's page to its brief: what fits on two to four printed pages, with every citation.

Nothing is computed again: rules, obligations and lists are those of the page.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from kb.dates import of_day
from kb.models import Deployment, Record, Vendor, anatomy
from kb.models.claims import Challenge, Claim
from kb.models.vocabulary import Certainty, certainty_from
from kb.render import brief_tables, describe
from kb.render.brief_view import Block, BriefView, Line
from kb.render.context import Context
from kb.render.inline import Inline, Runs, badge, counted, joined, shortened, text
from kb.render.labels import SECTIONS, label
from kb.render.record_view import RecordView
from kb.render.rules_view import WORDS
from kb.render.templating import render
from kb.render.view import Cite, Event, Fact, PageView, SourceLine

FOLDER = "brief/"
"""Where the brief of a record lies, below its page."""

_SHOWN = 4  # claims of one list
_LETTERS, _FINDING = 260, 900  # of one claim; what a court or a regulator found is not cut short
_EVENTS, _CONFLICTS, _SOURCES, _UNKNOWN, _SETTLES, _OTHERS = 16, 6, 45, 12, 3, 3
_ABOUT_THE_PAGE = frozenset({"Calendar", "Follow", "Record last changed"})
_LISTS = {
    "deployment": (
        "phases", "suppliers", "contracts", "scale", "cost", "sharing", "assessments", "challenges",
    ),
    # Investments and valuations stand among the dated claims.
    "vendor": ("ownership", "customers", "partnerships", "listings", "products", "challenges"),
    "jurisdiction": ("memberships",),
}  # fmt: skip


def document(view: PageView, context: Context, assets: str = "", root: str = "") -> str:
    """The whole document of a page's brief.

    `assets` and `root` are for a copy that stands elsewhere: where its stylesheet lies, and what
    its links begin with.
    """
    return render("brief.html.j2", page=of(view, context, assets, root))


def of(view: PageView, context: Context, assets: str = "", root: str = "") -> BriefView:
    """The brief of a deployment's, a vendor's or a jurisdiction's page."""
    id_ = view.address.strip("/").rpartition("/")[2]
    outline = context.links.base.outlines.get(id_)
    reader = context.view(id_) if outline else None
    record = reader.record if reader else None
    above = "../" * (view.address + FOLDER).count("/")
    conflicts = tuple(_conflicts(view, reader))
    # A place's memberships stand among its facts, and its rules and uses in a table of their own.
    dated = () if view.section == "jurisdictions" else view.timeline
    timeline = dated[-_EVENTS:]
    parts = {
        "sentences": tuple(_sentences(view, record, reader, context)),
        "facts": tuple(_facts(view, record, reader)),
        "conflicts": conflicts[:_CONFLICTS],
        "conflicts_more": len(conflicts) - len(conflicts[:_CONFLICTS]),
        "unknown": _unknown(view),
        "timeline": tuple(_short(each) for each in timeline),
        "timeline_more": len(dated) - len(timeline),
        "others": tuple(_others(view)),
    }
    sources = _sources(view, parts)
    return BriefView(
        address=view.address + FOLDER,
        page=context.site_url + view.address,
        root=root or above,
        assets=assets or f"{above}assets/stylesheets/",
        canonical=f"{context.site_url}{view.address}{FOLDER}",
        site_name=context.site_name,
        title=view.title,
        description=f"Brief for print: {view.description}",
        kind=view.kind,
        place=view.place,
        names=_cut(view.names, _LETTERS),
        badges=view.badges,
        day=of_day(context.on).in_words(),
        words=WORDS,
        notice=view.notice,
        lede=shortened(view.lede, 900),
        needs=_needs(view),
        tables=brief_tables.of(view, outline.kind if outline else "jurisdiction"),
        sources=sources,
        sources_more=len(view.sources) - len(sources),
        cite=view.actions.plain if view.actions else "",
        **parts,  # type: ignore[arg-type]
    )


def _cut(runs: Iterable[Inline], most: int) -> Runs:
    """The runs up to so many letters, the last one cut between two words."""
    found: list[Inline] = []
    for run in runs:
        if most <= 0:
            break
        if len(run.text) > most:
            found.append(run._replace(text=shortened(run.text, max(most, 12))))
            break
        found.append(run)
        most -= len(run.text)
    return tuple(found)


def _short(event: Event) -> Event:
    return event._replace(runs=_cut(event.runs, _LETTERS))


def _line(reader: RecordView, item: Claim, name: str = "") -> Line:
    certainty = reader.certainty(item)
    most = _FINDING if isinstance(item, Challenge) else _LETTERS
    runs = _cut(describe.line(item, reader.context.link), most)
    return Line(runs, reader.cites(item.cites), badge(certainty) if certainty else None, name)


# What it is --------------------------------------------------------------------------------------


def _sentences(
    view: PageView, record: Record | None, reader: RecordView | None, context: Context
) -> Iterator[tuple[Line, ...]]:
    match record:
        case Deployment() if reader:
            yield from _of_deployment(record, reader, context)
        case Vendor() if reader:
            yield tuple(_of_vendor(record, reader, context))
        case _:
            pass
    if view.section == "jurisdictions":
        rules = next((each for each in view.sections if each.id == "in-force"), None)
        effects = Counter(row.cells[1].runs[0].text for row in rules.rows) if rules else Counter()
        if rules and effects:
            own = sum(row.cells[3].runs[0].text == "its own" for row in rules.rows)
            which = ", ".join(f"{count} that {_verb(effect)}" for effect, count in effects.items())
            inherited = f"; {own} of them its own" if own != len(rules.rows) else ""
            total = counted(len(rules.rows), "provision")
            yield (Line((text(f"In force on the day: {total}, {which}{inherited}"),)),)


def _verb(effect: str) -> str:
    """`prohibits` as it follows a plural."""
    return effect.removesuffix("s")


def _of_deployment(
    record: Deployment, reader: RecordView, context: Context
) -> Iterator[tuple[Line, ...]]:
    link = context.link
    names = joined(map(link, record.technologies[:5]))
    where = text(record.place.label) if record.place else link(record.jurisdiction)
    who = link(record.operator) if record.operator else text("an operator that is not recorded")
    place = reader.cites(record.place.cites) if record.place else ()
    yield (
        Line((text("On record is the use of "), *names), reader.field_cites("technologies")),
        Line((text(" by "), who), reader.field_cites("operator") if record.operator else ()),
        Line((text(" in "), where), place or reader.field_cites("jurisdiction")),
    )
    if phase := reader.latest_phase():
        latest = _line(reader, phase)
        yield (latest._replace(runs=(text("Latest phase on record: "), *latest.runs)),)
    suppliers = [_line(reader, item) for _, item in reader.items("suppliers")][:_SHOWN]
    if suppliers:
        lead = [text("Suppliers on record: "), *([text("; ")] * (len(suppliers) - 1))]
        yield tuple(
            each._replace(runs=(first, *each.runs))
            for first, each in zip(lead, suppliers, strict=True)
        )


def _of_vendor(record: Vendor, reader: RecordView, context: Context) -> Iterator[Line]:
    names = joined(map(context.link, record.technologies[:5]))
    yield Line((text("Vendor of "), *names), reader.field_cites("technologies"))
    seat = context.link(record.jurisdiction)
    yield Line((text("; its seat: "), seat), reader.field_cites("jurisdiction"))
    if record.founded:
        founded = text(f"; founded in {record.founded.in_words()}")
        yield Line((founded,), reader.field_cites("founded"))


# Facts -------------------------------------------------------------------------------------------


def _facts(view: PageView, record: Record | None, reader: RecordView | None) -> Iterator[Block]:
    """Blocks of claims by field: the facts box, then the lists that matter most for the kind."""
    for fact in view.facts:
        if fact.values and fact.label not in _ABOUT_THE_PAGE:
            runs = _cut(_listed(fact.values), _LETTERS)
            yield Block(fact.label, (Line(runs, fact.cites, _certainty(fact, record)),))
    if reader is None:
        return
    for key in (*_LISTS[reader.outline.kind], "statements"):
        if anatomy.field(type(reader.record), key) is None:
            continue
        items = [item for _, item in reader.items(key)]
        if items:
            shown = items[-_SHOWN:]  # in the order of time, so these are the latest
            lines = tuple(_line(reader, item) for item in shown)
            yield Block(label(key), lines, len(items) - len(shown))


def _listed(values: Iterable[Runs]) -> Runs:
    """Several values, each of runs, with commas between them."""
    found: list[Inline] = []
    for value in values:
        found += [text(", "), *value] if found else value
    return tuple(found)


def _certainty(fact: Fact, record: Record | None) -> Inline | None:
    """As for claims: confirmed if one of its sources is of a strong kind."""
    if record is None or not fact.cites:
        return None
    if fact.label == label("place") and isinstance(record, Deployment) and record.place:
        stated = record.place.certainty
        if stated is not None:
            return badge(stated)
    keys = (each.anchor.removeprefix("source-") for each in fact.cites)
    types = (record.sources[key].type for key in keys if key in record.sources)
    return badge(certainty_from(types))


# What is disputed, what is not known -------------------------------------------------------------


def _conflicts(view: PageView, reader: RecordView | None) -> Iterator[Block]:
    for section in view.sections:
        for conflict in section.conflicts:
            lines = tuple(
                Line(_cut(row.cells[0].runs, _FINDING), row.cites, row.certainty)
                for row in conflict.claims[:_SHOWN]
            )
            yield Block(section.title, lines, len(conflict.claims) - len(lines))
    if reader is not None:
        for key in SECTIONS:
            if anatomy.field(type(reader.record), key) is not None:
                disputed = tuple(
                    _line(reader, item)
                    for _, item in reader.items(key)
                    if item.certainty is Certainty.DISPUTED and not item.conflict
                )
                if disputed:
                    shown = disputed[:_SHOWN]
                    yield Block(label(key), shown, len(disputed) - len(shown))


def _unknown(view: PageView) -> Block:
    """Fields without a value, searches without a finding, and what is withheld."""
    lines = [
        Line((text(shortened(each.text, _LETTERS)),), each.cites, None, each.field)
        for each in view.absences
    ]
    told = {each.label for each in lines}
    lines += [
        Line((text(each.absent),), (), None, each.label)
        for each in view.facts
        if each.absent and each.label not in told
    ]
    lines += [
        Line((text(each.absent),), (), None, each.title)
        for each in view.sections
        if each.absent and each.id != "in-force" and each.title not in told
    ]
    return Block("What is not known", tuple(lines[:_UNKNOWN]), max(0, len(lines) - _UNKNOWN))


def _needs(view: PageView) -> tuple[tuple[str, Runs], ...]:
    """The missing facts, each with some of the rules that it would help to settle."""
    found = []
    for need in view.rules.needs[:_UNKNOWN] if view.rules else ():
        runs = joined(need.settles[:_SETTLES], "; ")
        left = len(need.settles) - _SETTLES
        found.append((need.field, (*runs, text(f", and {left} more")) if left > 0 else runs))
    return tuple(found)


# The rest ----------------------------------------------------------------------------------------


def _others(view: PageView) -> Iterator[Block]:
    """What the parties answered, and what was corrected."""
    answers = tuple(
        Line(_cut(row.cells[0].runs, _LETTERS), row.cites) for row in view.responses[-_OTHERS:]
    )
    if answers:
        yield Block("Responses", answers, len(view.responses) - len(answers))
    mended = tuple(
        Line((text(shortened(f"{day}: {what} {why}", _LETTERS)),))
        for day, what, why in view.corrections[-_OTHERS:]
    )
    if mended:
        yield Block("Corrections", mended, len(view.corrections) - len(mended))


def _sources(view: PageView, parts: dict[str, object]) -> tuple[SourceLine, ...]:
    """All of them; of very many, those that the brief cites."""
    if len(view.sources) <= _SOURCES:
        return view.sources
    cited = set(_anchors(parts))
    return tuple(each for each in view.sources if each.anchor in cited)


def _anchors(value: object) -> Iterator[str]:
    if isinstance(value, Cite):
        yield value.anchor
    elif isinstance(value, dict):
        yield from _anchors(tuple(value.values()))
    elif isinstance(value, tuple) and not isinstance(value, Inline):
        for each in value:
            yield from _anchors(each)
