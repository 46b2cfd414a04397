"""From files to a knowledge base: everything in one pass, and no bad file hides another."""

from pathlib import Path

import pytest

from kb import cache
from kb.load import load
from sample import SOURCE, TODAY, VENDOR, check, example_project, places, put, vendor

ACME = "data/vendors/acme.yaml"


def test_the_example_records_have_no_problem(tmp_path: Path) -> None:
    loaded = check(example_project(tmp_path))
    assert loaded.problems == ()
    assert (
        loaded.files == len(loaded.base.outlines) == len(list((tmp_path / "data").rglob("*.yaml")))
    )


def test_a_vendor_that_issues_a_regulation_is_no_crash(tmp_path: Path) -> None:
    regulation = (
        "name: Code of Acme\ninstrument_type: ordinance\njurisdiction: gb\nissuing_body: acme\n"
        + SOURCE
    )
    files = {ACME: VENDOR + SOURCE, "data/regulations/code-of-acme.yaml": regulation}
    assert check(example_project(tmp_path), files).problems == ()


def test_a_record_among_the_schemas_is_not_lost_without_a_word(tmp_path: Path) -> None:
    files = {"data/schema/acme.yaml": VENDOR + SOURCE}
    assert places(check(example_project(tmp_path), files).problems) == [
        "schema/acme.yaml:1:1 unread-file"
    ]


def test_what_a_byte_order_mark_stands_before_is_still_checked(tmp_path: Path) -> None:
    found = places(check(example_project(tmp_path), {ACME: "\ufeffname: A\n"}).problems)
    assert "vendors/acme.yaml:1:1 bom" in found
    assert "vendors/acme.yaml:1:1 missing-key" in found


def test_a_cache_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    root = example_project(tmp_path)
    (root / ".cache").write_text("not a folder")
    assert load(root, today=TODAY).problems == ()


def test_a_folder_without_data_is_a_problem_and_not_a_crash(tmp_path: Path) -> None:
    assert places(load(tmp_path, use_cache=False).problems) == ["data:1:1 no-data"]


def test_problems_of_all_files_and_all_steps_come_in_one_pass_in_the_order_of_places(
    tmp_path: Path,
) -> None:
    files = {
        "data/vendors/aaa.yaml": "name: Aaa\tB\njurisdiction: gb\nfouned: 2012\n",
        "data/vendors/bbb.yaml": vendor("founded: 2027\nnot_applicable: [colour]"),
        "data/vendors/ccc.yml": "",
    }
    assert places(check(example_project(tmp_path), files).problems) == [
        "vendors/aaa.yaml:1:1 missing-key",
        "vendors/aaa.yaml:1:1 missing-key",
        "vendors/aaa.yaml:1:10 tab",
        "vendors/aaa.yaml:3:1 unknown-key",
        "vendors/bbb.yaml:4:10 future-date",
        "vendors/bbb.yaml:5:18 unknown-field",
        "vendors/ccc.yml:1:1 unread-file",
    ]


def test_what_the_reader_refuses_is_not_said_again_in_other_words(tmp_path: Path) -> None:
    files = {ACME: vendor('founded: 010\nwebsite: ~\n"\\e": x')}
    assert places(check(example_project(tmp_path), files).problems) == [
        "vendors/acme.yaml:4:10 ambiguous-number",
        "vendors/acme.yaml:5:10 empty-value",
        "vendors/acme.yaml:6:1 control-character",
    ]


@pytest.mark.parametrize(
    "broken",
    ["name: [", "name: Example Vision\n", VENDOR + "founded: 010\n" + SOURCE, "\xff" * 70_000],
    ids=["no YAML", "keys missing", "a refused number", "too big"],
)
def test_a_record_with_problems_does_not_make_those_that_name_it_wrong(
    tmp_path: Path, broken: str
) -> None:
    # A deployment and a regulation of the examples name this vendor and one of its products.
    put(example_project(tmp_path), {"data/vendors/example-vision.yaml": broken})
    found = places(check(tmp_path).problems)
    assert found
    assert all(each.startswith("vendors/example-vision.yaml:") for each in found)


def test_a_record_that_can_be_typed_is_in_the_knowledge_base_whatever_else_is_wrong(
    tmp_path: Path,
) -> None:
    loaded = check(example_project(tmp_path), {ACME: VENDOR + SOURCE.rstrip("\n")})
    assert places(loaded.problems) == ["vendors/acme.yaml:11:15 no-final-newline"]
    assert loaded.base.outlines["acme"].name == "Acme Vision"


def test_an_unread_record_is_known_by_its_id_and_its_path(tmp_path: Path) -> None:
    assert check(example_project(tmp_path), {ACME: "name: ["}).base.unread == {"acme": ACME}


def test_an_organisation_is_not_called_unreferenced_while_a_file_cannot_be_read(
    tmp_path: Path,
) -> None:
    court = "deployments/exampleville-central-station.yaml"
    put(example_project(tmp_path), {f"data/{court}": "name: ["})
    assert {each.path for each in check(tmp_path).problems} == {f"data/{court}"}


