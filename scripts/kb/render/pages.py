"""The page of each record, jurisdiction, source and publisher: from a subject to its view."""

import json

from kb import iso, search_keys
from kb.dates import parse
from kb.explore import graph, lanes
from kb.models import KIND, Record, Technology
from kb.models.vocabulary import Phase
from kb.outline import Outline, status
from kb.render import linked_data, rules_view, world_view
from kb.render.context import Context
from kb.render.groups import group, referring, sort_key
from kb.render.inline import Inline, badge, counted, joined, shortened, text, word
from kb.render.lanes_view import Lanes
from kb.render.record_view import RecordView
from kb.render.view import Actions, Entry, Fact, Group, Notice, PageView, RulesView

ROOT = "../../"
BRIEFS = ("deployment", "vendor", "jurisdiction")
"""The kinds whose pages are also made for print."""


def of_record(id_: str, context: Context) -> PageView:
    """The page of a record."""
    outline = context.links.base.outlines[id_]
    view = context.view(id_)
    record = view.record
    kind = KIND[outline.kind]
    title = context.links.name(id_)
    address = context.links.address(id_)
    lede = (
        record.summary
        or (record.definition if isinstance(record, Technology) else "")
        or _lede(outline, context)
    )
    return PageView(
        address=address,
        root=ROOT,
        section=kind.folder,
        title=title,
        description=shortened(lede, 300),
        kicker=_kicker(outline, context),
        names=view.names(),
        badges=_badges(outline, view, context),
        lede=lede,
        notice=_notice(record, context),
        facts=(
            *view.facts(),
            *_calendar(outline, context),
            *_newest_source(outline),
            *_updated(outline, context),
            *_follow(id_, context),
        ),
        timeline=view.timeline(),
        sections=(*world_view.sections(outline, context), *view.sections()),
        absences=view.absences(),
        corrections=tuple((c.date.in_words(), c.what, c.why) for c in record.corrections),
        responses=view.responses(),
        rules=_rules(outline, context),
        graph=graph.of_vendor(outline, context) if outline.kind == "vendor" else None,
        lanes=_lanes(outline, context),
        groups_title="What refers to this record",
        groups=_groups(outline, context),
        sources=view.sources(),
        actions=_actions(
            outline.id, title, address, outline.path, context, f"data/{kind.folder}/{id_}.json"
        ),
        filters=_filters(outline, context),
        # A record that no longer stands is found by its words, behind those that do.
        key="" if outline.withdrawn else search_keys.key(title),
        other_keys="" if outline.withdrawn else search_keys.keys(_other_names(outline)),
        kind=kind.name.capitalize(),
        place=context.links.name(outline.jurisdiction) if outline.jurisdiction else "",
        date=_date(outline, context),
        json=f"data/{kind.folder}/{id_}.json",
        feed=context.feed(id_),
        data=linked_data.of_record(id_, record, context),
        brief=outline.kind in BRIEFS,
    )


def of_jurisdiction(id_: str, context: Context) -> PageView:
    """The page of a jurisdiction that has no record: an ISO 3166 code that others name."""
    name = context.links.name(id_)
    address = f"jurisdictions/{id_}/"
    territory = context.links.base.territory
    outline = Outline("jurisdiction", id_, "", "", name)
    facts = [Fact("Code", ((text(id_.upper()),),)), Fact("Level", ((word(territory.level(id_)),),))]
    if territory.parents(id_):
        facts.append(
            Fact("Part of", tuple((context.link(each),) for each in territory.parents(id_)))
        )
    lede = _lede(outline, context)
    return PageView(
        address=address,
        root=ROOT,
        section="jurisdictions",
        title=name,
        description=lede,
        kicker=_kicker(outline, context),
        lede=lede,
        facts=(*facts, *world_view.calendar_fact(id_, context), *_follow(id_, context)),
        sections=world_view.sections(outline, context),
        lanes=lanes.of_jurisdiction(id_, context),
        groups_title="What is recorded there",
        groups=_groups(outline, context),
        actions=_actions(id_, name, address, "", context, ""),
        filters=_filters(outline, context),
        key=search_keys.key(name),
        other_keys=search_keys.keys(_other_names(outline)),
        kind="Jurisdiction",
        feed=context.feed(id_),
        brief=True,
    )


# Parts of a page ---------------------------------------------------------------------------------


