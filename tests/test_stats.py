"""The counts of the register: of records, and of facts by what they rest on."""

from pathlib import Path

from kb import stats
from kb.load import load
from sample import SOURCE, TODAY, VENDOR, example_project, put

STRONG = SOURCE.replace("type: news", "type: court")


def counted(root: Path, text: str) -> stats.Stats:
    """The counts of the example project with this vendor."""
    put(example_project(root), {"data/vendors/acme.yaml": text})
    return stats.of(load(root, today=TODAY).base)


def test_each_fact_counts_once_with_the_source_that_it_rests_on(tmp_path: Path) -> None:
    plain = counted(tmp_path / "plain", VENDOR + SOURCE)
    more = counted(tmp_path / "more", VENDOR + "founded: 2012\n" + SOURCE)
    assert more.facts == plain.facts + 1
    assert more.single == plain.single + 1
    assert more.sources == plain.sources
    assert sum(number for _, number in more.certainties) == more.facts


def test_a_court_makes_facts_strong_and_a_newspaper_does_not(tmp_path: Path) -> None:
    news, court = counted(tmp_path / "a", VENDOR + SOURCE), counted(tmp_path / "b", VENDOR + STRONG)
    facts = 2  # jurisdiction and technologies
    assert (court.strong - news.strong, court.facts - news.facts) == (facts, 0)
    assert (
        dict(court.certainties)["confirmed"] == dict(news.certainties).get("confirmed", 0) + facts
    )


def test_an_archived_copy_takes_its_facts_from_those_without(tmp_path: Path) -> None:
    archived = SOURCE.rstrip("\n") + "\n    archived: https://archive.example.org/1\n"
    without, with_ = (
        counted(tmp_path / "a", VENDOR + SOURCE),
        counted(tmp_path / "b", VENDOR + archived),
    )
    assert without.unarchived - with_.unarchived == 2


def test_a_withdrawn_record_counts_as_that_and_as_nothing_else(tmp_path: Path) -> None:
    gone = "withdrawn: {date: 2024-05-01, reason: A double.}\n"
    stands, not_ = (
        counted(tmp_path / "a", VENDOR + SOURCE),
        counted(tmp_path / "b", VENDOR + gone + SOURCE),
    )
    assert dict(not_.kinds)["Vendors"] == dict(stands.kinds)["Vendors"] - 1
    assert (not_.withdrawn - stands.withdrawn, stands.facts - not_.facts) == (1, 2)
