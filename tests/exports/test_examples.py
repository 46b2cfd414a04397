"""The examples on the page on taking the data away do what they say, on a served site."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
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
# What of the made-up register each must come to speak of.
TOLD = {
    ("JSON", "python"): "quayside-police-live-face-recognition\tgb-quayside\tlanhai-vision",
    ("JSON", "sh"): "/data/vendors/{id}.json\tOne vendor.",
    ("CSV", "python"): "Lanhai Vision\tmanufacturer\tQuayside Police: live face recognition",
    ("CSV", "sh"): "provisions",
    ("SQLite", "python"): "/deployments/quayside-police-live-face-recognition/",
    ("SQLite", "sh"): "Lanhai Vision\tQuayside Police: live face recognition",
    ("Parquet", "python"): "prohibits\t",
    ("Parquet", "sh"): "instrument_type\tstring\tWhat kind of instrument it is.",
    ("FollowTheMoney", "python"): "Lanhai Vision\tExport List 2021",
    ("FollowTheMoney", "sh"): "Lanhai Vision\tcn",
    ("Feeds and calendars", "python"): "2025-05-02\tLanhai Vision: website",
    ("Feeds and calendars", "sh"): "Lanhai Vision: website",
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


@pytest.mark.parametrize(("title", "language"), [each for each in EXAMPLES if each[1] != "r"])
def test_the_example_runs_and_tells_what_is_recorded(
    title: str, language: str, address: str, tmp_path: Path
) -> None:
    code = EXAMPLES[title, language].replace("@@kb:url@@", address)
    # The programs that examples call are those beside this Python, then those of the system.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    command = [sys.executable, "-c", code]
    if language == "sh":
        command = ["/bin/sh", "-eu", "-c", code]
        for program in re.findall(r"\b(curl|jq|sqlite3|sha256sum)\b", code):
            if shutil.which(program, path=path) is None and not os.environ.get("CI"):
                pytest.skip(f"there is no {program} here")
    done = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"PATH": path}, capture_output=True, text=True,
        check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert TOLD[title, language] in done.stdout
