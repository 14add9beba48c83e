"""Codes of the dispositif: besoins, instances, collectifs, indicateurs, diagnostic of the offer."""

from __future__ import annotations

from generator.codes.base import Code, E

# One line per field, as a table. One family per subject: BES, INS, COL, IND, DIA, AUT.
# fmt: off
BESOINS: tuple[Code, ...] = ()

INSTANCES: tuple[Code, ...] = ()

COLLECTIFS: tuple[Code, ...] = (
    Code("COL001", E, "Plus de présents que d'attendus",
         "Un temps d'accompagnement ne peut pas réunir plus de membres qu'on n'en attendait.",
         "Corriger « presents » ou « attendus »."),
    Code("COL002", E, "Date hors de l'expérimentation",
         "Cette date est avant le début ou après la fin de l'expérimentation (data/territoire.yml).",
         "Corriger la date, ou les dates de l'expérimentation."),
    Code("COL003", E, "Fin avant le début",
         "L'accompagnement finit avant la signature de la convention.",
         "Corriger « fin_le » ou « convention_le »."),
    Code("COL004", E, "Collectif d'une commune d'ailleurs",
         "Un collectif agit dans des communes du territoire.",
         "Écrire un code de data/communes.csv, ou « toutes »."),
)

INDICATEURS: tuple[Code, ...] = (
    Code("IND001", E, "Mesure saisie pour un indicateur calculé",
         "Cet indicateur a une « formule » : le programme le calcule avec les données, on ne saisit rien.",
         "Supprimer « mesures », ou supprimer « formule » si le calcul n'est pas le bon."),
    Code("IND002", E, "Code et nom de fichier différents",
         "Le fichier d'un indicateur porte son code : A1.1 est dans « a1-1.yml ».",
         "Renommer le fichier, ou corriger le code."),
    Code("IND003", E, "Mesure sans dénominateur",
         "Un taux ou une note sans dénominateur ne veut rien dire : il faut savoir sur combien.",
         "Ajouter « denominateur »."),
    Code("IND004", E, "Taux ou note impossible",
         "Un taux ne dépasse jamais 1, une note moyenne reste entre 1 et 5.",
         "Corriger « numerateur » ou « denominateur »."),
    Code("IND005", E, "Mesure hors de l'expérimentation",
         "Cette date est avant le début ou après la fin de l'expérimentation (data/territoire.yml).",
         "Corriger la date, ou les dates de l'expérimentation."),
    Code("IND006", E, "Mesures dans le désordre",
         "Les mesures vont de la plus ancienne à la plus récente, une par jour pour un taux.",
         "Remettre les mesures dans l'ordre des dates."),
    Code("IND007", E, "Mesure d'une commune d'ailleurs",
         "Une mesure nomme des communes du territoire.",
         "Écrire un code de data/communes.csv, ou « toutes »."),
)

DIAGNOSTIC: tuple[Code, ...] = (
    Code("DIA001", E, "Manque sans suite",
         "Un manque de l'offre mène à un service à créer, ou dit pourquoi on ne crée rien.",
         "Écrire « service » ou « pourquoi_non », un seul des deux."),
)

DISPOSITIF: tuple[Code, ...] = (*BESOINS, *INSTANCES, *COLLECTIFS, *INDICATEURS, *DIAGNOSTIC)
# fmt: on
