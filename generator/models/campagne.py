"""A message that asked an acteur to confirm its fiches, from `data/campagne.csv`: whom, when, answered when."""

from __future__ import annotations

from pydantic import Field

from generator.models.base import DateIso, Donnee, Modele

CAMPAGNE_PATH = "data/campagne.csv"


class Envoi(Modele):
    """One line; its columns are these fields, in this order. One message a day to an acteur at most."""

    acteur: Donnee = Field(description="Nom d'un fichier d'acteur.", examples=["pole-ess"])
    envoye_le: DateIso = Field(description="Jour de l'envoi.", examples=["2026-11-22"])
    repondu_le: DateIso | None = Field(None, description="Jour de la réponse.", examples=["2026-11-29"])
