"""Read the journal of the messages sent to the acteurs, `data/campagne.csv`, and write it again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from generator.models.campagne import CAMPAGNE_PATH, Envoi
from generator.problems import Problem
from generator.problems.codes import problem
from generator.reading.csv_source import LigneCsv, read_csv
from generator.reading.validation import validate

_COLUMNS = tuple(Envoi.model_fields)


def parse_campagne(data: bytes) -> tuple[tuple[Envoi, ...], tuple[Problem, ...]]:
    """Return the messages, in the order of the file, and every faulty line."""
    known: dict[tuple[str, object], Envoi] = {}

    def take(line: int, cells: dict[str, str]) -> Iterator[Problem]:
        written = {name: cell for name, cell in cells.items() if cell.strip()}
        row, found = validate(Envoi, written, LigneCsv(CAMPAGNE_PATH, line))
        yield from found
        if row is None:
            return
        if row.repondu_le is not None and row.repondu_le < row.envoye_le:
            yield problem("CAM001", CAMPAGNE_PATH, line, "repondu_le", "la réponse est d'avant l'envoi.")
        elif (row.acteur, row.envoye_le) in known:
            message = f"« {row.acteur} » a déjà un message ce jour-là."
            yield problem("CAM001", CAMPAGNE_PATH, line, "acteur", message)
        else:
            known[row.acteur, row.envoye_le] = row

    problems = read_csv(data, CAMPAGNE_PATH, "CAM001", _COLUMNS, take)
    return tuple(known.values()), problems


def campagne_csv(rows: Iterable[Envoi]) -> bytes:
    """Return the file, one line per message, the oldest first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for row in sorted(rows, key=lambda row: (row.envoye_le, row.acteur)):
        writer.writerow((row.acteur, row.envoye_le, row.repondu_le or ""))
    return out.getvalue().encode()
