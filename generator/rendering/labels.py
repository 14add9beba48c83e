"""Words shown for the few closed lists that live in the code, not in a référentiel."""

from __future__ import annotations

STATUTS = {
    "actif": "Ouvert",
    "experimentation": "En expérimentation",
    "a-creer": "À créer",
    "a-confirmer": "À confirmer",
    "suspendu": "Suspendu",
    "clos": "Fermé",
}
TONS = {
    "experimentation": "e-exp",
    "a-creer": "e-conf",
    "a-confirmer": "e-conf",
    "suspendu": "e-conf",
    "clos": "e-clos",
}
BANDEAUX = {
    "experimentation": "Ce service est essayé pour la première fois. Ses conditions peuvent changer.",
    "a-creer": "Ce service n'existe pas encore. Il est prévu.",
    "a-confirmer": "Nous ne sommes pas sûrs que cela existe encore ici. Renseignez-vous avant de compter dessus.",
    "suspendu": "C'est arrêté pour le moment.",
    "clos": "C'est terminé. Cette page reste pour mémoire.",
}
TARIFS = {
    "gratuit": "Gratuit",
    "payant": "Payant",
    "adhesion": "Sur adhésion",
    "prise-en-charge-possible": "Payant, prise en charge possible",
    "non-precise": "Prix non précisé",
}
CUMULS = {
    "oui": "Oui",
    "non": "Non",
    "sous-conditions": "Sous conditions",
    "non-precise": "Non précisé",
}
UNITES = {"euros": "€", "euros-par-an": "€ par an", "euros-par-mois": "€ par mois"}
CALENDRIERS = {
    "ferme-bientot": ("Ferme bientôt", "La date limite approche."),
    "ouvert": ("Ouvert", "On peut demander maintenant."),
    "permanent": ("Toute l'année", "On peut demander à tout moment."),
    "a-venir": ("Ouvre plus tard", "La date d'ouverture est connue."),
    "inconnu": ("Dates à demander", "Le calendrier n'est pas connu : demandez avant de monter un dossier."),
    "clos": ("Fermé", "On ne peut plus demander. Gardé pour mémoire."),
}
"""state of a call → (title, sentence), in the order of the page"""
ROLES = {
    "porteur": "Porte le projet",
    "membre": "Membre du consortium",
    "financeur": "Finance le consortium",
    "partenaire": "Partenaire du consortium",
}
STATUTS_BESOIN = {
    "revele": ("Révélé", "Quelqu'un l'a dit. On ne l'a pas encore vérifié."),
    "examine": ("Examiné", "On regarde s'il est réel et partagé."),
    "priorise": ("Priorisé", "Une réunion l'a choisi."),
    "en-construction": ("En construction", "Une réponse se prépare."),
    "repondu": ("Répondu", "Une réponse existe."),
    "ecarte": ("Écarté", "On ne le suit plus, et on dit pourquoi."),
}
"""status of a besoin → (word, sentence), in the order of its way"""
TONS_BESOIN = {"en-construction": "e-exp", "repondu": "e-exp", "ecarte": "e-clos"}
ORIGINES = {
    "atelier": "Atelier",
    "signalement": "Signalement",
    "enquete": "Enquête",
    "diagnostic": "Diagnostic",
    "groupe-de-travail": "Groupe de travail",
}
RESULTATS_APPEL = {"en-attente": "Réponse en attente", "retenu": "Retenu", "non-retenu": "Pas retenu"}
VOLETS = {
    "a": ("Écouter les besoins", "Ils regardent ce qui manque sur le territoire, et choisissent."),
    "b": ("Construire l'offre", "Ils font exister les aides, et les ajustent."),
}
"""half of the dispositif → (title, what its groups do)"""
BANDEAUX_INSTANCE = {
    "experimentation": "C'est essayé pour la première fois. Les règles peuvent changer.",
    "a-creer": "Cela n'existe pas encore. C'est prévu.",
    "a-confirmer": "Nous ne sommes pas sûrs que cela existe encore.",
    "suspendu": "Plus de réunions pour le moment.",
    "clos": "C'est terminé. Cette page reste pour mémoire.",
}
ETATS_DECISION = {
    "en-retard": ("En retard", "e-conf"),
    "en-cours": ("En cours", "e-info"),
    "sans-date": ("Sans date", "e-clos"),
    "faite": ("Fait", "e-exp"),
}
"""state of a decision → (word, tone), what waits first"""
AXES = {
    "thematiques": ("Par sujet", "sujet"),
    "modalites": ("Par façon d'aider", "façon d'aider"),
    "stades": ("Par moment du projet", "moment"),
    "profils": ("Par public", "public"),
}
"""axis of the catalogue → (heading, word for one value)"""
COUVERTURES = {
    "couvert": ("oui", "Ouvert", "Dans chaque commune, au moins une aide est ouverte."),
    "en-partie": ("en partie", "Ouvert en partie", "Une aide est ouverte, mais pas dans toutes les communes."),
    "experimentation": ("essai", "En essai", "Rien n'est ouvert pour de bon. Une aide est essayée ici."),
    "a-confirmer": ("à confirmer", "À confirmer", "Une aide existe peut-être. Il faut le vérifier."),
    "trou": ("rien", "Rien", "Aucune aide connue aujourd'hui."),
}
"""state of a cell of the matrix → (word in the cell, name, sentence), in the order of dispositif/couverture.py"""
