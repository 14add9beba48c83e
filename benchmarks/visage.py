"""What a visitor waits for on a slow 3G: our pages beside default Material's, in the same run.

`python -m benchmarks.visage [site] [tours]` measures LCP, TBT and CLS of five templates on a
phone (400 kb/s, 400 ms, CPU x 4), cold, through a server that compresses; then writes
benchmarks/RESULTATS-visage.md. Material is built here from the text of the same pages,
with its defaults, French, and without the fonts that it fetches from a third party.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html
from playwright.sync_api import Browser, sync_playwright

from benchmarks.captures import addresses
from tests.inspection.gabarits import MEME_TITRE, pages_of, prefix_of, template_of
from tests.inspection.visite import serve_compressed
from tests.navigateur import find_browser, launch_args

RACINE = Path(__file__).resolve().parent.parent
RESULTATS = Path(__file__).with_name("RESULTATS-visage.md")
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
CPU = 4
QUIET = 2_000
"""Milliseconds after the load event, for late shifts and long tasks."""
CIBLES = {"lcp": 2_500, "tbt": 100, "cls": 0.02}
OURS, MATERIAL = "ce site", "Material par défaut"
_WATCH = """
window.mesures = {lcp: 0, cls: 0, taches: [], fcp: 0};
const voir = (type, faire) =>
  new PerformanceObserver(l => l.getEntries().forEach(faire)).observe({type, buffered: true});
voir('largest-contentful-paint', e => { mesures.lcp = e.startTime });
voir('layout-shift', e => { if (!e.hadRecentInput) mesures.cls += e.value });
voir('longtask', e => mesures.taches.push([e.startTime, e.duration]));
voir('paint', e => { if (e.name === 'first-contentful-paint') mesures.fcp = e.startTime });
"""
_CONFIG = """site_name: Essai
docs_dir: docs
site_dir: site
theme:
  name: material
  language: fr
  font: false
not_in_nav: "*"
validation: {omitted_files: ignore, unrecognized_links: ignore, absolute_links: ignore, not_found: ignore}
nav:
  - Accueil: index.md
  - Offre: offre/index.md
  - Financements: offre/financements/index.md
  - Communes: communes/index.md
  - Acteurs: acteurs/index.md
"""
_MARKS = {"h1": "# ", "h2": "## ", "h3": "### ", "li": "- ", "summary": "### ", "dt": "### "}


@dataclass(frozen=True)
class Mesure:
    """One cold visit."""

    lcp: float
    tbt: float
    cls: float
    octets: int
    requetes: int


def as_markdown(html: str) -> str:
    """Return the text of a page's main part, its headings, lists and links."""
    main: Any = lxml.html.fromstring(html).find(".//main")
    lines: list[str] = []
    for node in main.iter("h1", "h2", "h3", "p", "li", "dt", "dd", "td", "th", "summary"):
        if node.tag == "li" and node.xpath(".//p|.//h2|.//h3|.//ul"):
            continue
        for link in node.iter("a"):
            text = " ".join(link.text_content().split())
            tail = link.tail or ""
            for child in list(link):
                link.remove(child)
            link.text, link.tail = f"[{text}]({link.get('href')})", tail
        lines.append(_MARKS.get(node.tag, "") + " ".join(node.text_content().split()))
    return "\n\n".join(lines) + "\n"


