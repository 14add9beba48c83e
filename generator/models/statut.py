"""What exists: the status of a fiche, and its words."""

from __future__ import annotations

from typing import Literal

from generator.models.markers import (
    libelles,
)

Statut = Literal["actif", "experimentation", "a-creer", "a-confirmer", "suspendu", "clos"]
"""Existence of what the fiche describes, never its confirmation."""


STATUTS = libelles(
    Statut,
    {
        "actif": "Ouvert",
        "experimentation": "En expérimentation",
        "a-creer": "À créer",
        "a-confirmer": "À confirmer",
        "suspendu": "Suspendu",
        "clos": "Fermé",
    },
)
