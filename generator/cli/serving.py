"""`servir`: build, serve on the loopback, watch, rebuild; a faulty file never stops it.

What was made from the same files is not made again (corpus/memoire.py), and the pages that are open load themselves
again: the server adds one script to what it sends, never to what is on the disk.
"""

from __future__ import annotations

import contextlib
import datetime
import functools
import gc
import http.server
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from watchfiles import Change, watch

from generator.cli.command import OK, offre
from generator.cli.terminal import with_progress
from generator.corpus.memoire import end_of_build, remembering
from generator.corpus.officiel import Officiel
from generator.corpus.pausing import without_collection
from generator.pipeline import Bilan, Progress, construct
from generator.problems import Problem
from generator.problems.faults import Fault
from generator.publishing.swap import hold_alone
from generator.rendering.environment import renew

WATCHED = ("content", "data", "generator/theme", "mkdocs.yml")
NOT_YET = (
    "<!doctype html><html lang=fr><title>Page introuvable</title>"
    "<p>Rien à cette adresse, ou site pas encore construit : voir le terminal."
)
VERROU = Path("build") / "servir"
"""Held by the one `servir` of a folder; says where its site is."""
RECHARGER = "_servir/recharger.js"
CHANGEMENTS = "_servir/changements"
SCRIPT = """const canal = new EventSource(new URL("changements", document.currentScript.src));
let vu;
canal.onmessage = ({data}) => {
  if (vu && vu !== data) location.reload();
  vu = data;
};
addEventListener("pagehide", () => canal.close());
"""
Show = Callable[[Sequence[Problem]], None]


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Static files as a host would give them: under the site's path, the 404 page for the rest."""

    server: Server

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if self.server.prefix != "/" and path == "/":
            self.send_response(302)
            self.send_header("Location", self.server.prefix)
            self.end_headers()
            return
        own = path.removeprefix(self.server.prefix)
        if own == RECHARGER:
            self._send("text/javascript", SCRIPT.encode())
        elif own == CHANGEMENTS:
            self._tell_changes()
        elif (page := self._page(path)) is not None:
            tag = f'<script src="{self.server.prefix}{RECHARGER}"></script>'.encode()
            self._send("text/html", page.replace(b"</body>", tag + b"</body>"))
        else:
            super().do_GET()

    def _page(self, path: str) -> bytes | None:
        """Return the page at an address, None when it is no page."""
        file = Path(self.translate_path(path))
        with contextlib.suppress(OSError):
            if path.endswith("/"):
                return (file / "index.html").read_bytes()
            if file.suffix == ".html":
                return file.read_bytes()
        return None

    def _send(self, kind: str, body: bytes, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _tell_changes(self) -> None:
        """Say which build is there, then each new one, as long as the page listens (server-sent events)."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        while True:
            with self.server.news:
                told = self.server.builds
            self.wfile.write(f"data: {self.server.started} {told}\n\n".encode())
            self.wfile.flush()
            with self.server.news:
                self.server.news.wait_for(lambda seen=told: self.server.builds != seen, timeout=20)  # type: ignore[misc]

    def translate_path(self, path: str) -> str:
        bare = urlsplit(path).path
        if not bare.startswith(self.server.prefix):
            return super().translate_path("/page-absente/")
        return super().translate_path("/" + bare[len(self.server.prefix) :])

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404:
            super().send_error(code, message, explain)
            return
        page = Path(self.directory) / "404.html"
        body = page.read_bytes() if page.exists() else NOT_YET.encode()
        self._send("text/html", body, 404)

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """A host shows no list of files."""
        self.send_error(404)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet: problems are what one wants to read."""


class Server(http.server.ThreadingHTTPServer):
    """A server of one folder on the loopback, under a path that may change."""

    def __init__(self, folder: Path, port: int) -> None:
        self.prefix = "/"
        self.news, self.builds, self.started = threading.Condition(), 0, time.time_ns()
        super().__init__(("127.0.0.1", port), functools.partial(_Handler, directory=str(folder)))

    def tell(self) -> None:
        """The site is a new one."""
        with self.news:
            self.builds += 1
            self.news.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that leaves before the end of a page is no fault: no traceback in the terminal for it."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def serve(
    root: Path, port: int, show: Show, officiel: Officiel | None = None, stop: threading.Event | None = None
) -> int:
    """Serve until Ctrl-C (or `stop`, for tests); return 0; Fault when the port is taken, or the folder."""
    gc.enable()  # it lasts, and makes some at each change
    with hold_alone(root / VERROU) as lock, remembering():
        if lock is None:
            there = (root / VERROU).read_text("utf-8").strip()
            raise Fault(f"« servir » montre déjà ce dossier : {there or 'il se prépare'}. L'arrêter d'abord (Ctrl-C).")
        return _serve(root, port, show, officiel, stop, lock)


