"""The territory itself: who coordinates, who answers, what the law asks."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.corpus.corpus import Corpus
from generator.corpus.etats import PLUS_PROPOSES, add_months, est_propose, statut_affiche
from generator.corpus.locating import at
from generator.forges.connues import depot_de, is_page
from generator.problems import Problem

MENTIONS = ("nom", "adresse", "telephone", "directeur_publication", "hebergeur")
"""LCEN, article 6 III (identity, address, telephone, publication director, host)."""
VALIDITE = 36
"""Months during which a declaration of accessibility holds (decree 2019-768, article 7)."""


def check_coordination(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The coordinating acteur carries the role « porteur »."""
    acteur = corpus.acteurs.get(corpus.territoire.coordination)
    if acteur is not None and "porteur" not in acteur.roles_consortium:
        yield at(
            corpus,
            "REF010",
            "territoire",
            "territoire",
            ("coordination",),
            f"« {corpus.territoire.coordination} » ne porte pas le rôle « porteur ».",
        )


def check_welcome(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The welcoming service is proposed today, in every commune, and can be reached by phone or mail."""
    identifiant = corpus.territoire.accueil
    service = corpus.services.get(identifiant)
    if service is None:
        return
    if statut_affiche(service, today) in PLUS_PROPOSES and corpus.territoire.relais:
        message = f"« {service.nom} », l'accueil, n'est plus ouvert aujourd'hui : les relais répondent à sa place."
        yield at(corpus, "TER011", "service", identifiant, ("statut",), message)
    elif not est_propose(service, today) or len(corpus.coverage(service.zone)) < len(corpus.communes):
        yield at(
            corpus,
            "REF007",
            "territoire",
            "territoire",
            ("accueil",),
            f"« {identifiant} » n'est pas ouvert aujourd'hui dans toutes les communes.",
        )
    if not corpus.answers(service):
        code = "TER003" if corpus.territoire.etat == "preparation" else "TER004"
        yield at(corpus, code, "service", identifiant, ("contacts",), "ni téléphone ni courriel pour l'accueil.")


def check_address(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A site that is published has a real address: `.example` leads nowhere for ever (RFC 2606)."""
    host = urlsplit(corpus.territoire.site.url).hostname or ""
    if corpus.territoire.etat == "publie" and host.rstrip(".").endswith(".example"):
        yield at(corpus, "TER012", "territoire", "territoire", ("site", "url"), f"« {host} » n'existe pas.")


def check_depot(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The repository of the territory, and of the shelf, is a page of a forge that is known or said (`forge:`)."""
    places = ((corpus.territoire.site, "territoire", ("site", "depot")), (corpus.etagere, "commun", ("depot",)))
    for place, kind, where in places:
        if place is None or place.depot is None:
            continue
        depot = depot_de(place)
        if depot is None:
            host = urlsplit(place.depot).hostname
            yield at(corpus, "TER013", kind, kind, where, f"« {host} » n'est pas une forge connue.")
        elif not is_page(place.depot, depot.forge):
            message = f"« {place.depot[:80]} » n'est pas la page d'un dépôt de {depot.forge.nom}."
            yield at(corpus, "TER014", kind, kind, where, message)


def check_editor(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """What the law asks is one warning in preparation, an error for each mention once `etat: publie`."""
    missing = [field for field in MENTIONS if getattr(corpus.territoire.editeur, field) is None]
    begins = corpus.territoire.etat == "preparation"
    if begins and len(missing) > 1:
        told = [f"{', '.join(f'« {field} »' for field in missing)} ne sont pas remplis."]
    else:
        told = [f"« editeur.{field} » n'est pas rempli." for field in missing]
    for message in told:
        # Not ("editeur", field): without « editeur », the line of another `nom` would be told.
        yield at(corpus, "TER001" if begins else "TER002", "territoire", "territoire", ("editeur",), message)


def check_declaration(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The declaration of accessibility has a date, less than three years old."""
    established = corpus.territoire.accessibilite.etablie_le
    where = ("accessibilite", "etablie_le")
    if established is None:
        yield at(corpus, "TER009", "territoire", "territoire", ("accessibilite",), "« etablie_le » n'est pas rempli.")
    elif add_months(established, VALIDITE) <= today:
        yield at(corpus, "TER008", "territoire", "territoire", where, f"établie le {established}.")
