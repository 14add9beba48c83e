"""`territoire`: another territory from this copy, its mairies, the novelties of the programme, how far it is."""

from __future__ import annotations

import argparse
import datetime
import re
from dataclasses import replace
from pathlib import Path

from generator.cli.command import CONTENT, OK, date_option, offre, today_of
from generator.cli.commands.schemas import refresh
from generator.cli.files import read_given, write
from generator.cli.nouveautes import nouveautes
from generator.cli.terminal import checked, readable, show, stop
from generator.contributing.territory.a_faire import a_faire
from generator.contributing.territory.communes import (
    TERRITOIRE,
    communes_csv,
    communes_de_l_annee,
    current,
    with_former,
    with_perimeter,
    without_contours,
)
from generator.contributing.territory.creation import DemandeDeTerritoire, PlanDeTerritoire, plan
from generator.contributing.territory.edition import sealed
from generator.contributing.territory.etat import etat
from generator.contributing.territory.mairies import mairies_csv, rafraichir
from generator.contributing.territory.nouveautes import refuse_dirty
from generator.contributing.territory.perimetre import DemandeDePerimetre, perimeter_of
from generator.contributing.territory.recherche import without_failed
from generator.corpus.corpus import Corpus
from generator.corpus.francais import date_fr, date_partielle_fr, pluriel
from generator.corpus.genres import GENRES
from generator.corpus.officiel import Officiel
from generator.pipeline import Bilan, verify
from generator.problems import Severity
from generator.problems.faults import Fault
from generator.reading.communes import CSV_PATH, GEOJSON_PATH, MAX_BYTES, load_officiel, parse_communes
from generator.reading.mairies import MAIRIES_PATH, load_annuaire, parse_mairies
from generator.reading.revision import last_change, remotes
from generator.rules.commun import empreintes

A_FAIRE = "A-FAIRE.md"
_RATEE = re.compile(r"RCH011 (requetes|reserve)\[([0-9]+)\]")
"""An expected search that does not find what it should"""
_RATEES = ("RCH011", "RCH012")
"""What is told of such searches, one by one and together"""
MAX_CONTOURS = 20_000_000


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action",
        choices=("creer", "rafraichir", "communes", "nouveautes", "etat", "edition"),
        help="creer : faire le vôtre ; rafraichir : les coordonnées des mairies ; communes : la liste de l'année ; "
        "nouveautes : reprendre le programme d'origine ; etat : où il en est ; edition : dater l'étagère commune",
    )
    parser.add_argument(
        "--siren",
        action="append",
        default=[],
        metavar="SIREN",
        help="creer, communes : intercommunalité (plusieurs fois possible) ; un nom de commune, un code postal la "
        "font trouver",
    )
    parser.add_argument(
        "--departement",
        action="append",
        default=[],
        metavar="CODE",
        help="creer, communes : toutes celles de ce département",
    )
    parser.add_argument(
        "--region", action="append", default=[], metavar="CODE", help="creer, communes : toutes celles de cette région"
    )
    parser.add_argument(
        "--sans",
        action="append",
        default=[],
        metavar="CODE",
        help="creer, communes : sans cette intercommunalité, cette commune, les communes de ce département",
    )
    parser.add_argument(
        "--avec",
        action="append",
        default=[],
        metavar="CODE",
        help="creer, communes : cette commune en plus, sans les autres de son intercommunalité",
    )
    parser.add_argument("--nom", default="", help="creer : nom court du territoire")
    parser.add_argument("--structure", default="", help="creer : structure qui coordonne")
    parser.add_argument("--contours", type=Path, metavar="FICHIER", help="creer : contours des communes (GeoJSON)")
    parser.add_argument("--depuis", default="amont/main", metavar="VERSION", help="nouveautes : amont/main par défaut")
    parser.add_argument("--essai", action="store_true", help="montrer sans rien écrire")
    date_option(parser)


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    match arguments.action:
        case "etat":
            return _etat(arguments, officiel)
        case "rafraichir":
            return _rafraichir(arguments.racine, arguments.essai)
        case "communes":
            return _communes(arguments, readable(arguments, officiel))
        case "edition":
            return _edition(arguments.racine, readable(arguments, officiel), today_of(arguments), arguments.essai)
        case "nouveautes":
            return nouveautes(arguments.racine, arguments.depuis, arguments.essai, today_of(arguments), officiel)
        case _:
            return _creer(arguments, officiel or load_officiel())


