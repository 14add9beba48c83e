"""A static host for the tests: like a real one, 404.html and sub-path included."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit


class StaticHost(SimpleHTTPRequestHandler):
    """Serve one folder under one prefix; never list a folder."""

    def __init__(self, *args: Any, prefix: str, **kwargs: Any) -> None:
        self.prefix = prefix
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        """Map an address to a file; outside of the prefix there is none."""
        if not urlsplit(path).path.startswith(self.prefix):
            return str(Path(self.directory, "hors-du-prefixe", "rien"))
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def list_directory(self, path: Any) -> None:
        """A static host shows no list of files."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page with the site's own 404.html."""
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Stay quiet."""


class FontHost(StaticHost):
    """The font of the site, which is optional, is waited for: what is measured is drawn with it."""

    def send_head(self) -> IO[bytes] | BytesIO | None:  # type: ignore[override]
        """Answer with the style sheet changed."""
        path = Path(self.translate_path(self.path))
        if path.name != "site.css":
            return super().send_head()
        body = path.read_bytes().replace(b"font-display:optional", b"font-display:block")
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/css")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)


class QuietServer(ThreadingHTTPServer):
    """A browser that closes early is no news."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: what matters shows in the page under test."""


@contextmanager
def serve(folder: Path, prefix: str = "/", host: type[StaticHost] = StaticHost) -> Iterator[str]:
    """Serve `folder` on a free port; give the address of its home page."""
    prefix = f"/{prefix.strip('/')}/".replace("//", "/")
    handler = partial(host, directory=str(folder), prefix=prefix)
    server = QuietServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
