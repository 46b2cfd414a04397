"""The data of the made-up register, and those of a register whose every text is hostile."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.hostile import write_hostile_records
from helpers.projects import built, commit, make_project
from helpers.sites import real_project, register_project


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of the made-up register, its site built; not to be changed."""
    return register_project(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def data(register: Path) -> Path:
    """The folder of its data."""
    return register / "site" / "data"


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with its own records, its site built; not to be changed."""
    return real_project(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of hostile texts beside the made-up records, its site built."""
    project = make_project(tmp_path_factory.mktemp("hostile-data") / "project", brief=True)
    write_hostile_records(project / "data")
    commit(project, "2025-03-10", "Add texts")
    built(project)
    return project


@pytest.fixture
def database(data: Path) -> Iterator[sqlite3.Connection]:
    """The register's database."""
    connection = sqlite3.connect(data / "register.sqlite")
    yield connection
    connection.close()
