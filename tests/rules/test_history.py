"""Every address that was published keeps resolving: the past is read with git from real repositories."""

import subprocess
from pathlib import Path

import pytest

from kb import past
from kb.git import changes_of_data
from sample import SOURCE, VENDOR, check, example_project, places, put, vendor

ACME = "data/vendors/acme.yaml"
RECORD = VENDOR + SOURCE
WITHDRAWN = vendor("withdrawn: {date: 2024-05-01, reason: A double.}")


def git(root: Path, *arguments: str, day: str = "2026-11-20") -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    subprocess.run(
        ["git", *who, *arguments],
        cwd=root,
        check=True,
        capture_output=True,
        env={"PATH": "/usr/bin:/bin", **when},
    )


def commit(root: Path, files: dict[str, str | None] | None = None, day: str = "2026-11-20") -> None:
    for path, content in (files or {}).items():
        if content is None:
            (root / path).unlink()
        else:
            put(root, {path: content})
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "Change", day=day)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = example_project(tmp_path / "project")
    git(root, "init", "-q", "-b", "main")
    commit(root, {ACME: RECORD})
    return root


def found(root: Path) -> list[str]:
    return places(check(root, history=True).problems)


DELETED = ["vendors/acme.yaml:1:1 deleted-without-tombstone"]
RENAMED = ["vendors/acme.yaml:1:1 renamed-without-redirect"]


def test_records_that_are_all_there_give_no_problem(repository: Path) -> None:
    assert found(repository) == []


def test_a_record_deleted_many_commits_ago_is_still_missed(repository: Path) -> None:
    commit(repository, {ACME: None})
    for number in range(3):
        commit(repository, {"note.txt": str(number)})
    assert found(repository) == DELETED


def test_a_record_that_becomes_one_of_another_kind_is_missed_at_its_old_address(
    repository: Path,
) -> None:
    organisation = RECORD.replace("technologies: [face-recognition]\n", "")
    commit(repository, {ACME: None, "data/organisations/acme.yaml": organisation})
    assert "vendors/acme.yaml:1:1 deleted-without-tombstone" in found(repository)


