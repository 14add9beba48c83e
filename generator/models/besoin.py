"""A besoin: something that is missing on the territory, from the day it is heard to its answer."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.models.base import (
    CommunesVisees,
    DateIso,
    Enjeux,
    Intitule,
    Modele,
    Nom,
    OuiNon,
    Qui,
    RefActeur,
    RefBesoin,
    RefRessource,
    RefService,
    Resume,
    Texte,
    Thematiques,
    Unique,
    UrlWeb,
    is_before,
)
from generator.models.fiche import Source
from generator.models.markers import Passe, libelles
from generator.models.suivi_besoin import SUITE, Ecoute, EtapeBesoin, Etude, Phrase, StatutBesoin, SuiteVerifiee

TypeOrigine = Literal["atelier", "signalement", "enquete", "diagnostic", "groupe-de-travail"]
ORIGINES = libelles(
    TypeOrigine,
    {
        "atelier": "Atelier",
        "signalement": "Signalement",
        "enquete": "Enquête",
        "diagnostic": "Diagnostic",
        "groupe-de-travail": "Groupe de travail",
    },
)
ResultatAppel = Literal["en-attente", "retenu", "non-retenu"]
RESULTATS_APPEL = libelles(
    ResultatAppel, {"en-attente": "Réponse en attente", "retenu": "Retenu", "non-retenu": "Pas retenu"}
)


class Origine(Modele):
    """Where the besoin was heard. Never a person."""

    type: TypeOrigine = Field(
        description="atelier, signalement, enquete, diagnostic ou groupe-de-travail.", examples=["atelier"]
    )
    par: Qui = Field(
        description="Qui l'a dit : un groupe, une structure, jamais une personne.",
        examples=["Des habitants, au marché"],
    )
    precision: Texte | None = Field(None, description="Lieu, moment, méthode.", examples=["Porteur de paroles, en mai"])


class Appui(Modele):
    """Something or somebody to rely on: a sentence, and the fiche if there is one."""

    texte: Texte = Field(description="En une phrase.", examples=["Un atelier vide au port."])
    acteur: RefActeur | None = Field(None, description="Fiche de la structure.", examples=["pole-ess"])
    service: RefService | None = Field(None, description="Fiche du service.", examples=["permanence-accueil"])
    ressource: RefRessource | None = Field(None, description="Fiche de la ressource.", examples=["atelier-partage"])

    @property
    def fiches(self) -> tuple[tuple[str, str], ...]:
        """(kind, id) of the fiches that it names."""
        named = (("acteur", self.acteur), ("service", self.service), ("ressource", self.ressource))
        return tuple((kind, identifiant) for kind, identifiant in named if identifiant)


class Engagement(Modele):
    """What an organisation does about it."""

    acteur: RefActeur = Field(description="Structure engagée.", examples=["pole-ess"])
    texte: Texte = Field(description="Ce qu'elle apporte.", examples=["Prête une salle."])


class ReponseAppel(Modele):
    """An answer given to a call, such as an « appel à révélation »."""

    appel: Intitule = Field(description="Nom de l'appel.", examples=["Appel à idées du port"])
    depose_le: Annotated[DateIso, Passe("BES014")] = Field(description="Jour du dépôt.", examples=["2026-09-15"])
    resultat: ResultatAppel = Field(
        "en-attente", description="en-attente, retenu ou non-retenu.", examples=["en-attente"]
    )
    url: UrlWeb | None = Field(None, description="Page de l'appel.", examples=["https://exemple.org/appel"])


class Besoin(Modele):
    """`data/besoins/<id>.yml`."""

    libelle: Nom = Field(description="Le besoin en quelques mots.", examples=["Réparer plutôt que jeter"])
    phrase: Phrase = Field(
        description="Une phrase : « Des … ont besoin de … parce que … ».",
        examples=["Des habitants ont besoin d'un lieu pour réparer parce que tout finit à la déchetterie."],
    )
    resume: Resume | None = Field(
        None, description="Une ou deux phrases pour les listes.", examples=["Un lieu pour apprendre à réparer."]
    )
    communes: CommunesVisees = Field(
        min_length=1, description="Codes Insee des communes, ou « toutes ».", examples=[["99001"]]
    )
    enjeux: Enjeux = Field(
        min_length=1, description="Enjeux (liste : data/referentiels/enjeux.yml).", examples=[["mobilite"]]
    )
    thematiques: Thematiques = Field(
        (),
        description="Thématiques d'aide utiles pour y répondre (liste : data/referentiels/thematiques.yml).",
        examples=[["gouvernance-partagee"]],
    )
    origine: Origine = Field(
        description="D'où vient ce besoin.", examples=[{"type": "atelier", "par": "Qui l'a dit, et où"}]
    )
    historique: tuple[EtapeBesoin, ...] = Field(
        min_length=1,
        description="Ce qui s'est passé, du plus ancien au plus récent. La dernière ligne donne le statut.",
        examples=[[{"statut": "revele", "date": "2026-05-12"}]],
    )
    anterieur: OuiNon = Field(
        False,
        description="« oui » : né avant le dispositif. Il n'est pas passé par l'Instance et n'est pas compté.",
        examples=["oui"],
    )
    entendu: tuple[Ecoute, ...] = Field(
        (),
        description="Où et combien de fois on l'a entendu, en nombres.",
        examples=[[{"date": "2026-05-12", "canal": "rencontre", "commune": "99001", "nombre": "12"}]],
    )
    rapproche_de: Annotated[tuple[RefBesoin, ...], Unique] = Field(
        (), description="Besoins proches ; chacun garde sa page et son histoire.", examples=[["reparer"]]
    )
    fusionne_dans: RefBesoin | None = Field(
        None, description="Besoin avec lequel il est suivi désormais ; les deux pages restent.", examples=["reparer"]
    )
    etude: Etude | None = Field(
        None,
        description="L'étude d'opportunité : question, dates, résultat, raisons.",
        examples=[{"question": "Un atelier tiendrait-il ?", "du": "2026-07-01"}],
    )
    suite_a_verifier_le: DateIso | None = Field(
        None, description=f"Quand vérifier que la réponse tient ; sinon, {SUITE} mois après.", examples=["2027-04-05"]
    )
    suites: tuple[SuiteVerifiee, ...] = Field(
        (),
        description="Chaque fois que l'on a vérifié que la réponse tient.",
        examples=[[{"le": "2026-11-10", "par": "Pôle ESS", "constat": "La permanence a lieu."}]],
    )
    verifications: tuple[Texte, ...] = Field(
        (),
        description="Comment on l'a vérifié : qui, combien, ce qui existe déjà.",
        examples=[["Enquête auprès de 40 foyers"]],
    )
    preuves: tuple[Texte, ...] = Field(
        (), description="Chiffres et faits, avec leur date.", examples=[["12 tonnes jetées en 2025"]]
    )
    engagements: tuple[Engagement, ...] = Field(
        (),
        description="Structures engagées et ce qu'elles apportent.",
        examples=[[{"acteur": "pole-ess", "texte": "Anime le groupe."}]],
    )
    ressources_locales: tuple[Appui, ...] = Field(
        (), description="Ce qui existe ici et peut servir.", examples=[[{"texte": "Un atelier vide au port."}]]
    )
    solution: Texte | None = Field(
        None, description="La solution construite.", examples=["Un atelier de réparation tenu à plusieurs."]
    )
    reponses: tuple[Appui, ...] = Field(
        (),
        description="Ce qui y répond aujourd'hui.",
        examples=[[{"texte": "La Boîte à clous répare.", "acteur": "boite-a-clous"}]],
    )
    manque: tuple[Texte, ...] = Field((), description="Ce qui manque encore.", examples=[["Un porteur pour le samedi"]])
    rejoindre: Texte | None = Field(
        None, description="Comment rejoindre ceux qui y travaillent.", examples=["Venir à la réunion du 12 mai."]
    )
    appels: tuple[ReponseAppel, ...] = Field(
        (),
        description="Réponses données à des appels.",
        examples=[[{"appel": "Appel à idées", "depose_le": "2026-09-15"}]],
    )
    limites: tuple[Texte, ...] = Field(
        (), description="Limites géographiques ou autres de la réponse.", examples=[["Le nord de l'île seulement"]]
    )
    sources: tuple[Source, ...] = Field(
        (), description="Où chaque fait a été lu.", examples=[[{"titre": "Compte rendu", "consulte_le": "2026-11-22"}]]
    )

    @property
    def statut(self) -> StatutBesoin:
        """The status is the last step of the history."""
        return self.historique[-1].statut

    def passees(self, today: datetime.date) -> tuple[EtapeBesoin, ...]:
        """The steps of the history done by that day; a month or a year counts from its beginning."""
        return tuple(step for step in self.historique if not is_before(today.isoformat(), step.date))

    def statut_le(self, today: datetime.date) -> StatutBesoin | None:
        """The status on a day, None when nobody had said this besoin yet."""
        past = self.passees(today)
        return past[-1].statut if past else None

    @model_validator(mode="after")
    def _has_source(self) -> Self:
        """A besoin from before the dispositif is told from sources."""
        if self.anterieur and not self.sources:
            raise PydanticCustomError("sans_source", "aucune source")
        return self