def _other_names(outline: Outline) -> tuple[str, ...]:
    """By what else a reader may look for it."""
    by_code = iso.other_names(outline.id) if outline.kind == "jurisdiction" else ()
    return (*outline.names, *by_code)


def _calendar(outline: Outline, context: Context) -> tuple[Fact, ...]:
    return world_view.calendar_fact(outline.id, context) if outline.kind == "jurisdiction" else ()


def _rules(outline: Outline, context: Context) -> RulesView | None:
    if outline.withdrawn or not context.computed:
        return None
    match outline.kind:
        case "deployment":
            return rules_view.of_deployment(outline.id, context)
        case "regulation":
            return rules_view.of_regulation(outline.id, context)
        case _:
            return None


def _lanes(outline: Outline, context: Context) -> Lanes | None:
    match outline.kind:
        case "vendor":
            return lanes.of_vendor(outline, context)
        case "jurisdiction":
            return lanes.of_jurisdiction(outline.id, context)
        case _:
            return None


def _kicker(outline: Outline, context: Context) -> tuple[Inline, ...]:
    kind = KIND[outline.kind]
    trail = [Inline(kind.title, href=f"{kind.folder}/")]
    territory = context.links.base.territory
    if outline.kind == "jurisdiction":
        trail += [context.link(each) for each in reversed(territory.ancestors(outline.id))]
    elif outline.kind == "technology":
        trail += [context.link(each) for each in reversed(context.links.broader(outline.id))]
    elif outline.jurisdiction:
        above = [*reversed(territory.ancestors(outline.jurisdiction)), outline.jurisdiction]
        trail += [context.link(each) for each in above]
    return tuple(trail)


def _badges(outline: Outline, view: RecordView, context: Context) -> tuple[Inline, ...]:
    phase = status(outline.phases, context.on)
    runs = [badge(Phase.of(phase))] if phase else []
    latest = view.latest_phase()
    if latest and (doubt := view.doubt(latest)):
        runs.append(badge(doubt))
    if outline.kind == "regulation":
        runs += [Inline(effect, badge=effect) for effect in outline.label.split(", ") if effect]
    return joined(runs, " ")


def _lede(outline: Outline, context: Context) -> str:
    """A sentence made from the outline, for a page that has no summary."""
    links = context.links
    if outline.kind == "jurisdiction":
        inside = links.within.get(outline.id, ())
        counts = [
            counted(sum(each.kind == kind for each in inside), kind)
            for kind in ("deployment", "vendor", "regulation")
        ]
        return f"{outline.name or links.name(outline.id)} and its parts: {', '.join(counts)} on record."
    words = [KIND[outline.kind].name.capitalize()]
    if outline.jurisdiction:
        words.append(f"in {links.name(outline.jurisdiction)}")
    if outline.technologies:
        words.append(
            "on " + ", ".join(links.name(each).lower() for each in outline.technologies[:4])
        )
    return " ".join(words) + "."


def _notice(record: Record, context: Context) -> Notice | None:
    gone = record.withdrawn
    if gone is None:
        return None
    reason = f"This record was withdrawn on {gone.date.in_words()}: {gone.reason}"
    return Notice(reason, context.link(gone.replaced_by) if gone.replaced_by else None)


def _newest_source(outline: Outline) -> tuple[Fact, ...]:
    """How fresh what is said of a use can be: the newest day on which a source of it was published."""
    if outline.kind != "deployment":
        return ()
    dated = [parse(about[2]) for _key, _url, about in outline.sources if about[2]]
    newest = max(dated, key=lambda day: day.last, default=None)
    return (Fact("Newest source", ((text(newest.in_words()),),)),) if newest else ()


def _updated(outline: Outline, context: Context) -> tuple[Fact, ...]:
    changed = context.history.get(outline.path)
    if changed is None:
        return ()
    return (Fact("Record last changed", ((text(parse(changed.last.isoformat()).in_words()),),)),)


def _follow(id_: str, context: Context) -> tuple[Fact, ...]:
    path = context.feed(id_)
    return (Fact("Follow", ((Inline("changes (Atom feed)", href=path),),)),) if path else ()


