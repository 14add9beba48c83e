"""`nouveau`: a file to fill, each field explained."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path

from generator.cli.command import OK, offre
from generator.cli.files import inside, read_given, refuse_existing, write
from generator.contributing.nouveau import new_fiche, with_measure
from generator.corpus.francais import fold, slug
from generator.corpus.genres import ECRITS
from generator.corpus.officiel import Officiel
from generator.models.base import LONGUEUR_IDENTIFIANT, is_identifiant
from generator.problems.faults import Fault
from generator.reading.yaml_source import MAX_BYTES

MESURE = "mesure"
"""Written in the file of its indicateur, whose id is given."""
AILLEURS = {
    "reunion": "une réunion s'écrit dans le fichier de son groupe : docs/taches/declarer-une-reunion.md",
    "arbre": "un arbre s'écrit en partant d'un exemple : docs/ecrire-un-arbre.md",
    "parcours": "un parcours s'écrit en partant d'un exemple : docs/ecrire-un-arbre.md",
    "cas-type": "un cas type s'ajoute à data/cas-types.yml : docs/taches/changer-une-question.md",
    "chapitre": "un chapitre du guide s'écrit en Markdown : docs/ecrire-le-guide.md",
    "outil": "un outil du guide s'écrit en Markdown : docs/ecrire-le-guide.md",
    "mot": "un mot s'ajoute à une liste : docs/taches/ajouter-un-mot.md",
}
"""What people ask for, and that has another way; without accents, in the singular."""


def declare(parser: argparse.ArgumentParser) -> None:
    kinds = (*ECRITS, MESURE)
    parser.add_argument("genre", type=_genre, choices=sorted(kinds), help=f"{', '.join(kinds[:-1])} ou {kinds[-1]}")
    parser.add_argument("id", nargs="+", help="nom du fichier : minuscules, chiffres et tirets")


def run(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    identifiant = " ".join(arguments.id)  # « nouveau acteur Mon Pôle »: the words of a name, without quotes
    if not is_identifiant(identifiant):
        near = slug(identifiant)[:LONGUEUR_IDENTIFIANT].strip("-")
        said = f" Par exemple : {offre(f'nouveau {arguments.genre} {near}')}" if is_identifiant(near) else ""
        raise Fault(
            f"« {identifiant[:80]} » ne peut pas être un identifiant : minuscules sans accent, chiffres et tirets, "
            f"{LONGUEUR_IDENTIFIANT} signes au plus, et pas un nom que Windows garde pour lui (con, aux, nul…).{said}"
        )
    if not (arguments.racine / "content").is_dir():
        raise Fault("Le dossier « content/ » est introuvable ici. Lancer la commande à la racine du projet.")
    if arguments.genre == MESURE:
        return _measure(inside(arguments.racine, ECRITS["indicateur"].path_of(identifiant)))
    path = inside(arguments.racine, ECRITS[arguments.genre].path_of(identifiant))
    refuse_existing(path)
    write(path, new_fiche(arguments.genre, day_of_writing()).encode())
    print(f"{path} est prêt à remplir. Ensuite : {offre(f'verifier {path}')}")
    return OK


def _measure(path: Path) -> int:
    """Write a measure to fill at the end of an indicateur; Fault when the program computes this one."""
    data = read_given(path, MAX_BYTES)
    made = with_measure(data, day_of_writing())
    if made is None:
        raise Fault(f"{path} se calcule avec les réunions, les besoins et les collectifs : on n'y saisit rien.")
    write(path, made)
    print(f"{path} : une mesure à remplir, à la fin. Ensuite : {offre(f'verifier {path}')}")
    return OK


def day_of_writing() -> datetime.date:
    """Return today: what is written now is not dated as one likes."""
    return datetime.date.today()


def _genre(text: str) -> str:
    """Return what was asked; say where it is written when `nouveau` does not make it."""
    plain = fold(text)
    other = AILLEURS.get(plain) or AILLEURS.get(plain.removesuffix("s"))
    if other:
        raise argparse.ArgumentTypeError(f"« {text[:30]} » : {other}")
    return text
