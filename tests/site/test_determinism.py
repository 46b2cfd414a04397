"""The same records give the same bytes, wherever, whenever and however often they are built."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.projects import (
    DAY,
    built,
    commit,
    differing,
    environment,
    make_project,
    replace,
    snapshot,
)

VENDOR = "data/vendors/lanhai-vision.yaml"


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The site of a first build."""
    project = make_project(tmp_path_factory.mktemp("clean") / "project", brief=True)
    built(project)
    return snapshot(project / "site")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of the test's own, built once."""
    made = make_project(tmp_path / "project", brief=True)
    built(made)
    return made


def test_a_second_build_writes_no_page_and_changes_no_byte(
    project: Path, clean: dict[str, str]
) -> None:
    again = built(project)
    assert (again.written, again.removed) == (0, 0)
    assert differing(snapshot(project / "site"), clean) == []


def test_an_edit_taken_back_leaves_no_trace(project: Path, clean: dict[str, str]) -> None:
    replace(project, VENDOR, "name: Lanhai Vision", "name: Lanhai Optics")
    built(project)
    assert differing(snapshot(project / "site"), clean) != []
    replace(project, VENDOR, "name: Lanhai Optics", "name: Lanhai Vision")
    built(project)
    assert differing(snapshot(project / "site"), clean) == []


def test_a_build_without_the_cache_gives_the_same(project: Path, clean: dict[str, str]) -> None:
    every = built(project, use_cache=False)
    assert every.written == every.pages
    assert differing(snapshot(project / "site"), clean) == []


def test_a_build_after_the_cache_is_gone_gives_the_same(
    project: Path, clean: dict[str, str]
) -> None:
    shutil.rmtree(project / ".cache")
    built(project)
    assert differing(snapshot(project / "site"), clean) == []


def test_a_build_after_the_site_is_gone_gives_the_same(
    project: Path, clean: dict[str, str]
) -> None:
    shutil.rmtree(project / "site")
    built(project)
    assert differing(snapshot(project / "site"), clean) == []


@pytest.mark.parametrize("lost", ["data", "vendors", "pagefind", "index.html", "sources"])
def test_what_is_deleted_from_the_site_is_made_again(
    lost: str, project: Path, clean: dict[str, str]
) -> None:
    path = project / "site" / lost
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    built(project)
    assert differing(snapshot(project / "site"), clean) == []
    assert (project / "site" / "pagefind" / "pagefind.js").is_file()


def test_another_folder_another_zone_and_another_locale_give_the_same(
    clean: dict[str, str], tmp_path: Path
) -> None:
    project = make_project(tmp_path / "a folder with spaces & 商汤" / "project", brief=True)
    subprocess.run(
        [sys.executable, "-m", "kb", "build", "--root", project, "--on", DAY.isoformat()],
        cwd=tmp_path, check=True, capture_output=True,
        env=environment(TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="7"),
    )  # fmt: skip
    assert differing(snapshot(project / "site"), clean) == []


def test_the_order_of_the_files_on_the_disk_does_not_matter(
    clean: dict[str, str], tmp_path: Path
) -> None:
    project = make_project(tmp_path / "project", brief=True)
    for folder in (project / "data").iterdir():
        files = {path: path.read_bytes() for path in sorted(folder.iterdir(), reverse=True)}
        for path in files:
            path.unlink()
        for path, data in files.items():
            path.write_bytes(data)
            os.utime(path, (0, 0))
    built(project)
    assert differing(snapshot(project / "site"), clean) == []


@pytest.mark.parametrize("number", [1, 2, 3])
def test_however_many_processes_share_the_work_the_site_is_the_same(
    number: int, clean: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("load", "pouring"):
        monkeypatch.setattr(f"kb.{module}._PARALLEL_FROM", 1)
        monkeypatch.setattr(f"kb.{module}.processes", lambda: number)
    monkeypatch.setattr("kb.pouring._CHUNK", 7)
    project = make_project(tmp_path / "project", brief=True)
    built(project)
    assert differing(snapshot(project / "site"), clean) == []


def test_no_hidden_and_no_temporary_file_is_left_in_the_site(project: Path) -> None:
    odd = [
        path
        for path in (project / "site").rglob("*")
        if path.name.startswith(".") or path.suffix == ".tmp"
    ]
    assert odd == []


def test_the_day_of_a_commit_shows_on_the_page_and_on_the_home_page(project: Path) -> None:
    commit(project, "2025-03-01", "Begin with the vendors", "data/vendors")
    commit(project, "2025-03-10", "Add what they sold, and to whom")
    replace(project, VENDOR, "HKEX: 9901", "HKEX: 9902")
    commit(project, "2025-05-02", "Mend the ticker")
    built(project)
    page = (project / "site/vendors/lanhai-vision/index.html").read_text("utf-8")
    assert "<dt>Record last changed</dt> <dd>2 May 2025" in page
    home = (project / "site/index.html").read_text("utf-8")
    changed = home[home.index('id="changed"') :]
    assert 'href="vendors/lanhai-vision/"' in changed
    assert '<time datetime="2025-05-02">2 May 2025</time>' in changed
