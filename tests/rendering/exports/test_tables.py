"""The tables are read by frictionless with no error, hold every fiche, and no cell is a formula."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from frictionless import system, validate

from generator.corpus.genres import GENRES
from generator.rendering.exports.enregistrement import tout
from generator.rendering.exports.tables import TABLES, columns, table_files
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI
from tests.exports import petite_ile
from tests.mini import RESSOURCE, SERVICE, Mini


def written(site: Site, folder: Path) -> Path:
    """Write the tables of a site; return the datapackage."""
    for file in table_files(site, tout(site)):
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.data)
    return folder / "donnees" / "datapackage.json"


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_bytes().decode().splitlines(keepends=True)))


def test_frictionless_reads_them_without_an_error(tmp_path: Path) -> None:
    package = written(petite_ile(), tmp_path)
    with system.use_context(trusted=True):
        report = validate(str(package))
    assert report.flatten(["type", "fieldName", "rowNumber", "note"]) == []
    assert {resource["name"] for resource in json.loads(package.read_bytes())["resources"]} == {
        GENRES[genre].pluriel for genre in TABLES
    }


def test_frictionless_sees_a_wrong_cell(tmp_path: Path) -> None:
    """The judge judges: a day that is no day, a statut that is none."""
    package = written(petite_ile(), tmp_path)
    services = package.with_name("services.csv")
    text = services.read_bytes().decode()
    services.write_bytes(text.replace(",2026-11-22,actif,", ",hier,peut-être,", 1).encode())
    with system.use_context(trusted=True):
        assert not validate(str(package)).valid


def test_every_fiche_is_there_with_what_people_wrote(tmp_path: Path) -> None:
    site = petite_ile()
    services = rows(written(site, tmp_path).with_name("services.csv"))
    assert [row["id"] for row in services] == sorted(site.corpus.services)
    (atelier,) = (row for row in services if row["id"] == "atelier-gouvernance")
    assert atelier["adresse_page"] == "https://petite-ile.test/offre/offre/services/atelier-gouvernance/"
    assert atelier["communes_couvertes"] == "01901|01902|01903"
    assert atelier["thematiques"] == "gouvernance-partagee|animation-cooperation"
    assert (atelier["tarif_type"], atelier["tarif_annee"]) == ("payant", "2026")
    assert atelier["contacts_telephone"] == "02 61 91 00 03"
    assert atelier["licence_donnees"] == "Licence Ouverte 2.0"
    assert "equipe" not in (column.schema["name"] for column in columns(GENRES["acteur"].modele))


def test_hostile_cells(mini: Mini, tmp_path: Path) -> None:
    """A formula is a text, a bar does not cut an item in two, a list of tables stays in step."""
    mini.change(RESSOURCE, 'auteur: "Pôle"', 'auteur: "=HYPERLINK(A1)"')
    mini.add(
        SERVICE, 'prerequis: ["A|B", "C"]\ncontacts:\n  - role: "Un"\n    url: "https://un.test/"\n  - role: "Deux"\n'
    )
    package = written(Site(mini.corpus(), AUJOURDHUI), tmp_path)
    assert rows(package.with_name("ressources.csv"))[0]["auteur"] == "'=HYPERLINK(A1)"
    (service,) = rows(package.with_name("services.csv"))
    assert service["prerequis"] == "A¦B|C"
    assert (service["contacts_role"], service["contacts_url"]) == ("Un|Deux", "https://un.test/|")
