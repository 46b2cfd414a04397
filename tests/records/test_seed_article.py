"""Every fact of the article that the register began with stands on a built page, with its source."""

import csv
import re
from html import unescape
from pathlib import Path

import pytest

from helpers.sites import real_project

ARTICLE = "telegraph.co.uk/technology/2018/04/09"
with (Path(__file__).parent / "seed-article.tsv").open(encoding="utf-8", newline="") as _file:
    FACTS = list(csv.DictReader(_file, delimiter="\t"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return real_project(tmp_path_factory.getbasetemp()) / "site"


def _page(site: Path, address: str) -> str:
    return (site / address.strip("/") / "index.html").read_text("utf-8")


def _text(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", html)))


@pytest.mark.parametrize("fact", FACTS, ids=[each["fact"] for each in FACTS])
def test_a_fact_of_the_article_is_on_its_page(site: Path, fact: dict[str, str]) -> None:
    assert re.sub(r"\s+", " ", fact["snippet"]) in _text(_page(site, fact["page"]))


# Broadcom's page tells what truly happened, from other sources; the article does not name it.
@pytest.mark.parametrize(
    "address", sorted({each["page"] for each in FACTS} - {"/organisations/broadcom/"})
)
def test_a_page_with_facts_of_the_article_cites_it(site: Path, address: str) -> None:
    assert ARTICLE in _page(site, address)


def test_what_the_article_has_wrong_is_disputed_beside_a_source_that_has_it_right(
    site: Path,
) -> None:
    html = _page(site, "/organisations/qualcomm/")
    box = html[html.index('class="kb-conflict"') :].split("</div>", 1)[0]
    assert "disputed" in box
    assert "confirmed" in box
    assert "Broadcom" in _text(box)
