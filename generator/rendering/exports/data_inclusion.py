"""The structures and services of insertion, in the schema of data·inclusion v1 (package `data-inclusion-schema`).

A structure is exported when its type has `insertion: oui` (data/referentiels/types-acteurs.yml), a service when its
structure is. A région becomes its départements: a région code would pass for a département (53 is Mayenne).
What is not open today, or has no word in the national lists, is left out and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from generator.corpus.francais import slug
from generator.models.acteur import Acteur
from generator.models.fiche import Contact, Lieu, Zone
from generator.models.horaires import groupes, semaine, suivis
from generator.models.service import Service
from generator.rendering.exports.enregistrement import DOSSIER, Enregistrement
from generator.rendering.files.json_file import json_file
from generator.rendering.page import OutputFile
from generator.rendering.site import Site

FICHIERS = (f"{DOSSIER}data-inclusion/structures.json", f"{DOSSIER}data-inclusion/services.json")
AILLEURS, FERME, SANS_MOT = "hors insertion", "pas ouvert aujourd'hui", "aucune thématique nationale"
_OSM = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_FRAIS = {"gratuit": "gratuit", "payant": "payant", "adhesion": "payant", "prise-en-charge-possible": "payant"}


def inclusion_files(site: Site, records: Mapping[str, list[Enregistrement]]) -> Iterator[OutputFile]:
    """Yield the structures, then the services, as data·inclusion reads them."""
    source = slug(site.territoire.nom)
    kept = [one for one in records["acteur"] if _acteur_left(site, one) == ""]
    yield json_file(FICHIERS[0], [_known(_structure(site, source, one)) for one in kept])
    services = [one for one in records["service"] if _service_left(site, one) == ""]
    yield json_file(FICHIERS[1], [_known(line) for one in services for line in _services(site, source, one)])


def inclusion_kept(site: Site, records: Mapping[str, list[Enregistrement]]) -> bool:
    """Tell whether at least one service is there."""
    return any(_service_left(site, one) == "" for one in records["service"])


def inclusion_ecartes(site: Site, records: Mapping[str, list[Enregistrement]]) -> Counter[str]:
    """Return why services are not there → how many."""
    why = (_service_left(site, one) for one in records["service"])
    return Counter(reason for reason in why if reason)


def _acteur_left(site: Site, one: Enregistrement) -> str:
    """Return why a structure is not exported, '' when it is."""
    fiche = one.valeur
    assert isinstance(fiche, Acteur)  # noqa: S101
    if not site.corpus.referentiels["types-acteurs"].termes[fiche.type].insertion:
        return AILLEURS
    return "" if one.commence else FERME


def _service_left(site: Site, one: Enregistrement) -> str:
    fiche = one.valeur
    assert isinstance(fiche, Service)  # noqa: S101
    holder = site.entrees["acteur"][fiche.acteur]
    if not site.corpus.referentiels["types-acteurs"].termes[holder.fiche.type].insertion:
        return AILLEURS
    if not (one.commence and holder.propose):
        return FERME
    return "" if _words(site, "thematiques", fiche.thematiques) else SANS_MOT


def _words(site: Site, nom: str, terms: tuple[str, ...]) -> list[str]:
    """Return the national words of our terms, from the column `data_inclusion`."""
    known = site.corpus.referentiels[nom].termes
    return sorted({word for term in terms for word in known[term].data_inclusion})


def _known(line: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in line.items() if value not in (None, "", [])}


def _structure(site: Site, source: str, one: Enregistrement) -> dict[str, Any]:
    fiche = one.valeur
    assert isinstance(fiche, Acteur)  # noqa: S101
    lieu = fiche.lieux[0] if fiche.lieux else None
    return {
        "source": source,
        "id": f"{source}--{one.id}",
        "nom": fiche.nom.removesuffix("."),
        "date_maj": one.jour.isoformat(),
        "description": fiche.description or fiche.resume,
        "lien_source": one.donnees["adresse"],
        "siret": fiche.siret,
        "site_web": fiche.site_web,
        **_address(site, lieu),
        **_reach(fiche.contacts),
    }


def _services(site: Site, source: str, one: Enregistrement) -> Iterator[dict[str, Any]]:
    """Yield a service, once per place: data·inclusion has one address for each."""
    fiche = one.valeur
    assert isinstance(fiche, Service) and one.entree is not None  # noqa: S101
    contacts = site.contacts_of(one.entree)
    url = next((contact.url for contact in contacts if contact.url), None)
    reach = _reach(contacts)
    modes = {"envoyer-un-courriel": "courriel" in reach, "telephoner": "telephone" in reach,
             "utiliser-lien-mobilisation": url is not None}  # fmt: skip
    places = fiche.lieux or site.entrees["acteur"][fiche.acteur].fiche.lieux[:1]
    for rank, lieu in enumerate(places or (None,), start=1):
        yield {
            "source": source,
            "structure_id": f"{source}--{fiche.acteur}",
            "id": f"{source}--{one.id}" + (f"--{rank}" if rank > 1 else ""),
            "nom": fiche.nom.removesuffix("."),
            "description": fiche.description or fiche.resume,
            "date_maj": one.jour.isoformat(),
            "lien_source": one.donnees["adresse"],
            "type": next(iter(_words(site, "modalites", fiche.modalites)), None),
            "thematiques": _words(site, "thematiques", fiche.thematiques),
            "frais": _FRAIS.get(fiche.tarif.type),
            "frais_precisions": fiche.tarif.precision,
            "publics": ["tous-publics"] if fiche.profils == ("tous",) else None,
            "publics_precisions": ", ".join(site.labels("profils", fiche.profils)),
            "conditions_acces": "\n".join(fiche.prerequis),
            "zone_eligibilite": zone_of(site, fiche.zone),
            "modes_mobilisation": [mode for mode, held in modes.items() if held],
            "lien_mobilisation": url,
            "mobilisation_precisions": fiche.comment_solliciter,
            **_address(site, lieu),
            **reach,
        }


def zone_of(site: Site, zone: Zone) -> list[str]:
    """Return the codes of data·inclusion: a région is written as its départements."""
    match zone.type:
        case "france":
            return ["france"]
        case "territoire":
            return list(site.territoire.epci)
        case "regions":
            known = site.corpus.officiel.departements
            return sorted(code for code, (_, region) in known.items() if region in zone.codes)
    return list(zone.codes)


def _address(site: Site, lieu: Lieu | None) -> dict[str, Any]:
    if lieu is None:
        return {}
    return {
        "adresse": lieu.adresse,
        "complement_adresse": lieu.nom,
        "code_postal": lieu.code_postal[:5],
        "code_insee": lieu.commune,
        "commune": site.corpus.officiel.communes[lieu.commune].nom,
        "horaires_accueil": _osm(lieu.horaires) if lieu.horaires else None,
    }


def _reach(contacts: tuple[Contact, ...]) -> dict[str, str]:
    """Return the first telephone and the first mail; a person's name only with the agreement that it is dated with."""
    named = {
        "telephone": next((one.telephone for one in contacts if one.telephone), None),
        "courriel": next((one.courriel for one in contacts if one.courriel), None),
        "contact_nom_prenom": next((one.nom for one in contacts if one.nom and one.accord_publication), None),
    }
    return {name: value for name, value in named.items() if value}


def _osm(horaires: str) -> str:
    """Return `Mo-Tu 08:30-12:00,13:30-17:15; Sa 09:00-12:00` (OpenStreetMap, opening_hours)."""
    parts = []
    for days, plages in groupes(semaine(horaires)):
        chained = len(days) > 1 and suivis(days)
        names = f"{_OSM[days[0]]}-{_OSM[days[-1]]}" if chained else ",".join(_OSM[day] for day in days)
        parts.append(f"{names} {','.join('-'.join(plage) for plage in plages)}")
    return "; ".join(parts)
