"""One provision of a regulation as its page shows it: whom it binds, when, what it requires."""

from collections.abc import Callable

from kb.models import anatomy
from kb.models.regulation import LegalException, Provision, RequirementItem, Scope
from kb.models.vocabulary import Authorisation
from kb.render.inline import Inline, Runs, badge, number, span, text, word
from kb.render.labels import label
from kb.render.view import Detail, ProvisionView, Row

ValueRuns = Callable[[object, anatomy.Field], Runs]
"""Makes runs of text from a value and the field that it stands in."""


def of(item: Provision, row: Row, value: ValueRuns) -> ProvisionView:
    """The view of a provision; `row` holds its citations and its certainty."""
    details = [Detail("Binds", _scope(item.scope, value))]
    if item.applies:
        period = span(item.applies.from_, item.applies.until)
        details.append(Detail("Applies", ((text(period or "as long as it is in force"),),)))
    if item.requires:
        details.append(Detail("Requires", tuple(_requirement(each) for each in item.requires)))
    if item.exceptions:
        details.append(Detail("Except", tuple(_exception(each, value) for each in item.exceptions)))
    if item.penalty:
        details.append(Detail("Penalty", ((text(item.penalty),),)))
    return ProvisionView(row, item.citation, badge(item.effect), item.summary or "", tuple(details))


def _scope(scope: Scope, value: ValueRuns) -> tuple[Runs, ...]:
    lines: list[Runs] = []
    for each in anatomy.fields(Scope):
        found = getattr(scope, each.name)
        if found:
            lines.append((text(f"{label(each.key)}: "), *value(found, each)))
    return tuple(lines) or ((text("All use in its jurisdiction"),),)


def _requirement(item: RequirementItem) -> Runs:
    runs: list[Inline] = [word(item.what)]
    if item.days is not None:
        runs.append(text(f", {number(item.days)} days"))
    if item.every_months:
        runs.append(text(f", every {item.every_months} months"))
    if item.due:
        runs.append(text(f", due {item.due.in_words()}"))
    if item.summary:
        runs.append(text(f": {item.summary}"))
    return tuple(runs)


def _exception(item: LegalException, value: ValueRuns) -> Runs:
    place = f" ({item.at})" if item.at else ""
    runs: list[Inline] = [text(item.summary.removesuffix(".") + place + ".")]
    if item.authorisation and item.authorisation is not Authorisation.NONE:
        runs += [text(" With the permission of: "), word(item.authorisation), text(".")]
    if item.scope:
        for position, line in enumerate(_scope(item.scope, value)):
            runs += [text("; " if position else " It covers: "), *line]
        runs.append(text("."))
    return tuple(runs)
