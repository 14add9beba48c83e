"""What each form asks: only what a first version needs. The rest comes from the models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.corpus.genres import ECRITS, FICHES

ACCORDS = "Avant d'envoyer"
"""Title of what one agrees to, last of every form: what comes under it is no answer, a signature included."""
CORRIGER, CONFIRMER = "corriger-une-fiche", "confirmer-une-fiche"
JUSTE, QUI_CONFIRME = "Tout est-il juste ?", "Qui confirme ?"
"""The two questions of a confirmation, of one fiche or of all those of an acteur."""


@dataclass(frozen=True, slots=True)
class Saisie:
    """One question of a form, and where its answer goes."""

    champ: str
    """Field of the fiche, dotted inside of a block: `tarif.type`. `contact.…` is the first contact, `page` a source."""
    libelle: str
    """What is asked; the answer comes back under these very words, so each one is asked once in a form."""
    aide: str = ""
    """Help under the question; '' : the description of the field."""
    due: bool | None = None
    """Whether the form insists; None: as the model does."""

    @property
    def id(self) -> str:
        return self.champ.replace(".", "-").replace("_", "-")


@dataclass(frozen=True, slots=True)
class Formulaire:
    """One form of the forge."""

    nom: str
    titre: str
    description: str
    genre: str
    """Kind of the fiche made from it; '' : a person reads it."""
    etiquettes: tuple[str, ...]
    questions: tuple[Saisie, ...]
    fixes: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the fiche that are not asked."""


_RESUME = Saisie("resume", "En une ou deux phrases", "Ce que la personne y gagne, avec des mots de tous les jours.")
_SUJETS = Saisie("thematiques", "Sur quels sujets ?", "Un ou plusieurs sujets.")
_MOMENTS = Saisie("stades", "À quel moment du projet ?", "Un ou plusieurs moments.")
_PUBLICS = Saisie("profils", "Pour qui ?", "Un ou plusieurs publics.")
_ICI = "Si c'est dans quelques communes seulement, les choisir à la question suivante."
_COMMUNES = Saisie("zone.codes", "Dans quelles communes ?", "Seulement si ce n'est pas partout.", due=False)
_ZONE = (Saisie("zone", "Où est-ce ouvert ?", _ICI), _COMMUNES)
_CONTACT = (
    Saisie(
        "contact.role", "Qui répond ?", "Une fonction, par exemple « Accueil ». Jamais le nom d'une personne.", False
    ),
    Saisie("contact.telephone", "Téléphone de la structure", "Jamais un numéro personnel.", False),
    Saisie("contact.courriel", "Courriel de la structure", "Jamais une adresse personnelle.", False),
)
_PAGE = Saisie("page", "Page qui le montre", "Adresse d'une page publique où on peut le lire.", False)
_TEXTE = Saisie("description", "Pour en dire plus", "Quelques phrases, si c'est utile.")
_INCONNU = Saisie("limites", "Ce qu'on ne sait pas encore", "Une ligne par point.")
_BESOIN = (
    Saisie("phrase", "Le besoin en une phrase", "Des … ont besoin de … parce que …"),
    Saisie("communes", "Dans quelles communes est ce besoin ?", "Une ou plusieurs communes, ou toutes."),
    Saisie("enjeux", "De quoi s'agit-il ?", "Un ou plusieurs enjeux."),
)


def _proposer(genre: str, titre: str, description: str, *questions: Saisie) -> Formulaire:
    """Return the form of a kind; the fiche made from it is not proposed before somebody confirms."""
    fixes = {"statut": "a-confirmer"} if genre in FICHES else {}
    return Formulaire(ECRITS[genre].formulaire, titre, description, genre, ("proposition", genre), questions, fixes)


