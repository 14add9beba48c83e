"""Places: the official lists are the only judges of a code."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from statistics import median
from typing import Any

from generator.corpus.codes import became, place_hint
from generator.corpus.corpus import Corpus
from generator.corpus.genres import FICHES
from generator.corpus.locating import at
from generator.corpus.walking import Where
from generator.models.base import is_before
from generator.models.fiche import Zone
from generator.problems import Problem
from generator.problems.codes import problem

CSV_PATH = "data/communes.csv"
GEOJSON_PATH = "data/communes.geojson"
MAIRIES_PATH = "data/mairies.csv"
RIVIERES_PATH = "data/rivieres.geojson"


def check_communes(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """data/communes.csv is, line for line, the official list of the territory's perimeter: its EPCI, and what is
    added to them or left out."""
    for index, siren in enumerate(corpus.territoire.epci):
        if siren not in corpus.officiel.epci:
            yield at(
                corpus,
                "ZON001",
                "territoire",
                "territoire",
                ("epci", index),
                f"« {siren} » n'est le SIREN d'aucune intercommunalité.",
                place_hint(corpus, siren, "epci"),
            )
            return
    for name in ("avec_communes", "sans_communes"):
        for index, code in enumerate(getattr(corpus.territoire, name)):
            if code not in corpus.officiel.communes:
                message = f"« {code} » n'est pas dans la liste officielle (communes)."
                yield at(corpus, "ZON001", "territoire", "territoire", (name, index), message, place_hint(corpus, code))
    named = corpus.territoire
    codes = corpus.officiel.perimetre(named.epci, named.avec_communes, named.sans_communes)
    expected = {code: corpus.officiel.communes[code].nom for code in codes}
    for code in sorted(expected.keys() - corpus.communes.keys()):
        yield problem("COM002", CSV_PATH, 0, "code_insee", f"{code} ({expected[code]}) manque.")
    for line, (code, commune) in enumerate(corpus.communes.items(), start=2):
        if code not in expected:
            message = f"{code} ({commune.nom}) n'est pas une commune du territoire."
            now = became(corpus, code) or became(corpus, commune.nom)
            hint = f"Elle est réunie à {now} : l'écrire à sa place ici et dans les fiches." if now else ""
            yield problem("COM002", CSV_PATH, line, "code_insee", message, hint)
            continue
        official = corpus.officiel.communes[code]
        for field, read, due in (
            ("nom", commune.nom, official.nom),
            ("departement", commune.departement, official.departement),
            ("region", commune.region, corpus.officiel.region_name(official.departement)),
        ):
            if read != due:
                yield problem("COM002", CSV_PATH, line, field, f"{code} : lu « {read} », officiel « {due} ».")


def check_contours(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Contours and communes name the same codes (no contours at all: a list replaces the map)."""
    if not corpus.contours:
        return
    drawn = {contour.code for contour in corpus.contours}
    for code in sorted(drawn ^ corpus.communes.keys()):
        what = "n'est pas dans data/communes.csv" if code in drawn else "n'a pas de contour"
        yield problem("COM003", GEOJSON_PATH, 0, code, f"{code} {what}.")


