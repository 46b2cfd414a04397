"""One record in the terminal: its facts, its file, its sources, and what refers to it."""

import json
from pathlib import Path

import pytest
from rich.console import Console

from kb import show
from kb.link import Links
from sample import SOURCE, VENDOR, check, example_project, vendor


@pytest.fixture
def links(tmp_path: Path) -> Links:
    files = {
        "data/vendors/acme.yaml": vendor("former_ids: [old-acme]"),
        "data/vendors/broken.yaml": "name: [",
        "data/vendors/odd.yaml": VENDOR.replace("Acme Vision", "'[red]:smile: Odd'") + SOURCE,
    }
    return Links(check(example_project(tmp_path), files).base)


def test_a_record_shows_its_name_its_file_its_facts_and_its_sources(links: Links) -> None:
    text = show.as_plain(show.find(links, "example-vision"))
    assert text.startswith(
        "Example Vision  (vendor example-vision)\ndata/vendors/example-vision.yaml\n"
    )
    assert "jurisdiction  Exampleville (gb-exampleville)\n" in text
    assert "technologies  Face recognition (face-recognition)\n" in text
    assert "amount GBP 1,500,000; lead Exampleville Capital (exampleville-capital)" in text
    assert (
        "register            Register of Companies: Example Vision Ltd (undated, official)" in text
    )
    assert "https://gazette.example.org/2024/04/30/watcher" in text


def test_a_record_shows_what_refers_to_it_and_by_which_field(links: Links) -> None:
    text = show.as_plain(show.find(links, "exampleville-council"))
    referring = text.split("Referred to by\n")[1]
    assert [" ".join(line.split()) for line in referring.split("\n")] == [
        "deployment: contracts.buyer Exampleville Police: live face recognition at the central "
        "station (exampleville-central-station)",
        "regulation: issuing_body Face Recognition Ordinance (example-act)",
        "organisation: parent Exampleville Police (exampleville-police)",
    ]


def test_a_jurisdiction_without_a_file_is_known_from_iso_3166(links: Links) -> None:
    text = show.as_plain(show.find(links, "gb"))
    assert text.startswith("United Kingdom  (jurisdiction gb)\nno file; known from ISO 3166\n")
    assert "Exampleville (gb-exampleville)" in text


def test_the_same_comes_as_json(links: Links) -> None:
    document = json.loads(show.as_json(show.find(links, "exampleville-police")))
    assert document["kind"] == "organisation"
    assert document["path"] == "data/organisations/exampleville-police.yaml"
    assert document["record"]["parent"] == "exampleville-council"
    assert document["referred_to_by"] == [
        {
            "kind": "deployment",
            "id": "exampleville-central-station",
            "name": "Exampleville Police: live face recognition at the central station",
            "relation": "operator",
        }
    ]


@pytest.mark.parametrize(
    ("id_", "said"),
    [
        ("example-vison", "no record has the id 'example-vison'; did you mean 'example-vision'?"),
        ("Example Vision", "no record has the id 'Example Vision'; did you mean 'example-vision'?"),
        ("old-acme", "no record has the id 'old-acme' any more; it is 'acme' now"),
        ("broken", "data/vendors/broken.yaml cannot be read; 'kb check' says why"),
        ("nothing-like-it-anywhere", "no record has the id 'nothing-like-it-anywhere'"),
        ("\x1b[31m", r"no record has the id '\x1b[31m'"),
    ],
)
def test_an_unknown_id_is_refused_with_what_may_have_been_meant(
    links: Links, id_: str, said: str
) -> None:
    with pytest.raises(show.UnknownId) as refused:
        show.find(links, id_)
    assert str(refused.value) == said


def drawn(shown: show.Shown) -> str:
    console = Console(width=60, force_terminal=True, highlight=False, emoji=False)
    with console.capture() as capture:
        console.print(show.as_text(shown))
    return capture.get()


def test_markup_and_emoji_codes_in_a_record_are_text(links: Links) -> None:
    assert "[red]:smile: Odd" in drawn(show.find(links, "odd"))


def test_nothing_in_a_record_steers_the_terminal(links: Links) -> None:
    shown = show.Shown("x", "vendor", "a\x1b[31mb\x07", "p\u202e", {"k\r": "v\x9b1m\u2066"}, {}, ())
    text = show.as_plain(shown)
    assert text.replace("\n", "").isprintable()
    assert r"a\x1b[31mb\x07" in text
    assert "\x1b[31m" not in drawn(shown)
    assert r"\x9b1m\u2066" in drawn(shown)


def test_a_text_of_several_lines_keeps_them_below_each_other(links: Links) -> None:
    shown = show.Shown("x", "vendor", "X", "p", {"summary": "one\ntwo"}, {}, ())
    assert show.as_plain(shown).endswith("  summary  one\n           two")
