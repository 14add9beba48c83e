"""The catalogue of the exports (DCAT-AP, JSON-LD): what a data portal harvests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.rendering.exports.enregistrement import DOSSIER
from generator.rendering.exports.licences import licence_of
from generator.rendering.files.json_file import json_file
from generator.rendering.page import OutputFile
from generator.rendering.site import Site

FICHIER = f"{DOSSIER}catalogue.jsonld"
_TYPES = {
    "csv": ("text/csv", "CSV"),
    "json": ("application/json", "JSON"),
    "geojson": ("application/geo+json", "GEOJSON"),
    "atom": ("application/atom+xml", "ATOM"),
}
_IANA = "http://www.iana.org/assignments/media-types/"
_FORMATS = "http://publications.europa.eu/resource/authority/file-type/"
_JEUX = (
    ("offre", "L'offre : structures, services, ressources, financements, besoins", "Une ligne par fiche.",
     ("acteurs.csv", "services.csv", "ressources.csv", "financements.csv", "besoins.csv", "v1/index.json")),
    ("aides", "Les financements, au schéma national des dispositifs d'aide", "Ce qui peut se demander aujourd'hui.",
     ("dispositif-aide.csv",)),
    ("insertion", "Structures et services d'insertion, au schéma data·inclusion", "Ce qui est ouvert aujourd'hui.",
     ("data-inclusion/structures.json", "data-inclusion/services.json")),
    ("lieux", "Lieux et couverture", "Un point par lieu, au centre de sa commune ; un contour par commune.",
     ("lieux.geojson", "communes.geojson")),
    ("hsds", "Les services en HSDS 3.0", "Pour les annuaires Open Referral.", ("hsds/services.json",)),
    ("nouvelles", "Ce qui est nouveau, change ou ferme", "Un flux, et un par commune et par sujet.",
     ("atom/tout.atom",)),
)  # fmt: skip
"""(id, title, description, files); a dataset without any of its files is not told"""
_CONTEXTE = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def catalogue_files(site: Site, made: Iterable[str]) -> Iterator[OutputFile]:
    """Yield donnees/catalogue.jsonld, of the files that were made."""
    root, there = site.territoire.site.url, set(made)
    page = f"{root}{DOSSIER}"
    publisher = {
        "@id": f"{root}#editeur",
        "@type": "foaf:Agent",
        "foaf:name": site.territoire.editeur.nom or site.corpus.acteurs[site.territoire.coordination].nom,
    }
    datasets = []
    for key, title, description, names in _JEUX:
        files = [name for name in names if f"{DOSSIER}{name}" in there]
        if files:
            datasets.append(_dataset(site, f"{page}#{key}", title, description, publisher, files))
    yield json_file(
        FICHIER,
        {
            "@context": _CONTEXTE,
            "@id": f"{page}#catalogue",
            "@type": "dcat:Catalog",
            "dct:title": _fr(f"Données ouvertes : {site.territoire.site.nom}"),
            "dct:description": _fr(site.territoire.site.description),
            "dct:publisher": publisher,
            "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/FRA"},
            "dct:modified": _day(site),
            "foaf:homepage": {"@id": root},
            "dcat:dataset": datasets,
        },
    )


def _dataset(
    site: Site, key: str, title: str, description: str, publisher: dict[str, Any], files: list[str]
) -> dict[str, Any]:
    return {
        "@id": key,
        "@type": "dcat:Dataset",
        "dct:title": _fr(title),
        "dct:description": _fr(description),
        "dct:publisher": {"@id": publisher["@id"]},
        "dct:modified": _day(site),
        "dcat:keyword": [_fr(word) for word in ("économie sociale et solidaire", site.territoire.nom)],
        "dcat:theme": {"@id": "http://publications.europa.eu/resource/authority/data-theme/SOCI"},
        "dct:spatial": [_place(site, siren) for siren in site.territoire.epci],
        "dcat:landingPage": {"@id": f"{site.territoire.site.url}{DOSSIER}"},
        "dcat:distribution": [_distribution(site, key, name) for name in files],
    }


def _place(site: Site, siren: str) -> dict[str, Any]:
    return {
        "@id": f"http://id.insee.fr/geo/intercommunalite/{siren}",
        "@type": "dct:Location",
        "dct:title": _fr(site.corpus.officiel.epci[siren][0] if siren in site.corpus.officiel.epci else siren),
    }


def _distribution(site: Site, key: str, name: str) -> dict[str, Any]:
    address = f"{site.territoire.site.url}{DOSSIER}{name}"
    media, kind = _TYPES[name.rpartition(".")[2]]
    title, path = licence_of(site.territoire)
    licence = {"@id": path, "@type": "dct:LicenseDocument"} if path else {"@type": "dct:LicenseDocument"}
    return {
        "@id": f"{key}/{name}",
        "@type": "dcat:Distribution",
        "dct:title": _fr(name),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": f"{_IANA}{media}"},
        "dct:format": {"@id": f"{_FORMATS}{kind}"},
        "dct:license": {**licence, "dct:title": _fr(title)},
        "dct:modified": _day(site),
    }


def _fr(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "fr"}


def _day(site: Site) -> dict[str, str]:
    return {"@value": site.jour.isoformat(), "@type": "xsd:date"}
