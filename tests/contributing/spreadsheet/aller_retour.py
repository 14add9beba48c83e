"""This very territory, put in a spreadsheet and read back: no fiche changes. Part of `make test`."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Any

from generator.contributing.spreadsheet.classeur import make_classeur
from generator.contributing.spreadsheet.colonnes import FEUILLES
from generator.contributing.spreadsheet.importation import plan_import
from generator.contributing.spreadsheet.ods_writer import ods_bytes
from generator.corpus.officiel import Officiel
from generator.pipeline import prove
from generator.reading.loading import load_corpus


def faults(root: Path, today: datetime.date, officiel: Officiel | None = None) -> list[str]:
    """Return what importing the export of a territory would change or say: nothing, when all is well."""
    corpus, _ = load_corpus(root, officiel)
    if corpus is None:
        return ["les fiches ont des erreurs, rien n'est essayé. Voir : offre verifier"]
    held: dict[tuple[str, str], Any] = {key: one for key, one in corpus.origines.items() if key[0] in FEUILLES.values()}
    data = ods_bytes(make_classeur(corpus, {key: one.tree for key, one in held.items()}, today))
    sources = {key: (root / one.path).read_bytes() for key, one in held.items()}
    found = plan_import(data, "fiches.ods", corpus, sources, today, prove)
    return [
        *(f"{found.place(one)} : {one.code} : {one.message}" for one in found.problems),
        *(f"{file.chemin} : changé ({', '.join(file.titres)})." for file in found.fichiers),
        *(f"{path} : sans ligne." for path in found.absentes),
    ]


def main() -> int:
    told = faults(Path(), datetime.date.today())
    for line in told or ["exporté, relu, aucune différence."]:
        print(f"Tableur : {line}")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
