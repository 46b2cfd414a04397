"""Writing files of the site: whole or not at all, and folders as they are needed."""

import os
from pathlib import Path

_known_folders: set[str] = set()


def forget_folders() -> None:
    """What stands there may have been taken away: look again."""
    _known_folders.clear()


def write(path: Path | str, text: str) -> None:
    """Write a file so that a reader sees the old or the new, never half of it."""
    # Strings and the plain functions: for fifty thousand pages, Path costs as much as the disk.
    name = str(path)
    folder, temporary = name.rpartition("/")[0], f"{name}.tmp"
    if folder not in _known_folders:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        _known_folders.add(folder)
    with open(temporary, "wb", buffering=0) as file:  # noqa: PTH123
        file.write(text.encode())
    os.replace(temporary, name)  # noqa: PTH105


def write_other(path: str, text: str) -> bool:
    """Write a file unless it holds that text already; whether it was written."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            same = file.read() == text.encode()
    except FileNotFoundError:
        same = False
    if not same:
        write(path, text)
    return not same
