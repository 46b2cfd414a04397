"""The ways to build: MkDocs through `kb build` and by itself, and Zensical; one site from all."""

import subprocess
import sys
from pathlib import Path

import pytest

from checker import read_pages
from helpers.projects import DAY, built, differing, environment, make_project, snapshot

GENERATED = (
    "vendors", "deployments", "regulations", "organisations", "jurisdictions", "technologies",
    "sources", "publishers", "data",
)  # fmt: skip


@pytest.fixture(scope="module")
def with_mkdocs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register built by `kb build`; nothing of it comes from an earlier build."""
    project = make_project(tmp_path_factory.mktemp("mkdocs") / "project")
    built(project)
    return project


@pytest.fixture(scope="module")
def with_zensical(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same register built by `kb build --engine zensical`."""
    project = make_project(tmp_path_factory.mktemp("zensical") / "project")
    built(project, "zensical")
    return project


def run(project: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=project, env=environment(**more),
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def generated(site: Path) -> dict[str, str]:
    """The files of generated pages; the page on the data is one written by hand."""
    return {
        path: mark
        for path, mark in snapshot(site).items()
        if path.split("/")[0] in GENERATED and path != "data/index.html"
    }


def test_both_engines_give_the_same_generated_pages_byte_for_byte(
    with_mkdocs: Path, with_zensical: Path
) -> None:
    one, other = generated(with_mkdocs / "site"), generated(with_zensical / "site")
    assert len(one) > 80
    assert differing(one, other) == []


def test_both_engines_give_pages_with_the_same_titles_texts_and_links(
    with_mkdocs: Path, with_zensical: Path
) -> None:
    def seen(site: Path) -> dict[str, tuple[object, ...]]:
        # The main part: an engine's frame around the pages written by hand may differ.
        main = "(//main | //*[@role='main'])"
        return {
            page.address: (
                page.tree.findtext(".//title"),
                page.canonical,
                page.tree.xpath("string(//meta[@name='description']/@content)"),
                " ".join(page.tree.xpath(f"string({main})").split()),
                [page.resolved(href) for href in page.tree.xpath(f"{main}//a/@href")],
            )
            for page in read_pages(site)
        }

    assert seen(with_zensical / "site") == seen(with_mkdocs / "site")


def test_mkdocs_build_strict_gives_the_site_that_kb_build_gives(
    with_mkdocs: Path, tmp_path: Path
) -> None:
    project = make_project(tmp_path / "project")
    done = run(project, "mkdocs", "build", "--strict", KB_ON=DAY.isoformat())
    assert done.returncode == 0, done.stderr
    assert differing(snapshot(project / "site"), snapshot(with_mkdocs / "site")) == []
    assert (project / "site" / "pagefind" / "pagefind.js").is_file()


def test_the_command_kb_build_gives_that_site_too_and_says_what_it_did(
    with_mkdocs: Path, tmp_path: Path
) -> None:
    project = make_project(tmp_path / "project")
    done = run(project, "kb", "build", "--on", DAY.isoformat())
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("20 records, ")
    assert differing(snapshot(project / "site"), snapshot(with_mkdocs / "site")) == []


def test_changing_the_engine_leaves_nothing_of_the_other_behind(
    with_mkdocs: Path, with_zensical: Path, tmp_path: Path
) -> None:
    project = make_project(tmp_path / "project")
    built(project)
    built(project, "zensical")
    assert differing(snapshot(project / "site"), snapshot(with_zensical / "site")) == []
    built(project)
    assert differing(snapshot(project / "site"), snapshot(with_mkdocs / "site")) == []


def test_mkdocs_build_refuses_an_invalid_record_and_leaves_the_old_site_untouched(
    tmp_path: Path,
) -> None:
    project = make_project(tmp_path / "project")
    built(project)
    before = snapshot(project / "site")
    bad = project / "data" / "vendors" / "northgate-analytics.yaml"
    bad.write_text(bad.read_text("utf-8").replace("founded: 2009", "founded: 2009-13"), "utf-8")
    done = run(project, "mkdocs", "build")
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert "data/vendors/northgate-analytics.yaml:4:10: " in said
    assert "[bad-date]" in said
    assert "Traceback" not in said
    assert differing(snapshot(project / "site"), before) == []
