"""Words that people type for others: `data/synonymes.yml`; and queries that must find: `data/requetes-types.yml`."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from generator.models.base import (
    Donnee,
    Enjeux,
    Modele,
    Nomme,
    OuiNon,
    RefActeur,
    RefRessource,
    RefService,
    Texte,
    Unique,
)
from generator.models.markers import Terme
from generator.models.service import TypeTarif

Mot = Annotated[Donnee, StringConstraints(pattern=r"^[^,|]+$")]
Mots = Annotated[tuple[Mot, ...], Unique]


class Synonyme(Modele):
    """What is typed (`mots`) and what it also looks for: words, terms of référentiels, fiches."""

    mots: Mots = Field(min_length=1, description="Mots que les gens tapent.", examples=[["asso", "loi 1901"]])
    vers: Mots = Field((), description="Mots cherchés en plus, avec moins de poids.", examples=[["association"]])
    reciproque: OuiNon = Field(
        False, description="« oui » si les mots de « vers » cherchent aussi ceux de « mots ».", examples=["oui"]
    )
    exact: OuiNon = Field(
        False,
        description="« oui » pour un mot court : il ne sert jamais de début de mot (« com » ≠ « commune »).",
        examples=["oui"],
    )
    capitales: OuiNon = Field(
        False, description="« oui » si le mot ne compte qu'écrit en capitales (CA, AMI).", examples=["oui"]
    )
    avec: Mots = Field(
        (), description="Le mot ne compte que si la recherche contient aussi un de ceux-ci.", examples=[["groupe"]]
    )
    thematiques: Annotated[tuple[Annotated[Nomme, Terme("thematiques")], ...], Unique] = Field(
        (), description="Thématiques visées.", examples=[["cadre-juridique"]]
    )
    modalites: Annotated[tuple[Annotated[Nomme, Terme("modalites")], ...], Unique] = Field(
        (), description="Modalités visées.", examples=[["atelier-collectif"]]
    )
    stades: Annotated[tuple[Annotated[Nomme, Terme("stades")], ...], Unique] = Field(
        (), description="Stades visés.", examples=[["rebond"]]
    )
    profils: Annotated[tuple[Annotated[Nomme, Terme("profils")], ...], Unique] = Field(
        (), description="Publics visés.", examples=[["collectif-habitants"]]
    )
    types_acteurs: Annotated[tuple[Annotated[Nomme, Terme("types-acteurs")], ...], Unique] = Field(
        (), description="Types d'acteurs visés.", examples=[["collectivite"]]
    )
    types_ressources: Annotated[tuple[Annotated[Nomme, Terme("types-ressources")], ...], Unique] = Field(
        (), description="Types de ressources visés.", examples=[["guide"]]
    )
    types_financements: Annotated[tuple[Annotated[Nomme, Terme("types-financements")], ...], Unique] = Field(
        (), description="Types de financements visés.", examples=[["subvention-publique"]]
    )
    formes: Annotated[tuple[Annotated[Nomme, Terme("formes")], ...], Unique] = Field(
        (), description="Formes juridiques visées.", examples=[["association-1901"]]
    )
    enjeux: Enjeux = Field((), description="Enjeux visés.", examples=[["mobilite"]])
    tarifs: Annotated[tuple[TypeTarif, ...], Unique] = Field((), description="Prix visés.", examples=[["gratuit"]])
    acteurs: Annotated[tuple[RefActeur, ...], Unique] = Field(
        (), description="Acteurs visés (noms de fichiers).", examples=[["pole-ess"]]
    )
    services: Annotated[tuple[RefService, ...], Unique] = Field(
        (), description="Services visés (noms de fichiers).", examples=[["permanence-accueil"]]
    )
    ressources: Annotated[tuple[RefRessource, ...], Unique] = Field(
        (), description="Ressources visées (noms de fichiers).", examples=[["guide-premiere-reunion"]]
    )

    ici: OuiNon = Field(
        False, description="« oui » : synonyme d'ici, qu'un autre territoire ne reprend pas.", examples=["oui"]
    )

    @model_validator(mode="after")
    def _aims_somewhere(self) -> Self:
        if not self.vers and not any(self.notions.values()):
            raise PydanticCustomError("synonyme_sans_cible", "ce synonyme ne mène à rien")
        return self

    @property
    def notions(self) -> dict[str, tuple[str, ...]]:
        """Return référentiel or kind → ids that are looked for."""
        return {
            name.replace("_", "-"): getattr(self, name)
            for name in (
                *("thematiques", "modalites", "stades", "profils", "types_acteurs", "types_ressources"),
                *("types_financements", "formes", "enjeux", "tarifs", "acteurs", "services", "ressources"),
            )
        }


class Synonymes(Modele):
    """`data/synonymes.yml`."""

    synonymes: tuple[Synonyme, ...] = Field(
        min_length=1,
        description="Les synonymes.",
        examples=[[{"mots": ["asso"], "vers": ["association"]}]],
    )


class RequeteType(Modele):
    """A query of real life and what must come first."""

    requete: Donnee = Field(description="Ce que la personne tape.", examples=["besoin d'un local"])
    attendu: Annotated[
        tuple[Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9]+([-/][a-z0-9]+)*$")], ...], Unique
    ] = Field(
        min_length=1,
        max_length=3,
        description="Fiches qui doivent être parmi les trois premières : genre/nom-du-fichier.",
        examples=[["service/permanence-accueil"]],
    )
    corrige: Donnee | None = Field(
        None, description="Mot que la recherche doit proposer à la place de la faute.", examples=["gouvernance"]
    )
    source: Texte | None = Field(None, description="D'où vient cette demande.", examples=["Permanence de mai"])


class RequetesTypes(Modele):
    """`data/requetes-types.yml`."""

    requetes: tuple[RequeteType, ...] = Field(
        min_length=1,
        description="Les recherches à réussir.",
        examples=[[{"requete": "asso", "attendu": ["service/permanence-accueil"]}]],
    )
    reserve: tuple[RequeteType, ...] = Field(
        (),
        description="Recherches écrites sans regarder ce qui sort : elles mesurent, elles ne servent pas à régler.",
        examples=[[{"requete": "monter une asso", "attendu": ["service/permanence-accueil"]}]],
    )
