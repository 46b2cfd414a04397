"""The benchmark's result as a table for the terminal."""

from rich.table import Table
from rich.text import Text

from kb.bench.benchmark import Benchmark
from kb.bench.browser import Figures

_STYLES = {True: ("met", "green"), False: ("missed", "red"), None: ("", "")}


def figures(result: Figures) -> Table:
    """One row to a value measured in the browser; title and caption as in `table`."""
    title = f"{result.records:,} made-up records, read in a browser"
    made = _headed(title, result.machine, "What", "Median", "Target")
    for row in result.rows:
        words, style = _STYLES[row.met]
        made.add_row(
            row.what,
            f"{row.value:,.0f} {row.unit}",
            f"≤ {row.target:,.0f} {row.unit}",
            Text(words, style=style),
            row.note,
        )
    return made


def table(result: Benchmark) -> Table:
    """One row to a step; the title says how many records, the caption on what machine."""
    title = f"{result.records:,} made-up records"
    heads = ("Wall, s", "Processor, s", "Peak, MiB", "Target")
    made = _headed(title, result.machine, "Step", *heads)
    for row in result.rows:
        words, style = _STYLES[row.met]
        made.add_row(
            row.step,
            row.wall,
            row.processor,
            row.peak,
            row.target,
            Text(words, style=style),
            row.note,
        )
    return made


def _headed(title: str, caption: str, first: str, *values: str) -> Table:
    """An empty table: what a row is about, its values, whether its target is met, a note."""
    made = Table(title=title, caption=caption, title_justify="left")
    made.add_column(first, no_wrap=True)
    for head in values:
        made.add_column(head, justify="right", no_wrap=True)
    made.add_column("")
    made.add_column("Note")
    return made
