"""Read the addresses that were published, `data/adresses-publiees.csv`, and write it again."""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping

from generator.models.adresse import ADRESSES_PATH, LONGUEUR, SIGNES, AdressePubliee
from generator.models.base import FORMULE
from generator.problems import Problem
from generator.problems.codes import problem
from generator.reading.csv_source import LigneCsv, read_csv
from generator.reading.validation import validate

_ADRESSE = re.compile(r"(?:[a-z0-9-][a-z0-9.-]{0,499}/){1,6}")
_AUTRE = "ce n'est pas l'adresse d'une page d'ici : elle s'écrit comme « offre/services/atelier/ »."
_INVISIBLE = "la case contient un signe qui ne se voit pas."
_COLUMNS = tuple(AdressePubliee.model_fields)
_SANS_CODE = _COLUMNS[:-1]
"""The columns of a file written before there were codes."""
_CODE = re.compile(f"[{SIGNES}]{{{LONGUEUR}}}")


def parse_adresses(data: bytes) -> tuple[dict[str, AdressePubliee], tuple[Problem, ...]]:
    """Return the lines by address, and every faulty one."""
    known: dict[str, AdressePubliee] = {}
    codes: dict[str, int] = {}

    def take(line: int, cells: dict[str, str]) -> Iterator[Problem]:
        written = {name: cell for name, cell in cells.items() if cell.strip()}
        odd = [
            *((name, _INVISIBLE) for name, cell in written.items() if not cell.replace("\u00a0", " ").isprintable()),
            *((name, _AUTRE) for name in ("adresse", "vers") if not _ADRESSE.fullmatch(written.get(name, "a/"))),
        ]
        for name, why in odd:
            yield problem("ADR001", ADRESSES_PATH, line, name, why)
        if (code := written.get("code")) and not _CODE.fullmatch(code):
            yield problem("COD001", ADRESSES_PATH, line, "code", f"« {code[:20]} » n'est pas un code.")
            return
        if odd:
            return
        row, found = validate(AdressePubliee, written, LigneCsv(ADRESSES_PATH, line))
        yield from found
        if row is not None and row.adresse in known:
            yield problem("ADR001", ADRESSES_PATH, line, "adresse", f"« {row.adresse} » est là deux fois.")
        elif row is not None and (first := codes.setdefault(row.code or f" {line}", line)) != line:
            yield problem("COD002", ADRESSES_PATH, line, "code", f"« {row.code} » est déjà celui de la ligne {first}.")
        elif row is not None:
            known[row.adresse] = row

    first = data.removeprefix(BOM_UTF8).partition(b"\n")[0].rstrip(b"\r")
    columns = _SANS_CODE if first == ",".join(_SANS_CODE).encode() else _COLUMNS
    return known, read_csv(data, ADRESSES_PATH, "ADR001", columns, take)


def adresses_csv(rows: Mapping[str, AdressePubliee]) -> bytes:
    """Return the file, one line per address, sorted; a title that a spreadsheet would compute is left out."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for _, row in sorted(rows.items()):
        titre = row.titre or ""
        titre = "" if titre.startswith(FORMULE) or not titre.replace("\u00a0", " ").isprintable() else titre
        writer.writerow((row.adresse, titre, row.vers or "", row.retiree_le or "", row.code or ""))
    return out.getvalue().encode()
