"""`servir`: build, serve on the loopback, watch, rebuild; a faulty file never stops it."""

from __future__ import annotations

import datetime
import functools
import http.server
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from watchfiles import watch

from generator.models.officiel import Officiel
from generator.pipeline import Bilan, construct
from generator.problems import Problem

WATCHED = ("content", "data", "generator/theme", "mkdocs.yml")
Show = Callable[[Sequence[Problem]], None]


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Static files as a host would give them: under the site's path, the 404 page for the rest."""

    prefix = "/"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if self.prefix != "/" and path == "/":
            self.send_response(302)
            self.send_header("Location", self.prefix)
            self.end_headers()
            return
        super().do_GET()

    def translate_path(self, path: str) -> str:
        bare = urlsplit(path).path
        if not bare.startswith(self.prefix):
            return super().translate_path("/page-absente/")
        return super().translate_path("/" + bare[len(self.prefix) :])

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet: problems are what one wants to read."""


def make_server(folder: Path, port: int, prefix: str) -> http.server.ThreadingHTTPServer:
    """Return a server of `folder` on the loopback, under `prefix`."""
    handler = type("Handler", (_Handler,), {"prefix": prefix})
    return http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(handler, directory=str(folder)))


def serve(
    root: Path, port: int, show: Show, officiel: Officiel | None = None, stop: threading.Event | None = None
) -> int:
    """Serve until Ctrl-C (or `stop`, for tests); return 0, or 2 when the port is taken."""
    target = root / "site"
    bilan = _build(root, target, show, officiel)
    prefix = urlsplit(bilan.corpus.territoire.site.url).path if bilan.corpus else "/"
    try:
        server = make_server(target, port, prefix)
    except OSError:
        print(f"Le port {port} est déjà pris. Essayer : offre servir --port {port + 1}", file=sys.stderr)
        return 2
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"Le site est visible à l'adresse http://127.0.0.1:{server.server_port}{prefix} (Ctrl-C pour arrêter).")
    try:
        watched = [root / name for name in WATCHED if (root / name).exists()]
        for _ in watch(*watched, stop_event=stop or threading.Event()):
            _build(root, target, show, officiel)
    except KeyboardInterrupt:  # the usual end; watchfiles would tell it in English
        print("Arrêté.")
    finally:
        server.shutdown()
        server.server_close()
    return 0


def _build(root: Path, target: Path, show: Show, officiel: Officiel | None) -> Bilan:
    bilan = construct(root, datetime.date.today(), target, officiel)
    errors = [problem for problem in bilan.problems if problem.severity == "erreur"]
    show(errors)
    for defaut in bilan.defauts:
        print(f"{defaut.page} : {defaut.message}")
    now = datetime.datetime.now().strftime("%H:%M:%S")
    if errors or bilan.defauts:
        print(f"{now} : site non refait, l'ancien reste visible.")
    else:
        print(f"{now} : site refait, {bilan.pages} pages.")
    return bilan
