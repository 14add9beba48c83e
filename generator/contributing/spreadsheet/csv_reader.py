"""One sheet as CSV, as a shared spreadsheet publishes it: which kind it is, its headings, its rows."""

from __future__ import annotations

import csv
import io

from generator.contributing.spreadsheet.classeur import AIDE_ID, ENTETES, TITRE_ID
from generator.contributing.spreadsheet.colonnes import EMPREINTE, FEUILLES, ID, champs_of, column_named, columns_for
from generator.contributing.spreadsheet.ods_reader import (
    MAX_COLONNES,
    MAX_LIGNES,
    MAX_SIGNES,
    CaseDuClasseur,
    FeuilleIllisible,
    FeuilleLue,
)

_RANGS = 9
"""Blocks of a list whose headings are known in French."""


def read_csv_sheet(data: bytes, genre: str = "") -> FeuilleLue:
    """Return the sheet that a CSV holds; raise FeuilleIllisible when it is none, or of no kind of fiche.

    Its headings are our keys or their French names; the two rows of help of an export may follow, or not.
    """
    rows = _rows(_decoded(data))
    if not rows or not any(cell.strip() for cell in rows[0]):
        raise FeuilleIllisible("TAB001", "cette feuille est vide.")
    heads = [cell.strip() for cell in rows[0]]
    kinds = {kind: _keys(kind, heads) for kind in FEUILLES.values() if genre in ("", kind)}
    known = {kind: sum(column_named(kind, key) is not None for key in keys) for kind, keys in kinds.items()}
    kind = max(known, key=lambda one: known[one])
    if not known[kind]:
        raise FeuilleIllisible("TAB001", "aucun titre de colonne n'est celui d'un champ.")
    if list(known.values()).count(known[kind]) > 1:
        raise FeuilleIllisible("TAB001", "ces colonnes vont à plusieurs genres : ajouter --genre.")
    name = next(sheet for sheet, one in FEUILLES.items() if one == kind)
    place = kinds[kind].index(ID) if ID in kinds[kind] else -1
    told = [row[place] if 0 <= place < len(row) else "" for row in rows[1:ENTETES]]
    cells = {
        number: {rank: CaseDuClasseur(text) for rank, text in enumerate(row) if text.strip()}
        for number, row in enumerate([kinds[kind], *rows[1:]], start=1)
    }
    filled = {number: row for number, row in cells.items() if row}
    return FeuilleLue(name, filled, ENTETES if told == [TITRE_ID, AIDE_ID] else 1)


def _decoded(data: bytes) -> str:
    """Return the text: UTF-8, UTF-16 when it begins so, else Windows-1252, as spreadsheets of offices write."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _rows(text: str) -> list[list[str]]:
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            if len(row) > MAX_COLONNES or len(rows) >= MAX_LIGNES:
                raise FeuilleIllisible("TAB002", f"plus de {MAX_LIGNES} lignes ou de {MAX_COLONNES} colonnes.")
            if any(len(cell) > MAX_SIGNES for cell in row):
                raise FeuilleIllisible("TAB002", f"une case a plus de {MAX_SIGNES} signes.")
            rows.append(row)
    except csv.Error as error:
        raise FeuilleIllisible("TAB001", "ce CSV est mal formé : un guillemet n'est pas fermé.") from error
    return rows


def _keys(kind: str, heads: list[str]) -> list[str]:
    """Return the headings as our keys; one that is no name of a field stays, and will be told."""
    many = {champ.repete: _RANGS for champ in champs_of(kind) if champ.repete}
    named = {column.titre.casefold(): column.cle for column in columns_for(kind, many)}
    named |= {TITRE_ID.casefold(): ID, "empreinte": EMPREINTE}
    return [named.get(head.casefold(), head) for head in heads]
