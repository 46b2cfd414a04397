"""The page of recent changes says, by day, what was added and what is different, in words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from helpers.projects import REGISTER, built, commit, edit, make_project
from kb import git, news

VENDOR = "vendors/lanhai-vision.yaml"
QUAYSIDE = "deployments/quayside-police-live-face-recognition.yaml"
Record = dict[str, Any]


def lines(site: Path) -> list[tuple[str, str]]:
    """The rows of the page: what each is about, and what it says."""
    tree = lxml.html.document_fromstring((site / "changes/index.html").read_bytes())
    cells = [row.xpath("./th | ./td") for row in tree.xpath("//tbody/tr")]
    return [(one.text_content(), two.text_content()) for one, two in cells]


def test_the_page_has_a_heading_for_each_day_with_its_changes_below(register: Path) -> None:
    told = lines(register / "site")
    assert told[:3] == [
        ("2 May 2025", "1 changed"),
        (
            "Lanhai Vision (vendor)",
            "website: https://lanhai-vision.example.com/en/ → https://lanhai-vision.example.com/",
        ),
        ("10 March 2025", "17 added"),
    ]
    assert ("Quayside Police (organisation)", "record added") in told
    assert [one for one, _ in told if one.endswith("2025")] == [
        "2 May 2025", "10 March 2025", "1 March 2025",
    ]  # fmt: skip


def test_many_new_records_of_one_kind_are_counted(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", brief=True)
    for number in range(13):
        text = (REGISTER / "data/organisations/harbour-capital.yaml").read_text("utf-8")
        name = f"organisations/example-capital-{number}.yaml"
        (project / "data" / name).write_text(text.replace("Harbour", f"Example {number} and"))
    commit(project, "2025-03-01", "Begin")
    built(project)
    (organisations,) = [line for line in lines(project / "site") if "organisations" in line[0]]
    assert organisations[0] == "17 organisations"
    assert organisations[1].endswith(" and 14 more")


# What is different, in words ---------------------------------------------------------------------


def phase(name: str) -> Callable[[Record], None]:
    return lambda record: record["phases"].append({"phase": name, "from": "2025-01"})


@pytest.mark.parametrize(
    ("path", "change", "words"),
    [
        (QUAYSIDE, phase("ended"), ("status: suspended → ended", "phases: 1 added")),
        (QUAYSIDE, lambda r: r.pop("operator"), ("operator removed",)),
        (QUAYSIDE, lambda r: r.update(retention_days=7), ("kept for added",)),
        (VENDOR, lambda r: r.update(name="Lanhai Optics"), ("name: Lanhai Vision → Lanhai Optics",)),
        (VENDOR, lambda r: r["products"].pop(), ("products: 1 removed",)),
        (VENDOR, lambda r: r["products"][0].update(name="Eye"), ("products: 1 revised",)),
        (VENDOR, lambda r: r["products"].reverse(), ("products put in order",)),
        (VENDOR, lambda r: r.update(summary="Other words."), ("summary reworded",)),
        (VENDOR, lambda r: r["sources"].update(x=r["sources"]["brochure"]), ("1 source added",)),
        (VENDOR, lambda r: r["sources"]["brochure"].update(note="Read."), ("sources revised",)),
        (VENDOR, lambda r: None, ()),
    ],
)  # fmt: skip
def test_what_a_commit_changed_is_told_in_words(
    path: str, change: Callable[[Record], None], words: tuple[str, ...], tmp_path: Path
) -> None:
    project = make_project(tmp_path / "project", brief=True)
    edit(project, path, lambda record: None)  # in the layout that the next edit will have
    commit(project, "2025-03-01", "Begin")
    edit(project, path, change)
    (project / "data" / path).open("a").write("# a remark\n")
    commit(project, "2025-03-02", "Change")
    latest = news.of_project(project, git.changes_of_data(project))[0]
    told = (latest.record, latest.words) if not latest.added else None
    assert told == ((Path(path).stem, words) if words else None)


def test_the_long_tail_of_a_change_is_counted() -> None:
    old = {f"key_{letter}": 1 for letter in "abcdefgh"}
    told = news.differences(old, dict.fromkeys(old, 2))
    assert (told[0], told[5:]) == ("key a: 1 → 2", ["key f: 1 → 2", "and 2 more"])


def test_the_history_is_told_again_from_the_cache_and_without_it(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", brief=True)
    commit(project, "2025-03-01", "Begin")
    edit(project, VENDOR, lambda record: record.update(name="Lanhai Optics"))
    commit(project, "2025-03-02", "Rename")
    first = news.of_project(project, git.changes_of_data(project), use_cache=False)
    assert (project / ".cache/kb/news").is_file()
    assert (
        news.of_project(project, git.changes_of_data(project))
        == news.of_project(project, git.changes_of_data(project), use_cache=False)
        == first
    )
    assert [each.added for each in first][:2] == [False, True]


def test_a_shallow_clone_tells_nothing(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", brief=True)
    commit(project, "2025-03-01", "Begin")
    edit(project, VENDOR, lambda record: record.update(name="Lanhai Optics"))
    commit(project, "2025-03-02", "Rename")
    clone = tmp_path / "clone"
    git.output(tmp_path, "clone", "--quiet", "--depth=1", project.as_uri(), str(clone))
    assert (clone / "data" / VENDOR).is_file()
    assert news.of_project(clone, git.changes_of_data(clone)) == ()
