"""The drawing around a vendor."""

from helpers.projects import DAY, REGISTER
from kb.explore import graph
from kb.link import Links
from kb.load import load
from kb.render.context import Context


def context() -> Context:
    base = load(REGISTER, use_cache=False).base
    return Context(Links(base), DAY, "https://register.example/", "Register")


def test_a_vendor_stands_between_those_behind_it_and_those_it_supplies() -> None:
    made = context()
    drawing = graph.of_vendor(made.links.base.outlines["lanhai-vision"], made)
    assert drawing is not None
    centre, *others = drawing.nodes
    assert centre.link.text == "Lanhai Vision"
    assert len(drawing.edges) == len(others)
    left = {each.link.href for each in others if each.x < centre.x}
    right = {each.link.href for each in others if each.x > centre.x}
    assert "organisations/harbour-capital/" in left
    assert "deployments/quayside-police-live-face-recognition/" in right
    operators = {each.about for each in others if each.x > centre.x}
    assert "Quayside Police" in operators


def test_everything_lies_inside_and_nothing_on_another() -> None:
    made = context()
    drawing = graph.of_vendor(made.links.base.outlines["lanhai-vision"], made)
    assert drawing is not None
    for each in drawing.nodes:
        assert 0 <= each.x <= drawing.width - each.width
        assert 0 <= each.y <= drawing.height - drawing.box
    places = [(each.x, each.y) for each in drawing.nodes]
    assert len(set(places)) == len(places)


def test_a_vendor_with_nobody_around_it_has_no_drawing() -> None:
    made = context()
    lonely = made.links.base.outlines["old-harbour-cctv"]._replace(references=())
    assert graph.of_vendor(lonely, made) is None
