"""The drawings over the years, of vendors and of places."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from helpers.projects import DAY, REGISTER, ROOT, edit, make_project
from kb.explore import lanes
from kb.link import Links
from kb.load import load
from kb.render.context import Context
from kb.render.lanes_view import Lanes

QUAYSIDE = "deployments/quayside-police-live-face-recognition/"


def context(root: Path = REGISTER, on: date = DAY) -> Context:
    base = load(root, use_cache=False).base
    return Context(Links(base), on, "https://register.example/", "Register")


def of_vendor(made: Context, id_: str = "lanhai-vision") -> Lanes:
    drawing = lanes.of_vendor(made.links.base.outlines[id_], made)
    assert drawing is not None
    return drawing


def of_place(made: Context, id_: str) -> Lanes:
    drawing = lanes.of_jurisdiction(id_, made)
    assert drawing is not None
    return drawing


def words(drawing: Lanes, subject: str) -> str:
    (found,) = (each.words for each in drawing.lines if subject in each.subject)
    return found


def test_a_vendor_has_its_founding_its_rounds_and_the_uses_of_what_it_supplies() -> None:
    drawing = of_vendor(context())
    subjects = [each.subject.text for each in drawing.lines]
    assert subjects[:2] == ["Founding and owners", "Investment rounds"]
    assert words(drawing, "Founding and owners").startswith("founded, ")
    assert QUAYSIDE in [each.link.href for each in drawing.lanes]


def test_a_contract_is_a_point_on_the_lane_of_its_deployment() -> None:
    made = context()
    for vendor, signed in (("northgate-analytics", True), ("lanhai-vision", False)):
        (lane,) = (x for x in of_vendor(made, vendor).lanes if x.link.href == QUAYSIDE)
        titles = [each.title for each in lane.points]
        assert ("contract signed, 18 December 2017" in titles) is signed


def test_a_list_that_names_a_vendor_lasts_until_the_day() -> None:
    made = context(ROOT)
    drawing = of_vendor(made, "sensetime")
    (lane,) = (each for each in drawing.lanes if "bis-entity-list-2019-10" in each.link.href)
    (stretch,) = lane.stretches
    assert stretch.style == "listed"
    assert stretch.x + stretch.width == drawing.today
    assert words(drawing, "Entity List, October 2019") == "listed from 9 October 2019"


def test_a_place_has_the_life_of_its_rules_and_the_phases_of_its_deployments() -> None:
    drawing = of_place(context(), "gb-quayside")
    kinds = {each.kind for each in drawing.lines}
    assert {"rule", "deployment"} <= kinds
    styles = {stretch.style for lane in drawing.lanes for stretch in lane.stretches}
    assert {"law", "operational"} <= styles
    assert {style for style, _ in drawing.key} == styles


def test_a_rule_from_above_says_whose_it_is() -> None:
    made = context(ROOT)
    kinds = {each.kind for each in of_place(made, "us-ca").lines}
    assert "rule of United States" in kinds


REAL = context(ROOT, date(2026, 11, 22))


@pytest.mark.parametrize("id_", ["us", "gb", "fr", "eu", "huawei", "hikvision", "sensetime"])
def test_everything_lies_inside_and_is_said_in_words(id_: str) -> None:
    recorded = REAL.links.base.outlines.get(id_)
    vendor = recorded is not None and recorded.kind == "vendor"
    drawing = of_vendor(REAL, id_) if vendor else of_place(REAL, id_)
    assert 2 <= len(drawing.lanes) <= 14
    assert len(drawing.lanes) <= len(drawing.lines) <= drawing.total
    told = {each.subject.href: each.words for each in drawing.lines if each.subject.href}
    assert drawing.left <= drawing.today <= drawing.width
    for lane in drawing.lanes:
        assert 0 < lane.y < drawing.height
        for stretch in lane.stretches:
            assert drawing.left <= stretch.x
            assert stretch.x + stretch.width <= drawing.width
            assert stretch.title in told[lane.link.href]
        for point in lane.points:
            assert drawing.left <= point.x <= drawing.width
            assert not lane.link.href or point.title in told[lane.link.href]
    places = [each.y for each in drawing.lanes]
    assert len(set(places)) == len(places)


def test_of_too_many_the_rest_is_counted(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", brief=True)
    for number in range(30):
        source = project / "data" / "deployments" / "quayside-police-live-face-recognition.yaml"
        source.with_name(f"copy-{number}.yaml").write_text(source.read_text("utf-8"), "utf-8")
    drawing = of_place(context(project), "gb-quayside")
    assert len(drawing.lanes) == 14
    assert drawing.total >= 31
    assert any(each.stretches[0].style == "law" for each in drawing.lanes if each.stretches)


def test_what_is_to_come_is_drawn_beyond_the_day() -> None:
    made = context(on=date(2017, 1, 1))
    drawing = of_vendor(made)
    (lane,) = (each for each in drawing.lanes if each.link.href == QUAYSIDE)
    assert lane.stretches[-1].x > drawing.today


def test_a_phase_without_an_end_lasts_until_the_next_begins(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", brief=True)
    phases = [
        {"phase": "trial", "from": "2018-01-01", "cites": ["contract"]},
        {"phase": "operational", "from": "2020-01-01", "cites": ["contract"]},
        {"phase": "ended", "from": "2022-01-01", "cites": ["contract"]},
    ]
    edit(project, f"{QUAYSIDE.strip('/')}.yaml", lambda record: record.update(phases=phases))
    drawing = of_vendor(context(project))
    (lane,) = (each for each in drawing.lanes if each.link.href == QUAYSIDE)
    first, second = lane.stretches
    assert first.x + first.width == second.x
    (end,) = (each for each in lane.points if each.title.startswith("ended"))
    assert second.x + second.width == end.x
    assert end.x < drawing.today


def test_what_lies_too_far_back_is_left_to_the_table_and_does_not_stretch_the_years(
    tmp_path: Path,
) -> None:
    project = make_project(tmp_path / "project", brief=True)
    before = of_vendor(context(project), "northgate-analytics")
    edit(project, "vendors/northgate-analytics.yaml", lambda record: record.update(founded="1887"))
    after = of_vendor(context(project), "northgate-analytics")
    assert int(after.years[0][1]) >= int(before.years[0][1])
    assert "founded, 1887" in words(after, "Founding and owners")
    assert not any("1887" in point.title for lane in after.lanes for point in lane.points)
    assert all(lane.stretches or lane.points for lane in after.lanes)


def test_a_vendor_of_which_nothing_is_dated_has_no_drawing(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", brief=True)
    for path in (project / "data" / "deployments").iterdir():
        path.unlink()

    def undated(record: dict[str, object]) -> None:
        for key in ("founded", "funding", "ownership", "listings"):
            record.pop(key, None)

    edit(project, "vendors/lanhai-vision.yaml", undated)
    made = context(project)
    drawing = lanes.of_vendor(made.links.base.outlines["lanhai-vision"], made)
    assert drawing is None


def test_the_years_above_the_lanes_are_few_enough_to_read() -> None:
    drawing = of_place(REAL, "gb")
    assert 2 <= len(drawing.years) <= 10
    assert all(re.fullmatch(r"\d{4}", year) for _, year in drawing.years)
    gaps = {b - a for (a, _), (b, _) in zip(drawing.years, drawing.years[1:], strict=False)}
    assert min(gaps) > 40
    assert timedelta(0) <= REAL.on - date(int(drawing.years[-1][1]), 1, 1)
