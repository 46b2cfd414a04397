"""The development server: builds, serves on the loopback address, rebuilds what changes."""

import logging
import socket
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from kb import cache
from kb.engines import configuration
from kb.settings import BuildError

HOST = "127.0.0.1"


def require_free(port: int) -> None:
    """Raise BuildError if something else listens on the port already."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise BuildError(
                f"port {port} on {HOST} is in use or not allowed ({error.strerror}); "
                f"choose another with --port, such as --port {port + 1 if port < 65535 else 8001}"
            ) from error


def serve(root: Path, port: int) -> None:
    """Serve the site until interrupted, and build it again when a file changes.

    The pages stay in `.cache/kb/serve`, so that the next start writes only what has changed.
    Raises BuildError if the port is taken or the configuration is wrong.
    """
    require_free(port)
    folder = root / cache.FOLDER / "serve"
    address = f"http://{HOST}:{port}/"

    def configured() -> MkDocsConfig:
        config = configuration(root, site_dir=str(folder))
        config.site_url = address
        config.plugins.on_startup(command="serve", dirty=False)
        return config

    def rebuild(config: MkDocsConfig | None = None) -> None:
        try:
            config = config or configured()
        except BuildError as error:
            logging.getLogger("mkdocs.kb").error(error)
            return
        # The server's own address marks this as a preview for MkDocs.
        mkdocs_build(config, serve_url=address)

    first = configured()
    server = LiveReloadServer(builder=rebuild, host=HOST, port=port, root=str(folder))
    server.error_handler = lambda code: _error_page(folder, code)
    rebuild(first)
    for watched in (first.docs_dir, first.config_file_path, *first.watch):
        server.watch(str(watched))
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        logging.getLogger("mkdocs.kb").info("Stopped.")
    finally:
        server.shutdown()


def _error_page(folder: Path, code: int) -> bytes | None:
    page = folder / f"{code}.html"
    return page.read_bytes() if page.is_file() else None
