"""The territoire: the only file that a fork must edit."""

from __future__ import annotations

from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.models.base import (
    Citation,
    CodeCommune,
    CommunesVisees,
    DateIso,
    Entier,
    EquipeForge,
    Intitule,
    Modele,
    OuiNon,
    RefActeur,
    RefService,
    Siren,
    Unique,
)
from generator.models.markers import Reference
from generator.models.site import Accessibilite, Couleurs, Editeur, NomDuSite

Fuseau = Literal[
    "Europe/Paris",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Cayenne",
    "America/Miquelon",
    "America/St_Barthelemy",
    "America/Marigot",
    "Indian/Reunion",
    "Indian/Mayotte",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Pacific/Wallis",
]
"""The time zones where French communes are, as the IANA database names them."""
Moteur = Literal["mkdocs", "zensical", "jinja"]
Export = Literal["tableaux", "json", "atom", "geojson", "dispositif-aide", "data-inclusion", "integrations", "hsds"]
"""What may be published under donnees/ and integrer/, one word a format (rendering/exports/tous.py)."""


class Relais(Modele):
    """Who answers when the welcoming service has neither phone nor mail: an acteur, a service or a mairie."""

    acteur: RefActeur | None = Field(
        None, description="Acteur qui répond (nom de son fichier).", examples=["agglomeration"]
    )
    service: RefService | None = Field(
        None, description="Ou service qui répond, à la place d'un acteur.", examples=["permanence-accueil"]
    )
    mairie: Annotated[CodeCommune, Reference("commune", ici=True)] | None = Field(
        None, description="Ou mairie qui répond : le code Insee de sa commune.", examples=["99001"]
    )
    communes: CommunesVisees = Field(
        min_length=1, description="Communes servies : codes Insee, ou « toutes ».", examples=[["toutes"]]
    )

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        """A relais names one acteur, one service or one mairie."""
        if sum(named is not None for named in (self.acteur, self.service, self.mairie)) != 1:
            raise PydanticCustomError("relais_un_seul", "un relais nomme un acteur, un service ou une mairie, un seul")
        return self


class Fraicheur(Modele):
    """Limits, in months and days, after which a fiche or a date is told as old or near."""

    rythme_verification: Entier = Field(
        6, ge=1, le=36, description="Mois entre deux confirmations, par défaut.", examples=["6"]
    )
    ferme_bientot: Entier = Field(
        60, ge=1, le=365, description="Jours avant une clôture où l'on prévient.", examples=["60"]
    )


class Experimentation(Modele):
    """The experimentation of the fiche projet; dates when they are decided."""

    duree_mois: Entier = Field(24, ge=1, le=120, description="Durée en mois.", examples=["24"])
    debut: DateIso | None = Field(None, description="Premier jour, s'il est décidé.", examples=["2027-01-01"])
    prevu: tuple[Citation, ...] = Field((), description="Ce qui était prévu, mot pour mot.", examples=[["Mobiliser"]])
    prevu_source: Intitule | None = Field(None, description="D'où viennent ces mots.", examples=["Fiche projet"])


class Confidentialite(Modele):
    """Groups too small to be published: somebody could be recognised."""

    petit_groupe: Entier = Field(
        5,
        ge=2,
        le=50,
        description="En dessous de ce nombre de personnes (réponses, membres), un chiffre ne se publie pas seul.",
        examples=["5"],
    )


class Equipes(Modele):
    """Teams of the forge that are asked to read again before anything is accepted; absent while nobody named them."""

    mainteneurs: EquipeForge | None = Field(
        None, description="Équipe qui relit le programme.", examples=["@exemple/mainteneurs"]
    )
    coordination: EquipeForge | None = Field(
        None, description="Équipe qui relit toutes les fiches.", examples=["@exemple/coordination"]
    )


