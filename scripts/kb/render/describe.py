"""One line for each claim: what an item of a record says, in words and links."""

from kb.dates import PartialDate
from kb.models import anatomy, claims, deployment, reference, regulation, vendor
from kb.models.vocabulary import NameKind
from kb.render.inline import Inline, LinkTo, Runs, joined, money, number, quantity, span, text, word


def line(item: object, link: LinkTo) -> Runs:
    """What one claim says, without its sources. Raises TypeError for what is no claim."""
    match item:
        case claims.Name():
            return _with_span(
                (Inline(item.name, lang=item.language or ""), text(f" ({_name_of(item.kind)})")),
                item.from_,
                item.until,
            )
        case claims.Statement():
            by = (text(f"{item.by}: "),) if item.by else ()
            return (*by, text(item.text))
        case claims.Challenge():
            return _challenge(item, link)
        case claims.Ownership():
            share = f" ({number(item.share)} per cent)" if item.share is not None else ""
            price = f", for {money(item.price)}" if item.price else ""
            return _with_span(
                (text("owned by "), link(item.party), text(share + price)), item.from_, item.until
            )
        case vendor.Product():
            kinds = joined(map(link, item.technologies))
            return (text(item.name), *((text(": "), *kinds) if kinds else ()))
        case vendor.Funding():
            return _funding(item, link)
        case vendor.Valuation():
            whose = f", according to {item.by}" if item.by else ""
            return (text(f"valuation of {money(item.amount)}{whose}"),)
        case vendor.Partnership():
            return _with_span((link(item.party), text(f": {item.subject}")), item.from_, item.until)
        case vendor.Customers():
            where = (text(" in "), link(item.jurisdiction)) if item.jurisdiction else ()
            as_of = (text(f" (as of {item.as_of.in_words()})"),) if item.as_of else ()
            return (text(f"{quantity(item.count, item.qualifier)} {item.of}"), *where, *as_of)
        case vendor.Listing():
            return _with_span((text("listed by "), link(item.regulation)), item.from_, item.until)
        case deployment.Place():
            return (text(item.label),)
        case deployment.Supplier():
            product = f", product {item.product}" if item.product else ""
            return _with_span(
                (link(item.party), text(" as "), word(item.role), text(product)),
                item.from_,
                item.until,
            )
        case deployment.PhaseSpan():
            return _with_span((word(item.phase),), item.from_, item.until)
        case deployment.Scale():
            period = _period(item.since, item.as_of)
            return (text(f"{quantity(item.count, item.qualifier)} {item.what}{period}"),)
        case deployment.Cost():
            then = f" (as of {item.as_of.in_words()})" if item.as_of else ""
            return (text(f"{money(item.amount)} for {item.what}{then}"),)
        case deployment.Contract():
            return _contract(item, link)
        case deployment.Sharing():
            what = f": {item.what}" if item.what else ""
            to = link(item.party) if item.party else text(item.with_)
            return _with_span((text("shared with "), to, text(what)), item.from_, item.until)
        case deployment.Assessment():
            title = f": {item.title}" if item.title else ""
            return (word(item.kind), text(title))
        case regulation.Provision():
            summary = f": {item.summary}" if item.summary else ""
            return (text(f"{item.citation} "), word(item.effect), text(summary))
        case regulation.RegulationLink():
            return (link(item.regulation),)
        case reference.Membership():
            return _with_span((text("under the law of "), link(item.in_)), item.from_, item.until)
        case _:
            raise TypeError(f"not a claim: {type(item).__name__}")


def _name_of(kind: NameKind) -> str:
    match kind:
        case NameKind.ABBREVIATION | NameKind.TRANSLATION:
            return kind.label
        case _:
            return f"{kind.label} name"


def _with_span(runs: Runs, start: PartialDate | None, end: PartialDate | None) -> Runs:
    period = span(start, end)
    return (*runs, text(f", {period}")) if period else runs


def _period(since: PartialDate | None, as_of: PartialDate | None) -> str:
    if since and as_of:
        return f" ({span(since, as_of)})"
    return f" (as of {as_of.in_words()})" if as_of else ""


def _challenge(item: claims.Challenge, link: LinkTo) -> Runs:
    reference_ = f", {item.reference}" if item.reference else ""
    penalty = f", {money(item.penalty)} imposed" if item.penalty else ""
    when = f", {item.decided.in_words()}" if item.decided else ""
    return (
        link(item.body), text(f": {item.title}{reference_}{when}, "), word(item.outcome),
        text(penalty + (f". {item.finding}" if item.finding else "")),
    )  # fmt: skip


def _funding(item: vendor.Funding, link: LinkTo) -> Runs:
    runs: list[Inline] = [text(item.round or "investment")]
    if item.amount:
        runs.append(text(f" of {money(item.amount)}"))
    if item.lead:
        runs += [text(", led by "), link(item.lead)]
    if item.investors:
        runs += [text(", with " if item.lead else " by "), *joined(map(link, item.investors))]
    return tuple(runs)


def _contract(item: deployment.Contract, link: LinkTo) -> Runs:
    runs: list[Inline] = [text(item.subject)]
    if item.reference:
        runs.append(text(f" ({item.reference})"))
    if item.supplier:
        runs += [text(", supplied by "), link(item.supplier)]
    if item.buyer:
        runs += [text(", bought by "), link(item.buyer)]
    if item.value:
        runs.append(text(f", {money(item.value)}"))
    signed = span(item.signed, item.until)
    return (*runs, text(f", {signed}")) if signed else tuple(runs)


def when(item: object) -> PartialDate | None:
    """The day that places a claim on a timeline, where it has one."""
    for name in _moments(type(item)):
        value = getattr(item, name)
        if value is not None:
            moment: PartialDate = value
            return moment
    if isinstance(item, regulation.Provision) and item.applies:
        return item.applies.from_
    return None


# Kept by hand: mypy does not take a class for a hashable argument of functools.cache.
_MOMENTS: dict[type, tuple[str, ...]] = {}


def _moments(cls: type) -> tuple[str, ...]:
    """The dates of a class of claims, the most telling first."""
    if cls not in _MOMENTS:
        dates = {each.name for each in anatomy.date_fields(cls)}
        telling = ("date", "decided", "filed", "signed", "from_", "until")
        _MOMENTS[cls] = tuple(name for name in telling if name in dates)
    return _MOMENTS[cls]
