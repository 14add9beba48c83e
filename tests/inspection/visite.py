"""Open pages as visitors do: widths, schemes, a server that compresses."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, ViewportSize

from tests.inspection.gabarits import Gabarit
from tests.serveur import StaticHost, serve

PHONE, DESKTOP = 320, 1280
HEIGHTS = {PHONE: 640, DESKTOP: 900}
NAMES = {"light": "clair", "dark": "sombre", "forced": "contraste forcé"}
_TEXTS = {".html", ".css", ".js", ".svg", ".json", ".txt", ".xml"}


COQUE = "body > a, body > header, body > footer"
"""What all pages have around what is theirs."""
_COQUE = r"""shell => {
  const around = [...document.querySelectorAll(shell)].flatMap(e => [e, ...e.querySelectorAll('*')]);
  const own = a => /^(href|aria-current)$/.test(a.name) ? '' : `${a.name}=${a.value.replace(/(\.\.?\/)+/g, '')}`;
  return around.length && [around.filter(e => e.ariaCurrent).length, ...around.map(e => [e.tagName,
    ...[...e.attributes].map(own).filter(Boolean), e.children.length ? '' : e.textContent,
    e.checkVisibility({visibilityProperty: true})].join(' ').trim())].join();
}"""


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
    """Opens the pages of one served site: one window per width, kept from page to page.

    Loading is what costs. A page that a window already shows is given as it is: a checker leaves it as it found
    it, but for the focus, or says that it did not (`spoil`); then the next one loads it again.
    """

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser, self.base = browser, base
        self._pages: dict[tuple[int, bool], Page] = {}
        self._shown: dict[Page, str] = {}
        self._coques: dict[tuple[str, int, str], str] = {}

    def knows_shell(self, checker: str, page: Page, gabarit: Gabarit) -> bool:
        """Whether a checker already saw this page's shell (`COQUE`), on another page of this width.

        The same elements, attributes, texts, and the same ones hidden; only addresses, and which link is that of the
        page (not whether one is), may differ.
        """
        size, shell = page.viewport_size, page.evaluate(_COQUE, COQUE)
        assert size is not None
        return (
            bool(shell) and self._coques.setdefault((checker, size["width"], shell), gabarit.chemin) != gabarit.chemin
        )

    def address(self, gabarit: Gabarit) -> str:
        """Return where to visit the sample of a template."""
        return self.base + gabarit.adresse

    def open(self, gabarit: Gabarit, width: int = DESKTOP, *, script: bool = True) -> Page:
        """Show the sample of a template in a window of this width, in light colours, without motion."""
        page, address = self._window(width, script), self.address(gabarit)
        if self._shown.get(page) != address:
            self._go(page, address, "load")
        return page

    @contextmanager
    def first_visit(self) -> Iterator[tuple[Page, Callable[[Gabarit], None]]]:
        """Give a window that remembers nothing, and what loads a page in it and waits until it is quiet."""
        page = self._window(DESKTOP, True)
        self.spoil(page)
        page.goto("about:blank")  # what the page before still asks for is not asked by this one
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        session.send("Storage.clearDataForOrigin", {"origin": origin_of(self.base), "storageTypes": "all"})
        page.context.clear_cookies()
        yield page, lambda gabarit: self._go(page, self.address(gabarit), "networkidle")
        session.detach()

    def spoil(self, page: Page) -> None:
        """Forget what this window shows: it was changed."""
        self._shown.pop(page, None)

    def _window(self, width: int, script: bool) -> Page:
        key = (width, script)
        if key not in self._pages:
            context = self.browser.new_context(locale="fr-FR", java_script_enabled=script)
            self._pages[key] = context.new_page()
        page = self._pages[key]
        page.set_viewport_size(window(width))
        set_mode(page, "light")
        return page

    def _go(self, page: Page, address: str, until: Literal["load", "networkidle"]) -> None:
        self.spoil(page)
        page.goto(address, wait_until=until)
        self._shown[page] = address

    def close(self) -> None:
        """Close the windows."""
        for page in self._pages.values():
            page.context.close()
        self._pages.clear()
        self._shown.clear()


def origin_of(address: str) -> str:
    """Return scheme, host and port of an address."""
    return "{0.scheme}://{0.netloc}".format(urlsplit(address))


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


def set_style(page: Page, css: str) -> None:
    """Impose a reader's style: not an element of the page, so its policy does not stop it."""
    page.evaluate(
        "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s] }", css
    )
