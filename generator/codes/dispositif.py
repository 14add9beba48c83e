"""Codes of the dispositif: besoins, instances, collectifs, indicateurs, diagnostic of the offer."""

from __future__ import annotations

from generator.codes.base import Code, E

# One line per field, as a table. One family per subject: BES, INS, COL, IND, DIA, AUT.
# fmt: off
BESOINS: tuple[Code, ...] = ()

INSTANCES: tuple[Code, ...] = ()

COLLECTIFS: tuple[Code, ...] = ()

INDICATEURS: tuple[Code, ...] = (
    Code("IND001", E, "Mesure saisie pour un indicateur calculé",
         "Cet indicateur a une « formule » : le programme le calcule avec les données, on ne saisit rien.",
         "Supprimer « mesures », ou supprimer « formule » si le calcul n'est pas le bon."),
)

DIAGNOSTIC: tuple[Code, ...] = (
    Code("DIA001", E, "Manque sans suite",
         "Un manque de l'offre mène à un service à créer, ou dit pourquoi on ne crée rien.",
         "Écrire « service » ou « pourquoi_non », un seul des deux."),
)

DISPOSITIF: tuple[Code, ...] = (*BESOINS, *INSTANCES, *COLLECTIFS, *INDICATEURS, *DIAGNOSTIC)
# fmt: on
