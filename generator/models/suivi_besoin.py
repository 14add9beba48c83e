"""What happens to a besoin: its steps, where it was heard, its study, whether the answer still stands."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from generator.models.base import (
    DatePartielle,
    Entier,
    Intitule,
    JourPasse,
    Modele,
    Nomme,
    Qui,
    RefReunion,
    Texte,
)
from generator.models.markers import MOTIFS_CODES, Lu, Passe, Reference, libelles

StatutBesoin = Literal[
    "revele", "examine", "priorise", "etude", "recherche-de-porteur", "en-construction", "repondu", "ecarte"
]


STATUTS_BESOIN = libelles(
    StatutBesoin,
    {
        "revele": ("Révélé", "Quelqu'un l'a dit. On ne l'a pas encore vérifié."),
        "examine": ("Examiné", "On regarde s'il est réel et partagé."),
        "priorise": ("Priorisé", "Une réunion l'a choisi."),
        "etude": ("À l'étude", "On regarde si une réponse tiendrait, et comment."),
        "recherche-de-porteur": ("Cherche un porteur", "L'idée tient : il manque quelqu'un pour la porter."),
        "en-construction": ("En construction", "Une réponse se prépare."),
        "repondu": ("Répondu", "Une réponse existe."),
        "ecarte": ("Écarté", "On ne le suit plus, et on dit pourquoi."),
    },
)
"""status of a besoin → (word, sentence), in the order of its way"""


ORDRE: tuple[StatutBesoin, ...] = get_args(StatutBesoin)[:-1]
"""The way of a besoin, one step after the other; `ecarte` may come at any step."""


FACULTATIVES: tuple[StatutBesoin, ...] = ("etude", "recherche-de-porteur")
"""Steps that a besoin may do without."""


FINS: tuple[StatutBesoin, ...] = ("repondu", "ecarte")
"""Nothing comes after these, but what opens the besoin again, and says why."""


SUITE = 6
"""Months after an answer when somebody looks whether it holds, unless `suite_a_verifier_le` says another day."""


Canal = Literal["rencontre", "atelier", "enquete", "papier", "courriel", "telephone", "formulaire", "reunion"]


CANAUX = libelles(
    Canal,
    {
        "rencontre": "Rencontres, sur un marché ou dans la rue",
        "atelier": "Ateliers",
        "enquete": "Enquêtes",
        "papier": "Feuilles de papier",
        "courriel": "Courriels",
        "telephone": "Appels",
        "formulaire": "Formulaire de la forge",
        "reunion": "Réunions",
    },
)


ResultatEtude = Literal["go", "pas-maintenant", "non"]


RESULTATS_ETUDE = libelles(ResultatEtude, {"go": "On y va", "pas-maintenant": "Pas maintenant", "non": "Non"})


Phrase = Annotated[str, StringConstraints(min_length=30, max_length=400), Lu()]


class EtapeBesoin(Modele):
    """One step of the history. The last one gives the status: it is not written twice."""

    statut: StatutBesoin = Field(description=f"{', '.join(ORDRE)} ou ecarte.", examples=["revele"])
    date: Annotated[DatePartielle, Passe("BES006")] = Field(
        description="Jour, mois ou année, comme la source le dit.", examples=["2026-05-12"]
    )
    reunion: RefReunion | None = Field(
        None,
        description="Réunion qui a décidé : fichier de l'instance / identifiant de la réunion.",
        examples=["instance-echanges/2026-06-installation"],
    )
    par: Qui | None = Field(
        None, description="Qui a décidé, sans réunion : une structure, un groupe.", examples=["Pôle ESS"]
    )
    lieu: Intitule | None = Field(
        None, description="Où c'est décidé, sans réunion.", examples=["Permanence, à la Maison des projets"]
    )
    motif: Texte | None = Field(
        None, description="Pourquoi il est écarté, ou rouvert.", examples=["Une autre structure y répond déjà."]
    )
    precision: Texte | None = Field(
        None, description="Ce qui s'est passé, en une phrase.", examples=["Trente personnes l'ont redit."]
    )


class Ecoute(Modele):
    """Once when it was heard: voices, never votes, never names; those of two channels are not summed."""

    date: Annotated[DatePartielle, Passe("BES006")] = Field(description="Quand.", examples=["2026-05-12"])
    canal: Canal = Field(description=f"{', '.join(CANAUX)}.", examples=["rencontre"])
    commune: Annotated[Nomme, Reference("commune", ici=True, motif=MOTIFS_CODES[2])] = Field(
        description="Code Insee de la commune, ou « toutes ».", examples=["99001"]
    )
    nombre: Entier = Field(ge=1, le=100000, description="Combien de fois, jamais qui.", examples=["12"])


class Etude(Modele):
    """A study of whether an answer would hold (« étude d'opportunité »)."""

    question: Texte = Field(description="La question posée.", examples=["Un atelier tiendrait-il sans subvention ?"])
    du: JourPasse = Field(description="Premier jour.", examples=["2026-07-01"])
    au: JourPasse | None = Field(None, description="Dernier jour.", examples=["2026-09-30"])
    resultat: ResultatEtude | None = Field(
        None, description="Une fois finie : go, pas-maintenant ou non.", examples=["go"]
    )
    raisons: tuple[Texte, ...] = Field((), description="Pourquoi ce résultat.", examples=[["Un hangar est prêté."]])


class SuiteVerifiee(Modele):
    """Somebody looked, some months after, whether the answer holds."""

    le: JourPasse = Field(description="Jour où l'on a regardé.", examples=["2026-11-10"])
    par: Qui = Field(description="Qui a regardé : une structure, un groupe.", examples=["Pôle ESS"])
    constat: Texte = Field(description="Ce que l'on a vu.", examples=["La permanence a lieu chaque mardi."])
