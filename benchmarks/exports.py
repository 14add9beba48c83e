"""CPU and bytes of each export on invented territories: `python -m benchmarks.exports [--tailles 100 1000]`.

What every export shares (records, entries of the site) is made before, and told apart. The last line is another site
that reads these files (`importer --donnees`). Budget: all of them, 3 s of CPU for 1,000 fiches.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from benchmarks.corpus_synthetique import officiel, write_territory
from generator.contributing.voisin_recu import INDEX, LISTES, as_text, receive
from generator.corpus.corpus import Corpus
from generator.reading.loading import load_corpus
from generator.rendering.exports.dcat import catalogue_files
from generator.rendering.exports.enregistrement import tout
from generator.rendering.exports.tous import EXPORTS
from generator.rendering.exports.v1 import RACINE
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI

BUDGET = 3.0
"""Seconds of CPU for 1,000 fiches."""
LUS = {f"{RACINE}{name}": name for name in (INDEX, *LISTES.values())}
"""path → the file, of those that another site reads"""


def mesurer(n: int, folder: Path) -> list[tuple[str, float, int, int]]:
    """Return (export, CPU seconds, files, bytes) on a territory of n fiches."""
    corpus, problems = load_corpus(write_territory(n, folder), officiel())
    if corpus is None:
        raise RuntimeError(problems[0].message)
    site = Site(corpus, AUJOURDHUI)
    start = time.process_time()
    records = tout(site)
    lines = [("enregistrements (pour tous)", time.process_time() - start, 0, 0)]
    made: list[str] = []
    kept: dict[str, bytes] = {}
    for name, make in EXPORTS.items():
        start, count, weight = time.process_time(), 0, 0
        for file in make(site, records):
            count, weight = count + 1, weight + len(file.data)
            made.append(file.path)
            if file.path in LUS:
                kept[LUS[file.path]] = file.data
        lines.append((name, time.process_time() - start, count, weight))
    start = time.process_time()
    (catalogue,) = catalogue_files(site, made)
    lines.append(("catalogue", time.process_time() - start, 1, len(catalogue.data)))
    return [*lines, ("lu par un voisin", _read_back(corpus, kept), len(kept), sum(map(len, kept.values())))]


def _read_back(corpus: Corpus, files: Mapping[str, bytes]) -> float:
    """Return the CPU seconds that another site takes to check and copy these files."""
    ours = corpus.territoire.site
    there = corpus.territoire.model_copy(update={"site": ours.model_copy(update={"url": "https://voisin.test/"})})
    start = time.process_time()
    copy, problems = receive(files, None, replace(corpus, territoire=there), AUJOURDHUI)
    if copy is None:
        raise RuntimeError(problems[0].message)
    as_text(copy)
    return time.process_time() - start


def main(argv: list[str]) -> int:
    """Print one table per size; exit 1 when the budget of 1,000 fiches is not held."""
    parser = argparse.ArgumentParser(description="Ce que coûtent les exports.")
    parser.add_argument("--tailles", type=int, nargs="+", default=[100, 1_000])
    held = True
    for n in parser.parse_args(argv).tailles:
        with tempfile.TemporaryDirectory() as folder:
            lines = mesurer(n, Path(folder) / "territoire")
        total = sum(cpu for _, cpu, _, _ in lines)
        held &= total <= BUDGET * n / 1_000 + 0.5
        print(
            f"{n} fiches : {total:.2f} s de processeur\n\n| export | processeur | fichiers | poids |\n|---|---|---|---|"
        )
        for name, cpu, count, weight in lines:
            print(f"| {name} | {cpu:.2f} s | {count} | {weight // 1_000} Ko |")
        print()
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
