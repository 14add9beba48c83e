"""A financement: money or its equivalent. Eligibility is never promised."""

from __future__ import annotations

from itertools import permutations
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.models.base import (
    DateIso,
    Entier,
    JourAnnuel,
    Modele,
    Nomme,
    OuiNon,
    Profils,
    RefActeur,
    Stades,
    Texte,
    Thematiques,
    Unique,
)
from generator.models.fiche import AVerifier, Contact, Fiche, Porteurs, Zone
from generator.models.markers import Terme, libelles

Cumul = Literal["oui", "non", "sous-conditions", "non-precise"]
CUMULS = libelles(
    Cumul,
    {
        "oui": "Oui",
        "non": "Non",
        "sous-conditions": "Sous conditions",
        "non-precise": "Non précisé",
    },
)
Unite = Literal["euros", "euros-par-an", "euros-par-mois"]
UNITES = libelles(Unite, {"euros": "€", "euros-par-an": "€ par an", "euros-par-mois": "€ par mois"})


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


class Fenetre(Modele):
    """A time to apply that comes back each year; it may go over the new year."""

    ouverture: JourAnnuel = Field(description="Premier jour, chaque année : mois, puis jour.", examples=["07-01"])
    cloture: JourAnnuel = Field(description="Dernier jour, chaque année : mois, puis jour.", examples=["09-15"])

    def contient(self, jour: str) -> bool:
        """Tell whether a day of the year, MM-JJ, is in the window."""
        if self.ouverture <= self.cloture:
            return self.ouverture <= jour <= self.cloture
        return jour >= self.ouverture or jour <= self.cloture


Mois = Annotated[Entier, Field(ge=1, le=12)]


class Depot(Modele):
    """When one may apply: all year round, between two dates, at the same times each year, or not known."""

    permanent: OuiNon = Field(False, description="« oui » si l'on peut demander toute l'année.", examples=["oui"])
    ouverture: DateIso | None = Field(None, description="Premier jour de dépôt.", examples=["2026-07-01"])
    cloture: DateIso | None = Field(None, description="Dernier jour de dépôt.", examples=["2026-09-15"])
    fenetres: tuple[Fenetre, ...] = Field(
        (),
        max_length=12,
        description="Périodes de dépôt qui reviennent chaque année, si la source dit qu'elles reviennent.",
        examples=[[{"ouverture": "07-01", "cloture": "09-15"}]],
    )
    mois: Annotated[tuple[Mois, ...], Unique] = Field(
        (),
        description="Mois de dépôt ou d'examen, chaque année, quand les jours ne sont pas connus.",
        examples=[["1", "5", "9", "11"]],
    )
    precision: Texte | None = Field(
        None, description="Ce qu'on sait du calendrier.", examples=["Deux comités par an, dates à demander"]
    )

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        ways = {
            "permanent": self.permanent,
            "daté": self.ouverture or self.cloture,
            "chaque année à des dates": self.fenetres,
            "chaque année à des mois": self.mois,
        }
        said = [way for way, held in ways.items() if held]
        if len(said) > 1:
            raise PydanticCustomError("depot_contradictoire", "{dit} à la fois", {"dit": " et ".join(said)})
        if self.ouverture and self.cloture and self.ouverture > self.cloture:
            raise PydanticCustomError("dates_desordre", "la fin vient avant le début")
        return self

    @model_validator(mode="after")
    def _apart(self) -> Self:
        """No day of the year is in two windows: then one of them holds the first day of the other."""
        if any(one.contient(other.ouverture) for one, other in permutations(self.fenetres, 2)):
            raise PydanticCustomError("fenetres_melees", "deux fenêtres se recouvrent")
        return self


class Financement(Fiche):
    """`content/offre/financements/<id>.yml`."""

    PORTEUR: ClassVar = "porteur"
    DERNIER_JOUR: ClassVar = ("depot", "cloture")
    PUBLIC: ClassVar = "beneficiaires"
    MODALITE: ClassVar = "financement"  # it is money

    porteur: RefActeur = Field(description="Acteur qui finance (nom de son fichier).", examples=["region"])
    types: Annotated[tuple[Annotated[Nomme, Terme("types-financements")], ...], Unique] = Field(
        min_length=1,
        description="Types (liste : data/referentiels/types-financements.yml).",
        examples=[["subvention-publique"]],
    )
    thematiques: Thematiques = Field(
        (), description="Thématiques, si le financement en vise.", examples=[["montage-financier"]]
    )
    montant: Montant | None = Field(None, description="Combien.", examples=[{"max": "20000"}])
    beneficiaires: Profils = Field(
        min_length=1,
        description="Qui peut demander (liste : data/referentiels/profils.yml), ou « tous ».",
        examples=[["regroupement-structures"]],
    )
    stades: Stades = Field(min_length=1, description="Stades du projet, ou « tous ».", examples=[["faisabilite"]])
    zone: Zone = Field(description="Où l'aide est ouverte.", examples=[{"type": "france"}])
    a_verifier: AVerifier = None
    porteurs: Porteurs = ()
    depot: Depot = Field(
        description="Quand demander : « permanent » ; « ouverture » et « cloture » ; "
        "chaque année, « fenetres » ou « mois » ; sinon « precision ».",
        examples=[{"permanent": "oui"}],
    )
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
