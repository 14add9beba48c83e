"""Read the mairies: those of France, shipped with the engine, and those of the territory, `data/mairies.csv`."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path

from generator.corpus.officiel import Annuaire
from generator.corpus.pausing import without_collection
from generator.models.base import FORMULE
from generator.models.mairie import COORDONNEES, Mairie
from generator.problems import Problem
from generator.problems.codes import problem
from generator.reading.csv_source import LigneCsv, read_csv
from generator.reading.validation import validate

MAIRIES_PATH = "data/mairies.csv"
ANNUAIRE = Path(__file__).parent.parent / "corpus" / "france" / "mairies.json.xz"


@without_collection
def load_annuaire(path: Path | None = None) -> Annuaire:
    """Read the national list, shipped with the engine (made by corpus/france/fabriquer_mairies.py).

    34,000 mairies and a megabyte: only for the commands that write `data/mairies.csv`.
    """
    path = path or ANNUAIRE
    data = path.read_bytes()
    raw = json.loads(lzma.decompress(data) if path.suffix == ".xz" else data)
    lines = zip(*(raw[name] for name in COORDONNEES), strict=True)
    return Annuaire(raw["source"], raw["date"], dict(zip(raw["code_insee"], lines, strict=True)))


def parse_mairies(data: bytes) -> tuple[dict[str, Mairie], tuple[Problem, ...]]:
    """Return the mairies by Insee code of their commune, in file order, and every faulty line."""
    mairies: dict[str, Mairie] = {}

    def take(line: int, cells: dict[str, str]) -> Iterator[Problem]:
        odd = [(name, why) for name, cell in cells.items() if (why := _odd(cell))]
        for name, why in odd:
            hint = "Écrire le numéro comme on le compose en France." if name == "telephone" else "Retaper la case."
            yield problem("MAI001", MAIRIES_PATH, line, name, why, hint)
        if odd:
            return
        written = {name: cell for name, cell in cells.items() if cell.strip()}
        mairie, found = validate(Mairie, written, LigneCsv(MAIRIES_PATH, line))
        yield from found
        if mairie is None:
            return
        if mairie.code_insee in mairies:
            message = f"{mairie.code_insee} est là deux fois."
            yield problem("MAI001", MAIRIES_PATH, line, "code_insee", message, "Garder une seule des deux lignes.")
        mairies[mairie.code_insee] = mairie

    return mairies, read_csv(data, MAIRIES_PATH, "MAI001", tuple(Mairie.model_fields), take)


def _odd(cell: str) -> str:
    """Return what a cell may not hold, '' when there is nothing: it is opened in spreadsheets, and shown on pages."""
    if cell.startswith(FORMULE):
        return f"la case commence par « {cell[0].strip() or 'tabulation'} » : un tableur y verrait un calcul."
    hidden = next((sign for sign in cell if not sign.isprintable() and sign not in "\u00a0\u202f"), "")
    return f"la case contient un signe qui ne se voit pas (U+{ord(hidden):04X})." if hidden else ""
