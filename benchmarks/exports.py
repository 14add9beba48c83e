"""CPU and bytes of each export on invented territories: `python -m benchmarks.exports [--tailles 100 1000]`.

What every export shares (records, entries of the site) is made before, and told apart. Budget: all of them, 3 s of
CPU for 1,000 fiches.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.corpus_synthetique import officiel, write_territory
from generator.reading.loading import load_corpus
from generator.rendering.exports.dcat import catalogue_files
from generator.rendering.exports.enregistrement import tout
from generator.rendering.exports.tous import EXPORTS
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI

BUDGET = 3.0
"""Seconds of CPU for 1,000 fiches."""


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
    for name, make in EXPORTS.items():
        start, count, weight = time.process_time(), 0, 0
        for file in make(site, records):
            count, weight = count + 1, weight + len(file.data)
            made.append(file.path)
        lines.append((name, time.process_time() - start, count, weight))
    start = time.process_time()
    (catalogue,) = catalogue_files(site, made)
    return [*lines, ("catalogue", time.process_time() - start, 1, len(catalogue.data))]


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
