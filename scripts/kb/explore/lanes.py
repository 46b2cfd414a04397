"""The drawings over the years on the pages of vendors and jurisdictions.

They show nothing that cannot be read as text beside them, and no more lanes than can be read.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from kb.applicability.facts import ProvisionFacts
from kb.applied import STRENGTH
from kb.dates import PartialDate, parse
from kb.models import Vendor
from kb.models.vocabulary import Phase
from kb.outline import Outline, status
from kb.render.context import Context
from kb.render.groups import sort_key
from kb.render.inline import Inline, money, shortened, span
from kb.render.lanes_view import Lane, LaneLine, Lanes, Point, Stretch

_MOST = 14  # lanes
_LINES = 100  # lines of the table
_ROW, _HEAD, _LEFT, _WIDTH = 26, 24, 290, 900
_NAME = 40  # letters of a name that fit beside the lanes
_BACK = 30  # years before the day that are drawn
_AHEAD = 5  # years after it
_OVER = (Phase.ENDED.value, Phase.CANCELLED.value)
_IN_USE = (Phase.TRIAL.value, Phase.OPERATIONAL.value)
_STYLES = {
    "announced": "announced", "contracted": "contracted", "trial": "trial",
    "operational": "operational", "suspended": "suspended", "law": "rule in force",
    "listed": "list or ban that names it",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Spell:
    """A time between two dates; without `until` it lasts."""

    style: str
    words: str
    start: PartialDate
    until: date | None


@dataclass(frozen=True, slots=True)
class _Track:
    """A subject with all that is dated of it; the lower its rank, the sooner it is drawn."""

    link: Inline
    kind: str
    spells: tuple[_Spell, ...] = ()
    points: tuple[tuple[str, PartialDate], ...] = ()
    rank: tuple[bool, bool, int] = (False, False, 0)

    @property
    def first(self) -> date:
        """The first day of it all."""
        starts = [each.start.first for each in self.spells]
        return min(starts + [day.first for _, day in self.points])


def of_vendor(outline: Outline, context: Context) -> Lanes | None:
    """Founding, owners, rounds, lists, contracts and deployments of a vendor; None for too little."""
    record = context.links.base.record(outline.id)
    if not context.computed or not isinstance(record, Vendor):
        return None
    own = [*_company(outline, record, context), *_funding(record)]
    lists = sorted(_lists(outline, record, context), key=_order)
    supplied = sorted(_supplied(outline, context), key=_order)
    listed = max(_MOST // 2 - len(own), _MOST - len(own) - len(supplied))
    drawn = [*own, *lists[:listed]]
    drawn += _most_telling(supplied, _MOST - len(drawn))
    return _drawing(drawn, [*own, *lists, *supplied], context.on)


def of_jurisdiction(id_: str, context: Context) -> Lanes | None:
    """The life of the rules and the phases of the deployments of a place; None for too little."""
    if not context.computed:
        return None
    laws = sorted(_laws(id_, context), key=lambda each: (each.rank, _order(each)))
    outlines = [
        each
        for each in context.links.within.get(id_, ())
        if each.kind == "deployment" and each.phases and not each.withdrawn
    ]
    # The latest in use first, so that what is left out is what matters less.
    outlines.sort(key=partial(_rank, context=context))
    used = [_deployment(each, context) for each in outlines[:_LINES]]
    half = max(_MOST // 2, _MOST - len(laws))
    uses = sorted(used[:half], key=_order)
    drawn = [*sorted(laws[: _MOST - len(uses)], key=_order), *uses]
    lines = [*laws, *sorted(used, key=_order)]
    return _drawing(drawn, lines, context.on, len(laws) + len(outlines))


def _order(track: _Track) -> tuple[date, str, str]:
    return track.first, sort_key(track.link.title or track.link.text), track.link.href


def _most_telling(tracks: Sequence[_Track], most: int) -> list[_Track]:
    """Those that last, before those that are over, in the order of time."""
    lasting = sorted(tracks, key=lambda each: any(s.until is None for s in each.spells))
    return sorted(lasting[max(0, len(lasting) - most) :], key=_order) if most > 0 else []


# What a vendor's page draws ----------------------------------------------------------------------


def _company(outline: Outline, record: Vendor, context: Context) -> Iterator[_Track]:
    points = [("founded", record.founded)] if record.founded else []
    for each in record.ownership:
        owner = context.links.name(each.party)
        points += [(f"owned by {owner}", each.from_)] if each.from_ else []
        points += [(f"no longer owned by {owner}", each.until)] if each.until else []
    for link in context.links.backlinks.get(outline.id, ()):
        if link.relation != "ownership.party":
            continue
        other = context.links.base.record(link.id)
        for each in other.ownership if isinstance(other, Vendor) else ():
            if each.party == outline.id and each.from_:
                points.append((f"owner of {context.links.name(link.id)}", each.from_))
    points += [("dissolved", record.dissolved)] if record.dissolved else []
    if points:
        yield _Track(Inline("Founding and owners"), "company", points=_dated(points))


def _funding(record: Vendor) -> Iterator[_Track]:
    points = [
        (
            (each.round or "investment") + (f" of {money(each.amount)}" if each.amount else ""),
            each.date,
        )
        for each in record.funding
        if each.date
    ]
    if points:
        yield _Track(Inline("Investment rounds"), "investment", points=_dated(points))


def _dated(points: Iterable[tuple[str, PartialDate]]) -> tuple[tuple[str, PartialDate], ...]:
    return tuple(sorted(points, key=lambda each: each[1].first))


def _lists(outline: Outline, record: Vendor, context: Context) -> Iterator[_Track]:
    """The lists and bans that name it, each instrument once."""
    found: dict[str, list[_Spell]] = {}
    for item in record.listings:
        if item.from_:
            until = item.until.last if item.until else None
            words = f"listed {span(item.from_, item.until)}"
            found.setdefault(item.regulation, []).append(_Spell("listed", words, item.from_, until))
    for link in context.links.backlinks.get(outline.id, ()):
        if link.relation == "provisions" and link.id not in found:
            naming = (
                each
                for each in context.provisions_of.get(link.id, ())
                if outline.id in (each.scope.suppliers or ())
            )
            spell = _life(naming, "listed")
            if spell:
                found[link.id] = [spell]
    for id_, spells in found.items():
        yield _Track(_link(id_, context), "list or ban", tuple(spells))


def _supplied(outline: Outline, context: Context) -> Iterator[_Track]:
    outlines = context.links.base.outlines
    ids = dict.fromkeys(
        each.id
        for each in context.links.backlinks.get(outline.id, ())
        if each.relation in ("suppliers", "contracts.supplier")
    )
    for id_ in ids:
        other = outlines[id_]
        signed = [
            ("contract signed", parse(start))
            for supplier, start, _ in other.contracts
            if supplier == outline.id and start
        ]
        if not other.withdrawn and (other.phases or signed):
            yield _deployment(other, context, _dated(signed))


# What both draw ----------------------------------------------------------------------------------


def _deployment(
    outline: Outline, context: Context, points: tuple[tuple[str, PartialDate], ...] = ()
) -> _Track:
    """A deployment's phases; one without an end lasts until the next begins."""
    phases = sorted(
        (
            (phase, parse(start), parse(end) if end else None)
            for phase, start, end in outline.phases
        ),
        key=lambda each: each[1].first,
    )
    spells = []
    over = []
    for number, (phase, start, end) in enumerate(phases):
        label = Phase.of(phase).label
        if phase in _OVER:
            over.append((label, start))
            continue
        following = phases[number + 1][1].first if number + 1 < len(phases) else None
        until = end.last if end else following
        spells.append(_Spell(phase, f"{label} {span(start, end)}", start, until))
    return _Track(_link(outline.id, context), "deployment", tuple(spells), _dated([*points, *over]))


