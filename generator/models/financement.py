"""A financement: money or its equivalent. Eligibility is never promised."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.models.base import (
    DateIso,
    Entier,
    Identifiant,
    Modele,
    OuiNon,
    Profils,
    RefActeur,
    Stades,
    Texte,
    Thematiques,
    Unique,
)
from generator.models.fiche import Contact, Fiche, Porteur, Zone, ZoneAVerifier
from generator.models.markers import Terme

Cumul = Literal["oui", "non", "sous-conditions", "non-precise"]
Unite = Literal["euros", "euros-par-an", "euros-par-mois"]


class Montant(Modele):
    """How much, as a source says it; the year tells how old the figure is."""

    min: Entier | None = Field(None, description="Montant le plus bas.", examples=["2000"])
    max: Entier | None = Field(None, description="Montant le plus haut.", examples=["20000"])
    taux: Entier | None = Field(None, ge=1, le=100, description="Taux d'aide, en %.", examples=["60"])
    unite: Unite = Field("euros", description="euros, euros-par-an ou euros-par-mois.", examples=["euros"])
    precision: Texte | None = Field(None, description="Condition.", examples=["Base, hors bonification"])
    annee: Entier | None = Field(None, ge=1990, le=2100, description="Année du chiffre.", examples=["2026"])

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise PydanticCustomError("montants_desordre", "le minimum dépasse le maximum")
        return self


class Depot(Modele):
    """When one may apply: all year round, or between two dates, or not known."""

    permanent: OuiNon = Field(False, description="« oui » si l'on peut demander toute l'année.", examples=["oui"])
    ouverture: DateIso | None = Field(None, description="Premier jour de dépôt.", examples=["2026-07-01"])
    cloture: DateIso | None = Field(None, description="Dernier jour de dépôt.", examples=["2026-09-15"])
    precision: Texte | None = Field(
        None, description="Ce qu'on sait du calendrier.", examples=["Deux comités par an, dates à demander"]
    )

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.permanent and (self.ouverture or self.cloture):
            raise PydanticCustomError("depot_contradictoire", "permanent et daté à la fois")
        if self.ouverture and self.cloture and self.ouverture > self.cloture:
            raise PydanticCustomError("dates_desordre", "la fin vient avant le début")
        return self


class Financement(Fiche):
    """`content/offre/financements/<id>.yml`."""

    PORTEUR: ClassVar = "porteur"
    DERNIER_JOUR: ClassVar = ("depot", "cloture")
    PUBLIC: ClassVar = "beneficiaires"
    MODALITE: ClassVar = "financement"  # it is money

    porteur: RefActeur = Field(description="Acteur qui finance (nom de son fichier).", examples=["region"])
    types: Annotated[tuple[Annotated[Identifiant, Terme("types-financements")], ...], Unique] = Field(
        min_length=1, description="Types, pris dans types-financements.", examples=[["subvention-publique"]]
    )
    thematiques: Thematiques = Field(
        (), description="Thématiques, si le financement en vise.", examples=[["montage-financier"]]
    )
    montant: Montant | None = Field(None, description="Combien.", examples=[{"max": "20000"}])
    beneficiaires: Profils = Field(
        min_length=1,
        description="Qui peut demander, pris dans profils, ou « tous ».",
        examples=[["regroupement-structures"]],
    )
    stades: Stades = Field(min_length=1, description="Stades du projet, ou « tous ».", examples=[["faisabilite"]])
    zone: Zone = Field(description="Où l'aide est ouverte.", examples=[{"type": "france"}])
    a_verifier: ZoneAVerifier | None = Field(
        None,
        description="Où la même aide existe peut-être : une source montre le réseau, aucune ne dit comment il y aide.",
        examples=[{"type": "departements", "codes": ["44"], "aupres_de": "agglomeration"}],
    )
    porteurs: tuple[Porteur, ...] = Field(
        (),
        description="Qui répond selon l'endroit, quand ce n'est pas partout la même structure.",
        examples=[[{"acteur": "agglomeration", "zone": {"type": "departements", "codes": ["35"]}}]],
    )
    depot: Depot = Field(description="Quand demander.", examples=[{"permanent": "oui"}])
    cumulable: Cumul = Field(
        "non-precise", description="oui, non, sous-conditions ou non-precise.", examples=["sous-conditions"]
    )
    demarche: tuple[Texte, ...] = Field(
        (), description="Comment demander, étape par étape.", examples=[["Prendre contact avant de déposer"]]
    )
    conditions: tuple[Texte, ...] = Field(
        (), description="Conditions lues dans la source.", examples=[["Avoir une étude de faisabilité"]]
    )
    limites: tuple[Texte, ...] = Field(
        (), description="Ce que cette aide ne paie pas, ou ce qu'on ne sait pas.", examples=[["Immobilier exclu"]]
    )
    contacts: tuple[Contact, ...] = Field(
        (),
        description="Contacts, s'ils ne sont pas ceux du porteur.",
        examples=[[{"role": "Service des aides", "courriel": "aides@exemple.org"}]],
    )
