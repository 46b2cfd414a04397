"""The measured steps: `python -m kb.bench.steps STEP FOLDER` runs one, in a process of its own.

Each prints what it did as one line of JSON; the times in it are seconds within the process.
"""

import json
import logging
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from kb.load import load

Step = Callable[[Path], Mapping[str, float]]


def check(folder: Path) -> Mapping[str, float]:
    """Read and check every record, as `kb check` does."""
    loaded = load(folder, with_history=True)
    if loaded.errors:
        raise SystemExit("\n".join(f"{p.path}:{p.line}: {p.message}" for p in loaded.errors[:20]))
    return {"records": loaded.files, "warnings": len(loaded.problems)}


def pages(folder: Path) -> Mapping[str, float]:
    """Make the shells and every page that has changed, as `kb build` does before it indexes."""
    from mkdocs.commands.build import build as mkdocs_build

    from kb import build, changes, site
    from kb.link import Links
    from kb.render.context import Context

    logging.disable(logging.WARNING)
    started = time.perf_counter()
    config = build.configuration(folder)
    settings = build.settings_of(config)
    config.plugins.events["pre_build"].clear()
    config.plugins.events["post_build"].clear()
    site.set_aside(settings.site)
    mkdocs_build(config)
    shells = time.perf_counter()
    loaded = load(folder)
    read = time.perf_counter()
    context = Context(
        links=Links(loaded.base),
        on=settings.on,
        site_url=settings.site_url,
        site_name=settings.site_name,
        repository=settings.repository,
        history=changes.of_files(folder),
    )
    published = site.publish(context, settings.site)
    return {
        "pages": published.pages,
        "written": published.written,
        "shells": shells - started,
        "reading": read - shells,
        "publishing": time.perf_counter() - read,
    }


def index(folder: Path) -> Mapping[str, float]:
    """Make the search index of the pages that stand there."""
    from kb import search

    search.index(folder / "site")
    return {}


STEPS: Mapping[str, Step] = {"check": check, "pages": pages, "index": index}


def main() -> None:
    """Run the step that the command line names."""
    name, folder = sys.argv[1:]
    print(json.dumps(STEPS[name](Path(folder))))


if __name__ == "__main__":
    main()
