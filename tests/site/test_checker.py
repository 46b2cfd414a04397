"""The made-up register's site, looked through by a checker that shares no code with the builder."""

import shutil
from pathlib import Path

import pytest

import checker
from helpers.projects import built, make_project


def test_the_checker_finds_nothing_wrong_with_the_site(register: Path) -> None:
    found = checker.check(register / "site", register / "data")
    assert not found, checker.told(found)


def test_it_finds_nothing_wrong_with_the_site_that_zensical_built(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    built(project, "zensical")
    found = checker.check(project / "site", project / "data")
    assert not found, checker.told(found)


# The checker can see -----------------------------------------------------------------------------

VENDOR = "vendors/lanhai-vision/index.html"
DAMAGE = {
    "a link that leads nowhere": (VENDOR, "../../vendors/northgate-analytics/", "../../x/", "links"),
    "a link without its slash": (VENDOR, 'href="../../vendors/"', 'href="../../vendors"', "links"),
    "an anchor that is not there": (VENDOR, 'id="source-brochure"', 'id="brochure"', "anchors"),
    "an id that stands twice": (VENDOR, 'id="facts"', 'id="sources"', "ids"),
    "a script in the page": (VENDOR, "</main>", "<script>1</script></main>", "scripts"),
    "linked data that is no JSON": (VENDOR, '"@type": "Organization"', '"@type": NaN', "scripts"),
    "linked data that could be ended": (VENDOR, '"@type": "Organization"', '"@type": "<b>"', "scripts"),
    "a handler in the page": (VENDOR, "<h1 ", '<h1 onclick="x()" ', "scripts"),
    "a picture from elsewhere": (VENDOR, "</h1>", '<img src="//a.example/x" alt="">', "requests"),
    "no policy": (VENDOR, "Content-Security-Policy", "X-Policy", "policy"),
    "a policy that allows inline scripts": (VENDOR, "'wasm-un", "'unsafe-inline' 'wasm-un", "policy"),
    "a placeholder left": (VENDOR, "<h1 ", "@@kb:body@@<h1 ", "placeholders"),
    "an empty cell": (VENDOR, "<td>Series B</td>", "<td> </td>", "emptiness"),
    "a fact without its source": (VENDOR, 'Founded</dt> <dd>May 2012 <a class="kb-cite"',
                                  'Founded</dt> <dd>May 2012 <a class="x"', "citations"),
    "a claim that is dropped": (VENDOR, "US$3 billion", "much", "values"),
    "a name that is dropped": (VENDOR, "蓝海视觉科技", "蓝海", "words"),
    "a second heading": (VENDOR, "</h1>", "</h1><h1>Two</h1>", "headings"),
    "a wrong canonical address": (VENDOR, 'rel="canonical" href="', 'rel="canonical" href="x', "canonical"),
    "markup that is not well formed": (VENDOR, "<tbody>", "<tbody><p>", "parse"),
    "a reference that is not linked": ("organisations/harbour-capital/index.html",
                                       "../../vendors/lanhai-vision/", "../../vendors/", "references"),
    "a page that nothing leads to": ("*", "technologies/gait-recognition/", "technologies/", "orphans"),
    "a redirect to nowhere": ("vendors/northgate-video/index.html",
                              "../../vendors/northgate-analytics/", "../x/", "redirects"),
    "a page missing from the sitemap": ("sitemap.xml", "vendors/lanhai-vision/", "vendors/", "sitemap"),
    "a document that is no JSON": ("data/vendors/lanhai-vision.json", "{", "{,", "json"),
    "a document that says something else": ("data/vendors/lanhai-vision.json", "2012", "2013", "json"),
}  # fmt: skip


@pytest.fixture(scope="module")
def before(register: Path) -> set[checker.Fault]:
    return set(checker.check(register / "site", register / "data", strict_every=9))


@pytest.mark.parametrize("damage", DAMAGE)
def test_the_checker_sees(
    damage: str, register: Path, before: set[checker.Fault], tmp_path: Path
) -> None:
    path, old, new, sort = DAMAGE[damage]
    site = tmp_path / "site"
    shutil.copytree(register / "site", site, ignore=shutil.ignore_patterns("pagefind"))
    files = site.rglob("*.html") if path == "*" else [site / path]
    texts = {file: file.read_text("utf-8") for file in files}
    assert any(old in text for text in texts.values())
    for file, text in texts.items():
        file.write_text(text.replace(old, new), encoding="utf-8")
    found = set(checker.check(site, register / "data", strict_every=9)) - before
    assert sort in {fault.sort for fault in found}


def test_the_checker_sees_a_record_without_its_page(register: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(register / "site", site, ignore=shutil.ignore_patterns("pagefind"))
    shutil.rmtree(site / "technologies" / "gait-recognition")
    found = checker.check(site, register / "data", strict_every=9)
    assert "technologies/gait-recognition/: the record has no page [records]" in map(str, found)


def test_the_checker_sees_a_page_without_its_record(register: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(register / "data", data)
    (data / "technologies" / "gait-recognition.yaml").unlink()
    found = checker.check(register / "site", data, strict_every=9)
    assert "technologies/gait-recognition/: a page without a record [records]" in map(str, found)
