"""All the exports: a format is a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.rendering.exports.atom import atom_files
from generator.rendering.exports.data_inclusion import inclusion_files
from generator.rendering.exports.dcat import catalogue_files
from generator.rendering.exports.dispositif_aide import aide_files
from generator.rendering.exports.enregistrement import SUIVIS, Enregistrement, enregistrements
from generator.rendering.exports.geojson import geojson_files
from generator.rendering.exports.tables import table_files
from generator.rendering.exports.v1 import v1_files
from generator.rendering.page import OutputFile
from generator.rendering.site import Site

Exports = Mapping[str, list[Enregistrement]]
"""kind → its records"""
EXPORTS: Mapping[str, Callable[[Site, Exports], Iterator[OutputFile]]] = {
    "tableaux": table_files,
    "json": v1_files,
    "atom": atom_files,
    "geojson": geojson_files,
    "dispositif-aide": aide_files,
    "data-inclusion": inclusion_files,
}
"""name, as a territory writes it → what makes its files"""


def export_files(site: Site) -> Iterator[OutputFile]:
    """Yield the files of donnees/, then the catalogue of those that were made; each fiche is changed once."""
    records = {genre: enregistrements(site, genre) for genre in SUIVIS}
    made: list[str] = []
    for make in EXPORTS.values():
        for file in make(site, records):
            made.append(file.path)
            yield file
    yield from catalogue_files(site, made)
