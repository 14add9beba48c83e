"""Codes of the guide: shape of its pages, then what they name."""

from __future__ import annotations

from generator.problems.codes.base import A, Code, E

# One line per field, as a table.
# fmt: off
GUIDE: tuple[Code, ...] = (
    Code("GUI001", E, "Page du guide sans en-tête",
         "Une page du guide commence par un en-tête entre deux lignes « --- » : titre, résumé, sources.",
         "Commencer le fichier par « --- », les champs, puis une autre ligne « --- »."),
    Code("GUI002", E, "Niveau de titre refusé",
         "Dans le texte, les titres sont « ## » puis « ### », sans sauter de niveau. Le titre de la page est dans "
         "l'en-tête.",
         "Écrire « ## » pour une section et « ### » pour une partie de section."),
    Code("GUI003", E, "Passage d'ici mal fermé",
         "Un passage d'ici commence par une ligne « :::ici » et finit par une ligne « ::: ».",
         "Ajouter ou retirer la ligne « ::: »."),
    Code("GUI004", E, "Page vivante mal placée",
         "Une page vivante, comme [[acteurs]], s'écrit seule sur sa ligne.",
         "Mettre les doubles crochets sur une ligne à part."),
    Code("GUI005", E, "Trop de niveaux dans une liste",
         "Au-delà de trois listes l'une dans l'autre, on ne suit plus.",
         "Faire des listes plus simples, ou un tableau."),
    Code("GUI006", E, "En-tête incomplet",
         "Un chapitre des parties a, b et c dit qui et combien de temps. Un atelier dit sa taille, sa durée et son "
         "matériel.",
         "Compléter l'en-tête : « qui » et « duree », ou « taille », « duree » et « materiel »."),
    Code("GUI007", E, "Journal du guide dans le désordre",
         "Le journal va de la version la plus récente à la plus ancienne, et nomme chacune une fois.",
         "Mettre la dernière version en premier."),
    Code("GUI010", E, "Titres attendus absents ou déplacés",
         "Les chapitres des parties a, b et c, les ateliers et les modèles ont toujours les mêmes titres « ## », dans "
         "le même ordre.",
         "Reprendre les titres de docs/ecrire-le-guide.md, dans leur ordre."),
    Code("GUI011", E, "Page vivante inconnue",
         "Ce nom entre doubles crochets n'est pas dans la liste.",
         "Prendre un nom de la liste de docs/ecrire-le-guide.md."),
    Code("GUI012", E, "Page vivante mal précisée",
         "Le mot qui suit le nom de la page vivante manque, est de trop ou n'existe pas.",
         "Écrire par exemple [[referentiel thematiques]] ou [[outils atelier]]."),
    Code("GUI013", E, "Lien vers une page inconnue",
         "Le lien nomme une fiche, un chapitre ou un outil qui n'existe pas.",
         "Écrire la sorte et le nom du fichier, par exemple « outil:porteur-de-paroles »."),
    Code("GUI014", E, "Fiche d'ici nommée dans le texte pour tous",
         "Un autre territoire garde ce texte et n'a pas cette fiche : son site ne se construirait plus.",
         "Mettre le passage entre « :::ici » et « ::: », ou dans la section « Exemple d'ici »."),
    Code("GUI015", E, "Chapitre mal nommé",
         "Le nom du fichier d'un chapitre des parties a, b et c commence par la lettre de sa partie et un numéro qui "
         "n'est pas déjà pris.",
         "Renommer le fichier, par exemple « a1-preparer-une-intervention.md »."),
    Code("GUI016", A, "Chapitre trop court ou trop long",
         "Un chapitre fait 600 à 1 500 mots : assez pour agir, pas trop pour être lu.",
         "Compléter, ou couper en deux."),
    Code("GUI017", A, "Outil qu'aucun chapitre ne nomme",
         "On ne trouve un outil que par les chapitres qui s'en servent.",
         "Ajouter l'outil à « outils » dans l'en-tête d'un chapitre."),
    Code("GUI018", A, "Chapitre sans exemple d'ici",
         "Un exemple vécu aide à comprendre la méthode.",
         "Ajouter une section « ## Exemple d'ici » à la fin."),
)
# fmt: on
