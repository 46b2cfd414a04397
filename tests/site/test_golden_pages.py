"""One page of every kind, compared with the page that an editor has looked at.

After a change that is meant, refresh the pages with this line, and read the difference before
committing it:

    REFRESH_GOLDEN=1 scripts/test tests/site/test_golden_pages.py
"""

import difflib
import os
import re
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
PAGES = {
    "home": "",
    "index": "deployments/",
    "tree": "jurisdictions/",
    "vendor": "vendors/lanhai-vision/",
    "vendor-single-source": "vendors/northgate-analytics/",
    "vendor-withdrawn": "vendors/old-harbour-cctv/",
    "vendor-renamed": "vendors/northgate-video/",
    "deployment": "deployments/quayside-police-live-face-recognition/",
    "deployment-in-chinese": "deployments/beijing-metro-gate-trial/",
    "regulation": "regulations/quayside-surveillance-code/",
    "regulation-to-come": "regulations/union-biometrics-regulation/",
    "organisation": "organisations/quayside-police/",
    "jurisdiction": "jurisdictions/gb/",
    "jurisdiction-without-record": "jurisdictions/us-ca/",
    "technology": "technologies/face-recognition/",
    "source": "sources/gazette-example-com-be3fc407c4/",
    "publisher": "publishers/the-quayside-gazette/",
    "not-found": "404.html",
}


def normalised(html: str) -> str:
    """The main part of a page (all of a redirect), without blank lines and indents."""
    main = re.search(r"<(main|article)\b.*</\1>", html, re.DOTALL)
    lines = (main.group() if main else html).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip()) + "\n"


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_the_one_that_was_looked_at(name: str, register: Path) -> None:
    path = register / "site" / PAGES[name]
    html = (path if path.suffix else path / "index.html").read_text("utf-8")
    golden = GOLDEN / f"{name}.html"
    page = normalised(html)
    if os.environ.get("REFRESH_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(page, encoding="utf-8")
    known = golden.read_text("utf-8")
    difference = "\n".join(
        difflib.unified_diff(
            known.splitlines(), page.splitlines(), "golden", "now", lineterm="", n=1
        )
    )
    assert page == known, f"{name} has changed:\n{difference[:4000]}"


def test_no_golden_page_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.html")} == set(PAGES)
