"""The places and the coverage, for maps (GeoJSON, RFC 7946; read by uMap and GoGoCarto).

No address of a fiche has coordinates: a place stands at the centre of its commune, and says so. A place whose
commune has no contour here has no geometry, and is there all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from generator.corpus.genres import OFFRE
from generator.rendering.exports.enregistrement import DOSSIER, Enregistrement
from generator.rendering.exports.licences import licence_of
from generator.rendering.files.json_file import json_file
from generator.rendering.page import OutputFile
from generator.rendering.projection import Degrees, centre
from generator.rendering.site import Site

PRECISION = "centre de la commune"
_DECIMALES = 5
"""About a metre."""


def geojson_files(site: Site, records: Mapping[str, list[Enregistrement]]) -> Iterator[OutputFile]:
    """Yield donnees/lieux.geojson, then donnees/communes.geojson with what is open in each of them."""
    centres = {one.code: centre(max(one.anneaux, key=len)) for one in site.corpus.contours}
    places = [
        _feature(f"{one.genre}/{one.id}/{rank}", _point(centres.get(lieu.commune)), _place(site, one, lieu))
        for found in records.values()
        for one in found
        for rank, lieu in enumerate(getattr(one.valeur, "lieux", ()), start=1)
    ]
    yield _collection(site, "lieux.geojson", places)
    counted = {genre: Counter(code for one in records[genre] if one.entree and one.entree.propose
                              for code in one.entree.couverture) for genre in OFFRE}  # fmt: skip
    communes = [
        _feature(
            one.code,
            {"type": "MultiPolygon", "coordinates": [[_ring(ring)] for ring in one.anneaux]},
            {
                "code_insee": one.code,
                "nom": site.corpus.communes[one.code].nom,
                "adresse_page": f"{site.territoire.site.url}communes/{one.code}/",
                **{f"{genre.pluriel}_ouverts": counted[nom][one.code] for nom, genre in OFFRE.items()},
            },
        )
        for one in site.corpus.contours
    ]
    yield _collection(site, "communes.geojson", communes)


def _place(site: Site, one: Enregistrement, lieu: Any) -> dict[str, Any]:
    contacts = site.contacts_of(one.entree) if one.entree else ()
    telling = next((contact for contact in contacts if contact.telephone or contact.courriel), None)
    commune = site.corpus.officiel.communes[lieu.commune].nom
    made = {
        "genre": one.genre,
        "id": one.id,
        "nom": getattr(one.valeur, "nom", one.id),
        "name": getattr(one.valeur, "nom", one.id),
        "description": getattr(one.valeur, "resume", ""),
        "lieu": lieu.nom,
        "adresse": f"{lieu.adresse}, {lieu.ville(commune)}",
        "commune": lieu.commune,
        "horaires": lieu.horaires,
        "telephone": telling.telephone if telling else None,
        "courriel": telling.courriel if telling else None,
        "statut": one.donnees["statut"],
        "adresse_page": one.donnees["adresse"],
        "position": PRECISION,
    }
    return {name: value for name, value in made.items() if value}


def _point(degrees: Degrees | None) -> dict[str, Any] | None:
    return {"type": "Point", "coordinates": _rounded(degrees)} if degrees else None


def _ring(ring: Sequence[Degrees]) -> list[list[float]]:
    """Return a closed ring, counterclockwise: RFC 7946, 3.1.6."""
    points = [*ring] if ring[0] == ring[-1] else [*ring, ring[0]]
    doubled = sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(points))
    return [_rounded(point) for point in (points if doubled >= 0 else reversed(points))]


def _rounded(degrees: Degrees) -> list[float]:
    return [round(number, _DECIMALES) for number in degrees]


def _feature(identifiant: str, geometry: dict[str, Any] | None, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "id": identifiant, "geometry": geometry, "properties": properties}


def _collection(site: Site, name: str, features: list[dict[str, Any]]) -> OutputFile:
    title, _ = licence_of(site.territoire)
    return json_file(
        f"{DOSSIER}{name}",
        {"type": "FeatureCollection", "licence": title, "jour": site.jour.isoformat(), "features": features},
    )
