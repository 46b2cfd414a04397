"""Builds upon earlier ones that were refused, broke off, or are remembered no more."""

import re
from pathlib import Path
from types import ModuleType

import pytest

from helpers.projects import built, built_anew, differing, make_project, replace, snapshot
from kb import cache, search
from kb.render import home, source_pages
from kb.settings import BuildError
from kb.shell import ShellError

NORTHGATE = "vendors/northgate-analytics.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    made = make_project(tmp_path / "project", brief=True)
    built(made)
    return made


def breaks_off(
    project: Path, monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, error: Exception
) -> None:
    """Build with a function of a module that fails, and see that its error comes out."""

    def fails(*_arguments: object) -> None:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(module, name, fails)
        with pytest.raises(type(error), match=re.escape(str(error))):
            built(project)


# What is refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_an_invalid_record_stops_the_build_and_leaves_the_old_site_untouched(
    engine: str, project: Path
) -> None:
    before = snapshot(project / "site")
    replace(project, f"data/{NORTHGATE}", "founded: 2009", "founded: 2009-13")
    with pytest.raises(BuildError) as error:
        built(project, engine)
    assert str(error.value).startswith(
        "data/vendors/northgate-analytics.yaml:4:10: founded: there is no month 13 [bad-date]"
    )
    assert differing(snapshot(project / "site"), before) == []


def test_the_next_build_after_a_refused_one_is_whole(project: Path) -> None:
    before = snapshot(project / "site")
    replace(project, f"data/{NORTHGATE}", "founded: 2009", "founded: 2009-13")
    with pytest.raises(BuildError):
        built(project)
    replace(project, f"data/{NORTHGATE}", "founded: 2009-13", "founded: 2009")
    built(project)
    assert differing(snapshot(project / "site"), before) == []


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_a_configuration_that_cannot_be_read_is_told_and_leaves_the_site_untouched(
    engine: str, project: Path
) -> None:
    before = snapshot(project / "site")
    with (project / "mkdocs.yml").open("a") as file:
        file.write("theme: [\n")
    with pytest.raises(BuildError, match=r"(?s)parsing the configuration file.*line \d+, column 1"):
        built(project, engine)
    (project / "mkdocs.yml").unlink()
    with pytest.raises(BuildError, match="there is no mkdocs"):
        built(project, engine)
    assert differing(snapshot(project / "site"), before) == []


def test_a_build_leaves_alone_what_the_publisher_keeps_hidden_in_the_site(project: Path) -> None:
    (project / "site" / ".git").mkdir()
    (project / "site" / ".git" / "HEAD").write_text("ref: refs/heads/pages\n")
    (project / "site" / ".nojekyll").touch()
    built(project)
    assert (project / "site" / ".git" / "HEAD").read_text() == "ref: refs/heads/pages\n"
    assert (project / "site" / ".nojekyll").exists()


def test_the_page_of_a_document_that_is_gone_is_gone(project: Path) -> None:
    (project / "docs" / "passing.md").write_text("# Passing\n")
    built(project)
    assert (project / "site" / "passing" / "index.html").is_file()
    (project / "docs" / "passing.md").unlink()
    built(project)
    assert not (project / "site" / "passing").exists()


def test_the_next_build_after_one_that_broke_off_is_whole(project: Path) -> None:
    """The engine fails half-way: the pages set aside for it must not be lost, nor taken as done."""
    before = snapshot(project / "site")
    replace(project, "docs/overrides/404.html", "{% block content %}", "{% blok content %}")
    with pytest.raises(BuildError, match=r"a template of the site.*blok"):
        built(project)
    replace(project, "docs/overrides/404.html", "{% blok content %}", "{% block content %}")
    built(project)
    assert differing(snapshot(project / "site"), before) == []


