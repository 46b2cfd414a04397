"""The documents keep what they promise: commands, links, examples and definitions."""

import os
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from shutil import copytree

import markdown
import pytest
import typer
import yaml

from kb.cli import app
from kb.load import load
from kb.models import KIND
from kb.models.vocabulary import Certainty, Effect, Qualifier, SourceType, Vocabulary
from kb.rules.files import bad_id

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
DECISIONS = DOCS / "decisions"
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for folder, pattern in ((ROOT, "*.md"), (DOCS, "**/*.md"), (ROOT / ".github", "**/*.md"))
    for path in folder.glob(pattern)
)
LARGEST_PICTURE = 200 * 1024  # bytes; the README should open at once on a slow connection

_FENCED = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
_COMMAND = re.compile(r"(?:`|\.venv/bin/)kb ([a-z][a-z-]*)")


def text(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def blocks(document: str, language: str) -> list[str]:
    """The code blocks of a document that are marked as being in a language."""
    return [body for _, marked, body in _FENCED.findall(text(document)) if marked == language]


def links(document: str) -> Iterator[str]:
    """Where the links and pictures of a document lead, those in code left out."""
    prose = re.sub(r"`[^`\n]*`", "", _FENCED.sub("", text(document)))
    for _picture, _words, target in _LINK.findall(prose):
        yield target


def anchors(path: Path) -> set[str]:
    """The anchors that a Markdown page has on the site."""
    converter = markdown.Markdown(extensions=["attr_list", "tables", "toc", "pymdownx.superfences"])
    body = re.sub(r"\A---\n.*?^---\n", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    return set(re.findall(r'\bid="([^"]+)"', converter.convert(body)))


def rows(document: str, heading: str) -> list[list[str]]:
    """The cells of the table whose first heading this is, without its headings."""
    table = re.search(
        rf"^\| {re.escape(heading)} \|.*\n\|[-| ]+\n((?:\|.*\n)+)", text(document), re.MULTILINE
    )
    assert table, f"{document} has no table that begins with '{heading}'"
    return [
        [cell.strip() for cell in row.strip("| ").split(" | ")] for row in table[1].splitlines()
    ]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_between_documents_leads_to_a_file_and_an_anchor(document: str) -> None:
    for link in links(document):
        if re.match(r"[a-z]+:", link) or link.startswith("../../issues/"):
            continue
        address, _, anchor = link.partition("#")
        target = (ROOT / document).parent / address if address else ROOT / document
        assert target.exists(), f"{document} links to {link}"
        if anchor:
            assert anchor in anchors(target), f"{document} links to {link}"


@pytest.mark.parametrize("document", [each for each in DOCUMENTS if each.startswith("docs/")])
def test_pages_of_the_site_link_to_nothing_that_is_not_on_it(document: str) -> None:
    for link in links(document):
        if not re.match(r"[a-z]+:", link):
            assert (ROOT / document).parent.joinpath(link).resolve().is_relative_to(DOCS), link


def test_the_forms_that_the_readme_opens_on_github_exist() -> None:
    forms = [link for link in links("README.md") if link.startswith("../../issues/new?template=")]
    assert forms
    for form in forms:
        assert (ROOT / ".github" / "ISSUE_TEMPLATE" / form.partition("=")[2]).is_file()


@pytest.mark.parametrize("document", ["README.md", "docs/contributing.md"])
def test_every_script_that_a_document_runs_exists_and_can_be_run(document: str) -> None:
    scripts = set(re.findall(r"(?<![/\w])scripts/[a-z]+\b(?!/)", text(document))) - {"scripts/kb"}
    assert {"scripts/serve", "scripts/test", "scripts/setup"} & scripts
    for script in scripts:
        assert os.access(ROOT / script, os.X_OK), f"{document} names {script}"


def test_the_readme_gives_its_two_commands_first() -> None:
    commands = [line.split()[0] for line in blocks("README.md", "sh")[0].splitlines()]
    assert commands == ["scripts/serve", "scripts/test"]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_kb_command_that_a_document_names_exists(document: str) -> None:
    known = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    assert set(_COMMAND.findall(text(document))) <= known


def test_the_readme_adds_a_record_in_five_lines_with_an_id_that_is_free() -> None:
    lines = blocks("README.md", "sh")[1].splitlines()
    assert len(lines) == 5
    kind, id_ = re.findall(r"kb new (\S+) (\S+)", "\n".join(lines))[0]
    path = f"data/{KIND[kind].folder}/{id_}.yaml"
    assert not bad_id(id_, kind)
    assert not (ROOT / path).exists()
    assert path in "\n".join(lines)


def test_the_picture_in_the_readme_exists_is_light_and_is_described() -> None:
    pictures = [(words, target) for mark, words, target in _LINK.findall(text("README.md")) if mark]
    assert pictures
    for words, target in pictures:
        assert len(words) > 40
        assert 0 < (ROOT / target).stat().st_size <= LARGEST_PICTURE


def test_everything_that_the_readme_says_is_in_the_repository_is_there() -> None:
    table = text("README.md").partition("## What is where")[2].partition("\n## ")[0]
    for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE):
        for path in re.findall(r"`([^`]+)`", row):
            assert (ROOT / path).exists(), path


def examples() -> dict[str, str]:
    """The example records of the contributors' guide, by the path in their first line."""
    found = {}
    for block in blocks("docs/contributing.md", "yaml"):
        first, _, rest = block.partition("\n")
        if first.startswith("# data/"):
            found[first.removeprefix("# ")] = rest
    return found


def complaints(project: Path, files: dict[str, str]) -> list[str]:
    """What the check says of files that are added to the real scheme of technologies."""
    copytree(ROOT / "data" / "technologies", project / "data" / "technologies")
    for path, content in files.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(content, encoding="utf-8")
    loaded = load(project, today=date(2026, 12, 31), use_cache=False)
    return [f"{each.path}: {each.message}" for each in loaded.problems if each.path in files]


def test_the_example_records_pass_the_check_without_a_warning(tmp_path: Path) -> None:
    assert len(examples()) == 2
    assert complaints(tmp_path, examples()) == []


@pytest.mark.parametrize("key", ["corrections", "former_ids", "withdrawn"])
def test_what_the_guide_says_to_add_to_a_record_passes_the_check(key: str, tmp_path: Path) -> None:
    added = [each for each in blocks("docs/contributing.md", "yaml") if each.startswith(f"{key}:")]
    assert len(added) == 1
    path, record = next(iter(examples().items()))
    other = path.replace("market-cameras", "other-cameras")
    changed = re.sub(r"^name: .*$", "name: Another use", record, flags=re.MULTILINE) + added[0]
    assert complaints(tmp_path, {**examples(), other: changed}) == []


@pytest.mark.parametrize(
    "anchor", ["add-a-record", "change-a-record", "report-an-error", "withdraw-a-record"]
)
def test_the_guide_has_the_sections_that_record_pages_lead_to(anchor: str) -> None:
    assert anchor in anchors(DOCS / "contributing.md")


def test_the_guide_describes_modules_that_exist() -> None:
    for row in rows("docs/contributing.md", "Step"):
        for module in re.findall(r"`([^`]+)`", row[1]):
            place = ROOT / "scripts" / "kb" / module
            assert place.is_dir() or place.with_suffix(".py").is_file(), module


@pytest.mark.parametrize(
    ("heading", "words"),
    [("Type", SourceType), ("Certainty", Certainty), ("Word", Qualifier), ("Effect", Effect)],
)
def test_the_methodology_defines_words_as_the_program_does(
    heading: str, words: type[Vocabulary]
) -> None:
    defined = [[each.label, each.description] for each in words]
    assert rows("docs/methodology.md", heading) == defined


def test_every_decision_is_linked_from_the_index_in_order() -> None:
    files = sorted(path.name for path in DECISIONS.glob("[0-9]*.md"))
    assert [name[:4] for name in files] == [f"{n:04}" for n in range(1, len(files) + 1)]
    assert [link for link in links("docs/decisions/index.md") if link[0].isdigit()] == files


@pytest.mark.parametrize("path", sorted(DECISIONS.glob("[0-9]*.md")), ids=lambda each: each.stem)
def test_every_decision_has_a_date_a_context_a_choice_and_consequences(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    assert re.search(r"^Decided \d{1,2} [A-Z][a-z]+ \d{4}\.", content, re.MULTILINE)
    headings = re.findall(r"^## (.+)$", content, re.MULTILINE)
    assert headings[:3] == ["Context", "Choice", "Consequences"]
    title = re.findall(r"^# (.+)$", content, re.MULTILINE)
    assert f"[{title[0]}]({path.name})" in text("docs/decisions/index.md")


def test_every_dependency_is_in_the_decision_on_dependencies_and_no_other() -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    extras = chain.from_iterable(project["optional-dependencies"].values())
    declared = {
        re.split(r"[\[<>=~! ]", each, maxsplit=1)[0]
        for each in chain(project["dependencies"], extras)
    }
    content = text("docs/decisions/0010-dependencies.md")
    named = {
        package
        for row in re.findall(r"^\| ([A-Za-z][\w, -]+?) \|", content, re.MULTILINE)
        for package in row.split(", ")
    } - {"Package"}
    assert named == declared - {"hatchling"}
    assert "hatchling (MIT)" in content


def test_the_citation_names_the_version_of_the_project() -> None:
    citation = yaml.load(text("CITATION.cff"), Loader=yaml.BaseLoader)
    assert citation["version"] == tomllib.loads(text("pyproject.toml"))["project"]["version"]
    assert citation["license"] == "CC-BY-4.0"
    assert citation["type"] == "dataset"
