"""The made-up records: the same for the same seed, sound, and of the size of the real ones."""

from pathlib import Path
from statistics import mean

import pytest

from kb.bench import plain
from kb.bench.project import ProjectError, make
from kb.load import load

COUNT = 60


@pytest.fixture(scope="module")
def made(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with sixty made-up records."""
    folder = tmp_path_factory.mktemp("bench") / "project"
    make(project_root, folder, COUNT, seed=1)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of the data by its path."""
    files = sorted((folder / "data").rglob("*.yaml"))
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_the_same_seed_gives_the_same_bytes(project_root: Path, made: Path, tmp_path: Path) -> None:
    make(project_root, tmp_path / "again", COUNT, seed=1)
    assert contents(tmp_path / "again") == contents(made)


def test_another_seed_gives_other_records(project_root: Path, made: Path, tmp_path: Path) -> None:
    make(project_root, tmp_path / "other", COUNT, seed=2)
    own = {path for path in contents(made) if not path.startswith(("data/tech", "data/juris"))}
    assert own.isdisjoint(contents(tmp_path / "other"))


def test_they_have_no_problem(made: Path) -> None:
    assert load(made, use_cache=False, with_history=True).problems == ()


def test_their_kinds_are_mixed_as_the_real_ones_are(made: Path) -> None:
    kinds = [each.kind for each in load(made, use_cache=False).base.outlines.values()]
    assert {kind: kinds.count(kind) for kind in ("deployment", "vendor", "organisation")} == {
        "deployment": 15,
        "vendor": 9,
        "organisation": 32,
    }
    assert kinds.count("regulation") == 4


def test_some_of_their_sources_are_shared(made: Path) -> None:
    outlines = load(made, use_cache=False).base.outlines.values()
    addresses = [url for each in outlines for _, url, _ in each.sources]
    assert 1.1 < len(addresses) / len(set(addresses)) < 2


@pytest.mark.parametrize("folder", ["deployments", "vendors", "regulations", "organisations"])
def test_they_are_about_as_long_as_the_real_ones(
    project_root: Path, made: Path, folder: str
) -> None:
    def length(root: Path) -> float:
        return mean(file.stat().st_size for file in (root / "data" / folder).glob("*.yaml"))

    assert 0.5 < length(made) / length(project_root) < 1.6


def test_their_names_say_that_they_are_examples(made: Path) -> None:
    base = load(made, use_cache=False).base
    kinds = ("vendor", "organisation", "regulation", "deployment")
    assert all("Example" in each.name for kind in kinds for each in base.of_kind(kind))


def test_a_project_without_technologies_is_refused(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").touch()
    with pytest.raises(ProjectError, match="there is no data/technologies"):
        make(tmp_path, tmp_path / "made", COUNT, seed=1)


def test_a_plain_page_has_the_facts_the_claims_and_the_sources(made: Path, tmp_path: Path) -> None:
    count = plain.write(made, tmp_path / "plain", 40)
    pages = sorted((tmp_path / "plain" / "docs" / "deployments").glob("*.md"))
    text = pages[0].read_text("utf-8")
    assert count == 40
    assert text.startswith("# ")
    assert "| Operator | " in text
    assert "## Suppliers\n\n| Party | Role | From | Sources |\n| --- | --- | --- | --- |\n" in text
    assert "[^" in text
