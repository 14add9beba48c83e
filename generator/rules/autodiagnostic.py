"""The autodiagnostic of a collectif: ten points, each one leads to some help of today."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.corpus.corpus import Corpus
from generator.corpus.etats import PLUS_PROPOSES, est_propose, statut_affiche
from generator.corpus.francais import same_title
from generator.corpus.locating import at
from generator.corpus.walking import Where
from generator.dispositif.autodiagnostic import find_aides, open_services
from generator.models.autodiagnostic import PointAutodiagnostic
from generator.problems import Problem

KIND = "autodiagnostic"
POINTS = 10
"""The guide's plan, B1: but, membres, décision, rôles, cadre, argent, temps, partenaires, utilité, risques."""


def _at(corpus: Corpus, code: str, where: Where, message: str) -> Problem:
    return at(corpus, code, KIND, KIND, where, message)


def _points(corpus: Corpus) -> dict[str, PointAutodiagnostic]:
    return corpus.autodiagnostic.points if corpus.autodiagnostic else {}


def check_points(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The autodiagnostic has ten points, no two with the same title."""
    points = _points(corpus)
    if points and len(points) != POINTS:
        yield _at(corpus, "AUT001", ("points",), f"{len(points)} points, {POINTS} attendus.")
    seen: dict[str, str] = {}
    for key, point in points.items():
        title = same_title(point.titre)
        if title in seen:
            message = f"« {point.titre} » est déjà le titre du point « {seen[title]} »."
            yield _at(corpus, "AUT002", ("points", key, "titre"), message)
        seen.setdefault(title, key)


def check_help(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Each point leads to a service or a ressource that may be proposed today, or to an outil."""
    for key, point in _points(corpus).items():
        # A fiche that does not exist is told by check_references, once.
        known = (
            (point.services, corpus.services), (point.ressources, corpus.ressources),
            (point.outils, corpus.outils), (point.chapitres, corpus.chapitres),
        )  # fmt: skip
        unknown = any(named not in files for names, files in known for named in names)
        # Reading alone is no help: a chapter does not count.
        if not unknown and not any(find_aides(corpus, today, point)[:3]):
            message = f"un collectif faible sur « {point.titre} » ne trouve aucune aide."
            yield _at(corpus, "AUT006" if _stopped(corpus, today, point) else "AUT003", ("points", key), message)


def _stopped(corpus: Corpus, today: datetime.date, point: PointAutodiagnostic) -> bool:
    """Whether a help that the point names, or a service on its subjects, stopped: there was one."""
    named = [corpus.services[key] for key in point.services] + [corpus.ressources[key] for key in point.ressources]
    about = [one for one in corpus.services.values() if not set(point.thematiques).isdisjoint(one.thematiques)]
    return any(statut_affiche(fiche, today) in PLUS_PROPOSES for fiche in (*named, *about))


def check_named_help(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """What a point names may be proposed today; each of its thématiques has a service open somewhere here;
    those that have none, in one line."""
    themes = corpus.referentiels["thematiques"].termes
    lonely: list[tuple[Where, str]] = []
    for key, point in _points(corpus).items():
        for name, fiches in (("services", corpus.services), ("ressources", corpus.ressources)):
            for rank, named in enumerate(getattr(point, name)):
                fiche = fiches.get(named)
                if fiche is not None and not est_propose(fiche, today):
                    message = f"« {fiche.nom} » ne peut pas être proposé aujourd'hui ({statut_affiche(fiche, today)})."
                    yield _at(corpus, "AUT004", ("points", key, name, rank), message)
        lonely += [
            (("points", key, "thematiques", rank), thematique)
            for rank, thematique in enumerate(point.thematiques)
            if thematique in themes and not open_services(corpus, today, thematique)
        ]
    if lonely:
        said = ", ".join(f"« {themes[one].libelle} »" for one in dict.fromkeys(one for _, one in lonely))
        yield _at(corpus, "AUT005", lonely[0][0], f"aucun service n'est ouvert sur {said}.")
