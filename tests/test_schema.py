"""The schemas under data/schema are fresh, and an independent validator reads them as we do."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from kb import schema, source, typed
from kb.models import KIND, KINDS, Kind
from sample import SOURCE, VENDOR, check

DOCUMENTS = {kind.name: schema.document(kind) for kind in KINDS}
VALIDATORS = {name: jsonschema_rs.Draft202012Validator(each) for name, each in DOCUMENTS.items()}
NAMES = [kind.name for kind in KINDS]


def test_the_committed_files_are_what_the_models_give(project_root: Path) -> None:
    assert schema.stale(project_root, schema.documents()) == [], "run: kb schema"


def test_no_other_file_stands_beside_them(project_root: Path) -> None:
    there = {f"data/schema/{path.name}" for path in (project_root / "data/schema").iterdir()}
    assert there == set(schema.documents())


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid_and_names_its_dialect(name: str) -> None:
    assert DOCUMENTS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert DOCUMENTS[name]["title"] == name.capitalize()
    jsonschema_rs.meta.validate(DOCUMENTS[name])


def mappings(node: Any) -> Iterator[dict[str, Any]]:
    """Every schema of a mapping with named keys."""
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict):
            yield node
        for value in node.values():
            yield from mappings(value)
    if isinstance(node, list):
        for value in node:
            yield from mappings(value)


@pytest.mark.parametrize("name", NAMES)
def test_every_key_and_every_word_has_a_description_and_no_other_key_is_allowed(name: str) -> None:
    found = list(mappings(DOCUMENTS[name]))
    assert len(found) > 5
    for each in found:
        assert each["description"]
        assert each["additionalProperties"] is False
        assert all(field["description"].endswith(".") for field in each["properties"].values())
    for definition in DOCUMENTS[name]["$defs"].values():
        for word in definition.get("oneOf", ()):
            assert word["description"].endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_in_a_schema_are_right(name: str) -> None:
    for each in mappings(DOCUMENTS[name]):
        for key, field in each["properties"].items():
            whole = {**field, "$defs": DOCUMENTS[name]["$defs"]}
            for example in field.get("examples", ()):
                assert jsonschema_rs.Draft202012Validator(whole).is_valid(example), (key, example)


def test_the_independent_validator_takes_every_record_of_the_project(project_root: Path) -> None:
    base = check(project_root).base
    wrong = [
        f"{outline.path}: {error.message}"
        for outline in base.outlines.values()
        for error in VALIDATORS[outline.kind].iter_errors(base.values(outline.id))
    ]
    assert wrong == []
    assert len(base.outlines) > 40


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_it_takes_the_example_records(kind: Kind) -> None:
    from kb.reference import EXAMPLE_RECORDS

    for path in (EXAMPLE_RECORDS / kind.folder).glob("*.yaml"):
        values, flaws = source.read(path.read_bytes())
        assert flaws == []
        assert VALIDATORS[kind.name].is_valid(values)


DEPLOYMENT = "name: Harbour\njurisdiction: gb\ntechnologies: [face-recognition]\n"
REGULATION = "name: Harbour Act\ninstrument_type: statute\njurisdiction: gb\n"
BAD = {
    "an unknown key": ("vendor", VENDOR + "founed: 2012\n" + SOURCE),
    "an unknown key in an item": (
        "vendor",
        VENDOR + "products: [{id: a, name: A, x: 1}]\n" + SOURCE,
    ),
    "a missing key": ("vendor", "name: Acme\njurisdiction: gb\n" + SOURCE),
    "a missing key in a source": ("vendor", VENDOR + SOURCE.replace("    language: en\n", "")),
    "no source": ("vendor", VENDOR),
    "no source in sources": ("vendor", VENDOR + "sources: {}\n"),
    "a word that is not in the list": ("deployment", DEPLOYMENT + "mode: Both\n" + SOURCE),
    "a number for text": ("vendor", VENDOR + "summary: 1.10\n" + SOURCE),
    "text for a number": ("deployment", DEPLOYMENT + 'retention_days: "1"\n' + SOURCE),
    "a fraction of a day": ("deployment", DEPLOYMENT + "retention_days: 1.5\n" + SOURCE),
    "a negative number": ("deployment", DEPLOYMENT + "retention_days: -1\n" + SOURCE),
    "a truth value for a number": ("deployment", DEPLOYMENT + "retention_days: true\n" + SOURCE),
    "a word for a list": ("deployment", DEPLOYMENT + "purposes: payment\n" + SOURCE),
    "a mapping for a list": ("deployment", DEPLOYMENT + "scale: {what: x, count: 1}\n" + SOURCE),
    "a word for a mapping": ("deployment", DEPLOYMENT + "place: Harbour\n" + SOURCE),
    "an empty list": ("vendor", VENDOR.replace("[face-recognition]", "[]") + SOURCE),
    "an empty text": ("vendor", VENDOR + 'summary: ""\n' + SOURCE),
    "a blank text": ("vendor", VENDOR + 'summary: "  "\n' + SOURCE),
    "a space before a line": ("vendor", VENDOR + 'names: [{name: " A", kind: legal}]\n' + SOURCE),
    "a line end in a line": ("vendor", VENDOR + 'names: [{name: "A\\nB", kind: legal}]\n' + SOURCE),
    "a line end after an id": ("vendor", VENDOR + 'listings: [{regulation: "abc\\n"}]\n' + SOURCE),
    "an id in capitals": ("vendor", VENDOR.replace("gb", "GB") + SOURCE),
    "a path for an id": ("vendor", VENDOR + "former_ids: [../../index]\n" + SOURCE),
    "a word for a date": ("vendor", VENDOR + "founded: spring\n" + SOURCE),
    "a month of one digit": ("vendor", VENDOR + 'founded: "2012-3"\n' + SOURCE),
    "a month 13": ("vendor", VENDOR + 'founded: "2012-13"\n' + SOURCE),
    "a day 32": ("vendor", VENDOR + 'founded: "2012-12-32"\n' + SOURCE),
    "fullwidth digits": ("vendor", VENDOR + "founded: ２０１２\n" + SOURCE),
    "a year of five digits": ("vendor", VENDOR + "founded: 20120\n" + SOURCE),
    "a year where a day is wanted": ("vendor", VENDOR + SOURCE.replace("2024-05-01", "2024")),
    "another scheme": ("vendor", VENDOR + "website: javascript:alert(1)\n" + SOURCE),
    "an address on two lines": ("vendor", VENDOR + 'website: "https://a.org/\\nx"\n' + SOURCE),
    "a currency in small letters": (
        "vendor",
        VENDOR + "valuations: [{date: 2018, amount: {amount: 1, currency: usd}}]\n" + SOURCE,
    ),
    "a latitude of 91": ("deployment", DEPLOYMENT + "place: {label: A, latitude: 91}\n" + SOURCE),
    "a share of 101": ("vendor", VENDOR + "ownership: [{party: abc, share: 101}]\n" + SOURCE),
    "a key that is no short key": ("vendor", VENDOR + SOURCE.replace("gazette:", "The Gazette:")),
    "a provision of another name": (
        "regulation",
        REGULATION + "provisions: {A 1: {citation: A, effect: permits}}\n" + SOURCE,
    ),
    "a citation of another form": ("vendor", VENDOR + "cites: {default: [3]}\n" + SOURCE),
    "no list of citations": ("vendor", VENDOR + "cites: {default: gazette}\n" + SOURCE),
    "an empty scope": (
        "regulation",
        REGULATION
        + "provisions: {a: {citation: A, effect: permits, scope: {modes: []}}}\n"
        + SOURCE,
    ),
}


@pytest.mark.parametrize("title", BAD)
def test_what_the_models_refuse_the_schema_refuses(title: str) -> None:
    kind, text = BAD[title]
    values, flaws = source.read(text.encode())
    assert flaws == []
    assert values is not None
    _record, findings = typed.record(kind, values)
    refused = findings or [1 for each in values.get("former_ids", []) if "/" in str(each)]  # type: ignore[union-attr]
    assert refused
    assert not VALIDATORS[kind].is_valid(values)


def test_a_null_is_refused_everywhere() -> None:
    for name, document in DOCUMENTS.items():
        for key in document["properties"]:
            errors = VALIDATORS[name].iter_errors({key: None})
            assert any(error.instance_path == [key] for error in errors), (name, key)


def test_an_item_that_stands_twice_is_refused() -> None:
    text = DEPLOYMENT + "purposes: [payment, payment]\n" + SOURCE
    assert not VALIDATORS["deployment"].is_valid(source.read(text.encode())[0])


def test_cites_may_name_the_fields_of_its_kind_and_no_others() -> None:
    def valid(field: str) -> bool:
        text = VENDOR + f"cites: {{{field}: [gazette]}}\n" + SOURCE
        return VALIDATORS["vendor"].is_valid(source.read(text.encode())[0])

    assert valid("founded")
    assert valid("default")
    assert not valid("retention_days")


def test_writing_touches_only_what_is_stale_and_leaves_nothing_behind(tmp_path: Path) -> None:
    wanted = {"a/one.json": "1\n", "a/two.json": "2\n"}
    assert schema.write(tmp_path, wanted) == ["a/one.json", "a/two.json"]
    (tmp_path / "a/two.json").write_text("3\n")
    before = (tmp_path / "a/one.json").stat().st_mtime_ns
    assert schema.stale(tmp_path, wanted) == ["a/two.json"]
    assert schema.write(tmp_path, wanted) == ["a/two.json"]
    assert (tmp_path / "a/one.json").stat().st_mtime_ns == before
    assert {path.name: path.read_text() for path in (tmp_path / "a").iterdir()} == {
        "one.json": "1\n",
        "two.json": "2\n",
    }


def test_editors_are_told_which_schema_belongs_to_which_folder(project_root: Path) -> None:
    settings = json.loads((project_root / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert settings["yaml.schemas"] == {
        f"./data/schema/{kind.name}.schema.json": f"data/{kind.folder}/*.yaml"
        for kind in KIND.values()
    }
