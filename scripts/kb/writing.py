"""Writing files of the site: whole or not at all, and folders as they are needed."""

import os
from pathlib import Path

_known_folders: set[str] = set()


def forget_folders() -> None:
    """What stands there may have been taken away: look again."""
    _known_folders.clear()


def write(path: Path | str, text: str) -> None:
    """Write a file so that a reader sees the old or the new, never half of it."""
    temporary = f"{path}.tmp"
    create(temporary, text)
    os.replace(temporary, path)  # noqa: PTH105


def create(path: str, text: str) -> None:
    """Write a file where nobody reads yet: in a folder that is put into its place when it is full."""
    # Strings and the plain functions: for fifty thousand pages, Path costs as much as the disk.
    folder = path.rpartition("/")[0]
    if folder not in _known_folders:
        _make(folder)
        _known_folders.add(folder)
    rest = memoryview(text.encode())
    with open(path, "wb", buffering=0) as file:  # noqa: PTH123
        while rest:  # a disk that is nearly full takes a part, and says so at the next
            rest = rest[file.write(rest) :]


def _make(folder: str) -> None:
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def write_other(path: str, text: str) -> bool:
    """Write a file so unless it holds that text already; whether it was written."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            same = file.read() == text.encode()
    except FileNotFoundError:
        same = False
    if not same:
        write(path, text)
    return not same
