"""Every page that speaks of a door gives one thing to do."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.corpus.actions import action_of
from generator.corpus.corpus import Corpus
from generator.corpus.francais import pluriel
from generator.corpus.locating import at
from generator.corpus.portes import portes
from generator.problems import Problem
from generator.problems.codes import problem
from generator.rules.communes import CSV_PATH


def check_actions(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Each fiche and each commune has one first thing to do, its own or a relais's: call, write, open, go there."""
    for kind, identifiant, fiche in corpus.fiches():
        if action_of(corpus, kind, identifiant, today) is None:
            yield at(
                corpus, "REF015", kind, identifiant, ("nom",),
                f"« {fiche.nom} » n'a ni téléphone, ni courriel, ni page, ni lieu, et aucun relais ne répond.",
            )  # fmt: skip
    silent = [
        (line, commune.nom)
        for line, (code, commune) in enumerate(corpus.communes.items(), start=2)
        if not any(door.telephone or door.courriel for door in portes(corpus, frozenset((code,))))
    ]
    if silent:
        line, nom = silent[0]
        others = f", et {pluriel(len(silent) - 1, 'autre commune', 'autres communes')}" if len(silent) > 1 else ""
        yield problem("REF015", CSV_PATH, line, "", f"« {nom} »{others} : personne à appeler ni à qui écrire.")


def check_relais(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A relais that is a mairie has a line in data/mairies.csv, else no page ever names it."""
    for rank, relais in enumerate(corpus.territoire.relais):
        if relais.mairie and relais.mairie not in corpus.mairies:
            yield at(
                corpus, "MAI003", "territoire", "territoire", ("relais", rank, "mairie"),
                f"la mairie de {relais.mairie} n'est pas dans data/mairies.csv.",
            )  # fmt: skip
