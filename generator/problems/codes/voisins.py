"""Codes of what other sites say: the copies kept here, and the sources that are read."""

from __future__ import annotations

from generator.problems.codes.base import A, Code, E

# fmt: off
VOISINS: tuple[Code, ...] = (
    Code("VOI001", E, "Copie d'un site voisin abîmée",
         "Cette copie est écrite par « offre importer --donnees » : une fiche y a été changée, ou le fichier coupé.",
         "Reprendre le fichier d'avant, ou importer de nouveau."),
    Code("VOI002", E, "Données d'une autre forme",
         "Le format « donnees/v1 » est gelé : ce dossier n'en est pas un, ou le site est passé à une autre version.",
         "Télécharger de nouveau « donnees/v1/ ». La dernière bonne copie reste en place."),
    Code("VOI003", E, "Données coupées",
         "Un fichier ne se lit pas jusqu'au bout, ou n'a pas le nombre de fiches qu'il annonce.",
         "Télécharger de nouveau. La dernière bonne copie reste en place."),
    Code("VOI004", E, "Fiche d'un voisin refusée",
         "Elle est là deux fois, hors de France, sur un autre site, ou cache un signe : toute la source est en doute.",
         "Le dire à qui tient ce site. La dernière bonne copie reste en place."),
    Code("VOI005", E, "Site qui a perdu des fiches",
         "Plus d'une fiche sur dix a disparu depuis la dernière copie : c'est plus souvent une panne qu'une décision.",
         "Demander à qui tient ce site. Si c'est voulu, supprimer la copie, puis importer de nouveau."),
    Code("VOI006", E, "Site qui ne peut pas être repris",
         "Il est en préparation, ou c'est le nôtre, ou un autre que celui de la copie, ou il est plus vieux qu'elle.",
         "Vérifier le dossier et le nom donnés à la commande."),
    Code("VOI007", A, "Copie d'un voisin ancienne",
         "Ce que ce site disait il y a plus de six mois n'est peut-être plus vrai.",
         "Télécharger de nouveau ses données, et les importer ; ou supprimer la copie."),
)
