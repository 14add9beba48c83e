"""An instance: who meets to choose besoins or to steer the offer, and what each meeting decided."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from generator.models.base import (
    DateIso,
    Entier,
    Identifiant,
    Intitule,
    JourPasse,
    Modele,
    NomDeGroupe,
    OuiNon,
    Qui,
    RefActeur,
    RefBesoin,
    RefService,
    Resume,
    Texte,
    TexteCourt,
    Unique,
    UrlWeb,
)
from generator.models.besoin import Engagement
from generator.models.fiche import Source
from generator.models.markers import Fichier, Passe, libelles
from generator.models.statut import Statut


def _read_hour(value: Any) -> Any:
    """An hour is kept as HH:MM: « 9:30 », « 9h30 » and « 9 h » are read."""
    found = re.fullmatch(r"\s*([0-9]{1,2})\s*[hH:]\s*([0-9]{2})?\s*", value) if isinstance(value, str) else None
    return f"{found[1]:0>2}:{found[2] or '00'}" if found else value


Heure = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$"), BeforeValidator(_read_hour)]
NomFichier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$", max_length=80), Fichier("INS017")]


MAX_COLLEGES, MAX_SOLLICITES, MAX_DECISIONS, MAX_LIGNES = 8, 80, 40, 20
"""What a page of an instance can hold under 500 elements; beyond, the file is to be cut in two."""
Volet = Literal["a", "b"]
VOLETS = libelles(
    Volet,
    {
        "a": ("Écouter les besoins", "Ils regardent ce qui manque sur le territoire, et choisissent."),
        "b": ("Construire l'offre", "Ils font exister les aides, et les ajustent."),
    },
)
"""half of the dispositif → (title, what its groups do)"""


class College(Modele):
    """A group of members with the same weight (fiche projet: collectivités, entreprises, associations, collectifs)."""

    nom: Qui = Field(description="Nom du collège.", examples=["Associations"])
    places: Entier | None = Field(None, ge=1, le=200, description="Nombre de places.", examples=["6"])


class Sollicite(Modele):
    """An organisation asked to take part. Never a person."""

    nom: Qui = Field(description="Nom de la structure ou du collectif.", examples=["Club des voisins"])
    college: Identifiant = Field(description="Son collège.", examples=["associations"])
    acteur: RefActeur | None = Field(None, description="Sa fiche, s'il en a une.", examples=["pole-ess"])


class Decision(Modele):
    """What a meeting decided, who does it, until when."""

    texte: Texte = Field(description="La décision.", examples=["Visiter trois ateliers."])
    responsable: Qui | None = Field(
        None, description="Qui le fait : une fonction ou une structure, jamais une personne.", examples=["Pôle ESS"]
    )
    echeance: DateIso | None = Field(None, description="Pour quand.", examples=["2026-12-15"])
    faite_le: Annotated[DateIso, Passe("INS014")] | None = Field(
        None, description="Jour où c'est fait.", examples=["2026-12-10"]
    )
    besoin: RefBesoin | None = Field(None, description="Besoin concerné.", examples=["reparer"])
    ajustement: OuiNon = Field(
        False,
        description="« oui » : elle change ce qui ne marchait pas ; le bilan la reprend.",
        examples=["non"],
    )


class Satisfaction(Modele):
    """Answers to one question asked at the end of a meeting: both terms, never a rate."""

    satisfaits: Entier = Field(
        ge=0, le=10000, description="Réponses « satisfait » et « très satisfait ».", examples=["8"]
    )
    reponses: Entier = Field(ge=0, le=10000, description="Réponses reçues.", examples=["10"])


class Reunion(Modele):
    """One meeting, past or to come."""

    id: Identifiant = Field(description="Nom court et stable.", examples=["2026-06-installation"])
    titre: TexteCourt = Field(description="Objet de la réunion.", examples=["Réunion d'installation"])
    date: DateIso = Field(description="Jour de la réunion.", examples=["2026-06-18"])
    preparatoire: OuiNon = Field(
        False, description="« oui » : avant le premier jour, pour préparer ; comptée à part.", examples=["non"]
    )
    heure: Heure | None = Field(None, description="Heure de début, HH:MM.", examples=["18:30"])
    fin: Heure | None = Field(None, description="Heure de fin, HH:MM.", examples=["20:30"])
    annulee_le: JourPasse | None = Field(
        None, description="Jour où elle a été annulée : sa page le dit, l'agenda aussi.", examples=["2026-06-10"]
    )
    lieu: Intitule | None = Field(None, description="Lieu.", examples=["Salle du port"])
    ordre_du_jour: tuple[Texte, ...] = Field(
        (), max_length=MAX_LIGNES, description="Ordre du jour.", examples=[["Choisir deux besoins"]]
    )
    invites: dict[Identifiant, Entier] = Field(
        default_factory=dict, description="Nombre d'invités par collège.", examples=[{"associations": "6"}]
    )
    presents: dict[Identifiant, Entier] | None = Field(
        None, description="Nombre de présents par collège, une fois la réunion tenue.", examples=[{"associations": "4"}]
    )
    participants: Annotated[tuple[Identifiant, ...], Unique] = Field(
        (), description="Structures sollicitées qui sont venues.", examples=[["club-des-voisins"]]
    )
    decisions: tuple[Decision, ...] = Field(
        (),
        max_length=MAX_DECISIONS,
        description="Décisions.",
        examples=[[{"texte": "Visiter trois ateliers.", "responsable": "Pôle ESS"}]],
    )
    satisfaction_besoins: Satisfaction | None = Field(
        None,
        description="Réponses à : « Êtes-vous satisfait des besoins identifiés ? ».",
        examples=[{"satisfaits": "8", "reponses": "10"}],
    )
    satisfaction_decision: Satisfaction | None = Field(
        None,
        description="Réponses à : « Êtes-vous satisfait de la façon de décider ? ».",
        examples=[{"satisfaits": "7", "reponses": "10"}],
    )
    compte_rendu: NomFichier | None = Field(
        None, description="Compte rendu : fichier de content/fichiers/.", examples=["exemple.pdf"]
    )
    url: UrlWeb | None = Field(None, description="Page du compte rendu.", examples=["https://exemple.org/cr"])


class Instance(Modele):
    """`data/instances/<id>.yml`."""

    nom: NomDeGroupe = Field(description="Nom.", examples=["Instance d'Échanges et d'Identification"])
    resume: Resume = Field(description="À quoi elle sert.", examples=["Elle écoute les besoins et choisit."])
    volet: Volet = Field(description="a : identifier les besoins ; b : construire l'offre.", examples=["a"])
    type: Literal["instance", "consortium", "comite"] = Field(
        description="instance, consortium ou comite.", examples=["instance"]
    )
    statut: Statut = Field(
        description="Ce qui existe : actif, experimentation, a-creer, a-confirmer, suspendu, clos.",
        examples=["experimentation"],
    )
    role: tuple[Texte, ...] = Field(
        min_length=1,
        max_length=MAX_LIGNES,
        description="Ce qu'elle fait, une phrase par ligne.",
        examples=[["Choisir les besoins"]],
    )
    animateur: RefActeur | None = Field(None, description="Acteur qui l'anime.", examples=["pole-ess"])
    service: RefService | None = Field(
        None, description="Sa fiche dans l'offre, si elle en a une.", examples=["cafe-des-projets"]
    )
    colleges: dict[Identifiant, College] = Field(
        default_factory=dict,
        max_length=MAX_COLLEGES,
        description="Collèges ; la clé est leur nom court.",
        examples=[{"associations": {"nom": "Associations"}}],
    )
    sollicites: dict[Identifiant, Sollicite] = Field(
        default_factory=dict,
        max_length=MAX_SOLLICITES,
        description="Structures à qui l'on a demandé de participer.",
        examples=[{"club-des-voisins": {"nom": "Club des voisins", "college": "associations"}}],
    )
    engagements: tuple[Engagement, ...] = Field(
        (),
        max_length=MAX_DECISIONS,
        description="Ce que chaque membre s'engage à faire.",
        examples=[[{"acteur": "pole-ess", "texte": "Anime les réunions."}]],
    )
    rejoindre: Texte | None = Field(None, description="Comment la rejoindre.", examples=["Écrire à l'accueil."])
    a_decider: tuple[Texte, ...] = Field(
        (), max_length=MAX_LIGNES, description="Ce qui n'est pas encore décidé.", examples=[["La durée des mandats"]]
    )
    reunions: tuple[Reunion, ...] = Field(
        (),
        description="Réunions, de la plus ancienne à la plus récente.",
        examples=[[{"id": "2026-06-installation", "titre": "Installation", "date": "2026-06-18"}]],
    )
    sources: tuple[Source, ...] = Field(
        (), description="Où chaque fait a été lu.", examples=[[{"titre": "Fiche projet", "consulte_le": "2026-11-22"}]]
    )

    @model_validator(mode="after")
    def _has_source(self) -> Self:
        """What exists has a source; what is to be made may have none."""
        if not self.sources and self.statut != "a-creer":
            raise PydanticCustomError("sans_source", "aucune source")
        return self
