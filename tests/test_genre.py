"""A kind of fiche more: one model, one template, one row of the table; all the rest follows."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.contributing.spreadsheet.ods_reader import read_ods
from tests.chemins import AUJOURDHUI, RACINE
from tests.construction import replace_in
from tests.mini import SERVICE, write_mini

MODELE = '''
"""A visite: one goes and looks at what others have done."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from generator.models.base import Profils, RefActeur, Stades, Thematiques
from generator.models.fiche import Fiche


class Visite(Fiche):
    """`content/offre/visites/<id>.yml`."""

    PORTEUR: ClassVar = "acteur"
    MODALITE: ClassVar = "mot"

    acteur: RefActeur = Field(description="Acteur qui reçoit.", examples=["pole-ess"])
    thematiques: Thematiques = Field(min_length=1, description="Thématiques.", examples=[["mot"]])
    stades: Stades = Field(min_length=1, description="Stades, ou « tous ».", examples=[["tous"]])
    profils: Profils = Field(min_length=1, description="Publics, ou « tous ».", examples=[["tous"]])
'''
GABARIT = """
{% import "_blocs.html" as b %}
<div class="large">
  {{ b.titre("Visite", entree.fiche.nom, entree.fiche.resume) }}
  <p>Chez <a href="{{ lien(acteur.url) }}">{{ acteur.fiche.nom }}</a></p>
</div>
"""
LIGNE = """
    Genre(
        "visite", Visite, "content/offre/visites", "visites", "e", adresse="offre/visites/", section="offre",
        phrase="Aller voir ce que d'autres ont fait.",
    ),
"""
ENFANT = """
import json, sys
from generator.cli.main import main
from tests.construction import officiel
sys.exit(max(main(command, officiel()) for command in json.loads(sys.argv[1])))
"""


@pytest.fixture(scope="module")
def racine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with one kind more, and what its commands make of a territory that has one such fiche."""
    code = tmp_path_factory.mktemp("programme")
    shutil.copytree(RACINE / "generator", code / "generator")
    shutil.copy(RACINE / "mkdocs.yml", code)
    (code / "generator/models/visite.py").write_text(MODELE, "utf-8")
    (code / "generator/theme/templates/visite.html").write_text(GABARIT, "utf-8")
    table = code / "generator/corpus/genres.py"
    imported = "from generator.models.territoire import Territoire\n"
    replace_in(table, imported, f"{imported}from generator.models.visite import Visite\n")
    replace_in(table, '\n    Genre("arbre"', f'{LIGNE}    Genre("arbre"')

    mini = write_mini(tmp_path_factory.mktemp("territoire"))
    visite = mini.text(SERVICE).replace("Accueil de tous", "Voir l'atelier du port").replace("modalites: [mot]\n", "")
    mini.write("content/offre/visites/atelier.yml", visite.split("zone:")[0])
    shared = ("--racine", str(mini.root), "--date", AUJOURDHUI.isoformat())
    commands = [
        ["construire", "--sans-pdf", "--sortie", str(mini.root / "site"), *shared],
        ["exporter", "--ods", str(mini.root / "fiches.ods"), *shared],
        ["nouveau", "visite", "autre", "--racine", str(mini.root)],
        ["schemas", "--racine", str(mini.root)],
    ]
    done = subprocess.run(
        [sys.executable, "-c", ENFANT, json.dumps(commands)],
        cwd=code,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(code), str(RACINE))), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return mini.root


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("offre/visites/atelier/", "Voir l'atelier du port"),
        ("offre/visites/", "Aller voir ce que d’autres ont fait."),
        ("offre/", "Visites (1)"),
        ("offre/thematiques/mot/", "offre/visites/atelier/"),
        ("acteurs/pole/", "Les visites proposées"),
        ("plan/", "offre/visites/"),
        ("contribuer/champs/visite/", "Les champs d’une fiche visite"),
        ("a-jour/", "5 fiches à confirmer"),
    ],
)
def test_the_site_shows_it(racine: Path, page: str, said: str) -> None:
    assert said in (racine / "site" / page / "index.html").read_text("utf-8")


def test_the_search_finds_it(racine: Path) -> None:
    (path,) = (racine / "site/recherche").glob("index-*.json")
    index = json.loads(path.read_text("utf-8"))
    assert [genre["nombre"] for genre in index["genres"] if genre["id"] == "visite"] == [1]


def test_those_who_write_are_helped(racine: Path) -> None:
    assert json.loads((racine / "schemas/visite.json").read_text("utf-8"))["title"]
    assert "acteur:" in (racine / "content/offre/visites/autre.yml").read_text("utf-8")
    assert "visites" in [sheet.nom for sheet in read_ods((racine / "fiches.ods").read_bytes())]
