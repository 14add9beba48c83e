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

    genre: Literal["service", "ressource", "financement"] = Field(
        description="service, ressource ou financement.", examples=["service"]
    )
    id: Identifiant = Field(description="Son identifiant, sur le site qui la tient.", examples=["point-accueil"])
    nom: Annotated[Nom, Vu] = Field(description="Son nom, là-bas.", examples=["Point accueil"])
    resume: Annotated[Resume, Vu] = Field(
        description="Son résumé, là-bas.", examples=["Parler une heure de votre idée avec quelqu'un."]
    )
    promesse: Annotated[Promesse, Vu] | None = Field(
        None, description="Sa promesse, là-bas.", examples=["Quelqu'un pour parler de notre projet"]
    )
    adresse: Adresse = Field(
        description="Adresse de sa page, sur le site qui la tient.",
        examples=["https://voisin.example.org/offre/services/point-accueil/"],
    )
    zone: Zone = Field(
        description="Où elle est ouverte ; jamais « territoire » : celui de l'autre site s'écrit par ses communes.",
        examples=[{"type": "communes", "codes": ["44036"]}],
    )
    fin: DateIso | None = Field(
        None, description="Son dernier jour ; elle n'est plus montrée après.", examples=["2027-06-30"]
    )

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

    nom: Annotated[Intitule, Vu] = Field(description="Nom du site, comme il se nomme.", examples=["L'offre du voisin"])
    adresse: Adresse = Field(description="Adresse du site.", examples=["https://voisin.example.org/"])
    territoire: Annotated[Intitule, Vu] = Field(description="Nom de son territoire.", examples=["Pays voisin"])
    licence: Annotated[Intitule, Vu] = Field(description="Licence de ses données.", examples=["Licence Ouverte 2.0"])
    jour: DateIso = Field(description="Jour de ses données, comme il le dit.", examples=["2026-11-22"])
    copie_le: JourPasse = Field(description="Jour de cette copie.", examples=["2026-11-22"])
    nombre: Entier = Field(
        ge=0,
        le=MAX_FICHES,
        description="Combien de fiches le site disait avoir ; la copie suivante se mesure à celle-ci.",
        examples=["120"],
    )
    empreinte: Donnee = Field(
        description="Empreinte des fichiers lus : même source, même empreinte.", examples=["5f2c9d"]
    )
    fiches: Annotated[tuple[FicheVoisine, ...], Field(max_length=MAX_FICHES)] = Field(
        description="Ses fiches qui vont jusqu'à une commune d'ici.",
        examples=[
            [
                {
                    "genre": "service",
                    "id": "point-accueil",
                    "nom": "Point accueil",
                    "resume": "Parler une heure de votre idée avec quelqu'un.",
                    "adresse": "https://voisin.example.org/offre/services/point-accueil/",
                    "zone": {"type": "communes", "codes": ["44036"]},
                }
            ]
        ],
    )

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
