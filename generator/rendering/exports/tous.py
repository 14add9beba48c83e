"""All the exports: a format is a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.models.territoire import Export
from generator.rendering.exports.atom import atom_files
from generator.rendering.exports.data_inclusion import inclusion_files
from generator.rendering.exports.dcat import catalogue_files
from generator.rendering.exports.dispositif_aide import aide_files
from generator.rendering.exports.enregistrement import Enregistrement, tout
from generator.rendering.exports.geojson import geojson_files
from generator.rendering.exports.hsds import hsds_files
from generator.rendering.exports.integrations import integration_files
from generator.rendering.exports.tables import table_files
from generator.rendering.exports.v1 import v1_files
from generator.rendering.page import OutputFile
from generator.rendering.site import Site

Exports = Mapping[str, list[Enregistrement]]
"""kind → its records"""
EXPORTS: Mapping[Export, Callable[[Site, Exports], Iterator[OutputFile]]] = {
    "tableaux": table_files,
    "json": v1_files,
    "atom": atom_files,
    "geojson": geojson_files,
    "dispositif-aide": aide_files,
    "data-inclusion": inclusion_files,
    "integrations": integration_files,
    "hsds": hsds_files,
}
"""name, as a territory writes it (`exports:` of data/territoire.yml) → what makes its files"""


def export_files(site: Site) -> Iterator[OutputFile]:
    """Yield the files that the territory publishes, then their catalogue; each fiche is changed once."""
    made: list[str] = []
    for name in site.territoire.exports:
        for file in EXPORTS[name](site, tout(site)):
            made.append(file.path)
            yield file
    if made:
        yield from catalogue_files(site, made)
