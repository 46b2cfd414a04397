"""One function in a process of its own, while this process goes on."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

Result = TypeVar("Result")

_MOST = 4  # more would ask for more memory than a small machine has


def processes() -> int:
    """How many processes should share a long work: one to a core, this one counted.

    One where this process has threads, as a server has: beside threads nothing may be forked.
    """
    if threading.active_count() > 1:
        return 1
    if hasattr(os, "sched_getaffinity"):  # Linux alone can say which cores are this process's
        return min(len(os.sched_getaffinity(0)), _MOST)
    return min(os.cpu_count() or 1, _MOST)


def is_running(pid: int) -> bool:
    """Whether a process of this number is there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True


@contextmanager
def beside(function: Callable[..., Result], *arguments: Any) -> Iterator[Callable[[], Result]]:
    """Start it; gives a function that waits for its result, or raises what it raised.

    What is left before that ends it. A plain process and no pool: a pool has threads, and where
    there are threads no other process may be forked.
    """
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(sender, function, arguments))
    process.start()
    sender.close()

    def result() -> Result:
        try:
            value, error = receiver.recv()
        except EOFError:
            raise RuntimeError(f"{function.__name__} ended without a result") from None
        if error is not None:
            raise error
        return value  # type: ignore[no-any-return]

    try:
        yield result
    finally:
        process.terminate()
        process.join()
        receiver.close()


def _tell(sender: Connection, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    # Ctrl-C goes to both; the one that was asked for something tells of it, and ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        sender.send((function(*arguments), None))
    except Exception as error:
        sender.send((None, error))
