"""The guide: the method that others may take up again. Chapters, outils, and what is told of the whole."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from markdown_it.token import Token
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.models.base import (
    DateIso,
    Intitule,
    Modele,
    Nom,
    Qui,
    RefOutil,
    Resume,
    Texte,
    TexteCourt,
    Unique,
    UrlWeb,
)
from generator.models.fiche import Source

Partie = Literal["avant", "a", "b", "c", "annexes"]
GenreOutil = Literal["atelier", "modele"]

PARTIES: Mapping[str, tuple[str, str, str]] = {
    "avant": ("Pour commencer", "Avant de commencer", "Pour qui est ce guide, et les mots à connaître."),
    "a": ("Partie A", "Écouter et faire émerger", "Trouver les besoins avec les habitants, puis en choisir un."),
    "b": ("Partie B", "Construire l'offre", "Réunir les structures et les financeurs qui aident les projets."),
    "c": ("Partie C", "Refaire ailleurs", "Reprendre la méthode et le site sur un autre territoire."),
    "annexes": ("Annexes", "Annexes", "Des listes et des tableaux, pour aller plus loin."),
}
"""part → (name, title, what it is for), in the order of the guide"""
NUMEROTEES = ("a", "b", "c")
"""Parts whose chapters are numbered, and made of the same seven sections."""
SECTIONS_CHAPITRE = (
    "À quoi ça sert",
    "Qui fait quoi",
    "Combien de temps",
    "Étapes",
    "Outils à imprimer",
    "Ce qui peut coincer",
    "Exemple d'ici",
)
SECTIONS_ATELIER = ("À quoi ça sert", "Déroulé", "Ce qui peut coincer", "Variante")
SECTION_MODELE = "Comment s'en servir"
SECTION_ICI = SECTIONS_CHAPITRE[-1]
"""What is under this heading is of here, without being marked."""
MOTS_PAR_MINUTE = 200
"""How fast a text is read, to tell how long a chapter takes."""
_NUMERO = re.compile(r"([abc])([1-9][0-9]?)-.+")


class Chapitre(Modele):
    """The head of `content/guides/methode/<id>.md`."""

    titre: Nom = Field(description="Titre du chapitre.", examples=["Préparer une intervention dans une commune"])
    partie: Partie = Field(
        description="avant (avant de commencer), a, b, c ou annexes.",
        examples=["a"],
    )
    resume: Resume = Field(
        description="Une ou deux phrases simples, 20 à 280 signes.",
        examples=["Choisir la commune, s'accorder avec la mairie, savoir qui inviter."],
    )
    duree: TexteCourt | None = Field(
        None,
        description="Combien de temps cela prend. Obligatoire dans les parties a, b et c.",
        examples=["Un mois avant, un mois après"],
    )
    qui: TexteCourt | None = Field(
        None,
        description="Qui s'en occupe. Obligatoire dans les parties a, b et c.",
        examples=["Deux à quatre personnes, dont une de la commune"],
    )
    outils: Annotated[tuple[RefOutil, ...], Unique] = Field(
        (), description="Outils du chapitre (noms de leurs fichiers).", examples=[["porteur-de-paroles"]]
    )
    sources: tuple[Source, ...] = Field(
        (),
        description="D'où viennent les faits.",
        examples=[[{"titre": "Fiche projet", "consulte_le": "2026-11-22"}]],
    )
    sources_ici: tuple[Source, ...] = Field(
        (),
        description="Sources des passages d'ici : un autre territoire ne les reprend pas.",
        examples=[[{"titre": "Page lue", "consulte_le": "2026-11-22"}]],
    )

    @property
    def toutes_les_sources(self) -> tuple[Source, ...]:
        """Those of the method, then those of the local passages."""
        return (*self.sources, *self.sources_ici)

    @model_validator(mode="after")
    def _numbered_parts_say_who_and_how_long(self) -> Self:
        """A chapter of the parts a, b and c says who does it and how long it takes."""
        if self.partie in NUMEROTEES and not (self.duree and self.qui):
            raise PydanticCustomError("chapitre_incomplet", "« qui » et « duree » manquent")
        return self


class Outil(Modele):
    """The head of `content/guides/outils/<id>.md`."""

    titre: Nom = Field(description="Nom de l'outil.", examples=["Porteur de paroles"])
    genre: GenreOutil = Field(
        description="atelier (une fiche d'animation) ou modele (un document à remplir).", examples=["atelier"]
    )
    resume: Resume = Field(
        description="Une ou deux phrases simples, 20 à 280 signes.",
        examples=["Recueillir la parole des passants autour d'une question affichée."],
    )
    taille: TexteCourt | None = Field(
        None, description="Pour combien de personnes. Obligatoire pour un atelier.", examples=["Dix à trente personnes"]
    )
    duree: TexteCourt | None = Field(
        None, description="Combien de temps. Obligatoire pour un atelier.", examples=["Deux à trois heures"]
    )
    materiel: Annotated[tuple[TexteCourt, ...], Unique] = Field(
        (), description="Ce qu'il faut. Obligatoire pour un atelier.", examples=[["Grands papiers", "Feutres"]]
    )
    sources: tuple[Source, ...] = Field(
        (),
        description="D'où vient la méthode.",
        examples=[[{"titre": "Page lue", "consulte_le": "2026-11-22"}]],
    )
    sources_ici: tuple[Source, ...] = Field(
        (),
        description="Sources des passages d'ici : un autre territoire ne les reprend pas.",
        examples=[[{"titre": "Page lue", "consulte_le": "2026-11-22"}]],
    )

    @property
    def toutes_les_sources(self) -> tuple[Source, ...]:
        """Those of the method, then those of the local passages."""
        return (*self.sources, *self.sources_ici)

    @model_validator(mode="after")
    def _a_workshop_can_be_prepared(self) -> Self:
        """An atelier says for how many people it is, how long it takes and what it needs."""
        if self.genre == "atelier" and not (self.taille and self.duree and self.materiel):
            raise PydanticCustomError("atelier_incomplet", "« taille », « duree » ou « materiel » manque")
        return self


class Changement(Modele):
    """One version of the guide."""

    version: Intitule = Field(description="Numéro de la version.", examples=["0.1"])
    date: DateIso = Field(description="Jour où elle est sortie.", examples=["2026-11-22"])
    changements: tuple[Texte, ...] = Field(
        min_length=1, description="Ce qui a changé, une ligne par chose.", examples=[["Première version complète"]]
    )


class Guide(Modele):
    """`data/guide.yml`: what is told of the whole guide."""

    titre: Nom = Field(description="Titre du guide.", examples=["De l'écoute au projet"])
    sous_titre: Texte | None = Field(
        None, description="Ce que le titre ne dit pas.", examples=["Identifier les besoins d'un territoire rural"]
    )
    resume: Resume = Field(
        description="Pour qui il est et à quoi il sert, en une ou deux phrases.",
        examples=["Une méthode pour trouver les besoins avec les habitants, et aider les projets à plusieurs."],
    )
    auteurs: Annotated[tuple[Qui, ...], Unique] = Field(
        min_length=1, description="Qui l'a écrit : des structures, pas des personnes.", examples=[["Pôle ESS"]]
    )
    licence: Intitule = Field(description="Licence du texte.", examples=["CC BY-SA 4.0"])
    licence_url: UrlWeb | None = Field(
        None, description="Page de la licence.", examples=["https://creativecommons.org/licenses/by-sa/4.0/deed.fr"]
    )
    journal: tuple[Changement, ...] = Field(
        min_length=1,
        description="Les versions, la plus récente en premier. Elle donne la version et la date du guide.",
        examples=[[{"version": "0.1", "date": "2026-11-22", "changements": ["Première version"]}]],
    )

    @model_validator(mode="after")
    def _newest_first(self) -> Self:
        """The journal goes from the newest version to the oldest, and names each one once."""
        dates = [entry.date for entry in self.journal]
        versions = {entry.version for entry in self.journal}
        if dates != sorted(dates, reverse=True) or len(versions) < len(dates):
            raise PydanticCustomError("journal_desordre", "la plus récente vient en premier, chacune une fois")
        return self

    @property
    def titre_entier(self) -> str:
        """The title and what completes it."""
        return f"{self.titre} : {self.sous_titre[:1].lower()}{self.sous_titre[1:]}" if self.sous_titre else self.titre

    @property
    def version(self) -> str:
        """The current version: the first one of the journal."""
        return self.journal[0].version

    @property
    def date(self) -> datetime.date:
        """When the current version came out."""
        return self.journal[0].date


@dataclass(frozen=True, slots=True)
class Titre:
    """A heading of a body: `##` is level 2, `###` level 3."""

    niveau: int
    texte: str
    ligne: int
    ancre: str
    """Its id, unique in the body."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of Markdown, or one insert: what a body is made of, in order."""

    ligne: int
    """Its first line in the file, from 1."""
    local: bool
    """Whether it is of here: another territory drops it."""
    tokens: tuple[Token, ...] = ()
    insert: str = ""
    """Name of the insert; '' for text."""
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Renvoi:
    """A link to a page of the site: `[texte](genre:cible)`."""

    genre: str
    cible: str
    ligne: int
    local: bool


@dataclass(frozen=True, slots=True)
class Corps:
    """The body of a chapter or an outil, parsed once."""

    passages: tuple[Passage, ...]
    titres: tuple[Titre, ...]
    renvois: tuple[Renvoi, ...]
    textes: tuple[tuple[int, str], ...]
    """(line, words without marks) of each paragraph, item, cell and heading; `…` stands for code."""
    mots: int

    @property
    def minutes(self) -> int:
        """How long it takes to read, at 200 words a minute."""
        return max(1, round(self.mots / MOTS_PAR_MINUTE))


def numero(identifiant: str) -> tuple[str, int] | None:
    """Return ('a', 1) for `a1-preparer`; None when the name gives no number."""
    match = _NUMERO.fullmatch(identifiant)
    return (match.group(1), int(match.group(2))) if match else None


def rang(identifiant: str, chapitre: Chapitre) -> tuple[int, int, str]:
    """Return what sorts the chapters: the part, the number, the name."""
    number = numero(identifiant)
    return (list(PARTIES).index(chapitre.partie), number[1] if number else 0, identifiant)
