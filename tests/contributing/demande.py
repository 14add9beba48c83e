"""Write an issue the way the forge does when somebody sends a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.corpus.questions import ACCORDS, FORMULAIRES, Formulaire

Answer = str | Sequence[str]


def form(nom: str) -> Formulaire:
    return next(form for form in FORMULAIRES if form.nom == nom)


def issue(formulaire: Formulaire, answers: Mapping[str, Answer]) -> str:
    """Return the Markdown of an issue: `answers` is field → a text, or what was chosen in a list."""
    assert not set(answers) - {question.champ for question in formulaire.questions}
    parts = []
    for question in formulaire.questions:
        answer = answers.get(question.champ, "_No response_")
        parts.append(f"### {question.libelle}\n\n{answer if isinstance(answer, str) else ', '.join(answer)}")
    return "\n\n".join([*parts, f"### {ACCORDS}\n\n- [X] Je n'ai écrit le nom de personne.\n- [X] D'accord."])


SERVICE: Mapping[str, Answer] = {
    "nom": "Veillée des projets",
    "acteur": "Pôle ESS de Petite-Île",
    "resume": "Un café tous les mois pour raconter son projet à d'autres.",
    "thematiques": ["Décider ensemble"],
    "modalites": ["Atelier collectif"],
    "stades": ["On a une idée", "Le groupe se forme"],
    "profils": ["Tout le monde"],
    "zone": "Dans tout le territoire (Petite-Île)",
    "tarif.type": "Gratuit",
    "contact.role": "Accueil",
    "contact.telephone": "02 61 91 00 01",
    "description": "Un premier paragraphe.\n\n- un café\n- un gâteau",
    "limites": "- L'heure exacte\n* Le lieu",
    "page": "https://pole-ess.example/cafe",
}
RESSOURCE: Mapping[str, Answer] = {
    "nom": "Petit guide des réunions",
    "type": "Guide",
    "auteur": "Pôle ESS",
    "resume": "Un guide court pour préparer une réunion et tenir l'heure.",
    "url": "https://pole-ess.example/guide",
    "thematiques": ["Décider ensemble"],
    "stades": ["Tous les moments du projet"],
    "profils": ["Tout le monde"],
    "annee": "2024",
}
FINANCEMENT: Mapping[str, Answer] = {
    "nom": "Aide aux premiers pas",
    "porteur": "Petite-Île Agglomération",
    "types": ["Subvention publique"],
    "resume": "Une aide pour payer les premières dépenses d'un projet.",
    "beneficiaires": ["Tout le monde"],
    "stades": ["On a une idée"],
    "zone": "Dans certaines communes seulement",
    "zone.codes": ["Port-Brume", "Val-Clair"],
    "depot": "Entre deux dates",
    "depot.ouverture": "01/12/2026",
    "depot.cloture": "2027-03-31",
    "montant.max": "20 000 €",
    "demarche": "1. Écrire à l'agglomération\n2. Déposer le dossier",
    "page": "https://agglomeration.example/aide",
}
ACTEUR: Mapping[str, Answer] = {
    "nom": "Les Ateliers du Phare",
    "type": "Initiative locale",
    "resume": "Une association qui répare des objets avec les habitants.",
    "missions": "Réparer\nApprendre à réparer",
    "zone": "Département : Estran",
    "site_web": "https://phare.example/",
}
BESOIN: Mapping[str, Answer] = {
    "libelle": "Se déplacer le soir",
    "phrase": "Des jeunes ont besoin de rentrer le soir parce que le dernier car part à 18 heures.",
    "communes": ["Toutes les communes"],
    "enjeux": ["Se déplacer"],
    "origine.type": "Dans un atelier",
    "origine.par": "Des jeunes, au centre social",
}
SANS_REPONSE: Mapping[str, Answer] = {
    "libelle": "Garder les enfants tôt le matin",
    "phrase": "Des parents ont besoin d'une garde à 6 heures parce qu'ils commencent tôt.",
    "communes": ["Port-Brume"],
    "enjeux": ["Se déplacer"],
    "verifications": "Appelé le pôle ESS",
}
REMPLIS: Mapping[str, Mapping[str, Answer]] = {
    "nouveau-service": SERVICE,
    "nouvelle-ressource": RESSOURCE,
    "nouveau-financement": FINANCEMENT,
    "nouvel-acteur": ACTEUR,
    "nouveau-besoin": BESOIN,
    "personne-ne-repond-a-mon-besoin": SANS_REPONSE,
}
"""form → answers that make a fiche without any error on the invented territory."""
