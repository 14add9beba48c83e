"""What the four kinds of fiches share: name, status, sources, freshness, place."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, ClassVar, Literal, Self, TypeVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.models.base import (
    Citation,
    CodeDeZone,
    Courriel,
    DateIso,
    Distribution,
    Donnee,
    Enjeux,
    Entier,
    Identifiant,
    Intitule,
    JourPasse,
    Markdown,
    Modele,
    Nom,
    Promesse,
    Qui,
    RefActeur,
    RefCommune,
    Resume,
    Telephone,
    Texte,
    Unique,
    UrlWeb,
)
from generator.models.horaires import Horaires
from generator.models.statut import Statut

M = TypeVar("M", bound=Modele)
TypeZone = Literal["territoire", "communes", "epci", "departements", "regions", "france"]


class Source(Modele):
    """Where a fact was read. A fact without a source is not published."""

    titre: Citation = Field(description="Titre de la page ou du document lu.", examples=["Fiche projet du dispositif"])
    url: UrlWeb | None = Field(
        None, description="Adresse de la page, si elle est publique.", examples=["https://exemple.org/page"]
    )
    date_source: Intitule | None = Field(
        None, description="Date du document, telle qu'il la donne.", examples=["janvier 2024"]
    )
    consulte_le: JourPasse = Field(description="Jour de la lecture.", examples=["2026-11-22"])


class Contact(Modele):
    """How to reach an organisation: a function first, a person only if she agreed."""

    role: Qui = Field(description="Fonction qui répond.", examples=["Accueil"])
    telephone: Telephone | None = Field(None, description="Numéro de téléphone.", examples=["01 99 00 12 34"])
    courriel: Courriel | None = Field(
        None, description="Adresse de courriel de la structure.", examples=["accueil@exemple.org"]
    )
    url: UrlWeb | None = Field(
        None, description="Page de contact ou de rendez-vous.", examples=["https://exemple.org/contact"]
    )
    horaires: Horaires | None = Field(
        None,
        description="Jours et heures où l'on répond, une semaine ordinaire.",
        examples=["lundi-mardi 08:30-12:00, 13:30-17:15 ; samedi 09:00-12:00"],
    )
    nom: Donnee | None = Field(
        None,
        description="Nom d'une personne, seulement avec son accord daté.",
        examples=["Prénom Nom"],
    )
    accord_publication: JourPasse | None = Field(
        None, description="Jour où la personne a accepté d'être nommée.", examples=["2026-11-22"]
    )


class Lieu(Modele):
    """A place where people are received."""

    nom: Intitule | None = Field(None, description="Nom du lieu.", examples=["Maison des associations"])
    adresse: Donnee = Field(description="Numéro et rue.", examples=["3 rue du Port"])
    code_postal: Distribution = Field(
        description="Code postal, 5 chiffres, et « CEDEX » s'il y en a un.", examples=["99001"]
    )
    commune: RefCommune = Field(description="Code Insee de la commune, 5 chiffres.", examples=["99001"])
    horaires: Horaires | None = Field(
        None,
        description="Jours et heures d'une semaine ordinaire.",
        examples=["lundi-mardi 08:30-12:00, 13:30-17:15 ; samedi 09:00-12:00"],
    )
    precision: Texte | None = Field(
        None, description="Accès, fermetures, date de l'information.", examples=["Adresse lue en 2019"]
    )

    def ville(self, nom: str) -> str:
        """Return `01991 Port-Brume`, `01999 Port-Brume Cedex`; `nom` is the name of the commune."""
        code, _, cedex = self.code_postal.partition(" ")
        return " ".join(part for part in (code, nom, cedex.title()) if part)


class Zone(Modele):
    """Where it is open. A région code is never a département code (53 is Mayenne, not Bretagne)."""

    type: TypeZone = Field(
        description="« territoire » (toutes les communes du territoire), « communes », « epci », "
        "« departements », « regions » ou « france ».",
        examples=["departements"],
    )
    codes: Annotated[tuple[CodeDeZone, ...], Unique] = Field(
        (), description="Codes officiels (Insee, SIREN pour un EPCI).", examples=[["35"]]
    )
    precision: Texte | None = Field(
        None, description="Ce que les codes ne disent pas.", examples=["Rendez-vous à la ville-centre"]
    )

    @model_validator(mode="after")
    def _codes_follow_type(self) -> Self:
        """`territoire` and `france` take no code, the others at least one."""
        if self.type in ("territoire", "france") and self.codes:
            raise PydanticCustomError("zone_codes_en_trop", "une zone « {type} » n'a pas de codes", {"type": self.type})
        if self.type not in ("territoire", "france") and not self.codes:
            raise PydanticCustomError("zone_sans_codes", "une zone « {type} » a besoin de codes", {"type": self.type})
        return self


class ZoneAVerifier(Zone):
    """Where the same network exists, but no source says how it works there: neither open nor shown to be closed."""

    aupres_de: RefActeur = Field(
        description="Acteur à qui le demander (nom de son fichier).", examples=["agglomeration"]
    )


class Porteur(Modele):
    """Who answers for a fiche in a part of its zone, when one organisation does not hold it everywhere."""

    acteur: RefActeur = Field(description="Acteur qui répond là (nom de son fichier).", examples=["agglomeration"])
    zone: Zone = Field(description="Où c'est lui qui répond.", examples=[{"type": "departements", "codes": ["35"]}])


AVerifier = Annotated[
    ZoneAVerifier | None,
    Field(
        description="Où la même aide existe peut-être : une source montre le réseau, aucune ne dit comment il y aide.",
        examples=[{"type": "departements", "codes": ["44"], "aupres_de": "agglomeration"}],
    ),
]
Porteurs = Annotated[
    tuple[Porteur, ...],
    Field(
        description="Qui répond selon l'endroit, quand ce n'est pas partout la même structure.",
        examples=[[{"acteur": "agglomeration", "zone": {"type": "departements", "codes": ["35"]}}]],
    ),
]


class Periode(Modele):
    """When it is open; past the end, the fiche is shown as closed."""

    du: DateIso | None = Field(None, description="Premier jour.", examples=["2026-09-01"])
    au: DateIso | None = Field(None, description="Dernier jour.", examples=["2027-06-30"])

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.du and self.au and self.du > self.au:
            raise PydanticCustomError("dates_desordre", "la fin vient avant le début")
        return self


def confirmed(value: M) -> M:
    """A confirmation is a date and who confirmed, or nothing; else PydanticCustomError."""
    held: Any = value
    if (held.verifie_le is None) != (held.verifie_par is None):
        raise PydanticCustomError("confirmation_incomplete", "confirmation incomplète")
    return value


class Fiche(Modele):
    """Fields of every fiche. The file's name is its id; nothing computed is stored.

    The constants tell what the fields of a kind mean; each kind says its own.
    """

    PORTEUR: ClassVar[str] = ""
    """Field that names the acteur behind it; '' for an acteur"""
    DERNIER_JOUR: ClassVar[tuple[str, ...]] = ()
    """Where its last day is written, if it may have one"""
    PUBLIC: ClassVar[str] = "profils"
    """Field that says for whom it is"""
    MODALITE: ClassVar[str] = ""
    """The modalité of every fiche of this kind, where the référentiel has the word; '': each one says its own"""

    nom: Nom = Field(description="Nom, de 3 à 150 signes.", examples=["Permanence d'accueil"])
    resume: Resume = Field(
        description="Une ou deux phrases simples, de 20 à 280 signes, lues dans les listes.",
        examples=["Un premier rendez-vous pour parler de votre projet et savoir qui peut vous aider."],
    )
    promesse: Promesse | None = Field(
        None,
        description="Ce que l'on vient chercher, dans les mots des gens, de 10 à 90 signes, sans point final. "
        "Lue avant le nom ; différente d'une fiche à l'autre.",
        examples=["Parler de votre projet avec quelqu'un d'ici"],
    )
    description: Markdown | None = Field(
        None,
        description="Texte plus long, 4 000 signes au plus : paragraphes, listes, gras, liens.",
        examples=["On parle de **votre idée**, puis on regarde ensemble la suite."],
    )
    statut: Statut = Field(
        description="Ce qui existe : actif, experimentation, a-creer, a-confirmer, suspendu, clos.",
        examples=["actif"],
    )
    sources: tuple[Source, ...] = Field(
        (),
        description="Où chaque fait a été lu. Au moins une, sauf si le statut est « a-creer ».",
        examples=[[{"titre": "Fiche projet", "consulte_le": "2026-11-22"}]],
    )
    verifie_le: JourPasse | None = Field(
        None, description="Jour où la structure a confirmé la fiche.", examples=["2026-11-22"]
    )
    verifie_par: Qui | None = Field(
        None, description="Fonction ou structure qui a confirmé, jamais une personne.", examples=["Accueil"]
    )
    rythme_verification: Entier | None = Field(
        None,
        ge=1,
        le=36,
        description="Nombre de mois entre deux confirmations.",
        examples=["6"],
    )
    anciens_ids: Annotated[tuple[Identifiant, ...], Unique] = Field(
        (),
        description="Anciens noms de fichier : leurs adresses continuent de répondre.",
        examples=[["ancien-nom"]],
    )
    alias: Annotated[tuple[Intitule, ...], Unique] = Field(
        (), description="Autres noms, anciens noms, sigles développés.", examples=[["Maison de l'ESS"]]
    )
    tenu_par: Qui | None = Field(
        None,
        description="Fiche commune : qui la tient, un acteur (nom de son fichier) ou un nom. "
        "Absent : qui tient l'étagère.",
        examples=["Réseau des pôles ESS"],
    )
    enjeux: Enjeux = Field(
        (),
        description="Sujets de la vie qu'elle touche (liste : data/referentiels/enjeux.yml). Absent : tous.",
        examples=[["mobilite"]],
    )
    mots_cles: Annotated[tuple[Donnee, ...], Unique] = Field(
        (), description="Mots que les gens tapent pour trouver cette fiche.", examples=[["rendez-vous"]]
    )

    @property
    def acteur_nomme(self) -> str | None:
        """The acteur that it names as its own, None when it names nobody, or is an acteur."""
        named: str | None = getattr(self, self.PORTEUR) if self.PORTEUR else None
        return named

    @property
    def dernier_jour(self) -> datetime.date | None:
        """The last day, None when it has none."""
        held: Any = self
        for step in self.DERNIER_JOUR:
            held = getattr(held, step, None)
        day: datetime.date | None = held if self.DERNIER_JOUR else None
        return day

    @model_validator(mode="after")
    def _has_source(self) -> Self:
        """A fiche has at least one source, unless the thing does not exist yet."""
        if not self.sources and self.statut != "a-creer":
            raise PydanticCustomError("sans_source", "aucune source")
        return self

    @model_validator(mode="after")
    def _confirmation_is_whole(self) -> Self:
        return confirmed(self)
