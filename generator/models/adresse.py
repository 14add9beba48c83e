"""An address that was published once, from `data/adresses-publiees.csv`: it answers for good."""

from __future__ import annotations

from pydantic import Field

from generator.models.base import DateIso, Donnee, Modele

ADRESSES_PATH = "data/adresses-publiees.csv"


class AdressePubliee(Modele):
    """One line; its columns are these fields, in this order. `construire` adds the lines, and never removes one."""

    adresse: Donnee = Field(description="Adresse de la page.", examples=["offre/services/atelier/"])
    titre: Donnee | None = Field(None, description="Son titre, pour la reconnaître ailleurs.", examples=["Atelier"])
    vers: Donnee | None = Field(
        None, description="Adresse de la page qui la remplace.", examples=["offre/services/conseil/"]
    )
    retiree_le: DateIso | None = Field(None, description="Jour où elle a été retirée.", examples=["2026-11-22"])
