"""Bad inputs 52 to 82: each gets its code, at its line and its column, in files that are read."""

import os
import re
import subprocess
import unicodedata
from pathlib import Path

import pytest

from sample import SOURCE, VENDOR, check, example_project, places, put, vendor

ACME = "data/vendors/acme.yaml"


def problems_of(tmp_path: Path, text: str | bytes) -> list[str]:
    loaded = check(example_project(tmp_path), {ACME: text})
    return [each.removeprefix("vendors/acme.yaml:") for each in places(loaded.problems)]


# number: (title, the fourth line and those after it, what it gets)
LINES: dict[str, tuple[str, str, list[str]]] = {
    "52": ("a key with a letter missing", "founed: 2019", ["4:1 unknown-key"]),
    "54": ("a capital letter", "names: [{name: A, kind: Legal}]", ["4:25 not-in-list"]),
    "55": ("an id with a line end", 'id: "acme\\n"', ["4:5 bad-format"]),
    "55 former": ("a former id with one", 'former_ids: ["acm\\n"]', ["4:14 bad-format"]),
    "55 inside": ("a reference with one", 'listings: [{regulation: "ab\\n"}]', ["4:25 bad-format"]),
    "56": ("fullwidth digits in a date", "founded: ２０１９", ["4:10 bad-format"]),
    "56 code": ("and in a code", "identifiers: {wikidata: Q１２}", ["4:25 bad-format"]),
    "63": ("true for a number", "customers: [{count: true, of: x}]", ["4:21 want-number"]),
    "64": ("a version number", "summary: 1.10", ["4:10 want-text"]),
    "65": ("an end before the start", "founded: 2019\ndissolved: 2018-12", ["5:12 bad-order"]),
    "65 item": (
        "in an item",
        "listings:\n  - regulation: example-act\n    from: 2019\n    until: 2018",
        ["7:12 bad-order"],
    ),
    "66": ("a year to come", "founded: 2027", ["4:10 future-date"]),
    "66 two": (
        "two of them",
        "founded: 2026-12\nvaluations: [{date: 2027, amount: {amount: 1, currency: USD}}]",
        ["4:10 future-date", "5:21 future-date"],
    ),
    "67": ("an item twice", "products:\n  - {id: a, name: A}\n  - {id: a, name: A}", ["6:5 repeated-item"]),
    "67 word": ("a word twice", "names: []\nnot_applicable: [website, website]", ["5:27 repeated-item"]),
    "67 id": ("a product's id twice", "products:\n  - {id: a, name: A}\n  - {id: a, name: B}", ["6:10 repeated-item"]),
    "68": (
        "an id with two letters swapped",
        "ownership: [{party: exampleville-cuoncil}]",
        ["4:21 unknown-reference"],
    ),
    "69": ("another id inside", "id: acme-ltd", ["4:5 id-mismatch"]),
    "70": ("a path as a former id", "former_ids: [../../index]", ["4:14 bad-id"]),
    "71": ("an absolute path", "former_ids: [/etc/x]", ["4:14 bad-id"]),
    "72": (
        "names that are kept",
        "former_ids: [index, search, con]",
        ["4:14 bad-id", "4:21 bad-id", "4:29 bad-id"],
    ),
    "72 id": ("as the id inside", "id: ../../index", ["4:5 bad-id"]),
    "77": ("a Cyrillic letter", "summary: Pаlantir sells it.", ["4:10 mixed-script"]),
    "77 name": ("a Cyrillic capital", "names: [{name: Рalantir, kind: legal}]", ["4:16 mixed-script"]),
    "77 wide": ("a fullwidth letter", "summary: Ｐalantir", ["4:10 mixed-script"]),
    "79": ("an id of another record", "former_ids: [example-vision]", ["4:14 id-reused"]),
    "82": (
        "a record that replaces itself",
        "withdrawn: {date: 2024-05-01, reason: x, replaced_by: acme}",
        ["4:55 redirect-loop"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("number", LINES, ids=[f"{n}: {case[0]}" for n, case in LINES.items()])
def test_a_bad_line_gets_its_code_at_its_line_and_column(tmp_path: Path, number: str) -> None:
    _title, line, expected = LINES[number]
    assert problems_of(tmp_path, vendor(line)) == expected


def test_53_a_missing_key_is_reported_where_its_mapping_begins(tmp_path: Path) -> None:
    assert problems_of(
        tmp_path, f"jurisdiction: gb\ntechnologies: [face-recognition]\n{SOURCE}"
    ) == ["1:1 missing-key"]
    assert problems_of(tmp_path, VENDOR + SOURCE.replace("    language: en\n", "")) == [
        "6:5 missing-key"
    ]


ADDRESSES = {
    "57": "javascript:alert(1)",
    "57 data": "data:text/html,x",
    "57 case": "JaVaScRiPt:alert(1)",
    "57 scheme": "ftp://example.org/x",
    "58": '"https://example.org/\\njavascript:alert(1)"',
    "58 end": '"https://example.org/\\n"',
    "59": "https://example.org@evil.example/",
    "59 secret": "https://user:secret@example.org/",
    "60": "http://localhost/",
    "60 loop": "http://127.0.0.1/",
    "60 short": "http://127.1/",
    "60 decimal": "http://2130706433/",
    "60 octal": "http://0177.0.0.1/",
    "60 hex": "http://0x7f.0.0.1/",
    "60 fullwidth": "http://１２７.0.0.1/",
    "60 private": "http://10.0.0.1/",
    "60 private b": "http://172.16.0.1/",
    "60 private c": "http://192.168.1.1/x",
    "60 link-local": "http://169.254.169.254/latest",
    "60 multicast": "http://224.0.0.1/",
    "60 six": '"http://[::1]/"',
    "60 mapped": '"http://[::ffff:127.0.0.1]/"',
    "60 translated": '"http://[64:ff9b::7f00:1]/"',
    "60 local name": "http://printer.local/",
    "60 one word": "http://intranet/",
    "61": "https:/x",
    "61 none": "https://",
    "61 path": "https:///x",
    "61 relative": "//example.org/x",
    "61 port": "https://example.org:99999/",
    "61 dots": "https://example..org/",
    "62": "https://exаmple.org/",
    "62 encoded": "https://xn--exmple-4nf.org/",
    "62 greek": "https://gοοgle.example/",
}


@pytest.mark.parametrize("number", ADDRESSES, ids=[f"{n}: {url}" for n, url in ADDRESSES.items()])
def test_57_to_62_an_address_that_is_not_public_is_refused(tmp_path: Path, number: str) -> None:
    assert problems_of(tmp_path, vendor(f"website: {ADDRESSES[number]}")) == ["4:10 bad-url"]
    text = VENDOR + SOURCE.replace("https://gazette.example.org/watches", ADDRESSES[number])
    assert problems_of(tmp_path, text) == ["8:10 bad-url"]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org:8080/a?b=c&d=%C3%A9#e",
        "https://пример.рф/",
        "https://xn--e1afmkfd.xn--p1ai/",
        "https://例え.jp/サーバー",
        "https://sub_domain.example.org/@name",
        "https://93.184.216.34/",
        '"https://[2606:2800:220:1:248:1893:25c8:1946]/"',
    ],
)
def test_an_address_of_a_public_host_is_taken(tmp_path: Path, url: str) -> None:
    assert problems_of(tmp_path, vendor(f"website: {url}")) == []


@pytest.mark.parametrize(
    "name", ["index", "search", "con", "COM1", "a", "Acme", "a--b", "-a", "ａcme", "x" * 81]
)
def test_70_to_72_a_file_name_that_is_no_id_is_refused(tmp_path: Path, name: str) -> None:
    loaded = check(example_project(tmp_path), {f"data/vendors/{name}.yaml": VENDOR + SOURCE})
    assert f"vendors/{name}.yaml:1:1 bad-id" in places(loaded.problems)


def test_73_two_names_that_differ_in_case_collide(tmp_path: Path) -> None:
    put(tmp_path, {ACME: VENDOR + SOURCE, "data/vendors/ACME.yaml": VENDOR + SOURCE})
    if len(list((tmp_path / "data/vendors").iterdir())) < 2:
        pytest.skip("this file system cannot hold both")
    found = places(check(example_project(tmp_path)).problems)
    assert "vendors/acme.yaml:1:1 name-collision" in found


def test_73_one_accent_written_in_two_ways_collides(tmp_path: Path) -> None:
    names = [unicodedata.normalize(form, "café") for form in ("NFC", "NFD")]
    put(tmp_path, {f"data/vendors/{name}.yaml": VENDOR + SOURCE for name in names})
    if len(list((tmp_path / "data/vendors").iterdir())) < 2:
        pytest.skip("this file system cannot hold both")
    loaded = check(example_project(tmp_path))
    assert [each.code for each in loaded.problems].count("name-collision") == 1


def test_73_one_id_in_two_folders_collides(tmp_path: Path) -> None:
    acme = "name: Acme\njurisdiction: gb\n" + SOURCE
    loaded = check(
        example_project(tmp_path), {ACME: VENDOR + SOURCE, "data/organisations/acme.yaml": acme}
    )
    assert "vendors/acme.yaml:1:1 name-collision" in places(loaded.problems)


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("data/vendors/acme.yml", "end the name in .yaml"),
        ("data/vendors/notes.txt", "records stand in data/<kind>/<id>.yaml"),
        (
            "data/vendors/.acme.yaml.swp",
            "an editor or the system left it here: close the editor, or delete the file",
        ),
        ("data/README.md", "records stand in data/<kind>/<id>.yaml"),
    ],
)
def test_74_a_file_that_nothing_reads_is_reported(tmp_path: Path, path: str, hint: str) -> None:
    (problem,) = check(example_project(tmp_path), {path: "x"}).problems
    assert (problem.path, problem.line, problem.column, problem.code) == (path, 1, 1, "unread-file")
    assert problem.hint == hint


