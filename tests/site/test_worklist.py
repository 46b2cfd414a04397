"""Which pages there are to make, and in which order they are made."""

from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from helpers.projects import REGISTER, ROOT
from kb.link import Links
from kb.load import load
from kb.worklist import tasks


@pytest.fixture(scope="module", params=[REGISTER, ROOT], ids=["made-up", "real"])
def links(request: pytest.FixtureRequest) -> Links:
    root: Path = request.param
    return Links(load(root, today=date(2100, 1, 1), use_cache=False).base)


def test_every_subject_has_one_page(links: Links) -> None:
    found = list(tasks(links))
    assert len(found) == len(set(found)) == len({each.address(links) for each in found})
    keys = {kind: {each.key for each in found if each.kind == kind} for kind in KINDS}
    assert keys["record"] == links.base.outlines.keys() | set(links.jurisdictions)
    assert keys["source"] == links.sources.keys()
    assert keys["publisher"] == links.publishers.keys()
    former = {name for outline in links.base.outlines.values() for name in outline.former_ids}
    assert {each.former for each in found if each.kind == "redirect"} == former


KINDS = ("record", "source", "publisher", "redirect")


def test_a_source_follows_the_last_of_its_records(links: Links) -> None:
    """Until then its claims are not all at hand; after that they are forgotten."""
    latest = ""
    seen: set[str] = set()
    for task in tasks(links):
        if task.kind == "record":
            latest = task.key
            seen.add(latest)
        elif task.kind == "source":
            carriers = {use.id for use in links.sources[task.key]}
            assert latest in carriers
            assert carriers <= seen


def test_hardly_a_record_is_read_twice_by_who_remembers_a_hundred(links: Links) -> None:
    reads = 0

    @lru_cache(maxsize=100)
    def read(_id: str) -> None:
        nonlocal reads
        reads += 1

    for task in tasks(links):
        if task.kind == "record":
            read(task.key)
        elif task.kind == "source":
            for use in links.sources[task.key]:
                read(use.id)
    assert reads <= 1.1 * len(links.base.outlines) + len(links.jurisdictions)
