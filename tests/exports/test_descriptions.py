"""What describes the files is true of them: the data package, the interface, the sums."""

import json
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn

import jsonschema_rs
import pytest
from frictionless import Package, system
from openapi_spec_validator import validate

from kb.models import KINDS


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"), parse_constant=no_constant)


def no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def problems(folder: Path) -> list[str]:
    """What Frictionless finds wrong with the data package in a folder."""
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    return [f"{each[0]}: {each[1]}" for each in report.flatten(["type", "message"])]


# The data package --------------------------------------------------------------------------------


@pytest.fixture
def package(data: Path, tmp_path: Path) -> Path:
    """A copy of the data package, to be damaged."""
    shutil.copytree(data / "csv", tmp_path / "csv")
    shutil.copy(data / "datapackage.json", tmp_path)
    return tmp_path


def test_frictionless_accepts_the_package(data: Path) -> None:
    assert problems(data) == []


def test_frictionless_accepts_the_package_of_hostile_texts(hostile: Path) -> None:
    assert problems(hostile / "site" / "data") == []


def test_frictionless_validate_accepts_the_package_of_the_real_records(real: Path) -> None:
    frictionless = Path(sys.executable).with_name("frictionless")
    done = subprocess.run(
        [frictionless, "validate", "datapackage.json"], cwd=real / "site" / "data",
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("table", "old", "new", "kind"),
    [
        ("vendors", "lanhai-vision,", "lanhai,", "foreign-key"),
        ("deployment_suppliers", ",manufacturer,", ",maker,", "constraint-error"),
        ("deployment_scale", ",1,", ",one,", "type-error"),
    ],
)
def test_it_would_refuse_a_table_that_breaks_its_description(
    table: str, old: str, new: str, kind: str, package: Path
) -> None:
    path = package / "csv" / f"{table}.csv"
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())
    assert any(each.startswith(kind) for each in problems(package))


def test_the_package_names_licence_sources_and_keys(data: Path) -> None:
    package = read(data / "datapackage.json")
    assert [each["name"] for each in package["licenses"]] == ["CC-BY-4.0"]
    assert package["sources"][0]["path"].startswith("http")
    assert package["created"] == "2025-05-02T00:00:00Z"  # the day of the newest commit
    suppliers = next(r for r in package["resources"] if r["name"] == "deployment_suppliers")
    assert suppliers["schema"]["primaryKey"] == ["record", "n"]
    referred = {key["reference"]["resource"] for key in suppliers["schema"]["foreignKeys"]}
    assert referred == {"deployments", "vendors"}
    assert all(each["description"] for each in suppliers["schema"]["fields"])


# The interface -----------------------------------------------------------------------------------


def validator(data: Path, kind: str) -> jsonschema_rs.Draft202012Validator:
    interface = read(data / "openapi.json")
    return jsonschema_rs.Draft202012Validator(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$ref": f"#/components/schemas/{kind.capitalize()}Record",
            "components": interface["components"],
        }
    )


def test_the_interface_is_described_as_openapi_wants_it(data: Path) -> None:
    validate(read(data / "openapi.json"))


def test_whatever_the_interface_offers_is_there(data: Path) -> None:
    paths = read(data / "openapi.json")["paths"]
    for path, what in paths.items():
        names = {each["name"]: each for each in what.get("parameters", ())}
        tables = names["table"]["schema"]["enum"] if "table" in names else ["lanhai-vision"]
        for table in tables:
            place = path.replace("{table}", table)
            if "{id}" in place:
                folder = place.split("/")[2]
                place = "/" + next((data / folder).iterdir()).relative_to(data.parent).as_posix()
            assert (data.parent / place.lstrip("/")).is_file(), path


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("project", ["register", "hostile"])
def test_every_document_is_as_the_interface_says(
    project: str, kind: Any, request: pytest.FixtureRequest
) -> None:
    data = request.getfixturevalue(project) / "site" / "data"
    check = validator(data, kind.name)
    together = read(data / f"{kind.folder}.json")
    apart = [read(path) for path in (data / kind.folder).glob("*.json")]
    assert together == sorted(apart, key=lambda each: str(each["id"]))
    for document in together:
        assert [str(error) for error in check.iter_errors(document)] == []


@pytest.mark.parametrize(
    "change",
    [
        {"founded": 2012},
        {"cites": {"default": ["filing-2021"]}},
        {"colour": "red"},
        {"id": "../x"},
        {"kind": "deployment"},
        {"jurisdiction": None},
    ],
    ids=str,
)
def test_the_interface_would_refuse_another_document(change: dict[str, Any], data: Path) -> None:
    document = read(data / "vendors" / "lanhai-vision.json")
    check = validator(data, "vendor")
    assert check.is_valid(document)
    assert not check.is_valid(document | change)


# The sums ----------------------------------------------------------------------------------------


def test_the_sums_are_those_of_all_files_for_all_records(data: Path) -> None:
    lines = (data / "SHA256SUMS").read_text("utf-8").splitlines()
    told = dict(reversed(line.split("  ", 1)) for line in lines)
    assert told == {name: sha256((data / name).read_bytes()).hexdigest() for name in told}
    own = {"SHA256SUMS", "index.html", "explore.json", "map.json"}
    files = [*data.glob("*"), *data.glob("csv/*"), *data.glob("parquet/*")]
    there = {path.relative_to(data).as_posix() for path in files if path.is_file()}
    assert set(told) == there - own