def test_a_record_is_read_again_only_when_its_bytes_change(tmp_path: Path) -> None:
    put(example_project(tmp_path), {ACME: vendor("founded: 2012")})
    first, again = load(tmp_path, today=TODAY), load(tmp_path, today=TODAY)
    assert (first.read_anew, again.read_anew) == (first.files, 0)
    put(tmp_path, {ACME: vendor("founded: 2013")})
    changed = load(tmp_path, today=TODAY)
    assert changed.read_anew == 1
    assert str(changed.base.record("acme").founded) == "2013"  # type: ignore[attr-defined]


def test_a_cached_run_reports_the_same_problems(tmp_path: Path) -> None:
    put(example_project(tmp_path), {ACME: vendor("founed: 2012\nfounded: 2030")})
    first = load(tmp_path, today=TODAY)
    assert first.problems
    assert load(tmp_path, today=TODAY).problems == first.problems


def test_what_another_program_kept_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    example_project(tmp_path)
    cache.save(tmp_path, "anything", [1])
    assert cache.load(tmp_path, "anything") == [1]
    monkeypatch.setattr(cache, "code_fingerprint", lambda: "another")
    assert cache.load(tmp_path, "anything") is None


def test_a_cache_that_is_damaged_is_not_trusted(tmp_path: Path) -> None:
    put(example_project(tmp_path), {ACME: vendor("founded: 2012")})
    first = load(tmp_path, today=TODAY)
    (cached,) = (tmp_path / ".cache/kb").iterdir()
    head = cached.read_bytes().split(b"\n")[0]
    for damaged in (b"", b"x", head, head + b"\n", head + b"\n\x00", cached.read_bytes()[:-30]):
        cached.write_bytes(damaged)
        assert load(tmp_path, today=TODAY).base.outlines == first.base.outlines


def test_many_files_are_read_in_two_processes_with_the_same_result(tmp_path: Path) -> None:
    example_project(tmp_path)
    put(
        tmp_path,
        {
            f"data/vendors/maker-{n}.yaml": vendor("founded: 2012").replace("Acme", f"Maker {n}")
            if n != 250
            else "name: [\n"
            for n in range(450)
        },
    )
    loaded = check(tmp_path)
    assert loaded.files > 450
    assert {each.path for each in loaded.problems} == {"data/vendors/maker-250.yaml"}
    assert loaded.base.outlines["maker-449"].name == "Maker 449 Vision"


def test_an_edit_of_one_among_many_is_read_again_until_more_has_changed(tmp_path: Path) -> None:
    """Writing everything that is known takes longer than reading one file."""
    example_project(tmp_path)
    makers = {f"data/vendors/maker-{n}.yaml": f"Maker {n}" for n in range(520)}
    text = vendor("founded: 2012")
    put(tmp_path, {path: text.replace("Acme", name) for path, name in makers.items()})
    assert load(tmp_path, today=TODAY).read_anew > len(makers)
    kept = tmp_path / ".cache" / "kb" / "records"
    written = kept.stat().st_mtime_ns
    later = text.replace("2012", "2013")
    put(tmp_path, {"data/vendors/maker-7.yaml": later.replace("Acme", "Maker 7")})
    for _ in range(2):
        loaded = load(tmp_path, today=TODAY)
        assert loaded.read_anew == 1
        assert str(loaded.base.record("maker-7").founded) == "2013"  # type: ignore[attr-defined]
        assert kept.stat().st_mtime_ns == written
    put(tmp_path, {"data/vendors/maker-8.yaml": later.replace("Acme", "Maker 8")})
    assert [load(tmp_path, today=TODAY).read_anew for _ in range(2)] == [2, 0]


def test_a_file_name_that_is_no_text_is_reported_in_a_form_that_can_be_printed(
    tmp_path: Path,
) -> None:
    example_project(tmp_path)
    for name in (b"\xff.yaml", b"a\n::error::b.yaml", b"\x1b[31m.yaml"):
        (tmp_path / "data/vendors" / name.decode(errors="surrogateescape")).write_bytes(b"x: 1\n")
    problems = check(tmp_path).problems
    assert [each.code for each in problems] == ["bad-id"] * 3
    assert all(each.path.isprintable() for each in problems)
    "".join(each.path for each in problems).encode()


@pytest.mark.parametrize(
    "line",
    [
        "statements: [{text: It will be sold., date: 2030}]",
        "listings: [{regulation: example-act, from: 2019, until: 2030}]",
    ],
)
def test_what_is_said_of_the_future_may_lie_ahead(tmp_path: Path, line: str) -> None:
    assert check(example_project(tmp_path), {ACME: vendor(line)}).problems == ()


def test_the_records_of_the_project_have_no_problem(project_root: Path) -> None:
    assert [each for each in check(project_root).problems if each.severity == "error"] == []
