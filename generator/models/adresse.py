"""An address that was published once, from `data/adresses-publiees.csv`: it answers for good."""

from __future__ import annotations

from pydantic import Field

from generator.models.base import DateIso, Donnee, Modele

ADRESSES_PATH = "data/adresses-publiees.csv"
SIGNES = "23456789CDFHJKMNPRTVWX"
"""Signs of a code. No two look alike (of 0ODQ, 1IL, 2Z, 5S, 8B, 6G, UV one at most), no vowel: no word."""
LONGUEUR = 4
"""Signs in a code: 234,256 codes, a hundred times what a territory prints."""


class AdressePubliee(Modele):
    """One line; its columns are these fields, in this order. `construire` adds the lines, and never removes one."""

    adresse: Donnee = Field(description="Adresse de la page.", examples=["offre/services/atelier/"])
    titre: Donnee | None = Field(None, description="Son titre, pour la reconnaître ailleurs.", examples=["Atelier"])
    vers: Donnee | None = Field(
        None, description="Adresse de la page qui la remplace.", examples=["offre/services/conseil/"]
    )
    retiree_le: DateIso | None = Field(None, description="Jour où elle a été retirée.", examples=["2026-11-22"])
    code: Donnee | None = Field(None, description="Code imprimé sur le papier, pour toujours.", examples=["7K4X"])
