"""Checks a built site from the outside, by its files alone.

It shares no code with the program: pages are read with lxml and html5lib, records with PyYAML's
plainest loader. What it knows of the site is what a reader can know: the folders of `data/`, the
address of a record's page, and what the project promises of every page.
"""

from collections.abc import Sequence
from pathlib import Path

from checker import links, markup, records
from checker.faults import Fault, told
from checker.pages import Page, read_pages

__all__ = ["Fault", "Page", "check", "read_pages", "told"]


def check(
    site: Path, data: Path, *, strict_every: int = 1, pages: Sequence[Page] | None = None
) -> list[Fault]:
    """Everything that is wrong with the site that was built from the records under `data`.

    `strict_every` says how many pages share one strict HTML5 parse where pages come from one
    template and are many (sources, publishers); pages of records are all parsed strictly.
    """
    pages = read_pages(site) if pages is None else pages
    found: list[Fault] = []
    for page in pages:
        found += markup.faults(page)
        page.distil()
    found += markup.parse_errors(pages, strict_every)
    found += links.faults(site, pages)
    found += records.faults(site, pages, data)
    return sorted(found)