@pytest.mark.parametrize("path", ["data/vendor/acme.yaml", "data/vendors/old/acme.yaml"])
def test_74_a_folder_that_nothing_reads_is_reported(tmp_path: Path, path: str) -> None:
    (problem,) = check(example_project(tmp_path), {path: "x"}).problems
    assert (problem.path, problem.code) == (path.rpartition("/")[0], "unread-file")


def test_75_a_symbolic_link_is_refused_wherever_it_leads(tmp_path: Path) -> None:
    example_project(tmp_path)
    (tmp_path / "data/vendors/acme.yaml").symlink_to("example-vision.yaml")
    (tmp_path / "data/vendors/beta.yaml").symlink_to("/etc/passwd")
    (tmp_path / "data/vendors/gone.yaml").symlink_to("nowhere")
    (tmp_path / "data/drafts").symlink_to(tmp_path / "data/vendors")
    assert places(check(tmp_path).problems) == [
        "drafts:1:1 not-regular",
        "vendors/acme.yaml:1:1 not-regular",
        "vendors/beta.yaml:1:1 not-regular",
        "vendors/gone.yaml:1:1 not-regular",
    ]


def test_75_a_folder_of_records_that_is_a_link_is_refused(tmp_path: Path) -> None:
    example_project(tmp_path / "elsewhere")
    (tmp_path / "data").symlink_to(tmp_path / "elsewhere/data")
    assert places(check(tmp_path).problems) == ["data:1:1 not-regular"]


