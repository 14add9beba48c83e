"""Read a spreadsheet that anybody may have made: bounded, nothing computed, nothing fetched, nothing run.

Only `mimetype` and `content.xml` of the archive are opened. A DOCTYPE is
refused, so there is no entity; formulas and scripts are never evaluated: the
text that a cell shows is all that is read.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from generator.reading.telechargements import ARCHIVE_ABIMEE

MAX_OCTETS = 5 * 1024 * 1024
"""The file itself: thirty times the workbook of a territory."""
MAX_CONTENU = 24 * 1024 * 1024
"""content.xml once unpacked."""
MAX_BALISES = 800_000
MAX_LIGNES, MAX_COLONNES, MAX_CASES = 5_000, 1_000, 200_000
"""Rows and columns that hold something, cells in the whole workbook."""
MAX_SIGNES = 20_000
"""In one cell; the longest text of a fiche has 4,000."""
MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_GROUPS = {f"{_TABLE}{name}" for name in ("table-row-group", "table-header-rows", "table-rows")}
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_SKIPPED = {f"{_OFFICE}annotation", f"{_TEXT}note", f"{_TEXT}ruby-text"}
_BLANKS = re.compile("[ \t\r\n]+")
_KEPT = "\0"
"""Stands for a space that is written on purpose, until the others are counted out: no XML can hold this sign."""


class FeuilleIllisible(Exception):
    """The file cannot be read at all: a code, and one French sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True, slots=True)
class CaseDuClasseur:
    """One cell that holds something."""

    texte: str
    formule: bool = False


@dataclass(frozen=True, slots=True)
class FeuilleLue:
    """One sheet: row (from 1) → column (from 0) → cell; what is empty is not there."""

    nom: str
    lignes: Mapping[int, Mapping[int, CaseDuClasseur]] = field(default_factory=dict)
    entetes: int = 3
    """Rows above the fiches: those of an export, or the headings alone"""


def read_ods(data: bytes) -> tuple[FeuilleLue, ...]:
    """Return the sheets of a spreadsheet; raises Refus."""
    root = _parse(_content(data))
    body = root.find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
    if root.tag != f"{_OFFICE}document-content" or body is None:
        raise FeuilleIllisible("TAB001", "il n'y a pas de feuille de calcul dans ce fichier.")
    count = [0]
    return tuple(_sheet(table, count) for table in body.findall(f"{_TABLE}table"))


def _content(data: bytes) -> bytes:
    """Return content.xml, whatever size the archive claims."""
    if len(data) > MAX_OCTETS:
        raise FeuilleIllisible("TAB002", f"le fichier dépasse {MAX_OCTETS // 1024 // 1024} Mo.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if _part(archive, "mimetype", len(MIMETYPE)).strip() != MIMETYPE:
                raise FeuilleIllisible("TAB001", "c'est un autre genre de fichier.")
            content = _part(archive, "content.xml", MAX_CONTENU)
    except ARCHIVE_ABIMEE as error:
        raise FeuilleIllisible(
            "TAB001", "ce n'est pas un fichier ODS, ou il est abîmé ou protégé par un mot de passe."
        ) from error
    return content


def _part(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    entry = archive.getinfo(name)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise FeuilleIllisible("TAB001", "le fichier est compressé d'une façon inconnue.")
    with archive.open(entry) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise FeuilleIllisible("TAB002", f"une partie du fichier est trop grande une fois ouverte : {name}.")
    return data


def _parse(content: bytes) -> Any:
    if content.count(b"<") > MAX_BALISES:
        raise FeuilleIllisible("TAB002", "le tableur a trop de cases.")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or not content.lstrip().startswith(b"<"):
        raise FeuilleIllisible("TAB001", "son contenu porte une déclaration interdite.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise FeuilleIllisible("TAB001", "son contenu est abîmé ou protégé par un mot de passe.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise FeuilleIllisible("TAB001", "son contenu porte une déclaration interdite.")
    return root


def _sheet(table: Any, count: list[int]) -> FeuilleLue:
    name = str(table.get(f"{_TABLE}name") or "")[:80]
    rows: dict[int, Mapping[int, CaseDuClasseur]] = {}
    number = 0
    for row in _rows(table):
        times = _times(row, "number-rows-repeated")
        cells = _cells(row, name, number + 1)
        if cells:
            count[0] += len(cells) * min(times, MAX_LIGNES)
            if number + times > MAX_LIGNES or count[0] > MAX_CASES:
                raise FeuilleIllisible(
                    "TAB002", f"feuille « {name} », ligne {number + 1} : trop de lignes ou de cases remplies."
                )
            rows.update((number + rank, cells) for rank in range(1, times + 1))
        number += times
    return FeuilleLue(name, rows)


def _rows(table: Any) -> Iterator[Any]:
    """Yield the rows, in groups or not; a table inside of a cell is not looked at."""
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _GROUPS:
            yield from _rows(child)


def _times(element: Any, attribute: str) -> int:
    return _number(element.get(f"{_TABLE}{attribute}"))


def _number(text: str | None) -> int:
    """Return how many times; once when nothing is said, or nothing that makes sense."""
    return max(1, int(text)) if text and re.fullmatch("[0-9]{1,9}", text) else 1


def _cells(row: Any, sheet: str, number: int) -> dict[int, CaseDuClasseur]:
    cells: dict[int, CaseDuClasseur] = {}
    place = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        times = _times(cell, "number-columns-repeated")
        text = _value(cell, f"feuille « {sheet} », ligne {number}")
        if text:
            if place + times > MAX_COLONNES:
                raise FeuilleIllisible("TAB002", f"feuille « {sheet} », ligne {number} : trop de colonnes remplies.")
            held = CaseDuClasseur(text, cell.get(f"{_TABLE}formula") is not None)
            cells.update((place + rank, held) for rank in range(times))
        place += times
    return cells


def _value(cell: Any, place: str) -> str:
    """Return what a cell says: its text; a day or a whole number that the spreadsheet understood, as we write them."""
    shown = "\n".join(_paragraph(part, place) for part in cell if part.tag == f"{_TEXT}p").strip()
    match cell.get(f"{_OFFICE}value-type"):
        case "date":
            day = (cell.get(f"{_OFFICE}date-value") or "")[:10]
            return day if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", day) else shown
        case "float":
            number = (cell.get(f"{_OFFICE}value") or "")[:30]
            return number if re.fullmatch("[0-9]{1,15}", number) else shown
        case "boolean":
            return {"true": "oui", "false": "non"}.get(cell.get(f"{_OFFICE}boolean-value") or "", shown)
    return shown


def _paragraph(paragraph: Any, place: str) -> str:
    """Return a line as it is seen: blanks of the XML count as one space (ODF 1.2, 6.1.2)."""
    text = re.sub(" +", " ", "".join(_bounded(_pieces(paragraph), place))).strip(" ")
    return text.replace(_KEPT, " ")


def _bounded(pieces: Iterator[str], place: str) -> Iterator[str]:
    """Yield pieces of a text, and stop before they are too long to be kept."""
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > MAX_SIGNES:
            raise FeuilleIllisible("TAB002", f"{place} : une case a plus de {MAX_SIGNES // 1000} 000 signes.")
        yield piece


def _pieces(element: Any) -> Iterator[str]:
    yield _BLANKS.sub(" ", element.text or "")
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield _KEPT * min(_number(child.get(f"{_TEXT}c")), MAX_SIGNES + 1)
        elif child.tag == f"{_TEXT}tab":
            yield "\t"
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag not in _SKIPPED:
            yield from _pieces(child)
        yield _BLANKS.sub(" ", child.tail or "")
