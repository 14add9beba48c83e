"""Open pages as visitors do: widths, schemes, a server that compresses."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize

from tests.inspection.ecoute import Ecoute
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
_ECRITS = """
addEventListener('readystatechange', () => {
  if (window.ecrits || document.readyState !== 'interactive') return;
  const parts = 'html,head,head *,body,main,main *';
  window.ecrits = document.querySelectorAll('script[src]:not([defer]),script:not([src],[type])').length;
  new MutationObserver(seen => { ecrits += seen.filter(one => one.target.matches?.(parts) ?? true).length })
    .observe(document.documentElement, {subtree: true, childList: true, attributes: true, characterData: true});
}, {capture: true});
"""
"""Counts what scripts write, but in the shell: ours run once the page is read; others are counted as such."""

_WRITTEN = """() => window.ecrits !== 0 || document.adoptedStyleSheets.length
  || /<(style|link)/.test([...document.querySelectorAll('noscript')].map(e => e.textContent).join())
  || [...document.styleSheets].some(s => [...s.cssRules].some(r => r.cssText.includes('scripting:')))"""


@cache
def _zipped(path: Path, _written: int) -> bytes:
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class CompressingHost(StaticHost):
    """Like a real host: texts are sent with gzip."""

    def send_head(self) -> IO[bytes] | BytesIO | None:  # type: ignore[override]
        """Answer with the compressed file when the browser takes it."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and urlsplit(self.path).path.endswith("/") else path
        takes = "gzip" in self.headers.get("Accept-Encoding", "")
        if not takes or path.suffix not in _TEXTS or not path.is_file():
            return super().send_head()
        body = _zipped(path, path.stat().st_mtime_ns)
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
    """Opens the pages of one served site: one window with scripts, one without, kept from page to page.

    Loading is what costs. A page that a window already shows is given as it is, made wider or narrower (no script of
    ours reads the width: tests/navigateur/test_inspection.py): a checker leaves it as it found it, but for the focus,
    or says that it did not (`spoil`); then the next one loads it again.
    """

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser, self.base = browser, base
        self._pages: dict[bool, Page] = {}
        self._sessions: dict[Page, CDPSession] = {}
        self._shown: dict[Page, str] = {}
        self._modes: dict[Page, str] = {}
        self.ecoute: Ecoute
        """What the page shown asked, in the window with scripts."""
        self._coques: dict[tuple[str, int, str], str] = {}
        self._coque: dict[tuple[str, int], str] = {}
        self.vus: dict[str, set[str]] = {}
        """What a checker found sound, by checker: what is there again need not be looked at again."""

    def knows_shell(self, checker: str, page: Page, gabarit: Gabarit) -> bool:
        """Whether a checker already saw this page's shell (`COQUE`), on another page of this width.

        The same elements, attributes, texts, and the same ones hidden; only addresses, and which link is that of the
        page (not whether one is), may differ.
        """
        size = page.viewport_size
        assert size is not None
        here = self.address(gabarit), size["width"]
        if here not in self._coque:
            self._coque[here] = page.evaluate(_COQUE, COQUE)
        shell = self._coque[here]
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
            self._go(page, address)
        return page

    def spoil(self, page: Page) -> None:
        """Forget what this window shows: it was changed."""
        self._shown.pop(page, None)

    def set_mode(self, page: Page, mode: str) -> None:
        """Switch a window of ours, if it is not so already."""
        if self._modes.get(page) != mode:
            set_mode(page, mode)
            self._modes[page] = mode

    def press_tab(self, page: Page, times: int) -> None:
        """Press Tab so many times, one after the other, without a frame drawn and an answer awaited for each.

        The same keys in the same order: a walk costs a quarter of what it did. Playwright's own `press` waits.
        """
        session = self._sessions[page]._impl_obj
        key = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}

        async def press() -> None:
            kinds = ("rawKeyDown", "keyUp") * times
            await asyncio.gather(*(session.send("Input.dispatchKeyEvent", {"type": k, **key}, None) for k in kinds))

        page._sync(press())

    def is_written_by_scripts(self, page: Page) -> bool:
        """Whether a script wrote anything in the page that is shown, but in its shell; or gave it styles."""
        return bool(page.evaluate(_WRITTEN))

    def _window(self, width: int, script: bool) -> Page:
        if script not in self._pages:
            context = self.browser.new_context(locale="fr-FR", java_script_enabled=script, viewport=window(width))
            if script:
                context.add_init_script(_ECRITS)
                context.add_init_script(path=Path(__file__).with_name("axe.min.js"))
            page = self._pages[script] = context.new_page()
            self._sessions[page] = session = context.new_cdp_session(page)
            session.send("Network.enable")
            session.send("Network.setCacheDisabled", {"cacheDisabled": True})
            if script:
                self.ecoute = Ecoute(page)
        page = self._pages[script]
        if page.viewport_size != window(width):
            page.set_viewport_size(window(width))
        self.set_mode(page, "light")
        return page

    def _go(self, page: Page, address: str) -> None:
        """Load a page as on a first visit, and wait until what it asked is there."""
        self.spoil(page)
        self._coque.clear()
        if page is self._pages.get(True):
            where = {"origin": origin_of(self.base), "storageTypes": "all"}
            self._sessions[page].send("Storage.clearDataForOrigin", where)
            page.context.clear_cookies()
            self.ecoute.begin(address)
            page.goto(address)
            self.ecoute.settle()
        else:
            page.goto(address)
        self._shown[page] = address

    def close(self) -> None:
        """Close the windows."""
        for page in self._pages.values():
            page.context.close()
        for kept in (self._pages, self._sessions, self._shown, self._modes):
            kept.clear()


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
