"""A report is safe to print whatever stands in a problem."""

import json

from kb import report
from kb.problem import Problem

ODD = Problem("data/a\x1b[31m,b:c.yaml", 3, 7, "bad-id", "x\n::error::y\r\u202e%0A", "h\x07\n::z")


def test_the_text_is_one_line_to_a_problem_and_one_to_a_hint_with_nothing_that_steers() -> None:
    assert report.as_text([ODD], "end").split("\n") == [
        r"data/a\x1b[31m,b:c.yaml:3:7: x\n::error::y\r\u202e%0A [bad-id]",
        r"  hint: h\x07\n::z",
        "end",
    ]


def test_an_annotation_is_one_line_whose_parts_cannot_end_early() -> None:
    assert report.as_github([ODD]) == (
        r"::error file=data/a\x1b[31m%2Cb%3Ac.yaml,line=3,col=7,title=bad-id::"
        r"x\n::error::y\r\u202e%250A (h\x07\n::z)"
    )


def test_json_is_read_back_as_it_was_and_prints_without_controls() -> None:
    text = report.as_json([ODD])
    assert json.loads(text)[0]["message"] == ODD.message
    assert "\x1b" not in text
    assert "\x07" not in text


def test_the_summary_counts_problems_files_and_warnings() -> None:
    warning = Problem("b", 1, 1, "unreferenced", "x", severity="warning")
    assert report.summary([ODD, ODD, warning], 1412, 0.44) == (
        "2 problems in 1 file, 1 warning (1,412 records checked in 0.4 s)"
    )
    assert report.summary([], 1, 0) == "no problems (1 record checked in 0.0 s)"
