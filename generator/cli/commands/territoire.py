"""`territoire creer`, `rafraichir`, `etat`: another territory from this copy, its mairies, and how far it is."""

from __future__ import annotations

import argparse
import datetime
import subprocess
import sys
from pathlib import Path

from generator.cli.command import Command, date_option
from generator.cli.commands.schemas import refresh
from generator.cli.terminal import CONTENT, OK, USAGE, conclude, show, today_of, with_progress
from generator.contributing.territory.a_faire import a_faire
from generator.contributing.territory.creation import Demande, Plan, plan
from generator.contributing.territory.etat import etat
from generator.contributing.territory.mairies import mairies_csv, rafraichir
from generator.corpus.francais import date_partielle_fr, pluriel
from generator.corpus.officiel import Officiel
from generator.pipeline import verify
from generator.problems import Severity
from generator.problems.faults import Fault, reason
from generator.problems.formats import visible
from generator.reading.communes import CSV_PATH, load_officiel, parse_communes
from generator.reading.loading import load_corpus
from generator.reading.mairies import MAIRIES_PATH, load_annuaire, parse_mairies

A_FAIRE = "A-FAIRE.md"
MAX_NOMMES = 3
"""Unsaved files that the refusal names."""
MAX_FICHIER = 20 * 1024 * 1024


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action",
        choices=("creer", "rafraichir", "etat"),
        help="creer : faire le vôtre ; rafraichir : les coordonnées des mairies ; etat : où il en est",
    )
    parser.add_argument(
        "--siren",
        action="append",
        default=[],
        metavar="SIREN",
        help="creer : intercommunalité (plusieurs fois possible) ; un nom de commune la fait trouver",
    )
    parser.add_argument("--nom", default="", help="creer : nom court du territoire")
    parser.add_argument("--structure", default="", help="creer : structure qui coordonne")
    parser.add_argument("--contours", type=Path, metavar="FICHIER", help="creer : contours des communes (GeoJSON)")
    parser.add_argument("--essai", action="store_true", help="creer, rafraichir : montrer sans rien écrire")
    date_option(parser)


def _run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    if arguments.action == "etat":
        return _etat(arguments, officiel)
    if arguments.action == "rafraichir":
        return _rafraichir(arguments.racine, arguments.essai)
    if not arguments.siren:
        print(
            "Il manque --siren : les neuf chiffres de votre intercommunalité. "
            'Pour les trouver, écrire à leur place le nom d\'une commune : --siren "Nom de commune"',
            file=sys.stderr,
        )
        return USAGE
    try:
        return _creer(arguments, officiel or load_officiel())
    except Fault as impossible:
        print(str(impossible), file=sys.stderr)
        return USAGE


