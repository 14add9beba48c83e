"""How to reach the mairie of a commune, from `data/mairies.csv`: `offre territoire rafraichir` writes it."""

from __future__ import annotations

from pydantic import Field

from generator.models.base import CodeCommune, Courriel, DatePartielle, Donnee, Intitule, Modele, Telephone, UrlWeb
from generator.models.horaires import Horaires


class Mairie(Modele):
    """One line of `data/mairies.csv`; its columns are these fields, in this order."""

    code_insee: CodeCommune = Field(description="Code Insee de la commune.", examples=["99001"])
    telephone: Telephone | None = Field(None, description="Numéro de téléphone.", examples=["01 99 00 12 34"])
    courriel: Courriel | None = Field(None, description="Adresse de courriel.", examples=["mairie@exemple.org"])
    site: UrlWeb | None = Field(None, description="Site de la commune.", examples=["https://exemple.org/"])
    adresse: Donnee | None = Field(
        None, description="Adresse postale entière.", examples=["1 place de la Mairie, 99001 Bourg-sur-Mer"]
    )
    horaires: Horaires | None = Field(
        None,
        description="Heures d'ouverture d'une semaine ordinaire.",
        examples=["lundi-jeudi 09:00-12:00, 14:00-17:00 ; samedi 09:00-12:00"],
    )
    source: Intitule = Field(description="D'où viennent ces coordonnées.", examples=["Appel à la mairie"])
    date: DatePartielle = Field(description="Jour, mois ou année de la source.", examples=["2026-10"])


COORDONNEES = ("telephone", "courriel", "site", "adresse", "horaires")
"""What helps to reach a mairie; the other fields say whose and whence."""
