"""`kb serve` and `mkdocs serve`, each in a process of its own: they serve, and build what changes."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from helpers.projects import environment, make_project, replace

VENDOR = "data/vendors/lanhai-vision.yaml"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("serve") / "project", brief=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(project: Path, *command: str) -> Iterator[subprocess.Popen[str]]:
    """A command, ended as Ctrl-C ends it."""
    process = subprocess.Popen(
        [sys.executable, "-m", *command], cwd=project, env=environment(),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        # A shell that runs the tests in its background has them ignore Ctrl-C, and their children too.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        assert process.stdout is not None
        process.stdout.close()


def fetched(url: str) -> tuple[int, str]:
    """The status and the text at an address; 0 while nothing answers."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8")
    except OSError:
        return 0, ""


def until(what: Callable[[], bool], seconds: float = 45) -> bool:
    """Whether something becomes true in time."""
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


@pytest.fixture(scope="module")
def served(project: Path) -> Iterator[str]:
    """The address at which `kb serve` serves the project."""
    port = free_port()
    with running(project, "kb", "serve", "--port", str(port)) as process:
        address = f"http://127.0.0.1:{port}/"
        assert until(lambda: fetched(address)[0] == 200 or process.poll() is not None)
        assert process.poll() is None
        yield address


def test_kb_serve_serves_the_pages_of_records(served: str) -> None:
    status, page = fetched(served + "vendors/lanhai-vision/")
    assert status == 200
    assert "<h1" in page
    assert "Lanhai Vision" in page
    assert f'<link rel="canonical" href="{served}vendors/lanhai-vision/">' in page
    assert fetched(served + "pagefind/pagefind.js")[0] == 200
    assert fetched(served + "data/vendors/lanhai-vision.json")[0] == 200


def test_kb_serve_answers_for_a_wrong_address_with_the_sites_own_page(served: str) -> None:
    status, page = fetched(served + "no/such/page/")
    assert status == 404
    assert "No page at this address" in page


def test_kb_serve_builds_a_changed_record_within_seconds(served: str, project: Path) -> None:
    replace(project, VENDOR, "name: Lanhai Vision", "name: Lanhai Optics")
    try:
        assert until(lambda: "Lanhai Optics" in fetched(served + "vendors/lanhai-vision/")[1])
        assert until(lambda: "Lanhai Optics" in fetched(served + "vendors/")[1])
    finally:
        replace(project, VENDOR, "name: Lanhai Optics", "name: Lanhai Vision")
    assert until(lambda: "Lanhai Optics" not in fetched(served + "vendors/lanhai-vision/")[1])


def test_kb_serve_builds_a_changed_document_too(served: str, project: Path) -> None:
    with (project / "docs" / "methodology.md").open("a", encoding="utf-8") as file:
        file.write("\n\nA sentence that was not there before.\n")
    assert until(lambda: "was not there before" in fetched(served + "methodology/")[1])


def test_kb_serve_goes_on_after_a_mistake_and_shows_what_can_be_read(
    served: str, project: Path
) -> None:
    replace(project, VENDOR, "founded: 2012-05", "founded: 2012-13")
    replace(project, "data/technologies/gait-recognition.yaml", "way they walk", "gait")
    try:
        gait = served + "technologies/gait-recognition/"
        assert until(lambda: "by the gait" in fetched(gait)[1])
    finally:
        replace(project, VENDOR, "founded: 2012-13", "founded: 2012-05")
        replace(project, "data/technologies/gait-recognition.yaml", "gait.", "way they walk.")
    vendor = served + "vendors/lanhai-vision/"
    assert until(lambda: "May 2012" in fetched(vendor)[1])


def test_a_second_server_on_the_same_port_says_so_and_stops_with_status_1(
    served: str, project: Path
) -> None:
    port = served.rstrip("/").rpartition(":")[2]
    done = subprocess.run(
        [sys.executable, "-m", "kb", "serve", "--port", port],
        cwd=project, env=environment(), capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith(f"port {port} on 127.0.0.1 is in use")
    assert f"--port {int(port) + 1}" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_a_port_that_cannot_be_is_wrong_use(port: str, project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kb", "serve", "--port", port],
        cwd=project, env=environment(), capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2


def test_kb_serve_stops_on_ctrl_c_without_a_traceback(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", brief=True)
    port = free_port()
    with running(project, "kb", "serve", "--port", str(port)) as process:
        assert until(lambda: fetched(f"http://127.0.0.1:{port}/")[0] == 200)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Traceback" not in said


def test_mkdocs_serve_serves_the_same_and_builds_a_changed_record(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", brief=True)
    port = free_port()
    with running(project, "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}") as process:
        page = f"http://127.0.0.1:{port}/vendors/lanhai-vision/"
        assert until(lambda: fetched(page)[0] == 200 or process.poll() is not None)
        assert "Lanhai Vision" in fetched(page)[1]
        replace(project, VENDOR, "name: Lanhai Vision", "name: Lanhai Optics")
        assert until(lambda: "Lanhai Optics" in fetched(page)[1])


def test_serving_leaves_nothing_in_the_folder_but_the_cache(served: str, project: Path) -> None:
    assert fetched(served)[0] == 200
    found = {each.name for each in os.scandir(project)}
    assert found <= {"data", "docs", "mkdocs.yml", "scripts", ".cache"}
