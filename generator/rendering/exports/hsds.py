"""The services in HSDS 3.0 (Open Referral), as one page of its `/services` list. A converter, published on request.

What is lost: the ressources, the financements, the besoins and the arbres (HSDS has no place for them); the
thématiques, modalités, stades and profils (a taxonomy term of HSDS asks for an identity of its own); the zone to be
verified and who answers where (one organization per service); the sources; who confirmed. What is not known is absent:
`null` is not valid there. Ids are UUIDs, made from the address of the page and from nothing else.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from generator.models.acteur import Acteur
from generator.models.fiche import Contact, Lieu
from generator.models.horaires import groupes, semaine
from generator.models.service import TARIFS, Service
from generator.rendering.exports.enregistrement import DOSSIER, Enregistrement
from generator.rendering.files.json_file import json_file
from generator.rendering.page import OutputFile
from generator.rendering.site import Site

FICHIER = f"{DOSSIER}hsds/services.json"
_STATUTS = {
    "actif": "active",
    "experimentation": "active",
    "a-creer": "inactive",
    "a-confirmer": "inactive",
    "suspendu": "temporarily closed",
    "clos": "defunct",
}
_JOURS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
Objet = dict[str, Any]


def hsds_files(site: Site, records: Mapping[str, list[Enregistrement]]) -> Iterator[OutputFile]:
    """Yield donnees/hsds/services.json, every service whole."""
    acteurs = {one.id: one for one in records["acteur"]}
    contents = [_service(site, one, acteurs) for one in records["service"]]
    count = len(contents)
    yield json_file(
        FICHIER,
        {
            "total_items": count,
            "total_pages": 1,
            "page_number": 1,
            "size": count,
            "first_page": True,
            "last_page": True,
            "empty": not count,
            "contents": contents,
        },
    )


def _service(site: Site, one: Enregistrement, acteurs: Mapping[str, Enregistrement]) -> Objet:
    fiche = one.valeur
    assert isinstance(fiche, Service) and one.entree is not None  # noqa: S101
    root = one.donnees["adresse"]
    lieux = fiche.lieux or site.entrees["acteur"][fiche.acteur].fiche.lieux
    status = _STATUTS[one.entree.statut]
    return _known(
        {
            "id": _id(root),
            "name": fiche.nom,
            "alternate_name": fiche.promesse,
            "description": fiche.description or fiche.resume,
            "url": root,
            "status": "inactive" if status == "active" and not one.commence else status,
            "application_process": "\n".join([*([fiche.comment_solliciter] if fiche.comment_solliciter else []),
                                              *fiche.deroulement]),
            "fees_description": ". ".join(filter(None, (TARIFS[fiche.tarif.type], fiche.tarif.precision))),
            "eligibility_description": "\n".join(
                [f"Pour : {', '.join(site.labels('profils', fiche.profils))}", *fiche.prerequis, *fiche.limites]
            ),
            "assured_date": fiche.verifie_le.isoformat() if fiche.verifie_le else None,
            "last_modified": f"{one.jour.isoformat()}T00:00:00Z",
            "service_areas": [{"id": _id(root, "zone"), "name": site.where_open(fiche.zone)}],
            "service_at_locations": [
                {"id": _id(root, "lieu", rank), "location": _location(site, _id(root, "location", rank), lieu)}
                for rank, lieu in enumerate(lieux)
            ],
            "organization": _organization(acteurs[fiche.acteur]),
            "contacts": [_contact(_id(root, "contact", rank), held)
                         for rank, held in enumerate(site.contacts_of(one.entree))],
        }
    )  # fmt: skip


def _organization(one: Enregistrement) -> Objet:
    fiche = one.valeur
    assert isinstance(fiche, Acteur)  # noqa: S101
    root = one.donnees["adresse"]
    numbers = {"SIREN": fiche.siren, "SIRET": fiche.siret, "RNA": fiche.rna}
    return _known(
        {
            "id": _id(root),
            "name": fiche.nom,
            "description": fiche.description or fiche.resume,
            "website": fiche.site_web,
            "uri": root,
            "organization_identifiers": [
                {"id": _id(root, kind), "identifier_type": kind, "identifier": number}
                for kind, number in numbers.items()
                if number
            ],
        }
    )


def _location(site: Site, identifiant: str, lieu: Lieu) -> Objet:
    commune = site.corpus.officiel.communes[lieu.commune]
    address = {
        "id": _id(identifiant, "adresse"),
        "address_1": lieu.adresse,
        "city": commune.nom,
        "state_province": site.corpus.officiel.departements[commune.departement][0],
        "postal_code": lieu.code_postal[:5],
        "country": "FR",
        "address_type": "physical",
    }
    weeks = groupes(semaine(lieu.horaires)) if lieu.horaires else ()
    return _known(
        {
            "id": identifiant,
            "location_type": "physical",
            "name": lieu.nom,
            "description": lieu.precision,
            "addresses": [address],
            "schedules": [
                {
                    "id": _id(identifiant, *days, opens),
                    "freq": "WEEKLY",
                    "byday": ",".join(_JOURS[day] for day in days),
                    "opens_at": f"{opens}:00",
                    "closes_at": f"{closes}:00",
                }
                for days, plages in weeks
                for opens, closes in plages
            ],
        }
    )


def _contact(identifiant: str, contact: Contact) -> Objet:
    phones = [{"id": _id(identifiant, "telephone"), "number": contact.telephone}] if contact.telephone else []
    named = contact.nom if contact.accord_publication else None
    return _known(
        {"id": identifiant, "name": named, "title": contact.role, "email": contact.courriel, "phones": phones}
    )


def _id(*parts: object) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "#".join(str(part) for part in parts)))


def _known(made: Objet) -> Objet:
    return {name: value for name, value in made.items() if value not in (None, "", [])}
