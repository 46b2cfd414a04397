"""The command: what it prints, where, and with which exit status; started as a contributor does."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import jsonschema_rs
import pytest
from typer.testing import CliRunner

from kb.cli import app
from sample import SOURCE, VENDOR, example_project, put, vendor

ACME = "data/vendors/acme.yaml"


class Run:
    """A finished command: its exit status, and what it printed where."""

    def __init__(self, *arguments: str, root: Path, environment: Mapping[str, str] | None = None):
        done = subprocess.run(
            [sys.executable, "-m", "kb", *arguments],
            cwd=root,
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **(environment or {})},
        )
        self.status = done.returncode
        self.output = done.stdout.decode()
        self.errors = done.stderr.decode()
        self.lines = self.output.splitlines()


def checked_here(project: Path, form: str) -> tuple[int, str]:
    """The exit status and the output of a check in this process, which saves starting Python."""
    result = CliRunner().invoke(app, ["check", "--root", str(project), "--format", form])
    return result.exit_code, result.stdout


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, project_root: Path) -> Path:
    monkeypatch.setenv("PYTHONPATH", str(project_root / "scripts"))
    monkeypatch.delenv("KB_ROOT", raising=False)
    return example_project(tmp_path)


def test_good_records_give_a_summary_and_status_0(project: Path) -> None:
    run = Run("check", root=project)
    assert run.status == 0
    assert re.fullmatch(r"no problems \(10 records checked in \d+\.\d s\)\n", run.output)


def test_a_problem_gives_its_line_its_hint_the_summary_and_status_1(project: Path) -> None:
    put(project, {ACME: vendor("ownership: [{party: exampleville-cuoncil}]")})
    run = Run("check", root=project)
    assert run.status == 1
    assert run.lines[:2] == [
        "data/vendors/acme.yaml:4:21: party: no vendor or organisation has the id "
        "'exampleville-cuoncil' [unknown-reference]",
        "  hint: did you mean 'exampleville-council'?",
    ]
    assert re.fullmatch(r"1 problem in 1 file \(11 records checked in \d+\.\d s\)", run.lines[2])


def test_a_warning_alone_is_told_and_gives_status_0(project: Path) -> None:
    put(project, {"data/organisations/zoo.yaml": "name: The Zoo\njurisdiction: gb\n" + SOURCE})
    run = Run("check", root=project)
    assert run.status == 0
    assert run.lines[0].endswith("warning: no record refers to this organisation [unreferenced]")
    assert run.lines[2].startswith("no problems, 1 warning (")


def test_without_records_the_check_says_so_with_status_1(tmp_path: Path, project: Path) -> None:
    (tmp_path / "empty").mkdir()
    run = Run("check", "--root", "empty", root=tmp_path)
    assert run.status == 1
    assert run.lines[0] == "data:1:1: there is no folder 'data' here [no-data]"


@pytest.mark.parametrize(
    "arguments",
    [
        ("chek",),
        ("check", "--format", "xml"),
        ("check", "--colour"),
        ("check", "extra"),
        ("new",),
        ("new", "vendor"),
        ("new", "vendors", "acme"),
        ("new", "vendor", "../acme"),
        ("new", "vendor", "example-vision"),
        ("show",),
        ("show", "nobody-knows-it"),
        ("show", "gb", "--format", "github"),
        (),
    ],
    ids=" ".join,
)
def test_wrong_use_gives_status_2_and_says_why_on_the_error_stream(
    project: Path, arguments: tuple[str, ...]
) -> None:
    run = Run(*arguments, root=project)
    assert run.status == 2
    assert run.errors.strip() or not arguments
    assert "Traceback" not in run.errors


@pytest.mark.parametrize("command", ["check", "new", "show", "schema"])
def test_every_command_has_help_with_an_example(project: Path, command: str) -> None:
    run = Run(command, "--help", root=project)
    assert run.status == 0
    assert f"Example: kb {command}" in run.output


def test_the_json_format_is_one_array_with_every_part_of_a_problem(project: Path) -> None:
    put(project, {ACME: vendor("founded: 2999\nsummary: Pаlantir's rival.")})
    run = Run("check", "--format", "json", root=project)
    assert run.status == 1
    assert json.loads(run.output) == [
        {
            "path": ACME,
            "line": 5,
            "column": 10,
            "code": "mixed-script",
            "message": "summary: 'Pаlantir' mixes letters of Cyrillic and Latin",
            "hint": "",
            "severity": "error",
        }
    ]
    put(project, {ACME: VENDOR + SOURCE})
    good = Run("check", "--format", "json", root=project)
    assert (good.status, json.loads(good.output)) == (0, [])


def test_the_github_format_is_one_annotation_to_a_problem(project: Path) -> None:
    put(project, {ACME: vendor("ownership: [{party: exampleville-cuoncil}]")})
    run = Run("check", "--format", "github", root=project)
    assert run.status == 1
    assert run.output == (
        "::error file=data/vendors/acme.yaml,line=4,col=21,title=unknown-reference::party: "
        "no vendor or organisation has the id 'exampleville-cuoncil' "
        "(did you mean 'exampleville-council'?)\n"
    )
    put(project, {ACME: VENDOR + SOURCE.replace("https://", "https://web.archive.org/web/1/")})
    assert Run("check", "--format", "github", root=project).output.startswith("::warning file=")


# Case 107: what a CI log would take for a command, in a key, a value, an id and a file's name.
COMMANDS = {
    "a key": {ACME: vendor('"::error file=x::pwned": 1')},
    "a word": {ACME: vendor('names: [{name: A, kind: "::error::pwned"}]')},
    "a reference": {
        ACME: vendor("listings: [{regulation: a}, {regulation: '::stop-commands::x'}]")
    },
    "two lines": {ACME: vendor('identifiers: {wikidata: "x\\n::error::pwned"}')},
    "a source": {ACME: VENDOR + SOURCE.replace("type: news", 'type: "x\\n::set-output name=a::b"')},
    "a file": {"data/vendors/a\n::error::pwned.yaml": VENDOR + SOURCE},
    "a folder": {"data/\n::error::pwned/x": ""},
    "per cent": {ACME: vendor('"%0A::error::pwned": 1')},
}


@pytest.mark.parametrize("form", ["text", "github", "json"])
@pytest.mark.parametrize("title", COMMANDS)
def test_107_no_line_of_a_log_begins_with_a_command_of_a_record(
    project: Path, title: str, form: str
) -> None:
    put(project, COMMANDS[title])
    status, output = checked_here(project, form)
    assert status == 1
    for line in output.splitlines():
        assert not line.lstrip().startswith(("::", "##[")) or form == "github"
        if form == "github":
            assert re.match(
                r"::(error|warning) file=data/[^:,]+,line=\d+,col=\d+,title=[a-z-]+::", line
            )
            assert "%0A::error" not in line.replace("%250A", "")


# Case 108: what would colour, clear or retitle a terminal.
ESCAPES = {
    "in the file itself": {ACME: (vendor("summary: a\x1b[2Jb"))},
    "by an escape in a value": {ACME: vendor(r'names: [{name: A, kind: "\e]0;title\a"}]')},
    "by an escape in a key": {ACME: vendor(r'"\e[31m": 1')},
    "as a control of eight bits": {ACME: vendor('"\\x9b31m": 1')},
    "in a file's name": {"data/vendors/\x1b[31m.yaml": VENDOR + SOURCE},
    "as an order of writing": {ACME: vendor('names: [{name: A, kind: "\\u202elagel"}]')},
}


@pytest.mark.parametrize("form", ["text", "github", "json"])
@pytest.mark.parametrize("title", ESCAPES)
def test_108_nothing_in_a_record_reaches_the_terminal_as_a_control(
    project: Path, title: str, form: str
) -> None:
    put(project, ESCAPES[title])
    status, output = checked_here(project, form)
    assert status == 1
    assert output.replace("\n", "").isprintable()


def test_a_new_record_is_written_and_the_next_step_is_told(project: Path) -> None:
    run = Run("new", "vendor", "acme", root=project)
    assert run.status == 0
    assert run.lines == ["data/vendors/acme.yaml", "Fill it in, then run: kb check"]
    assert Run("check", root=project).status == 1


def test_a_record_is_shown_and_the_same_as_json(project: Path) -> None:
    shown = Run("show", "example-vision", root=project)
    assert shown.status == 0
    assert shown.lines[:2] == [
        "Example Vision  (vendor example-vision)",
        "data/vendors/example-vision.yaml",
    ]
    assert "\x1b" not in shown.output
    assert not any(line != line.rstrip() for line in shown.lines)
    as_json = Run("show", "example-vision", "--format", "json", root=project)
    assert json.loads(as_json.output)["record"]["founded"] == "2012-03"


def test_an_unknown_id_is_told_with_the_nearest(project: Path) -> None:
    run = Run("show", "example-vison", root=project)
    assert (run.status, run.output) == (2, "")
    assert run.errors == "no record has the id 'example-vison'; did you mean 'example-vision'?\n"


def test_schemas_are_written_once_and_checked_without_writing(project: Path) -> None:
    stale = Run("schema", "--check", root=project)
    assert stale.status == 1
    assert "data/schema/vendor.schema.json is stale; run: kb schema" in stale.lines
    assert not (project / "data/schema").exists()
    written = Run("schema", root=project)
    assert written.status == 0
    assert "docs/reference/rules.md written" in written.lines
    assert Run("schema", "--check", root=project).status == 0
    assert Run("check", root=project).status == 0  # the schemas are no unread files
    vendor_schema = json.loads((project / "data/schema/vendor.schema.json").read_text("utf-8"))
    jsonschema_rs.meta.validate(vendor_schema)


def test_a_note_on_the_history_goes_to_the_error_stream(project: Path) -> None:
    run = Run("check", "--format", "json", root=project)
    assert run.errors == (
        "note: deleted and renamed records are not looked for: this is not a git repository\n"
    )
    assert json.loads(run.output) == []