def build_material(pages: dict[str, str], shown: dict[str, str], folder: Path) -> Path:
    """Build default Material from the same pages; the orientation is cut to the pages shown."""
    for path, html in pages.items():
        url = path.removesuffix("index.html")
        if path == "404.html" or (template_of(path, html) in MEME_TITRE and url not in shown.values()):
            continue
        target = folder / "docs" / Path(path).with_suffix(".md")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(as_markdown(html), encoding="utf-8")
    (folder / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml")]
    subprocess.run(command, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    return folder / "site"


def visit(browser: Browser, address: str) -> Mesure:
    """Visit one page, cold, on a slow phone."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, device_scale_factor=2, locale="fr-FR")
    page = context.new_page()
    page.add_init_script(_WATCH)
    received: list[dict[str, Any]] = []
    asked: list[str] = []
    cdp = context.new_cdp_session(page)
    cdp.on("Network.loadingFinished", lambda event: received.append(event))
    cdp.on("Network.requestWillBeSent", lambda event: asked.append(event["requestId"]))
    cdp.send("Network.enable")
    cdp.send("Network.emulateNetworkConditions", SLOW_3G)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": CPU})
    page.goto(address, wait_until="load", timeout=120_000)
    page.wait_for_timeout(QUIET)
    seen = page.evaluate("mesures")
    context.close()
    blocked = sum(max(0.0, length - 50) for start, length in seen["taches"] if start >= seen["fcp"])
    octets = int(sum(event["encodedDataLength"] for event in received))
    return Mesure(seen["lcp"], blocked, seen["cls"], octets, len(set(asked)))


def median(measures: list[Mesure]) -> Mesure:
    """Return the median of each figure."""
    one = [
        statistics.median(getattr(m, name) for m in measures) for name in ("lcp", "tbt", "cls", "octets", "requetes")
    ]
    return Mesure(one[0], one[1], one[2], int(one[3]), int(one[4]))


def table(results: dict[tuple[str, str], list[Mesure]]) -> Iterator[str]:
    """Yield the rows of the table."""
    yield "| Page | Moteur | LCP (s) | LCP, le pire (s) | TBT (ms) | CLS | Ko reçus | Requêtes |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|"
    for (name, engine), measures in results.items():
        m, worst = median(measures), max(measure.lcp for measure in measures)
        yield (
            f"| {name} | {engine} | {m.lcp / 1000:.2f} | {worst / 1000:.2f} | {m.tbt:.0f} | {m.cls:.3f} "
            f"| {m.octets / 1000:.0f} | {m.requetes} |"
        )


def verdict(results: dict[tuple[str, str], list[Mesure]]) -> str:
    """Say whether our medians meet the targets."""
    late = [
        f"{name} ({figure})"
        for (name, engine), measures in results.items()
        if engine == OURS
        for figure, most in CIBLES.items()
        if getattr(median(measures), figure) > most
    ]
    return f"Hors cible : {', '.join(late)}." if late else "Les cinq pages de ce site tiennent les trois cibles."


def main() -> int:
    """Measure, print, write the results; 1 when a target is missed."""
    folder = Path(sys.argv[1]) if sys.argv[1:] else RACINE / "build" / "essai"
    rounds = int(sys.argv[2]) if sys.argv[2:] else 5
    pages = pages_of(folder)
    shown = addresses(folder)
    results: dict[tuple[str, str], list[Mesure]] = {}
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        material = build_material(pages, shown, Path(made))
        browser = playwright.chromium.launch(executable_path=find_browser(), args=launch_args())
        with serve_compressed(folder, prefix_of(pages)) as ours, serve_compressed(material) as theirs:
            for _ in range(rounds):
                for name, url in shown.items():
                    for engine, base in ((OURS, ours), (MATERIAL, theirs)):
                        results.setdefault((name, engine), []).append(visit(browser, base + url))
        version = browser.version
        browser.close()
    load = os.getloadavg()[1]
    lines = [
        "# Le visage public sur une 3G lente",
        "",
        f"`python -m benchmarks.visage`, {rounds} visites à froid de chaque page, en alternance ; médianes.",
        f"Chromium {version}, téléphone 360 × 780, 400 kb/s, 400 ms, processeur ralenti {CPU} fois, gzip.",
        "Material 9 : mêmes textes en Markdown, réglages par défaut, en français, sans les polices d'un tiers",
        "(son menu n'a que nos cinq entrées et l'index que charge sa recherche n'est pas compté, ce qui l'avantage).",
        f"Charge de la machine pendant la mesure : {load:.1f} pour {os.cpu_count()} cœurs.",
        "Cibles : LCP ≤ 2,5 s, TBT ≤ 100 ms, CLS ≤ 0,02.",
        "",
        *table(results),
        "",
        verdict(results),
    ]
    RESULTATS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))
    return 1 if verdict(results).startswith("Hors") else 0


if __name__ == "__main__":
    sys.exit(main())
