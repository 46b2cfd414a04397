"""From a knowledge base and the shells that MkDocs built to the whole site, and what lies around.

What no record stands behind any more is taken away; what has not changed is left as it is.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kb import cache, search
from kb.fingerprint import Fingerprints
from kb.models import KINDS
from kb.pouring import OVERVIEWS, SECTIONS, Moulds, Work
from kb.render import brief, data_page, home
from kb.render.context import Context
from kb.render.templating import render
from kb.worklist import tasks
from kb.writing import forget_folders, write

_GENERATED = tuple(f"{name}/" for name in (*SECTIONS, *OVERVIEWS))
_KEPT, _NEW = ".kept", ".new"
_DATA_PAGE = Path("data") / "index.html"
_KEPT_FOLDERS = (*SECTIONS, *OVERVIEWS, "data", search.FOLDER)
_ENGINES_OWN = ("sitemap.xml.gz", "search.json")  # they list the shells, and no record


@dataclass(frozen=True, slots=True)
class Published:
    """What a build did: pages on the site, pages written anew, pages removed.

    `by_hand_changed` says whether a page that the engine made of a document differs.
    """

    pages: int
    written: int
    removed: int
    by_hand_changed: bool = False

    @property
    def changed(self) -> bool:
        """Whether any page differs from the last build."""
        return bool(self.written or self.removed or self.by_hand_changed)


def set_aside(site: Path) -> None:
    """Put generated pages where MkDocs' cleaning of its output spares them (hidden folders).

    Where the last build broke off, they are there already, and what stands in their place are
    shells that nothing was poured into.
    """
    kept = site / _KEPT
    (site / _DATA_PAGE).unlink(missing_ok=True)  # the one page of the engine in such a folder
    for name in _KEPT_FOLDERS:
        folder = site / name
        if _is_unpoured(folder) or (folder.is_dir() and not any(os.scandir(folder))):
            shutil.rmtree(folder)
        elif folder.is_dir():
            shutil.rmtree(kept / name, ignore_errors=True)
            kept.mkdir(parents=True, exist_ok=True)
            folder.rename(kept / name)


def adopt(site: Path, shells: Path) -> None:
    """Copy shells and pages that an engine built elsewhere into the place of the last build's.

    Generated pages are set aside, as from an engine that builds in place.
    """
    set_aside(site)
    site.mkdir(parents=True, exist_ok=True)
    for old in site.iterdir():
        if old.name.startswith("."):  # nobody's but the publisher's, such as .git
            continue
        if old.is_dir():
            shutil.rmtree(old)
        else:
            old.unlink()
    shutil.copytree(shells, site, copy_function=shutil.copyfile, dirs_exist_ok=True)


def _is_unpoured(folder: Path) -> bool:
    if (folder / "shell").is_dir():
        return True
    index = folder / "index.html"
    return folder.name in OVERVIEWS and index.is_file() and b"@@kb:body@@" in index.read_bytes()


@cache.growing()
def publish(context: Context, site: Path, *, use_cache: bool = True) -> Published:
    """Pour every page into the shells that MkDocs has just built under `site`.

    Pages whose fingerprint is that of the last build into the same folder are left as they are.
    Every file is written under a temporary name, then renamed; where nothing is known of a last
    build, the folders are: pages are written into a hidden one, and put in place together. The
    search index of pages that have changed is removed: it is to be made anew.
    """
    moulds = Moulds.read(site)
    shutil.rmtree(site / _NEW, ignore_errors=True)  # of a build that was ended half way
    _restore(site, discard=not use_cache)
    forget_folders()
    common = _common(context, moulds)
    manifest_name = f"pages-{cache.digest(str(site.resolve()).encode())}"
    root = context.links.base.root
    known: dict[str, str] = (cache.load(root, manifest_name) or {}) if use_cache else {}
    fingerprints = Fingerprints(context, common)
    wanted = list(tasks(context.links))
    cache.forget(root, manifest_name)  # true again when all is written
    if known:
        made = Work(context, site, moulds, fingerprints, known).do_all(wanted)
    else:
        with _put_in_place(site) as new:
            made = Work(context, new, moulds, fingerprints, {}, fresh=True).do_all(wanted)
    manifest = made.fingerprints
    by_hand = _by_hand(site)
    gone = [each for each in known if each not in manifest and each.startswith(_GENERATED)]
    for address in gone:
        _remove(site, address)
    _remove_documents(site, context)
    write(site / "index.html", home.page(moulds.home, context))
    _pour_data_page(context, site)
    redirects = {each.address(context.links) for each in wanted if each.kind == "redirect"}
    write(site / "sitemap.xml", _sitemap(context, {*by_hand, *manifest} - redirects))
    for name in _ENGINES_OWN:
        (site / name).unlink(missing_ok=True)
    by_hand_known = {each: known[each] for each in known if not each.startswith(_GENERATED)}
    done = Published(len(manifest), made.written, len(gone), by_hand != by_hand_known)
    if done.changed:
        shutil.rmtree(site / search.FOLDER, ignore_errors=True)
    cache.save(root, manifest_name, manifest | by_hand)
    return done


def _restore(site: Path, *, discard: bool) -> None:
    """Bring back what `set_aside` put away, in place of MkDocs' own pages of the same name."""
    kept = site / _KEPT
    if (kept / "data").is_dir() and (site / _DATA_PAGE).is_file() and not discard:
        (site / _DATA_PAGE).replace(kept / _DATA_PAGE)
    for name in (*SECTIONS, *OVERVIEWS):
        shutil.rmtree(site / name, ignore_errors=True)
    for name in _KEPT_FOLDERS:
        if (kept / name).is_dir() and not discard:
            shutil.rmtree(site / name, ignore_errors=True)
            (kept / name).rename(site / name)
    shutil.rmtree(kept, ignore_errors=True)


