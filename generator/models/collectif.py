"""A collectif: a group accompanied during the experimentation, with its agreement, no personal data."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import Field

from generator.models.base import (
    CommunesVisees,
    DateIso,
    Entier,
    JourPasse,
    Modele,
    NomDeGroupe,
    Nomme,
    Points,
    RefBesoin,
    RefService,
    Resume,
    Texte,
    Thematiques,
)
from generator.models.markers import Passe, Terme, libelles

JourDAccompagnement = Annotated[DateIso, Passe(hors="COL002")]
NoteMoyenne = Annotated[Points, Field(ge=1, le=5)]
"""From 1 (not at all) to 5 (fully), of one group or of a mean: plan of the guide, B1.3."""


class TempsAccompagnement(Modele):
    """One session with a service: how many were expected, how many came."""

    service: RefService = Field(description="Service utilisé.", examples=["atelier-gouvernance"])
    date: JourDAccompagnement = Field(description="Jour.", examples=["2026-10-03"])
    attendus: Entier = Field(ge=1, le=500, description="Membres attendus.", examples=["8"])
    presents: Entier = Field(ge=0, le=500, description="Membres présents.", examples=["6"])


class AutoEvaluation(Modele):
    """How the members see their skill on a subject, before and after (1 to 5)."""

    thematique: Annotated[Nomme, Terme("thematiques")] = Field(
        description="Thématique, prise dans thematiques.", examples=["gouvernance-partagee"]
    )
    avant: NoteMoyenne = Field(description="Au début, de 1 à 5 ; une moyenne se peut.", examples=["2,4"])
    apres: NoteMoyenne | None = Field(None, description="À la fin, de 1 à 5 ; une moyenne se peut.", examples=["4"])
    apres_le: JourDAccompagnement | None = Field(
        None, description="Jour de la seconde auto-évaluation.", examples=["2026-11-01"]
    )
    reponses: Entier | None = Field(
        None, ge=1, le=500, description="Combien de membres ont répondu ; sinon, tous.", examples=["6"]
    )


class SatisfactionCollectif(Modele):
    """The notes of the members as totals: who gave which is written nowhere."""

    le: JourDAccompagnement = Field(description="Jour de l'enquête.", examples=["2026-11-01"])
    points: Entier = Field(ge=0, le=2500, description="Somme des notes, de 1 à 5.", examples=["25"])
    reponses: Entier = Field(ge=0, le=500, description="Combien de membres ont noté.", examples=["6"])
    repartition: tuple[Entier, ...] = Field(
        (),
        min_length=0,
        max_length=5,
        description="Combien de 1, de 2, de 3, de 4, de 5 ; dès cinq réponses seulement.",
        examples=[["0", "0", "1", "3", "2"]],
    )


class ProjetStructure(Modele):
    """The four points of a « projet structuré, financé » (fiche projet, B1): the day each one was reached."""

    objectifs: JourDAccompagnement | None = Field(
        None, description="Objectifs définis et vision stratégique.", examples=["2026-09-01"]
    )
    gouvernance: JourDAccompagnement | None = Field(None, description="Gouvernance.", examples=["2026-10-01"])
    organisation: JourDAccompagnement | None = Field(None, description="Organisation interne.", examples=["2026-11-01"])
    financement: JourDAccompagnement | None = Field(None, description="Financement obtenu.", examples=["2026-11-15"])

    @property
    def complet_le(self) -> datetime.date | None:
        """The day when the four points were reached, None before: what B1.2 counts."""
        reached = (self.objectifs, self.gouvernance, self.organisation, self.financement)
        days = [day for day in reached if day is not None]
        return max(days) if len(days) == len(reached) else None


POINTS = libelles(
    ProjetStructure.model_fields,
    {
        "objectifs": "Des objectifs et une vision",
        "gouvernance": "Une façon de décider",
        "organisation": "Une organisation interne",
        "financement": "Un financement obtenu",
    },
)
"""The same four points, in plain words."""


class Collectif(Modele):
    """`data/collectifs/<id>.yml`. Without `accord_publication` it has no page and counts only in B1.1 and B1.2."""

    nom: NomDeGroupe = Field(description="Nom du collectif.", examples=["Les ateliers du port"])
    resume: Resume = Field(description="Ce qu'il veut faire.", examples=["Ouvrir un atelier de réparation."])
    accord_publication: JourPasse | None = Field(
        None, description="Jour où le collectif a accepté d'être publié.", examples=["2026-09-01"]
    )
    membres: Entier = Field(ge=2, le=500, description="Nombre de membres.", examples=["8"])
    communes: CommunesVisees = Field(
        min_length=1, description="Codes Insee des communes, ou « toutes ».", examples=[["99001"]]
    )
    stade: Annotated[Nomme, Terme("stades")] = Field(
        description="Stade du projet (liste : data/referentiels/stades.yml).", examples=["idee"]
    )
    thematiques: Thematiques = Field(
        min_length=1,
        description="Sujets travaillés (liste : data/referentiels/thematiques.yml).",
        examples=[["gouvernance-partagee"]],
    )
    besoin: RefBesoin | None = Field(None, description="Besoin auquel il répond.", examples=["reparer"])
    convention_le: JourDAccompagnement | None = Field(
        None, description="Jour de signature de la convention d'accompagnement.", examples=["2026-09-01"]
    )
    fin_le: DateIso | None = Field(None, description="Fin de l'accompagnement.", examples=["2027-09-01"])
    temps: tuple[TempsAccompagnement, ...] = Field(
        (),
        description="Temps d'accompagnement, dans l'ordre.",
        examples=[[{"service": "atelier-gouvernance", "date": "2026-10-03", "attendus": "8", "presents": "6"}]],
    )
    autoevaluation: tuple[AutoEvaluation, ...] = Field(
        (),
        description="Auto-évaluation par thématique, de 1 à 5, avant et après.",
        examples=[[{"thematique": "gouvernance-partagee", "avant": "2", "apres": "4"}]],
    )
    satisfaction: SatisfactionCollectif | None = Field(
        None,
        description="Notes de satisfaction des membres, en totaux.",
        examples=[{"le": "2026-11-01", "points": "25", "reponses": "6"}],
    )
    projet: ProjetStructure = Field(
        default_factory=ProjetStructure,
        description="Les quatre points d'un projet structuré.",
        examples=[{"objectifs": "2026-09-01"}],
    )
    recit: tuple[Texte, ...] = Field(
        (), description="Ce que le collectif veut raconter.", examples=[["Nous avons visité trois ateliers."]]
    )
