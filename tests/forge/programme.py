"""Stands for `python -m generator` in the steps of the workflows: invented lists, no network, a diary of the forge.

Started by a small `python` put first in PATH; everything else is the real program.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from generator import pipeline
from generator.cli.commands import fraicheur, liens, repondre
from generator.cli.main import main
from generator.upkeep.liens import ReponseDuServeur
from tests.construction import officiel


class Forge:
    """Knows no issue, and writes down what it is asked to write."""

    compte = "robot"

    def list_all(self, chemin: str, **parametres: str) -> list[dict[str, Any]]:
        return []

    def send(self, requetes: Any) -> None:
        with Path(os.environ["JOURNAL"]).open("a", encoding="utf-8") as journal:
            for requete in requetes:
                journal.write(json.dumps([requete.methode, requete.chemin, dict(requete.corps)]) + "\n")


class Sonde:
    """Every link answers; a token seen while links are asked fails the step."""

    def horloge(self) -> float:
        return 0.0

    def demander(self, adresse: str) -> ReponseDuServeur:
        if os.environ.get("GITHUB_TOKEN"):
            raise RuntimeError("un jeton est là pendant que des liens sont demandés")
        return ReponseDuServeur(404 if "bilan" in adresse else 200)


if __name__ == "__main__":
    for module in (fraicheur, repondre):
        module.from_environment = lambda forge, environ: Forge()  # type: ignore[assignment,return-value]
    liens.make_sonde = lambda corpus: Sonde()  # type: ignore[assignment,return-value]
    pipeline.pdf_possible = lambda: False  # tests/publishing/test_livre.py makes it
    arguments = sys.argv[1:]
    if arguments[:2] != ["-m", "generator"]:
        sys.exit(f"commande inattendue : {arguments}")
    sys.exit(main(arguments[2:], officiel()))
