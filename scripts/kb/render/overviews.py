"""The pages over all rules: the matrix, the obligations, the calendar, the comparison."""

from collections import Counter
from collections.abc import Iterator

from kb import matrix, obligations
from kb.applicability.facts import ProvisionFacts
from kb.dates import of_day
from kb.explore import charts
from kb.link import source_id
from kb.models.vocabulary import OperatorType, Requirement
from kb.render.changes_view import changes_page
from kb.render.context import Context
from kb.render.groups import sort_key
from kb.render.inline import Inline, Runs, badge, counted, joined, text, word
from kb.render.rules_view import WORDS
from kb.render.view import Cell, ListRow, ListView
from kb.render.world_view import OBLIGATIONS_NOTE, status_runs

_STATUS_ORDER = list(obligations.Status)


def overviews(context: Context) -> Iterator[ListView]:
    """Every overview; each stands directly below the site's root."""
    if context.computed:
        yield matrix_page(context)
        yield obligations_page(context)
        yield calendar_page(context)
    yield compare_page(context)
    yield state_page(context)
    yield changes_page(context)


def _as_of(context: Context) -> Runs:
    return (
        text(f"As of {of_day(context.on).in_words()}. {WORDS} "),
        Inline("How this is computed", href="applicability/"),
    )


def matrix_page(context: Context) -> ListView:
    """Jurisdictions by technologies: in use or not, and the strongest rule in force."""
    found = matrix.matrix(context.applied)
    name = context.links.name
    technologies = sorted(found.technologies, key=lambda each: sort_key(name(each)))
    places = sorted(found.jurisdictions, key=lambda each: (_path(each, context), each))
    rows = []
    bare: list[Runs] = []
    for place in places:
        cells = [Cell((context.link(place),))]
        for technology in technologies:
            cell = found.cells.get((place, technology))
            cells.append(_matrix_cell(cell, context))
            if cell is not None and cell.bare:
                bare.append(
                    (
                        context.link(technology), text(" in "), context.link(place),
                        text(f": {counted(cell.live, 'deployment')} in use, no rule recorded"),
                    )
                )  # fmt: skip
        rows.append(
            ListRow(tuple(cells), indent=min(len(context.links.base.territory.ancestors(place)), 4))
        )
    return ListView(
        address="matrix/",
        root="../",
        section="matrix",
        title="Rules by place and technology",
        description="Where each technology is in use, and the strongest rule on record in force there.",
        kicker=(),
        lede=(
            "A number counts the deployments in use in a place or below it. A word names the strongest "
            "rule in force there, its own or inherited, which may reach some uses only. A dot: nothing on record."
        ),
        columns=(("Place", ""), *((name(each), "") for each in technologies)),
        rows=tuple(rows),
        notes=(_as_of(context),),
        tail_title="In use, with no rule recorded",
        tail=tuple(bare) or ((text("None on record."),),),
        style="matrix",
    )


def _path(place: str, context: Context) -> tuple[str, ...]:
    above = [*reversed(context.links.base.territory.ancestors(place)), place]
    return tuple(sort_key(context.links.name(each)) for each in above)


def _matrix_cell(cell: matrix.MatrixCell | None, context: Context) -> Cell:
    if cell is None:
        return Cell((Inline("·", title="nothing on record"),))
    runs: list[Inline] = []
    if cell.live:
        runs.append(Inline(f"{cell.live} ", title=f"{counted(cell.live, 'deployment')} in use"))
    elif cell.ever:
        runs.append(Inline("(ended) ", title=f"{counted(cell.ever, 'deployment')}, none in use"))
    if cell.rule is not None:
        runs.append(_rule_link(cell.rule, context))
    elif cell.live:
        runs.append(Inline("no rule recorded", badge="disputed"))
    return Cell(tuple(runs))


def _rule_link(rule: ProvisionFacts, context: Context) -> Inline:
    link = context.rule(rule)
    return Inline(rule.effect.label, href=link.href, title=link.text)


def obligations_page(context: Context) -> ListView:
    """The register of obligations, with the share of each status."""
    found = list(obligations.everywhere(context.applied))
    counts = Counter(each.status for _, each in found)
    certain = sum(each.certain for _, each in found)
    shares = "; ".join(
        f"{status.label} {counts[status]} ({100 * counts[status] / len(found):.0f}\N{NO-BREAK SPACE}%)"
        for status in _STATUS_ORDER
        if counts[status]
    )
    deployments = len({id_ for id_, _ in found})
    rows = [
        ListRow(
            (
                Cell((context.link(id_),)),
                Cell((word(each.item.what),)),
                Cell((context.rule(each.result.provision),)),
                Cell((text(of_day(each.due).in_words()),), "date"),
                Cell(status_runs(each)),
                Cell((text(each.evidence or "nothing recorded"),), "wide"),
            )
        )
        for id_, each in sorted(
            found,
            key=lambda pair: (
                _STATUS_ORDER.index(pair[1].status),
                sort_key(context.links.name(pair[0])),
                pair[1].due,
            ),
        )
    ]
    return ListView(
        address="obligations/",
        root="../",
        section="obligations",
        title="Obligations",
        description="What rules require of deployments on record, held against what the records show.",
        kicker=(),
        lede=(
            f"{counted(len(found), 'requirement')} on {counted(deployments, 'deployment')} of "
            f"{len(context.applied.deployments)} on record; {certain} of them certain, the rest may apply. "
            f"{shares[:1].upper()}{shares[1:]}."
        ),
        columns=(
            *(("Deployment", ""), ("Required", ""), ("By", "")),
            *(("Due by", "date"), ("Status", ""), ("On record", "wide")),
        ),
        rows=tuple(rows),
        notes=(
            _as_of(context),
            (
                text(
                    f"{OBLIGATIONS_NOTE} Requirements that leave no document, such as a warrant for each "
                    "use, are unknown throughout."
                ),
            ),
        ),
    )


