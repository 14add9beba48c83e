"""One CSV file: UTF-8 with a byte order mark and semicolons, as French spreadsheets read it; no cell is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from generator.models.base import FORMULE
from generator.rendering.page import OutputFile


def guarded(cell: object) -> str:
    """Return a cell as text that no spreadsheet runs; a number stays one, with the comma of French spreadsheets."""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(FORMULE) else cell
    if isinstance(cell, int | float):
        return str(cell).replace(".", ",")
    return "" if cell is None else guarded(str(cell))


def csv_file(path: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> OutputFile:
    """Return the file `path` of the site: a header, then the rows."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return OutputFile(path, text.getvalue().encode("utf-8-sig"))
