"""Time each stage of a build on invented territories, beside MkDocs and PyYAML: `python -m benchmarks.socle`.

Every build is a process of its own, as a person's is: CPU seconds and peak
memory are the whole process's, and the stages are told apart from outside, by
the progress that the pipeline reports. The machine is shared and noisy: of
several rounds the one that took the least CPU is kept, and the peers are measured
again in each round (benchmarks/pairs.py). Linux and macOS only (resource).
"""

from __future__ import annotations

import argparse
import datetime
import gc
import gzip
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.longueurs import RACINE, tableau, tailles
from benchmarks.pairs import (
    PAGES_MKDOCS,
    ecrire_mkdocs,
    ecrire_pages,
    lancer,
    mesurer_mkdocs,
    mesurer_pages,
    mesurer_yaml,
)

AUJOURDHUI = datetime.date(2026, 11, 22)
TAILLES = (100, 1_000, 10_000)
ECHANTILLON = 500
"""Pages weighed for the mean, taken at regular steps."""
ETAPES = ("démarrage", "listes officielles", "lecture", "règles", "recherche", "rendu", "coques", "versement", "liens")
"""`recherche`: the index of the search, made before the pages to be proved, then published as it is."""
_VERIFICATIONS = ("règles croisées", "arbres d'orientation")
DEBIT, MEMOIRE, LINEARITE = 3_500, 500, 1.5
"""Targets: fiches per second read and checked, MB at the largest N, growth of the time per fiche."""
FOIS_YAML = 2
"""Target that no machine changes: reading and checking, in times what PyYAML takes to load the same files."""
MAX_PAGES = 1_000
"""MkDocs is measured up to so many pages of its own: it takes as many minutes at ten times as many."""
Pairs = dict[str, tuple[float, float]]
"""`commande`, `interne` (MkDocs, 20 pages), `yaml N`, `pages N` → (CPU, wall) seconds."""


class Chronometre:
    """Credits the time spent to the stage under way; the pipeline's progress tells the stages."""

    def __init__(self) -> None:
        self.etapes: dict[str, list[float]] = {}
        self._etape = "listes officielles"
        self._debut = (time.process_time(), time.perf_counter())

    def __call__(self, what: str, done: int = 0, total: int = 0) -> None:
        """Receive one message of progress: a file's path, or the name of a stage."""
        if what in _VERIFICATIONS:
            self.passer("règles")
        elif what == "pages":
            self.passer("versement" if "coques" in (*self.etapes, self._etape) else "rendu")
        else:
            self.passer(what if what in ETAPES else "lecture")

    def passer(self, etape: str) -> None:
        """End the stage under way and begin another; to look at the clock for each file would be a part of the time."""
        if etape == self._etape:
            return
        now = (time.process_time(), time.perf_counter())
        spent = self.etapes.setdefault(self._etape, [0.0, 0.0])
        for axis in (0, 1):
            spent[axis] += now[axis] - self._debut[axis]
        self._etape, self._debut = etape, now


@dataclass
class Mesure:
    """One build: stage → (CPU, wall) seconds, and what it made."""

    n: int
    etapes: dict[str, tuple[float, float]]
    memoire: float
    """Peak, in MB."""
    pages: int
    avertissements: int
    poids: dict[str, tuple[float, float]] = field(default_factory=dict)
    """`moyenne` and `maximum` → bytes of a page (raw, gzip -9)."""

    def total(self, *etapes: str, axe: int = 0) -> float:
        """Return the seconds of some stages, of all when none is named."""
        return sum(spent[axe] for etape, spent in self.etapes.items() if not etapes or etape in etapes)

    @property
    def debit(self) -> float:
        """Fiches read and checked per CPU second."""
        return self.n / self.total("lecture", "règles")

    @property
    def debit_prouve(self) -> float:
        """The same, the index of the search made and proved."""
        return self.n / self.total("lecture", "règles", "recherche")


def construire(racine: Path, sortie: Path) -> dict[str, Any]:
    """Build a territory in this process; return the stages and what was made, as JSON can hold it."""
    import resource

    import generator.cli.commands.construire  # noqa: F401 (the real command loads it: so do we)
    from benchmarks.corpus_synthetique import officiel as invented
    from generator.pipeline import construct
    from generator.problems import count_by_severity
    from generator.reading.communes import load_officiel

    chrono = Chronometre()
    load_officiel()  # the real command pays for the national lists: so do we, though the territory is invented
    chrono.passer("lecture")
    bilan = construct(racine, AUJOURDHUI, sortie, invented(), chrono)
    chrono.passer("fin")
    errors, warnings = count_by_severity(bilan.problems)
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return {
        "etapes": chrono.etapes,
        "memoire": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit,
        "pages": bilan.pages,
        "erreurs": errors,
        "defauts": len(bilan.defauts),
        "avertissements": warnings,
    }


