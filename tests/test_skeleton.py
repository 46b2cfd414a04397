"""A new record is a commented file: nothing to publish as it is, and good once it is filled in."""

import re
from pathlib import Path

import pytest

from kb import skeleton, source
from kb.models import KINDS, Kind, anatomy
from kb.skeleton import SkeletonError
from sample import check, example_project, places, put, vendor

by_name = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def filled_in(text: str) -> str:
    """The skeleton with the example from its explanation after every key that has no value."""
    lines, told = [], ""
    for line in text.split("\n"):
        if line.lstrip().startswith("## "):
            told += line.lstrip().removeprefix("##")
        else:
            _said, for_example, example = told.rpartition("For example: ")
            if for_example and re.fullmatch(r" *[a-z_]+:", line):
                line += f" {example}"
            told = ""
        lines.append(line)
    return "\n".join(lines)


def optional(text: str) -> list[tuple[str, str]]:
    """Each optional key with its lines, without the '# ' before them."""
    blocks = re.findall(r"(?:^# .*\n)+", text, re.MULTILINE)
    plain = ["".join(line[2:] for line in block.splitlines(keepends=True)) for block in blocks]
    return [(block.split(":")[0], block) for block in plain]


def path_of(kind: Kind) -> str:
    return f"data/{kind.folder}/newcomer.yaml"


def errors(root: Path) -> list[str]:
    return places(check(root).errors)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The example records, and two more that the examples in skeletons name."""
    put(
        example_project(tmp_path),
        {
            "data/jurisdictions/eu.yaml": "name: European Union\nlevel: union\n",
            "data/technologies/video-analytics.yaml": "name: Video analytics\n"
            "definition: Finding objects and events in video by software.\n",
        },
    )
    return tmp_path


@by_name
def test_an_untouched_skeleton_is_refused_at_every_value_that_is_missing(
    project: Path, kind: Kind
) -> None:
    path = skeleton.create(project, kind.name, "newcomer", check(project).base)
    assert path == path_of(kind)
    text = (project / path).read_text(encoding="utf-8")
    empty = [
        f"{kind.folder}/newcomer.yaml:{number}:{len(line) + 1} empty-value"
        for number, line in enumerate(text.split("\n"), 1)
        if re.fullmatch(r" *[a-z_]+:", line) and not line.startswith("sources")
    ]
    found = errors(project)
    if kind.name == "jurisdiction":  # none of its keys is required
        assert found == ["jurisdictions/newcomer.yaml:1:1 empty-file"]
    else:
        assert found == empty
        assert len(found) >= 2


@by_name
def test_a_skeleton_whose_empty_keys_are_filled_in_passes_the_check(
    project: Path, kind: Kind
) -> None:
    text = filled_in(skeleton.text(kind))
    if kind.name == "jurisdiction":
        text += "name: Newcomer\nlevel: locality\nparents: [gb-exampleville]\n"
    put(project, {path_of(kind): text})
    assert errors(project) == []


@by_name
def test_every_optional_key_passes_the_check_when_it_is_used(project: Path, kind: Kind) -> None:
    text = filled_in(skeleton.text(kind))
    blocks = dict(optional(skeleton.text(kind)))
    wanted = {f.key for f in anatomy.fields(kind.record) if not f.required and f.key != "id"}
    assert set(blocks) == wanted
    for key, block in blocks.items():
        more = blocks["sources"] if "sources" in blocks and key != "sources" else ""
        if kind.name == "jurisdiction" and key != "name":
            more += blocks["name"]
        put(project, {path_of(kind): text + block + more})
        assert errors(project) == [], key


@by_name
def test_every_optional_key_inside_the_source_passes_the_check(project: Path, kind: Kind) -> None:
    text = filled_in(skeleton.text(kind))
    inner = re.findall(r"^    # ([a-z]+: .*)$", text, re.MULTILINE)
    assert len(inner) == (0 if kind.name in ("jurisdiction", "technology") else 4)
    put(project, {path_of(kind): text.replace("    # ", "    ") + "\n"})
    if inner:
        assert errors(project) == []


@by_name
def test_every_line_is_an_explanation_a_key_or_a_comment_that_becomes_one(kind: Kind) -> None:
    text = skeleton.text(kind)
    assert text.endswith("\n")
    assert max(map(len, text.split("\n"))) <= 120
    _values, flaws = source.read(text.encode())
    assert {flaw.code for flaw in flaws} <= {"empty-value", "empty-file"}


@pytest.mark.parametrize(
    ("kind", "id_", "reason"),
    [
        ("vendors", "acme", "there is no kind 'vendors'; one of: vendor, deployment, regulation"),
        ("vendor", "Acme", "'Acme' cannot be an id: lower-case ASCII letters and digits"),
        ("vendor", "../../acme", "'../../acme' cannot be an id: lower-case ASCII letters"),
        ("vendor", "/etc/x", "'/etc/x' cannot be an id: lower-case ASCII letters and digits"),
        ("vendor", "index", "'index' cannot be an id: 'index' is kept for the site itself"),
        ("vendor", "ab", "'ab' cannot be an id: 3 to 80 characters"),
        ("vendor", "acme\n", r"'acme\n' cannot be an id: lower-case ASCII letters and digits"),
        ("vendor", "example-vision", "data/vendors/example-vision.yaml has this id already"),
        ("organisation", "example-vision", "data/vendors/example-vision.yaml has this id already"),
        ("vendor", "old-acme", "data/vendors/acme.yaml had this id before, and ids are never"),
        ("vendor", "broken", "data/vendors/broken.yaml has this id already"),
    ],
)
def test_what_cannot_be_a_new_record_is_refused_and_nothing_is_written(
    project: Path, kind: str, id_: str, reason: str
) -> None:
    put(project, {"data/vendors/acme.yaml": vendor("former_ids: [old-acme]")})
    put(project, {"data/vendors/broken.yaml": "name: ["})
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    with pytest.raises(SkeletonError, match=f"^{re.escape(reason)}"):
        skeleton.create(project, kind, id_, check(project).base)
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_a_file_that_appears_in_between_is_never_overwritten(project: Path) -> None:
    base = check(project).base
    skeleton.create(project, "vendor", "newcomer", base)
    target = project / "data/vendors/newcomer.yaml"
    target.write_text("name: Mine\n", encoding="utf-8")
    with pytest.raises(FileExistsError):
        skeleton._write(target, "name: Yours\n")
    assert target.read_text(encoding="utf-8") == "name: Mine\n"
    assert [path.name for path in target.parent.iterdir() if path.name.startswith(".")] == []


def test_a_kind_without_a_folder_yet_gets_one(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    path = skeleton.create(tmp_path, "vendor", "newcomer", check(tmp_path).base)
    assert (tmp_path / path).is_file()