def test_the_next_build_after_one_that_broke_off_before_pouring_is_whole(project: Path) -> None:
    """The shells stand there with nothing in them: they must not be taken for pages."""
    before = snapshot(project / "site")
    replace(project, "docs/overrides/shell.html", "@@kb:head@@", "@@kb:heads@@")
    with pytest.raises(ShellError, match="should hold each of"):
        built(project)
    assert not (project / "site" / "vendors" / "lanhai-vision").exists()
    replace(project, "docs/overrides/shell.html", "@@kb:heads@@", "@@kb:head@@")
    built(project)
    assert differing(snapshot(project / "site"), before) == []


def test_a_first_build_that_broke_off_leaves_no_shell_behind(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", brief=True)
    replace(project, "docs/overrides/shell.html", "@@kb:head@@", "@@kb:heads@@")
    with pytest.raises(ShellError):
        built(project)
    replace(project, "docs/overrides/shell.html", "@@kb:heads@@", "@@kb:head@@")
    built(project)
    broken_off = snapshot(project / "site")
    assert differing(broken_off, built_anew(project)) == []


def test_an_edit_that_is_taken_back_after_a_build_that_broke_off_leaves_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its pages were poured already, and nothing but what is known of them says so."""
    before = snapshot(project / "site")
    replace(project, "data/vendors/lanhai-vision.yaml", "name: Lanhai", "name: New Lanhai")

    breaks_off(project, monkeypatch, home, "page", OSError("no space left on device"))
    replace(project, "data/vendors/lanhai-vision.yaml", "name: New Lanhai", "name: Lanhai")
    built(project)
    assert differing(snapshot(project / "site"), before) == []


def test_a_search_index_that_failed_is_made_by_the_next_build(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace(project, "data/vendors/lanhai-vision.yaml", "name: Lanhai", "name: New Lanhai")

    breaks_off(project, monkeypatch, search, "index", search.SearchError("Pagefind failed"))
    assert not search.is_there(project / "site")
    built(project)
    assert search.is_there(project / "site")


def test_what_a_build_that_was_killed_left_is_neither_kept_nor_listed(project: Path) -> None:
    ghost = project / "site" / ".new" / "vendors" / "ghost" / "index.html"
    ghost.parent.mkdir(parents=True)
    ghost.write_text("half a page")
    built(project)
    assert not ghost.exists()
    assert ".new" not in (project / "site" / "sitemap.xml").read_text()


# What is remembered no more ----------------------------------------------------------------------


def forget_pages(project: Path) -> None:
    """As after a change of the program: nothing is known of the pages that stand there."""
    for path in (project / cache.FOLDER).glob("pages-*"):
        path.unlink()


def test_a_build_that_knows_of_no_earlier_one_gives_the_same_site(project: Path) -> None:
    before = snapshot(project / "site")
    forget_pages(project)
    assert built(project).written > 50
    assert differing(snapshot(project / "site"), before) == []
    assert not [path for path in (project / "site").iterdir() if path.name.startswith(".")]


def test_pages_that_nobody_knows_of_do_not_outlive_their_records(project: Path) -> None:
    page = project / "site" / "vendors" / "left-over"
    page.mkdir()
    (page / "index.html").write_text("<h1>Left over</h1>")
    (project / "site" / "data" / "vendors" / "left-over.json").write_text("{}")
    forget_pages(project)
    built(project)
    assert not page.exists()
    assert not (project / "site" / "data" / "vendors" / "left-over.json").exists()


def test_the_last_pages_stay_until_all_new_ones_are_there(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = project / "site" / "vendors" / "lanhai-vision" / "index.html"
    before = page.read_bytes()
    replace(project, "data/vendors/lanhai-vision.yaml", "name: Lanhai", "name: New Lanhai")
    forget_pages(project)

    error = OSError("no space left on device")
    breaks_off(project, monkeypatch, source_pages, "of_publisher", error)
    assert page.read_bytes() == before
    assert not [path for path in (project / "site").iterdir() if path.name.startswith(".")]
    built(project)
    assert b"New Lanhai" in page.read_bytes()