def _groups(outline: Outline, context: Context) -> tuple[Group, ...]:
    links, more = context.links, f"{context.links.address(outline.id)}references/"
    if outline.kind == "jurisdiction":
        groups = _gathered(links.within.get(outline.id, ()), context, more)
        inside = sorted(
            links.below.get(outline.id, ()), key=lambda each: sort_key(links.name(each))
        )
        parts = tuple(Entry(context.link(each)) for each in inside)
        below = (Group("Parts", parts, len(parts)),) if parts else ()
        rest = referring(
            outline.id, context, lambda _each, name: name in ("jurisdiction", "parents")
        )
        return (*below, *groups, *rest)
    if outline.kind == "technology":
        narrower = [links.base.outlines[each] for each in links.below.get(outline.id, ())]
        below = (group("Narrower technologies", narrower, context),) if narrower else ()
        using = links.using.get(outline.id, ())
        listed = {each.id for each in using}
        groups = _gathered(using, context, more)
        rest = referring(
            outline.id,
            context,
            # A regulation that names it only in an exception is not among those on it.
            lambda each, name: (
                name in ("technologies", "broader")
                or (each.kind == "regulation" and each.id in listed)
            ),
        )
        return (*below, *groups, *rest)
    return referring(outline.id, context, lambda _each, _name: False)


def _gathered(outlines: tuple[Outline, ...], context: Context, more: str) -> tuple[Group, ...]:
    return tuple(
        group(KIND[kind].title, chosen, context, more)
        for kind in ("deployment", "regulation", "vendor", "organisation")
        if (chosen := [each for each in outlines if each.kind == kind])
    )


def _filters(outline: Outline, context: Context) -> tuple[tuple[str, str], ...]:
    """The facets by which the search narrows: names and values, for Pagefind."""
    links = context.links
    phase = status(outline.phases, context.on)
    found = [("kind", KIND[outline.kind].name.capitalize())]
    if outline.jurisdiction:
        above = (outline.jurisdiction, *links.base.territory.ancestors(outline.jurisdiction))
        found += [("jurisdiction", links.name(each)) for each in above]
    technologies = dict.fromkeys(
        each for one in outline.technologies for each in (one, *links.broader(one))
    )
    found += [("technology", links.name(each)) for each in technologies]
    found += [("vendor", links.name(each)) for each in outline.suppliers]
    if phase:
        found.append(("status", Phase.of(phase).label.capitalize()))
    if outline.year:
        found.append(("year", outline.year))
    # The search takes a straight quotation mark for the end of a value.
    return tuple((name, value.replace('"', "”")) for name, value in found)


def _date(outline: Outline, context: Context) -> str:
    """What a search result says of a record's time."""
    phase = status(outline.phases, context.on)
    words = {"vendor": "founded", "deployment": "from", "regulation": "from"}
    if not outline.year:
        return ""
    return f"{words.get(outline.kind, '')} {outline.year}" + (
        f", {Phase.of(phase).label}" if phase else ""
    )


def _actions(
    id_: str, title: str, address: str, path: str, context: Context, json_path: str
) -> Actions:
    url = context.site_url + address
    if context.repository and path:
        edit = f"{context.repository}/edit/main/{path}"
        report = f"{context.repository}/issues/new?template=error-in-record.yml&record={id_}"
    else:
        edit, report = "contributing/#change-a-record", "contributing/#report-an-error"
    version = context.on
    changed = context.history.get(path)
    if changed:
        version = changed.last
    key = f"surveillance-register-{id_}"
    csl = {
        "id": key,
        "type": "entry",
        "title": title,
        "container-title": context.site_name,
        "issued": {"date-parts": [[version.year, version.month, version.day]]},
        "URL": url,
    }
    day = parse(version.isoformat()).in_words()
    return Actions(
        edit=edit,
        report=report,
        json=json_path,
        address=url,
        path=path,
        plain=f"“{title}”, {context.site_name}, version of {day}, {url}",
        bibtex=(
            f"@misc{{{key},\n  title        = {{{_tex(title)}}},\n"
            f"  howpublished = {{{context.site_name}}},\n  year         = {{{version.year}}},\n"
            f"  note         = {{Version of {day}}},\n  url          = {{{url}}}\n}}"
        ),
        csl=_as_json(csl),
    )


_as_json = json.JSONEncoder(ensure_ascii=False).encode  # made once: dumps() makes one a call

_TEX = str.maketrans(
    {each: f"\\{each}" for each in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\~{}", "^": r"\^{}"}
)


def _tex(title: str) -> str:
    """A title with the characters that BibTeX would read as commands escaped."""
    return title.translate(_TEX)
