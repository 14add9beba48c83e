"""A service: something an acteur does for collectives."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from generator.models.base import (
    Entier,
    Modalites,
    Modele,
    Profils,
    RefActeur,
    RefService,
    Stades,
    Texte,
    Thematiques,
    Unique,
)
from generator.models.fiche import AVerifier, Contact, Fiche, Lieu, Periode, Porteurs, Zone
from generator.models.markers import libelles

TypeTarif = Literal["gratuit", "payant", "adhesion", "prise-en-charge-possible", "non-precise"]
TARIFS = libelles(
    TypeTarif,
    {
        "gratuit": "Gratuit",
        "payant": "Payant",
        "adhesion": "Sur adhésion",
        "prise-en-charge-possible": "Payant, prise en charge possible",
        "non-precise": "Prix non précisé",
    },
)


class Tarif(Modele):
    """What it costs; `non-precise` says that nobody told us, and is shown as such."""

    type: TypeTarif = Field(
        description="gratuit, payant, adhesion, prise-en-charge-possible ou non-precise.",
        examples=["gratuit"],
    )
    precision: Texte | None = Field(None, description="Montant ou condition.", examples=["60 € par mois"])
    annee: Entier | None = Field(None, ge=1990, le=2100, description="Année du tarif.", examples=["2026"])


class Service(Fiche):
    """`content/offre/services/<id>.yml`."""

    PORTEUR: ClassVar = "acteur"
    DERNIER_JOUR: ClassVar = ("ouverture", "au")

    acteur: RefActeur = Field(description="Acteur qui rend le service (nom de son fichier).", examples=["pole-ess"])
    co_porteurs: Annotated[tuple[RefActeur, ...], Unique] = Field(
        (), description="Autres acteurs qui le portent.", examples=[["agglomeration"]]
    )
    thematiques: Thematiques = Field(
        min_length=1, description="Thématiques, au moins une.", examples=[["gouvernance-partagee"]]
    )
    modalites: Modalites = Field(min_length=1, description="Modalités, au moins une.", examples=[["atelier-collectif"]])
    stades: Stades = Field(min_length=1, description="Stades du projet, ou « tous ».", examples=[["idee", "emergence"]])
    profils: Profils = Field(min_length=1, description="Publics, ou « tous ».", examples=[["tous"]])
    zone: Zone = Field(description="Où le service est ouvert.", examples=[{"type": "territoire"}])
    a_verifier: AVerifier = None
    porteurs: Porteurs = ()
    tarif: Tarif = Field(description="Ce que cela coûte.", examples=[{"type": "gratuit"}])
    duree: Texte | None = Field(None, description="Durée.", examples=["Une heure"])
    deroulement: tuple[Texte, ...] = Field(
        (), description="Comment cela se passe, étape par étape.", examples=[["On écoute", "On décide de la suite"]]
    )
    comment_solliciter: Texte | None = Field(
        None, description="Comment demander ce service.", examples=["Appeler l'accueil"]
    )
    capacite: Texte | None = Field(None, description="Nombre de places.", examples=["10 projets par an"])
    prerequis: tuple[Texte, ...] = Field(
        (), description="Ce qu'il faut avant de commencer.", examples=[["Être au moins trois"]]
    )
    suites: Annotated[tuple[RefService, ...], Unique] = Field(
        (), description="Services qui viennent souvent après.", examples=[["atelier-gouvernance"]]
    )
    limites: tuple[Texte, ...] = Field(
        (),
        description="Ce que ce service ne fait pas, ou ce qu'on ne sait pas encore.",
        examples=[["Ne rédige pas les statuts à votre place"]],
    )
    ouverture: Periode | None = Field(
        None, description="Période d'ouverture.", examples=[{"du": "2026-09-01", "au": "2027-06-30"}]
    )
    lieux: tuple[Lieu, ...] = Field(
        (),
        description="Lieux, s'ils ne sont pas ceux de l'acteur.",
        examples=[[{"adresse": "3 rue du Port", "code_postal": "99001", "commune": "99001"}]],
    )
    contacts: tuple[Contact, ...] = Field(
        (),
        description="Contacts, s'ils ne sont pas ceux de l'acteur.",
        examples=[[{"role": "Accueil", "telephone": "01 99 00 12 34"}]],
    )
