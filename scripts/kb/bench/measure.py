"""Runs a command in a fresh process and measures all of it: wall, processor time, memory."""

import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_INTERVAL = 0.25  # seconds between two looks at the memory
_PROC = Path("/proc")


class StepError(RuntimeError):
    """A measured command failed; the message holds its own words."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a process and all that it started took.

    `wall` is from its start to its end and `processor` the time on all cores, in seconds; `peak`
    is the largest sum of memory at any time, in MiB; `output` is what it printed.
    """

    wall: float
    processor: float
    peak: float
    output: str


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Measured:
    """Run a command in `folder` to its end. Raises StepError if it fails.

    Memory is the sum over the process and its descendants, each page shared between them counted
    once (PSS, from /proc). Where there is no /proc it is that of the largest process. What earlier
    commands wrote is on the disk before the clock starts, and is not paid for by this one.
    """
    if hasattr(os, "sync"):  # Windows has none
        os.sync()
    started = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        watch = _Watch(process.pid)
        watch.start()
        output, errors = process.communicate()
        wall = time.perf_counter() - started
        watch.stop()
    if process.returncode:
        raise StepError(f"{' '.join(command)} failed:\n{errors or output}")
    return Measured(wall, watch.processor, watch.peak, output)


class _Watch(threading.Thread):
    """Looks at a process and its descendants again and again."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0.0
        self._pid = pid
        self._over = threading.Event()
        self._before = _children_times()

    def run(self) -> None:
        """Keep the largest sum of memory seen."""
        while not self._over.wait(_INTERVAL):
            self.peak = max(self.peak, sum(map(_memory, _tree(self._pid))))

    def stop(self) -> None:
        """End the watch. The process must have been waited for."""
        self._over.set()
        self.join()
        self.peak = self.peak or _largest_child()

    @property
    def processor(self) -> float:
        """The processor time of all that has ended since the watch was made, in seconds."""
        return _children_times() - self._before


def _children_times() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _tree(pid: int) -> Iterator[int]:
    """A process and all its descendants."""
    yield pid
    with contextlib.suppress(OSError):
        for task in (_PROC / str(pid) / "task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _tree(int(child))


def _memory(pid: int) -> float:
    """The proportional memory of a process in MiB; 0 where it cannot be read."""
    try:
        text = (_PROC / str(pid) / "smaps_rollup").read_text()
    except OSError:
        return 0.0
    lines = (line.split() for line in text.splitlines())
    return sum(int(line[1]) for line in lines if line[0] == "Pss:") / 1024


def _largest_child() -> float:
    try:
        import resource
    except ImportError:  # Windows has none; the table then says 0
        return 0.0
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return largest / (1024 if os.uname().sysname == "Linux" else 1024 * 1024)
