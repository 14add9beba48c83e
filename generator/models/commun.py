"""The common shelf: who keeps it, and what a territory adds to a fiche of it."""

from __future__ import annotations

from typing import Any, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.models.acteur import Acteur
from generator.models.base import (
    Branche,
    Donnee,
    GenreForge,
    Intitule,
    JourPasse,
    Markdown,
    Modele,
    Qui,
    Texte,
    UrlWeb,
)
from generator.models.fiche import Contact, Lieu, confirmed
from generator.models.financement import Financement
from generator.models.ressource import Ressource
from generator.models.service import Service


class Commun(Modele):
    """`content/commun/LISEZ-MOI.yml`: the title page of the shelf."""

    titre: Intitule = Field(description="Nom de l'étagère.", examples=["Le commun"])
    tenu_par: Qui = Field(
        description="Qui tient les fiches communes : un acteur (nom de son fichier) ou un nom.",
        examples=["l'équipe du site d'origine"],
    )
    depot: UrlWeb | None = Field(
        None,
        description="Dépôt où les fiches communes se corrigent. « Signaler une erreur » y mène.",
        examples=["https://gitlab.exemple.org/exemple/commun"],
    )
    forge: GenreForge | None = Field(
        None, description="Genre de la forge, si son adresse ne le dit pas.", examples=["forgejo"]
    )
    branche: Branche = Field("main", description="Branche publiée du dépôt.", examples=["main"])
    licence: Intitule = Field(description="Licence des fiches communes.", examples=["Licence Ouverte 2.0"])
    edition: JourPasse = Field(
        description="Jour de l'édition, écrit par « territoire edition ».", examples=["2026-11-22"]
    )
    empreintes: dict[str, Donnee] = Field(
        {},
        description="Empreinte de chaque fiche de l'édition, écrite par « territoire edition ».",
        examples=[{"acteur/pole-ess": "0f1e2d3c4b5a"}],
    )


class Complement(Modele):
    """`content/complements/<genre>/<id>.yml`: what is local to a common fiche; all the rest is its keeper's."""

    contacts: tuple[Contact, ...] = Field(
        (),
        description="Qui répond ici, avant les contacts de la fiche.",
        examples=[[{"role": "Antenne d'ici", "telephone": "01 99 00 12 34"}]],
    )
    lieux: tuple[Lieu, ...] = Field(
        (),
        description="Où l'on est reçu ici, avant les lieux de la fiche.",
        examples=[[{"adresse": "3 rue du Port", "code_postal": "99001", "commune": "99001"}]],
    )
    comment_solliciter: Texte | None = Field(
        None, description="Comment demander ce service ici.", examples=["Passer par l'accueil"]
    )
    limites: tuple[Texte, ...] = Field(
        (), description="Ce qu'il faut savoir ici.", examples=[["Les jours de permanence ici ne sont pas connus"]]
    )
    note: Markdown | None = Field(
        None,
        description="Ce qui n'est vrai qu'ici.",
        examples=["Un rendez-vous par mois, à la maison des associations."],
    )
    verifie_le: JourPasse | None = Field(
        None, description="Jour où la part d'ici a été confirmée.", examples=["2026-11-22"]
    )
    verifie_par: Qui | None = Field(
        None, description="Fonction ou structure qui a confirmé la part d'ici.", examples=["Accueil"]
    )
    retirer: Texte | None = Field(
        None,
        description="Pourquoi cette fiche n'est pas proposée ici. Elle reste ailleurs.",
        examples=["Le lieu le plus proche est trop loin"],
    )

    @model_validator(mode="before")
    @classmethod
    def _only_what_is_local(cls, written: Any) -> Any:
        """The name, the amounts, the dates, the legal basis and the statut belong to the keeper of the fiche."""
        for champ in PROTEGES if isinstance(written, dict) else ():
            if champ in written:
                text = "« {champ} » appartient à qui tient la fiche commune : un complément ne le change pas"
                raise PydanticCustomError("champ_du_teneur", text, {"champ": champ})
        return written

    @model_validator(mode="after")
    def _confirmation_is_whole(self) -> Self:
        return confirmed(self)


LOCAUX = ("contacts", "lieux", "comment_solliciter", "limites")
"""Fields of a complement that are shown as those of the fiche; each kind has some of them."""
PROTEGES = tuple(
    dict.fromkeys(
        name
        for model in (Service, Financement, Ressource, Acteur)
        for name in model.model_fields
        if name not in Complement.model_fields
    )
)