def calendar_page(context: Context) -> ListView:
    """What begins, ends, falls due or expires around the day."""
    found = context.calendar
    rows = []
    for each in found:
        address = f"{context.links.address(each.subject)}#{each.anchor}"
        day = of_day(each.day).in_words() if each.exact else f"by {of_day(each.day).in_words()}"
        inferred = (Inline(" inferred", title="Computed, not recorded"),) if each.inferred else ()
        rows.append(
            ListRow(
                (
                    Cell((text(day),)),
                    Cell((text(each.what), *inferred), "wide"),
                    Cell((Inline(context.links.name(each.subject), href=address),)),
                    Cell((context.link(each.jurisdiction),)),
                )
            )
        )
    return ListView(
        address="calendar/",
        root="../",
        section="calendar",
        title="Calendar",
        description="What comes into force, ends, falls due or expires.",
        kicker=(),
        lede=f"The past 30 and the coming 365 days: {counted(len(found), 'date')} on record.",
        columns=(
            ("Day", ""),
            ("What", "wide"),
            ("Record, with its sources", ""),
            ("Jurisdiction", ""),
        ),
        rows=tuple(rows),
        notes=(
            _as_of(context),
            (
                text("To follow it in a calendar: "),
                Inline("all dates (iCalendar)", href="calendar/all.ics"),
                text("; each jurisdiction's page has its own."),
            ),
        ),
    )


def compare_page(context: Context) -> ListView:
    """Every provision in the same words: effect, technologies, operators, requirements."""
    rows = []
    for rule in sorted(
        context.applied.provisions,
        key=lambda each: (sort_key(context.links.name(each.regulation)), each.id),
    ):
        scope = rule.scope
        operators = [word(OperatorType.of(each)) for each in sorted(scope.operator_types or ())]
        technologies = [context.link(each) for each in sorted(scope.technologies or ())]
        rows.append(
            ListRow(
                (
                    Cell((context.link(rule.regulation),)),
                    Cell(
                        (
                            Inline(
                                rule.citation,
                                href=f"{context.links.address(rule.regulation)}#provisions-{rule.id}",
                            ),
                        )
                    ),
                    Cell((badge(rule.effect),)),
                    Cell(joined(technologies) or (text("all"),), "wide"),
                    Cell(joined(operators) or (text("all"),), "wide"),
                    Cell(
                        joined(word(Requirement.of(each)) for each in rule.requires)
                        or (text("nothing"),),
                        "wide",
                    ),
                    Cell((text(str(len(rule.exceptions))),), "number"),
                )
            )
        )
    return ListView(
        address="compare/",
        root="../",
        section="compare",
        title="Compare rules",
        description="Every provision on record in the same vocabulary.",
        kicker=(),
        lede=f"{counted(len(rows), 'provision')} in the same words.",
        columns=(
            *(("Regulation", ""), ("Provision", ""), ("Effect", ""), ("Technologies", "wide")),
            *(("Operators", "wide"), ("Requires", "wide"), ("Exceptions", "number")),
        ),
        rows=tuple(rows),
        notes=(_as_of(context),),
        style="compare",
    )


def state_page(context: Context) -> ListView:
    """The state of the data: counts, and how well the facts are sourced."""
    found = context.stats
    rows = [_measure(f"Records: {name.lower()}", f"{count:,}") for name, count in found.kinds]
    rows.append(_measure("Countries with a deployment or a regulation", f"{found.countries}"))
    rows += [
        _measure(f"Deployments, vendors and regulations: {name}", f"{count:,}")
        for name, count in found.continents
    ]
    rows.append(_measure("Facts that cite a source", f"{found.facts:,}"))
    for label_, count in (
        ("Facts on a primary, court, official or contract source", found.strong),
        ("Facts on a single source", found.single),
        ("Facts without an archived copy of any source", found.unarchived),
    ):
        rows.append(_measure(label_, f"{count:,} ({found.share(count)})"))
    rows += [_measure(f"Facts: {name}", f"{count:,}") for name, count in found.certainties]
    rows.append(_measure("Sources", f"{found.sources:,}"))
    rows += [_measure(f"Sources: {name}", f"{count:,}") for name, count in found.source_types]
    rows.append(_measure("Places where sources contradict each other", f"{found.conflicts:,}"))
    rows.append(_measure("Searches without result", f"{found.not_found:,}"))
    rows.append(_measure("Withdrawn records", f"{found.withdrawn:,}"))
    oldest = tuple(
        (
            text(f"{day}: "),
            Inline(context.links.descriptions[url][0], href=f"sources/{source_id(url)}/"),
        )
        for day, url in found.oldest
    )
    return ListView(
        address="state/",
        root="../",
        section="state",
        title="State of the data",
        description="How much is on record, and how well it is sourced.",
        kicker=(),
        lede="How much is on record, and how well it is sourced. Shares are of all facts that cite a source.",
        columns=(("Measure", ""), ("Count", "number")),
        rows=tuple(rows),
        charts=charts.of_state(context),
        tail_title="Sources longest unchecked",
        tail=oldest,
    )


def _measure(name: str, value: str) -> ListRow:
    return ListRow((Cell((text(name),)), Cell((text(value),), "number")))
