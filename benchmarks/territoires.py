"""Every intercommunalité of France: make its territory from this one, then verify it.

    .venv/bin/python -m benchmarks.territoires [--tous | --nombre 40]

Prints how many were made without an error, how long one takes (CPU), and the
faults of the others. `--tous` takes the 1,255: about half an hour on two cores.
"""

from __future__ import annotations

import argparse
import collections
import datetime
import random
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from generator.cli.commands.territoire import files_of
from generator.contributing.territory.creation import DemandeDeTerritoire, plan
from generator.contributing.territory.perimetre import DemandeDePerimetre
from generator.corpus.corpus import Corpus
from generator.corpus.officiel import Annuaire, Officiel
from generator.pipeline import verify
from generator.reading.communes import load_officiel
from generator.reading.loading import load_corpus
from generator.reading.mairies import load_annuaire

RACINE = Path(__file__).parents[1]
TODAY = datetime.date.today()


@cache
def origin() -> tuple[Corpus, Officiel, Annuaire, dict[str, bytes]]:
    """Read this repository once a process."""
    officiel = load_officiel()
    corpus, problems = load_corpus(RACINE, officiel)
    assert corpus is not None, problems
    return corpus, officiel, load_annuaire(), files_of(RACINE)


def one(siren: str) -> tuple[str, int, float, list[str]]:
    """Make and verify one territory; return (siren, communes, CPU seconds, errors)."""
    corpus, officiel, annuaire, files = origin()
    begun = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        made = plan(corpus, officiel, annuaire, files, DemandeDeTerritoire(DemandeDePerimetre([siren])), TODAY)
        for path, data in {**files, **made.fichiers}.items():
            if data is not None:
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_bytes(data)
        bilan = verify(root, TODAY, officiel)
    errors = [f"{p.code} {p.path} {p.message}" for p in bilan.problems if p.severity == "erreur"]
    return siren, made.communes, time.process_time() - begun, errors if bilan.croisees else ["formes", *errors]


def main() -> int:
    """Run and print; exit code 1 when one territory has an error."""
    parser = argparse.ArgumentParser(description="Fait et vérifie les territoires de France.")
    parser.add_argument("--tous", action="store_true", help="les 1 255 intercommunalités")
    parser.add_argument("--nombre", type=int, default=40, help="combien, tirées au sort (40)")
    arguments = parser.parse_args()
    every = sorted(load_officiel().epci)
    sirens = every if arguments.tous else random.Random(1).sample(every, arguments.nombre)  # noqa: S311
    spent, faults, communes = [], collections.Counter[str](), 0
    with ProcessPoolExecutor(2) as pool:
        for done, (siren, count, seconds, errors) in enumerate(pool.map(one, sirens, chunksize=5), start=1):
            spent.append(seconds)
            communes += count
            for error in errors:
                faults[f"{siren} {error}"] += 1
            if sys.stderr.isatty() and done % 10 == 0:
                print(f"\r{done} / {len(sirens)}", end="", file=sys.stderr, flush=True)
    spent.sort()
    wrong = len({fault.split()[0] for fault in faults})
    print(f"{len(sirens)} territoires, {communes} communes : {len(sirens) - wrong} sans erreur, {wrong} avec.")
    print(f"Par territoire, en secondes de calcul : médiane {spent[len(spent) // 2]:.2f}, pire {spent[-1]:.2f}.")
    for fault, _ in faults.most_common(20):
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
