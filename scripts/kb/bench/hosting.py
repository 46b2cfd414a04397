"""Serves a built site on the loopback address as a web host would: text compressed with gzip."""

import gzip
import mimetypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

_HOST = "127.0.0.1"
_LEVEL = 6  # what most hosts compress with
_TEXT = frozenset({"application/javascript", "application/json", "application/xml"})
_SCRIPTS = frozenset({".js", ".mjs"})  # on some systems their type is registered as plain text


class Host(ThreadingHTTPServer):
    """A host of one folder; counts what it sends.

    `sent` are the bytes of all answers so far, with their headers. `round_trip` is how many seconds
    the network between the reader and the host is made to take there and back: a request waits for
    it once, and a new connection once more before its first request.
    """

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__((_HOST, 0), _Handler)
        self.folder = folder.resolve()
        self.sent = 0
        self.round_trip = 0.0
        self._lock = threading.Lock()

    @property
    def address(self) -> str:
        """The address of the folder, with a slash at its end."""
        return f"http://{_HOST}:{self.server_address[1]}/"

    def count(self, size: int) -> None:
        """Add the bytes of an answer."""
        with self._lock:
            self.sent += size


@contextmanager
def hosting(folder: Path) -> Iterator[Host]:
    """Serve a folder on a free port until the block ends."""
    host = Host(folder)
    thread = threading.Thread(target=host.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield host
    finally:
        host.shutdown()
        thread.join()
        host.server_close()


class _Handler(BaseHTTPRequestHandler):
    """Answers GET with a file, compressed where the browser takes that."""

    protocol_version = "HTTP/1.1"  # connections are kept, as hosts do
    disable_nagle_algorithm = True
    timeout = 60
    server: Host

    def setup(self) -> None:
        """Let a new connection take its round trip; the thread serves this connection alone."""
        super().setup()
        time.sleep(self.server.round_trip)

    def log_message(self, format: str, *arguments: object) -> None:
        """Print nothing."""

    def do_GET(self) -> None:
        """Send the file, a folder's index.html, or the site's own page for what is not there."""
        time.sleep(self.server.round_trip)
        status, path = HTTPStatus.OK, self._file()
        if path is None:
            status, path = HTTPStatus.NOT_FOUND, self.server.folder / "404.html"
        packing = "gzip" in self.headers.get("Accept-Encoding", "")
        body, type_, packed = (
            _answer(path, packing) if path.is_file() else (b"", "text/plain", False)
        )
        head = [
            f"HTTP/1.1 {status.value} {status.phrase}",
            f"Content-Type: {type_}",
            f"Content-Length: {len(body)}",
            *(["Content-Encoding: gzip", "Vary: Accept-Encoding"] if packed else []),
        ]
        answer = "\r\n".join([*head, "", ""]).encode("ascii") + body
        self.wfile.write(answer)
        self.server.count(len(answer))

    def _file(self) -> Path | None:
        path = (self.server.folder / unquote(urlsplit(self.path).path).lstrip("/")).resolve()
        if not path.is_relative_to(self.server.folder):
            return None
        path = path / "index.html" if path.is_dir() else path
        return path if path.is_file() else None


@lru_cache(maxsize=4096)
def _answer(path: Path, packing: bool) -> tuple[bytes, str, bool]:
    """A file's body, its type, and whether the body is compressed; kept, as a host's cache does."""
    body = path.read_bytes()
    guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    type_ = "application/javascript" if path.suffix in _SCRIPTS else guessed
    is_text = type_.startswith("text/") or type_ in _TEXT or type_.endswith("+xml")
    full = f"{type_}; charset=utf-8" if is_text else type_
    if not (is_text and packing):
        return body, full, False
    return gzip.compress(body, _LEVEL, mtime=0), full, True
