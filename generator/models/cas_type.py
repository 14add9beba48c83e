"""A cas type: a situation and the parcours expected for it; the partners' own test."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.models.base import (
    Donnee,
    Entier,
    Identifiant,
    Modele,
    Nomme,
    OuiNon,
    RefArbre,
    RefParcours,
    RefService,
    Texte,
    Unique,
)
from generator.models.markers import CodeOfficiel

Endroit = Annotated[Nomme, CodeOfficiel(r"^(([0-9]{2}|2A|2B)[0-9]{3}|plusieurs|nsp)$")]
Ids = Annotated[tuple[Identifiant, ...], Unique]


class AttenduListe(Modele):
    """What a list of fiches must hold: ids, never titles."""

    contient: Ids = Field((), description="Fiches qui doivent y être.", examples=[["atelier-gouvernance"]])
    ne_contient_pas: Ids = Field((), description="Fiches qui ne doivent pas y être.", examples=[["ideateur"]])
    au_moins: Entier | None = Field(None, description="Nombre de fiches au moins.", examples=["1"])
    repli: OuiNon | None = Field(
        None, description="« oui » si rien ne convient et que la page montre autre chose à la place.", examples=["non"]
    )
    a_verifier: Ids = Field(
        (), description="Fiches dites « à vérifier auprès de… » : ni ouvertes ici, ni fermées.", examples=[["pret"]]
    )


class AttenduEtape(AttenduListe):
    """What an étape must hold."""

    carte: Identifiant | None = Field(
        None, description="La seule fiche montrée en grand.", examples=["permanence-accueil"]
    )
    aides: Ids = Field(
        (),
        description="Outils, chapitres, structures ou instances nommés par l'étape ; ou « autodiagnostic ».",
        examples=[["accord-de-consortium"]],
    )


class Attendu(Modele):
    """Assertions on what the person receives. What is not written is not checked."""

    parcours: RefParcours | None = Field(None, description="Parcours attendu.", examples=["poser-la-gouvernance"])
    sortie: Donnee | None = Field(
        None, description="Identifiant de la réponse qui mène à la sortie.", examples=["seul"]
    )
    questions: Ids = Field((), description="Questions posées, dans l'ordre.", examples=[["avancement", "decision"]])
    etapes: tuple[AttenduEtape, ...] = Field(
        (),
        description="Une ligne par étape, dans l'ordre ; {} ne vérifie rien.",
        examples=[[{"contient": ["atelier-gouvernance"]}]],
    )
    financements: AttenduListe | None = Field(
        None, description="Pistes d'argent.", examples=[{"contient": ["fonds-local"]}]
    )
    contact: RefService | None = Field(None, description="Contact attendu.", examples=["permanence-accueil"])


class CasType(Modele):
    """One situation of `data/cas-types.yml`."""

    cas: Texte = Field(
        description="La situation, inventée mais vraisemblable.", examples=["Quatre fermes veulent un atelier commun."]
    )
    arbre: RefArbre = Field(description="Arbre suivi.", examples=["structures"])
    commune: Endroit = Field(
        "nsp", description="Code Insee de la commune, « plusieurs » ou « nsp ».", examples=["99001"]
    )
    reponses: dict[Identifiant, Identifiant] = Field(
        min_length=1,
        description="question: réponse, pour chaque question posée.",
        examples=[{"avancement": "ecrit", "decision": "oral"}],
    )
    attendu: Attendu | None = Field(
        None,
        description="Ce que la personne doit recevoir. Absent : brouillon.",
        examples=[{"parcours": "poser-la-gouvernance"}],
    )
    source: Texte | None = Field(None, description="D'où vient ce cas.", examples=["Atelier du 12 mai"])


class CasTypes(Modele):
    """`data/cas-types.yml`."""

    cas_types: tuple[CasType, ...] = Field(
        min_length=1,
        description="Les situations.",
        examples=[[{"cas": "Une idée, seul.", "arbre": "structures", "reponses": {"avancement": "nsp"}}]],
    )
