"""A git repository that holds the invented territory, and what to do with it."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path
from unittest.mock import patch

from generator.cli.commands import comparer as commande
from generator.cli.commands.comparer import read_version
from generator.rendering.page import Rendering
from generator.upkeep.comparison.comparer import Comparaison, comparer
from generator.upkeep.comparison.versions import Version
from tests.chemins import AUJOURDHUI, PETITE_ILE
from tests.construction import officiel

SERVICES = "content/offre/services"
PERMANENCE = f"{SERVICES}/permanence-accueil.yml"
ATELIER = f"{SERVICES}/atelier-gouvernance.yml"
_ENV = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Essai",
    "GIT_AUTHOR_EMAIL": "essai@exemple.example",
    "GIT_COMMITTER_NAME": "Essai",
    "GIT_COMMITTER_EMAIL": "essai@exemple.example",
}


def git(root: Path, *arguments: str) -> str:
    """Run git in a repository of the tests; its configuration is nobody's."""
    done = subprocess.run(
        ["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True, env={**os.environ, **_ENV}
    )
    return done.stdout


def commit(root: Path) -> Path:
    """Make a repository of a folder, or add a commit to it; return the folder."""
    if not (root / ".git").exists():
        git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Un état")
    return root


def compare(root: Path, base: Path = PETITE_ILE) -> Comparaison:
    """Compare a copy of the invented territory with the territory itself, git left out."""
    before = petite_ile() if base == PETITE_ILE else read_version(base, AUJOURDHUI, officiel())
    return comparer(before, read_version(root, AUJOURDHUI, officiel()))


def compare_answers(root: Path, base: Path = PETITE_ILE) -> Comparaison:
    """The same, no page made: what changed in the files and in the answers; no address is looked at."""
    with patch.object(commande, "render_corpus", lambda corpus, today: Rendering((), ())):
        before = sans_pages() if base == PETITE_ILE else read_version(base, AUJOURDHUI, officiel())
        return comparer(before, read_version(root, AUJOURDHUI, officiel()))


@cache
def sans_pages() -> Version:
    """The invented territory itself, its pages not made."""
    return read_version(PETITE_ILE, AUJOURDHUI, officiel())


@cache
def petite_ile() -> Version:
    """The invented territory itself, read and made once."""
    return read_version(PETITE_ILE, AUJOURDHUI, officiel())
