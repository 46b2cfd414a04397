"""The Atom feeds tell of every change, in words, wherever a page says that there is one."""

import re
from pathlib import Path
from urllib.parse import urljoin

import lxml.etree
import lxml.html
import pytest

from helpers.hostile import ALL
from helpers.projects import built, commit, edit, make_project

ATOM = {"a": "http://www.w3.org/2005/Atom"}
KEPT = "vendors/northgate-analytics.yaml"


def read(path: Path) -> lxml.etree._Element:
    return lxml.etree.fromstring(path.read_bytes())


def titles(path: Path) -> list[str]:
    return [str(each) for each in read(path).xpath("a:entry/a:title/text()", namespaces=ATOM)]


def feeds(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("feed.xml")}


def linked(site: Path) -> dict[str, str]:
    """For each page that links to a feed in its head, the feed's path from the root."""
    found = {}
    for page in site.rglob("index.html"):
        address = page.parent.relative_to(site).as_posix().removeprefix(".")
        tree = lxml.html.document_fromstring(page.read_bytes())
        for href in tree.xpath("//head/link[@type='application/atom+xml']/@href"):
            found[address] = urljoin(f"http://x/{address}/", str(href)).removeprefix("http://x/")
    return found


def test_each_feed_is_linked_from_its_page_and_no_page_links_to_another(register: Path) -> None:
    site = register / "site"
    there = linked(site)
    assert set(there.values()) == feeds(site)
    assert {each for each, feed in there.items() if feed == "feed.xml"} == {"", "changes", "data"}
    for address, feed in there.items():
        assert feed in ("feed.xml", f"{address}/feed.xml")
    kinds = {feed.split("/")[0] for feed in there.values() if "/" in feed}
    assert kinds == {"vendors", "jurisdictions", "technologies"}


def test_every_feed_has_what_the_standard_asks_for(register: Path) -> None:
    for name in feeds(register / "site"):
        feed = read(register / "site" / name)
        assert feed.tag == f"{{{ATOM['a']}}}feed"
        for each in (feed, *feed.findall("a:entry", ATOM)):
            for tag in ("id", "title", "updated"):
                assert each.findtext(f"a:{tag}", namespaces=ATOM), (name, tag)
            moment = each.findtext("a:updated", namespaces=ATOM)
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", moment)
        assert feed.findtext("a:author/a:name", namespaces=ATOM)
        ids = feed.xpath("a:entry/a:id/text()", namespaces=ATOM)
        assert len(set(ids)) == len(ids) > 0
        own = feed.xpath("string(a:link[@rel='self']/@href)", namespaces=ATOM)
        assert own.endswith("/" + name)
        times = feed.xpath("a:entry/a:updated/text()", namespaces=ATOM)
        assert times == sorted(times, reverse=True)
        assert feed.findtext("a:updated", namespaces=ATOM) == times[0]


def test_the_overall_feed_tells_of_everything_the_newest_first(register: Path) -> None:
    told = titles(register / "site" / "feed.xml")
    assert told[0].startswith("Lanhai Vision: website: ")
    assert "Quayside Police: live face recognition in the city centre: record added" in told
    assert len(told) == 21


def test_the_feed_of_a_vendor_tells_of_the_deployments_that_it_supplied(register: Path) -> None:
    told = titles(register / "site/vendors/lanhai-vision/feed.xml")
    assert any(each.startswith("Quayside Police: live") for each in told)
    assert not any(each.startswith("Beijing metro") for each in told)


def test_the_feed_of_a_country_tells_of_its_cities(register: Path) -> None:
    told = titles(register / "site/jurisdictions/gb/feed.xml")
    assert any(each.startswith("Quayside Police: live") for each in told)
    assert not any(each.startswith("Lanhai Vision") for each in told)


def test_the_feed_of_a_technology_tells_of_what_is_narrower(register: Path) -> None:
    told = titles(register / "site/technologies/biometric-identification/feed.xml")
    assert any(each.startswith("Beijing metro") for each in told)


def test_hostile_texts_are_texts_in_a_feed(hostile: Path) -> None:
    site = hostile / "site"
    for each in ALL:
        feed = read(site / each.address("vendors") / "feed.xml")
        assert feed.findtext("a:title", namespaces=ATOM).endswith(each.line)
        assert {lxml.etree.QName(one).localname for one in feed.iter()} <= {
            "feed", "id", "title", "link", "author", "name", "updated", "entry", "summary",
        }  # fmt: skip


def test_a_feed_goes_with_its_record_and_its_history(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", brief=True)
    built(project)
    site = project / "site"
    assert feeds(site) == set()
    assert linked(site) == {}
    page = (site / "changes/index.html").read_text("utf-8")
    assert "this copy cannot say what changed" in page

    commit(project, "2025-03-01", "Begin")
    edit(project, KEPT, lambda record: record.update(summary="Another summary."))
    commit(project, "2025-03-02", "Reword")
    built(project)
    assert titles(site / "vendors/northgate-analytics/feed.xml")[0].endswith(": summary reworded")
    assert set(linked(site).values()) == feeds(site)

    (project / "data/technologies/gait-recognition.yaml").unlink()
    metro = "deployments/beijing-metro-gate-trial.yaml"
    edit(project, metro, lambda record: record.update(technologies=["face-recognition"]))
    edit(project, "technologies/face-recognition.yaml", lambda record: record.pop("related"))
    built(project)
    assert not (site / "technologies/gait-recognition").exists()
    assert set(linked(site).values()) == feeds(site)


@pytest.mark.parametrize("name", ["feed.xml", "vendors/lanhai-vision/feed.xml"])
def test_a_feed_that_was_deleted_is_made_again(name: str, register: Path, tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", brief=True)
    commit(project, "2025-03-01", "Begin")
    built(project)
    path = project / "site" / name
    before = path.read_bytes()
    path.unlink()
    built(project)
    assert path.read_bytes() == before
