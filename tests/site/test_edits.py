"""After an edit, the site is the one that a first build gives; only pages that show it are written."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from helpers.projects import (
    DAY,
    built,
    built_anew,
    differing,
    edit,
    make_project,
    replace,
    snapshot,
)

Edit = Callable[[Path], object]
Record = dict[str, Any]
LANHAI = "vendors/lanhai-vision.yaml"
QUAYSIDE = "deployments/quayside-police-live-face-recognition.yaml"
GAZETTE = "“World's most valuable” face firm raises $600m & eyes Quayside <again>"


def values(path: str, **changes: Any) -> Edit:
    return lambda project: edit(project, path, lambda record: record.update(changes))


def without(path: str, *keys: str) -> Edit:
    def change(record: Record) -> None:
        for key in keys:
            del record[key]

    return lambda project: edit(project, path, change)


def new_file(path: str, text: str) -> Edit:
    def write(project: Path) -> None:
        (project / "data" / path).write_text(text, encoding="utf-8")

    return write


def deleted(*paths: str) -> Edit:
    def delete(project: Path) -> None:
        for path in paths:
            (project / "data" / path).unlink()

    return delete


def everywhere(old: str, new: str) -> Edit:
    def change(project: Path) -> None:
        for file in (project / "data").rglob("*.yaml"):
            text = file.read_text("utf-8")
            file.write_text(text.replace(old, new), encoding="utf-8")

    return change


def each(*edits: Edit) -> Edit:
    def change(project: Path) -> None:
        for one in edits:
            one(project)

    return change


def appended(path: str, key: str, item: Record) -> Edit:
    return lambda project: edit(
        project, path, lambda record: record.setdefault(key, []).append(item)
    )


def renamed(old: str, new: str, *, redirect: bool = True) -> Edit:
    """Give a record another id, everywhere, and keep its old address."""
    old_id, new_id = Path(old).stem, Path(new).stem

    def change(project: Path) -> None:
        data = project / "data"
        (data / old).rename(data / new)
        everywhere(old_id, new_id)(project)
        if redirect:
            edit(project, new, lambda record: record.update(former_ids=[old_id]))

    return change


EDITS: dict[str, Edit] = {
    "a vendor gets another name": values(LANHAI, name="Lanhai Optics"),
    "a vendor that a rule names gets another name": each(
        new_file(
            "regulations/buying-list.yaml",
            "name: Buying list\ninstrument_type: listing\njurisdiction: gb\n"
            "in_force: {from: 2016-01-01}\nprovisions:\n  all:\n    citation: s. 1\n"
            "    effect: lists\n    summary: It names one.\n    scope: {suppliers: [lanhai-vision]}\n"
            "sources:\n  one:\n    title: List\n    publisher: Gazette\n"
            "    url: https://www.example.org/list\n    accessed: 2024-01-01\n    language: en\n"
            "    type: primary\n",
        ),
        lambda project: built(project),
        values(LANHAI, name="Renamed Optics"),
    ),
    "a vendor gets another summary": values(LANHAI, summary="A maker of cameras."),
    "a deployment gets another name": values(QUAYSIDE, name="Quayside Police: cameras"),
    "an organisation gets another name": values("organisations/quayside-police.yaml", name="The Force"),
    "a technology gets another name": values("technologies/face-recognition.yaml", name="Faces"),
    "the broadest technology gets another name": values(
        "technologies/biometric-identification.yaml", name="Biometrics"
    ),
    "a technology gets another place": values("technologies/gait-recognition.yaml", broader=["face-recognition"]),
    "a technology loses its place": without("technologies/live-face-recognition.yaml", "broader"),
    "a technology gets another label": values("technologies/face-recognition.yaml", alt_labels=["FR"]),
    "a city gets another name": values("jurisdictions/gb-quayside.yaml", name="Quayside upon Tyne"),
    "a city gets another parent": values("jurisdictions/gb-quayside.yaml", parents=["gb-sct"]),
    "a country gets a name of its own": new_file("jurisdictions/us.yaml", "name: The States\n"),
    "a region gets a name of its own": new_file("jurisdictions/gb-eng.yaml", "name: Albion\n"),
    "a country gets another name": values("jurisdictions/gb.yaml", name="Great Britain"),
    "a country loses its record": deleted("jurisdictions/gb.yaml"),
    "a membership ends on another day": lambda project: edit(
        project, "jurisdictions/gb.yaml",
        lambda record: record["memberships"][0].update(until="2019-01-31"),
    ),
    "a union gets another name": values("jurisdictions/eu.yaml", name="The Union"),
    "a union becomes a parent": values("jurisdictions/gb.yaml", parents=["eu"]),
    "a phase ends": lambda project: edit(
        project, QUAYSIDE, lambda record: record["phases"][2].update(until="2024-05")
    ),
    "the last phase is another": lambda project: edit(
        project, QUAYSIDE, lambda record: record["phases"][2].update(phase="ended")
    ),
    "a deployment begins earlier": lambda project: edit(
        project, QUAYSIDE, lambda record: record["phases"][0].update({"from": "2016-01"})
    ),
    "a deployment moves": values(QUAYSIDE, jurisdiction="gb-sct"),
    "a deployment gets another operator": values(QUAYSIDE, operator="quayside-city-council"),
    "a deployment loses its operator": without(QUAYSIDE, "operator"),
    "a deployment uses another technology": values(QUAYSIDE, technologies=["gait-recognition"]),
    "a deployment gets another supplier": appended(
        QUAYSIDE, "suppliers", {"party": "old-harbour-cctv", "role": "data", "cites": ["contract"]}
    ),
    "a deployment gets a mode": values("deployments/beijing-metro-gate-trial.yaml", mode="both"),
    "a claim gets a note": lambda project: edit(
        project, QUAYSIDE, lambda record: record["scale"][0].update(note="Counted by eye.")
    ),
    "an organisation gets a parent": values("organisations/quayside-court.yaml", parent="quayside-city-council"),
    "a vendor gets another seat": values("vendors/northgate-analytics.yaml", jurisdiction="us-ca"),
    "a vendor is founded in another year": values("vendors/northgate-analytics.yaml", founded="2010"),
    "a vendor gets another owner": lambda project: edit(
        project, "vendors/northgate-analytics.yaml",
        lambda record: record["ownership"][0].update(party="quayside-city-council"),
    ),
    "a product gets another name": lambda project: edit(
        project, LANHAI, lambda record: record["products"][0].update(name="Harbour Gaze")
    ),
    "a product goes": lambda project: edit(
        project, LANHAI, lambda record: record["products"].pop()
    ),
    "a regulation gets a short name": values("regulations/union-biometrics-regulation.yaml", short_name="Biometrics Act"),
    "a provision gets another citation": lambda project: edit(
        project, "regulations/quayside-surveillance-code.yaml",
        lambda record: record["provisions"]["s-2"].update(citation="s. 2(1)"),
    ),
    "a provision has another effect": lambda project: edit(
        project, "regulations/union-biometrics-regulation.yaml",
        lambda record: record["provisions"]["art-9"].update(effect="prohibits"),
    ),
    "a provision applies from another day": lambda project: edit(
        project, "regulations/union-biometrics-regulation.yaml",
        lambda record: record["provisions"]["art-5"].update(applies={"from": "2020-02"}),
    ),
    "a provision binds all": lambda project: edit(
        project, "regulations/quayside-surveillance-code.yaml",
        lambda record: record["provisions"]["s-2"].pop("scope"),
    ),
    "a regulation moves to another jurisdiction": values("regulations/union-biometrics-regulation.yaml", jurisdiction="us"),
    "a list that names a vendor is repealed": appended(
        "regulations/union-biometrics-regulation.yaml", "repeals",
        {"regulation": "export-list-2021", "from": "2022-02", "cites": ["journal"]},
    ),
    "a source gets another title": everywhere("title: Minutes of the school board", "title: Minutes"),
    "a shared source gets another title": everywhere("face firm raises $600m", "face firm raises much"),
    "a source gets another publisher": everywhere("publisher: The Quayside Gazette", "publisher: The Gazette"),
    "a source gets another address": everywhere("https://courts.example.gov.uk/ewqc", "https://courts.example.gov.uk/qc"),
    "a source is dated": everywhere("https://lanhai-vision.example.com/en/harbour-eye\n", "https://lanhai-vision.example.com/en/harbour-eye\n    published: 2019\n"),
    "a source is archived": everywhere("https://courts.example.gov.uk/ewqc/2020/58\n", "https://courts.example.gov.uk/ewqc/2020/58\n    archived: https://archive.example.org/1\n"),
    "a record is withdrawn": values(
        "vendors/northgate-analytics.yaml",
        withdrawn={"date": "2025-04-01", "reason": "It was a mistake."},
    ),
    "a withdrawn record stands again": without("vendors/old-harbour-cctv.yaml", "withdrawn"),
    "a record gets another id": renamed("vendors/lanhai-vision.yaml", "vendors/lanhai-optics.yaml"),
    "a redirect goes": without("vendors/northgate-analytics.yaml", "former_ids"),
    "a record takes the place of a redirect": each(
        without("vendors/northgate-analytics.yaml", "former_ids"),
        lambda project: shutil.copy(
            project / "data/vendors/old-harbour-cctv.yaml", project / "data/vendors/northgate-video.yaml"
        ),
    ),
    "a redirect takes the place of a record": each(
        deleted("vendors/old-harbour-cctv.yaml"),
        values("vendors/northgate-analytics.yaml", former_ids=["northgate-video", "old-harbour-cctv"]),
    ),
    "a record becomes one of another kind": each(
        deleted("vendors/old-harbour-cctv.yaml"),
        new_file(
            "organisations/old-harbour-cctv.yaml",
            "name: Old Harbour CCTV\njurisdiction: gb\nsources:\n  a:\n    title: A\n    publisher: B\n"
            "    url: https://a.example.org/\n    accessed: 2025-02-01\n    language: en\n    type: news\n",
        ),
    ),
    "a deployment is deleted": deleted("deployments/mapleton-schools-cameras.yaml"),
    "the only Chinese deployment is deleted": deleted("deployments/beijing-metro-gate-trial.yaml"),
    "a deployment was contracted for on another day": lambda project: edit(
        project, QUAYSIDE, lambda record: record["contracts"][0].update(signed="2016-01-18")
    ),
    "an operator is a body of elsewhere": values("organisations/quayside-police.yaml", jurisdiction="gb-sct"),
    "a vendor is deleted": deleted("vendors/old-harbour-cctv.yaml"),
    "all deployments are deleted": each(
        deleted(
            "deployments/mapleton-schools-cameras.yaml", "deployments/beijing-metro-gate-trial.yaml",
            QUAYSIDE,
        ),
        lambda project: edit(project, LANHAI, lambda record: record["statements"][0].pop("about")),
    ),
    "a deployment is added": lambda project: shutil.copy(
        project / "data/deployments/mapleton-schools-cameras.yaml",
        project / "data/deployments/mapleton-schools-doors.yaml",
    ),
    "a page written by hand gets another text": lambda project: (
        project / "docs/methodology.md"
    ).write_text("# Methodology\n\nAnother text.\n\n## Certainty\n\nA word.\n", encoding="utf-8"),
    "the site gets another name": lambda project: replace(
        project, "mkdocs.yml", "site_name: Surveillance Register", "site_name: The Register"
    ),
    "a page's frame changes": lambda project: replace(
        project, "docs/overrides/partials/footer.html", "No cookies", "None of your cookies"
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """A project that is edited and built on and on, and one that is always built from nothing."""

    edited: Path
    clean: Path

    def built_anew(self) -> dict[str, str]:
        """The site of a first build of what the edited project holds now."""
        if self.clean.exists():
            shutil.rmtree(self.clean)
        self.clean.mkdir()
        for name in ("data", "docs"):
            shutil.copytree(self.edited / name, self.clean / name)
        shutil.copy(self.edited / "mkdocs.yml", self.clean)
        (self.clean / "scripts").symlink_to((self.edited / "scripts").resolve())
        built(self.clean)
        return snapshot(self.clean / "site")


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    folder = tmp_path_factory.mktemp("pair")
    made = Pair(make_project(folder / "edited", brief=True), folder / "clean")
    built(made.edited)
    return made


@pytest.mark.parametrize("name", EDITS)
def test_the_site_after_an_edit_is_that_of_a_first_build(
    name: str, pair: Pair, tmp_path: Path
) -> None:
    """The edit comes upon what the edit before it left built: each is one taken back and one made."""
    project = pair.edited
    for kept in ("data", "docs"):
        shutil.copytree(project / kept, tmp_path / kept)
    shutil.copy(project / "mkdocs.yml", tmp_path)
    EDITS[name](project)
    try:
        built(project)
        assert differing(snapshot(project / "site"), pair.built_anew()) == []
    finally:
        for kept in ("data", "docs"):
            shutil.rmtree(project / kept)
            shutil.copytree(tmp_path / kept, project / kept)
        shutil.copy(tmp_path / "mkdocs.yml", project)


# Which pages are written -------------------------------------------------------------------------


def rewritten(project: Path, change: Edit) -> set[str]:
    """The addresses of the pages that a build after a change writes again."""
    site = project / "site"
    before = {path: path.stat().st_ino for path in site.rglob("*.html")}
    change(project)
    published = built(project)
    after = {path: path.stat().st_ino for path in site.rglob("*.html")}
    # Whatever is written gets a new file, which is then given the old one's name.
    new = {path.relative_to(site).as_posix() for path in after if before.get(path) != after[path]}
    generated = {path for path in new if path.startswith(FOLDERS)}
    # A brief is written whenever its page is, and never alone.
    briefs = {path for path in generated if path.endswith("brief/index.html")}
    assert {path.replace("brief/", "") for path in briefs} <= generated - briefs
    assert published.written == len(generated - briefs)
    return {path.removesuffix("index.html") for path in generated - briefs}


FOLDERS = (
    "vendors/", "deployments/", "regulations/", "organisations/", "jurisdictions/", "technologies/",
    "sources/", "publishers/",
)  # fmt: skip
NORTHGATE = "vendors/northgate-analytics.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    made = make_project(tmp_path / "project", brief=True)
    built(made)
    return made


def test_another_day_is_written_to_every_page(project: Path) -> None:
    later = DAY + timedelta(days=400)
    assert built(project, on=later).written > 50
    assert differing(snapshot(project / "site"), built_anew(project, later)) == []


def test_a_new_name_is_found_by_the_search(project: Path) -> None:
    entry = project / "site" / "pagefind" / "pagefind-entry.json"
    before = entry.read_bytes()
    built(project)
    assert entry.read_bytes() == before
    values(NORTHGATE, name="Northgate Systems")(project)
    built(project)
    assert entry.read_bytes() != before


def test_a_new_summary_is_written_to_the_record_and_to_its_sources(project: Path) -> None:
    assert rewritten(project, values(NORTHGATE, summary="A reseller.")) == {
        "vendors/northgate-analytics/",
        "vendors/northgate-video/",
        "sources/companies-example-gov-uk-85767ebe83/",
        "jurisdictions/gb/",  # it rests on all that its records say
    }


def test_a_new_name_is_written_wherever_the_name_stands(project: Path) -> None:
    pages = rewritten(project, values(NORTHGATE, name="Northgate Systems"))
    assert {
        "vendors/",
        "vendors/northgate-analytics/",
        "vendors/northgate-video/",
        "vendors/lanhai-vision/",
        "vendors/old-harbour-cctv/",
        "deployments/quayside-police-live-face-recognition/",
        "organisations/harbour-capital/",
        "organisations/quayside-police/",
        "jurisdictions/gb/",
        "technologies/face-recognition/",
    } - pages <= {"organisations/quayside-police/"}
    assert not pages & {
        "deployments/beijing-metro-gate-trial/",
        "technologies/gait-recognition/",
        "jurisdictions/cn/",
        "regulations/union-biometrics-regulation/",
        "publishers/the-quayside-gazette/",
    }


def test_little_is_written_where_only_the_layout_of_a_file_changes(project: Path) -> None:
    pages = rewritten(
        project, lambda project: replace(project, f"data/{NORTHGATE}", "founded:", "\nfounded:")
    )
    assert pages <= {
        "vendors/northgate-analytics/",
        "vendors/northgate-video/",
        "sources/companies-example-gov-uk-85767ebe83/",
        "jurisdictions/gb/",
    }
