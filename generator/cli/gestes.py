"""A gesture on many files at once: shown whole, tried on a copy, then written, or not at all."""

from __future__ import annotations

import argparse
import datetime
import shutil
import tempfile
from pathlib import Path

from generator.cli.command import CONTENT, OK, today_of
from generator.cli.files import write
from generator.cli.terminal import show, with_progress
from generator.contributing.identifiants import PlanDeGeste
from generator.corpus.corpus import Corpus
from generator.corpus.francais import pluriel
from generator.corpus.genres import FICHES
from generator.corpus.officiel import Officiel
from generator.corpus.suggestion import suggestion
from generator.pipeline import verify
from generator.problems import Problem, Severity
from generator.problems.faults import Fault

ATTENTES = ("ORI031", "RCH002")
"""What a gesture may leave to be read again: expectations, changed by people once they see the result."""
MAX_DITS = 40
"""Lines of a plan that are shown."""


def declare_geste(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--genre", choices=tuple(FICHES), default="", help="genre de la fiche, si plusieurs ont ce nom")
    parser.add_argument("--ecrire", action="store_true", help="écrire ; sans cette option, montrer")


def unknown(corpus: Corpus, identifiant: str) -> Fault:
    """Return what to say of an id that no fiche has."""
    known = {key: fiche for fiches in corpus.by_kind().values() for key, fiche in fiches.items()}
    return Fault(f"Aucune fiche « {identifiant[:60]} ». {suggestion(identifiant, known)}".rstrip())


def conclude_geste(arguments: argparse.Namespace, officiel: Officiel | None, plan: PlanDeGeste, message: str) -> int:
    """Show a plan; tell the errors that it would make, else write it when asked."""
    root, today = arguments.racine, today_of(arguments)
    for line in plan.dit[:MAX_DITS]:
        print(f"- {line}")
    if len(plan.dit) > MAX_DITS:
        print(f"- et {pluriel(len(plan.dit) - MAX_DITS, 'endroit')} de plus")
    made = with_progress(lambda progress: _new_errors(root, plan, today, officiel))
    if made:
        print()
        show(made)
        print()
    if any(found.code not in ATTENTES for found in made):
        print("Rien n'est écrit : ces endroits demandent un choix. Les changer d'abord, puis recommencer.")
        return CONTENT
    if made:
        print("Des cas types attendaient autre chose : les relire ensuite.")
    if not arguments.ecrire:
        print(f"{pluriel(len(plan.fichiers), 'fichier')}. Rien n'est écrit : ajouter --ecrire pour le faire.")
        return OK
    for path, data in plan.fichiers.items():
        write(root / path, data)
    done = pluriel(len(plan.fichiers), "fichier écrit", "fichiers écrits")
    if shutil.which("git"):
        print(f"{done}. Pour l'enregistrer :")
        print(f'git add --all\ngit commit -m "{message}"')
    else:
        print(f"{done}. Sans git ici : envoyer ces fichiers à la coordination, ou les déposer sur la forge.")
    return OK


def _new_errors(root: Path, plan: PlanDeGeste, today: datetime.date, officiel: Officiel | None) -> list[Problem]:
    """Return the errors that a plan adds to those of today, tried on a copy."""
    with tempfile.TemporaryDirectory(prefix="offre-") as folder:
        copy = Path(folder)
        for top in ("content", "data"):
            shutil.copytree(root / top, copy / top, symlinks=True)
        before = {(found.code, found.message) for found in _errors(copy, today, officiel)}
        for path, data in plan.fichiers.items():
            write(copy / path, data)
        return [found for found in _errors(copy, today, officiel) if (found.code, found.message) not in before]


def _errors(root: Path, today: datetime.date, officiel: Officiel | None) -> list[Problem]:
    return [found for found in verify(root, today, officiel).problems if found.severity is Severity.ERREUR]
