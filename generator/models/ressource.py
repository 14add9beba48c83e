"""A ressource: something one uses alone."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from generator.models.base import Entier, Intitule, Nomme, Profils, RefActeur, Stades, Texte, Thematiques, UrlWeb
from generator.models.fiche import Fiche, Zone
from generator.models.markers import Fichier, Terme

NomDeFichier = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+([-.][a-z0-9]+)*\.(pdf|png|jpg|webp|odt|ods|csv)$"), Fichier("REF008")
]


class Ressource(Fiche):
    """`content/offre/ressources/<id>.yml`."""

    PORTEUR: ClassVar = "acteur"
    MODALITE: ClassVar = "ressource-autonomie"  # one uses it alone

    type: Annotated[Nomme, Terme("types-ressources")] = Field(
        description="Type de ressource (liste : data/referentiels/types-ressources.yml).", examples=["guide"]
    )
    auteur: Intitule = Field(description="Qui l'a écrite ou publiée.", examples=["Agence d'ingénierie"])
    acteur: RefActeur | None = Field(
        None, description="Acteur de ce site qui la publie, s'il a une fiche.", examples=["pole-ess"]
    )
    url: UrlWeb | None = Field(None, description="Adresse de la ressource.", examples=["https://exemple.org/guide"])
    fichier: NomDeFichier | None = Field(
        None, description="Nom d'un fichier déposé dans content/fichiers/.", examples=["guide.pdf"]
    )
    acces: Texte | None = Field(
        None,
        description="Comment y accéder, quand il n'y a ni adresse ni fichier.",
        examples=["À demander à l'accueil"],
    )
    licence: Intitule | None = Field(None, description="Licence, si elle est connue.", examples=["CC BY-SA 4.0"])
    annee: Entier | None = Field(None, ge=1900, le=2100, description="Année.", examples=["2023"])
    thematiques: Thematiques = Field(
        min_length=1, description="Thématiques, au moins une.", examples=[["cadre-juridique"]]
    )
    stades: Stades = Field(min_length=1, description="Stades du projet, ou « tous ».", examples=[["tous"]])
    profils: Profils = Field(min_length=1, description="Publics, ou « tous ».", examples=[["tous"]])
    zone: Zone | None = Field(
        None,
        description="Où elle sert, si ce n'est pas partout.",
        examples=[{"type": "regions", "codes": ["53"]}],
    )
    limites: tuple[Texte, ...] = Field(
        (), description="Ce qu'il faut savoir avant de s'en servir.", examples=[["Droit de 2004, à actualiser"]]
    )

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        """A ressource without address, file or way to get it leads nowhere."""
        if not (self.url or self.fichier or self.acces):
            raise PydanticCustomError("ressource_sans_acces", "ni url, ni fichier, ni acces")
        return self