def test_the_history_of_the_folder_counts_and_not_that_of_a_hooks_repository(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = example_project(tmp_path / "other")
    git(other, "init", "-q", "-b", "main")
    commit(other, {"data/vendors/other.yaml": RECORD})
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    paths = {each.path for each in changes_of_data(repository)}
    assert ACME in paths
    assert "data/vendors/other.yaml" not in paths


def test_a_record_deleted_by_a_merge_is_missed(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "other")
    commit(repository, {ACME: None})
    git(repository, "checkout", "-q", "main")
    commit(repository, {"note.txt": "x"})
    git(repository, "merge", "-q", "--no-ff", "other")
    assert found(repository) == DELETED


def test_a_deleted_record_that_comes_back_is_fine(repository: Path) -> None:
    commit(repository, {ACME: None})
    commit(repository, {ACME: vendor("founded: 2012")})
    assert found(repository) == []


def test_a_tombstone_is_what_a_deletion_should_have_been(repository: Path) -> None:
    commit(repository, {ACME: WITHDRAWN})
    assert found(repository) == []


def test_a_tombstone_that_is_deleted_and_made_anew_as_another_record_is_an_id_reused(
    repository: Path,
) -> None:
    commit(repository, {ACME: WITHDRAWN})
    commit(repository, {ACME: None})
    assert found(repository) == DELETED
    commit(repository, {ACME: RECORD})
    assert found(repository) == ["vendors/acme.yaml:1:1 id-reused"]


def test_a_record_under_a_new_id_is_known_by_its_name(repository: Path) -> None:
    other = SOURCE.replace("watches", "another")
    commit(repository, {ACME: None, "data/vendors/acme-ltd.yaml": VENDOR + other})
    assert found(repository) == RENAMED


def test_a_record_under_a_new_id_is_known_by_its_sources(repository: Path) -> None:
    renamed = RECORD.replace("Acme Vision", "Something Else")
    commit(repository, {ACME: None, "data/vendors/else.yaml": renamed})
    assert found(repository) == RENAMED


def test_a_record_of_another_kind_is_not_taken_for_the_one_that_is_gone(repository: Path) -> None:
    organisation = "name: Acme Vision\njurisdiction: gb\nparent: exampleville-council\n" + SOURCE
    commit(repository, {ACME: None, "data/organisations/else.yaml": organisation})
    assert DELETED[0] in found(repository)


def test_a_former_id_leads_from_the_old_address_to_the_new(repository: Path) -> None:
    commit(repository, {ACME: None, "data/vendors/acme-ltd.yaml": vendor("former_ids: [acme]")})
    assert found(repository) == []


def test_an_iso_jurisdiction_has_its_page_without_a_file(repository: Path) -> None:
    commit(repository, {"data/jurisdictions/de.yaml": "name: Germany\n"})
    commit(repository, {"data/jurisdictions/de.yaml": None})
    assert found(repository) == []


def test_what_a_branch_adds_and_takes_back_was_never_published(repository: Path) -> None:
    git(repository, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(repository, "checkout", "-q", "-b", "contribution")
    commit(repository, {"data/vendors/draft.yaml": RECORD.replace("Acme", "Draft")})
    commit(repository, {"data/vendors/draft.yaml": None})
    assert found(repository) == []


def test_nor_when_the_branch_is_merged(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "contribution")
    commit(repository, {"data/vendors/draft.yaml": RECORD.replace("Acme", "Draft")})
    beta = RECORD.replace("Acme", "Beta").replace("watches", "beta")
    commit(repository, {"data/vendors/draft.yaml": None, "data/vendors/beta.yaml": beta})
    git(repository, "checkout", "-q", "main")
    git(repository, "merge", "-q", "--no-ff", "contribution")
    assert found(repository) == []


def test_what_main_has_got_since_a_branch_began_is_not_missed_in_the_branch(
    repository: Path,
) -> None:
    git(repository, "checkout", "-q", "-b", "contribution")
    git(repository, "checkout", "-q", "main")
    commit(repository, {"data/vendors/newer.yaml": RECORD.replace("Acme", "Newer")})
    git(repository, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(repository, "checkout", "-q", "contribution")
    assert found(repository) == []


def test_what_was_deleted_before_the_site_was_published_is_not_missed(repository: Path) -> None:
    commit(repository, {ACME: None}, day="2026-11-21")
    commit(repository, {"data/vendors/beta.yaml": RECORD.replace("Acme", "Beta")}, day="2026-11-23")
    put(repository, {"pyproject.toml": "[tool.kb]\npublished-since = 2026-11-22\n"})
    assert found(repository) == []
    commit(repository, {"data/vendors/beta.yaml": None}, day="2026-11-24")
    assert found(repository) == ["vendors/beta.yaml:1:1 deleted-without-tombstone"]


def test_before_the_site_is_published_nothing_is_missed(repository: Path) -> None:
    put(repository, {"pyproject.toml": "[tool.kb]\npublished-since = 2026-12-24\n"})
    (repository / ACME).unlink()
    assert found(repository) == []


def test_a_project_in_a_folder_of_the_repository_is_looked_after_too(tmp_path: Path) -> None:
    put(example_project(tmp_path / "deep/er"), {ACME: RECORD})
    git(tmp_path, "init", "-q")
    commit(tmp_path)
    commit(tmp_path, {f"deep/er/{ACME}": None})
    assert found(tmp_path / "deep/er") == DELETED


def note(root: Path) -> tuple[str, ...]:
    loaded = check(root, history=True)
    assert loaded.problems == ()
    return loaded.notes


LOOK = "deleted and renamed records are not looked for: "


def test_outside_a_repository_a_note_says_that_nothing_is_known(tmp_path: Path) -> None:
    assert note(example_project(tmp_path)) == (LOOK + "this is not a git repository",)


def test_in_a_repository_without_a_commit_a_note_says_so(tmp_path: Path) -> None:
    git(example_project(tmp_path), "init", "-q")
    assert note(tmp_path) == (LOOK + "the repository has no commits",)


def test_in_a_shallow_clone_a_note_says_so(repository: Path, tmp_path: Path) -> None:
    commit(repository, {"note.txt": "x"})
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", "clone")
    (tmp_path / "clone" / ACME).unlink()
    assert note(tmp_path / "clone") == (LOOK + "this is a shallow clone",)


def test_without_git_a_note_says_so(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / ACME).unlink()
    monkeypatch.setenv("PATH", "/nowhere")
    assert note(repository) == (LOOK + "git is not installed",)


def test_the_variables_of_a_hook_do_not_lead_to_another_repository(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "-q", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other/.git"))
    (repository / ACME).unlink()
    assert found(repository) == DELETED


def test_what_an_earlier_run_found_out_is_carried_on(repository: Path) -> None:
    def lost(use_cache: bool) -> list[str]:
        files = {f"data/{p.parent.name}/{p.name}" for p in (repository / "data").rglob("*.yaml")}
        return [each.id for each in past.read(repository, files, use_cache=use_cache).lost]

    commit(repository, {ACME: None})
    assert lost(use_cache=True) == ["acme"]
    commit(repository, {"data/vendors/example-vision.yaml": None})
    assert lost(use_cache=True) == lost(use_cache=False) == ["acme", "example-vision"]
    git(repository, "reset", "-q", "--hard", "HEAD~2")  # another line: start anew
    assert lost(use_cache=True) == lost(use_cache=False) == []


def test_an_old_file_that_was_no_record_does_no_harm(repository: Path) -> None:
    commit(
        repository, {"data/vendors/odd.yaml": "sources: [x]\nname: 3\n", "data/vendors/x.yaml": "["}
    )
    (repository / "data/vendors/odd.yaml").unlink()
    (repository / "data/vendors/x.yaml").unlink()
    assert found(repository) == [
        "vendors/odd.yaml:1:1 deleted-without-tombstone",
        "vendors/x.yaml:1:1 deleted-without-tombstone",
    ]
