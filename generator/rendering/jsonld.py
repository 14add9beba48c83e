"""What a page shows, said to search engines in the words of schema.org (JSON-LD). Nothing that the page does not show.

Only what can be used: what is closed, or no meeting to come, says nothing.
"""

from __future__ import annotations

from typing import Any

from generator.models.acteur import Acteur
from generator.models.commune import Commune
from generator.models.fiche import Contact, Lieu
from generator.models.financement import Financement
from generator.models.instance import Instance, Reunion
from generator.rendering.entree import Entree
from generator.rendering.environment import json_in_html, telephone_fr
from generator.rendering.site import Site

_CONTEXTE = "https://schema.org"
_PUBLICS = ("1", "2")
"""First digit of the SIREN of a public body (Insee: 1, the State; 2, local authorities)."""
Valeurs = dict[str, Any]


def of_fiche(site: Site, entry: Entree) -> str:
    """Return a Service, a GovernmentService, a MonetaryGrant (and its HowTo) or an Organization; '' when closed."""
    if not entry.propose or entry.genre not in ("service", "acteur", "financement"):
        return ""
    fiche = entry.fiche
    url = f"{site.territoire.site.url}{entry.url}"
    value: Valeurs = {
        "@context": _CONTEXTE,
        "@id": url,
        "name": fiche.nom,
        "description": fiche.resume,
        "url": url,
    }
    holder = site.acteur_of(entry)
    if isinstance(fiche, Acteur):
        value["@type"] = "Organization"
        value |= _reach(fiche.contacts)
        if fiche.lieux:
            value["location"] = [_place(site, lieu) for lieu in fiche.lieux]
        if fiche.site_web:
            value["sameAs"] = fiche.site_web
        return json_in_html(value)
    whole = len(entry.couverture) == len(site.corpus.communes)
    area = site.territoire.nom if whole else site.place_names(entry.couverture)
    organisation = {"@type": "Organization", "name": holder.fiche.nom} if holder else None
    if isinstance(fiche, Financement):
        value |= {"@type": "MonetaryGrant", "funder": organisation}
        if fiche.demarche:
            steps = [{"@type": "HowToStep", "text": text} for text in fiche.demarche]
            how = {"@type": "HowTo", "name": fiche.nom, "step": steps}
            return json_in_html({"@context": value.pop("@context"), "@graph": [value, how]})
        return json_in_html(value)
    siren = (holder.fiche.siren or "") if holder else ""
    value["@type"] = "GovernmentService" if siren.startswith(_PUBLICS) else "Service"
    value |= {"provider": organisation, "areaServed": area}
    return json_in_html(value)


def of_reunion(site: Site, url: str, instance: Instance, reunion: Reunion) -> str:
    """Return the Event of a meeting to come; one that is cancelled says so."""
    begin = f"{reunion.date.isoformat()}T{reunion.heure}" if reunion.heure else reunion.date.isoformat()
    cancelled = reunion.annulee_le is not None
    value: Valeurs = {
        "@context": _CONTEXTE,
        "@type": "Event",
        "name": reunion.titre,
        "startDate": begin,
        "eventStatus": f"{_CONTEXTE}/{'EventCancelled' if cancelled else 'EventScheduled'}",
        "organizer": {"@type": "Organization", "name": instance.nom},
        "url": f"{site.territoire.site.url}{url}",
    }
    if reunion.lieu:
        value["location"] = {"@type": "Place", "name": reunion.lieu}
    return json_in_html(value)


def of_commune(site: Site, commune: Commune) -> str:
    """Return the Place of a commune, in its département."""
    return json_in_html(
        {
            "@context": _CONTEXTE,
            "@type": "City",
            "name": commune.nom,
            "url": f"{site.territoire.site.url}communes/{commune.code_insee}/",
            "containedInPlace": {"@type": "AdministrativeArea", "name": site.departements[commune.departement][0]},
        }
    )


def _reach(contacts: tuple[Contact, ...]) -> Valeurs:
    points = [
        {
            "@type": "ContactPoint",
            "contactType": contact.role,
            **({"telephone": telephone_fr(contact.telephone)} if contact.telephone else {}),
            **({"email": contact.courriel} if contact.courriel else {}),
        }
        for contact in contacts
        if contact.telephone or contact.courriel
    ]
    return {"contactPoint": points} if points else {}


def _place(site: Site, lieu: Lieu) -> Valeurs:
    address = {
        "@type": "PostalAddress",
        "streetAddress": lieu.adresse,
        "postalCode": lieu.code_postal[:5],
        "addressLocality": site.corpus.officiel.communes[lieu.commune].nom,
    }
    return {"@type": "Place", "address": address, **({"name": lieu.nom} if lieu.nom else {})}
