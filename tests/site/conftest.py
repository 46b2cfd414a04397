"""Sites for the tests of this folder, each built once."""

from pathlib import Path

import pytest

from helpers.sites import register_project


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of the made-up register, its site built; not to be changed."""
    return register_project(tmp_path_factory.getbasetemp())
