"""The files around the program: pins, workflows, editor settings and the two commands."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")
COMMANDS = ("scripts/setup", "scripts/serve", "scripts/test", ".ci/run")


def pins(path: Path) -> set[str]:
    """The pinned packages of a requirements file, each as `name==version` and its marker."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {line.rstrip(" \\") for line in lines if re.match(r"[A-Za-z0-9]", line)}


def workflows(project_root: Path) -> dict[str, dict[str, Any]]:
    folder = project_root / ".github/workflows"
    return {path.name: yaml.safe_load(path.read_text()) for path in folder.glob("*.yml")}


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_pinned_and_has_a_hash(project_root: Path, name: str) -> None:
    text = (project_root / name).read_text(encoding="utf-8")
    for requirement in re.split(r"\n(?=[A-Za-z0-9])", text):
        assert re.match(r"[A-Za-z0-9._-]+==[^\s;]+", requirement), requirement.splitlines()[0]
        assert "--hash=sha256:" in requirement, requirement.splitlines()[0]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_the_requirements_name_no_host_and_no_path(project_root: Path, name: str) -> None:
    text = (project_root / name).read_text(encoding="utf-8")
    assert not re.search(r"://|index-url|find-links|^-(?!c )|/", text, re.MULTILINE)


def test_the_tests_use_the_same_versions_as_the_program(project_root: Path) -> None:
    program, everything = (pins(project_root / name) for name in REQUIREMENTS)
    assert program <= everything


def test_every_action_is_pinned_by_commit_with_its_version_beside_it(project_root: Path) -> None:
    for path in (project_root / ".github/workflows").glob("*.yml"):
        for use in re.findall(r"uses: (.+)", path.read_text(encoding="utf-8")):
            pinned = re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use)
            assert pinned or use.startswith("./"), f"{path.name}: {use}"


def test_a_pull_request_gets_no_secret_and_may_only_read(project_root: Path) -> None:
    check = workflows(project_root)["check.yml"]
    assert check["permissions"] == {"contents": "read"}
    assert all("permissions" not in job for job in check["jobs"].values())
    for path in (project_root / ".github/workflows").glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        assert "pull_request_target" not in text
        assert "secrets." not in text
        assert "secrets: inherit" not in text


def test_only_the_deploying_job_may_write(project_root: Path) -> None:
    for workflow in workflows(project_root).values():
        for name, job in workflow["jobs"].items():
            granted = job.get("permissions", {})
            assert name == "deploy" or "write" not in granted.values(), name


def test_each_kind_of_record_has_its_schema_in_the_editor(project_root: Path) -> None:
    settings = json.loads((project_root / ".vscode/settings.json").read_text(encoding="utf-8"))
    mapped = settings["yaml.schemas"]
    assert len(mapped) == 6
    for schema, files in mapped.items():
        kind = Path(schema).name.removesuffix(".schema.json")
        plural = kind[:-1] + "ies" if kind.endswith("y") else kind + "s"
        assert files == f"data/{plural}/*.yaml"
        assert (project_root / schema).is_file(), schema


def test_the_form_for_errors_takes_the_record_from_the_address(project_root: Path) -> None:
    form = yaml.safe_load(
        (project_root / ".github/ISSUE_TEMPLATE/error-in-record.yml").read_text(encoding="utf-8")
    )
    fields = {field["id"]: field["type"] for field in form["body"] if "id" in field}
    assert fields["record"] == "input"  # a query string fills in inputs, not dropdowns


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_are_executable_plain_sh(project_root: Path, command: str) -> None:
    path = project_root / command
    assert os.access(path, os.X_OK)
    assert path.read_text(encoding="utf-8").startswith("#!/bin/sh\n")
    subprocess.run(["sh", "-n", path], check=True)


def test_setup_says_what_is_missing_where_python_is_too_old(
    project_root: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "a folder" / "scripts"
    copy.mkdir(parents=True)
    (copy / "setup").write_bytes((project_root / "scripts/setup").read_bytes())
    (copy / "setup").chmod(0o755)
    for name in ("requirements.txt", "pyproject.toml"):
        (copy.parent / name).write_bytes((project_root / name).read_bytes())
    old = tmp_path / "old-python"
    old.write_text("#!/bin/sh\ncase $2 in *print*) echo 3.9 ;; *) exit 1 ;; esac\n")
    old.chmod(0o755)
    answer = subprocess.run(
        [copy / "setup"],
        env={"PATH": os.environ["PATH"], "PYTHON": str(old)},
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 1
    assert "Python 3.11 or later is needed" in answer.stderr
    assert f"{old} (it is 3.9)" in answer.stderr
    assert not (copy.parent / ".venv").exists()


def test_the_licences_are_the_ones_that_the_citation_names(project_root: Path) -> None:
    citation = yaml.safe_load((project_root / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["license"] == "CC-BY-4.0"
    data = (project_root / "LICENSE-DATA").read_text(encoding="utf-8")
    assert "Creative Commons Attribution 4.0 International Public License" in data
    assert all(f"\nSection {number} -- " in data for number in range(1, 9))
    assert (project_root / "LICENSE").read_text(encoding="utf-8").startswith("MIT License\n")
