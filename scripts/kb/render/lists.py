"""The index pages: every record of a kind, every source, all that refer to something."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb.link import slug, source_id
from kb.models import KIND, KIND_OF_FOLDER
from kb.models.vocabulary import Phase, SourceType
from kb.outline import Outline, status
from kb.render.context import Context
from kb.render.groups import SHOWN, sort_key
from kb.render.inline import Inline, Runs, badge, counted, joined, text, word
from kb.render.view import Cell, ListRow, ListView, PageLink

PER_PAGE = 250

Columns = tuple[tuple[str, str], ...]

_LEDES = {
    "vendors": "Companies that make, sell or run surveillance technology.",
    "deployments": "Uses of surveillance technology, each by one operator in one place.",
    "regulations": "Legal instruments that bind the use of the technology, with their provisions.",
    "organisations": "Operators, buyers, investors, partners, regulators and courts.",
    "jurisdictions": (
        "Unions, countries, their parts and cities, with what is recorded in each and below it. "
        "0 means that nothing is recorded yet, not that there is none."
    ),
    "technologies": "The kinds of technology, from broader to narrower.",
    "sources": "Every publication that a record lists among its sources.",
    "publishers": "Who published the sources.",
}
_TECHNOLOGIES = ("Technologies", "wide")
_COUNTS = (("Deployments", "number"), ("Regulations", "number"), ("Vendors", "number"))
_COLUMNS: dict[str, Columns] = {
    "vendors": (("Vendor", ""), ("Seat", ""), _TECHNOLOGIES, _COUNTS[0], ("Lists", "number")),
    "deployments": (
        *(("Deployment", ""), ("Jurisdiction", ""), ("Operator", "")),
        *(_TECHNOLOGIES, ("Since", "date"), ("Phase", "")),
    ),
    "regulations": (
        *(("Regulation", ""), ("Jurisdiction", ""), ("Effect", "")),
        *(_TECHNOLOGIES, ("From", "date")),
    ),
    "organisations": (
        ("Organisation", ""),
        ("Jurisdiction", ""),
        ("Records that name it", "number"),
    ),
    "jurisdictions": (("Jurisdiction", ""), *_COUNTS),
    "technologies": (("Technology", ""), *_COUNTS),
    "sources": (
        *(("Source", ""), ("Publisher", ""), ("Published", "date")),
        *(("Type", ""), ("Records", "number")),
    ),
    "publishers": (("Publisher", ""), ("Sources", "number")),
}
_TITLES = {"sources": "Sources", "publishers": "Publishers"}


@dataclass(frozen=True)
class Listing:
    """A list that is cut into pages; `address` is that of its first page."""

    address: str
    section: str
    title: str
    kicker: tuple[Inline, ...]
    lede: str
    columns: Columns
    rows: Sequence[ListRow]


def listings(context: Context) -> Iterator[Listing]:
    """Every list of the site: the index of each section, and the long lists of references."""
    for section, columns in _COLUMNS.items():
        rows = _index_rows(section, context)
        title = KIND_OF_FOLDER[section].title if section in KIND_OF_FOLDER else _TITLES[section]
        lede = f"{_LEDES[section]} {counted(len(rows), 'entry').replace('entrys', 'entries')}."
        yield Listing(f"{section}/", section, title, (), lede, columns, rows)
    yield from _references(context)


def pages(listing: Listing) -> Iterator[ListView]:
    """The pages of a list; the second is at `2/` below the first."""
    count = max(1, -(-len(listing.rows) // PER_PAGE))
    for number in range(1, count + 1):
        address = listing.address if number == 1 else f"{listing.address}{number}/"
        rows = tuple(listing.rows[(number - 1) * PER_PAGE : number * PER_PAGE])
        letters: tuple[tuple[str, str], ...] = ()
        if count == 1 and len(rows) > 30 and not any(row.indent for row in rows):
            rows, letters = _lettered(rows)
        root = "../" * address.count("/")
        yield ListView(
            address=address,
            root=root,
            section=listing.section,
            title=listing.title if number == 1 else f"{listing.title}, page {number}",
            description=listing.lede,
            kicker=listing.kicker,
            lede=listing.lede,
            columns=listing.columns,
            rows=rows,
            letters=letters,
            pages=tuple(_page_links(listing.address, root, number, count)),
            number=number,
        )


def _page_links(address: str, root: str, current: int, count: int) -> Iterator[PageLink]:
    last = 0
    for number in range(1, count + 1):
        if number in (1, count) or abs(number - current) <= 2:
            if number - last > 1:
                yield PageLink(number, None)
            last = number
            yield PageLink(
                number, f"{root}{address}" if number == 1 else f"{root}{address}{number}/"
            )


def _lettered(rows: tuple[ListRow, ...]) -> tuple[tuple[ListRow, ...], tuple[tuple[str, str], ...]]:
    """The rows with an anchor at the first of each initial letter, and the links to them."""
    marked: list[ListRow] = []
    letters: dict[str, str] = {}
    for row in rows:
        initial = sort_key(row.cells[0].runs[0].text)[:1].upper()
        initial = initial if initial.isascii() and initial.isalpha() else "#"
        anchor = f"letter-{initial.lower() if initial != '#' else 'other'}"
        if initial in letters:
            marked.append(row)
        else:
            letters[initial] = f"#{anchor}"
            marked.append(ListRow(row.cells, anchor))
    return tuple(marked), tuple(letters.items())


# Rows --------------------------------------------------------------------------------------------


def _index_rows(section: str, context: Context) -> list[ListRow]:
    match section:
        case "sources":
            return _sources(context)
        case "publishers":
            return _publishers(context)
        case "jurisdictions":
            roots = [
                each for each in context.links.jurisdictions
                if not context.links.base.territory.parents(each)
            ]  # fmt: skip
            return list(_tree(roots, context, 0))
        case "technologies":
            tops = [each.id for each in context.links.base.of_kind("technology") if not each.above]
            return list(_tree(tops, context, 0))
        case _:
            outlines = context.links.base.of_kind(KIND_OF_FOLDER[section].name)
            return rows_of(outlines, section, context)


def rows_of(outlines: Iterable[Outline], section: str, context: Context) -> list[ListRow]:
    """Records of one kind as rows, by name."""
    ordered = sorted(outlines, key=lambda each: (sort_key(each.name), each.id))
    return [ListRow(tuple(_cells(each, section, context))) for each in ordered]


def _cells(outline: Outline, section: str, context: Context) -> Iterator[Cell]:
    link, links = context.link, context.links
    yield Cell((link(outline.id),))
    yield Cell((link(outline.jurisdiction),) if outline.jurisdiction else ())
    technologies = Cell(joined(map(link, outline.technologies)), "wide")
    match section:
        case "vendors":
            references = links.backlinks.get(outline.id, ())
            kinds = [links.base.outlines[each.id].kind for each in references]
            yield technologies
            yield _number(
                len(
                    {
                        r.id
                        for r, kind in zip(references, kinds, strict=True)
                        if kind == "deployment"
                    }
                )
            )
            yield _number(
                len(
                    {
                        r.id
                        for r, kind in zip(references, kinds, strict=True)
                        if kind == "regulation"
                    }
                )
            )
        case "deployments":
            phase = status(outline.phases, context.on)
            yield Cell((link(outline.operator),) if outline.operator else ())
            yield technologies
            yield Cell((text(outline.year),) if outline.year else (), "date")
            yield Cell((badge(Phase.of(phase)),) if phase else ())
        case "regulations":
            effects = [Inline(each, badge=each) for each in outline.label.split(", ") if each]
            yield Cell(joined(effects, " "))
            yield (
                technologies if outline.technologies else Cell((text("all in its scope"),), "wide")
            )
            yield Cell((text(outline.year),) if outline.year else (), "date")
        case _:
            yield _number(len({each.id for each in links.backlinks.get(outline.id, ())}))


def _number(count: int) -> Cell:
    return Cell((text(f"{count:,}"),), "number")


def _tree(ids: Iterable[str], context: Context, depth: int) -> Iterator[ListRow]:
    links = context.links
    for id_ in sorted(ids, key=lambda each: (sort_key(links.name(each)), each)):
        gathered = links.within.get(id_) or links.using.get(id_) or ()
        kinds = [each.kind for each in gathered]
        counts = (_number(kinds.count(kind)) for kind in ("deployment", "regulation", "vendor"))
        yield ListRow((Cell((context.link(id_),)), *counts), indent=depth)
        if depth < 6:
            yield from _tree(links.below.get(id_, ()), context, depth + 1)


def _sources(context: Context) -> list[ListRow]:
    described = context.links.descriptions
    rows = []
    for url in sorted(described, key=lambda url: (sort_key(described[url][0]), url)):
        title, publisher, published, _language, kind, _archived = described[url]
        rows.append(
            ListRow(
                (
                    Cell((Inline(title, href=f"sources/{source_id(url)}/"),)),
                    Cell((Inline(publisher, href=f"publishers/{slug(publisher)}/"),)),
                    Cell((text(published),) if published else (text("undated"),), "date"),
                    Cell((word(SourceType.of(kind)),)),
                    _number(len(context.links.sources[url])),
                )
            )
        )
    return rows


def _publishers(context: Context) -> list[ListRow]:
    links = context.links
    named = [(links.descriptions[urls[0]][1], key, urls) for key, urls in links.publishers.items()]
    return [
        ListRow((Cell((Inline(name, href=f"publishers/{key}/"),)), _number(len(urls))))
        for name, key, urls in sorted(named, key=lambda each: (sort_key(each[0]), each[1]))
    ]


def _references(context: Context) -> Iterator[Listing]:
    """Full lists of what refers to a record, where its page shows only the first of them."""
    links = context.links
    gathered: dict[str, dict[str, Outline]] = {}
    for id_, outlines in [*links.within.items(), *links.using.items()]:
        gathered.setdefault(id_, {}).update((each.id, each) for each in outlines)
    for id_, references in links.backlinks.items():
        if len(references) > SHOWN:
            found = ((each.id, links.base.outlines[each.id]) for each in references)
            gathered.setdefault(id_, {}).update(found)
    for id_, chosen in gathered.items():
        address = links.address(id_)
        if not address or _longest_group(id_, context) <= SHOWN:
            continue
        ordered = sorted(chosen.values(), key=lambda each: (sort_key(each.name), each.id))
        rows = [
            ListRow(
                (
                    Cell((context.link(each.id),)),
                    Cell((text(KIND[each.kind].name),)),
                    Cell(_where(each, context)),
                )
            )
            for each in ordered
        ]
        name = links.name(id_)
        yield Listing(
            f"{address}references/",
            address.split("/", 1)[0],
            f"All that refers to {name}",
            (Inline(name, href=address),),
            f"{counted(len(rows), 'record')}.",
            (("Record", ""), ("Kind", ""), ("Jurisdiction", "")),
            rows,
        )


def _longest_group(id_: str, context: Context) -> int:
    """How many lines the longest group on a page would have: only then does it lead to a list."""
    links = context.links
    gathered = (*links.within.get(id_, ()), *links.using.get(id_, ()))
    sizes = Counter((each.kind, "") for each in gathered)
    sizes.update(
        (links.base.outlines[each.id].kind, each.relation)
        for each in links.backlinks.get(id_, ())
        if each.relation not in ("parents", "broader")  # shown in full
    )
    return max(sizes.values(), default=0)


def _where(outline: Outline, context: Context) -> Runs:
    return (context.link(outline.jurisdiction),) if outline.jurisdiction else ()
