"""What the command line accepts, and its help: in French, with examples."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from generator.cli.command import Command, offre
from generator.cli.commands import COMMANDS

_DESCRIPTION = "Vérifie les fiches d'un territoire et construit son site."
_EXAMPLES = (
    ("verifier", "tout vérifier, sans rien écrire"),
    ("verifier content/acteurs", "ne montrer que ce dossier"),
    ("construire", "vérifier, puis écrire le site dans site/"),
    ("servir", "voir le site, le refaire à chaque changement"),
    ("nouveau service atelier-gouvernance", "préparer une fiche à remplir"),
    ("arbres", "chemins, replis, cas types manquants"),
    ('chercher "besoin d\'un local"', "ce que la recherche répond, et pourquoi"),
    ("comparer --base main", "ce qui change, et l'effet sur les réponses"),
    ("fraicheur", "quelles fiches confirmer, ce qui ferme"),
    ("expliquer REF001", "comprendre un message"),
)
_CODES = "codes de sortie : 0 tout va bien ; 1 erreurs dans le contenu ; 2 commande ou machine ; 3 défaut du programme"


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
        super().__init__(allow_abbrev=False, add_help=False, formatter_class=_Formatter, **settings)
        self.add_argument("-h", "--help", action="help", help="montrer cette aide")
        self._positionals.title = "arguments"
        self._optionals.title = "options"

    def error(self, message: str) -> NoReturn:
        detail = _french(message)
        said = f"commande mal écrite ({detail})" if detail else "commande mal écrite"
        self.exit(2, f"{self.prog} : {said}. Aide : {self.prog} --help\n")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Refuse a word that is not a choice, with the nearest one."""
        if action.choices is not None and value not in action.choices:
            known = [str(choice) for choice in action.choices]
            from generator.corpus.suggestion import suggestion  # whoever writes it right does not wait for it

            near = suggestion(str(value), known)
            hint = f"v{near[1:]}" if near else f"choisir parmi : {', '.join(known)}"
            raise argparse.ArgumentError(None, f"« {str(value)[:30]} » n'est pas un choix possible, {hint}")


class _CommandParser(_Parser):
    """The parser of one command, which reads its file only when the command is asked for."""

    def __init__(self, command: Command, **settings: Any) -> None:
        super().__init__(**settings)
        self.command: Command | None = command
        self.add_argument(
            "--racine", type=Path, default=Path(), metavar="DOSSIER", help="dossier du projet (ici par défaut)"
        )

    def parse_known_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]
        if self.command:
            module, self.command = self.command.module(), None
            module.declare(self)
            self.set_defaults(run=module.run)
        return super().parse_known_args(args, namespace)


def _french(message: str) -> str:
    """Return the French for a message of argparse; ours, already French, come through as they are."""
    for english, french in _FRENCH:
        found = re.fullmatch(english, message, re.DOTALL)
        if found:
            return french.format(*found.groups())
    ours = re.fullmatch("(?:argument ([^:]+): )?(« .+)", message, re.DOTALL)
    return " : ".join(part for part in ours.groups() if part) if ours else ""


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all the commands; what it returns holds `run`, the work of the command asked for."""
    width = max(len(offre(words)) for words, _ in _EXAMPLES)
    examples = "\n".join(f"  {offre(words):<{width}}   {what}" for words, what in _EXAMPLES)
    parser = _Parser(prog=offre(), description=_DESCRIPTION, epilog=f"exemples :\n{examples}\n\n{_CODES}")
    commands = parser.add_subparsers(dest="commande", metavar="commande", required=True, parser_class=_CommandParser)
    for line in COMMANDS:
        commands.add_parser(
            line.nom,
            command=line,
            help=line.texte,
            description=f"{line.texte[0].upper()}{line.texte[1:]}.",
            epilog=f"exemple :\n  {offre(f'{line.nom} {line.exemple}')}",
        )
    return parser
