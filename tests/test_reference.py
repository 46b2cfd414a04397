"""The two reference pages are fresh, complete, and lead nowhere that is not there."""

import re
from pathlib import Path

import pytest
from markdown import markdown

from kb import reference, schema
from kb.models import KINDS, anatomy
from kb.models.vocabulary import Vocabulary
from kb.rules import catalogue
from sample import check, example_project

RECORDS = reference.records_page()
RULES = reference.rules_page()
EXTENSIONS = ["attr_list", "tables", "fenced_code"]


def anchors(page: str) -> list[str]:
    return re.findall(r"^#+ .* \{#([a-z0-9-]+)\}$", page, re.MULTILINE)


def test_the_committed_pages_are_what_the_program_gives(project_root: Path) -> None:
    assert schema.stale(project_root, reference.documents()) == [], "run: kb schema"


def test_the_example_records_on_the_page_pass_the_check_together(tmp_path: Path) -> None:
    assert check(example_project(tmp_path)).problems == ()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_has_its_section_with_an_example_of_its_own(kind: reference.Kind) -> None:
    section = RECORDS.split(f"{{#{kind.name}}}\n")[1].split("\n## ")[0]
    assert f"Stands in `data/{kind.folder}/`" in section
    path = section.split("An example, made up: `data/")[1].split("`")[0]
    text = (reference.EXAMPLE_RECORDS / path).read_text(encoding="utf-8")
    assert f"```yaml\n{text}```" in section


def test_every_key_and_every_word_stands_in_a_table_with_its_meaning() -> None:
    for kind in KINDS:
        for cls in anatomy.classes(kind.record):
            for field in anatomy.fields(cls):
                assert f"| `{field.key}` | {field.description} |" in RECORDS, (cls, field.key)
                if issubclass(field.type, Vocabulary):
                    for word in field.type:
                        assert f"| `{word.value}` | {word.description} |" in RECORDS


def test_every_code_has_its_heading_and_its_address() -> None:
    assert set(anchors(RULES)) >= catalogue.codes()


@pytest.mark.parametrize("page", [RECORDS, RULES], ids=["records", "rules"])
def test_anchors_are_unique_and_every_link_leads_to_one(page: str) -> None:
    there = anchors(page)
    assert len(there) == len(set(there))
    for target in re.findall(r"\]\((.*?)\)", page):
        file, _, anchor = target.partition("#")
        assert file in ("", "records.md", "rules.md")
        other = {"": page, "records.md": RECORDS, "rules.md": RULES}[file]
        assert not anchor or anchor in anchors(other), target


@pytest.mark.parametrize("page", [RECORDS, RULES], ids=["records", "rules"])
def test_a_page_is_plain_markdown_with_tables_that_hold_together(page: str) -> None:
    html = markdown(page, extensions=EXTENSIONS)
    for row in re.findall(r"<tr>.*?</tr>", html, re.DOTALL):
        assert len(re.findall(r"<t[hd]\b", row)) in (2, 4)
    text = re.sub(r"<(pre|code).*?</\1>", "", html, flags=re.DOTALL)
    assert "|" not in text
    assert "```" not in text
    assert "{#" not in text
    assert "<script" not in html


def test_every_code_shows_a_wrong_and_a_right_example() -> None:
    sections = re.split(r"^### .*$", RULES, flags=re.MULTILINE)[1:]
    assert len(sections) == len(catalogue.codes())
    for section in sections:
        wrong, right = section.split("\nRight:\n")
        assert re.search(r"\nWrong:\n\n```(yaml|text)\n.+\n```", wrong, re.DOTALL)
        assert re.search(r"\n```(yaml|text)\n.+\n```", right, re.DOTALL)
