"""What earlier runs found out, kept in `.cache/kb/` and trusted only for the same bytes and code."""

import gc
import hashlib
import marshal
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from sysconfig import get_path
from typing import Any

FOLDER = Path(".cache") / "kb"


@contextmanager
def growing() -> Iterator[None]:
    """Rest the garbage collector while a great many values are made that are here to stay.

    It would look through all of them again and again, and find nothing; so it is also kept from
    looking at them afterwards, until the next time.
    """
    resting = gc.isenabled()
    gc.disable()
    gc.unfreeze()
    try:
        yield
    finally:
        gc.freeze()
        if resting:
            gc.enable()


def digest(data: bytes) -> str:
    """A short fingerprint of bytes (BLAKE2b, 128 bits)."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


@cache
def code_fingerprint() -> str:
    """A fingerprint of this program's own source, of the interpreter and of the packages installed.

    Change one, start anew: a rule may ask a package, and a page may be made by one.
    """
    here = Path(__file__).parent
    state = hashlib.blake2b(sys.version.encode(), digest_size=16)
    packages = sorted(each.name for each in Path(get_path("purelib")).glob("*.dist-info"))
    state.update("\0".join(packages).encode())
    for path in sorted(here.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            state.update(path.relative_to(here).as_posix().encode())
            state.update(path.read_bytes())
    return state.hexdigest()


def load(root: Path, name: str) -> Any | None:
    """The value kept under a name, or None if there is none that this code wrote."""
    path = root / FOLDER / name
    try:
        with path.open("rb") as file:
            if file.readline().decode().strip() != code_fingerprint():
                return None
            # Not marshal.load, which asks the file for every value by itself.
            return marshal.loads(file.read())
    except (OSError, ValueError, EOFError, TypeError):
        return None


def forget(root: Path, name: str) -> None:
    """Keep nothing under a name, so that a run that breaks off leaves nothing that is not true."""
    with suppress(FileNotFoundError, NotADirectoryError):
        (root / FOLDER / name).unlink()


def save(root: Path, name: str, value: Any) -> None:
    """Keep a value of plain types under a name; a reader sees the old or the new, never half.

    Where nothing can be written, nothing is kept: the next run takes longer, and says the same.
    """
    path = root / FOLDER / name
    temporary = path.with_name(f".{name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(code_fingerprint().encode() + b"\n")
            marshal.dump(value, file)
        temporary.replace(path)
