"""Time each stage of a build on invented territories, beside a plain MkDocs build: `python -m benchmarks.socle`.

Every build is a process of its own, as a person's is: CPU seconds and peak
memory are the whole process's, and the stages are told apart from outside, by
the progress that the pipeline reports. The machine is shared and noisy: of
several rounds the one that took the least CPU is kept, and MkDocs is measured
again in each round. Linux and macOS only (resource).
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.longueurs import RACINE, tableau, tailles

AUJOURDHUI = datetime.date(2026, 11, 22)
TAILLES = (100, 1_000, 10_000)
PAGES_MKDOCS = 20
ECHANTILLON = 500
"""Pages weighed for the mean, taken at regular steps."""
ETAPES = ("démarrage", "listes officielles", "lecture", "règles", "recherche", "rendu", "coques", "versement", "liens")
"""`recherche`: the index of the search, made before the pages to be proved, then published as it is."""
_VERIFICATIONS = ("règles croisées", "arbres d'orientation")
DEBIT, MEMOIRE, LINEARITE = 3_500, 500, 1.5
"""Targets: fiches per second read and checked, MB at the largest N, growth of the time per fiche."""


class Chronometre:
    """Credits the time spent to the stage under way; the pipeline's progress tells the stages."""

    def __init__(self) -> None:
        self.etapes: dict[str, list[float]] = {}
        self._etape = "listes officielles"
        self._debut = (time.process_time(), time.perf_counter())

    def __call__(self, what: str) -> None:
        """Receive one message of progress: a file's path, or the name of a stage."""
        if what in _VERIFICATIONS:
            self.passer("règles")
        elif what == "pages":
            self.passer("versement" if "coques" in (*self.etapes, self._etape) else "rendu")
        else:
            self.passer(what if what in ETAPES else "lecture")

    def passer(self, etape: str) -> None:
        """End the stage under way and begin another."""
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

    import generator.cli  # noqa: F401 (the real command loads it: so do we)
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


