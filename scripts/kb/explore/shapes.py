"""The outlines of countries, drawn flat: from a package's map to the paths of a picture.

The outlines are those of Natural Earth (public domain) at 1:110 million, as TopoJSON in the package
bqplot; only that file is read, the package's program is never loaded (docs/decisions/0016-map.md).
"""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import metadata
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from typing import Any

from kb import iso

WIDTH, HEIGHT = 2000, 876
"""The picture's size in its own units."""

_PACKAGE, _FILE = "bqplot", "bqplot/map_data/WorldMap.json"
_SOUTH = -58.0  # where the picture ends: all of Antarctica is left out
_UNLISTED = {"Kosovo": "xk"}  # what ISO 3166 has no number for
_LEFT_OUT = frozenset({"aq"})

Point = tuple[float, float]


@cache
def countries() -> dict[str, str]:
    """For each lower-case ISO 3166 code the path of its outline; empty without the package."""
    try:
        file = metadata.distribution(_PACKAGE).locate_file(_FILE)
    except metadata.PackageNotFoundError:
        return {}
    with open(str(file), encoding="utf-8") as text:  # noqa: PTH123  # a path of the package's kind
        topology = json.load(text)
    arcs = list(_arcs(topology))
    found: dict[str, str] = {}
    for each in topology["objects"]["subunits"]["geometries"]:
        code = iso.by_number(each["id"]) or _UNLISTED.get(each["properties"]["name"], "")
        if code and code not in _LEFT_OUT:
            found[code] = "".join(_path(ring) for ring in _rings(each, arcs))
    return found


def at(longitude: float, latitude: float) -> Point:
    """Where a place lies in the picture.

    The Equal Earth projection (B. Šavrič, T. Patterson and B. Jenny, "The Equal Earth map
    projection", International Journal of Geographical Information Science 33(3), 2019), which keeps
    areas in proportion, scaled to the picture's width.
    """
    x, y = _equal_earth(longitude, latitude)
    scale = WIDTH / (2 * _equal_earth(180, 0)[0])
    # Half of the picture lies right of Greenwich; its lower edge is the last latitude shown.
    return WIDTH / 2 + x * scale, HEIGHT - (y - _equal_earth(0, _SOUTH)[1]) * scale


def _equal_earth(longitude: float, latitude: float) -> Point:
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    t = asin(sqrt(3) / 2 * sin(radians(latitude)))
    t2, t6 = t * t, t**6
    x = 2 * sqrt(3) * radians(longitude) * cos(t)
    x /= 3 * (9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1)
    return x, t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))


def _arcs(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """The arcs in degrees: TopoJSON writes them as steps on a grid (its specification, 2.1.3)."""
    (scale_x, scale_y), (left, low) = (
        topology["transform"][name] for name in ("scale", "translate")
    )
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + low))
        yield points


def _rings(geometry: dict[str, Any], arcs: Sequence[list[Point]]) -> Iterator[list[Point]]:
    """The rings of a country; an arc with a negative number runs backwards."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        for ring in polygon:
            points: list[Point] = []
            for number in ring:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                points += arc[1:] if points else arc
            yield points


def _path(ring: Sequence[Point]) -> str:
    """A ring as a path of whole steps, without those that would not be seen."""
    points: list[tuple[int, int]] = []
    for longitude, latitude in ring:
        x, y = at(longitude, latitude)
        point = (round(x), round(y))
        if not points or point != points[-1]:
            points.append(point)
    if len(points) < 4:  # smaller than a unit of the picture, or a line
        return ""
    steps = "".join(
        f"l{x - last_x} {y - last_y}" for (last_x, last_y), (x, y) in pairwise(points[:-1])
    )
    return f"M{points[0][0]} {points[0][1]}{steps}z"
