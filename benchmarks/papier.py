"""What paper costs in a build, on an invented territory: `python -m benchmarks.papier [--fiches 2000]`.

Carnets (the orientation of each place in one file) and codes (four signs, a page and a drawing each) are timed inside
of a whole build, PDF left out. Budget: a fifth of its CPU. Exit 1 above it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.corpus_synthetique import officiel, write_territory
from generator.corpus.corpus import Corpus
from generator.models.arbre import Arbre
from generator.models.parcours import Parcours
from generator.orientation.study import study_of
from generator.publishing.publish import publish
from generator.reading.loading import load_corpus
from generator.rendering import rendering
from tests.chemins import AUJOURDHUI

BUDGET = 20
"""Percentage of the CPU of a build."""
QUESTIONS, REPONSES = 3, 4
"""64 paths, about those of a real arbre."""


def with_arbre(corpus: Corpus) -> Corpus:
    """Return the territory with one arbre: each of its ends asks for two subjects."""
    themes = list(corpus.referentiels["thematiques"].termes)
    contact = next(iter(corpus.services))
    parcours = {
        f"parcours-{rank}": Parcours.model_validate(
            {
                "titre": f"Parcours {rank}",
                "resume": "Ce que l'on fait ensemble, pas à pas.",
                "contact": contact,
                "etapes": [
                    {
                        "titre": f"Étape {step}",
                        "pourquoi": "On avance à plusieurs.",
                        "demander": {"thematiques": [themes[(rank + step) % len(themes)]]},
                        "si_rien": {"services": [contact], "dire": "Rien ici. L'accueil répond."},
                    }
                    for step in range(3)
                ],
            }
        )
        for rank in range(REPONSES)
    }
    questions = [
        {
            "id": f"q{rank}",
            "texte": f"Question {rank} ?",
            "reponses": [
                {"id": f"r{number}", "texte": f"Réponse {number}."}
                | ({"parcours": f"parcours-{number}"} if rank == QUESTIONS - 1 else {})
                for number in range(REPONSES - 1)
            ]
            + [
                {"id": "nsp", "texte": "Je ne sais pas"}
                | ({"parcours": f"parcours-{REPONSES - 1}"} if rank == QUESTIONS - 1 else {})
            ],
        }
        for rank in range(QUESTIONS)
    ]
    arbre = Arbre.model_validate(
        {"titre": "Banc", "court": "Banc", "promesse": "Trois questions.", "pour_qui": "Tous.", "questions": questions}
    )
    return replace(corpus, arbres={"banc": arbre}, parcours=parcours)


def timed(spent: dict[str, float], name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """Return what does the same work, its CPU added to `spent`; an iterator is emptied."""

    def run(*values: Any) -> Any:
        start = time.process_time()
        made = work(*values)
        made = list(made) if isinstance(made, Iterator) else made
        spent[name] += time.process_time() - start
        return made

    return run


def main(argv: list[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Ce que coûte le papier.")
    parser.add_argument("--fiches", type=int, default=2_000)
    n = parser.parse_args(argv).fiches
    spent = dict.fromkeys(("carnets", "codes"), 0.0)
    parts = {"carnet_files": "carnets", "codes_of": "codes", "write_codes": "codes", "code_files": "codes"}
    for function, name in parts.items():
        setattr(rendering, function, timed(spent, name, getattr(rendering, function)))
    with tempfile.TemporaryDirectory() as folder:
        root = write_territory(n, Path(folder) / "territoire")
        start = time.process_time()
        read, problems = load_corpus(root, officiel())
        if read is None:
            raise RuntimeError(problems[0].message)
        corpus = with_arbre(read)
        places = len(study_of(corpus, AUJOURDHUI).lieux.places)
        made = rendering.render_corpus(corpus, AUJOURDHUI)
        faults, _, _ = publish(corpus, made, root, Path(folder) / "public" / "site")
        total = time.process_time() - start
    share = 100 * sum(spent.values()) / total
    print(f"{n} fiches, {places} lieux, {len(made.pages)} pages, {len(made.codes)} codes.")
    print(*(f"Défaut : {fault.page} : {fault.message}" for fault in faults[:3]), "", sep="\n")
    print("| | processeur | part |\n|---|---|---|")
    for name, seconds in spent.items():
        print(f"| {name} | {seconds:.2f} s | {100 * seconds / total:.0f} % |")
    print(f"| construction entière | {total:.1f} s | {share:.0f} % pour le papier, {BUDGET} au plus |")
    return int(share > BUDGET)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