def construire_mkdocs(racine: Path) -> dict[str, Any]:
    """Build the plain site in this process, MkDocs already imported; return its seconds."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    before = (time.process_time(), time.perf_counter())
    build(load_config(config_file=str(racine / "mkdocs.yml")))
    return {"etapes": {"mkdocs": [time.process_time() - before[0], time.perf_counter() - before[1]]}}


def lancer(*arguments: str) -> tuple[dict[str, Any], float, float]:
    """Run a Python of its own to its end; return (its JSON, CPU seconds, wall seconds)."""
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    before = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], cwd=RACINE, env=env, stdout=subprocess.PIPE)
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - before
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"La commande a échoué ({process.returncode}) : {' '.join(arguments)}")
    return json.loads(said or "{}"), usage.ru_utime + usage.ru_stime, wall


def mesurer(n: int, dossier: Path) -> Mesure:
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


def ecrire_mkdocs(racine: Path) -> Path:
    """Write a plain MkDocs project of 20 Markdown pages, Material with its default settings."""
    docs = racine / "docs"
    docs.mkdir(parents=True)
    (racine / "mkdocs.yml").write_text("site_name: Essai\ntheme:\n  name: material\n", "utf-8")
    part = "## Partie {k}\n\n" + "On part de ce que vous avez **déjà essayé**, puis on écrit la suite. " * 5
    part += "\n\n- Une chose à faire ;\n- une autre ;\n- [une page](index.md).\n\n"
    for number in range(PAGES_MKDOCS):
        name = "index.md" if number == 0 else f"page-{number:02}.md"
        (docs / name).write_text(f"# Page {number}\n\n" + "".join(part.format(k=k) for k in range(4)), "utf-8")
    return racine


def mesurer_mkdocs(racine: Path) -> dict[str, tuple[float, float]]:
    """Build the plain site as a command and inside a process; return (CPU, wall) seconds of each."""
    _, cpu, wall = lancer("-m", "mkdocs", "build", "--quiet", "--config-file", str(racine / "mkdocs.yml"))
    inside, _, _ = lancer("-m", "benchmarks.socle", "--enfant-mkdocs", str(racine))
    return {"commande": (cpu, wall), "interne": tuple(inside["etapes"]["mkdocs"])}


def garder(anciennes: dict[Any, Any], cle: Any, nouvelle: Any, cpu: Callable[[Any], float]) -> None:
    """Keep the round that took the least CPU: the others waited for a neighbour."""
    if cle not in anciennes or cpu(nouvelle) < cpu(anciennes[cle]):
        anciennes[cle] = nouvelle


def objectifs(mesures: dict[int, Mesure], mkdocs: dict[str, tuple[float, float]]) -> list[tuple[str, str, bool]]:
    """Return (target, what was measured, whether it is met) for every target that the sizes allow."""
    rows = []
    for n in sorted(size for size in mesures if size >= 1_000):
        rate = mesures[n].debit
        rows.append((f"lecture et règles, {n} fiches : ≥ {DEBIT} fiches/s", f"{rate:.0f} fiches/s", rate >= DEBIT))
    if 1_000 in mesures:
        for axis, name in enumerate(("CPU", "horloge")):
            limit = 2 * mkdocs["commande"][axis] + 1.0
            spent = mesures[1_000].total(axe=axis)
            text = f"1 000 fiches, commande entière, {name} : ≤ 2 × MkDocs + 1 ms par fiche = {limit:.2f} s"
            rows.append((text, f"{spent:.2f} s", spent <= limit))
    last = mesures[max(mesures)]
    rows.append((f"mémoire, {last.n} fiches : ≤ {MEMOIRE} Mo", f"{last.memoire:.0f} Mo", last.memoire <= MEMOIRE))
    if {1_000, 10_000} <= mesures.keys():
        for label, stages in (("lecture et règles", ("lecture", "règles")), ("tout", ETAPES)):
            each = [mesures[n].total(*stages) / n for n in (1_000, 10_000)]
            ratio = each[1] / each[0]
            text = f"{label} : temps par fiche, 10 000 contre 1 000, ≤ {LINEARITE}"
            rows.append((text, f"{ratio:.2f}".replace(".", ","), ratio <= LINEARITE))
    return rows


def rapport(mesures: dict[int, Mesure], mkdocs: dict[str, tuple[float, float]]) -> str:
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
    lines += [f"| {label} | " + " | ".join(cell(m) for m in mesures.values()) + " |" for label, cell in rows.items()]
    lines += [
        "",
        f"MkDocs et Material sans réglage, {PAGES_MKDOCS} pages : commande {mkdocs['commande'][0]:.2f} s CPU "
        f"({mkdocs['commande'][1]:.2f} s), déjà chargé {mkdocs['interne'][0]:.2f} s ({mkdocs['interne'][1]:.2f} s).",
        "",
        "| objectif | mesuré | atteint |",
        "|---|---|---|",
    ]
    lines += [
        f"| {text} | {found} | {'oui' if met else '**non**'} |" for text, found, met in objectifs(mesures, mkdocs)
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure every size, several rounds, and print the report."""
    parser = argparse.ArgumentParser(description="Mesure la construction de territoires inventés.")
    parser.add_argument("--tailles", type=int, nargs="+", default=TAILLES, help="nombres de fiches")
    parser.add_argument("--tours", type=int, default=3, help="nombre de tours ; le moins coûteux est gardé")
    parser.add_argument("--enfant", nargs=2, type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--enfant-mkdocs", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.enfant:
        print(json.dumps(construire(*arguments.enfant)))
        return
    if arguments.enfant_mkdocs:
        print(json.dumps(construire_mkdocs(arguments.enfant_mkdocs)))
        return
    mesures: dict[int, Mesure] = {}
    mkdocs: dict[str, tuple[float, float]] = {}
    with tempfile.TemporaryDirectory(prefix="banc-") as temporary:
        plain = ecrire_mkdocs(Path(temporary) / "mkdocs")
        for tour in range(1, arguments.tours + 1):
            for n in sorted(arguments.tailles):
                print(f"tour {tour}, {n} fiches…", file=sys.stderr, flush=True)
                for way, spent in mesurer_mkdocs(plain).items():
                    garder(mkdocs, way, spent, lambda found: found[0])
                garder(mesures, n, mesurer(n, Path(temporary)), Mesure.total)
        print(rapport(mesures, mkdocs))
        invented = tailles(Path(temporary) / f"territoire-{max(mesures)}")
        print("", *tableau((("vraies", tailles(RACINE)), ("inventées", invented))), sep="\n")


if __name__ == "__main__":
    main()