FORMULAIRES: tuple[Formulaire, ...] = (
    _proposer(
        "service",
        "Proposer un service",
        "Ce qu'une structure fait pour les projets à plusieurs : permanence, formation, suivi…",
        Saisie("nom", "Nom du service"),
        Saisie("acteur", "Structure qui rend ce service", "Son nom, comme sur le site."),
        _RESUME,
        _SUJETS,
        Saisie("modalites", "Sous quelle forme ?", "Une ou plusieurs formes d'aide."),
        _MOMENTS,
        _PUBLICS,
        *_ZONE,
        Saisie("tarif.type", "Combien cela coûte-t-il ?", "Si vous ne le savez pas, choisir « Prix non connu »."),
        Saisie("tarif.precision", "Précision sur le prix", "Un montant ou une condition.", False),
        Saisie("comment_solliciter", "Comment le demander ?"),
        *_CONTACT,
        _TEXTE,
        _INCONNU,
        _PAGE,
    ),
    _proposer(
        "ressource",
        "Proposer une ressource",
        "Ce qu'on utilise seul : guide, modèle, outil, lieu, retour d'expérience…",
        Saisie("nom", "Nom de la ressource"),
        Saisie("type", "Quelle sorte de ressource ?", "À choisir dans la liste."),
        Saisie("auteur", "Qui l'a écrite ou publiée ?", "Une structure."),
        _RESUME,
        Saisie("url", "Adresse de la ressource", "Adresse web, si elle en a une."),
        Saisie("acces", "Comment y accéder ?", "Si elle n'a pas d'adresse web."),
        _SUJETS,
        _MOMENTS,
        _PUBLICS,
        Saisie("annee", "Année"),
        Saisie("licence", "Licence", "Si elle est connue."),
        _TEXTE,
    ),
    _proposer(
        "financement",
        "Proposer un financement",
        "De l'argent ou l'équivalent : subvention, prêt, garantie, épargne citoyenne…",
        Saisie("nom", "Nom du financement"),
        Saisie("porteur", "Structure qui finance", "Son nom, comme sur le site."),
        Saisie("types", "Quelle sorte de financement ?", "Une ou plusieurs sortes."),
        _RESUME,
        Saisie("beneficiaires", "Qui peut demander ?", "Un ou plusieurs publics."),
        _MOMENTS,
        *_ZONE,
        Saisie("depot", "Quand peut-on demander ?", "À choisir dans la liste."),
        Saisie("depot.ouverture", "Premier jour pour demander", "Écrire 2026-07-01 ou 01/07/2026.", False),
        Saisie("depot.cloture", "Dernier jour pour demander", "Écrire 2026-09-15 ou 15/09/2026.", False),
        Saisie("montant.max", "Montant le plus haut, en euros", "Un nombre, seulement s'il est écrit quelque part."),
        Saisie("montant.precision", "Précision sur le montant", "Une condition, un taux."),
        Saisie("demarche", "Comment demander ?", "Une étape par ligne."),
        Saisie("conditions", "Conditions", "Une condition par ligne, comme dans la source."),
        Saisie("page", "Page qui le montre", "Adresse de la page officielle."),
    ),
    _proposer(
        "acteur",
        "Proposer une structure",
        "Une association, une collectivité, un réseau, une initiative locale… Jamais une personne.",
        Saisie("nom", "Nom de la structure"),
        Saisie("type", "Quelle sorte de structure ?", "À choisir dans la liste."),
        Saisie("forme_juridique", "Forme juridique", "Si elle est connue."),
        _RESUME,
        Saisie("missions", "Ce qu'elle fait", "Une mission par ligne."),
        _SUJETS,
        Saisie("zone", "Où agit-elle ?", _ICI),
        _COMMUNES,
        Saisie("site_web", "Site de la structure", "Adresse web."),
        *_CONTACT,
        _TEXTE,
        _PAGE,
    ),
    _proposer(
        "besoin",
        "Faire connaître un besoin",
        "Ce qui manque ici, entendu lors d'un atelier, d'une enquête, d'une réunion…",
        Saisie("libelle", "Le besoin en quelques mots"),
        *_BESOIN,
        Saisie("origine.type", "Comment ce besoin a-t-il été entendu ?", "À choisir dans la liste."),
        Saisie("origine.par", "Qui l'a dit ?", "Un groupe ou une structure. Jamais une personne."),
        Saisie("origine.precision", "Où et quand ?", "Lieu, moment, méthode.", False),
        Saisie("preuves", "Chiffres et faits", "Un par ligne, avec sa date."),
        Saisie("manque", "Ce qui manque encore", "Une ligne par point."),
        _PAGE,
    ),
    Formulaire(
        "personne-ne-repond-a-mon-besoin",
        "Personne ne répond à mon besoin",
        "Vous avez cherché sur le site et rien ne convient : dites-le, ce besoin sera étudié.",
        "besoin",
        ("besoin", "sans réponse"),
        (
            Saisie("libelle", "Votre besoin en quelques mots"),
            *_BESOIN,
            Saisie("verifications", "Ce que vous avez déjà essayé", "Une ligne par essai."),
        ),
        {"origine": {"type": "signalement", "par": "Formulaire du site"}},
    ),
    Formulaire(
        CORRIGER,
        "Corriger une fiche",
        "Une information du site est fausse, manque ou a changé.",
        "",
        ("correction",),
        (
            Saisie("fiche", "Adresse de la page", "Copier l'adresse depuis la barre du navigateur.", True),
            Saisie("faux", "Ce qui est faux ou manque", "Avec vos mots.", True),
            Saisie("juste", "Ce qu'il faudrait écrire", "Si vous le savez."),
            Saisie("preuve", "D'où vient cette information ?", "Une page, un document, votre structure…"),
        ),
    ),
    Formulaire(
        CONFIRMER,
        "Confirmer une fiche",
        "Vous êtes de cette structure, et tout est juste.",
        "",
        ("confirmation",),
        (
            Saisie("fiche", "Adresse de la page", "Copier l'adresse depuis la barre du navigateur.", True),
            Saisie("juste", JUSTE, "Oui, ou ce qu'il faut changer.", True),
            Saisie("qui", QUI_CONFIRME, "Une fonction, par exemple « Accueil ». Jamais le nom d'une personne."),
        ),
    ),
)
"""In the order of the page where one chooses."""


def form_of(nom: str) -> Formulaire:
    """Return a form by its name; KeyError when there is none."""
    return {form.nom: form for form in FORMULAIRES}[nom]
