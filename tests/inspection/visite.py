"""Open pages as visitors do: widths, schemes, a server that compresses."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.inspection.gabarits import Gabarit
from tests.serveur import StaticHost, serve

PHONE, DESKTOP = 320, 1280
HEIGHTS = {PHONE: 640, DESKTOP: 900}
NAMES = {"light": "clair", "dark": "sombre", "forced": "contraste forcé"}
_TEXTS = {".html", ".css", ".js", ".svg", ".json", ".txt", ".xml"}


class CompressingHost(StaticHost):
    """Like a real host: texts are sent with gzip."""

    def send_head(self) -> IO[bytes] | BytesIO | None:  # type: ignore[override]
        """Answer with the compressed file when the browser takes it."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and urlsplit(self.path).path.endswith("/") else path
        takes = "gzip" in self.headers.get("Accept-Encoding", "")
        if not takes or path.suffix not in _TEXTS or not path.is_file():
            return super().send_head()
        body = gzip.compress(path.read_bytes(), 6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)


@contextmanager
def serve_compressed(folder: Path, prefix: str = "/") -> Iterator[str]:
    """Serve `folder` as a real host would; give the address of its home page."""
    with serve(folder, prefix, CompressingHost) as address:
        yield address


class Visiteur:
    """Opens the pages of one served site; a window is kept from page to page, its memory is not asked for.

    What a plain visit does and keeps is looked at in a fresh context (`fresh`).
    """

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser, self.base = browser, base
        self._pages: dict[tuple[int, bool], Page] = {}

    def address(self, gabarit: Gabarit) -> str:
        """Return where to visit the sample of a template."""
        return self.base + gabarit.adresse

    def open(self, gabarit: Gabarit, width: int = DESKTOP, *, script: bool = True) -> Page:
        """Open the sample of a template in a window of this width, in light colours, without motion."""
        key = (width, script)
        if key not in self._pages:
            context = self.browser.new_context(locale="fr-FR", java_script_enabled=script)
            self._pages[key] = context.new_page()
        page = self._pages[key]
        page.set_viewport_size(window(width))
        set_mode(page, "light")
        page.goto(self.address(gabarit), wait_until="load")
        return page

    @contextmanager
    def fresh(self) -> Iterator[BrowserContext]:
        """A context that has never seen anything."""
        context = self.browser.new_context(viewport=window(DESKTOP), locale="fr-FR")
        try:
            yield context
        finally:
            context.close()

    def close(self) -> None:
        """Close the windows."""
        for page in self._pages.values():
            page.context.close()
        self._pages.clear()


def window(width: int) -> ViewportSize:
    """Return the window of this width."""
    return {"width": width, "height": HEIGHTS[width]}


def set_mode(page: Page, mode: str) -> None:
    """Switch an open page to light, dark, forced colours or paper; always without motion."""
    page.emulate_media(
        media="print" if mode == "print" else "screen",
        color_scheme="dark" if mode == "dark" else "light",
        forced_colors="active" if mode == "forced" else "none",
        reduced_motion="reduce",
    )