def _etat(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    bilan = checked(arguments, officiel)
    change, depots = last_change(arguments.racine), remotes(arguments.racine)
    print(etat(bilan.corpus or stop(bilan), bilan.problems, today_of(arguments), change, depots), end="")
    return OK


def _creer(arguments: argparse.Namespace, officiel: Officiel) -> int:
    asked = _asked(arguments)
    if not (asked.sirens or asked.departements or asked.regions or asked.avec):
        raise Fault(
            "Il manque --siren : les neuf chiffres de votre intercommunalité, ou à leur place le nom d'une commune, "
            'ou un code postal : --siren "Nom de commune". Ou bien --departement 35, --region 53.'
        )
    root, today = arguments.racine, today_of(arguments)
    if not arguments.essai:
        refuse_dirty(root)
    contours = read_given(arguments.contours, MAX_CONTOURS) if arguments.contours else None
    demande = DemandeDeTerritoire(asked, arguments.nom, arguments.structure, contours)
    made = plan(readable(arguments, officiel), officiel, load_annuaire(), files_of(root), demande, today)
    _tell(made, arguments.essai)
    return OK if arguments.essai else _write(root, made, officiel, today)


def _rafraichir(root: Path, trial: bool) -> int:
    """Write data/mairies.csv again from the list shipped with the engine; say every change before it is made."""
    communes, problems = parse_communes(read_given(root / CSV_PATH, MAX_BYTES))
    path = root / MAIRIES_PATH
    if path.is_symlink():
        raise Fault(f"{MAIRIES_PATH} est un lien symbolique : le remplacer par un vrai fichier, ou le supprimer.")
    here, more = parse_mairies(read_given(path, MAX_BYTES)) if path.exists() else ({}, ())
    if problems or more:
        show((*problems, *more))
        print("Rien n'a été écrit : corriger d'abord ces lignes, ou supprimer le fichier pour le refaire en entier.")
        return CONTENT
    annuaire = load_annuaire()
    made = rafraichir(communes, here, annuaire.mairies(communes))
    print("\n".join(made.dit) or "Aucune coordonnée ne change.")
    if trial:
        print("Rien n'a été écrit.")
        return OK
    write(path, mairies_csv(made.mairies.values()))
    day = date_partielle_fr(annuaire.date)
    print(f"{MAIRIES_PATH} écrit, {pluriel(len(made.mairies), 'mairie')}. Source : {annuaire.source}, {day}.")
    return OK


def _asked(arguments: argparse.Namespace) -> DemandeDePerimetre:
    return DemandeDePerimetre(arguments.siren, arguments.departement, arguments.region, arguments.sans, arguments.avec)


def _communes(arguments: argparse.Namespace, corpus: Corpus) -> int:
    """Write data/communes.csv again for the perimeter, wider or narrower when asked; what is gone leads to what it
    joined."""
    root = arguments.racine
    perimetre, wanted = perimeter_of(corpus.officiel, _asked(arguments), "communes", current(corpus))
    made = communes_de_l_annee(corpus, wanted)
    print("\n".join((*perimetre.dit, *made.dit)) or "Aucune commune ne change.")
    data = communes_csv(corpus.officiel, made.codes)
    same = perimetre.said == (corpus.territoire.epci, corpus.territoire.avec_communes, corpus.territoire.sans_communes)
    if arguments.essai or (same and data == (root / CSV_PATH).read_bytes().replace(b"\r\n", b"\n")):
        print("Rien n'a été écrit.")
        return OK
    write(root / CSV_PATH, data)
    territoire = root / TERRITOIRE
    text = with_former(territoire.read_bytes(), made.parties)
    write(territoire, text if same else with_perimeter(text, perimetre))
    left = [code for code, new in made.parties.items() if not new]
    if left and corpus.contours:
        contours = root / GEOJSON_PATH
        write(contours, without_contours(contours.read_bytes(), left))
    if not same:
        print(f"{TERRITOIRE} écrit : relire « nom_epci » et « relais ».")
    print(f"{CSV_PATH} écrit, {pluriel(len(made.codes), 'commune')}. Ensuite : {offre('territoire rafraichir')}")
    return OK


def _edition(root: Path, corpus: Corpus, today: datetime.date, trial: bool) -> int:
    """Date the common shelf: what is changed after, in a copy, is told (CMN008)."""
    shelf = corpus.etagere
    if shelf is None:
        raise Fault(f"Il n'y a pas d'étagère ici : {GENRES['commun'].chemin} manque.")
    marks = empreintes(corpus)
    for key in sorted(marks.keys() | shelf.empreintes):
        if marks.get(key) != shelf.empreintes.get(key):
            verb = "retirée" if key not in marks else "changée" if key in shelf.empreintes else "ajoutée"
            print(f"{key} : {verb}.")
    if trial or marks == shelf.empreintes:
        print("Rien n'a été écrit." if trial else "L'étagère est comme dans son édition.")
        return OK
    path = root / GENRES["commun"].chemin
    write(path, sealed(path.read_bytes(), marks, today))
    print(f"{GENRES['commun'].chemin} écrit : édition du {date_fr(today)}.")
    return OK


def files_of(root: Path) -> dict[str, bytes]:
    """Return every ordinary file of content/ and data/, by its path from the root."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for top in ("content", "data")
        for path in sorted((root / top).rglob("*"))
        if path.is_file() and not path.is_symlink() and not path.name.startswith(".")
    }


def _tell(made: PlanDeTerritoire, trial: bool) -> None:
    removed = sorted(path for path, data in made.fichiers.items() if data is None)
    written = sorted(path for path, data in made.fichiers.items() if data is not None)
    will = "serait" if trial else "est"
    print("".join(f"{line}\n" for line in made.dit), end="")
    print(f"{made.nom} : {pluriel(made.communes, 'commune')}.")
    print(f"{len(removed)} fichiers de l'ancien territoire : ce qui {will} retiré.")
    print(f"{len(written)} fichiers : ce qui {will} écrit ou adapté.")
    if trial:
        for path in removed:
            print(f"  retirer  {path}")
        for path in written:
            print(f"  écrire   {path}")
        print("Rien n'a été écrit.")


def settle(root: Path, made: PlanDeTerritoire, officiel: Officiel, today: datetime.date) -> Bilan:
    """Write a plan, then check it: an expected search that does not find here what it should is left out."""
    try:
        for path, data in made.fichiers.items():
            write(root / path, data)
        write(root / A_FAIRE, a_faire(made.nom, made.communes).encode())
    except Fault as fault:
        raise Fault(f"{fault} Pour revenir à l'ancien état : git checkout -- .") from fault
    bilan = verify(root, today, officiel)
    failed = {(at[1], int(at[2]) - 1) for one in bilan.problems if (at := _RATEE.match(f"{one.code} {one.where}"))}
    if failed:
        requetes = root / GENRES["requetes-types"].chemin
        write(requetes, without_failed(requetes.read_bytes(), failed))
        bilan = replace(bilan, problems=tuple(one for one in bilan.problems if one.code not in _RATEES))
    return bilan


def _write(root: Path, made: PlanDeTerritoire, officiel: Officiel, today: datetime.date) -> int:
    bilan = settle(root, made, officiel, today)
    if bilan.corpus is not None:
        refresh(root, bilan.corpus)
    errors = [problem for problem in bilan.problems if problem.severity == Severity.ERREUR]
    show(errors)
    print(f"Ce qu'il faut remplir d'abord est dans {A_FAIRE}. Voir le site : python3 lancer.py site")
    return CONTENT if errors or not bilan.croisees else OK