def _serve(
    root: Path, port: int, show: Show, officiel: Officiel | None, stop: threading.Event | None, lock: IO[bytes]
) -> int:
    target = root / "site"
    bilan = _build(root, target, show, officiel)
    try:
        server = Server(target, port)
    except OSError as error:
        raise Fault(f"Le port {port} est déjà pris. Essayer : {offre(f'servir --port {port + 1}')}") from error
    server.prefix = _prefix(bilan, "/")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_port}{server.prefix}"
        lock.write(address.encode())
        lock.flush()
        print(f"Le site est visible à l'adresse {address} (Ctrl-C pour arrêter).", flush=True)
        for _ in _changes(root, stop or threading.Event()):
            try:
                renew()
                bilan = _build(root, target, show, officiel)
                server.prefix = _prefix(bilan, server.prefix)
                if bilan.pages and not bilan.defauts:
                    server.tell()
            except Fault as fault:  # a folder moved away comes back
                print(str(fault), flush=True)
    except KeyboardInterrupt:  # the usual end; watchfiles would tell it in English
        print("Arrêté.")
    finally:
        server.shutdown()
        server.server_close()
    return OK


def _changes(root: Path, stop: threading.Event) -> Iterator[None]:
    """Yield once per batch of changes; what is watched and goes away is watched again when it comes back."""
    again = False  # what changed while nothing was watched is told when the new watch holds: nothing is lost between
    while not stop.is_set():
        watched = _present(root)
        if not watched:
            stop.wait(1)
            again = True
            continue
        for changes in watch(*watched, stop_event=stop, rust_timeout=1000, yield_on_timeout=True):
            lost = any(change == Change.deleted and Path(path) in watched for change, path in changes)
            if (changes or again) and not lost:
                again = False
                yield
            if lost or _present(root) != watched:
                break
        else:
            return
        again = True
        if not _present(root):
            yield  # nothing is left: it is told now, since no watch will


def _present(root: Path) -> list[Path]:
    return [root / name for name in WATCHED if (root / name).exists()]


def _prefix(bilan: Bilan, former: str) -> str:
    """Return the path of the site's address; the former one while the territoire cannot be read."""
    return urlsplit(bilan.corpus.territoire.site.url).path if bilan.corpus else former


@without_collection
def build_again(
    root: Path, today: datetime.date, target: Path, officiel: Officiel | None, progress: Progress = lambda *far: None
) -> Bilan:
    """Build as `construire` does; looking for cycles, a twentieth of a word, waits until the site is there."""
    return construct(root, today, target, officiel, progress, pertes=True)


def _build(root: Path, target: Path, show: Show, officiel: Officiel | None) -> Bilan:
    """Build once and say how it went."""
    today = datetime.date.today()
    bilan = with_progress(lambda progress: build_again(root, today, target, officiel, progress))
    errors = [problem for problem in bilan.problems if problem.severity == "erreur"]
    show(errors)
    for defaut in bilan.defauts:
        print(f"{defaut.page} : {defaut.message}")
    now = datetime.datetime.now().strftime("%H:%M:%S")
    if errors or bilan.defauts:
        print(f"{now} : site non refait, l'ancien reste visible.", flush=True)
    else:
        print(f"{now} : site refait, {bilan.pages} pages.", flush=True)
        end_of_build()
    return bilan
