"""What another site says, as it was copied: fiches of neighbours, never ours (docs/decisions/0033)."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from generator.models.base import (
    DateIso,
    Donnee,
    Entier,
    Identifiant,
    Intitule,
    JourPasse,
    Modele,
    Nom,
    Promesse,
    Resume,
    UrlWeb,
)
from generator.models.fiche import Zone

VOISINS = "data/voisins"
MAX_FICHES = 5_000
"""Of one site: the most that a whole département has said; beyond, somebody fills our disk."""


def path_of(nom: str) -> str:
    """Return the copy of a site, from the root of the project."""
    return f"{VOISINS}/{nom}.json"


def _only_https(value: str) -> str:
    if not (value.isascii() and value.startswith("https://") and value.endswith("/")):
        raise PydanticCustomError("url_web", "adresse attendue, de https:// à la barre finale, sans accent")
    return value


def _check_seen(value: str) -> str:
    """Nothing hidden: what turns the reading round, or cuts a line, does not come from elsewhere."""
    if found := next((sign for sign in value if not sign.isprintable() and sign not in "\u00a0\u202f"), ""):
        raise PydanticCustomError("plusieurs_lignes", "signe qui ne se voit pas ({signe})", {"signe": ascii(found)})
    return value


Adresse = Annotated[UrlWeb, AfterValidator(_only_https)]
Vu = AfterValidator(_check_seen)


class FicheVoisine(Modele):
    """One fiche of another site: enough to be found, and to lead to the page that keeps it."""

    genre: Literal["service", "ressource", "financement"]
    id: Identifiant
    nom: Annotated[Nom, Vu]
    resume: Annotated[Resume, Vu]
    promesse: Annotated[Promesse, Vu] | None = None
    adresse: Adresse
    zone: Zone
    """Never `territoire`: that of the other site is written as its communes"""
    fin: DateIso | None = None
    """Its last day: it is not shown beyond."""

    @model_validator(mode="before")
    @classmethod
    def _zone_is_somewhere(cls, written: Any) -> Any:
        """`territoire` would be ours, once copied."""
        zone = written.get("zone") if isinstance(written, dict) else None
        if isinstance(zone, dict) and zone.get("type") == "territoire":
            raise PydanticCustomError("zone_sans_codes", "une zone « territoire » a besoin de codes ici")
        return written


class Voisin(Modele):
    """`data/voisins/<nom>.json`: the last good copy of a site, dated, and only what covers a commune of here."""

    nom: Annotated[Intitule, Vu]
    """Of the site, as it calls itself"""
    adresse: Adresse
    territoire: Annotated[Intitule, Vu]
    licence: Annotated[Intitule, Vu]
    jour: DateIso
    """Day of its data, as it says"""
    copie_le: JourPasse
    nombre: Entier = Field(ge=0, le=MAX_FICHES)
    """Fiches of the offer that the site said that it has; a later copy is measured against it"""
    empreinte: Donnee
    """Of the files that were read: the same source, the same print"""
    fiches: Annotated[tuple[FicheVoisine, ...], Field(max_length=MAX_FICHES)]

    @model_validator(mode="after")
    def _fiches_are_its_own(self) -> Self:
        """Each fiche is there once, at an address of the site."""
        seen = set()
        for fiche in self.fiches:
            if not fiche.adresse.startswith(self.adresse):
                named = {"adresse": fiche.adresse[:200], "site": self.adresse[:200]}
                raise PydanticCustomError("url_web", "{adresse} n'est pas une page de {site}", named)
            if (fiche.genre, fiche.id) in seen:
                raise PydanticCustomError("doublon", "« {valeur} » est là deux fois", {"valeur": fiche.id})
            seen.add((fiche.genre, fiche.id))
        return self
