"""One function beside the rest: its result arrives, its errors too, and it never outlives its use."""

import os
import time
from pathlib import Path

import pytest

from kb.beside import beside


def test_what_it_gives_arrives() -> None:
    with beside(sorted, [3, 1, 2]) as result:
        assert result() == [1, 2, 3]


def test_it_runs_in_a_process_of_its_own() -> None:
    with beside(os.getpid) as result:
        assert result() != os.getpid()


def test_what_it_raises_is_raised_where_the_result_is_asked_for() -> None:
    with beside(int, "no number") as result, pytest.raises(ValueError, match="no number"):
        result()


def test_a_process_that_dies_is_not_waited_for() -> None:
    with (
        beside(os._exit, 3) as result,
        pytest.raises(RuntimeError, match="ended without a result"),
    ):
        result()


def _wait_and_write(path: Path) -> None:
    time.sleep(60)
    path.write_text("too late")


def test_leaving_early_ends_it(tmp_path: Path) -> None:
    with pytest.raises(KeyError), beside(_wait_and_write, tmp_path / "file") as _result:
        raise KeyError("something else went wrong")
    assert not (tmp_path / "file").exists()
