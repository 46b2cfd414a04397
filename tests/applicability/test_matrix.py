"""Places by technologies: what is in use, and the strongest rule in force."""

from datetime import date
from pathlib import Path

from applicability.made import RULE, USE, applied
from kb.matrix import MatrixCell, matrix, strongest

ON = date(2024, 1, 1)
FACES, TOWN = "face-recognition", "us-ca-exampleville"
REQUIRES = RULE.replace("prohibits", "requires") + "    requires: [{what: notice}]\n"
STATE = REQUIRES.replace(TOWN, "us-ca")


def cells(root: Path, **records: str) -> dict[tuple[str, str], MatrixCell]:
    paths = {path.replace("__", "/").replace("_", "-"): text for path, text in records.items()}
    return matrix(applied(root, paths, ON)).cells


def rule(cell: MatrixCell) -> str | None:
    return f"{cell.rule.regulation} {cell.rule.effect.value}" if cell.rule else None


def test_a_place_shows_its_own_rule_before_a_weaker_one_from_above(tmp_path: Path) -> None:
    found = cells(tmp_path, deployments__use=USE, regulations__own=RULE, regulations__state=STATE)
    assert rule(found[TOWN, FACES]) == "own prohibits"


def test_a_place_without_a_rule_inherits_the_one_above(tmp_path: Path) -> None:
    found = cells(tmp_path, deployments__use=USE, regulations__state=STATE)
    assert rule(found[TOWN, FACES]) == "state requires"


def test_a_place_in_use_without_any_rule_is_bare(tmp_path: Path) -> None:
    cell = cells(tmp_path, deployments__use=USE)[TOWN, FACES]
    assert (cell.live, cell.ever, cell.rule, cell.bare) == (1, 1, None, True)


def test_what_is_over_is_counted_as_ever_and_not_as_in_use(tmp_path: Path) -> None:
    use = USE + "  - {phase: ended, from: 2022-01-01}\n"
    cell = cells(tmp_path, deployments__use=use)[TOWN, FACES]
    assert (cell.live, cell.ever, cell.bare) == (0, 1, False)


def test_a_use_counts_for_the_broader_technology_and_for_the_places_above(tmp_path: Path) -> None:
    use = USE.replace("[face-recognition]", "[live-face-recognition]")
    found = cells(tmp_path, deployments__use=use, regulations__state=STATE)
    assert found["us-ca", FACES].live == 1
    assert found[TOWN, "live-face-recognition"].live == 1


def test_nothing_in_use_and_no_rule_makes_no_cell(tmp_path: Path) -> None:
    found = cells(tmp_path, deployments__use=USE)
    assert (TOWN, "number-plate-recognition") not in found


def test_a_rule_on_another_technology_is_not_the_strongest(tmp_path: Path) -> None:
    plates = RULE + "    scope: {technologies: [number-plate-recognition]}\n"
    records = {"deployments/use": USE, "regulations/plates": plates}
    found = applied(tmp_path, records, ON)
    assert strongest(TOWN, FACES, found) is None
    assert strongest(TOWN, "number-plate-recognition", found) is not None


def test_a_rule_that_names_vendors_is_left_out(tmp_path: Path) -> None:
    vendor = "name: Argus\njurisdiction: gb\ntechnologies: [face-recognition]\n"
    listing = RULE + "    scope: {suppliers: [argus]}\n"
    found = cells(tmp_path, vendors__argus=vendor, deployments__use=USE, regulations__list=listing)
    assert found[TOWN, FACES].rule is None


def test_a_rule_that_is_no_longer_in_force_is_left_out(tmp_path: Path) -> None:
    ended = RULE.replace("{from: 2019-01-01}", "{from: 2019-01-01, until: 2023-12-31}")
    assert cells(tmp_path, deployments__use=USE, regulations__own=ended)[TOWN, FACES].bare


def test_a_directive_is_left_out_since_it_binds_states(tmp_path: Path) -> None:
    directive = RULE.replace("ordinance", "directive")
    assert cells(tmp_path, deployments__use=USE, regulations__own=directive)[TOWN, FACES].bare
