"""Build the invented territory for the tests, and look at what was built."""

from __future__ import annotations

import datetime
import shutil
from functools import cache
from pathlib import Path

from generator.corpus.corpus import Corpus
from generator.corpus.officiel import Annuaire, Officiel
from generator.pipeline import Bilan, construct
from generator.reading.communes import load_officiel
from generator.reading.loading import load_corpus
from generator.reading.mairies import load_annuaire
from generator.rendering.page import Rendering
from generator.rendering.rendering import render_corpus
from tests.chemins import AUJOURDHUI, FIXTURES, PETITE_ILE

OFFICIEL = FIXTURES / "officiel.json"
ANNUAIRE = FIXTURES / "mairies.json"


@cache
def officiel() -> Officiel:
    """The invented official lists."""
    return load_officiel(OFFICIEL)


@cache
def annuaire() -> Annuaire:
    """The invented list of mairies."""
    return load_annuaire(ANNUAIRE)


def read(root: Path = PETITE_ILE) -> Corpus:
    """Read a territory whose files all have a right shape."""
    corpus, problems = load_corpus(root, officiel())
    assert corpus is not None, problems
    return corpus


def build(root: Path, target: Path, today: datetime.date = AUJOURDHUI) -> Bilan:
    """Build a territory without errors; anything else fails the test."""
    bilan = construct(root, today, target, officiel())
    assert bilan.publiable, [problem for problem in bilan.problems if problem.severity == "erreur"]
    assert bilan.defauts == ()
    return bilan


def tree(folder: Path) -> dict[str, bytes]:
    """Return path → bytes of every file of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def without_arbres(root: Path) -> Path:
    """Remove the arbres of a territory that is a copy: three times fewer pages."""
    for name in ("arbres", "parcours"):
        shutil.rmtree(root / "data" / name, ignore_errors=True)
    (root / "data" / "cas-types.yml").unlink(missing_ok=True)
    return root


def render_sober(corpus: Corpus, today: datetime.date = AUJOURDHUI) -> Rendering:
    """Render a territory, its arbres left out: the pages of the others are the same, and two thirds fewer are made."""
    return render_corpus(corpus.having(arbre={}, parcours={}), today)


def replace_in(path: Path, old: str, new: str) -> None:
    """Replace a text that stands exactly once in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path} : {old!r} x {text.count(old)}"
    path.write_text(text.replace(old, new), encoding="utf-8")
