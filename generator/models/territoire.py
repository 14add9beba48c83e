"""The territoire: the only file that a fork must edit."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from generator.models.base import (
    Courriel,
    DateIso,
    Entier,
    Modele,
    RefActeur,
    RefService,
    Siren,
    Telephone,
    Texte,
    TexteCourt,
    Unique,
    UrlWeb,
)

Couleur = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]


class Site(Modele):
    """Name and address of the site; the address may end with a folder (/offre/)."""

    nom: TexteCourt = Field(description="Nom du site.", examples=["Projets à plusieurs"])
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
        examples=["https://github.com/exemple/offre"],
    )

    @model_validator(mode="after")
    def _url_ends_with_slash(self) -> Self:
        if not self.url.endswith("/"):
            raise PydanticCustomError("url_sans_barre", "l'adresse du site finit par /")
        return self


class Editeur(Modele):
    """Who answers for the site, by law (LCEN, article 6 III). Absent in preparation, due in `publie`."""

    nom: TexteCourt | None = Field(None, description="Structure éditrice.", examples=["Pôle ESS"])
    adresse: Texte | None = Field(None, description="Adresse postale.", examples=["3 rue du Port, 99001 Bourg"])
    telephone: Telephone | None = Field(None, description="Téléphone.", examples=["01 99 00 12 34"])
    courriel: Courriel | None = Field(None, description="Courriel.", examples=["contact@exemple.org"])
    directeur_publication: TexteCourt | None = Field(
        None, description="Fonction ou nom (avec accord) de qui dirige la publication.", examples=["La présidence"]
    )
    hebergeur: Texte | None = Field(
        None, description="Nom, adresse et téléphone de l'hébergeur.", examples=["Hébergeur, adresse, téléphone"]
    )


class Fraicheur(Modele):
    """Limits, in months and days, after which a fiche or a date is told as old or near."""

    rythme_verification: Entier = Field(
        6, ge=1, le=36, description="Mois entre deux confirmations, par défaut.", examples=["6"]
    )
    perime_apres: Entier = Field(
        18, ge=1, le=60, description="Mois après lesquels une fiche confirmée est dite ancienne.", examples=["18"]
    )
    ferme_bientot: Entier = Field(
        60, ge=1, le=365, description="Jours avant une clôture où l'on prévient.", examples=["60"]
    )


class Couleurs(Modele):
    """The territory's colours; the rest of the palette is fixed and contrast-checked."""

    principale: Couleur = Field("#0a5963", description="Liens et boutons.", examples=["#0a5963"])
    seconde: Couleur = Field("#4a651a", description="Second courant, expérimentation.", examples=["#4a651a"])
    accent: Couleur = Field("#84391a", description="Lieux, surtitres, à confirmer.", examples=["#84391a"])
    bande: Couleur = Field("#073a42", description="Grands aplats : accueil, pied.", examples=["#073a42"])


class Experimentation(Modele):
    """The experimentation of the fiche projet; dates when they are decided."""

    duree_mois: Entier = Field(24, ge=1, le=120, description="Durée en mois.", examples=["24"])
    debut: DateIso | None = Field(None, description="Premier jour, s'il est décidé.", examples=["2027-01-01"])


class Territoire(Modele):
    """`data/territoire.yml`."""

    nom: TexteCourt = Field(description="Nom du territoire.", examples=["Petite-Île"])
    nom_complet: TexteCourt = Field(
        description="Nom avec son article, pour les phrases : « dans … ».", examples=["le Pays de Petite-Île"]
    )
    epci: Annotated[tuple[Siren, ...], Unique] = Field(
        min_length=1, description="SIREN des intercommunalités.", examples=[["732 829 320"]]
    )
    nom_epci: TexteCourt = Field(description="Nom de l'intercommunalité.", examples=["Petite-Île Agglomération"])
    etat: Literal["preparation", "publie"] = Field(
        description="preparation : bandeau et noindex ; publie : les champs dus par la loi sont exigés.",
        examples=["preparation"],
    )
    site: Site = Field(
        description="Nom et adresse du site.",
        examples=[{"nom": "Site", "accroche": "?", "description": "…", "url": "https://exemple.org/"}],
    )
    coordination: RefActeur = Field(description="Acteur qui coordonne le site.", examples=["pole-ess"])
    accueil: RefService = Field(description="Service où une personne répond toujours.", examples=["permanence-accueil"])
    editeur: Editeur = Field(
        default_factory=Editeur, description="Mentions dues par la loi.", examples=[{"nom": "Pôle ESS"}]
    )
    fraicheur: Fraicheur = Field(default_factory=Fraicheur, description="Délais.", examples=[{"ferme_bientot": "60"}])
    couleurs: Couleurs = Field(default_factory=Couleurs, description="Couleurs.", examples=[{"principale": "#0a5963"}])
    experimentation: Experimentation = Field(
        default_factory=Experimentation, description="Durée et début.", examples=[{"duree_mois": "24"}]
    )
    licence_donnees: TexteCourt = Field(
        "Licence Ouverte 2.0", description="Licence des fiches.", examples=["Licence Ouverte 2.0"]
    )
    credits: tuple[Texte, ...] = Field(
        (), description="Crédits affichés (contours, polices, listes).", examples=[["Contours : IGN"]]
    )
