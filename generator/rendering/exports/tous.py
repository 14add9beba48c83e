"""All the exports: a format is a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.rendering.exports.enregistrement import SUIVIS, Enregistrement, enregistrements
from generator.rendering.exports.tables import table_files
from generator.rendering.exports.v1 import v1_files
from generator.rendering.page import OutputFile
from generator.rendering.site import Site

Exports = Mapping[str, list[Enregistrement]]
"""kind → its records"""
EXPORTS: Mapping[str, Callable[[Site, Exports], Iterator[OutputFile]]] = {
    "tableaux": table_files,
    "v1": v1_files,
}
"""name, as a territory writes it → what makes its files"""


def export_files(site: Site) -> Iterator[OutputFile]:
    """Yield the files of donnees/; each fiche is changed into a record once."""
    records = {genre: enregistrements(site, genre) for genre in SUIVIS}
    for make in EXPORTS.values():
        yield from make(site, records)
