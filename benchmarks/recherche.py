"""Measure the search at any size, beside Pagefind on the same pages: `python -m benchmarks.recherche [N …]`.

Bytes are those of gzip -9. Times in the browser are taken in the page itself at
CPU × 6 slowdown (Chromium slows the page, not the workers: so both engines run
in the page here, ours as it runs in its worker). Pagefind is installed for the
run in a throw-away folder. Figures: RESULTATS-recherche.md.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from benchmarks.corpus_synthetique import write_territory
from benchmarks.longueurs import RACINE
from benchmarks.pagefind import (
    LES_LEURS,
    LES_NOTRES,
    LEUR,
    NOTRE,
    NUE,
    TOURS,
    Reponse,
    Reseau,
    demander,
    index_beside,
    install_pagefind,
    pagefind_bytes,
    pagefind_times,
    slow,
    zipped,
)
from generator.reading.communes import load_officiel
from generator.reading.loading import load_corpus
from generator.rendering.search.documents import documents_of
from generator.rendering.search.engine import Moteur
from generator.rendering.search.files import index_files, search_files
from generator.rendering.search.postings import Postings
from generator.rendering.site import Site, site_of
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.navigateur import find_browser, launch_args
from tests.rendering.search.banc import DOSSIERS, ENTETE, ecrire, etoffer, script, site
from tests.serveur import serve

SIZES = (100, 500, 1000, 10000)
REQUETES = (
    "gouvernance",
    "asso",
    "benevole",
    "financer un projet",
    "tiers lieu",
    "gouvernence",
    "l'animation",
    "st brume",
)
SCRIPTS = ("lunr.min", "normaliser", "engine")


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return (CPU seconds, result)."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def ours_bytes(browser: Browser, home: str, folder: Path) -> tuple[int, int, int]:
    """Return what the first query fetches (scripts and data), then the whole session, then its requests."""
    with browser.new_context() as context:
        page = context.new_page()
        net = Reseau(page, folder, ("assets/recherche/", "recherche/"))
        context.on("request", lambda request: net.note(urlsplit(request.url).path))
        page.goto(home)
        steps = []
        for requete in REQUETES:
            page.evaluate(
                """async (q) => (await (await OffreRecherche.ouvrir(document.querySelector("form[data-recherche]")))
                .chercher(q, {max: 8})).total""",
                requete,
            )
            steps.append(net.octets)
        return steps[0], steps[-1], len(net.seen)


def ours_times(browser: Browser, home: str, index: str) -> dict[str, float]:
    """Return rebuild time and query latencies, in the page, slowed down."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(home + NUE)
        for name in SCRIPTS:
            page.add_script_tag(url=f"{home}assets/recherche/{name}.js")
        slow(page)
        made: dict[str, float] = page.evaluate(
            """async ([adresse, requetes, tours]) => {
              const texte = await (await fetch(adresse)).text();
              let t = performance.now();
              const base = JSON.parse(texte), moteur = OffreMoteur.creer(base);
              if (base.partie) { moteur.ajouterPartie(base.partie, base.titres.n); moteur.construire(); }
              else for (let k = 0; k < base.decoupe.poids.length; k++) {
                const nom = `${base.decoupe.dossier}partie-${k}.json`;
                moteur.ajouterPartie(await (await fetch(new URL(nom, adresse))).json());
              }
              const rebuild = performance.now() - t, durees = [], rien = {suite: () => false, fiches: () => null};
              for (let k = 0; k < tours; k++) for (const q of requetes) {
                t = performance.now(); moteur.chercher(q, null, rien); durees.push(performance.now() - t);
              }
              durees.sort((a, b) => a - b);
              return {rebuild, mediane: durees[durees.length >> 1], pire: durees[durees.length - 1]};
            }""",
            [index, list(REQUETES), TOURS],
        )
        return made


