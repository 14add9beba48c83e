"""A commune of the territory, from `data/communes.csv`; never edited by hand."""

from __future__ import annotations

from pydantic import Field

from generator.models.base import CodeCommune, CodePostal, CodeZone, Entier, Intitule, Modele


class Commune(Modele):
    """One line of `data/communes.csv` (Insee, La Poste; population municipale)."""

    code_insee: CodeCommune = Field(description="Code Insee.", examples=["99001"])
    nom: Intitule = Field(description="Nom officiel.", examples=["Bourg-sur-Mer"])
    codes_postaux: tuple[CodePostal, ...] = Field(min_length=1, description="Codes postaux.", examples=[["99001"]])
    departement: CodeZone = Field(description="Code du département.", examples=["99"])
    region: Intitule = Field(description="Nom de la région.", examples=["Outre-Mer"])
    population_municipale: Entier = Field(ge=0, description="Population municipale.", examples=["1234"])
