"""Where a weak point of the autodiagnostic leads: the help that may be proposed today."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from generator.corpus.corpus import Corpus
from generator.corpus.etats import est_propose
from generator.corpus.francais import alphabetical
from generator.models.autodiagnostic import PointAutodiagnostic

MAX_TROUVES = 3
"""Services found by subject, for a point that names none that may be proposed."""


class Aides(NamedTuple):
    """Ids of what helps on a point, in the order to show."""

    services: tuple[str, ...]
    ressources: tuple[str, ...]
    outils: tuple[str, ...]
    chapitres: tuple[str, ...]


def find_aides(corpus: Corpus, today: datetime.date, point: PointAutodiagnostic) -> Aides:
    """Return what the point names and may be proposed; without such a service, the first ones of its thématiques."""
    services = tuple(
        key for key in point.services if key in corpus.services and est_propose(corpus.services[key], today)
    )
    ressources = tuple(
        key for key in point.ressources if key in corpus.ressources and est_propose(corpus.ressources[key], today)
    )
    if not services:
        found = (service for thematique in point.thematiques for service in open_services(corpus, today, thematique))
        services = tuple(dict.fromkeys(found))[:MAX_TROUVES]
    outils = tuple(key for key in point.outils if key in corpus.outils)
    chapitres = tuple(key for key in point.chapitres if key in corpus.chapitres)
    return Aides(services, ressources, outils, chapitres)


def open_services(corpus: Corpus, today: datetime.date, thematique: str) -> tuple[str, ...]:
    """Return the services of a thématique that may be proposed in at least one commune, by name."""
    found = [
        (alphabetical(service.nom), key)
        for key, service in corpus.services.items()
        if thematique in service.thematiques and est_propose(service, today) and corpus.coverage(service.zone)
    ]
    return tuple(key for _, key in sorted(found))
