"""Codes of a spreadsheet that is imported."""

from __future__ import annotations

from generator.problems.codes.base import A, Code, E

# One line per field, as a table.
# fmt: off
TABLEUR: tuple[Code, ...] = (
    Code("TAB001", E, "Ce tableur ne se lit pas",
         "Le fichier n'est pas un tableur OpenDocument (.ods), il est abîmé, ou il est protégé par un mot de passe.",
         "L'ouvrir dans un tableur, retirer le mot de passe, puis « Enregistrer sous » au format ODS."),
    Code("TAB002", E, "Tableur trop grand",
         "Un tableur de fiches a quelques centaines de lignes. Celui-ci en a trop, ou une case est démesurée.",
         "Repartir d'un export neuf, et n'y changer que les fiches concernées."),
    Code("TAB003", E, "Feuille inconnue",
         "Chaque feuille porte le nom d'une sorte de fiche, par exemple « services ».",
         "Rendre son nom à la feuille, ou la supprimer."),
    Code("TAB004", E, "Les premières lignes ont changé",
         "Les trois premières lignes d'une feuille disent ce qu'il y a dans chaque colonne. Sans elles, une fiche "
         "serait prise pour un titre.",
         "Recopier ces trois lignes depuis un export neuf."),
    Code("TAB005", E, "Colonne inconnue",
         "La première case de la colonne n'est pas un champ de cette sorte de fiche.",
         "Corriger la première case de la colonne, ou supprimer la colonne."),
    Code("TAB006", E, "Écrit deux fois dans le tableur",
         "Deux colonnes ont le même titre, ou deux feuilles le même nom : une des deux valeurs serait perdue.",
         "Garder l'une des deux, et supprimer l'autre."),
    Code("TAB007", E, "Ligne sans identifiant, ou mal écrit",
         "La première case d'une ligne est le nom du fichier de la fiche : minuscules sans accent, chiffres, tirets.",
         "Écrire un identifiant dans la première case, par exemple « atelier-gouvernance »."),
    Code("TAB008", E, "Deux lignes pour une fiche",
         "Deux lignes de la feuille ont le même identifiant.",
         "Garder une seule ligne. Pour une fiche de plus, changer l'identifiant."),
    Code("TAB009", A, "Formule dans une case",
         "Une formule n'est jamais calculée ici. Ce que la case montrait à l'enregistrement est lu comme un texte.",
         "Relire ce texte. Au besoin, le taper à la place de la formule."),
    Code("TAB010", E, "La fiche a changé depuis l'export",
         "Depuis que ce tableur a été fait, quelqu'un a changé le fichier : l'importer effacerait son travail.",
         "Faire un export neuf, y reporter les changements, puis l'importer."),
)
# fmt: on
