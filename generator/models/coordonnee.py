"""What was read of an organisation and is not sure enough to be published: a call will tell."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.models.base import Donnee, DonneeLongue, Modele, RefActeur


class Coordonnee(Modele):
    """One telephone, mail or address to verify; it goes to the fiche, with its source, once verified."""

    acteur: RefActeur | None = Field(None, description="Acteur, s'il a une fiche.", examples=["pole-ess"])
    sujet: Donnee | None = Field(None, description="Son nom, s'il n'a pas de fiche.", examples=["La Maison du port"])
    quoi: DonneeLongue = Field(description="Ce qui a été lu.", examples=["Téléphone 01 99 00 56 78"])
    lu_dans: DonneeLongue = Field(description="Où, et de quand cela date.", examples=["Un annuaire, 2019"])
    pourquoi: DonneeLongue = Field(description="Pourquoi ce n'est pas sûr.", examples=["source isolée"])

    @model_validator(mode="after")
    def _about_one(self) -> Self:
        """It is about an acteur, or about a name; never both, never nothing."""
        if (self.acteur is None) == (self.sujet is None):
            raise PydanticCustomError("coordonnee_de_qui", "« acteur » ou « sujet », l'un des deux")
        return self


class CoordonneesAVerifier(Modele):
    """`data/coordonnees-a-verifier.yml`, optional; nothing of it is published."""

    coordonnees: tuple[Coordonnee, ...] = Field(
        description="Une entrée par chose à vérifier.",
        examples=[[{"acteur": "pole-ess", "quoi": "Téléphone", "lu_dans": "Annuaire, 2019", "pourquoi": "ancien"}]],
    )
