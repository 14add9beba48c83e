"""Invented words of the synthetic territory: ordinary French, in the lengths that partners use."""

from __future__ import annotations


def _liste(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


SUJETS = _liste(
    "la réparation des vélos, le prêt d'outils, l'épicerie du bourg, la cantine des écoles, le jardin nourricier, "
    "l'accueil des aînés, le café des habitants, la recyclerie, l'énergie du quartier, le transport à la demande, "
    "la crèche parentale, l'habitat léger, la salle des fêtes, le marché du soir, la forêt communale, les archives "
    "du port, la laverie, le four à pain, l'atelier de couture, la bibliothèque d'objets, le sentier des dunes"
)
NOMS = {
    "acteur": _liste("Collectif, Maison, Réseau, Atelier, Coopérative, Comité, Fabrique, Amicale, Union, Foyer"),
    "service": _liste(
        "Atelier, Permanence, Rencontre, Parcours, Visite, Formation, Conseil, Diagnostic, Répétition, Enquête, Soirée"
    ),
    "ressource": _liste("Guide, Modèle, Mode d'emploi, Récit, Fiche, Carnet, Tableau, Cahier, Trame, Recueil"),
    "financement": _liste("Prêt, Prime, Bourse, Aide, Appel à projets, Fonds, Coup de pouce, Garantie, Avance"),
}
"""kind → first word of the names of its fiches"""
MOTS_CLES = _liste(
    "réunion, budget, statuts, bénévoles, locaux, assurance, décision, conflit, emploi, coopération, entraide, "
    "subvention, partenariat, enquête, convention, animation, communication, transport, alimentation, énergie"
)
FONCTIONS = _liste("Accueil, Secrétariat, Équipe des projets, Coordination, Service vie locale, Animation")
RUES = _liste("quai des Brumes, rue du Lavoir, place de l'Écume, chemin des Roseaux, impasse du Phare")
PAGES = (
    ("Programme", "programme"),
    ("Compte rendu", "comptes-rendus"),
    ("Page « qui sommes-nous »", "qui-sommes-nous/presentation-et-equipe"),
    ("Règlement", "reglement-et-conditions"),
    ("Rapport d'activité", "rapports/activite.pdf"),
)
"""(beginning of the title, address) of the pages given as sources"""
PHRASES = (
    "On part de ce que vous avez déjà essayé pour {sujet}.",
    "Le groupe se retrouve {n} fois, à des heures où tout le monde peut venir.",
    "Une personne de l'équipe vous écoute, puis écrit avec vous les {n} questions à régler d'abord.",
    "Vous repartez avec une liste de choses à faire, et le nom de qui s'en charge.",
    "Si {sujet} existe ailleurs, nous organisons une visite.",
    "Rien n'est décidé à votre place : chaque règle est relue à voix haute.",
    "Les frais de route sont partagés entre les participants, selon leurs moyens.",
    "Il reste {n} places cette année ; une liste d'attente est ouverte ensuite.",
    "Les documents sont écrits en mots simples et peuvent être repris par d'autres groupes.",
    "Nous regardons ensemble combien coûte {sujet}, et qui pourrait payer quoi.",
    "Après {n} mois, nous faisons le point : ce qui marche, ce qui coince, ce qui s'arrête.",
    "Les personnes qui ne peuvent pas se déplacer sont rappelées dans la semaine.",
)
RESUMES = (
    "Pour avancer à plusieurs sur {sujet}, avec quelqu'un qui connaît le terrain et {n} rendez-vous dans l'année.",
    "On vous aide à monter {sujet} : par où commencer, avec qui, et combien de temps cela prend.",
    "Un appui simple pour {sujet}, ouvert à celles et ceux qui veulent essayer ensemble avant de se lancer.",
    "Comprendre ce que demande {sujet}, rencontrer ceux qui l'ont fait, puis décider en {n} étapes.",
)
JARGON = "C'est un levier pour {sujet}."
"""Said by one description in thirty: a real corpus has its few warnings too."""
