"""Faults planted in a spreadsheet: each one told once, at its sheet, row and column, with what to do."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from generator.contributing.spreadsheet.classeur import ENTETES, Classeur
from generator.contributing.spreadsheet.colonnes import EMPREINTE, column_letters
from generator.contributing.spreadsheet.ods_writer import ods_bytes
from tests.contributing.spreadsheet.outil import (
    changed,
    classeur,
    imported,
    number_of,
    ods,
    rewritten,
    row_of,
    sheet,
    table,
    with_cell,
    with_row,
)

pytestmark = pytest.mark.usefixtures("se_souvenir")

ATELIER = "atelier-gouvernance"
NOUVEAU = {
    "id": "nouvel-atelier",
    "nom": "Nouvel atelier",
    "resume": "Un atelier de plus, pour apprendre à décider ensemble.",
    "statut": "a-creer",
    "acteur": "pole-ess",
    "thematiques": "gouvernance-partagee",
    "modalites": "atelier-collectif",
    "stades": "tous",
    "profils": "tous",
    "zone.type": "territoire",
    "tarif.type": "gratuit",
}
FAUTES: tuple[tuple[str, str, str, str, str, str, str], ...] = (
    # sheet, fiche, column changed, what is typed, code, column told, what the remedy says
    ("services", ATELIER, "nom", "", "SCH001", "nom", "Remplir cette case"),
    ("services", ATELIER, "resume", "Court", "SCH004", "resume", "Par exemple « Un premier"),
    ("services", ATELIER, "resume", "x" * 300, "SCH005", "resume", "Raccourcir"),
    ("services", ATELIER, "statut", "ouvert", "SCH003", "statut", ""),
    ("services", ATELIER, "acteur", "pole-es", "REF002", "acteur", "Vouliez-vous dire « pole-ess » ?"),
    ("services", ATELIER, "thematiques", "gouvernance", "REF001", "thematiques", "gouvernance-partagee"),
    ("services", ATELIER, "stades", "idee, emergence", "REF001", "stades", "point-virgule"),
    ("services", ATELIER, "stades", "tous; idee", "SCH016", "stades", "Garder « tous » seul"),
    ("services", ATELIER, "modalites", "formation; formation", "SCH015", "modalites", "Supprimer la répétition"),
    ("services", ATELIER, "zone.type", "departement", "SCH003", "zone.type", "Vouliez-vous dire « departements » ?"),
    ("services", ATELIER, "zone.type", "", "SCH001", "zone.type", "Par exemple « departements »"),
    ("services", ATELIER, "zone.codes", "99", "ZON001", "zone.codes", "Vérifier le code"),
    ("services", ATELIER, "tarif.annee", "cette année", "SCH010", "tarif.annee", "Par exemple « 2026 »"),
    ("services", ATELIER, "verifie_le", "22/11/2026", "SCH008", "verifie_le", "Par exemple « 2026-11-22 »"),
    ("services", ATELIER, "verifie_le", "46349", "SCH008", "verifie_le", "Est-ce 2026-11-23 ?"),
    ("services", ATELIER, "sources[1].consulte_le", "2026-02-30", "SCH008", "sources[1].consulte_le", "2026-11-22"),
    ("services", ATELIER, "description", "A\u200btelier", "YML004", "description", "retaper le mot"),
    ("services", ATELIER, "duree", "Une heure Ã©", "YML053", "duree", "Retaper les lettres"),
    ("services", ATELIER, "description", "Un trait : <hr>", "MKD001", "description", ""),
    ("services", ATELIER, "mots_cles", "a;" * 501, "TAB002", "mots_cles", "export neuf"),
    ("acteurs", "pole-ess", "siren", "123456789", "SCH014", "siren", "Par exemple « 732 829 320 »"),
    ("acteurs", "pole-ess", "site_web", "pole.example", "SCH011", "site_web", "https://exemple.org"),
    ("acteurs", "pole-ess", "contacts[1].telephone", "12", "SCH012", "contacts[1].telephone", "01 99 00 12 34"),
    (
        "acteurs",
        "pole-ess",
        "contacts[1].courriel",
        "accueil@",
        "SCH013",
        "contacts[1].courriel",
        "accueil@exemple.org",
    ),
    ("acteurs", "pole-ess", "lieux[1].code_postal", "9900", "SCH006", "lieux[1].code_postal", "Par exemple « 99001 »"),
    ("financements", "appel-rivages", "depot.permanent", "yes", "SCH009", "depot.permanent", "Écrire « oui »"),
    ("financements", "appel-rivages", "depot.ouverture", "2029-01-01", "SCH018", "depot.cloture", ""),
    ("financements", "appel-rivages", "porteur", "", "SCH001", "porteur", "Remplir cette case"),
    ("besoins", "reparer", "phrase", "Réparer.", "SCH004", "phrase", "Des habitants ont besoin"),
    ("besoins", "reparer", "historique[1].statut", "vu", "SCH003", "historique[1].statut", ""),
    ("besoins", "reparer", "enjeux", "mobilites", "REF001", "enjeux", "mobilite"),
    ("collectifs", "four-commun", "membres", "1", "SCH010", "membres", "Par exemple « 8 »"),
    ("indicateurs", "a1-1", "mesures[1].date", "lundi", "SCH008", "mesures[1].date", "2026-11-01"),
)


@pytest.mark.parametrize(("name", "fiche", "cle", "text", "code", "told", "remedy"), FAUTES)
def test_a_fault_is_told_at_its_cell(
    name: str, fiche: str, cle: str, text: str, code: str, told: str, remedy: str
) -> None:
    book = with_cell(name, fiche, cle, text)
    found = imported(book)
    [problem] = [one for one in found.problems if one.code == code]
    row = number_of(book, name, fiche)
    letters = column_letters(sheet(book, name).lignes[0].index(told))
    assert found.place(problem) == f"{name}, ligne {row}, colonne {told} (case {letters}{row})"
    assert remedy in problem.hint
    assert len(problem.hint) > 10


def test_a_fault_of_the_whole_fiche_is_told_at_its_row() -> None:
    book = with_cell("ressources", "guide-premiere-reunion", "url", "")
    found = imported(book)
    [problem] = found.problems
    row = number_of(book, "ressources", "guide-premiere-reunion")
    assert (problem.code, found.place(problem)) == ("SCH021", f"ressources, ligne {row}")


def test_a_fault_on_a_new_row_is_told_there() -> None:
    book = with_row("services", {**NOUVEAU, "acteur": "personne-d-ici"})
    [problem] = [one for one in imported(book).problems if one.severity == "erreur"]
    assert (problem.code, problem.line, problem.where) == (
        "REF002",
        number_of(book, "services", NOUVEAU["id"]),
        "acteur",
    )


def _heads(change: Callable[[list[list[str]]], None]) -> Classeur:
    return changed(classeur(), "services", change)


def _at(row: int, column: int, text: str) -> Classeur:
    def change(rows: list[list[str]]) -> None:
        rows[row][column] = text

    return _heads(change)


def _renamed(name: str, other: str) -> bytes:
    old, new = (f'table:name="{one}"' for one in (name, other))
    return rewritten(ods_bytes(classeur()), lambda xml: xml.replace(old, new))


STRUCTURE: tuple[tuple[str, Callable[[], Classeur | bytes], str, str, str], ...] = (
    ("no key", lambda: _at(0, 0, ""), "TAB004", "services, ligne 1", "export neuf"),
    ("no explanation", lambda: _heads(lambda rows: rows.pop(2)), "TAB004", "services, ligne 2", "export neuf"),
    ("no heading", lambda: _heads(lambda rows: rows.pop(0)), "TAB004", "services, ligne 1", "export neuf"),
    ("unknown column", lambda: _at(0, 1, "nm"), "TAB005", "services, ligne 1", "Vouliez-vous dire « nom » ?"),
    ("rank too far", lambda: _at(0, 2, "sources[100].titre"), "TAB005", "services, ligne 1", ""),
    ("column twice", lambda: _at(0, 2, "nom"), "TAB006", "services, ligne 1, colonne nom (case C1)", "Garder l'une"),
    ("column without title", lambda: _at(0, 1, ""), "TAB005", "services, ligne 2", "Vider la colonne"),
    (
        "no id",
        lambda: _at(ENTETES, 0, ""),
        "TAB007",
        "services, ligne 4, colonne id (case A4)",
        "accompagnateur-referent",
    ),
    (
        "outside",
        lambda: _at(ENTETES, 0, "../../x"),
        "TAB007",
        "services, ligne 4, colonne id (case A4)",
        "Écrire par exemple",
    ),
    (
        "capital",
        lambda: _at(ENTETES, 0, "Atelier"),
        "TAB007",
        "services, ligne 4, colonne id (case A4)",
        "Écrire par exemple",
    ),
    (
        "reserved",
        lambda: _at(ENTETES, 0, "con"),
        "TAB007",
        "services, ligne 4, colonne id (case A4)",
        "Écrire par exemple",
    ),
    (
        "twice",
        lambda: _at(ENTETES, 0, ATELIER),
        "TAB008",
        "services, ligne 5, colonne id (case A5)",
        "Garder une seule ligne",
    ),
    ("sheet", lambda: _renamed("services", "service"), "TAB003", "service", "Vouliez-vous dire « services » ?"),
    ("sheet twice", lambda: _renamed("acteurs", "services"), "TAB006", "services", "Garder l'une"),
    ("not a spreadsheet", lambda: b"nom;resume", "TAB001", "fiches.ods", "Enregistrer sous"),
    (
        "too much",
        lambda: ods(
            table(
                '<table:table-row table:number-rows-repeated="99999"><table:table-cell><text:p>a</text:p>'
                "</table:table-cell></table:table-row>"
            )
        ),
        "TAB002",
        "fiches.ods",
        "export neuf",
    ),
)


@pytest.mark.parametrize(("name", "book", "code", "place", "remedy"), STRUCTURE, ids=[line[0] for line in STRUCTURE])
def test_a_workbook_that_lost_its_shape_is_told(
    name: str, book: Callable[[], Classeur | bytes], code: str, place: str, remedy: str
) -> None:
    found = imported(book())
    assert [(one.code, found.place(one)) for one in found.problems if one.code == code][:1] == [(code, place)]
    assert remedy in next(one.hint for one in found.problems if one.code == code)
    assert not found.permise


def test_a_formula_is_read_as_the_text_it_shows() -> None:
    data = ods_bytes(with_cell("services", ATELIER, "duree", "Deux heures"))
    cell = 'office:value-type="string"><text:p>Deux heures<'
    found = imported(rewritten(data, lambda xml: xml.replace(cell, f'table:formula="of:=WEBSERVICE(1)" {cell}')))
    [problem] = [one for one in found.problems if one.code == "TAB009"]
    assert re.fullmatch(r"services, ligne 5, colonne duree \(case [A-Z]+5\)", found.place(problem))
    assert problem.severity == "avertissement"
    assert 'duree: "Deux heures"' in found.fichiers[0].apres.decode()


def test_a_fiche_that_changed_since_the_export_is_not_taken_back() -> None:
    """The mark of the row says what the fiche was: a change made by somebody else meanwhile is not undone."""
    old = with_cell("services", ATELIER, "duree", "Trois heures")
    stale = with_cell("services", ATELIER, EMPREINTE, "0" * 12, old)
    [problem] = imported(stale).problems
    assert (problem.code, problem.where) == ("TAB010", "duree")
    assert imported(stale).fichiers == ()
    unmarked = with_cell("services", ATELIER, EMPREINTE, "", old)
    assert imported(unmarked).permise
    untouched = with_cell("services", ATELIER, EMPREINTE, "0" * 12)
    assert imported(untouched).problems == ()


def test_a_block_left_empty_does_not_move_the_faults() -> None:
    """The second source is empty, the third one is wrong: the third column is told."""

    def change(rows: list[list[str]]) -> None:
        rows[0] += ["sources[3].titre", "sources[3].consulte_le"]
        row_of(rows, ATELIER).extend(["", ""])
        row_of(rows, ATELIER)[rows[0].index("sources[3].titre")] = "Page"
        row_of(rows, ATELIER)[rows[0].index("sources[3].consulte_le")] = "hier"

    head = sheet(classeur(), "services").lignes[0]
    count = max(int(cle[8]) for cle in head if cle.startswith("sources["))
    book = classeur() if count >= 3 else changed(classeur(), "services", change)
    if count >= 3:
        book = with_cell("services", ATELIER, "sources[3].titre", "Page", book)
        book = with_cell("services", ATELIER, "sources[3].consulte_le", "hier", book)
    assert [one.where for one in imported(book).problems] == ["sources[3].consulte_le"]