def _laws(place: str, context: Context) -> Iterator[_Track]:
    """The place's own regulations, and what binds there from above on the day."""
    applied = context.applied
    own = [
        each.id
        for each in context.links.within.get(place, ())
        if each.kind == "regulation" and each.jurisdiction == place and not each.withdrawn
    ]
    above = [
        rule.regulation
        for source in applied.sources_of_law(place)
        for rule in applied.in_force.get(source, ())
        if source != place
    ]
    for id_ in dict.fromkeys([*own, *above]):
        provisions = context.provisions_of.get(id_, ())
        spell = _life(provisions, "law")
        if spell:
            where = context.links.base.outlines[id_].jurisdiction
            kind = "rule" if where == place else f"rule of {context.links.name(where)}"
            over = spell.until is not None and spell.until < context.on
            rank = (over, where != place, min(STRENGTH[each.effect] for each in provisions))
            yield _Track(_link(id_, context), kind, (spell,), rank=rank)


def _life(provisions: Iterable[ProvisionFacts], style: str) -> _Spell | None:
    """From the first day on which a provision is in force to the last; None without a first day."""
    starts: list[PartialDate] = []
    ends: list[PartialDate | None] = []
    for each in provisions:
        begun = [part.start for part in each.spans if part.start]
        start = max(begun, key=lambda day: day.first) if begun else each.adopted
        if start is None:
            continue
        over = [part.end for part in each.spans if part.end]
        over += [repeal.start for repeal in each.repeals if repeal.start]
        starts.append(start)
        ends.append(min(over, key=lambda day: day.last, default=None))
    if not starts:
        return None
    first = min(starts, key=lambda day: day.first)
    known = [each for each in ends if each]
    last = max(known, key=lambda day: day.last) if len(known) == len(ends) else None
    return _Spell(style, f"in force {span(first, last)}", first, last.last if last else None)


