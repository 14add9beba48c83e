"""What `docs/developper.md` says is true: its drawing is the one of the walls, its recipes are tried as written."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import lancer
from tests.chemins import AUJOURDHUI, RACINE, copy_petite_ile
from tests.murs import MAY_IMPORT, OPEN_TO_ALL
from tests.taches import Essai, read_page
from tests.test_docs import table

TEXTE = (RACINE / "docs" / "developper.md").read_text("utf-8")
RECETTES = dict(re.findall(r"^### ([^\n]+)\n\n(.*?)(?=^##)", TEXTE, re.M | re.S))
ENFANT = """
import sys
from generator.cli.main import main
from tests.construction import officiel
sys.exit(main(sys.argv[1:], officiel()))
"""


def drawing(may: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return room → the arrows to draw: what it may import, but for what another of its arrows leads to already."""
    reach: dict[str, set[str]] = {}
    for room in reversed(may):
        reach[room] = may[room].union(*(reach[other] for other in may[room]))
    return {room: arrows - set().union(*(reach[other] for other in arrows)) for room, arrows in may.items()}


def test_the_drawing_is_the_one_of_the_walls() -> None:
    rows = table("Salle", TEXTE)
    drawn = {row[0].split("`")[1]: set(re.findall(r"\w+", row[2])) for row in rows}
    doors = {"__init__", "__main__"}
    assert drawn == {room: arrows for room, arrows in drawing(MAY_IMPORT).items() if room not in doors}
    rooms = list(drawn)
    for rank, (room, arrows) in enumerate(drawn.items()):
        assert arrows <= set(rooms[rank + 1 :]), room
    assert set(rooms[-1:]) == OPEN_TO_ALL


def test_an_arrow_that_others_lead_to_is_not_drawn() -> None:
    assert drawing({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == {"a": {"b"}, "b": {"c"}, "c": set()}


def test_the_ten_recipes_are_there() -> None:
    assert len(RECETTES) == 10


@pytest.fixture
def essai(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Essai:
    """A copy of the program, with the invented territory in the place of the real one."""
    root = copy_petite_ile(tmp_path)
    shutil.copytree(RACINE / "generator", root / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(RACINE / "mkdocs.yml", root)
    monkeypatch.chdir(root)
    places = os.pathsep.join((str(root), str(RACINE)))
    env = {**os.environ, "PYTHONPATH": places, "PYTHONUTF8": "1", "OFFRE_COMMANDE": lancer.offre_command("posix")}

    def run(*words: str) -> tuple[int, str, str]:
        command = [sys.executable, "-c", ENFANT, *words]
        done = subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
        return done.returncode, done.stdout, done.stderr

    return Essai(root, run)


@pytest.mark.parametrize("titre", ["Un champ", "Une règle", "Une commande"])
def test_a_recipe_does_what_it_says(essai: Essai, titre: str) -> None:
    gestes = read_page(RECETTES[titre])
    assert {"avant", "apres", "commande", "reponse"} <= {geste.genre for geste in gestes}
    for geste in gestes:
        essai.play(geste)
    assert essai.code == 0, essai.said
    if titre == "Un champ":
        code, *said = essai.run("construire", "--sans-pdf", "--sortie", "site", "--date", AUJOURDHUI.isoformat())
        assert code == 0, said
        page = (essai.root / "site/offre/services/permanence-accueil/index.html").read_text("utf-8")
        assert "Langues" in page
        assert "Français, breton" in page
