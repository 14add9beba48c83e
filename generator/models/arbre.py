"""An arbre: an ordered list of questions; an answer may retain facts and says what comes next."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.models.base import (
    Entier,
    Identifiant,
    Modele,
    Nomme,
    RefParcours,
    RefService,
    Texte,
    TexteCourt,
    Thematiques,
    Unique,
    UrlWeb,
)
from generator.models.markers import Terme

NSP = "nsp"
"""Id of the answer « Je ne sais pas », due on every question; also the place that nobody told."""

StadesRetenus = Annotated[tuple[Annotated[Nomme, Terme("stades")], ...], Unique]
ProfilsRetenus = Annotated[tuple[Annotated[Nomme, Terme("profils")], ...], Unique]


class Retenir(Modele):
    """What an answer tells about the project: one word or several (« ou ») on each axis."""

    stades: StadesRetenus = Field(
        (), description="Stades possibles (liste : data/referentiels/stades.yml).", examples=[["idee"]]
    )
    profils: ProfilsRetenus = Field(
        (), description="Publics possibles (liste : data/referentiels/profils.yml).", examples=[["collectif-habitants"]]
    )
    thematiques: Thematiques = Field(
        (),
        description="Thématiques, pour les étapes du parcours qui n'en demandent pas elles-mêmes.",
        examples=[["cadre-juridique"]],
    )


class Sortie(Modele):
    """The offer is not for this person: where to go instead, said plainly, with a contact or an address."""

    titre: TexteCourt = Field(description="Titre de la page.", examples=["Ce n'est pas ici, mais voici où"])
    dire: Texte = Field(
        description="Pourquoi ce n'est pas ici, et vers qui aller.",
        examples=["Nous aidons les projets à plusieurs. Pour un projet seul, voici une adresse."],
    )
    contact: RefService | None = Field(None, description="Service qui répond.", examples=["permanence-accueil"])
    url: UrlWeb | None = Field(None, description="Adresse utile.", examples=["https://exemple.org/seul"])

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if self.contact is None and self.url is None:
            raise PydanticCustomError("sortie_sans_contact", "ni contact, ni adresse")
        return self


class Reponse(Modele):
    """One answer. Without `vers`, `parcours` or `sortie`, the next question of the file follows."""

    id: Identifiant = Field(
        description="Nom court, stable : il est dans l'adresse de la page. « nsp » : Je ne sais pas.",
        examples=["plusieurs"],
    )
    texte: TexteCourt = Field(description="La réponse, avec des mots simples.", examples=["Nous sommes plusieurs."])
    retenir: Retenir = Field(
        default_factory=Retenir, description="Ce que cette réponse apprend.", examples=[{"stades": ["idee"]}]
    )
    vers: Identifiant | None = Field(
        None,
        description="Question suivante, si ce n'est pas celle d'après. Toujours plus loin dans le fichier.",
        examples=["decision"],
    )
    parcours: RefParcours | None = Field(
        None, description="Parcours où mène cette réponse (nom de son fichier).", examples=["faire-le-point"]
    )
    sortie: Sortie | None = Field(
        None,
        description="Fin sans parcours : l'offre n'est pas pour cette personne.",
        examples=[{"titre": "Ce n'est pas ici", "dire": "Voici une adresse.", "url": "https://exemple.org/"}],
    )

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if sum(way is not None for way in (self.vers, self.parcours, self.sortie)) > 1:
            raise PydanticCustomError("plusieurs_issues", "une seule suite : vers, parcours ou sortie")
        return self


class Question(Modele):
    """One question, one page."""

    id: Identifiant = Field(description="Nom court et stable de la question.", examples=["avancement"])
    texte: TexteCourt = Field(description="La question, une seule à la fois.", examples=["Où en êtes-vous ?"])
    aide: Texte | None = Field(
        None, description="Un mot expliqué, sous la question.", examples=["« Porter », c'est être responsable."]
    )
    pourquoi: Texte | None = Field(
        None,
        description="Pourquoi on pose cette question.",
        examples=["On n'aide pas pareil une idée et une activité."],
    )
    reponses: tuple[Reponse, ...] = Field(
        min_length=2,
        description="Les réponses, dont « nsp ».",
        examples=[
            [
                {"id": "plusieurs", "texte": "Nous sommes plusieurs.", "vers": "decision"},
                {"id": "nsp", "texte": "Je ne sais pas", "parcours": "faire-le-point"},
            ]
        ],
    )


class Arbre(Modele):
    """`data/arbres/<id>.yml`. The order of the file is the order of the questions."""

    titre: TexteCourt = Field(
        description="Qui parle, comme il le dirait.", examples=["Nous sommes plusieurs structures"]
    )
    court: TexteCourt = Field(description="Nom court, pour les titres de page.", examples=["Structures"])
    promesse: Texte = Field(
        description="Durée et engagement.", examples=["3 à 5 questions, 2 minutes. Rien n'est enregistré."]
    )
    pour_qui: Texte = Field(
        description="À qui s'adressent ces questions.", examples=["Associations, coopératives, entreprises."]
    )
    ordre: Entier = Field(99, ge=1, le=99, description="Place sur l'accueil.", examples=["1"])
    questions: tuple[Question, ...] = Field(
        min_length=1,
        description="Les questions, dans l'ordre.",
        examples=[
            [
                {
                    "id": "avancement",
                    "texte": "Où en êtes-vous ?",
                    "reponses": [
                        {"id": "idee", "texte": "Une idée.", "parcours": "en-parler"},
                        {"id": "nsp", "texte": "Je ne sais pas", "parcours": "faire-le-point"},
                    ],
                }
            ]
        ],
    )
