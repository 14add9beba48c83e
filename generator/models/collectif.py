"""A collectif: a group accompanied during the experimentation, with its agreement, no personal data."""

from __future__ import annotations

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
    RefBesoin,
    RefService,
    Resume,
    Texte,
    Thematiques,
)
from generator.models.markers import Passe, Terme, libelles

JourDAccompagnement = Annotated[DateIso, Passe(hors="COL002")]
Note = Annotated[Entier, Field(ge=1, le=5)]
"""From 1 (not at all) to 5 (fully): plan of the guide, B1.3 and B1.5."""


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
    avant: Note = Field(description="Au début, de 1 à 5.", examples=["2"])
    apres: Note | None = Field(None, description="À la fin, de 1 à 5.", examples=["4"])


class ProjetStructure(Modele):
    """The four points of a « projet structuré, financé » (fiche projet, B1): the day each one was reached."""

    objectifs: JourDAccompagnement | None = Field(
        None, description="Objectifs définis et vision stratégique.", examples=["2026-09-01"]
    )
    gouvernance: JourDAccompagnement | None = Field(None, description="Gouvernance.", examples=["2026-10-01"])
    organisation: JourDAccompagnement | None = Field(None, description="Organisation interne.", examples=["2026-11-01"])
    financement: JourDAccompagnement | None = Field(None, description="Financement obtenu.", examples=["2026-11-15"])

    @property
    def complet(self) -> bool:
        """Whether the four points are reached: what B1.2 counts."""
        return None not in (self.objectifs, self.gouvernance, self.organisation, self.financement)


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
    """`data/collectifs/<id>.yml`. Without `accord_publication` it has no page and is only counted in totals."""

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
    satisfaction: tuple[Note, ...] = Field(
        (), description="Notes de satisfaction des membres, de 1 à 5, sans nom.", examples=[["4", "5", "3"]]
    )
    projet: ProjetStructure = Field(
        default_factory=ProjetStructure,
        description="Les quatre points d'un projet structuré.",
        examples=[{"objectifs": "2026-09-01"}],
    )
    recit: tuple[Texte, ...] = Field(
        (), description="Ce que le collectif veut raconter.", examples=[["Nous avons visité trois ateliers."]]
    )
