"""The measured steps: `python -m kb.bench.steps STEP FOLDER` runs one, in a process of its own.

Each prints what it did as one line of JSON; the times in it are seconds within the process.
"""

import json
import logging
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

_RECORDS_TO_A_PROVISION = 30

Step = Callable[[Path], object]


def records(folder: Path) -> Mapping[str, float]:
    """Build the pages that follow from the records alone.

    Every page of a record, a source and a publisher, and every list; without what is computed from
    the rules, without the files to take away and without the search index.
    """
    from kb import build
    from kb.render.context import Context

    _replace(build, "Context", partial(Context, computed=False))
    _replace(build, "write_all", lambda *_arguments, **_options: None)
    return pages(folder)


def pages(folder: Path) -> Mapping[str, float]:
    """Build the site as `kb build` does, but for the search index, which is a step of its own."""
    from kb import build, search, site

    logging.disable(logging.WARNING)
    clock = _Clock()
    clock.watch(build, "load", "reading")
    clock.watch(site, "publish", "publishing")
    clock.watch(build, "write_all", "exports")
    _replace(search, "index", lambda _site: None)
    _loaded, published = build.whole(folder, "mkdocs")
    return {"pages": published.pages, "written": published.written, **clock.seconds}


def index(folder: Path) -> Mapping[str, float]:
    """Make the search index of the pages that stand there."""
    from kb import search

    search.index(folder / "site")
    return {}


def answers(folder: Path) -> object:
    """All answers of applicability, for as many deployments as the folder has records."""
    from kb.bench.applicability import bench_applicability

    records = sum(1 for _ in (folder / "data").rglob("*.yaml"))
    return bench_applicability(records, max(10, records // _RECORDS_TO_A_PROVISION))


class _Clock:
    """Takes the time of functions of other modules, which know nothing of it."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def watch(self, module: ModuleType, name: str, label: str) -> None:
        """Add up under a label what a function takes from now on."""
        watched = getattr(module, name)

        def timed(*arguments: Any, **options: Any) -> Any:
            started = time.perf_counter()
            try:
                return watched(*arguments, **options)
            finally:
                self.seconds[label] += time.perf_counter() - started

        _replace(module, name, timed)


def _replace(module: ModuleType, name: str, function: Callable[..., Any]) -> None:
    """Let a module have another function under a name."""
    setattr(module, name, function)


STEPS: Mapping[str, Step] = {
    "records": records,
    "pages": pages,
    "index": index,
    "answers": answers,
}


def main() -> None:
    """Run the step that the command line names."""
    name, folder = sys.argv[1:]
    print(json.dumps(STEPS[name](Path(folder))))


if __name__ == "__main__":
    main()
