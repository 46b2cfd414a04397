"""The examples on the page on taking the data away do what they say, on a served site."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from helpers.projects import ROOT
from helpers.server import serving

PAGE = (ROOT / "docs" / "data.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
EXAMPLES = {
    (title, language): code
    for title, text in SECTIONS.items()
    for language, code in re.findall(r"^```(\w+)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
}
COMMON = ("awk", "curl", "cut", "grep", "mkdir", "sed", "sha256sum", "sort", "sqlite3", "uniq")
# What of the made-up register each must come to speak of.
TOLD = {
    ("JSON", "python"): ["quayside-police-live-face-recognition\tgb-quayside\tlanhai-vision"],
    ("JSON", "sh"): ["quayside-police-live-face-recognition\tgb-quayside\tquayside-police\n"],
    ("OpenAPI", "python"): ["/data/vendors/{id}.json\tOne vendor.", "retention_days\t"],
    ("OpenAPI", "sh"): ["/data/vendors/{id}.json\tOne vendor."],
    ("CSV", "python"): ["Lanhai Vision\tmanufacturer\tQuayside Police: live face recognition"],
    ("CSV", "sh"): ["csv/regulation_provisions.csv: OK", "datapackage.json: OK", "VALID"],
    ("SQLite", "python"): ["/deployments/quayside-police-live-face-recognition/"],
    ("SQLite", "sh"): ["Lanhai Vision", "Quayside Police: live face recognition"],
    ("Parquet", "python"): ["prohibits\t"],
    ("Parquet", "sh"): ["instrument_type\tstring\tWhat kind of instrument it is."],
    ("FollowTheMoney", "python"): ["Lanhai Vision\tExport List 2021"],
    ("FollowTheMoney", "sh"): ["cn Lanhai Vision"],
    ("JSON-LD", "python"): ["Dataset\thttps://creativecommons.org/", "/data/register.sqlite"],
    ("JSON-LD", "sh"): ['"@type": "Dataset"', "/data/register.sqlite"],
    ("Feeds and calendars", "python"): ["2025-05-02\tLanhai Vision: website"],
    ("Feeds and calendars", "sh"): ["Lanhai Vision: website"],
}


@pytest.fixture(scope="module")
def address(register: Path) -> Iterator[str]:
    with serving(register / "site") as root:
        yield root


def test_every_format_has_an_example_in_each_language() -> None:
    formats = [title for title in SECTIONS if title != "Tables"]
    assert sorted(EXAMPLES) == sorted(
        (title, language) for title in formats for language in ("python", "r", "sh")
    )


def test_no_example_is_longer_than_a_screen_can_show_at_once() -> None:
    longest = {key: len(code.splitlines()) for key, code in EXAMPLES.items()}
    assert max(longest.values()) <= 12, longest


@pytest.fixture(scope="module")
def common(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the programs of a common machine, and the two that check what was taken."""
    folder = tmp_path_factory.mktemp("common")
    beside = Path(sys.executable).parent
    found = {name: shutil.which(name) for name in COMMON}
    found |= {name: str(beside / name) for name in ("ftm", "frictionless")}
    for name, program in found.items():
        if program is not None:
            (folder / name).symlink_to(program)
    # Not a link, by which Python would not find the packages beside it.
    (folder / "python3").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (folder / "python3").chmod(0o755)
    return folder


@pytest.mark.parametrize("title", [title for title, language in EXAMPLES if language == "python"])
def test_the_example_in_python_tells_what_is_recorded(
    title: str, address: str, tmp_path: Path
) -> None:
    code = EXAMPLES[title, "python"].replace("@@kb:url@@", address)
    run([sys.executable, "-c", code], TOLD[title, "python"], tmp_path)


@pytest.mark.parametrize("title", [title for title, language in EXAMPLES if language == "sh"])
def test_the_example_for_the_shell_needs_only_what_a_common_machine_has(
    title: str, address: str, common: Path, tmp_path: Path
) -> None:
    code = EXAMPLES[title, "sh"].replace("@@kb:url@@", address)
    missing = [name for name in COMMON if name in code and not (common / name).exists()]
    if missing == ["sqlite3"] and sys.version_info >= (3, 12):
        missing = []  # the example makes do with Python's own
    if missing:
        pytest.skip(f"not on this machine: {', '.join(missing)}")
    command = ["/bin/sh", "-eu", "-c", code]
    run(command, TOLD[title, "sh"], tmp_path, os.environ | {"PATH": str(common)})


def run(
    command: list[str], told: list[str], folder: Path, environment: Mapping[str, str] = os.environ
) -> None:
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False,
        timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert [each for each in told if each not in done.stdout] == []
