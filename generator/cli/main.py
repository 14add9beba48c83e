"""The command line: the only place that prints, and that decides how a run ends.

Exit codes: 0 all is well, 1 the content has errors, 2 usage or environment,
3 a bug of ours (130 on Ctrl-C).
"""

from __future__ import annotations

import argparse
import datetime
import os
import sys
import traceback
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from generator.cli.commands import COMMANDS
from generator.cli.parser import make_parser
from generator.cli.serving import serve
from generator.cli.terminal import BUG, CONTENT, INTERRUPTED, OK, USAGE, conclude, counts, show, today_of, with_progress
from generator.contributing.nouveau import new_fiche
from generator.corpus.francais import slug
from generator.corpus.genres import ECRITS
from generator.corpus.officiel import Officiel
from generator.models.base import LONGUEUR_IDENTIFIANT, is_identifiant
from generator.orientation.report import explain, report
from generator.pipeline import construct, verify
from generator.problems import formats, suggestion
from generator.problems.codes import CODES
from generator.problems.faults import Fault, reason
from generator.rendering.mesure import as_measures
from generator.rendering.search.checking import as_text, measures_of, moteur_of
from generator.rendering.site import Site
from generator.rules import lisibilite


def main(argv: Sequence[str] | None = None, officiel: Officiel | None = None) -> int:
    """Run one command and return its exit code; `officiel` is for tests, which own invented lists."""
    try:
        arguments = make_parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        match arguments.commande:
            case "verifier":
                return _verifier(arguments, officiel)
            case "construire":
                return _construire(arguments, officiel)
            case "servir":
                return serve(arguments.racine, arguments.port, show, officiel)
            case "arbres":
                return _arbres(arguments, officiel)
            case "chercher":
                return _chercher(arguments, officiel)
            case "nouveau":
                return _nouveau(arguments)
            case "expliquer":
                return _expliquer(arguments.code)
            case name:
                return next(command for command in COMMANDS if command.nom == name).run(arguments, officiel)
    except Fault as fault:
        print(str(fault), file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        print("Interrompu.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        raise  # told by `console`: no bug
    except Exception:
        return _bug()


def console() -> None:
    """Entry point of the `offre` script."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:  # « offre verifier | head »: the reader has what it wanted
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = OK
    sys.exit(code)


def _bug() -> int:
    try:
        number = version("offre-territoire")
    except PackageNotFoundError:
        number = "dans le dépôt"
    print(
        "Défaut du programme : ce n'est pas votre faute. Merci d'envoyer ce qui suit aux mainteneurs.", file=sys.stderr
    )
    print(f"offre {number}, Python {sys.version.split()[0]}, {sys.platform}\n", file=sys.stderr)
    traceback.print_exc()
    return BUG


def _verifier(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    bilan = with_progress(lambda progress: verify(arguments.racine, today_of(arguments), officiel, progress))
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


def _construire(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    target = arguments.sortie if arguments.sortie.is_absolute() else arguments.racine / arguments.sortie
    bilan = with_progress(
        lambda progress: construct(
            arguments.racine, today_of(arguments), target, officiel, progress, pdf=not arguments.sans_pdf
        )
    )
    if not bilan.publiable:
        show(bilan.problems)
        conclude(bilan, bilan.problems)
        print("Le site n'a pas été refait. L'ancien, s'il existe, est intact.")
        return CONTENT
    if arguments.mesures:
        print(as_measures(bilan.mesures))
    if bilan.defauts:
        for defaut in bilan.defauts:
            print(f"{defaut.page} : {defaut.message}")
        print("Le site construit a des défauts : il n'a pas été publié. L'ancien, s'il existe, est intact.")
        return CONTENT
    errors_and_warnings = formats.summary(bilan.problems)
    print(f"{counts(bilan)}{errors_and_warnings}.")
    if bilan.problems:
        print("Pour lire les avertissements : offre verifier")
    for avis in bilan.avis:
        print(avis)
    print(f"Site écrit dans {arguments.sortie}/ : {bilan.pages} pages, liens vérifiés.")
    print("Pour le voir : offre servir, puis ouvrir http://127.0.0.1:8000/")
    return OK


def _arbres(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    """Print the report of the arbres, or one case step by step; the content must be without error first."""
    bilan = with_progress(lambda progress: verify(arguments.racine, today_of(arguments), officiel, progress))
    if bilan.corpus is None or not bilan.croisees:
        show([problem for problem in bilan.problems if problem.severity == "erreur"])
        conclude(bilan, bilan.problems)
        return CONTENT
    if not arguments.chemin:
        print(report(bilan.corpus, today_of(arguments)), end="")
        return OK
    try:
        print(explain(bilan.corpus, today_of(arguments), arguments.chemin, arguments.commune), end="")
    except Fault as unknown:
        print(str(unknown), file=sys.stderr)
        return USAGE
    return OK


def _chercher(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    """Print what the search of the site answers; the content must be without error first."""
    bilan = with_progress(lambda progress: verify(arguments.racine, today_of(arguments), officiel, progress))
    if bilan.corpus is None:
        show([problem for problem in bilan.problems if problem.severity == "erreur"])
        conclude(bilan, bilan.problems)
        return CONTENT
    print(as_text(" ".join(arguments.mots), moteur_of(Site(bilan.corpus, today_of(arguments)))))
    return OK


def _nouveau(arguments: argparse.Namespace) -> int:
    arguments.id = " ".join(arguments.id)  # « nouveau acteur Mon Pôle »: the words of a name, without quotes
    if not is_identifiant(arguments.id):
        near = slug(arguments.id)[:LONGUEUR_IDENTIFIANT].strip("-")
        said = f" Par exemple : offre nouveau {arguments.genre} {near}" if is_identifiant(near) else ""
        print(
            f"« {arguments.id[:80]} » ne peut pas être un identifiant : minuscules sans accent, chiffres et tirets, "
            f"{LONGUEUR_IDENTIFIANT} signes au plus, et pas un nom que Windows garde pour lui (con, aux, nul…).{said}",
            file=sys.stderr,
        )
        return USAGE
    if not (arguments.racine / "content").is_dir():
        raise Fault("Le dossier « content/ » est introuvable ici. Lancer la commande à la racine du projet.")
    folder = arguments.racine / ECRITS[arguments.genre].chemin
    path = folder / f"{arguments.id}.yml"
    if path.exists() or path.is_symlink():
        print(f"{path} existe déjà : choisir un autre nom, ou modifier ce fichier.", file=sys.stderr)
        return USAGE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(new_fiche(arguments.genre, _day_of_writing()), "utf-8")
    except OSError as error:
        raise Fault(f"Impossible d'écrire {path} : {reason(error)}.") from error
    print(f"{path} est prêt à remplir. Ensuite : offre verifier {path}")
    return OK


def _day_of_writing() -> datetime.date:
    return datetime.date.today()


def _expliquer(code: str | None) -> int:
    if code is None:
        for entry in CODES.values():
            print(f"{entry.code}  {entry.severity.value:14}  {entry.titre}")
        return OK
    found = CODES.get(code.upper())
    if found is None:
        print(f"Code inconnu : {code[:20]}. {suggestion(code.upper(), CODES)}".strip(), file=sys.stderr)
        return USAGE
    print(f"{found.code} ({found.severity.value}) : {found.titre}")
    print(f"Pourquoi : {found.cause}")
    print(f"Que faire : {found.remede}")
    return OK
