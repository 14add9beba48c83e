"""A référentiel: a closed vocabulary, one file per list."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.models.base import Donnee, Identifiant, Intitule, Modele, OuiNon, Texte, TexteCourt

NOMS_REFERENTIELS = (
    "thematiques",
    "modalites",
    "stades",
    "profils",
    "types-acteurs",
    "types-ressources",
    "types-financements",
    "enjeux",
    "formes",
)
"""The nine vocabularies that the models name; a missing file is an error."""


CibleAide = Literal["professionnels", "particuliers", "associations", "secteur public"]
"""Whom an aide is for, in the national schema `dispositif-aide` 0.2.0."""


class TermeReferentiel(Modele):
    """One word of a vocabulary. Its id is its key: stable, never used again for another thing."""

    libelle: Intitule = Field(description="Mot affiché.", examples=["Décider ensemble"])
    definition: Texte = Field(
        description="Une ligne en langage courant.", examples=["Se répartir le pouvoir et les décisions"]
    )
    phrase: TexteCourt | None = Field(
        None, description="Comme les gens le disent, pour l'accueil.", examples=["Comment décider à plusieurs ?"]
    )
    origine: Intitule = Field(
        description="D'où vient ce mot : fiche projet, data.inclusion, vu, proposé.", examples=["fiche projet"]
    )
    data_inclusion: tuple[Donnee, ...] = Field(
        (),
        description="Mots équivalents dans data.inclusion, pour l'export.",
        examples=[["creer-une-entreprise--developper-son-entreprise"]],
    )
    insertion: OuiNon = Field(
        False,
        description="« oui » : les structures de ce type, et leurs services, sont exportés vers data.inclusion.",
        examples=["oui"],
    )
    cibles: tuple[CibleAide, ...] = Field(
        (),
        description="Pour un profil, son mot dans le schéma national des dispositifs d'aide : professionnels, "
        "particuliers, associations ou « secteur public ».",
        examples=[["associations"]],
    )


class Referentiel(Modele):
    """`data/referentiels/<nom>.yml`."""

    titre: Intitule = Field(description="Titre de la liste.", examples=["Thématiques"])
    description: Texte = Field(
        description="À quoi sert cette liste.", examples=["De quoi parle un service ou une ressource."]
    )
    termes: dict[Identifiant, TermeReferentiel] = Field(
        min_length=1,
        description="Les mots, dans l'ordre d'affichage ; la clé est l'identifiant.",
        examples=[{"culture-ess": {"libelle": "Comprendre l'ESS", "definition": "Découvrir", "origine": "vu"}}],
    )
