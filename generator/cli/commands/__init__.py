"""The commands: one file each beside this one, listed here and nowhere else; the parser makes all the rest of it."""

from __future__ import annotations

from generator.cli.command import Command

COMMANDS = (
    Command("verifier", "vérifie tout et dit quoi corriger", "--format texte content/acteurs"),
    Command("construire", "vérifie, puis écrit le site", "--sortie site"),
    Command("servir", "montre le site et le refait à chaque changement", "--port 8000"),
    Command("nouveau", "prépare une fiche à remplir", "service atelier-gouvernance"),
    Command("bilan", "écrit le bilan d'une période, avec le tableau de ses chiffres", "--final --sortie bilan.odt"),
    Command("affiche", "prépare l'affiche ou le tract d'une commune", "--commune Port-Brume --sortie affiche.pdf"),
    Command(
        "cartes",
        "met les questions d'un arbre sur des cartes à poser sur une table",
        "--arbre structures --sortie cartes.pdf",
    ),
    Command("arbres", "dit ce que font les arbres d'orientation", "--chemin ecrit.oral --commune 99001"),
    Command("campagne", "écrit le message qui demande à une structure de confirmer ses fiches", "--acteur pole-ess"),
    Command("chercher", "dit ce que la recherche du site répond, et pourquoi", '"salle"'),
    Command("comparer", "dit ce qu'un changement modifie, et son effet sur les réponses", "--base main"),
    Command(
        "dossier",
        "prépare la réponse à un appel, à partir d'un besoin",
        "reparer --appel tag35 --sortie reparer.odt",
    ),
    Command("exporter", "met les fiches dans un tableur, à remplir puis à importer", "--ods fiches.ods"),
    Command("fraicheur", "dit quelles fiches confirmer, et ce qui ferme bientôt", "--acteur pole-ess"),
    Command("identites", "cherche le SIREN et le RNA des structures, et dit celles qui ont fermé", "pole-ess"),
    Command("importer", "relit un tableur, ou fait une fiche d'une demande reçue", "fiches.ods"),
    Command("liens", "demande les adresses d'autres sites, et dit celles à reprendre", "--cache build/liens.json"),
    Command("renommer", "donne un autre nom à une fiche, partout où elle est nommée", "ancien-nom nouveau-nom"),
    Command("repondre", "répond à une demande faite avec un formulaire, dans la forge", "--evenement evenement.json"),
    Command("retirer", "retire une fiche, et de tout ce qui la nomme", 'mon-atelier --raison "écrite deux fois"'),
    Command("schemas", "met à jour les aides à la saisie : éditeurs et formulaires", "--verifier"),
    Command(
        "territoire",
        "fait le site d'un autre territoire, reprend ses mairies, ou dit où il en est",
        'creer --siren 200000000 --nom "Mon pays" --essai',
    ),
    Command("expliquer", "explique le code d'un message", "REF001"),
)
"""In the order of the help. A new command is a file with its `declare` and its `run`, and a line here."""
