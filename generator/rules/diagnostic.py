"""The decisions about the holes of the offer (data/diagnostic.yml), held against the matrix of the day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.corpus.corpus import Corpus
from generator.corpus.etats import statut_affiche
from generator.corpus.locating import at
from generator.corpus.walking import Where
from generator.dispositif.couverture import compute_couverture
from generator.dispositif.manques import PREMIERS, find_manques
from generator.models.diagnostic import Trou
from generator.orientation.study import study_of
from generator.problems import Problem, suggestion

KIND = "diagnostic"
COMBLENT = ("a-creer", "experimentation", "actif")
"""Statuses of a service that fills a hole, or will."""


def _at(corpus: Corpus, code: str, where: Where, message: str, hint: str = "") -> Problem:
    return at(corpus, code, KIND, KIND, where, message, hint)


def _known(corpus: Corpus, trou: Trou) -> bool:
    """Whether its words and its service exist; else check_references tells it, once."""
    terms = corpus.referentiels
    return (
        trou.thematique in terms["thematiques"].termes
        and trou.modalite in terms["modalites"].termes
        and (trou.service is None or trou.service in corpus.services)
    )


def check_filling(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The service that fills a hole treats this thématique in this modalité, in this département, and is alive."""
    for rank, trou in enumerate(corpus.trous):
        where: Where = ("trous", rank, "service")
        if trou.service is None or not _known(corpus, trou):
            continue
        service = corpus.services[trou.service]
        lacking = [
            f"« {word} » n'est pas dans ses {axe}"
            for axe, word in (("thematiques", trou.thematique), ("modalites", trou.modalite))
            if word not in getattr(service, axe)
        ]
        here = {corpus.communes[code].departement for code in corpus.coverage(service.zone)}
        if trou.departement is not None and trou.departement not in here:
            lacking.append(f"il n'est pas prévu dans le département {trou.departement}")
        if lacking:
            yield _at(corpus, "DIA002", where, f"« {service.nom} » ne comble pas ce manque : {', '.join(lacking)}.")
        elif (statut := statut_affiche(service, today)) not in COMBLENT:
            yield _at(corpus, "DIA003", where, f"« {service.nom} » a aujourd'hui le statut « {statut} ».")


def check_still_holes(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A decision is about a hole: once its cells are all covered, it is told as over."""
    if not corpus.trous:
        return
    couverture = compute_couverture(corpus, today)
    for rank, trou in enumerate(corpus.trous):
        if not _known(corpus, trou):
            continue
        where = [trou.departement] if trou.departement else list(couverture.departements)
        cells = [couverture.cases.get((trou.thematique, trou.modalite, code)) for code in where]
        if all(cell is not None and cell.etat == "couvert" for cell in cells):
            yield _at(
                corpus, "DIA004", ("trous", rank, "thematique"),
                f"« {trou.thematique} » en « {trou.modalite} » est ouvert partout où c'était un manque.",
            )  # fmt: skip


def check_trous(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A hole is decided once, in a département of the territory, on a day that is past."""
    here = sorted({commune.departement for commune in corpus.communes.values()})
    seen: set[tuple[str, str, str | None]] = set()
    for rank, trou in enumerate(corpus.trous):
        key = (trou.thematique, trou.modalite, trou.departement)
        if key in seen:
            yield _at(
                corpus, "DIA005", ("trous", rank, "thematique"),
                f"« {trou.thematique} » en « {trou.modalite} » a déjà une décision.",
            )  # fmt: skip
        seen.add(key)
        if trou.departement is not None and trou.departement not in here:
            yield _at(
                corpus, "DIA006", ("trous", rank, "departement"),
                f"« {trou.departement} » n'est pas un département d'ici.",
                suggestion(trou.departement, here) or f"Départements d'ici : {', '.join(here)}.",
            )  # fmt: skip
        if trou.decide_le is not None and trou.decide_le > today:
            yield _at(corpus, "DAT001", ("trous", rank, "decide_le"), f"{trou.decide_le} est dans l'avenir.")


def pressing_holes(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Each of the five most pressing holes has its decision, once data/diagnostic.yml exists.

    Five, so that the list can be worked through. The arbres must be right: it is
    their paths that tell which holes press, so this rule comes after their proofs.
    """
    if not corpus.trous:
        return
    words = corpus.referentiels
    manques = find_manques(compute_couverture(corpus, today), study_of(corpus, today))
    for rank, manque in enumerate([manque for manque in manques if manque.presse][:PREMIERS], 1):
        if not manque.a_decider:
            continue
        names = ", ".join(corpus.officiel.departements[code][0] for code in manque.a_decider)
        what = (
            f"« {words['thematiques'].termes[manque.thematique].libelle} », "
            f"« {words['modalites'].termes[manque.modalite].libelle} »"
        )
        reasons = [
            f"{count} {one if count < 2 else several}"
            for count, one, several in (
                (manque.attente.situations, "situation où rien ne convient", "situations où rien ne convient"),
                (len(manque.attente.besoins), "besoin qui attend", "besoins qui attendent"),
            )
            if count
        ]
        yield _at(
            corpus, "DIA007", ("trous",),
            f"manque n° {rank}, {what} ({names}) : {', '.join(reasons)}, et rien de décidé.",
        )  # fmt: skip