def test_75_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    example_project(tmp_path)
    os.mkfifo(tmp_path / "data/vendors/acme.yaml")
    assert places(check(tmp_path).problems) == ["vendors/acme.yaml:1:1 not-regular"]


def test_76_the_pointer_of_git_lfs_is_not_taken_for_the_file(tmp_path: Path) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n"
    assert problems_of(tmp_path, pointer) == ["1:1 not-regular"]


def test_78_nearly_the_name_of_another_record_is_a_warning(tmp_path: Path) -> None:
    text = (
        VENDOR.replace("Acme Vision", "Visions Example").replace("gb", "gb-exampleville") + SOURCE
    )
    (problem,) = check(example_project(tmp_path), {ACME: text}).problems
    assert (problem.line, problem.column, problem.code) == (1, 7, "near-duplicate")
    assert problem.severity == "warning"


def commit(root: Path, message: str) -> None:
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "add", "-A"], cwd=root, check=True)
    subprocess.run([*git, "commit", "-q", "-m", message], cwd=root, check=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository in which the example records and Acme are committed."""
    put(example_project(tmp_path), {ACME: VENDOR + SOURCE})
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=tmp_path, check=True)
    commit(tmp_path, "Records")
    return tmp_path


def test_79_the_id_of_a_withdrawn_record_is_not_used_again(repository: Path) -> None:
    put(repository, {ACME: vendor("withdrawn: {date: 2024-05-01, reason: A double.}")})
    commit(repository, "Withdraw")
    assert places(check(repository, history=True).problems) == []
    loaded = check(repository, {ACME: vendor("founded: 2012")}, history=True)
    assert places(loaded.problems) == ["vendors/acme.yaml:1:1 id-reused"]


def test_80_a_record_is_not_deleted_without_a_tombstone(repository: Path) -> None:
    (repository / ACME).unlink()
    expected = ["vendors/acme.yaml:1:1 deleted-without-tombstone"]
    assert places(check(repository, history=True).problems) == expected
    commit(repository, "Delete")
    assert places(check(repository, history=True).problems) == expected


def test_81_a_renamed_record_names_its_former_id(repository: Path) -> None:
    (repository / ACME).rename(repository / "data/vendors/acme-ltd.yaml")
    (problem,) = check(repository, history=True).problems
    assert places((problem,)) == ["vendors/acme.yaml:1:1 renamed-without-redirect"]
    assert problem.hint == "add 'former_ids: [acme]' to data/vendors/acme-ltd.yaml"
    mended = {"data/vendors/acme-ltd.yaml": vendor("former_ids: [acme]")}
    assert places(check(repository, mended, history=True).problems) == []


def test_82_replacements_do_not_run_in_a_circle(tmp_path: Path) -> None:
    def withdrawn(by: str) -> str:
        return vendor(f"withdrawn: {{date: 2024-05-01, reason: x, replaced_by: {by}}}").replace(
            "Acme Vision", f"The one before {by}"
        )

    files = {
        f"data/vendors/{name}.yaml": withdrawn(by)
        for name, by in zip(("aaa", "bbb", "ccc"), ("bbb", "ccc", "aaa"), strict=True)
    }
    assert places(check(example_project(tmp_path), files).problems) == [
        "vendors/aaa.yaml:4:55 redirect-loop",
        "vendors/bbb.yaml:4:55 redirect-loop",
        "vendors/ccc.yaml:4:55 redirect-loop",
    ]


def test_all_bad_inputs_of_the_list_that_concern_the_record_and_the_folder_are_here() -> None:
    told = {int(number.split()[0]) for number in (*LINES, *ADDRESSES)}
    for name in globals():
        first, *last = re.findall(r"test_(\d+)(?:_to_(\d+))?_", name) or [("0", "")]
        told.update(range(int(first[0]), int(first[1] or first[0]) + 1))
        assert not last
    assert sorted(told - {0}) == list(range(52, 83))
