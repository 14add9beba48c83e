"""Workbooks of the invented territory, to be changed as people change them, or as nobody should."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from generator.contributing.spreadsheet.classeur import ENTETES, Classeur, Feuille, make_classeur
from generator.contributing.spreadsheet.colonnes import FEUILLES
from generator.contributing.spreadsheet.importation import Importation, plan_import
from generator.contributing.spreadsheet.ods_reader import read_ods
from generator.contributing.spreadsheet.ods_writer import ods_bytes
from generator.corpus.corpus import Corpus
from generator.pipeline import prove
from tests.chemins import AUJOURDHUI, PETITE_ILE
from tests.construction import read

CONTENT = "content.xml"
NS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


@cache
def corpus_of(root: Path = PETITE_ILE) -> Corpus:
    return read(root)


def sources_of(corpus: Corpus, root: Path = PETITE_ILE) -> dict[tuple[str, str], bytes]:
    """Return the bytes of each file that has a sheet."""
    return {
        key: (root / held.path).read_bytes() for key, held in corpus.origines.items() if key[0] in FEUILLES.values()
    }


@cache
def classeur() -> Classeur:
    """The workbook of the invented territory."""
    corpus = corpus_of()
    trees = {key: held.tree for key, held in corpus.origines.items() if key[0] in FEUILLES.values()}  # type: ignore[attr-defined]
    return make_classeur(corpus, trees, AUJOURDHUI)


def sheet(book: Classeur, name: str) -> Feuille:
    return next(one for one in book.feuilles if one.nom == name)


def changed(book: Classeur, name: str, change: Callable[[list[list[str]]], None]) -> Classeur:
    """Return a workbook once `change` has modified the rows of a sheet, the headings among them."""
    rows = [list(row) for row in sheet(book, name).lignes]
    change(rows)
    width = max(map(len, rows))
    columns = sheet(book, name).colonnes
    columns = (*columns, *(columns[0] for _ in range(width - len(columns))))[:width]
    padded = tuple((*row, *[""] * (width - len(row))) for row in rows)
    new = replace(sheet(book, name), lignes=padded, colonnes=columns)
    return replace(book, feuilles=tuple(new if one.nom == name else one for one in book.feuilles))


def row_of(rows: list[list[str]], identifiant: str) -> list[str]:
    return next(row for row in rows[ENTETES:] if row[0] == identifiant)


def with_cell(name: str, identifiant: str, cle: str, text: str, book: Classeur | None = None) -> Classeur:
    """Return the workbook with another text in one cell."""

    def change(rows: list[list[str]]) -> None:
        row_of(rows, identifiant)[rows[0].index(cle)] = text

    return changed(book or classeur(), name, change)


def with_row(name: str, cells: dict[str, str], book: Classeur | None = None) -> Classeur:
    """Return the workbook with one more row."""

    def change(rows: list[list[str]]) -> None:
        assert cells.keys() <= set(rows[0]), cells.keys() - set(rows[0])
        rows.append([cells.get(cle, "") for cle in rows[0]])

    return changed(book or classeur(), name, change)


def without_row(name: str, identifiant: str) -> Classeur:
    return changed(classeur(), name, lambda rows: rows.remove(row_of(rows, identifiant)))


def number_of(book: Classeur, name: str, identifiant: str) -> int:
    """Return the row of a fiche, from 1, as a spreadsheet shows it."""
    return [row[0] for row in sheet(book, name).lignes].index(identifiant) + 1


def imported(book: Classeur | bytes) -> Importation:
    """Return what importing a workbook would do to the invented territory."""
    data = book if isinstance(book, bytes) else ods_bytes(book)
    corpus = corpus_of()
    return plan_import(data, "fiches.ods", corpus, sources_of(corpus), AUJOURDHUI, prove)


def archive(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return made.getvalue()


def ods(tables: str, mimetype: bytes = b"application/vnd.oasis.opendocument.spreadsheet", head: str = "") -> bytes:
    """Return a spreadsheet written by hand."""
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = f'<?xml version="1.0"?>{head}<office:document-content {NS}>{body}</office:document-content>'
    return archive({"mimetype": mimetype, CONTENT: content.encode()})


def table(rows: str, name: str = "acteurs") -> str:
    return f'<table:table table:name="{name}">{rows}</table:table>'


def rewritten(data: bytes, change: Callable[[str], str]) -> bytes:
    """Return a spreadsheet once its content.xml was changed as a text."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    before = parts[CONTENT].decode()
    after = change(before)
    assert after != before
    return archive({**parts, CONTENT: after.encode()})


def texts(data: bytes) -> dict[str, dict[int, dict[int, str]]]:
    """Return sheet → row → column → text."""
    return {
        one.nom: {row: {column: case.texte for column, case in cells.items()} for row, cells in one.lignes.items()}
        for one in read_ods(data)
    }
