"""The one first thing to do of a fiche: call, write, open a page, go there; when nobody is known, whoever orients."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from generator.corpus.corpus import Corpus
from generator.corpus.etats import ARRETES, statut_affiche
from generator.corpus.portes import portes, postal

Verbe = Literal["appeler", "ecrire", "ouvrir", "aller"]


@dataclass(frozen=True, slots=True)
class Action:
    """What a page offers first."""

    verbe: Verbe
    cible: str
    """A telephone (E.164), a mail, an address of the web, the name of a file of content/fichiers/, a postal address"""
    relais: str = ""
    """Who answers in its place, '' when it is the fiche itself, or the acteurs that hold it"""

    @property
    def hote(self) -> str:
        """The host of an address of the web, without `www.`; '' for a file."""
        return (urlsplit(self.cible).hostname or "").removeprefix("www.") if self.verbe == "ouvrir" else ""


def action_of(corpus: Corpus, genre: str, identifiant: str, today: datetime.date) -> Action | None:
    """Return the first thing to do for a fiche; None when neither it nor any relais can be reached.

    A ressource is opened; else one calls, writes, opens the official page, goes there, in this order. What is over
    leads to whoever orients people.
    """
    fiche: Any = corpus.ecrits[genre][identifiant]
    own = iter(()) if statut_affiche(fiche, today) in ARRETES else _own(corpus, fiche)
    return next(own, None) or next(_relayed(corpus, fiche), None)


def _own(corpus: Corpus, fiche: Any) -> Iterator[Action]:
    for name in ("url", "fichier"):
        if getattr(fiche, name, None):
            yield Action("ouvrir", getattr(fiche, name))
    held = [fiche, *(corpus.acteurs[key] for key in corpus.holders_of(fiche))]
    contacts = corpus.contacts_of(fiche)
    yield from (Action("appeler", one.telephone) for one in contacts if one.telephone)
    yield from (Action("ecrire", one.courriel) for one in contacts if one.courriel)
    yield from (Action("ouvrir", one.url) for one in contacts if one.url)
    yield from (Action("ouvrir", one.site_web) for one in held if getattr(one, "site_web", None))
    yield from (Action("aller", postal(corpus, lieu)) for one in held for lieu in getattr(one, "lieux", ()))


def _relayed(corpus: Corpus, fiche: Any) -> Iterator[Action]:
    for porte in portes(corpus, corpus.coverage_of(fiche) or frozenset(corpus.communes)):
        if porte.telephone:
            yield Action("appeler", porte.telephone, porte.nom)
        elif porte.courriel:
            yield Action("ecrire", porte.courriel, porte.nom)
        elif porte.adresse:
            yield Action("aller", porte.adresse, porte.nom)
