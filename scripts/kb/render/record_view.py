"""From a record to what its page shows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING

from kb.dates import PartialDate
from kb.models import Record, anatomy
from kb.models.claims import Citation, Claim, Money, Statement
from kb.models.claims import Name as NameItem
from kb.models.deployment import Place
from kb.models.regulation import Period, Provision
from kb.models.vendor import Identifiers
from kb.models.vocabulary import Certainty, NameKind, Qualifier, Vocabulary, certainty_from
from kb.outline import Outline
from kb.render import describe, provision_view
from kb.render.inline import Inline, Runs, badge, joined, money, number, quantity, span, text, word
from kb.render.labels import EXPECTED, EXPECTED_SECTIONS, FACTS, SECTIONS, label
from kb.render.values import coordinates, identifiers, short_address, source_line
from kb.render.view import (
    Absence,
    Cell,
    Cite,
    Conflict,
    Event,
    Fact,
    Row,
    Section,
    SourceLine,
)

if TYPE_CHECKING:  # it keeps the views at hand, and so knows of them
    from kb.render.context import Context

# Shown beside the claim, not in a column of their own.
_BESIDE = frozenset({"cites", "certainty", "conflict", "superseded", "note", "qualifier", "id"})
_NOT_RECORDED = "Not recorded"
_ADDRESSES = frozenset({"website", "official_url", "url", "eli"})


class RecordView:
    """The parts of a record's page; each method gives one of them."""

    def __init__(self, outline: Outline, record: Record, context: "Context") -> None:
        """Prepare the numbering of the sources."""
        self.outline = outline
        self.record = record
        self.context = context
        self._cites = {
            key: Cite(index, f"source-{key}") for index, key in enumerate(record.sources, start=1)
        }
        self._items = {
            each.key: _in_order(each.key, value)
            for each in anatomy.chosen(type(record), SECTIONS)
            if (value := getattr(record, each.name))
        }
        self._lines: dict[str, Runs] = {}

    # Citing ------------------------------------------------------------------------------------

    def cites(self, citations: Iterable[Citation]) -> tuple[Cite, ...]:
        """Superscript links for citations; a record's only source carries what cites nothing."""
        known = self._cites
        found = [
            known[each.source]._replace(at=each.at) if each.at else known[each.source]
            for each in citations
            if each.source in known
        ]
        if len(found) > 1:
            found.sort(key=attrgetter("number"))
        elif not found and len(known) == 1:
            return tuple(known.values())
        return tuple(found)

    def field_cites(self, key: str) -> tuple[Cite, ...]:
        """The sources of a top-level fact."""
        cites = self.record.cites
        return self.cites(cites.get(key) or cites.get("default") or ())

    def certainty(self, claim: Claim) -> Certainty | None:
        """The certainty that a claim states, or that follows from the sources it cites."""
        if claim.certainty is not None:
            return claim.certainty
        keys = [each.source for each in claim.cites] or list(self.record.sources)
        types = [self.record.sources[key].type for key in keys if key in self.record.sources]
        return certainty_from(types) if types else None

    def doubt(self, claim: Claim) -> Certainty | None:
        """The certainty of a claim where it is less than reported."""
        stated = claim.certainty
        return stated if stated in (Certainty.ALLEGED, Certainty.DISPUTED) else None

    def latest_phase(self) -> Claim | None:
        """The last phase that had begun by the day, as far as its date can mean that."""
        begun = [
            item
            for _, item in self.items("phases")
            if (moment := describe.when(item)) and moment.first <= self.context.on
        ]
        return begun[-1] if begun else None

    # Facts -------------------------------------------------------------------------------------

    def facts(self) -> tuple[Fact, ...]:
        """The facts box, with stated absences."""
        found = []
        for each in anatomy.chosen(type(self.record), FACTS):
            key, value = each.key, getattr(self.record, each.name)
            if value in (None, (), {}):
                if key in EXPECTED[self.outline.kind]:
                    found.append(Fact(label(key), (), absent=self.absence(key)))
                continue
            if isinstance(value, Identifiers):
                found.extend(identifiers(value))
                continue
            cites = self.cites(getattr(value, "cites", ())) if getattr(value, "cites", ()) else ()
            if not each.uncited and not cites:
                cites = self.field_cites(key)
            values = value if isinstance(value, tuple) else (value,)
            runs = tuple(self.value(v, each, key) for v in values)
            note = value.note if isinstance(value, Claim) else None
            found.append(Fact(label(key), runs, cites, note=note or ""))
        return tuple(found)

    def absence(self, key: str) -> str:
        """Why a field is not given, in words."""
        for item in self.record.not_found:
            if item.field == key:
                return f"Not found in a search on {item.searched.in_words()}"
        for held in self.record.withheld:
            if held.field == key:
                return f"Withheld by {held.by}"
        return "Does not apply" if key in self.record.not_applicable else _NOT_RECORDED

    def fact(self, value: object, each: anatomy.Field, key: str) -> Runs:
        """All values of a field in one line."""
        values = value if isinstance(value, tuple) else (value,)
        return joined(run for one in values for run in self.value(one, each, key))

    def value(self, value: object, each: anatomy.Field, key: str = "") -> Runs:
        """One value of a field as runs of text."""
        link = self.context.link
        match value:
            case Vocabulary():
                return (word(value),)
            case PartialDate():
                return (text(value.in_words()),)
            case Money():
                return (text(money(value)),)
            case Period():
                return (text(span(value.from_, value.until) or _NOT_RECORDED),)
            case Place():
                return (text(value.label + coordinates(value)),)
            case bool():
                return (text("yes" if value else "no"),)
            case int() | float():
                return (
                    text(
                        f"{number(value)} days"
                        if key in ("retention_days", "days")
                        else number(value)
                    ),
                )
            case str() if each.ref:
                return (link(value),)
            case str() if key in _ADDRESSES:
                return (Inline(short_address(value), href=value),)
            case tuple():
                return joined(run for one in value for run in self.value(one, each, key))
            case _ if anatomy.fields(type(value)):
                return self._identified(value)
            case _:
                return (text(value),)

    def _identified(self, value: object) -> Runs:
        """A small nested item, such as a regulation's identifiers, as `label value` pairs."""
        runs: list[Inline] = []
        for each in anatomy.fields(type(value)):
            inner = getattr(value, each.name)
            if inner:
                runs.append(Inline(", " if runs else ""))
                # Only what was checked to be a public address; a citation may look like one.
                href = inner if each.key in _ADDRESSES else ""
                runs.append(
                    Inline(
                        f"{label(each.key)} {short_address(inner) if href else inner}", href=href
                    )
                )
        return tuple(run for run in runs if run.text)

    # Timeline ----------------------------------------------------------------------------------

    def timeline(self) -> tuple[Event, ...]:
        """Every dated claim in the order of time; what is dated ahead is marked."""
        events: list[tuple[date, Event]] = []
        for key, anchor, item in self.claims():
            moment = describe.when(item)
            # Statements are long, and stand in the order of time in their own section.
            if moment is None or isinstance(item, NameItem | Statement):
                continue
            if isinstance(item, Provision):
                runs: Runs = (Inline(item.citation, href=f"#{anchor}"), text(" applies"))
            else:
                runs = self.line(anchor, item)
            event = self._event(moment, label(key), runs, self.cites(item.cites))
            if (doubt := self.doubt(item)) or item.superseded or item.conflict:
                event = event._replace(
                    doubt=badge(doubt) if doubt else None,
                    superseded=item.superseded or "",
                    contested=bool(item.conflict),
                )
            events.append((moment.first, event))
        for key in ("founded", "adopted", "published", "dissolved"):
            value = getattr(self.record, key, None)
            if isinstance(value, PartialDate):
                cites = self.field_cites(key)
                events.append((value.first, self._event(value, "", (text(label(key)),), cites)))
        events.sort(key=lambda pair: pair[0])
        return tuple(event for _, event in events)

    def _event(self, moment: PartialDate, kind: str, runs: Runs, cites: tuple[Cite, ...]) -> Event:
        later = moment.first > self.context.on
        return Event(str(moment), moment.in_words(), kind, runs, cites, later)

    # Sections ----------------------------------------------------------------------------------

    def sections(self) -> tuple[Section, ...]:
        """The record's lists, each as a section; expected ones that are empty say so."""
        found = []
        for each in anatomy.chosen(type(self.record), SECTIONS):
            key, items = each.key, self.items(each.key)
            if items:
                found.append(self._section(key, each, items))
            elif key in EXPECTED_SECTIONS[self.outline.kind]:
                found.append(Section(key, label(key), "list", absent=self.absence(key)))
        return tuple(found)

    def claims(self) -> Iterator[tuple[str, str, Claim]]:
        """Every claim of every list: the list's key, the claim's anchor, the claim."""
        for key, items in self._items.items():
            for anchor, item in items:
                yield key, anchor, item

    def items(self, key: str) -> list[tuple[str, Claim]]:
        """The claims of a list with their anchors, in the order of time where they have one."""
        return self._items.get(key, [])

    def line(self, anchor: str, item: Claim) -> Runs:
        """What a claim says in words; the timeline, a conflict and its sources say it again."""
        made = self._lines.get(anchor)
        if made is None:
            made = self._lines[anchor] = describe.line(item, self.context.link)
        return made

    def _section(self, key: str, each: anatomy.Field, items: list[tuple[str, Claim]]) -> Section:
        conflicts = self._conflicts(key, items)
        if key == "provisions":
            views = tuple(
                provision_view.of(item, self._claim(anchor, item, ()), self.value)
                for anchor, item in items
                if isinstance(item, Provision)
            )
            return Section(key, label(key), "provisions", provisions=views, conflicts=conflicts)
        if key in ("statements", "names"):
            rows = tuple(self._line(anchor, item) for anchor, item in items)
            return Section(key, label(key), "list", rows=rows, conflicts=conflicts, certainty=True)
        columns = [
            inner
            for inner in anatomy.fields(each.type)
            if inner.key not in _BESIDE
            and any(getattr(item, inner.name) not in (None, ()) for _, item in items)
        ]
        rows = tuple(self._row(anchor, item, columns) for anchor, item in items)
        heads = tuple((label(inner.key), _style(inner)) for inner in columns)
        return Section(key, label(key), "table", heads, rows, conflicts, certainty=True)

    def _row(self, anchor: str, item: Claim, columns: list[anatomy.Field]) -> Row:
        cells = []
        for each in columns:
            value = getattr(item, each.name)
            qualifier = getattr(item, "qualifier", None)
            if value in (None, ()):
                runs: Runs = ()
            elif each.key == "count" and isinstance(qualifier, Qualifier):
                runs = (text(quantity(value, qualifier)),)
            else:
                runs = self.value(value, each, each.key)
            cells.append(Cell(runs, _style(each)))
        return self._claim(anchor, item, tuple(cells))

    def _line(self, anchor: str, item: Claim) -> Row:
        runs = self.line(anchor, item)
        if isinstance(item, Statement):
            if item.date:
                runs = (text(f"{item.date.in_words()}: "), *runs)
            if item.about:
                runs = (
                    *runs,
                    text(" See "),
                    *joined(map(self.context.link, item.about)),
                    text("."),
                )
        return self._claim(anchor, item, (Cell(runs),))

    def _claim(self, anchor: str, item: Claim, cells: tuple[Cell, ...]) -> Row:
        certainty = self.certainty(item)
        return Row(
            anchor,
            cells,
            self.cites(item.cites),
            badge(certainty) if certainty else None,
            item.note or "",
            item.superseded or "",
            bool(item.conflict),
        )

    def _conflicts(self, key: str, items: list[tuple[str, Claim]]) -> tuple[Conflict, ...]:
        groups: defaultdict[str, list[Row]] = defaultdict(list)
        for anchor, item in items:
            if item.conflict:
                groups[item.conflict].append(self._line(anchor, item))
        return tuple(
            Conflict(f"conflict-{key}-{name}", tuple(rows))
            for name, rows in groups.items()
            if len(rows) > 1
        )

    # The rest ----------------------------------------------------------------------------------

    def names(self) -> Runs:
        """The other names, former ones marked as such."""
        runs = []
        for each in self.record.names:
            former = "formerly " if each.kind is NameKind.FORMER else ""
            runs.append(Inline(former + each.name, lang=each.language or ""))
        runs += [
            Inline(name)
            for name in self.outline.names
            if name not in {n.name for n in self.record.names}
        ]
        return joined(runs, " · ")

    def absences(self) -> tuple[Absence, ...]:
        """What was looked for and not found, and what is withheld."""
        found = [
            Absence(
                label(item.field.split(".")[-1]),
                f"not found; searched on {item.searched.in_words()}: {item.where}"
                + (f". {item.note}" if item.note else ""),
            )
            for item in self.record.not_found
        ]
        for held in self.record.withheld:
            reason = f" ({held.reason})" if held.reason else ""
            words = f"withheld by {held.by}{reason}"
            found.append(Absence(label(held.field.split(".")[-1]), words, self.cites(held.cites)))
        return tuple(found)

    def responses(self) -> tuple[Row, ...]:
        """What parties answered to what is recorded of them."""
        link = self.context.link
        return tuple(
            Row(
                "",
                (Cell((link(each.party), text(f", {each.date.in_words()}: {each.summary}"))),),
                self.cites(each.cites),
                None,
            )
            for each in self.record.responses
        )

    def sources(self) -> tuple[SourceLine, ...]:
        """The sources in their numbered order."""
        return tuple(
            source_line(self._cites[key].number, key, each)
            for key, each in self.record.sources.items()
        )


def _in_order(key: str, value: dict[str, Claim] | tuple[Claim, ...]) -> list[tuple[str, Claim]]:
    """The items of a list with their anchors, in the order of time where they have one."""
    if isinstance(value, dict):
        return [(f"{key}-{name}", item) for name, item in value.items()]
    numbered = [(f"{key}-{index}", item) for index, item in enumerate(value, start=1)]
    if len(numbered) > 1:
        moments = [describe.when(item) for _, item in numbered]
        if any(moments):
            days = [moment.first if moment else date.max for moment in moments]
            pairs = sorted(zip(days, numbered, strict=True), key=_first)
            return [pair for _, pair in pairs]
    return numbered


def _first(pair: tuple[date, object]) -> date:
    return pair[0]


def _style(each: anatomy.Field) -> str:
    if each.type is PartialDate:
        return "date"
    if each.type is Money or each.key in ("count", "share"):
        return "number"
    return "wide" if each.shape == "list" or each.key in ("finding", "subject", "text") else ""
