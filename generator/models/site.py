"""What the site is called, who answers for it, how it looks: the parts of the territoire that a page shows."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from generator.models.base import (
    Branche,
    Courriel,
    Donnee,
    DonneeLongue,
    Entier,
    GenreForge,
    Intitule,
    JourPasse,
    Modele,
    Qui,
    Telephone,
    Texte,
    TexteCourt,
    UrlWeb,
)
from generator.models.markers import Fichier

Couleur = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]


NomImage = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\.(png|webp)$", max_length=80), Fichier("TER006")
]


class NomDuSite(Modele):
    """Name and address of the site; the address may end with a folder (/offre/)."""

    nom: Intitule = Field(description="Nom du site.", examples=["Projets à plusieurs"])
    accroche: TexteCourt = Field(
        description="La question de l'accueil.", examples=["Un besoin, une idée, un projet à plusieurs ?"]
    )
    description: Texte = Field(
        description="Une phrase qui dit à quoi sert le site.", examples=["Trouver qui peut aider votre projet."]
    )
    url: UrlWeb = Field(description="Adresse de publication, avec / à la fin.", examples=["https://exemple.org/offre/"])
    depot: UrlWeb | None = Field(
        None,
        description="Adresse du dépôt git, pour « Signaler une erreur ».",
        examples=["https://gitlab.com/exemple/offre"],
    )
    forge: GenreForge | None = Field(
        None, description="Genre de la forge, si son adresse ne le dit pas.", examples=["forgejo"]
    )
    branche: Branche = Field("main", description="Branche publiée du dépôt.", examples=["main"])
    logo: NomImage | None = Field(
        None,
        description="Image de content/fichiers/ (png ou webp), à la place du dessin de l'en-tête.",
        examples=["logo.png"],
    )

    @model_validator(mode="after")
    def _url_ends_with_slash(self) -> Self:
        if not self.url.endswith("/"):
            raise PydanticCustomError("url_sans_barre", "l'adresse du site finit par /")
        return self


class Editeur(Modele):
    """Who answers for the site, by law (LCEN, article 6 III). Absent in preparation, due in `publie`."""

    nom: Intitule | None = Field(None, description="Structure éditrice.", examples=["Pôle ESS"])
    adresse: DonneeLongue | None = Field(None, description="Adresse postale.", examples=["3 rue du Port, 99001 Bourg"])
    telephone: Telephone | None = Field(None, description="Téléphone.", examples=["01 99 00 12 34"])
    courriel: Courriel | None = Field(None, description="Courriel.", examples=["contact@exemple.org"])
    directeur_publication: Donnee | None = Field(
        None, description="Fonction ou nom (avec accord) de qui dirige la publication.", examples=["La présidence"]
    )
    hebergeur: DonneeLongue | None = Field(
        None, description="Nom, adresse et téléphone de l'hébergeur.", examples=["Hébergeur, adresse, téléphone"]
    )


class CouleursSombres(Modele):
    """The same colours for a dark screen; each one is computed when it is absent."""

    principale: Couleur | None = Field(None, description="Liens et boutons, écran sombre.", examples=["#84d0d3"])
    seconde: Couleur | None = Field(None, description="Second courant, écran sombre.", examples=["#bcd57e"])
    accent: Couleur | None = Field(None, description="Lieux et surtitres, écran sombre.", examples=["#f0b48f"])
    bande: Couleur | None = Field(None, description="Grands aplats, écran sombre.", examples=["#0a2e34"])


class Couleurs(Modele):
    """The territory's colours; the rest of the palette follows them, every contrast is computed."""

    principale: Couleur = Field("#0a5963", description="Liens et boutons.", examples=["#0a5963"])
    seconde: Couleur = Field("#4a651a", description="Second courant, expérimentation.", examples=["#4a651a"])
    accent: Couleur = Field("#84391a", description="Lieux, surtitres, à confirmer.", examples=["#84391a"])
    bande: Couleur = Field("#073a42", description="Grands aplats : accueil, pied.", examples=["#073a42"])
    sombre: CouleursSombres = Field(
        default_factory=CouleursSombres,
        description="Couleurs pour un écran sombre, si celles qui sont calculées ne conviennent pas.",
        examples=[{"principale": "#84d0d3"}],
    )


class Accessibilite(Modele):
    """The declaration of accessibility (law of 11 February 2005, article 47; RGAA 4.1.2)."""

    etat: Literal["non-conforme", "partielle", "totale"] = Field(
        "non-conforme",
        description="Ce que dit le dernier audit. Sans audit : non-conforme.",
        examples=["non-conforme"],
    )
    audit_le: JourPasse | None = Field(None, description="Jour de l'audit.", examples=["2027-03-01"])
    audit_par: Qui | None = Field(None, description="Structure qui a fait l'audit.", examples=["Pôle ESS"])
    taux: Entier | None = Field(None, ge=0, le=100, description="Part des critères respectés, en %.", examples=["62"])
    etablie_le: JourPasse | None = Field(
        None, description="Jour où la déclaration a été écrite ou revue. Valable 3 ans.", examples=["2026-11-22"]
    )
    non_conformites: tuple[Texte, ...] = Field(
        (), description="Ce que l'audit a trouvé, une ligne par défaut.", examples=[["Deux images sans texte."]]
    )

    @property
    def mention(self) -> str:
        """The words that the law wants on every page."""
        return {
            "non-conforme": "non conforme",
            "partielle": "partiellement conforme",
            "totale": "totalement conforme",
        }[self.etat]

    @model_validator(mode="after")
    def _audit_first(self) -> Self:
        """Anything else than « non-conforme » comes from an audit, with its date, its author and its rate."""
        if self.etat != "non-conforme" and None in (self.audit_le, self.audit_par, self.taux):
            raise PydanticCustomError("sans_audit", "sans audit complet, l'état est « non-conforme »")
        least = {"non-conforme": 0, "partielle": 50, "totale": 100}[self.etat]
        if self.taux is not None and self.taux < least:
            raise PydanticCustomError(
                "taux_trop_bas", "à {taux} %, l'état n'est pas « {etat} »", {"taux": self.taux, "etat": self.etat}
            )
        return self
