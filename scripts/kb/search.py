"""The search index: Pagefind's command-line program, run on the built pages."""

import shutil
import subprocess
from pathlib import Path

import pagefind_bin


class SearchError(RuntimeError):
    """Pagefind could not make the index."""


FOLDER = "pagefind"
"""Where the index lies in the site."""
APART = ("sources", "publishers")
"""The folders whose pages have an index of their own, fetched after the first results: they are more
than all others together, and whoever begins to type seldom means them."""


def index(site: Path) -> None:
    """Index every page under `site` that marks its body, into `site/pagefind/`.

    The old index is removed first: the files of the new one have other names. Raises SearchError
    with Pagefind's own words. The program itself is used and not its Python
    interface, which is ten times slower (docs/decisions/).
    """
    shutil.rmtree(site / FOLDER, ignore_errors=True)
    others = sorted(
        each.name for each in site.iterdir() if each.is_dir() and each.name not in APART
    )
    # Pages to be found lie two folders deep at most; what is deeper is not even read.
    _run(site, FOLDER, f"{{*.html,*/*.html,{{{','.join(others)}}}/*/*.html}}")
    _run(site, f"{FOLDER}/{APART[0]}", f"{{{','.join(APART)}}}/*/*.html")


def is_there(site: Path) -> bool:
    """Whether the whole index is: the last file of its last part."""
    return (site / FOLDER / APART[0] / "pagefind-entry.json").is_file()


def _run(site: Path, folder: str, pages: str) -> None:
    command = [str(pagefind_bin.get_executable()), "--site", str(site), "--quiet"]
    command += ["--output-subdir", folder, "--glob", pages]
    command += ["--exclude-selectors", ".headerlink"]  # the "#" behind a heading
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise SearchError(f"Pagefind cannot be started: {error}") from error
    if done.returncode:
        raise SearchError(f"Pagefind failed: {(done.stderr or done.stdout).strip()}")