@contextmanager
def _put_in_place(site: Path) -> Iterator[Path]:
    """A folder to fill; all that it then holds takes the place of what the site has of that name."""
    new, old = site / _NEW, site / _NEW / _KEPT
    old.mkdir(parents=True)
    try:
        yield new
        for each in [*new.iterdir(), *(new / "data").glob("*")]:
            name = each.relative_to(new)
            if str(name) in (_KEPT, "data"):  # in the latter stand files that are not of one record
                continue
            (site / name).parent.mkdir(exist_ok=True)
            if (site / name).exists():
                (site / name).rename(old / "-".join(name.parts))
            each.rename(site / name)
    finally:
        shutil.rmtree(new)


def _common(context: Context, moulds: Moulds) -> str:
    state = hashlib.blake2b(cache.code_fingerprint().encode(), digest_size=16)
    for name in SECTIONS:
        state.update("".join(moulds.shells[name].pieces).encode())
    settings = (context.site_url, context.site_name, context.repository, context.on.isoformat())
    state.update(repr((*settings, context.computed)).encode())
    return state.hexdigest()


def _remove(site: Path, address: str) -> None:
    page = site / address
    for folder in (page / brief.FOLDER, page):
        (folder / "index.html").unlink(missing_ok=True)
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _remove_documents(site: Path, context: Context) -> None:
    """Remove the JSON of records that are gone; another page may have their address by now."""
    outlines = context.links.base.outlines
    for kind in KINDS:
        folder = site / "data" / kind.folder
        names = os.listdir(folder) if folder.is_dir() else ()  # noqa: PTH208  # thousands
        for name in names:
            id_, _, suffix = name.rpartition(".")
            outline = outlines.get(id_)
            if suffix == "json" and (outline is None or outline.kind != kind.name):
                (folder / name).unlink()


def _pour_data_page(context: Context, site: Path) -> None:
    """Fill the page on taking the data away, where the project has one."""
    path = site / _DATA_PAGE
    if path.is_file():
        write(path, data_page.page(path.read_text("utf-8"), context))


def _by_hand(site: Path) -> dict[str, str]:
    """The addresses of the pages that the engine made of documents, with their fingerprints."""
    of_data = {"data/": site / _DATA_PAGE} if (site / _DATA_PAGE).is_file() else {}
    return {address: cache.digest(path.read_bytes()) for address, path in of_data.items()} | {
        f"{path.parent.relative_to(site).as_posix()}/": cache.digest(path.read_bytes())
        for folder in site.iterdir()
        if folder.is_dir() and folder.name not in _KEPT_FOLDERS and folder.name[0] != "."
        for path in folder.rglob("index.html")
    }


def _sitemap(context: Context, addresses: Iterable[str]) -> str:
    """Every page of the site, sorted; without dates, which the pages themselves give."""
    every = sorted({"", *addresses})
    return render("sitemap.xml.j2", urls=[context.site_url + address for address in every])
