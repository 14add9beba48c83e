"""An acteur: member of the consortium, funder, partner, local initiative."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.models.base import (
    EquipeForge,
    Modalites,
    Nomme,
    OuiNon,
    Profils,
    Rna,
    Siren,
    Siret,
    Texte,
    Thematiques,
    Unique,
    UrlWeb,
)
from generator.models.fiche import Contact, Fiche, Lieu, Zone
from generator.models.markers import Terme, libelles

RoleConsortium = Literal["porteur", "membre", "financeur", "partenaire"]
ROLES = libelles(
    RoleConsortium,
    {
        "porteur": "Porte le projet",
        "membre": "Membre du consortium",
        "financeur": "Finance le consortium",
        "partenaire": "Partenaire du consortium",
    },
)


class Acteur(Fiche):
    """`content/acteurs/<id>.yml`: an organisation, never a person."""

    type: Annotated[Nomme, Terme("types-acteurs")] = Field(
        description="Type d'acteur (liste : data/referentiels/types-acteurs.yml).", examples=["pole-ess"]
    )
    roles_consortium: Annotated[tuple[RoleConsortium, ...], Unique] = Field(
        (),
        description="Rôle dans le consortium, seulement s'il est décidé et écrit : porteur, membre, "
        "financeur, partenaire.",
        examples=[["porteur"]],
    )
    forme_juridique: Annotated[Nomme, Terme("formes")] | None = Field(
        None, description="Forme juridique, prise dans formes.", examples=["association-1901"]
    )
    siren: Siren | None = Field(None, description="SIREN, 9 chiffres.", examples=["732 829 320"])
    siret: Siret | None = Field(None, description="SIRET, 14 chiffres.", examples=["732 829 320 00074"])
    rna: Rna | None = Field(
        None, description="Numéro RNA d'une association : W et 9 chiffres.", examples=["W991000123"]
    )
    sans_personnalite_juridique: OuiNon = Field(
        False,
        description="« oui » : un groupe, un réseau, un service d'une autre structure. Il n'a pas de numéro à lui.",
        examples=["non"],
    )
    missions: tuple[Texte, ...] = Field(
        (),
        description="Ce que fait la structure, une phrase par mission.",
        examples=[["Accueillir les porteurs de projets"]],
    )
    thematiques: Thematiques = Field(
        (), description="Thématiques (liste : data/referentiels/thematiques.yml).", examples=[["gouvernance-partagee"]]
    )
    modalites: Modalites = Field(
        (), description="Modalités (liste : data/referentiels/modalites.yml).", examples=[["accueil-permanence"]]
    )
    profils: Profils = Field(
        (),
        description="Publics (liste : data/referentiels/profils.yml), ou « tous ».",
        examples=[["collectif-habitants"]],
    )
    zone: Zone = Field(description="Où l'acteur agit.", examples=[{"type": "territoire"}])
    lieux: tuple[Lieu, ...] = Field(
        (),
        description="Lieux d'accueil.",
        examples=[[{"adresse": "3 rue du Port", "code_postal": "99001", "commune": "99001"}]],
    )
    contacts: tuple[Contact, ...] = Field(
        (),
        description="Comment joindre la structure.",
        examples=[[{"role": "Accueil", "courriel": "accueil@exemple.org"}]],
    )
    site_web: UrlWeb | None = Field(None, description="Site de la structure.", examples=["https://exemple.org"])
    equipe: EquipeForge | None = Field(
        None, description="Équipe de la forge qui relit ses fiches.", examples=["@exemple/pole-ess"]
    )

    @model_validator(mode="after")
    def _numbers_agree(self) -> Self:
        """A SIRET begins with the SIREN of its structure; what is no legal person has no number of its own."""
        if self.siren and self.siret and not self.siret.startswith(self.siren):
            raise PydanticCustomError("numeros_contraires", "ce SIRET est celui d'un autre SIREN")
        if self.sans_personnalite_juridique and (self.siren or self.siret or self.rna):
            raise PydanticCustomError("numeros_contraires", "sans personnalité juridique, il n'y a ni SIREN ni RNA")
        return self
