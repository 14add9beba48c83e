"""The commands that are not in cli.py: one module each, listed here and nowhere else."""

from __future__ import annotations

from generator.cli.command import Command
from generator.cli.commands.comparer import COMMAND as COMPARER
from generator.cli.commands.dossier import COMMAND as DOSSIER
from generator.cli.commands.exporter import COMMAND as EXPORTER
from generator.cli.commands.fraicheur import COMMAND as FRAICHEUR
from generator.cli.commands.importer import COMMAND as IMPORTER
from generator.cli.commands.liens import COMMAND as LIENS
from generator.cli.commands.repondre import COMMAND as REPONDRE
from generator.cli.commands.schemas import COMMAND as SCHEMAS
from generator.cli.commands.territoire import COMMAND as TERRITOIRE

COMMANDS: tuple[Command, ...] = (COMPARER, DOSSIER, EXPORTER, FRAICHEUR, IMPORTER, LIENS, REPONDRE, SCHEMAS, TERRITOIRE)
"""In the order of the help. A new command is a module with its `COMMAND`, and a line here."""
