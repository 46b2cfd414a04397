"""A brief as PDF: one page of the site, printed by an installed Chromium."""

import os
import subprocess
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from kb.browser import ARGUMENTS, require_chromium
from kb.link import Links
from kb.render import brief, pages
from kb.render.context import Context

_SECONDS = 120
_STYLESHEET = Path("docs") / "assets" / "stylesheets" / "brief.css"


class Paper(StrEnum):
    """The size of the paper."""

    A4 = "a4"
    LETTER = "letter"


class NoBrief(ValueError):
    """Why no brief can be made, or not written where it was asked for."""


class PrintError(RuntimeError):
    """No PDF could be made; the message is for the person at the terminal."""


def require_subject(links: Links, id_: str) -> None:
    """Raise NoBrief unless the id, which is known, is one of which a brief is made."""
    outline = links.base.outlines.get(id_)
    if outline is not None and outline.kind not in pages.BRIEFS:
        kinds = "deployments, vendors and jurisdictions"
        raise NoBrief(f"'{id_}' is a record of kind {outline.kind}; briefs are made of {kinds}")
    if outline is None and id_ not in links.jurisdictions:
        raise NoBrief(f"nothing is on record for '{id_}', {links.name(id_)}")


def document(id_: str, context: Context) -> str:
    """The brief as a document whose stylesheet lies beside it and whose links are full addresses."""
    recorded = id_ in context.links.base.outlines
    view = (pages.of_record if recorded else pages.of_jurisdiction)(id_, context)
    return brief.document(view, context, assets="./", root=context.site_url)


def browser() -> Path:
    """The Chromium that prints. Raises PrintError if there is none."""
    try:
        return require_chromium()
    except FileNotFoundError as error:
        raise PrintError(str(error)) from error


def to_pdf(text: str, root: Path, target: Path, paper: Paper, chromium: Path) -> None:
    """Print a document into the file `target`, which is replaced only by a whole new one.

    `root` is the project's folder, from which the stylesheet comes. Raises PrintError if the
    browser fails, OSError if the file cannot be written.
    """
    with TemporaryDirectory(prefix="kb-brief-") as name:
        folder = Path(name)
        page, printed = folder / "index.html", folder / "brief.pdf"
        page.write_text(text, encoding="utf-8")
        style = (root / _STYLESHEET).read_text("utf-8")
        (folder / "brief.css").write_text(f"{style}\n@page {{ size: {paper.value}; }}\n", "utf-8")
        command = [
            str(chromium), *ARGUMENTS, f"--user-data-dir={folder / 'profile'}",
            "--no-pdf-header-footer", f"--print-to-pdf={printed}", page.as_uri(),
        ]  # fmt: skip
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PrintError(f"{chromium} could not print: {error}") from error
        if done.returncode or not printed.is_file():
            said = done.stderr.decode(errors="replace").strip()[-500:]
            raise PrintError(f"{chromium} could not print (exit {done.returncode}): {said}")
        _replace(target, printed.read_bytes())


def require_target(target: Path) -> None:
    """Raise NoBrief if nothing can be written under this name: a folder, or in none that exists."""
    if not target.name or target.is_dir():
        raise NoBrief(f"'{target}' is a folder; name the file to write")
    if not target.parent.is_dir():
        raise NoBrief(f"there is no folder '{target.parent}'")


def _replace(target: Path, data: bytes) -> None:
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(data)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
