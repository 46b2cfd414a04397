"""What the checker finds."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something wrong: its sort, the page's address from the site's root, and what it is."""

    sort: str
    page: str
    what: str

    def __str__(self) -> str:
        return f"{self.page or '/'}: {self.what} [{self.sort}]"


def told(faults: Iterable[Fault], shown: int = 25) -> str:
    """The faults as text: how many of each sort, then the first of them."""
    each = list(faults)
    counts = ", ".join(f"{count} {sort}" for sort, count in Counter(f.sort for f in each).items())
    return "\n".join([f"{len(each)} faults: {counts}", *map(str, each[:shown])])
