"""Codes of the common shelf, and of what a territory adds to its fiches."""

from __future__ import annotations

from generator.problems.codes.base import A, Code, E

# fmt: off
COMMUN: tuple[Code, ...] = (
    Code("CMN001", E, "Fiche commune qui nomme une fiche d'ici",
         "Une fiche commune est lue par d'autres territoires, qui n'ont pas cette fiche.",
         "Le dire dans la « note » d'un complément, ou ranger l'autre fiche dans content/commun/."),
    Code("CMN002", E, "Même nom dans le commun et ici", "Deux fiches n'ont pas la même adresse.",
         "Renommer la fiche d'ici ; ou la supprimer, et écrire dans content/complements/ ce qui n'est vrai qu'ici."),
    Code("CMN003", A, "Complément sans fiche commune", "Il n'est montré nulle part.",
         "Le supprimer, ou lui donner le nom de la fiche commune qu'il complète."),
    Code("CMN004", A, "Complément d'une fiche fermée", "Qui tient la fiche commune dit qu'elle est finie.",
         "Supprimer le complément."),
    Code("CMN005", A, "Complément qui répète la fiche", "La fiche commune le dit déjà, et sera corrigée pour tous.",
         "Retirer cette ligne du complément."),
    Code("CMN006", E, "Champ que cette fiche n'a pas", "Ce genre de fiche n'a pas ce champ : rien ne le montrerait.",
         "Le dire dans « note »."),
    Code("CMN007", E, "Champ qui appartient à qui tient la fiche",
         "Le nom, les montants, les dates, les règles et le statut d'une fiche commune sont les mêmes partout.",
         "Proposer la correction à qui tient la fiche ; pour ne pas la montrer ici, « retirer: » et la raison."),
    Code("CMN008", A, "Étagère changée depuis son édition",
         "La prochaine mise à jour remettra le texte de l'étagère, et ce changement sera perdu.",
         "Proposer le changement à qui tient l'étagère, ou l'écrire dans content/complements/. "
         "Qui tient l'étagère : « offre territoire edition »."),
    Code("CMN009", A, "Nom d'ici dans une fiche commune", "Les autres territoires liraient ce nom.",
         "L'écrire dans content/complements/ ; la page dit déjà pour quelles communes."),
    Code("CMN010", E, "« territoire » dans une zone commune", "Chaque territoire est un autre endroit.",
         "Écrire les codes : communes, epci, departements, regions ; ou « france »."),
    Code("CMN011", A, "Même texte dans deux fichiers", "L'un des deux sera corrigé, et l'autre oublié.",
         "L'écrire une seule fois ; dans l'autre, mener au premier."),
)
