"""The diagnostic of the offer: what was decided about each hole of the coverage matrix."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from generator.models.base import JourPasse, Modele, Nomme, RefService, Texte
from generator.models.markers import Terme

CodeDepartement = Annotated[str, StringConstraints(pattern=r"^([0-9]{2}|2[AB]|97[0-9])$")]


class Trou(Modele):
    """A hole and what becomes of it: a service to create, or why not."""

    thematique: Annotated[Nomme, Terme("thematiques")] = Field(
        description="Thématique, prise dans thematiques.", examples=["gouvernance-partagee"]
    )
    modalite: Annotated[Nomme, Terme("modalites")] = Field(
        description="Modalité, prise dans modalites.", examples=["formation"]
    )
    departement: CodeDepartement | None = Field(
        None, description="Département, si le trou n'est que là.", examples=["99"]
    )
    service: RefService | None = Field(
        None,
        description="Service qui le comblera (statut a-creer, experimentation ou actif).",
        examples=["atelier-gouvernance"],
    )
    pourquoi_non: Texte | None = Field(
        None, description="Pourquoi on ne crée rien.", examples=["Un atelier du département voisin suffit."]
    )
    decide_le: JourPasse | None = Field(None, description="Jour de la décision.", examples=["2026-11-22"])

    @model_validator(mode="after")
    def _one_answer(self) -> Self:
        """A hole leads to a service, or says why not; never both, never nothing."""
        if (self.service is None) == (self.pourquoi_non is None):
            raise PydanticCustomError("trou_sans_suite", "un service, ou pourquoi non")
        return self


class Diagnostic(Modele):
    """`data/diagnostic.yml`, optional."""

    trous: tuple[Trou, ...] = Field(
        min_length=1,
        description="Ce qui a été décidé pour chaque manque.",
        examples=[[{"thematique": "gouvernance-partagee", "modalite": "formation", "pourquoi_non": "Trop rare."}]],
    )
