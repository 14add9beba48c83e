"""Pagefind beside our search, on the same documents: what recherche.py and recherche_grande.py share of it.

Pagefind is installed for the run in a throw-away folder; its own module answers, in the browser. Linux and macOS only.
"""

from __future__ import annotations

import gzip
import html
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from generator.rendering.search.documents import Document
from tests.rendering.search.banc import chemin

SLOWDOWN, TOURS = 6, 5
LES_NOTRES, LES_LEURS = ("assets/recherche/", "recherche/"), "pagefind/"
"""Where the files of each are."""
NUE = "nue.html"
NOTRE = """async (q) => {
  const t = performance.now();
  const recherche = await OffreRecherche.ouvrir(document.querySelector("form[data-recherche]"));
  const r = await recherche.chercher(q, {max: 8});
  return {ms: performance.now() - t, pages: (r.resultats || []).map((x) => x.url)};
}"""
LEUR = """async (q) => {
  const t = performance.now();
  const p = await import("/pagefind/pagefind.js"), r = await p.search(q);
  const lus = await Promise.all(r.results.slice(0, 8).map((x) => x.data()));
  return {ms: performance.now() - t, pages: lus.map((x) => x.url.slice(1))};
}"""
"""Eight answers are opened, as a list shows them: Pagefind knows no title before. Both run in the browser."""


class Reponse(NamedTuple):
    """An answer: bytes fetched, milliseconds, addresses of the pages."""

    octets: int
    ms: float
    pages: list[str]


@cache
def taille(path: Path) -> int:
    """Return the bytes that a host sends for a file."""
    return zipped(path.read_bytes())


def zipped(data: bytes) -> int:
    """Return the bytes that a host sends: compressed, unless the file is already."""
    return min(len(data), len(gzip.compress(data, 9)))


def write_pages(documents: Sequence[Document], folder: Path) -> None:
    """Write each document as a page that says what our index holds of it."""
    for document in documents:
        page = folder / chemin(document) / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        texts = "".join(
            f"<p>{html.escape(t)}</p>" for t in (", ".join(document.cles), document.resume, *document.texte)
        )
        page.write_text(
            f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{html.escape(document.nom)}</title>'
            f"</head><body data-pagefind-body><h1>{html.escape(document.nom)}</h1>{texts}"
            f"<p>{html.escape(', '.join(document.themes))}</p></body></html>",
            encoding="utf-8",
        )


class Reseau:
    """Counts what a page fetches under one folder of the site."""

    def __init__(self, page: Page, folder: Path, under: Sequence[str]) -> None:
        self.folder, self.under = folder, tuple(under)
        self.seen: dict[str, int] = {}
        page.on("request", lambda request: self.note(urlsplit(request.url).path))

    def note(self, path: str) -> None:
        """Keep the compressed size of a file, once: browsers keep it too."""
        file = self.folder / path.lstrip("/")
        if path.lstrip("/").startswith(self.under) and file.is_file():
            self.seen.setdefault(path, taille(file))

    @property
    def octets(self) -> int:
        return sum(self.seen.values())


def demander(
    browser: Browser, adresse: str, folder: Path, script: str, under: Sequence[str], requetes: Sequence[str]
) -> Iterator[Reponse]:
    """Ask queries in a browser that kept nothing before; `script`: NOTRE or LEUR, `under`: where its files are.

    `adresse`: a page with our field, or a bare one: our own policy refuses WebAssembly. What a query finds there
    already is not fetched again.
    """
    with browser.new_context() as context:
        page = context.new_page()
        net = Reseau(page, folder, under)
        context.on("request", lambda request: net.note(urlsplit(request.url).path))
        page.goto(adresse)
        for requete in requetes:
            before = net.octets
            said = page.evaluate(script, requete)
            yield Reponse(net.octets - before, said["ms"], said["pages"])


def pagefind_bytes(browser: Browser, home: str, folder: Path, requetes: Sequence[str]) -> tuple[int, int, int]:
    """Return what the first query fetches, then the whole session, then its requests."""
    with browser.new_context() as context:
        page = context.new_page()
        net = Reseau(page, folder, (LES_LEURS,))
        page.goto(home + NUE)
        steps = []
        for requete in requetes:
            page.evaluate(LEUR, requete)
            steps.append(net.octets)
        return steps[0], steps[-1], len(net.seen)


def slow(page: Page) -> None:
    """Slow the page down, as a cheap phone does."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})


def pagefind_times(browser: Browser, home: str, requetes: Sequence[str]) -> dict[str, float]:
    """Return Pagefind's first query (start included) and its latencies once warm, slowed down."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(home + NUE)
        slow(page)
        made: dict[str, float] = page.evaluate(
            """async ([requetes, tours]) => {
              let t = performance.now();
              const p = await import("/pagefind/pagefind.js");
              const un = async (q) => { const r = await p.search(q);
                await Promise.all(r.results.slice(0, 8).map((x) => x.data())); };
              await un(requetes[0]);
              const premier = performance.now() - t, durees = [];
              for (let k = 0; k < tours; k++) for (const q of requetes) {
                t = performance.now(); await un(q); if (k) durees.push(performance.now() - t);
              }
              durees.sort((a, b) => a - b);
              return {premier, mediane: durees[durees.length >> 1], pire: durees[durees.length - 1]};
            }""",
            [list(requetes), TOURS],
        )
        return made


def install_pagefind(folder: Path) -> dict[str, str]:
    """Install Pagefind in a throw-away folder; return the environment that finds it."""
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder), "pagefind[bin]"], check=True
    )
    return {**os.environ, "PYTHONPATH": str(folder)}


def run_pagefind(env: dict[str, str], folder: Path) -> tuple[float, float]:
    """Index a folder; return its CPU seconds and its peak in MB."""
    process = subprocess.Popen([sys.executable, "-m", "pagefind", "--quiet", "--site", str(folder)], env=env)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"Pagefind a échoué ({process.returncode}).")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def index_beside(env: dict[str, str], site: Path, documents: Sequence[Document]) -> tuple[float, float]:
    """Index the pages of some documents and no other in a site with our search, whose home stays; add the bare page.

    Return the CPU seconds and the peak in MB.
    """
    accueil = (site / "index.html").read_bytes()
    for page in site.rglob("index.html"):
        page.unlink()
    write_pages(documents, site)
    spent = run_pagefind(env, site)
    (site / "index.html").write_bytes(accueil)
    (site / NUE).write_text("<!doctype html><title>Vide</title>", "utf-8")
    return spent
