"""What a record's text may not hold at all: refused before any page is made of it."""

import re
from pathlib import Path
from typing import Any

import pytest

from helpers.hostile import Hostile, write_hostile_records
from helpers.projects import edit, make_project
from kb.load import load

VENDOR = "vendors/vend-plain.yaml"


@pytest.fixture(scope="module")
def hostile_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records whose texts are strange and allowed."""
    data = tmp_path_factory.mktemp("hostile") / "data"
    write_hostile_records(data)
    return data


def codes(project: Path) -> set[str]:
    """The codes of the errors in the changed record."""
    errors = load(project, use_cache=False).errors
    return {each.code for each in errors if each.path == f"data/{VENDOR}"}


@pytest.fixture
def project(tmp_path: Path, hostile_data: Path) -> Path:
    return make_project(tmp_path / "project", hostile_data, brief=True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("one\ntwo", "bad-format"),
        ("W" * 301, "bad-format"),
        (" leading", "bad-format"),
        ("trailing ", "bad-format"),
        ("abc \u202e def", "bidi-control"),
        ("a\u200bb", "invisible-character"),
        ("a\u2028b", "line-separator"),
        ("a\ufeffb", "invisible-character"),
        ("a\x1b[31mb", "control-character"),
        ("P\u0430lantir", "mixed-script"),
        ("Zoe\u0308", "bad-format"),
    ],
)
def test_a_name_is_refused_that_a_page_could_not_show_as_it_is(
    text: str, code: str, project: Path
) -> None:
    edit(project, VENDOR, lambda record: record.update(name=text))
    assert code in codes(project)


URLS = [
    "javascript:window.__pwned=1",
    "JavaScript:alert(1)",
    "java&#115;cript:alert(1)",
    "data:text/html,<script>1</script>",
    "vbscript:x",
    "//example.org/",
    "/vendors/",
    "https:/example.org/",
    "https://user@example.org/",
    "https://localhost/",
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://10.0.0.1/",
    "https://2130706433/",
    'https://example.org/" onclick="x',
    "https://example.org/<script>",
    "https://example.org/ x",
    "ftp://example.org/",
]


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("field", ["url", "archived", "website"])
def test_an_address_is_refused_that_is_no_public_web_address(
    field: str, url: str, project: Path
) -> None:
    def change(record: dict[str, Any]) -> None:
        if field == "website":
            record["website"] = url
        else:
            record["sources"]["a"][field] = url

    edit(project, VENDOR, change)
    assert codes(project) & {"bad-url", "bad-format"}


@pytest.mark.parametrize("field", ["citation", "bill"])
def test_an_address_in_a_field_of_words_is_no_link(field: str, project: Path) -> None:
    from helpers.projects import built

    address = "https://127.0.0.1/admin"
    edit(
        project, "regulations/regu-plain.yaml",
        lambda record: record["identifiers"].update({field: address}),
    )  # fmt: skip
    built(project)
    page = (
        project / "site" / Hostile("plain", "").address("regulations") / "index.html"
    ).read_text()
    assert address in page
    assert not re.search(r'href="https://127\.0\.0\.1/admin', page)
