"""Sites that several folders of tests read, each built once in a session."""

from datetime import date
from functools import cache
from pathlib import Path

from helpers.projects import ROOT, built, commit, edit, make_project


@cache
def register_project(base: Path) -> Path:
    """The made-up register with a short history, built below `base`."""
    project = make_project(base / "register")
    commit(project, "2025-03-01", "Begin with the vendors", "data/vendors")
    commit(project, "2025-03-10", "Add what they sold, and to whom")
    edit(project, "vendors/lanhai-vision.yaml", lambda record: record.update(website=_WEBSITE))
    commit(project, "2025-05-02", "Mend an address")
    built(project)
    return project


@cache
def real_project(base: Path) -> Path:
    """The project's own records, their site built below `base` for today."""
    project = make_project(base / "real", ROOT / "data")
    built(project, on=date.today())
    return project


_WEBSITE = "https://lanhai-vision.example.com/"
