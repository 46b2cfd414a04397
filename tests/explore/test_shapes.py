"""The outlines of countries: where places lie in the picture, and whose outlines there are."""

import re

import pytest

from kb.explore import shapes


def test_the_middle_of_the_map_is_where_greenwich_meets_the_lower_latitudes() -> None:
    x, y = shapes.at(0, 0)
    assert x == shapes.WIDTH / 2
    assert shapes.HEIGHT / 2 < y < shapes.HEIGHT


def test_the_projection_gives_the_published_values() -> None:
    # The projection's extent on the unit sphere: 2.70663 by 1.31736 (Šavrič et al., table 2).
    right, _ = shapes.at(180, 0)
    assert right == pytest.approx(shapes.WIDTH)
    _, north = shapes.at(0, 90)
    _, equator = shapes.at(0, 0)
    assert (equator - north) / (right - shapes.WIDTH / 2) == pytest.approx(1.31736 / 2.70663, 1e-4)


def test_areas_are_in_proportion() -> None:
    """A field of one degree by one is as much smaller at 60° north as it is on the globe."""

    def area(latitude: float) -> float:
        (left, low), (right, _) = shapes.at(0, latitude), shapes.at(1, latitude)
        return (right - left) * (low - shapes.at(0, latitude + 1)[1])

    assert area(59.5) / area(-0.5) == pytest.approx(0.5, abs=0.01)


def test_countries_have_outlines_inside_the_picture() -> None:
    found = shapes.countries()
    assert {"us", "gb", "cn", "hu", "rs", "ps", "xk", "mm"} <= found.keys()
    assert "aq" not in found
    for path in found.values():
        assert re.fullmatch(r"(M-?\d+ -?\d+(l-?\d+ -?\d+)+z)+", path)


def test_a_country_lies_where_it_is() -> None:
    start = re.match(r"M(\d+) (\d+)", shapes.countries()["nz"])
    assert start is not None
    x, y = map(int, start.groups())
    assert x > 0.85 * shapes.WIDTH
    assert y > 0.8 * shapes.HEIGHT