def measure(n: int, dossier: Path) -> Mesure:
    """Build a territory of `n` fiches once, in a process of its own."""
    racine, sortie = dossier / f"territoire-{n}", dossier / f"site-{n}"
    if not racine.exists():
        lancer("-m", "benchmarks.corpus_synthetique", str(n), str(racine))
    found, cpu, wall = lancer("-m", "benchmarks.socle", "--enfant", str(racine), str(sortie))
    if found["erreurs"] or found["defauts"]:
        raise SystemExit(f"Territoire de {n} fiches : {found['erreurs']} erreurs, {found['defauts']} défauts.")
    stages = {etape: (spent[0], spent[1]) for etape, spent in found["etapes"].items()}
    inside = [sum(spent[axis] for spent in stages.values()) for axis in (0, 1)]
    stages["démarrage"] = (cpu - inside[0], wall - inside[1])
    return Mesure(n, stages, found["memoire"], found["pages"], found["avertissements"], peser(sortie))


def peser(site: Path) -> dict[str, tuple[float, float]]:
    """Return the mean and the largest page, raw and gzipped."""
    pages = sorted(site.rglob("*.html"))
    step = max(1, len(pages) // ECHANTILLON)
    raw = [page.read_bytes() for page in pages[::step]]
    zipped = [len(gzip.compress(data, 9)) for data in raw]
    sizes = [len(data) for data in raw]
    return {
        "moyenne": (sum(sizes) / len(sizes), sum(zipped) / len(zipped)),
        "maximum": (max(sizes), max(zipped)),
    }


def garder(anciennes: dict[Any, Any], cle: Any, nouvelle: Any, cpu: Callable[[Any], float]) -> None:
    """Keep the round that took the least CPU: the others waited for a neighbour."""
    if cle not in anciennes or cpu(nouvelle) < cpu(anciennes[cle]):
        anciennes[cle] = nouvelle


def objectifs(mesures: dict[int, Mesure], pairs: Pairs) -> list[tuple[str, str, bool]]:
    """Return (target, what was measured, whether it is met) for every target that the sizes allow."""
    rows = []
    for n in sorted(size for size in mesures if size >= 1_000):
        rate = mesures[n].debit
        rows.append((f"lecture et règles, {n} fiches : ≥ {DEBIT} fiches/s", f"{rate:.0f} fiches/s", rate >= DEBIT))
        times = mesures[n].total("lecture", "règles") / pairs[f"yaml {n}"][0]
        text = f"lecture et règles, {n} fiches : ≤ {FOIS_YAML} × PyYAML seul"
        rows.append((text, f"{times:.2f} ×".replace(".", ","), times <= FOIS_YAML))
    if 1_000 in mesures:
        for axis, name in enumerate(("CPU", "horloge")):
            limit = 2 * pairs["commande"][axis] + 1.0
            spent = mesures[1_000].total(axe=axis)
            text = f"1 000 fiches, commande entière, {name} : ≤ 2 × MkDocs + 1 ms par fiche = {limit:.2f} s"
            rows.append((text, f"{spent:.2f} s", spent <= limit))
        peer, spent = pairs["pages 1000"][0], mesures[1_000].total()
        rows.append((f"1 000 fiches, CPU : ≤ MkDocs, 1 000 pages = {peer:.2f} s", f"{spent:.2f} s", spent <= peer))
    last = mesures[max(mesures)]
    rows.append((f"mémoire, {last.n} fiches : ≤ {MEMOIRE} Mo", f"{last.memoire:.0f} Mo", last.memoire <= MEMOIRE))
    if {1_000, 10_000} <= mesures.keys():
        for label, stages in (("lecture et règles", ("lecture", "règles")), ("tout", ETAPES)):
            each = [mesures[n].total(*stages) / n for n in (1_000, 10_000)]
            ratio = each[1] / each[0]
            text = f"{label} : temps par fiche, 10 000 contre 1 000, ≤ {LINEARITE}"
            rows.append((text, f"{ratio:.2f}".replace(".", ","), ratio <= LINEARITE))
    return rows


def rapport(mesures: dict[int, Mesure], pairs: Pairs) -> str:
    """Return the whole report in Markdown."""
    names = ("mkdocs", "mkdocs-material", "pydantic", "PyYAML", "lxml", "Jinja2")
    lines = [
        f"Machine : {platform.machine()}, {os.cpu_count()} cœurs, {platform.system()} ; Python "
        f"{platform.python_version()} ; " + ", ".join(f"{name} {version(name)}" for name in names) + ".",
        "",
        "| secondes CPU (horloge) | " + " | ".join(f"{n} fiches" for n in mesures) + " |",
        "|---" * (len(mesures) + 1) + "|",
    ]
    for etape in (*ETAPES, "total"):
        cells = []
        for mesure in mesures.values():
            stages = () if etape == "total" else (etape,)
            cells.append(f"{mesure.total(*stages):.2f} ({mesure.total(*stages, axe=1):.2f})")
        lines.append(f"| {etape} | " + " | ".join(cells) + " |")
    rows: dict[str, Callable[[Mesure], str]] = {
        "fiches lues et vérifiées par seconde CPU": lambda m: f"{m.debit:.0f}",
        "les mêmes, l'index de la recherche fait et prouvé": lambda m: f"{m.debit_prouve:.0f}",
        "ms CPU par fiche, tout compris": lambda m: f"{1000 * m.total() / m.n:.2f}",
        "mémoire au plus haut (Mo)": lambda m: f"{m.memoire:.0f}",
        "pages": lambda m: str(m.pages),
        "avertissements": lambda m: str(m.avertissements),
        "octets d'une page, moyenne (gzip)": lambda m: "{:.0f} ({:.0f})".format(*m.poids["moyenne"]),
        "octets de la plus grosse page (gzip)": lambda m: "{} ({})".format(*m.poids["maximum"]),
    }
    rows |= {
        "**à côté** : PyYAML seul charge ces fiches (CPU)": lambda m: _secondes(pairs, f"yaml {m.n}"),
        "**à côté** : MkDocs, une page Markdown par fiche (CPU)": lambda m: _secondes(pairs, f"pages {m.n}"),
    }
    lines += [f"| {label} | " + " | ".join(cell(m) for m in mesures.values()) + " |" for label, cell in rows.items()]
    lines += [
        "",
        f"MkDocs et Material sans réglage, {PAGES_MKDOCS} pages : commande {pairs['commande'][0]:.2f} s CPU "
        f"({pairs['commande'][1]:.2f} s), déjà chargé {pairs['interne'][0]:.2f} s ({pairs['interne'][1]:.2f} s).",
        "",
        "| objectif | mesuré | atteint |",
        "|---|---|---|",
    ]
    lines += [f"| {text} | {found} | {'oui' if met else '**non**'} |" for text, found, met in objectifs(mesures, pairs)]
    return "\n".join(lines)


def _secondes(pairs: Pairs, name: str) -> str:
    return f"{pairs[name][0]:.2f}" if name in pairs else "–"


def main() -> None:
    """Measure every size, several rounds, and print the report."""
    parser = argparse.ArgumentParser(description="Mesure la construction de territoires inventés.")
    parser.add_argument("--tailles", type=int, nargs="+", default=TAILLES, help="nombres de fiches")
    parser.add_argument("--tours", type=int, default=3, help="nombre de tours ; le moins coûteux est gardé")
    parser.add_argument("--enfant", nargs=2, type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.enfant:
        gc.disable()  # as the real command does (generator/__main__.py)
        print(json.dumps(construire(*arguments.enfant)))
        return
    mesures: dict[int, Mesure] = {}
    pairs: Pairs = {}
    with tempfile.TemporaryDirectory(prefix="banc-") as temporary:
        dossier = Path(temporary)
        plain = ecrire_mkdocs(dossier / "mkdocs")
        for tour in range(1, arguments.tours + 1):
            for n in sorted(arguments.tailles):
                print(f"tour {tour}, {n} fiches…", file=sys.stderr, flush=True)
                for way, spent in mesurer_mkdocs(plain).items():
                    garder(pairs, way, spent, lambda found: found[0])
                garder(mesures, n, measure(n, dossier), Mesure.total)
                garder(pairs, f"yaml {n}", mesurer_yaml(dossier / f"territoire-{n}"), lambda found: found[0])
                if n <= MAX_PAGES:
                    pages = dossier / f"pages-{n}"
                    if not pages.exists():
                        ecrire_pages(pages, dossier / f"territoire-{n}")
                    garder(pairs, f"pages {n}", mesurer_pages(pages), lambda found: found[0])
        print(rapport(mesures, pairs))
        invented = tailles(dossier / f"territoire-{max(mesures)}")
        print("", *tableau((("vraies", tailles(RACINE)), ("inventées", invented))), sep="\n")


if __name__ == "__main__":
    main()
