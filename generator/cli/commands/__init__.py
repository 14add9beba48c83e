"""The commands that are not in cli.py: one module each, listed here and nowhere else."""

from __future__ import annotations

from generator.commands.base import Command
from generator.commands.comparer import COMMAND as COMPARER
from generator.commands.dossier import COMMAND as DOSSIER
from generator.commands.exporter import COMMAND as EXPORTER
from generator.commands.fraicheur import COMMAND as FRAICHEUR
from generator.commands.importer import COMMAND as IMPORTER
from generator.commands.liens import COMMAND as LIENS
from generator.commands.repondre import COMMAND as REPONDRE
from generator.commands.schemas import COMMAND as SCHEMAS
from generator.commands.territoire import COMMAND as TERRITOIRE

COMMANDS: tuple[Command, ...] = (COMPARER, DOSSIER, EXPORTER, FRAICHEUR, IMPORTER, LIENS, REPONDRE, SCHEMAS, TERRITOIRE)
"""In the order of the help. A new command is a module with its `COMMAND`, and a line here."""
