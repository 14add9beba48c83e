"""An indicateur of the fiche projet: its exact words, how it is computed, its measures."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from generator.models.base import (
    Citation,
    CommunesVisees,
    DateIso,
    Entier,
    Intitule,
    Modele,
    OuiNon,
    Points,
    Texte,
    TexteCourt,
)
from generator.models.markers import Passe

Formule = Literal[
    "participation-sollicites",
    "reunions",
    "satisfaction-instance",
    "besoins-priorises",
    "reponses-appels",
    "solutions",
    "collectifs",
    "projets-structures",
    "competences",
    "regularite",
    "satisfaction-collectifs",
]
"""What the data of the territory can give; each one is a row of FORMULES (generator/dispositif/indicateurs.py)."""
SAISIES = ("competences", "regularite", "satisfaction-collectifs")
"""Computed from the collectifs, or typed as totals: what a small group said need not be in a public repository."""
CodeIndicateur = Annotated[str, StringConstraints(pattern=r"^[AB][1-9]\.[1-9]$")]


class Cible(Modele):
    """What the fiche projet expects, and only what it writes."""

    valeur: Entier = Field(ge=1, le=100000, description="Valeur visée.", examples=["2"])
    precision: TexteCourt | None = Field(None, description="Délai ou unité.", examples=["sur 24 mois"])
    a_confirmer: OuiNon = Field(
        False, description="« oui » : lue dans « un » ou « une », à faire confirmer.", examples=["non"]
    )


class MesureSaisie(Modele):
    """A measure that people take: both terms, a source, a date."""

    date: Annotated[DateIso, Passe(hors="IND005")] = Field(description="Jour de la mesure.", examples=["2026-11-01"])
    numerateur: Points = Field(
        ge=-1000000, le=1000000, description="Ce que l'on compte ; pour des notes, leur somme.", examples=["12"]
    )
    denominateur: Entier | None = Field(
        None,
        ge=0,
        le=1000000,
        description="Sur combien de réponses, pour un taux ou une note ; 0 si personne n'a répondu.",
        examples=["20"],
    )
    source: Intitule = Field(description="Enquête, registre, carnet.", examples=["Enquête de novembre"])
    communes: CommunesVisees = Field((), description="Communes concernées, si on le sait.", examples=[["99001"]])
    precision: Texte | None = Field(
        None, description="Ce qu'il faut savoir pour lire le chiffre.", examples=["20 réponses sur 31"]
    )


class Indicateur(Modele):
    """`data/indicateurs/<id>.yml`; the id is the code in small letters: A1.1 → a1-1."""

    code: CodeIndicateur = Field(description="Code : volet, résultat, rang.", examples=["A1.1"])
    volet: Intitule = Field(
        description="Titre du volet, mot pour mot.", examples=["Identifier et répondre aux besoins du territoire"]
    )
    resultat: Citation = Field(
        description="Résultat attendu, mot pour mot.", examples=["mise en place d'une offre structurée"]
    )
    texte: Citation = Field(description="Texte de l'indicateur, mot pour mot.", examples=["nombre de sollicitations"])
    type: Literal["taux", "nombre", "note", "ecart"] = Field(
        description="taux, nombre, note (1 à 5) ou ecart (entre deux notes).", examples=["taux"]
    )
    cible: Cible | None = Field(None, description="Cible, si la fiche projet en donne une.", examples=[{"valeur": "2"}])
    calcul: Texte = Field(
        description="Comment on le calcule, en clair.", examples=["réponses « oui » / réponses reçues"]
    )
    formule: Formule | None = Field(
        None,
        description="Calcul fait par le programme avec les données ; sans formule, on saisit les mesures.",
        examples=["reunions"],
    )
    appel: Intitule | None = Field(
        None,
        description="Appel dont on compte les réponses : son nom, ou celui de sa fiche. Absent : tous les appels.",
        examples=["Appel à idées du port"],
    )
    ici: OuiNon = Field(
        False, description="« oui » : indicateur d'ici, qu'un autre territoire ne reprend pas.", examples=["oui"]
    )
    mesures: tuple[MesureSaisie, ...] = Field(
        (),
        description="Mesures saisies, de la plus ancienne à la plus récente.",
        examples=[[{"date": "2026-11-01", "numerateur": "12", "denominateur": "20", "source": "Enquête"}]],
    )

    @model_validator(mode="after")
    def _computed_or_typed(self) -> Self:
        """What the data can give is computed, never typed; the figures of small groups may be typed as totals."""
        if self.formule is not None and self.formule not in SAISIES and self.mesures:
            raise PydanticCustomError("mesure_calculee", "cet indicateur est calculé : aucune mesure à saisir")
        return self

    @property
    def fichier(self) -> str:
        """The id of its file: `a1-1`."""
        return self.code.lower().replace(".", "-")

    @property
    def lettre(self) -> str:
        """`A` or `B`: the half of the dispositif."""
        return self.code[0]
