"""What the command line accepts, and its help: in French, with examples."""

from __future__ import annotations

import argparse
import difflib
import re
from pathlib import Path
from typing import Any, NoReturn

from generator.cli.command import date_option
from generator.cli.commands import COMMANDS
from generator.corpus.francais import fold
from generator.corpus.genres import ECRITS
from generator.problems.formats import FORMATS

_DESCRIPTION = "Vérifie les fiches d'un territoire et construit son site."
_EXAMPLES = """exemples :
  offre verifier                              tout vérifier, sans rien écrire
  offre verifier content/acteurs              ne montrer que ce dossier
  offre construire                            vérifier, puis écrire le site dans site/
  offre servir                                voir le site, le refaire à chaque changement
  offre nouveau service atelier-gouvernance   préparer une fiche à remplir
  offre arbres                                chemins, replis, cas types manquants
  offre chercher "besoin d'un local"          ce que la recherche répond, et pourquoi
  offre comparer --base main                  ce qui change, et l'effet sur les réponses
  offre fraicheur                             quelles fiches confirmer, ce qui ferme
  offre expliquer REF001                      comprendre un message

codes de sortie : 0 tout va bien ; 1 erreurs dans le contenu ; 2 commande ou machine ; 3 défaut du programme"""


_FRENCH = (
    ("the following arguments are required: (.+)", "il manque : {}"),
    ("unrecognized arguments: (.+)", "mots inconnus : {}"),
    ("argument ([^:]+): expected one argument", "{} attend une valeur"),
    ("argument ([^:]+): ignored explicit argument .+", "{} s'écrit sans valeur"),
)
"""Whole messages of argparse → French; one that is not here is left out, never shown in English."""


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """The help of argparse, its first word in French."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "emploi : " if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """argparse, in French; an option is written whole."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        detail = _french(message)
        said = f"commande mal écrite ({detail})" if detail else "commande mal écrite"
        self.exit(2, f"{self.prog} : {said}. Aide : {self.prog} --help\n")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Refuse a word that is not a choice, with the nearest one."""
        if action.choices is not None and value not in action.choices:
            known = [str(choice) for choice in action.choices]
            near = difflib.get_close_matches(str(value), known, n=1)
            hint = f"vouliez-vous dire « {near[0]} » ?" if near else f"choisir parmi : {', '.join(known)}"
            raise argparse.ArgumentError(None, f"« {str(value)[:30]} » n'est pas un choix possible, {hint}")


def _french(message: str) -> str:
    """Return the French for a message of argparse; ours, already French, come through as they are."""
    for english, french in _FRENCH:
        found = re.fullmatch(english, message, re.DOTALL)
        if found:
            return french.format(*found.groups())
    ours = re.fullmatch("(?:argument ([^:]+): )?(« .+)", message, re.DOTALL)
    return " : ".join(part for part in ours.groups() if part) if ours else ""


def _port(text: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"« {text[:30]} » n'est pas un numéro de port (0 à 65535)")
    return int(text)


AILLEURS = {
    "reunion": "une réunion s'écrit dans le fichier de son groupe : docs/taches/declarer-une-reunion.md",
    "arbre": "un arbre s'écrit en partant d'un exemple : docs/ecrire-un-arbre.md",
    "parcours": "un parcours s'écrit en partant d'un exemple : docs/ecrire-un-arbre.md",
    "cas-type": "un cas type s'ajoute à data/cas-types.yml : docs/taches/changer-une-question.md",
    "chapitre": "un chapitre du guide s'écrit en Markdown : docs/ecrire-le-guide.md",
    "outil": "un outil du guide s'écrit en Markdown : docs/ecrire-le-guide.md",
    "mot": "un mot s'ajoute à une liste : docs/taches/ajouter-un-mot.md",
}
"""What people ask `nouveau` for, and that has another way; without accents, in the singular."""


def _genre(text: str) -> str:
    """Return what was asked; say where it is written when `nouveau` does not make it."""
    plain = fold(text)
    other = AILLEURS.get(plain) or AILLEURS.get(plain.removesuffix("s"))
    if other:
        raise argparse.ArgumentTypeError(f"« {text[:30]} » : {other}")
    return text


def make_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="offre",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=_Formatter,
        add_help=False,
    )
    _help_option(parser)
    commands = parser.add_subparsers(dest="commande", metavar="commande", required=True, parser_class=_Parser)

    def command(name: str, text: str, example: str) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name,
            help=text,
            description=text[0].upper() + text[1:] + ".",
            epilog=f"exemple :\n  {example}",
            formatter_class=_Formatter,
            add_help=False,
        )
        _help_option(made)
        made.add_argument(
            "--racine", type=Path, default=Path(), metavar="DOSSIER", help="dossier du projet (ici par défaut)"
        )
        return made

    verifier = command("verifier", "vérifie tout et dit quoi corriger", "offre verifier --format texte content/acteurs")
    verifier.add_argument("chemins", nargs="*", help="ne montrer que ces fichiers ou dossiers")
    verifier.add_argument("--format", choices=FORMATS, default="texte", help="texte, github ou json")
    verifier.add_argument("--lisibilite", action="store_true", help="dire aussi ce qui est difficile à lire")
    construire = command("construire", "vérifie, puis écrit le site", "offre construire --sortie site")
    construire.add_argument(
        "--sortie", type=Path, default=Path("site"), metavar="DOSSIER", help="dossier du site (site)"
    )
    construire.add_argument("--sans-pdf", action="store_true", help="ne pas refaire le guide en PDF (plus rapide)")
    construire.add_argument("--mesures", action="store_true", help="montrer les dix pages les plus lourdes")
    for made in (verifier, construire):
        date_option(made)
    servir = command("servir", "montre le site et le refait à chaque changement", "offre servir --port 8000")
    servir.add_argument("--port", type=_port, default=8000, metavar="PORT", help="port local (8000)")
    nouveau = command("nouveau", "prépare une fiche à remplir", "offre nouveau service atelier-gouvernance")
    nouveau.add_argument(
        "genre", type=_genre, choices=sorted(ECRITS), help=f"{', '.join(list(ECRITS)[:-1])} ou {list(ECRITS)[-1]}"
    )
    nouveau.add_argument("id", nargs="+", help="nom du fichier : minuscules, chiffres et tirets")
    arbres = command(
        "arbres", "dit ce que font les arbres d'orientation", "offre arbres --chemin ecrit.oral --commune 99001"
    )
    arbres.add_argument("--chemin", metavar="A.B.C", help="expliquer ce chemin, réponse par réponse")
    arbres.add_argument(
        "--commune", metavar="CODE", default="nsp", help="code Insee, « plusieurs » ou « nsp » (je ne sais pas)"
    )
    date_option(arbres)
    chercher = command("chercher", "dit ce que la recherche du site répond, et pourquoi", 'offre chercher "salle"')
    chercher.add_argument("mots", nargs="+", help="ce que la personne tape")
    date_option(chercher)
    for line in COMMANDS:
        line.declare(command(line.nom, line.texte, line.exemple))
    expliquer = command("expliquer", "explique le code d'un message", "offre expliquer REF001")
    expliquer.add_argument("code", nargs="?", help="un code ; sans code, la liste")
    return parser


def _help_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-h", "--help", action="help", help="montrer cette aide")
    parser._positionals.title = "arguments"
    parser._optionals.title = "options"
