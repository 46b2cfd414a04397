"""A drawing over the years, as plain values: lanes of stretches and points, and the same in words."""

from typing import NamedTuple

from kb.render.inline import Inline


class Stretch(NamedTuple):
    """A time on a lane, in units of the drawing; `title` says it in words."""

    x: int
    width: int
    style: str
    title: str


class Point(NamedTuple):
    """A day on a lane; `title` says it in words."""

    x: int
    title: str


class Lane(NamedTuple):
    """One subject over the years; `y` is the middle of its height."""

    y: int
    link: Inline
    stretches: tuple[Stretch, ...]
    points: tuple[Point, ...]


class LaneLine(NamedTuple):
    """What a lane says, in words: whose it is, of which kind, and each dated thing."""

    subject: Inline
    kind: str
    words: str


class Lanes(NamedTuple):
    """A drawing over the years, and the lines that say the same.

    `left` is where the lanes begin, `today` where the day of the build lies; `years` are (place,
    year); `key` the (style, name) of every kind of stretch in it. `lines` are of all subjects, drawn
    or not, up to a limit; `total` is how many there are. `clipped` says whether something began
    before the first year.
    """

    width: int
    height: int
    left: int
    today: int
    years: tuple[tuple[int, str], ...]
    lanes: tuple[Lane, ...]
    key: tuple[tuple[str, str], ...]
    has_points: bool
    lines: tuple[LaneLine, ...]
    total: int
    clipped: bool
