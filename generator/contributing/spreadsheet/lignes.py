"""The sheets of a workbook as rows of known columns, or as problems at their sheet, row and column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.contributing.fiche_recue import name_of_file
from generator.contributing.spreadsheet.classeur import AIDE_ID, ENTETES, TITRE_ID
from generator.contributing.spreadsheet.colonnes import (
    EMPREINTE,
    FEUILLES,
    ID,
    LISTES,
    MODE_D_EMPLOI,
    champs_of,
    column_letters,
    column_named,
)
from generator.contributing.spreadsheet.ods_reader import CaseDuClasseur, FeuilleLue
from generator.corpus.suggestion import suggestion
from generator.models.base import is_identifiant
from generator.problems import Problem
from generator.problems.codes import problem


@dataclass(frozen=True, slots=True)
class Rangee:
    """One fiche as a row: what its cells say, empty ones left out."""

    feuille: str
    genre: str
    numero: int
    id: str
    cases: Mapping[str, str]
    formules: frozenset[str] = frozenset()
    """Columns whose cell is a formula."""
    empreinte: str = ""


@dataclass(frozen=True, slots=True)
class Lecture:
    """All that was understood, and all that was not."""

    lignes: tuple[Rangee, ...] = ()
    colonnes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """sheet → (heading → its letters): what the sheet may say; a column that is not there changes nothing"""
    problems: tuple[Problem, ...] = ()


def read_sheets(sheets: Iterable[FeuilleLue]) -> Lecture:
    """Return the rows of every known sheet."""
    rows: list[Rangee] = []
    columns: dict[str, Mapping[str, str]] = {}
    problems: list[Problem] = []
    for sheet in sheets:
        name = sheet.nom.strip().casefold()
        if name in (MODE_D_EMPLOI, LISTES):
            continue
        if name not in FEUILLES:
            if sheet.lignes:
                near = suggestion(name, FEUILLES.keys())
                problems.append(problem("TAB003", sheet.nom, 0, "", "cette feuille n'est pas connue.", near))
            continue
        if name in columns:
            problems.append(problem("TAB006", sheet.nom, 0, "", "deux feuilles ont ce nom."))
            continue
        places, found = _headings(name, sheet)
        columns[name] = {cle: column_letters(place) for place, cle in places.items()}
        problems += found
        if not found:
            for row in _rows(name, sheet, places, problems):
                rows.append(row)
    return Lecture(tuple(rows), columns, tuple(problems))


def _headings(name: str, sheet: FeuilleLue) -> tuple[dict[int, str], list[Problem]]:
    """Return column (from 0) → heading, and what is wrong in the first rows."""
    places = {place: case.texte.strip() for place, case in sheet.lignes.get(1, {}).items()}
    genre = FEUILLES[name]
    found = []
    first = next((place for place, cle in places.items() if cle == ID), None)
    told = (
        [sheet.lignes.get(row, {}).get(first, CaseDuClasseur("")).texte for row in (2, 3)] if first is not None else []
    )
    if first is None or (sheet.entetes == ENTETES and told != [TITRE_ID, AIDE_ID]):
        message = "les trois premières lignes ne sont pas celles de l'export."
        return places, [problem("TAB004", name, 1 if first is None else 2, "", message)]
    known = [ID, EMPREINTE, *(champ.gabarit.replace("[]", "[1]") for champ in champs_of(genre))]
    for place, cle in places.items():
        if list(places.values()).index(cle) != list(places).index(place):
            found.append(problem("TAB006", name, 1, cle, f"deux colonnes ont ce titre, dont {column_letters(place)}."))
        elif cle not in (ID, EMPREINTE) and column_named(genre, cle) is None:
            message = f"colonne {column_letters(place)} : « {cle[:60]} » n'est pas un champ connu ici."
            found.append(problem("TAB005", name, 1, "", message, suggestion(cle, known)))
    bare = {place: row for row in sorted(sheet.lignes, reverse=True) for place in sheet.lignes[row]}
    for place, row in sorted(bare.items()):
        if place not in places:
            message = f"la colonne {column_letters(place)} n'a pas de titre, et une de ses cases est remplie."
            found.append(problem("TAB005", name, row, "", message, "Vider la colonne, ou lui donner son titre."))
    return places, found


def _rows(name: str, sheet: FeuilleLue, places: Mapping[int, str], problems: list[Problem]) -> Iterator[Rangee]:
    """Yield the rows that name a fiche; the others are told."""
    seen: dict[str, int] = {}
    genre = FEUILLES[name]
    for number in sorted(row for row in sheet.lignes if row > sheet.entetes):
        cells = {places[place]: case for place, case in sorted(sheet.lignes[number].items())}
        mark = cells.pop(EMPREINTE, CaseDuClasseur("")).texte
        if not cells:
            continue
        identifiant = cells.pop(ID, CaseDuClasseur("")).texte.strip()
        if not is_identifiant(identifiant):
            name_cell = cells.get("nom") or cells.get("libelle") or CaseDuClasseur(identifiant)
            near = name_of_file(name_cell.texte, genre)
            said = f"« {identifiant[:60]} » ne peut pas être un identifiant." if identifiant else "identifiant absent."
            problems.append(
                problem("TAB007", name, number, ID, said, f"Écrire par exemple « {near} »." if near else "")
            )
        elif identifiant in seen:
            message = f"« {identifiant} » est déjà à la ligne {seen[identifiant]}."
            problems.append(problem("TAB008", name, number, ID, message))
        else:
            seen[identifiant] = number
            formulas = frozenset(cle for cle, case in cells.items() if case.formule)
            texts = {cle: case.texte for cle, case in cells.items()}
            yield Rangee(name, genre, number, identifiant, texts, formulas, mark)
