"""Dates: nothing from the future, nothing presented as open after its end."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from generator.corpus.corpus import Corpus
from generator.corpus.etats import statut_affiche, verification_due
from generator.corpus.locating import at
from generator.problems import Problem


def check_dates(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Nobody has read or confirmed anything tomorrow."""
    for kind, identifiant, fiche in corpus.fiches():
        if fiche.verifie_le is not None and fiche.verifie_le > today:
            yield at(corpus, "DAT001", kind, identifiant, ("verifie_le",), f"{fiche.verifie_le} est dans l'avenir.")
    for kind, identifiant, value in _with_sources(corpus):
        for field in ("sources", "sources_ici"):
            for index, source in enumerate(getattr(value, field, ())):
                if source.consulte_le > today:
                    message = f"{source.consulte_le} est dans l'avenir."
                    yield at(corpus, "DAT001", kind, identifiant, (field, index, "consulte_le"), message)


def _with_sources(corpus: Corpus) -> Iterator[tuple[str, str, Any]]:
    yield from corpus.fiches()
    for kind in ("besoin", "instance"):
        for identifiant, value in corpus.dispositif()[kind].items():
            yield kind, identifiant, value
    yield from corpus.guide_pages()


def check_deadlines(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A fiche still written as open after its last day is told; it is shown as closed."""
    for kind, identifiant, fiche in corpus.fiches():
        if fiche.statut != "clos" and statut_affiche(fiche, today) == "clos":
            yield at(corpus, "DAT002", kind, identifiant, fiche.DERNIER_JOUR, "la date de fin est passée.")


def check_freshness(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A confirmation holds for `rythme_verification` months (the fiche's, else the territory's)."""
    for kind, identifiant, fiche in corpus.fiches():
        due = verification_due(fiche, corpus.territoire)
        if due is not None and due < today:
            yield at(
                corpus,
                "DAT003",
                kind,
                identifiant,
                ("verifie_le",),
                f"confirmée le {fiche.verifie_le}, à confirmer de nouveau depuis le {due}.",
            )