class Territoire(Modele):
    """`data/territoire.yml`."""

    nom: Intitule = Field(description="Nom du territoire.", examples=["Petite-Île"])
    epci: Annotated[tuple[Siren, ...], Unique] = Field(
        (), description="SIREN des intercommunalités.", examples=[["732 829 320"]]
    )
    avec_communes: Annotated[tuple[CodeCommune, ...], Unique] = Field(
        (),
        description="Communes de plus : une île sans intercommunalité, une part d'une autre.",
        examples=[["99003"]],
    )
    sans_communes: Annotated[tuple[CodeCommune, ...], Unique] = Field(
        (), description="Communes de ces intercommunalités qui ne sont pas du territoire.", examples=[["99004"]]
    )
    anciennes_communes: dict[CodeCommune, Annotated[CodeCommune, Reference("commune", ici=True)]] = Field(
        default_factory=dict,
        description="Communes qui en ont rejoint une autre : leur page y mène (« offre territoire communes » l'écrit).",
        examples=[{"99002": "99001"}],
    )
    nom_epci: Intitule = Field(description="Nom de l'intercommunalité.", examples=["Petite-Île Agglomération"])
    fuseau: Fuseau = Field(
        "Europe/Paris", description="Fuseau horaire des réunions, dans l'agenda.", examples=["Indian/Reunion"]
    )
    etat: Literal["preparation", "publie"] = Field(
        description="preparation : bandeau et noindex ; publie : les champs dus par la loi sont exigés.",
        examples=["preparation"],
    )
    site: NomDuSite = Field(
        description="Nom et adresse du site.",
        examples=[
            {
                "nom": "Site",
                "accroche": "On répond ici",
                "description": "Qui aide, et où",
                "url": "https://exemple.org/",
            }
        ],
    )
    coordination: RefActeur = Field(description="Acteur qui coordonne le site.", examples=["pole-ess"])
    accueil: RefService = Field(description="Service où une personne répond toujours.", examples=["permanence-accueil"])
    relais: tuple[Relais, ...] = Field(
        (),
        description="Qui répond, dans l'ordre, quand l'accueil n'a ni téléphone ni courriel.",
        examples=[[{"acteur": "agglomeration", "communes": ["toutes"]}]],
    )
    editeur: Editeur = Field(
        default_factory=Editeur, description="Mentions dues par la loi.", examples=[{"nom": "Pôle ESS"}]
    )
    fraicheur: Fraicheur = Field(default_factory=Fraicheur, description="Délais.", examples=[{"ferme_bientot": "60"}])
    couleurs: Couleurs = Field(default_factory=Couleurs, description="Couleurs.", examples=[{"principale": "#0a5963"}])
    accessibilite: Accessibilite = Field(
        default_factory=Accessibilite, description="Déclaration d'accessibilité.", examples=[{"etat": "non-conforme"}]
    )
    experimentation: Experimentation = Field(
        default_factory=Experimentation, description="Durée et début.", examples=[{"duree_mois": "24"}]
    )
    confidentialite: Confidentialite = Field(
        default_factory=Confidentialite,
        description="Petits groupes à ne pas publier.",
        examples=[{"petit_groupe": "5"}],
    )
    tient_le_commun: OuiNon = Field(
        False,
        description="« oui » : ce territoire tient l'étagère commune, et rappelle à chacun de relire les siennes. "
        "Ailleurs, qui la tient s'en occupe.",
        examples=["oui"],
    )
    equipes: Equipes = Field(
        default_factory=Equipes,
        description="Équipes de la forge qui relisent.",
        examples=[{"coordination": "@exemple/coordination"}],
    )
    licence_donnees: Intitule = Field(
        "Licence Ouverte 2.0", description="Licence des fiches.", examples=["Licence Ouverte 2.0"]
    )
    moteur: Moteur = Field("mkdocs", description="Ce qui dessine les pages vides du site.", examples=["jinja"])
    exports: Annotated[tuple[Export, ...], Unique] = Field(
        tuple(name for name in get_args(Export) if name != "hsds"),
        description="Données ouvertes publiées : tableaux, json, atom, geojson, dispositif-aide, data-inclusion, "
        "integrations, hsds. Absent : toutes, sauf hsds. [] : aucune.",
        examples=[["tableaux", "json"]],
    )
    credits: tuple[Citation, ...] = Field(
        (), description="Crédits affichés (contours, polices, listes).", examples=[["Contours : IGN"]]
    )

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        """A territory has an intercommunalité, or communes."""
        if not self.epci and not self.avec_communes:
            raise PydanticCustomError("sans_perimetre", "il faut une intercommunalité (« epci ») ou des communes")
        return self
