"""The rules page knows every code that the program can give, and its examples are true."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb import source
from kb.models import KIND
from kb.rules import catalogue
from kb.rules.examples import EXAMPLES
from sample import SOURCE, check, example_project

KB = Path(catalogue.__file__).parents[1]
# Where a code stands in a call: by the name that is called, the position of the code.
POSITIONS = {
    "Finding": 1,
    "Flaw": 2,
    "Problem": 3,
    "PydanticCustomError": 0,
    "Refusal": 0,
    "_problem": 1,
    "refuse": 1,
}
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def emitting_files() -> Iterator[Path]:
    yield from (KB / "source").glob("*.py")
    yield from (KB / "models").glob("*.py")
    yield from (KB / "typed.py", KB / "load.py")
    yield from (path for path in (KB / "rules").glob("*.py") if path.name not in _TOLD)


_TOLD = ("catalogue.py", "examples.py")


def texts() -> set[str]:
    """Every text in the program that a code could be."""
    return {
        node.value
        for path in emitting_files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def given_in_calls() -> set[str]:
    found = set()
    for path in emitting_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            at = POSITIONS.get(name)
            if at is not None and len(node.args) > at and isinstance(node.args[at], ast.Constant):
                found.add(node.args[at].value)  # type: ignore[attr-defined]
            found.update(
                keyword.value.value
                for keyword in node.keywords
                if keyword.arg == "code" and isinstance(keyword.value, ast.Constant)
            )
    return found


def in_tables() -> set[str]:
    """The codes that stand in tables: of characters, of the parser's errors, of pydantic's."""
    from kb import typed
    from kb.source import characters, syntax

    cases = (*syntax._CASES, syntax._OTHER)
    return {*characters._GROUPS, *(case.code for case in cases), *typed.CODES}


def test_every_code_that_the_program_can_give_is_in_the_catalogue() -> None:
    assert (given_in_calls() | in_tables()) - catalogue.codes() == set()
    assert len(given_in_calls()) > 50


def test_every_code_in_the_catalogue_can_be_given() -> None:
    assert catalogue.codes() - texts() == set()


def test_codes_are_words_in_kebab_case_and_each_stands_once() -> None:
    every = [entry.code for group in catalogue.groups() for entry in group.entries]
    assert all(CODE.fullmatch(code) for code in every)
    assert sorted(every) == sorted(set(every))


def test_every_code_has_a_paragraph_of_its_own_that_says_something() -> None:
    entries = [entry for group in catalogue.groups() for entry in group.entries]
    assert all(len(" ".join(entry.paragraphs)) > 50 for entry in entries)
    assert len({entry.paragraphs for entry in entries}) == len(entries)


def test_rules_that_warn_say_so(tmp_path: Path) -> None:
    warnings = {e.code for g in catalogue.groups() for e in g.entries if e.severity == "warning"}
    offenders = (Path(__file__).parent / "offenders").glob("*.yaml")
    said = {path.stem for path in offenders if ": warning: " in path.read_text(encoding="utf-8")}
    assert warnings == said


def test_every_code_has_a_wrong_and_a_right_example() -> None:
    assert set(EXAMPLES) == catalogue.codes()


def as_bytes(shown: str) -> bytes:
    """The text as a file: `⟨U+200B⟩` becomes the character, `⟨0xFC⟩` the byte."""
    text = re.sub(r"⟨U\+([0-9A-F]{4})⟩", lambda found: chr(int(found[1], 16)), shown)
    parts = re.split(r"⟨0x([0-9A-F]{2})⟩", text)
    return b"".join(
        bytes([int(part, 16)]) if at % 2 else part.encode() for at, part in enumerate(parts)
    )


OF_FILES = {code: example for code, example in EXAMPLES.items() if example.kind == ""}
OF_RECORDS = {code: example for code, example in EXAMPLES.items() if example.kind}


@pytest.mark.parametrize("code", OF_FILES)
def test_the_reader_refuses_the_wrong_example_alone_and_with_its_code(code: str) -> None:
    example = OF_FILES[code]
    assert {flaw.code for flaw in source.read(as_bytes(example.wrong + "\n"))[1]} == {code}
    assert source.read(as_bytes(example.right + "\n"))[1] == []


BASES = {
    "vendor": "name: Acme\njurisdiction: gb\ntechnologies: [face-recognition]\n",
    "deployment": "name: Harbour\njurisdiction: gb\ntechnologies: [face-recognition]\n",
    "regulation": "name: Harbour Act\ninstrument_type: statute\njurisdiction: gb\n",
    "technology": "name: Watching\ndefinition: Watching harbours.\n",
    "jurisdiction": "name: Harbour\nlevel: locality\nparents: [gb-exampleville]\n",
}
CITES = "cites: {default: [gazette, council]}\n"
COUNCIL = """\
  council:
    title: A notice
    publisher: The Council
    url: https://council.example.org/notice
    accessed: 2024-05-01
    language: en
    type: official
"""


def record(kind: str, lines: str) -> str:
    """A record with two sources, in which `lines` stand in place of the keys that they have."""
    own = {line.split(":")[0] for line in lines.split("\n") if line[:1].isalpha()}
    kept = [line for line in BASES[kind].splitlines() if line.split(":")[0] not in own]
    if kind not in ("technology", "jurisdiction"):
        kept += [CITES.rstrip()] if "cites" not in own else []
        kept += (SOURCE + COUNCIL).splitlines() if "sources" not in own else []
    return "\n".join([*kept, lines.rstrip("\n"), ""])


@pytest.mark.parametrize("code", OF_RECORDS)
def test_the_wrong_example_gets_its_code_and_the_right_one_nothing(
    tmp_path: Path, code: str
) -> None:
    example = OF_RECORDS[code]
    assert example.kind is not None
    example_project(tmp_path)
    path = f"data/{KIND[example.kind].folder}/example.yaml"
    wrong = check(tmp_path, {path: as_bytes(record(example.kind, example.wrong))}).problems
    assert {each.code for each in wrong if each.path == path} == {code}
    assert check(tmp_path, {path: as_bytes(record(example.kind, example.right))}).problems == ()
