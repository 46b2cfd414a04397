"""The same commit gives the same data and feeds; what has not changed is not written again."""

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from helpers.projects import (
    DAY,
    ROOT,
    built,
    commit,
    differing,
    edit,
    environment,
    make_project,
    replace,
    snapshot,
)
from kb.exports import write

SCHOOLS = "deployments/mapleton-schools-cameras.yaml"


def with_history(folder: Path) -> Path:
    project = make_project(folder, brief=True)
    commit(project, "2025-03-01", "Begin")
    edit(project, SCHOOLS, lambda record: record.update(retention_days=7))
    commit(project, "2025-03-02", "Say how long")
    return project


def written(site: Path) -> dict[str, int]:
    """When each file of the data was written, and each feed."""
    files = [*(site / "data").rglob("*"), *site.glob("*/*/feed.xml")]
    names = {path.relative_to(site).as_posix(): path for path in files if path.is_file()}
    own = ("data/index.html", "data/explore.json", "data/map.json")
    return {name: path.stat().st_mtime_ns for name, path in names.items() if name not in own}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = with_history(tmp_path_factory.mktemp("first") / "project")
    built(project)
    return project


def shuffle(folder: Path) -> None:
    """Make each file of a folder anew, in another order and with other times."""
    files = [(path, path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()]
    for path, _ in files:
        path.unlink()
    chance = random.Random(5)
    chance.shuffle(files)
    for path, content in files:
        path.write_bytes(content)
        moment = chance.randrange(10**9, 2 * 10**9)
        os.utime(path, (moment, moment))


def test_a_clone_elsewhere_in_another_zone_and_order_gives_the_same_bytes(
    first: Path, tmp_path: Path
) -> None:
    clone = tmp_path / "a folder with spaces & 商汤" / "project"
    make_project(clone, brief=True)
    subprocess.run(
        ["git", "clone", "--quiet", "--bare", str(first), str(clone / ".git")], check=True
    )
    subprocess.run(["git", "config", "core.bare", "false"], cwd=clone, check=True)
    subprocess.run(
        ["git", "checkout", "--quiet", "-f", "HEAD", "--", "data"], cwd=clone, check=True
    )
    for folder in ("data", "docs"):
        shuffle(clone / folder)
    changed = environment(TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="7")
    assert "SOURCE_DATE_EPOCH" not in changed
    subprocess.run(
        [sys.executable, "-m", "kb", "build", "--root", clone, "--on", DAY.isoformat()],
        cwd=tmp_path, check=True, capture_output=True, env=changed,
    )  # fmt: skip
    here, there = snapshot(first / "site"), snapshot(clone / "site")
    assert differing(here, there) == []
    assert {
        "feed.xml", "vendors/lanhai-vision/feed.xml", "calendar/all.ics", "data/SHA256SUMS",
        "data/vendors/lanhai-vision.json", "data/register.sqlite", "data/entities.ftm.json",
        "data/parquet/vendors.parquet", "data/datapackage.json", "data/openapi.json",
    } <= here.keys()  # fmt: skip


def test_two_processes_give_what_one_gives(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "_PARALLEL_FROM", 1)
    project = with_history(tmp_path / "project")
    built(project)
    names = written(project / "site")
    here, there = snapshot(first / "site"), snapshot(project / "site")
    assert [name for name in differing(here, there) if name in names] == []


def test_a_second_build_writes_none_of_it(first: Path) -> None:
    before = written(first / "site")
    built(first)
    assert written(first / "site") == before
    assert len(before) > 130


@pytest.mark.parametrize("on", [DAY + timedelta(days=1), DAY.replace(year=2017)], ids=str)
def test_another_day_writes_none_of_it(on: date, first: Path) -> None:
    before = written(first / "site")
    built(first, on=on)  # in 2017 nothing was operational yet, as the pages say
    after = written(first / "site")
    built(first)
    assert after == before


def test_another_day_gives_the_same_bytes_in_a_folder_of_its_own(
    first: Path, tmp_path: Path
) -> None:
    project = with_history(tmp_path / "project")
    built(project, on=DAY.replace(year=2017))
    names = written(project / "site").keys() | {"feed.xml"}
    here, there = snapshot(first / "site"), snapshot(project / "site")
    assert len(names) > 130
    assert [name for name in differing(here, there) if name in names] == []


def test_without_a_history_a_status_is_that_of_the_day_of_the_build(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", brief=True)
    told = []
    for year in (2017, DAY.year):
        built(project, on=DAY.replace(year=year))
        with closing(sqlite3.connect(project / "site/data/register.sqlite")) as database:
            told.append(database.execute("SELECT count(status) FROM deployments").fetchone()[0])
    assert told[0] < told[1]


def test_an_edit_shows_in_the_data_and_an_edit_taken_back_leaves_no_trace(tmp_path: Path) -> None:
    project = with_history(tmp_path / "project")
    built(project)
    clean = snapshot(project / "site")
    replace(project, f"data/{SCHOOLS}", "retention_days: 7", "retention_days: 8")
    built(project)
    changed = differing(clean, snapshot(project / "site"))
    assert {"data/deployments.json", "data/csv/deployments.csv", "data/SHA256SUMS"} <= set(changed)
    assert "data/csv/vendors.csv" not in changed
    replace(project, f"data/{SCHOOLS}", "retention_days: 8", "retention_days: 7")
    built(project)
    assert differing(clean, snapshot(project / "site")) == []


@pytest.mark.parametrize("name", ["csv/vendors.csv", "register.sqlite", "SHA256SUMS", "parquet"])
def test_what_is_deleted_is_made_again(name: str, first: Path) -> None:
    clean = snapshot(first / "site")
    path = first / "site" / "data" / name
    if path.is_dir():
        for each in path.iterdir():
            each.unlink()
    else:
        path.unlink()
    built(first)
    assert differing(clean, snapshot(first / "site")) == []


def test_what_no_build_would_write_is_removed(first: Path) -> None:
    clean = snapshot(first / "site")
    data = first / "site" / "data"
    for name in ("csv/gone.csv", "parquet/gone.parquet", "../vendors/gone/feed.xml"):
        (data / name).parent.mkdir(exist_ok=True)
        (data / name).write_text("")
    (data / "SHA256SUMS").unlink()
    built(first)
    assert differing(clean, snapshot(first / "site")) == []
    assert not (first / "site/vendors/gone").exists()


def test_a_site_without_changes_loads_none_of_the_large_libraries(first: Path) -> None:
    code = (
        "import sys; from kb import build; from pathlib import Path; from datetime import date; "
        f"build.whole(Path({str(first)!r}), 'mkdocs', on=date({DAY.year}, {DAY.month}, {DAY.day})); "
        "print([name for name in ('pyarrow', 'sqlite3') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env=environment(), cwd=ROOT,
    )  # fmt: skip
    assert done.stdout.strip().endswith("[]")
