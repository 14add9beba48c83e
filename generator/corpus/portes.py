"""Doors: who answers, by telephone, by mail or at a counter, for some communes.

The order is the one of the card of the project: the service that welcomes,
when it is open and can be reached; the mairie, once the commune is known;
then the relais of data/territoire.yml. For one commune the relais that serve
the fewest communes come first: they are the nearest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.corpus.corpus import Corpus
from generator.corpus.etats import PLUS_PROPOSES
from generator.corpus.francais import horaires_fr, of_name
from generator.models.fiche import Lieu
from generator.models.territoire import Relais


@dataclass(frozen=True, slots=True)
class Porte:
    """One organisation that answers."""

    genre: str
    """`service`, `acteur` or `mairie`"""
    id: str
    """Of its fiche; the code of the commune for a mairie"""
    nom: str
    role: str = ""
    telephone: str = ""
    """E.164, '' when none is known"""
    courriel: str = ""
    adresse: str = ""
    """Postal address on one line"""
    horaires: str = ""
    """In words"""
    url: str = ""
    """Its own site or page of contact"""


def portes(corpus: Corpus, communes: frozenset[str], service: str = "") -> tuple[Porte, ...]:
    """Return who answers in all of these communes, first to last; `service`: the contact of a parcours, before all."""
    found: dict[tuple[str, str], Porte] = {}
    for key in (service, corpus.territoire.accueil):
        if key not in corpus.services or corpus.services[key].statut in PLUS_PROPOSES:
            continue
        porte = _of_fiche(corpus, "service", key)
        if porte.telephone or porte.courriel:
            found.setdefault(("service", key), porte)
    for porte in (*_mairie(corpus, communes), *_relais(corpus, communes)):
        found.setdefault((porte.genre, porte.id), porte)
    return tuple(found.values())


def _mairie(corpus: Corpus, communes: frozenset[str]) -> Iterator[Porte]:
    if len(communes) == 1:
        yield from _of_mairie(corpus, *communes)


def _relais(corpus: Corpus, communes: frozenset[str]) -> Iterator[Porte]:
    """Those that serve all these communes; for one commune the nearest first, else in the order of the file."""
    serving = [relais for relais in corpus.territoire.relais if communes <= corpus.communes_visees(relais.communes)]
    if len(communes) == 1:
        serving.sort(key=lambda relais: len(corpus.communes_visees(relais.communes)))
    for relais in serving:
        yield from of_relais(corpus, relais)


def of_relais(corpus: Corpus, relais: Relais) -> Iterator[Porte]:
    """Yield the door of a relais, nothing when it has neither telephone, mail nor address."""
    if relais.mairie:
        yield from _of_mairie(corpus, relais.mairie)
        return
    genre = "acteur" if relais.acteur else "service"
    porte = _of_fiche(corpus, genre, relais.acteur or relais.service or "")
    if porte.telephone or porte.courriel or porte.adresse:
        yield porte


def _of_mairie(corpus: Corpus, code: str) -> Iterator[Porte]:
    mairie = corpus.mairies.get(code)
    if mairie is not None:
        yield Porte(
            "mairie",
            code,
            f"Mairie {of_name(corpus.communes[code].nom)}",
            "",
            mairie.telephone or "",
            mairie.courriel or "",
            mairie.adresse or "",
            horaires_fr(mairie.horaires) if mairie.horaires else "",
            mairie.site or "",
        )


def _of_fiche(corpus: Corpus, genre: str, identifiant: str) -> Porte:
    fiche: Any = corpus.services[identifiant] if genre == "service" else corpus.acteurs[identifiant]
    acteurs = [corpus.acteurs[key] for key in corpus.holders_of(fiche)] if genre == "service" else [fiche]
    contacts = corpus.contacts_of(fiche)
    lieux = fiche.lieux or tuple(lieu for acteur in acteurs for lieu in acteur.lieux)
    return Porte(
        genre,
        identifiant,
        acteurs[0].nom if acteurs else fiche.nom,
        contacts[0].role if contacts else "",
        next((c.telephone for c in contacts if c.telephone), ""),
        next((c.courriel for c in contacts if c.courriel), ""),
        postal(corpus, lieux[0]) if lieux else "",
        next((horaires_fr(one.horaires) for one in (*contacts, *lieux) if one.horaires), ""),
        next((url for url in (*(c.url for c in contacts), *(acteur.site_web for acteur in acteurs)) if url), ""),
    )


def postal(corpus: Corpus, lieu: Lieu) -> str:
    """Return a place as one postal line."""
    town = corpus.officiel.communes[lieu.commune].nom if lieu.commune in corpus.officiel.communes else ""
    return f"{lieu.adresse}, {lieu.ville(town)}"
