"""The autodiagnostic of a collectif: ten points, from 1 to 5; a weak point leads to help."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.models.base import (
    Identifiant,
    Intitule,
    Modele,
    RefChapitre,
    RefOutil,
    RefRessource,
    RefService,
    Texte,
    TexteCourt,
    Thematiques,
    Unique,
)


class PointAutodiagnostic(Modele):
    """One point: what is looked at, what weak and strong look like, what helps."""

    titre: Intitule = Field(description="Le point, en un ou deux mots.", examples=["Décision"])
    question: TexteCourt = Field(description="La question à se poser.", examples=["Savez-vous comment vous décidez ?"])
    faible: Texte = Field(description="Ce que l'on dit quand c'est faible.", examples=["On décide au cas par cas."])
    moyen: Texte = Field(description="Ce que l'on dit entre les deux.", examples=["On vote, mais rien n'est écrit."])
    fort: Texte = Field(description="Ce que l'on dit quand c'est solide.", examples=["La règle est écrite et suivie."])
    conseil: Texte = Field(description="Que faire d'abord.", examples=["Écrire une règle d'une page."])
    thematiques: Thematiques = Field(
        (), description="Sujets où chercher de l'aide.", examples=[["gouvernance-partagee"]]
    )
    services: Annotated[tuple[RefService, ...], Unique] = Field(
        (), description="Services qui aident.", examples=[["atelier-gouvernance"]]
    )
    ressources: Annotated[tuple[RefRessource, ...], Unique] = Field(
        (), description="Ressources qui aident.", examples=[["guide-premiere-reunion"]]
    )
    outils: Annotated[tuple[RefOutil, ...], Unique] = Field(
        (), description="Outils du guide qui aident.", examples=[["tableau-des-roles"]]
    )
    chapitres: Annotated[tuple[RefChapitre, ...], Unique] = Field(
        (), description="Chapitres du guide qui aident.", examples=[["b1-besoins-des-collectifs"]]
    )


class Autodiagnostic(Modele):
    """`data/autodiagnostic.yml`, optional."""

    titre: TexteCourt = Field(description="Titre de la page.", examples=["Où en est votre collectif ?"])
    promesse: Texte = Field(
        description="Durée et engagement.", examples=["Dix points, 15 minutes. Rien n'est enregistré."]
    )
    mode_emploi: tuple[Texte, ...] = Field(
        (), description="Comment s'en servir à plusieurs.", examples=[["Chacun répond seul, puis on compare."]]
    )
    points: dict[Identifiant, PointAutodiagnostic] = Field(
        min_length=1,
        description="Les points, dans l'ordre ; la clé est leur nom court.",
        examples=[
            {
                "decision": {
                    "titre": "Décision",
                    "question": "Savez-vous comment vous décidez ?",
                    "faible": "On décide au cas par cas.",
                    "moyen": "On vote, mais rien n'est écrit.",
                    "fort": "La règle est écrite et suivie.",
                    "conseil": "Écrire une règle d'une page.",
                }
            }
        ],
    )
