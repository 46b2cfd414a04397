"""The shells of the last build serve again, while all that they are made of has stayed."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import mkdocs
import pytest

from helpers.projects import built, environment, make_project, replace
from kb import cache, shells

MARK = "<!-- from the last build -->"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = make_project(tmp_path_factory.mktemp("shells") / "project", brief=True)
    built(made)
    return made


@pytest.fixture
def marked(project: Path, tmp_path: Path) -> Iterator[Path]:
    """The project with a mark in a page of the shells, by which they are known again.

    What a test changes in its documents is taken back.
    """
    shutil.copytree(project / "docs", tmp_path / "docs")
    shutil.copy(project / "mkdocs.yml", tmp_path)
    built(project)
    page = project / shells.FOLDER / "contributing" / "index.html"
    if MARK not in page.read_text("utf-8"):
        page.write_text(page.read_text("utf-8") + MARK, encoding="utf-8")
    yield project
    shutil.rmtree(project / "docs")
    shutil.copytree(tmp_path / "docs", project / "docs")
    shutil.copy(tmp_path / "mkdocs.yml", project)


def served_again(project: Path, **options: bool) -> bool:
    built(project, **options)
    return MARK in (project / "site" / "contributing" / "index.html").read_text("utf-8")


def test_an_edit_of_a_record_leaves_the_shells_as_they_are(marked: Path) -> None:
    replace(marked, "data/vendors/northgate-analytics.yaml", "founded: 2009", "founded: 2008")
    assert served_again(marked)


def upgraded(_project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    packages = tmp_path / "packages"
    (packages / "mkdocs_theme-2.0.dist-info").mkdir(parents=True)
    (packages / "mkdocs").symlink_to(Path(mkdocs.__file__).parent)
    monkeypatch.syspath_prepend(packages)
    monkeypatch.delitem(sys.modules, "mkdocs")


CHANGES: dict[str, Callable[[Path, pytest.MonkeyPatch, Path], object]] = {
    "a document is edited": lambda project, _m, _t: replace(
        project, "docs/contributing.md", "# ", "# On "
    ),
    "a document is added": lambda project, _m, _t: (project / "docs" / "new.md").write_text("# New\n"),
    "the theme is changed": lambda project, _m, _t: replace(
        project, "docs/overrides/404.html", "</", " </"
    ),
    "the configuration is changed": lambda project, _m, _t: replace(
        project, "mkdocs.yml", "site_name: ", "site_name: The "
    ),
    "a variable that the configuration names is set": lambda _p, monkeypatch, _t: (
        monkeypatch.setenv("SITE_URL", "https://register.example.org/")
    ),
    "a package is upgraded": upgraded,
    "the folder is gone": lambda project, _m, _t: shutil.rmtree(project / shells.FOLDER),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_the_shells_are_made_again_when(
    change: str, marked: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    CHANGES[change](marked, monkeypatch, tmp_path)
    assert not served_again(marked)


def test_the_shells_are_made_again_for_who_trusts_no_earlier_build(marked: Path) -> None:
    assert not served_again(marked, use_cache=False)


def test_a_variable_that_the_configuration_does_not_name_changes_nothing(
    marked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_UNRELATED_TO_THE_SITE", "yes")
    assert served_again(marked)


def test_a_warning_of_mkdocs_is_told_by_every_build(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", brief=True)
    (project / "docs" / "lost.md").write_text("# Lost\n\n[Nowhere](no-such-page.md)\n")
    for _time in range(2):
        told = subprocess.run(
            [sys.executable, "-m", "kb", "build"], cwd=project, env=environment(),
            capture_output=True, text=True, timeout=120, check=True,
        ).stderr  # fmt: skip
        assert "no-such-page.md" in told


def test_a_build_that_mkdocs_refuses_leaves_nothing_half_made(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", brief=True)
    replace(project, "docs/overrides/404.html", "{% block content %}", "{% blok content %}")
    with pytest.raises(Exception, match="blok"):
        built(project)
    assert not list((project / cache.FOLDER).glob("shells*"))