def _etat(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    bilan = with_progress(lambda progress: verify(arguments.racine, today_of(arguments), officiel, progress))
    if bilan.corpus is None:
        show([problem for problem in bilan.problems if problem.severity == Severity.ERREUR])
        conclude(bilan, bilan.problems)
        return CONTENT
    print(etat(bilan.corpus, bilan.problems, today_of(arguments)), end="")
    return OK


def _creer(arguments: argparse.Namespace, officiel: Officiel) -> int:
    root: Path = arguments.racine
    if not arguments.essai:
        _refuse_dirty(root)
    today = today_of(arguments)
    corpus, problems = load_corpus(root, officiel)
    if corpus is None:
        show(problems)
        print("Corriger d'abord ces erreurs : la copie doit être entière pour être reprise.")
        return CONTENT
    demande = Demande(arguments.siren, arguments.nom, arguments.structure, _contours(arguments.contours))
    made = plan(corpus, officiel, load_annuaire(), files_of(root), demande, today)
    _tell(made, arguments.essai)
    if arguments.essai:
        return OK
    return _write(root, made, officiel, today)


def _rafraichir(root: Path, trial: bool) -> int:
    """Write data/mairies.csv again from the list shipped with the engine; say every change before it is made."""
    try:
        communes, problems = parse_communes((root / CSV_PATH).read_bytes())
        path = root / MAIRIES_PATH
        if path.is_symlink():
            raise Fault(f"{MAIRIES_PATH} est un lien symbolique : le remplacer par un vrai fichier, ou le supprimer.")
        here, more = parse_mairies(path.read_bytes()) if path.exists() else ({}, ())
        if problems or more:
            show((*problems, *more))
            print(
                "Rien n'a été écrit : corriger d'abord ces lignes, ou supprimer le fichier pour le refaire en entier."
            )
            return CONTENT
        annuaire = load_annuaire()
        made = rafraichir(communes, here, annuaire.mairies(communes))
        print("\n".join(made.dit) or "Aucune coordonnée ne change.")
        if trial:
            print("Rien n'a été écrit.")
            return OK
        path.write_bytes(mairies_csv(made.mairies.values()))
    except OSError as error:
        raise Fault(f"{error.filename} : {reason(error)}.") from error
    day = date_partielle_fr(annuaire.date)
    print(f"{MAIRIES_PATH} écrit, {pluriel(len(made.mairies), 'mairie')}. Source : {annuaire.source}, {day}.")
    return OK


def _refuse_dirty(root: Path) -> None:
    """What is not committed would be lost: refuse, and say how to go on."""
    try:
        done = subprocess.run(  # noqa: S603
            ["git", "-C", str(root), "status", "--porcelain", "--", "."],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise Fault("La commande « git » est introuvable : elle garde l'ancien état, il la faut.") from error
    if done.returncode != 0:
        raise Fault("Ce dossier n'est pas une copie git : rien ne garderait l'ancien état.")
    changed = [visible(line[3:]) for line in done.stdout.splitlines() if line.strip()]
    if changed:
        more = f" et {len(changed) - MAX_NOMMES} de plus" if len(changed) > MAX_NOMMES else ""
        raise Fault(
            f"Des changements ne sont pas enregistrés dans git ({', '.join(changed[:MAX_NOMMES])}{more}) : les "
            "enregistrer (git commit) ou les retirer, puis recommencer. Pour voir sans rien écrire : --essai."
        )


def _contours(path: Path | None) -> bytes | None:
    if path is None:
        return None
    try:
        if path.stat().st_size > MAX_FICHIER:
            raise Fault("Les contours dépassent 20 Mo : les simplifier, puis recommencer.")
        return path.read_bytes()
    except OSError as error:
        raise Fault(f"Impossible de lire {path} : {reason(error)}.") from error


def files_of(root: Path) -> dict[str, bytes]:
    """Return every ordinary file of content/ and data/, by its path from the root."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for top in ("content", "data")
        for path in sorted((root / top).rglob("*"))
        if path.is_file() and not path.is_symlink() and not path.name.startswith(".")
    }


def _tell(made: Plan, trial: bool) -> None:
    removed = sorted(path for path, data in made.fichiers.items() if data is None)
    written = sorted(path for path, data in made.fichiers.items() if data is not None)
    will = "serait" if trial else "est"
    print(f"{made.nom} : {made.communes} communes.")
    print(f"{len(removed)} fichiers de l'ancien territoire : ce qui {will} retiré.")
    print(f"{len(written)} fichiers : ce qui {will} écrit ou adapté.")
    if trial:
        for path in removed:
            print(f"  retirer  {path}")
        for path in written:
            print(f"  écrire   {path}")
        print("Rien n'a été écrit.")


def _write(root: Path, made: Plan, officiel: Officiel, today: datetime.date) -> int:
    try:
        for path, data in made.fichiers.items():
            target = root / path
            if data is None:
                target.unlink(missing_ok=True)
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
        (root / A_FAIRE).write_text(a_faire(made.nom, made.communes), "utf-8")
    except OSError as error:
        raise Fault(
            f"L'écriture a échoué : {reason(error)}. Pour revenir à l'ancien état : git checkout -- ."
        ) from error
    bilan = verify(root, today, officiel)
    if bilan.corpus is not None:
        refresh(root, bilan.corpus)
    errors = [problem for problem in bilan.problems if problem.severity == Severity.ERREUR]
    show(errors)
    print(f"Ce qu'il faut remplir d'abord est dans {A_FAIRE}. Voir le site : python3 lancer.py site")
    return CONTENT if errors or not bilan.croisees else OK


COMMAND = Command(
    "territoire",
    "fait le site d'un autre territoire, ou dit où il en est",
    'offre territoire creer --siren 200000000 --nom "Mon pays" --essai',
    _declare,
    _run,
)
