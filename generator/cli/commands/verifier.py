"""`verifier`: every problem of every file, in one run."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.command import CONTENT, OK, date_option, offre, today_of
from generator.cli.commands.schemas import behind, misleads
from generator.cli.terminal import checked, conclude, show
from generator.corpus.francais import pluriel
from generator.corpus.genres import SCHEMAS
from generator.corpus.officiel import Officiel
from generator.problems.faults import Fault
from generator.problems.formats import FORMATS
from generator.rendering.search.checking import measures_of
from generator.rules import lisibilite


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("chemins", nargs="*", help="ne montrer que ces fichiers ou dossiers")
    parser.add_argument(
        "--format", choices=FORMATS, default="texte", help="texte, github, code-quality (GitLab) ou json"
    )
    parser.add_argument("--lisibilite", action="store_true", help="dire aussi ce qui est difficile à lire")
    date_option(parser)


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    bilan = checked(arguments, officiel)
    problems = bilan.problems
    if arguments.chemins:
        folders = [_inside(arguments.racine, path) for path in arguments.chemins]
        problems = tuple(p for p in problems if any(Path(p.path).is_relative_to(folder) for folder in folders))
    show(problems, arguments.format)
    if arguments.format == "texte":
        if arguments.lisibilite and bilan.corpus is not None:
            print(lisibilite.report(bilan.corpus), end="")
        whole = not arguments.chemins  # the measure of the search says nothing about one file
        if whole and bilan.publiable and bilan.corpus is not None and bilan.corpus.requetes_types:
            for mesure in measures_of(bilan.corpus, today_of(arguments)):
                print(mesure.phrase)
        conclude(bilan, problems)
        if whole and bilan.corpus is not None and (arguments.racine / SCHEMAS).is_dir():
            late = sum(misleads(path) for path in behind(arguments.racine, bilan.corpus))
            if late:
                still = pluriel(late, "n'est plus à jour", "ne sont plus à jour")
                print(f"Aides à la saisie (éditeurs, formulaires) : {still}. Pour les refaire : {offre('schemas')}")
    # Rules that could not run are not rules that passed: another file's fault counts too.
    return CONTENT if not bilan.croisees or any(p.severity == "erreur" for p in problems) else OK


def _inside(root: Path, path: str) -> Path:
    """Return a path asked for, as the problems name theirs: from the root of the project."""
    whole = (root / path).resolve()
    if not whole.exists():
        raise Fault(f"« {path} » n'existe pas.")
    if not whole.is_relative_to(root.resolve()):
        raise Fault(f"« {path} » n'est pas dans le dossier du projet.")
    return whole.relative_to(root.resolve())
