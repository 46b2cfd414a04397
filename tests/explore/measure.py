"""Measures the Explore page with made-up records in a real browser; not a test, run by hand.

    python tests/explore/measure.py [RECORDS [FOLDER]]

of which 15,000 are made up unless told otherwise; they are kept in FOLDER, or taken from there.

Prints how large the table is, and how long the browser takes from a click on a facet until the page
is drawn anew. The targets are 600 KB (gzip) and 150 ms at 15,000 records.
"""

import gzip
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from mkdocs.commands.build import build as mkdocs_build  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from helpers.server import serving  # noqa: E402
from kb import build  # noqa: E402
from kb.bench import project  # noqa: E402
from kb.browser import ARGUMENTS, find_chromium  # noqa: E402
from kb.explore import columns, pages  # noqa: E402
from kb.link import Links  # noqa: E402
from kb.load import load  # noqa: E402
from kb.render.context import Context  # noqa: E402
from kb.render.templating import render  # noqa: E402
from kb.shell import Shell  # noqa: E402

# From the click until the frame after the change has been drawn.
_TIMED = """(box) => new Promise((done) => {
    const start = performance.now();
    box.click();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""


def make_site(folder: Path, count: int) -> tuple[Path, int, int]:
    """A site with the Explore page alone; with the sizes of its table, as it is and gzipped."""
    if not folder.exists():
        project.make(ROOT, folder, count, seed=1)
    config = build.configuration(folder)
    for event in ("pre_build", "post_build"):
        config.plugins.events[event].clear()
    mkdocs_build(config)
    context = Context(Links(load(folder).base), date(2026, 1, 1), "http://127.0.0.1/", "Register")
    site = Path(config.site_dir)
    view = pages.explore_page(context)
    page = site / view.address / "index.html"
    body = render(view.template, page=view)
    shell = Shell.read(page, 1)
    page.write_text(shell.pour(title="", description="", canonical="", head="", body=body), "utf-8")
    table = columns.as_json(context).encode()
    (site / "data").mkdir(exist_ok=True)
    (site / "data" / "explore.json").write_bytes(table)
    return site, len(table), len(gzip.compress(table, 6))


def clicks(page: Page) -> list[float]:
    """Milliseconds for ticking and unticking the first boxes of every facet."""
    page.evaluate(
        "for (const each of document.querySelectorAll('.kb-facets details')) each.open = true"
    )
    page.wait_for_timeout(500)
    found = []
    for at in range(page.locator(".kb-facets fieldset").count()):
        group = page.locator(".kb-facets fieldset").nth(at)
        for number in range(min(2, group.locator("input[type=checkbox]").count())):
            value = group.locator("input[type=checkbox]").nth(number).get_attribute("value")
            for _ in range(2):
                box = group.locator(f'input[type=checkbox][value="{value}"]')
                found.append(float(box.evaluate(_TIMED)))
    return found


@contextmanager
def _folder(kept: str | None) -> Iterator[Path]:
    if kept is not None:
        yield Path(kept).resolve()
        return
    with tempfile.TemporaryDirectory() as name:
        yield Path(name) / "project"


def main(count: int = 15_000, kept: str | None = None) -> None:
    """Make the records, open the page, print what was measured."""
    with _folder(kept) as folder, sync_playwright() as playwright:
        site, plain, packed = make_site(folder, count)
        print(f"table: {plain / 1000:.0f} KB, gzip {packed / 1000:.0f} KB")
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        with serving(site) as address:
            page = browser.new_page()
            page.goto(f"{address}explore/")
            page.locator(".kb-explore__status").wait_for()
            print(page.locator(".kb-explore__status").inner_text())
            times = clicks(page)
        browser.close()
    print(
        f"{len(times)} facet clicks: median {statistics.median(times):.0f} ms, "
        f"longest {max(times):.0f} ms"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]), *sys.argv[2:3])
