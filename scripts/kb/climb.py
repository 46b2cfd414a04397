"""All that stands above something, through what each names as directly above itself."""

from collections.abc import Callable, Iterable


def climb(above: Callable[[str], Iterable[str]], start: str) -> tuple[str, ...]:
    """Everything above `start`, the nearest first; itself left out, also where it is above itself."""
    found: dict[str, None] = {}
    queue = list(above(start))
    while queue:
        each = queue.pop(0)
        if each not in found and each != start:
            found[each] = None
            queue.extend(above(each))
    return tuple(found)
