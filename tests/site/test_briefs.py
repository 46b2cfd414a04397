"""The briefs for print: one for every deployment, vendor and place, complete on its own."""

import re
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from checker.pages import folded
from helpers.projects import built, edit, make_project

BRIEFS = {
    "deployment": "deployments/quayside-police-live-face-recognition/",
    "vendor": "vendors/lanhai-vision/",
    "jurisdiction": "jurisdictions/gb/",
    "jurisdiction without a record": "jurisdictions/us-ca/",
    "withdrawn": "vendors/old-harbour-cctv/",
}


def read(site: Path, address: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring((site / address / "index.html").read_text("utf-8"))


def told(page: lxml.html.HtmlElement, query: str = "//main") -> str:
    return folded(" ".join(each.text_content() for each in page.xpath(query)))


@pytest.mark.parametrize("kind", BRIEFS)
def test_the_page_links_to_its_brief_and_the_brief_to_the_page(kind: str, register: Path) -> None:
    site = register / "site"
    page, brief = read(site, BRIEFS[kind]), read(site, BRIEFS[kind] + "brief/")
    assert page.xpath("//a[.='Brief for print']/@href") == [f"../../{BRIEFS[kind]}brief/"]
    canonical = page.xpath("string(//link[@rel='canonical']/@href)")
    assert brief.xpath("string(//link[@rel='canonical']/@href)") == f"{canonical}brief/"
    assert canonical in brief.xpath("//main//a/@href")
    assert brief.xpath("string(//h1)") == page.xpath("string(//h1)")


@pytest.mark.parametrize("kind", BRIEFS)
def test_a_brief_is_dated_and_says_what_is_computed(kind: str, register: Path) -> None:
    brief = read(register / "site", BRIEFS[kind] + "brief/")
    assert "brief of 1 June 2025" in told(brief)
    assert "computed from the recorded scope; not legal advice." in told(brief, "//footer")


def test_every_deployment_vendor_and_place_has_one_and_nothing_else_has(register: Path) -> None:
    site = register / "site"
    kinds = {"deployments", "vendors", "jurisdictions"}
    pages = {
        path.parent.relative_to(site).as_posix()
        for kind in kinds
        for path in site.glob(f"{kind}/*/index.html")
        if not path.parent.name.isdigit()
    }
    briefs = {
        path.parent.parent.relative_to(site).as_posix() for path in site.rglob("brief/index.html")
    }
    assert len(briefs) > 10
    assert briefs == pages


@pytest.mark.parametrize("kind", BRIEFS)
def test_every_citation_of_a_brief_leads_to_a_source_in_it(kind: str, register: Path) -> None:
    brief = read(register / "site", BRIEFS[kind] + "brief/")
    cited = {href.removeprefix("#") for href in brief.xpath("//a[@class='kb-cite']/@href")}
    listed = brief.xpath("//ol[@class='sources']/li")
    assert cited <= {each.get("id") for each in listed}
    numbers = {each.get("id"): each.get("value") for each in listed}
    for link in brief.xpath("//a[@class='kb-cite']"):
        assert link.text_content() == f"[{numbers[link.get('href')[1:]]}]"


def test_a_source_is_cited_in_full(register: Path) -> None:
    brief = read(register / "site", BRIEFS["vendor"] + "brief/")
    page = read(register / "site", BRIEFS["vendor"])
    whole = page.xpath("//ol[@class='kb-sources']/li")
    assert len(brief.xpath("//ol[@class='sources']/li")) == len(whole) > 3
    for source in whole:
        said = told(brief, f"//li[@id='{source.get('id')}']")
        link = source.xpath(".//cite/a")[0]
        about = folded(source.xpath("string(.//*[@class='kb-sources__about'])"))
        assert folded(link.text_content()) in said
        assert f"<{link.get('href')}>" in said
        assert about.partition(" No archived")[0].partition(" Archived")[0] in said
        assert re.search(r"Read \d+ \w+ \d{4}\.", said)


def test_claims_that_contradict_each_other_stand_side_by_side(register: Path) -> None:
    page = read(register / "site", BRIEFS["vendor"])
    brief = read(register / "site", BRIEFS["vendor"] + "brief/")
    conflicts = page.xpath("//div[@class='kb-conflict']")
    beside = brief.xpath("//section[@aria-labelledby='disputed']/ul[count(li) > 1]")
    assert len(beside) == len(conflicts) > 0
    assert [len(each.xpath("li")) for each in beside] == [
        len(each.xpath(".//li")) for each in conflicts
    ]


def test_a_claim_that_is_disputed_alone_is_among_what_is_disputed(register: Path) -> None:
    brief = read(register / "site", BRIEFS["vendor"] + "brief/")
    alone = brief.xpath("//section[@aria-labelledby='disputed']/ul[count(li) = 1]/li")
    assert [each.xpath("string(.//*[contains(@class, 'kb-badge')])") for each in alone] == [
        "disputed"
    ]


def test_where_nothing_is_disputed_a_brief_says_so(register: Path) -> None:
    brief = read(register / "site", BRIEFS["jurisdiction without a record"] + "brief/")
    assert "No conflict between sources is recorded." in told(brief)


def test_what_is_not_known_is_listed(register: Path) -> None:
    page = read(register / "site", BRIEFS["deployment"])
    brief = read(register / "site", BRIEFS["deployment"] + "brief/")
    unknown = told(brief, "//section[@aria-labelledby='unknown']")
    boxed = page.xpath("//aside//div[.//*[@class='kb-unknown']]/dt/text()")
    listed = page.xpath("//section[@aria-labelledby='unknown']//li/strong/text()")
    assert boxed or listed
    for name in (*boxed, *listed):
        assert f"{name}:" in unknown
    for need in page.xpath("//h3[@id='needed']/following-sibling::ul[1]/li/strong/text()"):
        assert f"{need}: would help to settle" in unknown


def test_the_rules_are_those_of_the_page(register: Path) -> None:
    page = read(register / "site", BRIEFS["deployment"])
    brief = read(register / "site", BRIEFS["deployment"] + "brief/")
    on_page = [
        (folded(each.text_content()), folded(each.getnext().text_content()))
        for each in page.xpath("//summary/span[@class='kb-rules__what']")
    ]
    standing = [pair for pair in on_page if not pair[1].endswith(("does not apply", "in use"))]
    rows = brief.xpath("//table[contains(@class, 'rules')]/tbody/tr")
    shown = [[folded(cell.text_content()) for cell in row.xpath("td")] for row in rows]
    assert [(rule, f"{effect} {answer}") for rule, effect, answer, _ in shown] == standing
    assert all(why for *_, why in shown)


@pytest.mark.parametrize("kind", BRIEFS)
def test_a_brief_has_no_script_and_its_policy_allows_none(kind: str, register: Path) -> None:
    brief = read(register / "site", BRIEFS[kind] + "brief/")
    assert not brief.xpath("//script | //style | //@style | //*[starts-with(name(), 'on')]")
    (policy,) = brief.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_neither_the_sitemap_nor_the_search_lists_a_brief(register: Path) -> None:
    site = register / "site"
    assert "/brief/" not in (site / "sitemap.xml").read_text("utf-8")
    for path in site.rglob("*.html"):
        if b"data-pagefind-body" in path.read_bytes():
            # The search reads no page that lies deeper, which spares it the briefs.
            assert len(path.relative_to(site).parts) <= 3
            assert path.parent.name != "brief"


def test_long_lists_are_cut_and_say_how_much_is_left_out(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", brief=True)
    scale = [
        {
            "what": f"cameras of series {number}",
            "count": number,
            "as_of": "2024",
            "cites": ["contract"],
        }
        for number in range(1, 61)
    ]
    edit(
        project,
        "deployments/quayside-police-live-face-recognition.yaml",
        lambda record: record.update(scale=scale),
    )
    built(project)
    brief = read(project / "site", BRIEFS["deployment"] + "brief/")
    shown = re.findall(r"cameras of series \d+", told(brief, "//section[@aria-labelledby='facts']"))
    assert len(shown) == 4
    address = brief.xpath("string(//link[@rel='canonical']/@href)").removesuffix("brief/")
    assert f"and 56 more: see {address}" in told(brief)


def test_of_very_many_sources_those_that_the_brief_cites_are_listed(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", brief=True)

    def many(record: dict[str, Any]) -> None:
        for number in range(60):
            copy = dict(record["sources"]["contract"], url=f"https://example.org/{number}")
            record["sources"][f"page-{number:02}"] = copy
        record["scale"] = [
            {"what": "cameras", "count": 9, "as_of": "2024", "cites": [f"page-{number:02}"]}
            for number in range(60)
        ]

    edit(project, "deployments/quayside-police-live-face-recognition.yaml", many)
    built(project)
    brief = read(project / "site", BRIEFS["deployment"] + "brief/")
    cited = {href.removeprefix("#") for href in brief.xpath("//a[@class='kb-cite']/@href")}
    listed = brief.xpath("//ol[@class='sources']/li/@id")
    assert {"source-page-59", "source-contract"} <= cited == set(listed)
    whole = read(project / "site", BRIEFS["deployment"]).xpath("//ol[@class='kb-sources']/li")
    left_out = f"and {len(whole) - len(listed)} more: see "
    assert left_out in told(brief, "//section[@aria-labelledby='sources']")


def test_the_brief_of_a_renamed_record_leads_on_to_the_new_one(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", brief=True)
    old = project / "data" / "vendors" / "lanhai-vision.yaml"
    built(project)
    for file in (project / "data").rglob("*.yaml"):
        file.write_text(file.read_text("utf-8").replace("lanhai-vision", "lanhai-eyes"), "utf-8")
    old.rename(old.with_name("lanhai-eyes.yaml"))
    edit(project, "vendors/lanhai-eyes.yaml", lambda r: r.update(former_ids=["lanhai-vision"]))
    built(project)
    page = read(project / "site", "vendors/lanhai-vision/brief/")
    (refresh,) = page.xpath("//meta[@http-equiv='refresh']/@content")
    assert refresh == "0; url=../../../vendors/lanhai-eyes/brief/"
    assert (project / "site" / "vendors" / "lanhai-eyes" / "brief" / "index.html").is_file()


def test_a_brief_goes_with_its_record(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", brief=True)
    built(project)
    gone = project / "site" / "deployments" / "beijing-metro-gate-trial"
    assert (gone / "brief" / "index.html").is_file()
    (project / "data" / "deployments" / "beijing-metro-gate-trial.yaml").unlink()
    built(project)
    assert not gone.exists()
