"""Read data/voisins/: the last good copies of other sites, written by `offre importer --donnees`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.models.base import is_identifiant
from generator.models.voisin import VOISINS, Voisin
from generator.problems import Problem
from generator.problems.codes import problem
from generator.reading.csv_source import LigneCsv
from generator.reading.guides import is_of_the_system
from generator.reading.validation import validate

MAX_COPIE = 4_000_000
"""Bytes of a copy: MAX_FICHES of ordinary length."""
MAX_DITES = 10
"""Faults of one file told."""


@dataclass(frozen=True, slots=True)
class Copies:
    """What was read of the folder."""

    copies: Mapping[str, Voisin]
    lus: frozenset[str]
    """Paths read, the faulty ones included"""
    problems: tuple[Problem, ...]


def load_voisins(root: Path) -> Copies:
    """Return the copies by name, and every problem; a link, a folder or another ending is left to who counts files."""
    copies: dict[str, Voisin] = {}
    read, problems = set(), []
    folder = root / VOISINS
    here = folder.is_dir() and not folder.is_symlink()
    for path in sorted(folder.iterdir(), key=lambda entry: entry.name) if here else ():
        shown = f"{VOISINS}/{path.name}"
        if is_of_the_system(path) or path.is_symlink() or not path.is_file() or path.suffix != ".json":
            continue
        read.add(shown)
        if not is_identifiant(path.stem):
            said = f"« {path.stem[:80]} » ne peut pas être un identifiant."
            problems.append(problem("FIC001", shown, 0, "", said))
            continue
        with path.open("rb") as stream:
            data = stream.read(MAX_COPIE + 1)
        voisin, found = parse_voisin(data, shown)
        problems += found
        if voisin:
            copies[path.stem] = voisin
    return Copies(copies, frozenset(read), tuple(problems))


def parse_voisin(data: bytes, shown: str) -> tuple[Voisin | None, tuple[Problem, ...]]:
    """Return a copy, or what is wrong with it (VOI001)."""
    if len(data) > MAX_COPIE:
        return None, (problem("VOI001", shown, 0, "", f"plus de {MAX_COPIE // 1_000_000} Mo."),)
    tree, why = parse_json(data)
    if why:
        return None, (problem("VOI001", shown, 0, "", f"{why}."),)
    voisin, found = validate(Voisin, tree, LigneCsv(shown, 0))
    return voisin, as_code("VOI001", shown, found)


def as_code(code: str, shown: str, found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the first faults of a file that nobody writes by hand, under one code: a source that lies, lies often."""
    return tuple(problem(code, shown, 0, one.where, one.message) for one in list(found)[:MAX_DITES])


def parse_json(data: bytes) -> tuple[Any, str]:
    """Return (value, '') or (None, what is wrong, in French, without a final point)."""
    try:
        return json.loads(data.decode("utf-8"), parse_constant=_refuse), ""
    except UnicodeDecodeError:
        return None, "ce n'est pas du texte UTF-8"
    except (ValueError, RecursionError):
        return None, "ce n'est pas du JSON, ou le fichier est coupé"


def _refuse(word: str) -> Any:
    raise ValueError(word)
