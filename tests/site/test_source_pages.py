"""The pages of sources: each names every claim that a record takes from it."""

from datetime import date
from pathlib import Path

import pytest

from kb.link import Links
from kb.load import load
from kb.models import anatomy
from kb.models.claims import Citation
from kb.render.context import Context
from kb.render.source_pages import SourcePages
from kb.render.view import PageView


@pytest.fixture(scope="module")
def real(project_root: Path) -> Context:
    """The records of this project."""
    links = Links(load(project_root).base)
    return Context(links, date(2026, 11, 22), "https://register.example/", "Register")


def test_a_source_that_a_record_cites_has_claims_of_that_record(real: Context) -> None:
    pages = SourcePages(real)
    views: dict[str, PageView] = {}
    missing = []
    for outline in real.links.base.outlines.values():
        record = real.links.base.record(outline.id)
        cited = {one.source for _, one in anatomy.parts(record) if isinstance(one, Citation)}
        for key, source in record.sources.items():
            if source.url not in views:
                views[source.url] = pages.of(source.url)
            groups = {each.title: each.total for each in views[source.url].groups}
            if key in cited and not groups[real.links.name(outline.id)]:
                missing.append((outline.id, key))
    assert missing == []


def test_only_a_source_that_supports_no_claim_says_so(real: Context) -> None:
    pages = SourcePages(real)
    for view in map(pages.of, real.links.sources):
        silent = not sum(each.total for each in view.groups)
        assert silent == ("no claim rests on it" in view.lede), view.address
        assert all(group.entries for group in view.groups), "no way back to the record"