def _rank(outline: Outline, context: Context) -> tuple[bool, int, str]:
    """Deployments in use first, then the latest."""
    in_use = status(outline.phases, context.on) in _IN_USE
    return not in_use, -int(outline.year or 0), outline.id


def _link(id_: str, context: Context) -> Inline:
    link = context.link(id_)
    return Inline(link.text, href=link.href, title=link.text)


# The drawing -------------------------------------------------------------------------------------


def _drawing(
    drawn: Sequence[_Track], told: Sequence[_Track], on: date, total: int | None = None
) -> Lanes | None:
    """The lanes laid out, and a line for each; None where there would be fewer than two."""
    first, last = _extent(drawn, on)
    drawn = [each for each in drawn if _shows(each, first, last)]
    if len(drawn) < 2:
        return None
    scale = partial(_place, first=first, last=last)
    lanes = tuple(
        _lane(each, _HEAD + number * _ROW + _ROW // 2, first, last, on)
        for number, each in enumerate(drawn)
    )
    styles = {stretch.style for lane in lanes for stretch in lane.stretches}
    return Lanes(
        width=_WIDTH,
        height=_HEAD + len(lanes) * _ROW + 6,
        left=_LEFT,
        today=scale(on),
        years=tuple((scale(date(year, 1, 1)), str(year)) for year in _years(first, last)),
        lanes=lanes,
        key=tuple((style, name) for style, name in _STYLES.items() if style in styles),
        has_points=any(lane.points for lane in lanes),
        lines=tuple(LaneLine(each.link, each.kind, _words(each)) for each in told[:_LINES]),
        total=len(told) if total is None else total,
        clipped=any(spell.start.first < first for each in drawn for spell in each.spells),
    )


def _extent(tracks: Iterable[_Track], on: date) -> tuple[date, date]:
    """The first and the last day drawn: whole years around what there is, within limits."""
    days = [on]
    for each in tracks:
        days += [day.first for _, day in each.points]
        days += [spell.start.first for spell in each.spells]
        days += [spell.until for spell in each.spells if spell.until]
    years = {day.year for day in days} & set(range(on.year - _BACK, on.year + _AHEAD + 1))
    return date(min(years), 1, 1), date(max(years), 12, 31)


def _shows(track: _Track, first: date, last: date) -> bool:
    """Whether anything of it lies between the two days: a founding may lie long before."""
    return any(first <= day.first <= last for _, day in track.points) or any(
        spell.start.first <= last and (spell.until is None or spell.until >= first)
        for spell in track.spells
    )


def _place(day: date, first: date, last: date) -> int:
    """Where a day lies across the drawing; days outside lie at its edges."""
    part = (min(max(day, first), last) - first).days / (last - first).days
    return _LEFT + round(part * (_WIDTH - _LEFT - 10))


def _years(first: date, last: date) -> range:
    """The years that are written above the lanes: no more than can be read."""
    count = last.year - first.year + 1
    step = next(each for each in (1, 2, 5, 10) if count <= 9 * each or each == 10)
    return range(-(-first.year // step) * step, last.year + 1, step)


def _lane(track: _Track, y: int, first: date, last: date, on: date) -> Lane:
    """What lasts is drawn up to the day, and beyond it only what begins later."""
    stretches = []
    for each in track.spells:
        if each.until and each.until < first:
            continue
        x = _place(each.start.first, first, last)
        lasting = last if each.start.first > on else on
        end = _place(each.until or lasting, first, last)
        stretches.append(Stretch(x, max(4, end - x), each.style, each.words))
    points = tuple(
        Point(_place(day.first, first, last), f"{words}, {day.in_words()}")
        for words, day in track.points
        if first <= day.first <= last
    )
    name = Inline(shortened(track.link.text, _NAME), href=track.link.href, title=track.link.text)
    return Lane(y, name, tuple(stretches), points)


def _words(track: _Track) -> str:
    """Everything dated of a subject, in the order of time."""
    dated = [(each.start.first, each.words) for each in track.spells]
    dated += [(day.first, f"{words}, {day.in_words()}") for words, day in track.points]
    return "; ".join(words for _, words in sorted(dated))
