"""The territory itself: who coordinates, who answers, what the law asks."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.corpus.corpus import Corpus
from generator.corpus.etats import add_months, est_propose
from generator.corpus.locating import at
from generator.problems import Problem

MENTIONS = ("nom", "adresse", "telephone", "directeur_publication", "hebergeur")
"""LCEN, article 6 III (identity, address, telephone, publication director, host)."""
VALIDITE = 36
"""Months during which a declaration of accessibility holds (decree 2019-768, article 7)."""


def check_coordination(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The coordinating acteur carries the role « porteur »."""
    acteur = corpus.acteurs.get(corpus.territoire.coordination)
    if acteur is not None and "porteur" not in acteur.roles_consortium:
        yield at(
            corpus,
            "REF010",
            "territoire",
            "territoire",
            ("coordination",),
            f"« {corpus.territoire.coordination} » ne porte pas le rôle « porteur ».",
        )


def check_welcome(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The welcoming service is proposed today, in every commune, and can be reached by phone or mail."""
    identifiant = corpus.territoire.accueil
    service = corpus.services.get(identifiant)
    if service is None:
        return
    if not est_propose(service, today) or len(corpus.coverage(service.zone)) < len(corpus.communes):
        yield at(
            corpus,
            "REF007",
            "territoire",
            "territoire",
            ("accueil",),
            f"« {identifiant} » n'est pas ouvert aujourd'hui dans toutes les communes.",
        )
    if not corpus.answers(service):
        code = "TER003" if corpus.territoire.etat == "preparation" else "TER004"
        yield at(corpus, code, "service", identifiant, ("contacts",), "ni téléphone ni courriel pour l'accueil.")


def check_editor(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """What the law asks is a warning in preparation, an error once `etat: publie`."""
    code = "TER001" if corpus.territoire.etat == "preparation" else "TER002"
    for field in MENTIONS:
        if getattr(corpus.territoire.editeur, field) is None:
            # Not ("editeur", field): without « editeur », the line of another `nom` would be told.
            yield at(corpus, code, "territoire", "territoire", ("editeur",), f"« editeur.{field} » n'est pas rempli.")


def check_declaration(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The declaration of accessibility has a date, past and less than three years old."""
    established = corpus.territoire.accessibilite.etablie_le
    where = ("accessibilite", "etablie_le")
    if established is None:
        yield at(corpus, "TER009", "territoire", "territoire", ("accessibilite",), "« etablie_le » n'est pas rempli.")
    elif established > today:
        yield at(corpus, "DAT001", "territoire", "territoire", where, f"{established} est dans l'avenir.")
    elif add_months(established, VALIDITE) <= today:
        yield at(corpus, "TER008", "territoire", "territoire", where, f"établie le {established}.")
