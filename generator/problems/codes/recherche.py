"""Codes of the search: synonyms and requêtes types."""

from __future__ import annotations

from generator.problems.codes.base import A, Code, E

# One line per field, as a table.
# fmt: off
RECHERCHE: tuple[Code, ...] = (
    Code("RCH001", E, "Synonyme sans cible",
         "Un synonyme n'a ni « vers », ni mot d'un référentiel, ni fiche : il ne mène à rien.",
         "Ajouter « vers: [mot] », ou un mot d'un référentiel, par exemple « thematiques: […] »."),
    Code("RCH002", E, "Synonyme fait de mots vides",
         "Le mot tapé ne contient que des mots que la recherche ignore (« le », « pas », « avec »).",
         "Ajouter un mot qui a du sens, ou supprimer ce mot."),
    Code("RCH003", A, "Cible introuvable",
         "Les mots de « vers » ne se trouvent dans aucune fiche : le synonyme ne montre rien de plus.",
         "Écrire les mots comme dans les fiches, ou ajouter ce mot aux « mots_cles » d'une fiche."),
    Code("RCH004", A, "Synonyme inutile",
         "Le mot tapé et sa cible sont le même mot pour la recherche (pluriel, accent, même famille).",
         "Supprimer ce mot : la recherche le trouve déjà."),
    Code("RCH005", A, "Rien ne porte ce mot",
         "Le synonyme vise un mot d'un référentiel, ou un prix, qu'aucune fiche ne porte.",
         "Viser un autre mot, ou attendre qu'une fiche le porte."),
    Code("RCH010", E, "Requête type : fiche inconnue",
         "Une requête type attend une fiche qui n'existe pas.",
         "Écrire le genre et le nom du fichier, par exemple « service/permanence-accueil »."),
    Code("RCH011", A, "Requête type ratée",
         "Une fiche attendue n'est pas parmi les trois premières.",
         "Ajouter le mot aux « mots_cles » de la fiche ou aux synonymes ; ou changer ce qui est attendu."),
    Code("RCH012", E, "Trop de requêtes types ratées",
         "Plus d'une requête type sur vingt ne trouve pas ce qu'elle doit trouver.",
         "Reprendre une à une les requêtes ratées (RCH011)."),
    Code("RCH013", E, "Recherche trop lourde",
         "Une recherche simple pourrait charger plus de 150 Ko sur un téléphone.",
         "Raccourcir data/synonymes.yml et les « mots_cles », ou publier le territoire en plusieurs sites."),
    Code("RCH014", A, "Besoin proche d'un autre", "Deux besoins qui se disent avec les mêmes mots se suivent mieux "
         "ensemble.", "Ajouter « rapproche_de » ou « fusionne_dans » ; s'ils n'ont rien à voir, changer la phrase."),
)
# fmt: on