def check_drawn_places(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A contour lies with the others, longitude first: a pair of numbers turned round draws a commune in Africa."""
    centers = {contour.code: _center(contour.anneaux) for contour in corpus.contours}
    if not centers:
        return
    middle = (median(x for x, _ in centers.values()), median(y for _, y in centers.values()))
    turned = _in_france((middle[1], middle[0])) and not _in_france(middle)
    for code, (x, y) in sorted(centers.items()):
        if turned or (_is_far((x, y), middle) and not _is_far((y, x), middle)):
            yield problem("COM007", GEOJSON_PATH, 0, code, f"{code} : longitude et latitude sont échangées.")
        elif _is_far((x, y), middle):
            yield problem("COM007", GEOJSON_PATH, 0, code, f"{code} est dessinée loin des autres communes.")


Point = tuple[float, float]
_LOIN = 2.0
"""Degrees: no intercommunalité of metropolitan France is so wide."""


def _center(rings: Iterable[Iterable[Point]]) -> Point:
    points = [point for ring in rings for point in ring]
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def _is_far(point: Point, middle: Point) -> bool:
    return abs(point[0] - middle[0]) > _LOIN or abs(point[1] - middle[1]) > _LOIN


def _in_france(point: Point) -> bool:
    """Tell whether a (longitude, latitude) is in metropolitan France, Corsica included (IGN, rounded)."""
    return -5.5 < point[0] < 10 and 41 < point[1] < 51.5


def check_rivieres(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Each line of data/rivieres.geojson has a point in the frame of the map (without contours, nothing is drawn)."""
    points = [point for contour in corpus.contours for ring in contour.anneaux for point in ring]
    if not points:
        return
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    for riviere in corpus.rivieres:
        if not any(west <= x <= east and south <= y <= north for ligne in riviere.lignes for x, y in ligne):
            yield problem("COM006", RIVIERES_PATH, 0, riviere.nom, f"« {riviere.nom} » passe ailleurs.")


def check_mairies(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Each mairie is that of a commune of the territory, and its date is not to come."""
    for line, (code, mairie) in enumerate(corpus.mairies.items(), start=2):
        if code not in corpus.communes:
            message = f"« {code} » n'est pas une commune du territoire."
            yield problem("MAI002", MAIRIES_PATH, line, "code_insee", message, place_hint(corpus, code, ici=True))
        if is_before(today.isoformat(), mairie.date):
            yield problem("DAT001", MAIRIES_PATH, line, "date", f"{mairie.date} est dans l'avenir.")


def _zones(fiches: Iterable[tuple[str, str, Any]]) -> Iterator[tuple[str, str, Where, Zone]]:
    """Yield (kind, id, place in the file, zone): where it is open, to be verified, held by another."""
    for kind, identifiant, fiche in fiches:
        if getattr(fiche, "zone", None):
            yield kind, identifiant, ("zone",), fiche.zone
        if getattr(fiche, "a_verifier", None):
            yield kind, identifiant, ("a_verifier",), fiche.a_verifier
        for rank, porteur in enumerate(getattr(fiche, "porteurs", ())):
            yield kind, identifiant, ("porteurs", rank, "zone"), porteur.zone


def check_zones(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Every code exists in the list of its type, on the whole common shelf too; a région code is never taken for a
    département, and a common zone never says « territoire », that of nobody in particular."""
    lists = {
        "communes": corpus.officiel.communes,
        "epci": corpus.officiel.epci,
        "departements": corpus.officiel.departements,
        "regions": corpus.officiel.regions,
    }
    home_departements = {commune.departement for commune in corpus.communes.values()}
    home_regions = {corpus.officiel.region_of_departement(code) for code in home_departements}
    written = ((kind, key, fiche) for kind, key, fiche in corpus.everything() if kind in FICHES)
    for kind, identifiant, place, zone in _zones((*written, *corpus.left_aside())):
        shared = corpus.is_common(kind, identifiant)
        if shared and zone.type == "territoire":
            message = "« territoire » ne dit pas où : cette fiche est commune à plusieurs territoires."
            yield at(corpus, "CMN010", kind, identifiant, (*place, "type"), message)
        for index, code in enumerate(zone.codes):
            where = (*place, "codes", index)
            if zone.type == "departements" and code in home_regions - home_departements and not shared:
                name = corpus.officiel.regions[code]
                yield at(
                    corpus,
                    "ZON002",
                    kind,
                    identifiant,
                    where,
                    f"« {code} » est le code de la région {name}, pas d'un département d'ici.",
                    f"Écrire « type: regions », ou les départements : {', '.join(sorted(home_departements))}.",
                )
            elif code not in lists[zone.type]:
                yield at(
                    corpus,
                    "ZON001",
                    kind,
                    identifiant,
                    where,
                    f"« {code} » n'est pas dans la liste officielle ({zone.type}).",
                    place_hint(corpus, code, zone.type),
                )


def check_doubts(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Whom to ask about what is to be verified can be reached: a telephone, a mail, an address or a site is known."""
    for kind, identifiant, fiche in corpus.fiches():
        doubt = getattr(fiche, "a_verifier", None)
        if doubt and doubt.aupres_de in corpus.acteurs:
            acteur = corpus.acteurs[doubt.aupres_de]
            if not corpus.is_reachable(acteur):
                message = f"personne ne sait comment joindre « {acteur.nom} »."
                yield at(corpus, "ZON005", kind, identifiant, ("a_verifier", "aupres_de"), message)


def check_postal_codes(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A place has a code postal of its commune, or says « CEDEX »."""
    for kind, identifiant, value in corpus.everything():
        for rank, lieu in enumerate(getattr(value, "lieux", ())):
            commune = corpus.officiel.communes.get(lieu.commune)
            if commune and commune.codes_postaux and lieu.code_postal.isdigit():
                known = " ou ".join(commune.codes_postaux)
                if lieu.code_postal not in commune.codes_postaux:
                    message = f"« {lieu.code_postal} » n'est pas un code postal de {commune.nom}, qui a {known}."
                    yield at(corpus, "ZON006", kind, identifiant, ("lieux", rank, "code_postal"), message)


def check_coverage(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A service stays within its acteurs' zones; the zone of a fiche of here holds at least one commune of here.

    A fiche open only elsewhere may still be one to verify here: its `a_verifier` is then the zone that counts.
    """
    own = ((kind, key, fiche) for kind, key, fiche in corpus.fiches() if not corpus.is_common(kind, key))
    for kind, identifiant, place, zone in _zones(own):
        if place == ("zone",) and corpus.coverage_douteuse(corpus.ecrits[kind][identifiant]):
            continue
        if not corpus.coverage(zone) and zone.codes:
            yield at(corpus, "ZON004", kind, identifiant, place, "cette zone ne contient aucune commune d'ici.")
    for identifiant, fiche in corpus.services.items():
        covered = corpus.coverage(fiche.zone)
        acteurs = (fiche.acteur, *fiche.co_porteurs, *(porteur.acteur for porteur in fiche.porteurs))
        holders = [corpus.acteurs[a] for a in acteurs if a in corpus.acteurs]
        reach = frozenset[str]().union(*(corpus.coverage(holder.zone) for holder in holders))
        if holders and covered - reach:
            names = ", ".join(corpus.communes[code].nom for code in sorted(covered - reach)[:3])
            yield at(
                corpus,
                "ZON003",
                "service",
                identifiant,
                ("zone",),
                f"l'acteur « {holders[0].nom} » n'agit pas dans {len(covered - reach)} commune(s), dont {names}.",
            )
