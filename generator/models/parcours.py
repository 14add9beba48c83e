"""A parcours: where an arbre leads. Ordered étapes, then financements, then one human contact."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.models.base import (
    Enjeux,
    Entier,
    Modalites,
    Modele,
    Nomme,
    OuiNon,
    RefActeur,
    RefArbre,
    RefChapitre,
    RefInstance,
    RefOutil,
    RefParcours,
    RefRessource,
    RefService,
    Texte,
    TexteCourt,
    Thematiques,
    Unique,
)
from generator.models.markers import Terme

Axe = Literal["thematiques", "modalites", "stades", "profils"]


class Demande(Modele):
    """What an étape looks for: one of these thématiques AND one of these modalités."""

    thematiques: Thematiques = Field(
        (),
        description="L'une de ces thématiques. Absent : celles que les réponses ont retenues, sinon toutes.",
        examples=[["gouvernance-partagee"]],
    )
    modalites: Modalites = Field(
        (),
        description="L'une de ces modalités. « ressource-autonomie » : des ressources. Absent : toutes.",
        examples=[["atelier-collectif"]],
    )

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not (self.thematiques or self.modalites):
            raise PydanticCustomError("demande_vide", "ni thématique, ni modalité")
        return self


class SiRien(Modele):
    """What the page says, and shows instead, where nothing fits."""

    elargir_sans: Annotated[tuple[Axe, ...], Unique] = Field(
        (),
        description="Ce que l'on cesse de demander : thematiques, modalites, stades, profils.",
        examples=[["modalites"]],
    )
    services: Annotated[tuple[RefService, ...], Unique] = Field(
        (), description="Services montrés à la place, s'ils sont ouverts ici.", examples=[["permanence-accueil"]]
    )
    ressources: Annotated[tuple[RefRessource, ...], Unique] = Field(
        (), description="Ressources montrées à la place, après les services.", examples=[["guide-gouvernance"]]
    )
    dire: Texte = Field(
        description="Ce qui manque, dit simplement.", examples=["Rien d'identifié ici pour l'instant. Parlons-en."]
    )
    engage: RefActeur | None = Field(
        None, description="Acteur que ces phrases engagent : il sera invité à les confirmer.", examples=["pole-ess"]
    )


class Etape(Modele):
    """One étape says one thing: an action (`faire`), a search (`demander`), or named fiches."""

    titre: TexteCourt = Field(description="Ce que l'on fait, avec un verbe.", examples=["Écrire comment vous décidez"])
    pourquoi: Texte = Field(
        description="Pourquoi cette étape.", examples=["Ce qui n'est pas écrit se rejoue à chaque réunion."]
    )
    faire: Texte | None = Field(
        None, description="Ce que le groupe fait lui-même.", examples=["Écrivez le besoin en une phrase."]
    )
    demander: Demande | None = Field(
        None,
        description="Ce que l'on cherche : thématiques et modalités.",
        examples=[{"thematiques": ["gouvernance-partagee"], "modalites": ["atelier-collectif"]}],
    )
    services: Annotated[tuple[RefService, ...], Unique] = Field(
        (), description="Services précis, dans l'ordre.", examples=[["permanence-accueil"]]
    )
    ressources: Annotated[tuple[RefRessource, ...], Unique] = Field(
        (), description="Ressources précises, dans l'ordre.", examples=[["guide-gouvernance"]]
    )
    outils: Annotated[tuple[RefOutil, ...], Unique] = Field(
        (), description="Outils du guide qui aident à cette étape.", examples=[["porteur-de-paroles"]]
    )
    chapitres: Annotated[tuple[RefChapitre, ...], Unique] = Field(
        (), description="Chapitres du guide qui expliquent cette étape.", examples=[["01-preparer"]]
    )
    autodiagnostic: OuiNon = Field(
        False, description="« oui » pour proposer « Où en est votre collectif ? ».", examples=["oui"]
    )
    acteurs: Annotated[tuple[RefActeur, ...], Unique] = Field(
        (), description="Structures à connaître à cette étape.", examples=[["pole-ess"]]
    )
    instances: Annotated[tuple[RefInstance, ...], Unique] = Field(
        (), description="Instances à connaître ou à rejoindre à cette étape.", examples=[["consortium"]]
    )
    engage: RefActeur | None = Field(
        None, description="Acteur que ces phrases engagent : il sera invité à les confirmer.", examples=["pole-ess"]
    )
    ici: OuiNon = Field(
        False, description="« oui » : étape d'ici, qu'un autre territoire ne reprend pas.", examples=["oui"]
    )
    maximum: Entier = Field(
        3,
        ge=1,
        le=9,
        description="Nombre de fiches montrées d'abord ; le reste suit sous « Voir aussi ».",
        examples=["3"],
    )
    si_rien: SiRien | None = Field(
        None, description="Quand rien ne convient.", examples=[{"dire": "Rien ici pour l'instant."}]
    )

    @property
    def aides(self) -> tuple[str, ...]:
        """Ids of our own help that it names; the autodiagnostic by its word."""
        own = ("autodiagnostic",) if self.autodiagnostic else ()
        return (*self.outils, *self.chapitres, *own, *self.instances, *self.acteurs)

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        ways = (self.faire is not None, self.demander is not None, bool(self.services or self.ressources))
        if sum(ways) != 1:
            raise PydanticCustomError("etape_une_seule_chose", "une seule chose : faire, demander ou services")
        return self


class DemandeFinancements(Modele):
    """The money to look at: leads, never a promise."""

    types: Annotated[tuple[Annotated[Nomme, Terme("types-financements")], ...], Unique] = Field(
        min_length=1,
        description="L'un de ces types (liste : data/referentiels/types-financements.yml).",
        examples=[["subvention-publique"]],
    )
    thematiques: Thematiques = Field(
        (),
        description="Pour quoi faire : une aide qui vise d'autres thématiques n'est pas montrée. Absent : toutes.",
        examples=[["gouvernance-partagee"]],
    )
    maximum: Entier = Field(3, ge=1, le=9, description="Nombre de pistes montrées d'abord.", examples=["3"])
    si_rien: SiRien | None = Field(
        None, description="Quand aucune piste ne convient.", examples=[{"dire": "Aucune aide connue ici."}]
    )


class Suite(Modele):
    """What often comes next, after this parcours."""

    dire: Texte = Field(description="Quand et pourquoi.", examples=["Une fois le besoin clair, posez vos règles."])
    parcours: RefParcours | None = Field(None, description="Parcours suivant.", examples=["poser-la-gouvernance"])
    arbre: RefArbre | None = Field(None, description="Questions à reprendre.", examples=["structures"])


class Parcours(Modele):
    """`data/parcours/<id>.yml`."""

    titre: TexteCourt = Field(description="Titre du parcours.", examples=["Poser la gouvernance"])
    resume: Texte = Field(
        description="Où la personne en est, en une ou deux phrases.", examples=["Le projet est écrit, pas vos règles."]
    )
    dites: Texte | None = Field(
        None,
        description="Ce que l'on peut dire à la personne qu'on appelle, en une ou deux phrases.",
        examples=["Nous cherchons un local. Qui connaît un lieu vide ?"],
    )
    etapes: tuple[Etape, ...] = Field(
        min_length=1,
        max_length=4,
        description="Les étapes, dans l'ordre.",
        examples=[[{"titre": "En parler", "pourquoi": "À deux, on voit mieux.", "services": ["permanence-accueil"]}]],
    )
    financements: DemandeFinancements | None = Field(
        None, description="Pistes d'argent, s'il en faut.", examples=[{"types": ["subvention-publique"]}]
    )
    contact: RefService = Field(
        description="Le service où une personne répond, ouvert partout.", examples=["permanence-accueil"]
    )
    apporter: tuple[Texte, ...] = Field(
        (), description="Ce qu'il faut apporter au premier rendez-vous.", examples=[["La liste des structures"]]
    )
    exemples: Annotated[tuple[RefActeur, ...], Unique] = Field(
        (), description="Initiatives d'ici qui l'ont fait (acteurs).", examples=[["recyclerie"]]
    )
    enjeux: Enjeux = Field(
        (),
        description="Sujets de la vie dont il parle (liste : data/referentiels/enjeux.yml) : l'histoire d'ici que "
        "montre sa page est d'abord sur l'un d'eux. Absent : tous.",
        examples=[["emploi-insertion"]],
    )
    suite: tuple[Suite, ...] = Field(
        (), description="Ce qui vient souvent après.", examples=[[{"dire": "Ensuite, posez vos règles."}]]
    )
    engage: RefActeur | None = Field(
        None, description="Acteur que ces phrases engagent : il sera invité à les confirmer.", examples=["pole-ess"]
    )