def ours_keystroke(browser: Browser, home: str) -> float:
    """Return the time from a keystroke to the first option shown, worker and page, page slowed down."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(home)
        page.locator(ENTETE).fill("gouv")
        page.locator("[role=option]").first.wait_for()
        slow(page)
        spent: list[float] = page.evaluate(
            """async (mots) => {
              const champ = document.querySelector(".chercher input"), liste = document.querySelector("[role=listbox]");
              const durees = [];
              champ.focus();
              for (const mot of mots) {
                const t = performance.now();
                const vu = new Promise((oui) => new MutationObserver((_, o) => {
                  if (liste.querySelector("[role=option]")) { o.disconnect(); oui(); }
                }).observe(liste, {childList: true}));
                champ.value = mot; champ.dispatchEvent(new Event("input"));
                await vu; durees.push(performance.now() - t);
                await new Promise((oui) => setTimeout(oui, 50));
              }
              return durees.sort((a, b) => a - b);
            }""",
            list(REQUETES),
        )
        return spent[len(spent) // 2]


def kb(count: float) -> str:
    return f"{count / 1000:.1f}"


def measure(n: int, browser: Browser, env: dict[str, str]) -> list[str]:
    """Return the rows of one size: ours, then Pagefind."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        documents = etoffer(documents_of(Site(read(write_territory(n, root / "territoire")), AUJOURDHUI)))
        synonymes = site().corpus.synonymes
        seconds, files = timed(lambda: index_files(Postings(documents, synonymes)))
        folder = ecrire(root / "site", files)
        index = next(f for f in files if "/index-" in f.path)
        parts = [f for f in files if "/partie-" in f.path or "/titres-" in f.path]
        whole = sum(zipped(f.data) for f in (index, *parts))
        python_seconds, _ = timed(lambda: Moteur(Postings(documents, synonymes)).index)
        pagefind_seconds, _ = index_beside(env, folder, documents)
        with serve(folder) as home:
            first, session, requests = ours_bytes(browser, home, folder)
            times = ours_times(browser, home, home + index.path)
            keystroke = ours_keystroke(browser, home)
            p_first, p_session, p_requests = pagefind_bytes(browser, home, folder, REQUETES)
            p_times = pagefind_times(browser, home, REQUETES)
        p_files = [f for f in (folder / "pagefind").rglob("*") if f.is_file()]
        p_whole = sum(zipped(f.read_bytes()) for f in p_files)
        return [
            f"| {n} | la nôtre | {seconds:.2f} ({python_seconds:.1f}) | {len(files)} | {kb(whole)} "
            f"| {kb(first)} | {kb(session)} ({requests}) | {times['rebuild']:.0f} | {times['mediane']:.1f} "
            f"| {times['pire']:.1f} | {keystroke:.0f} |",
            f"| {n} | Pagefind | {pagefind_seconds:.2f} | {len(p_files)} | {kb(p_whole)} "
            f"| {kb(p_first)} | {kb(p_session)} ({p_requests}) | {p_times['premier']:.0f} | {p_times['mediane']:.1f} "
            f"| {p_times['pire']:.1f} | – |",
        ]


def rappel(browser: Browser, env: dict[str, str]) -> list[str]:
    """Return the rows of the real territory: of the fiches that each list expects, those among the first three."""
    corpus, problems = load_corpus(RACINE, load_officiel())
    if corpus is None:
        raise SystemExit(f"Le territoire ne se lit pas : {problems[0]}")
    vrai = site_of(corpus, AUJOURDHUI)
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = ecrire(Path(name), search_files(vrai))
        index_beside(env, folder, documents_of(vrai))
        with serve(folder) as home:
            for title, requetes in (("types", corpus.requetes_types), ("de réserve", corpus.requetes_reserve)):
                asked = [one.requete for one in requetes]
                wanted = [{_adresse(fiche) for fiche in one.attendu} for one in requetes]
                ours = demander(browser, home, folder, NOTRE, LES_NOTRES, asked)
                theirs = demander(browser, home + NUE, folder, LEUR, (LES_LEURS,), asked)
                rows.append(f"| {title} | {len(asked)} | {_part(ours, wanted)} | {_part(theirs, wanted)} |")
    return rows


def _adresse(fiche: str) -> str:
    """Return the address of what a requête expects (`service/permanence-accueil`)."""
    genre, _, name = fiche.partition("/")
    return f"{DOSSIERS[genre]}{name}/"


def _part(answers: Iterable[Reponse], wanted: Iterable[set[str]]) -> str:
    shares = [len(these & set(one.pages[:3])) / len(these) for one, these in zip(answers, wanted, strict=True)]
    whole = sum(share == 1 for share in shares)
    return f"{sum(shares) / len(shares):.0%} ({whole} requêtes trouvent tout)"


def main() -> int:
    """Print the table, size by size."""
    sizes = [int(text) for text in sys.argv[1:]] or list(SIZES)
    scripts = sum(zipped(script(name)) for name in (*SCRIPTS, "worker", "champ"))
    print(f"Python {platform.python_version()}, {os.cpu_count()} cœurs. Scripts : {kb(scripts)} Ko.\n")
    print(
        "| fiches | moteur | construire, s CPU | fichiers | index, Ko | 1re recherche, Ko "
        "| 7 recherches, Ko (requêtes) | mise en route ×6, ms | recherche ×6, médiane ms | pire ms "
        "| frappe → réponse ×6, ms |"
    )
    print("|---" * 11 + "|", flush=True)
    with tempfile.TemporaryDirectory() as tools, sync_playwright() as playwright:
        env = install_pagefind(Path(tools))
        browser = playwright.chromium.launch(executable_path=find_browser(), args=launch_args())
        for n in sizes:
            print("\n".join(measure(n, browser, env)), flush=True)
        print("\nVrai territoire : fiches attendues parmi les trois premières réponses.\n")
        print("| requêtes | nombre | la nôtre | Pagefind |\n|---|---|---|---|")
        print("\n".join(rappel(browser, env)))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
