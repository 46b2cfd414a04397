"""Rules in force on the pages of jurisdictions, technologies and vendors."""

from collections import Counter
from collections.abc import Iterator

from kb import matrix, obligations
from kb.applicability import timeline
from kb.applicability.facts import DeploymentFacts, ProvisionFacts
from kb.applicability.logic import Truth
from kb.dates import of_day
from kb.outline import Outline
from kb.render.context import Context
from kb.render.groups import sort_key
from kb.render.inline import Inline, Runs, badge, counted, joined, span, text, word
from kb.render.labels import label
from kb.render.rules_view import WORDS
from kb.render.view import Cell, Fact, Row, Section


def sections(outline: Outline, context: Context) -> tuple[Section, ...]:
    """The computed sections of a page, by its kind; none for the kinds that have none."""
    if not context.computed:
        return ()
    match outline.kind:
        case "jurisdiction":
            return tuple(_in_force(outline.id, context))
        case "technology":
            return tuple(_around_the_world(outline.id, context))
        case "vendor":
            return tuple(_naming(outline.id, context))
        case "deployment" if not outline.withdrawn:
            return tuple(_obligations(outline.id, context))
        case _:
            return ()


def calendar_fact(id_: str, context: Context) -> tuple[Fact, ...]:
    """A link to a jurisdiction's calendar, if it has any dates."""
    if not context.computed or id_ not in context.places_with_dates:
        return ()
    return (Fact("Calendar", ((Inline("iCalendar file", href=f"calendar/{id_}.ics"),),)),)


def _note(context: Context) -> str:
    return f"As of {of_day(context.on).in_words()}. {WORDS}"


def _section(
    id_: str,
    title: str,
    columns: tuple[tuple[str, str], ...],
    rows: list[Row],
    context: Context,
    note: str = "",
) -> Section:
    note = f"{_note(context)} {note}".strip()
    return Section(id_, title, "table", columns, tuple(rows), note=note)


def _row(*cells: Runs) -> Row:
    return Row("", tuple(Cell(runs) for runs in cells), (), None)


def _in_force(place: str, context: Context) -> Iterator[Section]:
    applied = context.applied
    rows = []
    for source in applied.sources_of_law(place):
        for rule in applied.in_force.get(source, ()):
            technologies = joined(map(context.link, sorted(rule.scope.technologies or ())))
            whose = (text("its own"),) if source == place else (context.link(source),)
            rows.append(
                _row(
                    technologies or (text("all"),),
                    (badge(rule.effect),),
                    (context.rule(rule),),
                    whose,
                )
            )
    columns = (("Technology", "wide"), ("Effect", ""), ("Rule", "wide"), ("Law of", ""))
    if rows:
        yield _section("in-force", "Rules in force", columns, rows, context)
    else:
        absent = "No rule in force is recorded here. That is not to say that none exists."
        yield Section("in-force", "Rules in force", "list", absent=absent)


def _around_the_world(technology: str, context: Context) -> Iterator[Section]:
    applied, links = context.applied, context.links
    rows: dict[int, list[Row]] = {}
    used = Counter(
        place
        for each in links.using.get(technology, ())
        if each.kind == "deployment"
        for place in (each.jurisdiction, *links.base.territory.ancestors(each.jurisdiction))
    )
    for place in sorted(links.jurisdictions, key=lambda each: sort_key(links.name(each))):
        if links.base.territory.parents(place):
            continue  # countries and unions; their parts are on their own pages
        rule = matrix.strongest(place, technology, applied)
        if not used[place] and (rule is None or place not in applied.in_force):
            continue
        effect = (badge(rule.effect),) if rule else (Inline("no rule recorded", badge="disputed"),)
        row = _row(
            (context.link(place),),
            effect,
            (context.rule(rule),) if rule else (text("nothing on record"),),
            (text(counted(used[place], "deployment")),),
        )
        rows.setdefault(list(_STRENGTH).index(rule.effect.value) if rule else 9, []).append(row)
    ordered = [row for strength in sorted(rows) for row in rows[strength]]
    if ordered:
        columns = (("Place", ""), ("Strongest rule", ""), ("Rule", "wide"), ("On record", ""))
        note = f"{_note(context)} A rule may reach some uses only: open it to see whom and what it binds."
        yield Section("world", "Around the world", "table", columns, tuple(ordered), note=note)


_STRENGTH = ("prohibits", "requires", "lists", "permits")


def _obligations(deployment: str, context: Context) -> Iterator[Section]:
    rows = [
        _row(
            (word(each.item.what),),
            (context.rule(each.result.provision),),
            (text(of_day(each.due).in_words()),),
            status_runs(each),
            (text(each.evidence or "nothing recorded"),),
        )
        for each in obligations.of_deployment(deployment, context.applied)
    ]
    if rows:
        columns = (
            ("Required", ""),
            ("By", "wide"),
            ("Due by", "date"),
            ("Status", ""),
            ("On record", ""),
        )
        yield _section("obligations", "Obligations", columns, rows, context, OBLIGATIONS_NOTE)


OBLIGATIONS_NOTE = (
    "Met means that such a document is on record, not that it is good enough. Late counts from the day "
    "it fell due to the first such document on record; an earlier one may exist. Missing is said only "
    "after a search, on the day and in the places that are named; unknown means that no document is on "
    "record, not that there is none."
)


def status_runs(each: obligations.Obligation) -> Runs:
    """The status of an obligation as a badge, with its days where it has some."""
    words = each.status.label
    if each.days and each.status in (obligations.Status.LATE, obligations.Status.EXCEEDED):
        words += f" by {each.days:,} days"
    runs = [Inline(words, badge=each.status.value.replace("_", "-"))]
    if not each.certain:
        runs.append(
            Inline(" may apply", title="The provision may apply; an exception is not ruled out.")
        )
    return tuple(runs)


def _naming(vendor: str, context: Context) -> Iterator[Section]:
    """The lists and bans that name a vendor, and what was contracted or begun after each."""
    applied = context.applied
    rows = []
    for rule in applied.provisions:
        if vendor not in (rule.scope.suppliers or ()):
            continue
        starts = [each.start for each in rule.spans if each.start] or (
            [rule.adopted] if rule.adopted else []
        )
        start = max(starts, key=lambda each: each.last, default=None)
        ends = [(each.end, "") for each in rule.spans if each.end]
        ends += [(each.start, ", repealed") for each in rule.repeals if each.start]
        end, why = min(ends, key=lambda each: each[0].first, default=(None, ""))
        period = span(start, end) + why if start or end else label("not recorded")
        after = [
            context.link(each.id)
            for each in applied.deployments.values()
            if start and _after(each, vendor, rule)
        ]
        rows.append(
            _row(
                (context.rule(rule),),
                (badge(rule.effect),),
                (text(period),),
                joined(after) or (text("none on record"),),
            )
        )
    if rows:
        columns = (
            ("Rule", "wide"),
            ("Effect", ""),
            ("In force", ""),
            ("Contracted or begun since", "wide"),
        )
        yield _section("naming", "Lists and bans that name it", columns, rows, context)


def _after(facts: DeploymentFacts, vendor: str, rule: ProvisionFacts) -> bool:
    """Whether a deployment of the vendor was contracted for, or begun, while the rule was in force."""
    if vendor not in facts.profile.suppliers and vendor not in {
        each for each, _ in facts.contracts
    }:
        return False
    signed = [when.start for maker, when in facts.contracts if maker == vendor and when.start]
    begun = [when.start for _, when in facts.phases if when.start]
    moments = signed or begun[:1]
    return any(timeline.in_force(rule, moment.first).truth is Truth.TRUE for moment in moments)
