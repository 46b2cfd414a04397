"""The tables of a brief: rules, obligations, and the deployments of a vendor or a place."""

from collections import Counter
from collections.abc import Iterator

from kb.models import KIND
from kb.render.brief_view import Table
from kb.render.inline import Inline, Runs, counted, shortened, text
from kb.render.labels import relation
from kb.render.lanes_view import Lanes
from kb.render.rules_view import WORDS
from kb.render.view import Group, PageView, RuleLine, RulesView, Section, SegmentLine

_RULES, _IN_FORCE, _DUTIES, _USES, _NAMING = 12, 16, 10, 14, 8
_LETTERS = 150
_STANDS = ("applies", "may-apply", "unknown")
_URGENT = ("missing", "late", "exceeded", "not-due", "met", "unknown")
_DEPLOYMENTS = KIND["deployment"].title
_SUPPLIED = tuple(
    f"{_DEPLOYMENTS}: {relation(name).lower()}" for name in ("suppliers", "contracts.supplier")
)


def of(view: PageView, kind: str) -> tuple[Table, ...]:
    """The tables of a page's brief, by the kind of its subject."""
    sections = {each.id: each for each in view.sections}
    match kind:
        case "deployment":
            return tuple(_of_deployment(view, sections))
        case "vendor":
            return tuple(_of_vendor(view, sections))
        case _:
            return tuple(_of_jurisdiction(view, sections))


def _of_deployment(view: PageView, sections: dict[str, Section]) -> Iterator[Table]:
    if view.rules is not None:
        yield _rules(view.rules)
    if "obligations" in sections:
        yield _obligations(sections["obligations"])


def _of_vendor(view: PageView, sections: dict[str, Section]) -> Iterator[Table]:
    if "naming" in sections:
        yield _section(sections["naming"], _NAMING)
    supplied: dict[Inline, tuple[Runs, ...]] = {}
    beyond = 0
    for group in view.groups:
        if group.title in _SUPPLIED:
            supplied |= {each.link: ((each.link,), each.about) for each in group.entries}
            beyond = max(beyond, group.total - len(group.entries))
    rows = tuple(supplied.values())
    empty = "" if rows else "No deployment on record names it as a supplier."
    yield Table(
        "supplied", "Deployments that it supplied", "", ("Deployment", "Where, since, status"),
        rows[:_USES], max(0, len(rows) - _USES) + beyond, empty,
    )  # fmt: skip


def _of_jurisdiction(view: PageView, sections: dict[str, Section]) -> Iterator[Table]:
    if "in-force" in sections:
        yield _section(sections["in-force"], _IN_FORCE)
    for group in view.groups:
        if group.title == _DEPLOYMENTS:
            yield _deployments(group)
    if view.lanes is not None:
        yield _lanes(view.lanes)


def _deployments(group: Group) -> Table:
    rows = tuple(((each.link,), each.about) for each in group.entries[:_USES])
    return Table(
        "deployments", "Deployments there", "", ("Deployment", "Where, since, status"),
        rows, group.total - len(rows),
    )  # fmt: skip


def _lanes(lanes: Lanes) -> Table:
    """What the page draws, in words: some rules and some deployments, in the order of time."""
    drawn = {each.link.href for each in lanes.lanes}
    rows = tuple(
        ((line.subject,), (text(line.kind),), (text(shortened(line.words, _LETTERS)),))
        for line in lanes.lines
        if line.subject.href in drawn
    )
    return Table(
        "years", "Timeline", "", ("What", "Kind", "When"), rows, lanes.total - len(rows)
    )  # fmt: skip


def _section(section: Section, most: int) -> Table:
    """A table of the page as it stands, cut."""
    rows = tuple(tuple(cell.runs for cell in row.cells) for row in section.rows[:most])
    columns = tuple(name for name, _ in section.columns)
    return Table(
        section.id, section.title, section.note, columns, rows,
        len(section.rows) - len(rows), section.absent,
    )  # fmt: skip


# Rules that bind a deployment --------------------------------------------------------------------


def _rules(rules: RulesView) -> Table:
    """Those that stand on the day; of a use that is over, those that stood in its life."""
    standing = [
        (line, segment)
        for line in rules.lines
        for segment in line.segments
        if segment.now and segment.answer.badge in _STANDS
    ]
    title, stands = "Rules that bind it", "On the day"
    if not standing and any(not any(s.now for s in line.segments) for line in rules.lines):
        standing = [(line, last) for line in rules.lines if (last := _last(line))]
        title, stands = "Rules that bound it", "In its life"
    shown = standing[:_RULES]
    empty = rules.empty
    if not shown and not empty:
        empty = "No provision on record binds it on the day."
    left = rules.total - len(standing)
    note = f"As of {rules.day}. {WORDS}"
    if left:
        note += f" {counted(left, 'provision')} that stood at other times only: see the record."
    return Table(
        "rules", title, note, ("Rule", "Effect", stands, "Why"),
        tuple(_rule(line, segment) for line, segment in shown), len(standing) - len(shown), empty,
    )  # fmt: skip


def _last(line: RuleLine) -> SegmentLine | None:
    found = [each for each in line.segments if each.answer.badge in _STANDS]
    return found[-1] if found else None


def _rule(line: RuleLine, segment: SegmentLine) -> tuple[Runs, ...]:
    why = shortened(_why(segment), _LETTERS)
    return (line.provision,), (line.effect,), (segment.answer,), (text(why),)


def _why(segment: SegmentLine) -> str:
    """The reason in short: what is missing, what is not ruled out, or which conditions hold."""
    missing = [each.missing for each in segment.reasons if each.missing and each.state != "holds"]
    if segment.answer.badge == "unknown" and missing:
        words = ", ".join(dict.fromkeys(each.replace("_", " ") for each in missing))
        return f"{segment.period}; to be settled by: {words}"
    open_ = [each.text for each in segment.reasons if each.state == "not ruled out"]
    if segment.answer.badge == "may-apply" and open_:
        return f"{segment.period}; not ruled out: {open_[0]}"
    held = dict.fromkeys(each.condition for each in segment.reasons if each.state == "holds")
    return f"{segment.period}; holds: {', '.join(held)}"


def _obligations(section: Section) -> Table:
    """Those that are not met first, with the number of each status above."""
    statuses = Counter(row.cells[3].runs[0].badge.replace("_", "-") for row in section.rows)
    counts = ", ".join(
        f"{statuses[each]} {each.replace('-', ' ')}" for each in _URGENT if statuses[each]
    )
    rows = sorted(
        (tuple(cell.runs for cell in row.cells) for row in section.rows),
        key=lambda cells: _URGENT.index(cells[3][0].badge.replace("_", "-")),
    )
    return Table(
        section.id, section.title, f"{counts}. {section.note}",
        tuple(name for name, _ in section.columns), tuple(rows[:_DUTIES]), max(0, len(rows) - _DUTIES),
    )  # fmt: skip
