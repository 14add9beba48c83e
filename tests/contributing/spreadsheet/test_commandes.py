"""`offre exporter --ods` and `offre importer FICHIER.ods`: shown first, written only when asked, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.contributing.spreadsheet.ods_writer import ods_bytes
from generator.corpus.genres import modeline
from tests.chemins import AUJOURDHUI
from tests.construction import replace_in, tree
from tests.contributing.spreadsheet.outil import changed, classeur, with_cell, with_row, without_row
from tests.contributing.spreadsheet.test_fautes_tableur import ATELIER, NOUVEAU

pytestmark = pytest.mark.usefixtures("se_souvenir")

Run = Callable[..., tuple[int, str, str]]
CHEMIN = f"content/offre/services/{ATELIER}.yml"
NEUF = f"content/offre/services/{NOUVEAU['id']}.yml"


@pytest.fixture
def importer(run: Run, racine_petite_ile: Path, tmp_path: Path) -> Run:
    """`importer(bytes, …)` writes a spreadsheet, and imports it into the copy of the invented territory."""

    def call(data: bytes, *more: str, name: str = "fiches.ods") -> tuple[int, str, str]:
        (tmp_path / name).write_bytes(data)
        return run("importer", tmp_path / name, "--racine", racine_petite_ile, "--date", str(AUJOURDHUI), *more)

    return call


def test_what_is_exported_is_imported_without_any_difference(run: Run, racine_petite_ile: Path, tmp_path: Path) -> None:
    path = tmp_path / "essai.ods"
    where = ("--racine", racine_petite_ile, "--date", str(AUJOURDHUI))
    code, shown, faults = run("exporter", "--ods", path, *where)
    assert (code, faults) == (0, "")
    assert shown.startswith(f"{path} : 44 fiches, 7 feuilles.")
    assert path.read_bytes() == ods_bytes(classeur())
    before = tree(racine_petite_ile)
    code, shown, faults = run("importer", path, "--ecrire", *where)
    assert (code, faults) == (0, "")
    assert shown == "0 erreur, 0 avertissement. Le tableur dit la même chose que les fiches : rien à écrire.\n"
    assert tree(racine_petite_ile) == before


def test_an_export_never_takes_the_place_of_a_file(run: Run, racine_petite_ile: Path, tmp_path: Path) -> None:
    """A spreadsheet that somebody was filling would be lost."""
    path = tmp_path / "fiches.ods"
    path.write_bytes(b"travail")
    code, shown, faults = run("exporter", "--ods", path, "--racine", racine_petite_ile)
    assert (code, shown) == (2, "")
    assert "existe déjà" in faults
    assert path.read_bytes() == b"travail"
    code, _, faults = run("exporter", "--ods", tmp_path / "absent" / "x.ods", "--racine", racine_petite_ile)
    assert code == 2
    assert "Impossible d'écrire" in faults


def test_without_a_name_the_export_is_fiches_ods(
    run: Run, racine_petite_ile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("exporter", "--ods", "--racine", racine_petite_ile)[0] == 0
    assert (tmp_path / "fiches.ods").is_file()
    assert run("exporter", "--racine", racine_petite_ile)[0] == 2


def test_a_change_is_shown_then_written(importer: Run, racine_petite_ile: Path) -> None:
    replace_in(racine_petite_ile / CHEMIN, "statut: actif\n", "# à revoir en mars\nstatut: actif  # vu\n")
    data = ods_bytes(with_cell("services", ATELIER, "duree", "Trois heures ; deux pauses"))
    before = tree(racine_petite_ile)
    code, shown, faults = importer(data)
    assert (code, faults) == (0, "")
    assert shown.startswith("Ce qui change : 1 fiche corrigée.\n")
    assert f"{CHEMIN} : 1 case : Durée.\n--- {CHEMIN}\n+++ {CHEMIN}\n" in shown
    assert '\n+duree: "Trois heures ; deux pauses"\n' in shown
    assert "Rien n'est écrit : ajouter --ecrire pour écrire 1 fichier." in shown
    assert tree(racine_petite_ile) == before
    code, shown, _ = importer(data, "--ecrire")
    assert code == 0
    assert "1 fichier écrit. Ensuite : offre verifier" in shown
    after = tree(racine_petite_ile)
    assert {path for path in after if after[path] != before.get(path)} == {CHEMIN}
    text = after[CHEMIN].decode()
    assert "# à revoir en mars\nstatut: actif  # vu\n" in text
    lines = set(text.splitlines()) ^ set(before[CHEMIN].decode().splitlines())
    assert all(line.startswith("duree: ") for line in lines)
    code, shown, _ = importer(data)
    assert "1 fiche corrigée" not in shown


def test_a_new_row_is_a_new_file(importer: Run, run: Run, racine_petite_ile: Path) -> None:
    data = ods_bytes(with_row("services", {**NOUVEAU, "tarif.annee": "2026", "deroulement": "On écoute; On décide"}))
    code, shown, _ = importer(data)
    assert code == 0
    assert "1 service ajouté" in shown
    assert f"{NEUF} : nouvelle fiche.\n--- /dev/null\n+++ {NEUF}\n" in shown
    code, _, _ = importer(data, "--ecrire")
    assert code == 0
    text = (racine_petite_ile / NEUF).read_text("utf-8")
    assert text.startswith(modeline(NEUF) + 'nom: "Nouvel atelier"\n')
    assert "  annee: 2026\n" in text
    assert 'deroulement:\n  - "On écoute"\n  - "On décide"\n' in text
    code, shown, _ = run("verifier", NEUF, "--racine", racine_petite_ile, "--date", str(AUJOURDHUI))
    assert code == 0, shown


def test_a_row_that_is_gone_deletes_nothing(importer: Run, racine_petite_ile: Path) -> None:
    before = tree(racine_petite_ile)
    code, shown, _ = importer(ods_bytes(without_row("services", ATELIER)), "--ecrire")
    assert code == 0
    assert f"Rien n'est supprimé :\n- {CHEMIN}\n" in shown
    assert tree(racine_petite_ile) == before


def test_a_column_that_is_gone_empties_nothing(importer: Run, racine_petite_ile: Path) -> None:
    def drop(rows: list[list[str]]) -> None:
        place = rows[0].index("duree")
        for row in rows:
            del row[place]

    before = tree(racine_petite_ile)
    code, shown, _ = importer(ods_bytes(changed(classeur(), "services", drop)), "--ecrire")
    assert (code, "rien à écrire" in shown) == (0, True)
    assert tree(racine_petite_ile) == before


def test_an_emptied_cell_takes_the_field_away(importer: Run, racine_petite_ile: Path) -> None:
    assert "\nduree: " in (racine_petite_ile / CHEMIN).read_text("utf-8")
    code, _, _ = importer(ods_bytes(with_cell("services", ATELIER, "duree", "")), "--ecrire")
    assert code == 0
    assert "\nduree: " not in (racine_petite_ile / CHEMIN).read_text("utf-8")


def test_with_one_error_nothing_is_written(importer: Run, racine_petite_ile: Path) -> None:
    before = tree(racine_petite_ile)
    book = with_cell("services", ATELIER, "duree", "Trois heures")
    book = with_cell("acteurs", "pole-ess", "siren", "12", book)
    code, shown, _ = importer(ods_bytes(book), "--ecrire")
    assert code == 1
    assert re.search(r"acteurs, ligne 8, colonne siren \(case [A-Z]+8\) : erreur SCH014 : ", shown)
    assert "Rien n'est écrit : corriger d'abord les erreurs dans le tableur." in shown
    assert tree(racine_petite_ile) == before


def test_a_change_that_breaks_another_file_is_told_there(importer: Run) -> None:
    """What the rules newly say of a file that is no fiche is told with its own path; what they said before is not."""
    code, shown, _ = importer(
        ods_bytes(with_cell("services", "accompagnateur-referent", "thematiques", "gouvernance-partagee"))
    )
    assert code == 1
    told = [line for line in shown.splitlines() if " : erreur " in line or " : avertissement " in line]
    [line] = told
    assert line.startswith("data/diagnostic.yml:8 : erreur DIA002 : ")


def test_two_changes_that_need_each_other_come_together(importer: Run, racine_petite_ile: Path) -> None:
    """A new service that follows a new acteur: the rules see both."""
    acteur = {"id": "nouveau-pole", "nom": "Nouveau pôle", "resume": "Une structure qui vient de naître sur l'île."}
    acteur |= {"statut": "a-creer", "type": "pole-ess", "zone.type": "territoire"}
    book = with_row("acteurs", acteur, with_row("services", {**NOUVEAU, "acteur": "nouveau-pole"}))
    code, shown, _ = importer(ods_bytes(book), "--ecrire")
    assert (code, "2 fichiers écrits" in shown) == (0, True)
    assert (racine_petite_ile / "content/acteurs/nouveau-pole.yml").is_file()


def test_the_proofs_of_the_arbres_are_run_on_what_would_be_written(importer: Run, racine_petite_ile: Path) -> None:
    """A service that nobody would be shown: `verifier` would refuse it, so does the import."""
    before = tree(racine_petite_ile)
    seul = {**NOUVEAU, "statut": "actif", "stades": "developpement", "profils": "collectivite-elu"}
    seul |= {"modalites": "formation", "sources[1].titre": "Programme", "sources[1].consulte_le": "2026-11-22"}
    code, shown, _ = importer(ods_bytes(with_row("services", seul)), "--ecrire")
    assert code == 1
    assert re.search(r"\nservices, ligne \d+, colonne statut \(case \w+\) : erreur ORI012 : ", shown), shown
    assert tree(racine_petite_ile) == before


def test_the_expected_searches_are_run_on_what_would_be_written(importer: Run) -> None:
    book = with_cell("ressources", "convention-a-remplir", "mots_cles", "")
    book = with_cell("ressources", "convention-a-remplir", "nom", "Papier", book)
    code, shown, _ = importer(ods_bytes(book))
    assert code == 0
    assert re.search(r"\ndata/requetes-types.yml:\d+ : avertissement RCH011 : ", shown), shown


def test_what_was_verified_is_said_and_what_was_not(importer: Run, racine_petite_ile: Path) -> None:
    data = ods_bytes(with_cell("services", ATELIER, "duree", "Trois heures"))
    tried = "Vérifié avec ces changements : les fiches, les questions et la recherche, comme « offre verifier »."
    not_tried = "Pas encore essayé : les questions et la recherche. Il faut d'abord corriger les erreurs."
    _, shown, _ = importer(data)
    assert f"\n{tried}\n0 erreur, 0 avertissement. Rien n'est écrit" in shown
    _, shown, _ = importer(ods_bytes(with_cell("services", ATELIER, "acteur", "pole-es")))
    assert f"\n{not_tried}\n1 erreur" in shown and tried not in shown
    replace_in(racine_petite_ile / "data/territoire.yml", "accueil: permanence-accueil", "accueil: absent")
    code, shown, _ = importer(data)
    assert (code, tried in shown) == (0, False), shown
    assert f"\n{not_tried} 1 erreur était déjà là : offre verifier\n0 erreur, 0 avertissement." in shown


def test_text_from_a_cell_never_moves_the_terminal(importer: Run) -> None:
    book = with_cell("services", ATELIER, "duree", "Une heure\u202e\u200b")
    code, shown, _ = importer(ods_bytes(book))
    assert code == 1
    assert "\u202e" not in shown
    assert "YML004" in shown


@pytest.mark.parametrize("name", ["fiches.xlsx", "fiches.csv", "fiches"])
def test_another_format_is_refused_with_what_to_do(importer: Run, name: str) -> None:
    code, shown, faults = importer(b"PK", name=name)
    assert (code, shown) == (2, "")
    assert "« Enregistrer sous », au format ODS" in faults


def test_a_file_that_is_none_is_refused(run: Run, racine_petite_ile: Path, tmp_path: Path) -> None:
    for path in (tmp_path / "absent.ods", tmp_path / "dossier.ods"):
        (tmp_path / "dossier.ods").mkdir(exist_ok=True)
        code, _, faults = run("importer", path, "--racine", racine_petite_ile)
        assert code == 2
        assert "ne se lit pas" in faults or "n'est pas un fichier" in faults
    code, _, faults = run("importer", tmp_path / "a.ods", "--depuis-issue", tmp_path / "b.md")
    assert code == 2


def test_a_territory_with_faults_is_mended_first(
    importer: Run, run: Run, racine_petite_ile: Path, tmp_path: Path
) -> None:
    replace_in(racine_petite_ile / CHEMIN, "statut: actif\n", "statut: ouvert\n")
    code, shown, _ = importer(ods_bytes(classeur()))
    assert code == 1
    assert "corriger d'abord" in shown
    code, shown, _ = run("exporter", "--ods", tmp_path / "x.ods", "--racine", racine_petite_ile)
    assert code == 1
    assert not (tmp_path / "x.ods").exists()


def test_a_link_in_the_place_of_a_new_file_is_not_followed(
    importer: Run, racine_petite_ile: Path, tmp_path: Path
) -> None:
    """Nothing is written outside of the project."""
    (racine_petite_ile / NEUF).symlink_to(tmp_path / "ailleurs.yml")
    code, _, _ = importer(ods_bytes(with_row("services", NOUVEAU)), "--ecrire")
    assert code != 0
    assert not (tmp_path / "ailleurs.yml").exists()
