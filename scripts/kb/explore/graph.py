"""The drawing around a vendor: who owns and funds it, whom it works with, who uses what it supplies.

It shows nothing that the page's lists do not say, and no more than can be read.
"""

from collections.abc import Iterable, Iterator

from kb.outline import Outline, status
from kb.render.context import Context
from kb.render.groups import sort_key
from kb.render.inline import Inline, shortened
from kb.render.view import Edge, Graph, Node

_LEFT, _RIGHT = 11, 12  # how many nodes stand on each side
_ROW = 52
_HEIGHT = 40
_LEFT_WIDTH, _CENTRE_WIDTH, _RIGHT_WIDTH, _GAP = 245, 165, 320, 45
WIDTH = _LEFT_WIDTH + _CENTRE_WIDTH + _RIGHT_WIDTH + 2 * _GAP

_FIELDS = {"ownership": "owner", "funding": "funder", "partnerships": "partner"}


def of_vendor(outline: Outline, context: Context) -> Graph | None:
    """The drawing of a vendor; None where there would be fewer than two others in it."""
    behind = list(_behind(outline, context))
    supplied = _supplied(outline, context)
    if len(behind) + len(supplied) < 2:
        return None
    left, right = behind[:_LEFT], supplied[:_RIGHT]
    rows = max(len(left), len(right))
    middle = rows * _ROW / 2
    x_centre = _LEFT_WIDTH + _GAP
    x_right = x_centre + _CENTRE_WIDTH + _GAP
    centre = Node(
        x_centre,
        round(middle - _HEIGHT / 2),
        _CENTRE_WIDTH,
        Inline(_cut(outline.name, 24)),
        "vendor",
    )
    nodes = [centre]
    edges: list[Edge] = []
    for y, (link, what) in zip(_tops(len(left), rows), left, strict=True):
        nodes.append(Node(0, y, _LEFT_WIDTH, link, what))
        edges.append(_edge(_LEFT_WIDTH, y, x_centre, middle, what))
    for y, (link, about) in zip(_tops(len(right), rows), right, strict=True):
        nodes.append(Node(x_right, y, _RIGHT_WIDTH, link, about))
        edges.append(_edge(x_right, y, x_centre + _CENTRE_WIDTH, middle, "supplies"))
    left_out = len(behind) - len(left) + len(supplied) - len(right)
    return Graph(WIDTH, rows * _ROW, _HEIGHT, tuple(nodes), tuple(edges), left_out)


def _behind(outline: Outline, context: Context) -> Iterator[tuple[Inline, str]]:
    """Owners, funders and partners, each once, with the first of these that it is."""
    found: dict[str, str] = {}
    for field, what in _FIELDS.items():
        for where, target, _kinds in outline.references:
            if where[0] == field and where[-1] != "regulation" and target != outline.id:
                found.setdefault(target, what)
    for id_, what in found.items():
        yield _link(id_, 30, context), what


def _supplied(outline: Outline, context: Context) -> list[tuple[Inline, str]]:
    """The deployments that it supplies, those in use first, each with its operator."""
    outlines = context.links.base.outlines
    found = {
        each.id: outlines[each.id]
        for each in context.links.backlinks.get(outline.id, ())
        if each.relation == "suppliers" and not outlines[each.id].withdrawn
    }
    in_use = {"trial", "operational"}
    ordered = sorted(
        found.values(),
        key=lambda each: (
            status(each.phases, context.on) not in in_use, sort_key(each.name), each.id
        ),
    )  # fmt: skip
    return [
        (
            _link(each.id, 44, context),
            _cut(context.links.name(each.operator), 48)
            if each.operator
            else "operator not recorded",
        )
        for each in ordered
    ]


def _link(id_: str, size: int, context: Context) -> Inline:
    link = context.link(id_)
    return Inline(_cut(link.text, size), href=link.href, title=link.text)


def _cut(text: str, size: int) -> str:
    return shortened(text, size)


def _tops(count: int, rows: int) -> Iterable[int]:
    """Where the nodes of a side begin, in the middle of the height."""
    first = (rows - count) * _ROW / 2 + (_ROW - _HEIGHT) / 2
    return [round(first + number * _ROW) for number in range(count)]


def _edge(x: int, top: int, to_x: int, to_y: float, what: str) -> Edge:
    """A curve from the side of a node to the vendor's."""
    y, bend = top + _HEIGHT // 2, (x + to_x) // 2
    return Edge(f"M{x} {y}C{bend} {y} {bend} {round(to_y)} {to_x} {round(to_y)}", what)
