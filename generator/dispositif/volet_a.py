"""Half A of the fiche projet, the besoins: its indicateurs that are computed, one function each."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from generator.corpus.corpus import Corpus
from generator.corpus.francais import same_title
from generator.dispositif.mesures import PAS_ENCORE, Barre, IndicateurCalcule, Valeur, nombre, somme
from generator.dispositif.participation import est_tenue
from generator.dispositif.petits_groupes import trop_peu
from generator.models.instance import Instance, Reunion, Satisfaction


def reunions_tenues(corpus: Corpus, today: datetime.date, lettre: str) -> list[tuple[Instance, Reunion]]:
    """Return the meetings of a half (A or B) that took place and were counted, the oldest first."""
    held = [
        (instance, reunion)
        for instance in corpus.instances.values()
        if instance.volet == lettre.lower()
        for reunion in instance.reunions
        if est_tenue(reunion, today)
    ]
    return sorted(held, key=lambda pair: (pair[1].date, pair[1].id))


def participation(corpus: Corpus, today: datetime.date, lettre: str) -> IndicateurCalcule:
    """Organisations that came at least once / organisations asked; one in two instances counts once."""
    asked: set[str] = set()
    came: set[str] = set()
    for instance in corpus.instances.values():
        if instance.volet != lettre.lower():
            continue
        for key, sollicite in instance.sollicites.items():
            who = sollicite.acteur or same_title(sollicite.nom)
            asked.add(who)
            if any(key in reunion.participants for reunion in instance.reunions if reunion.date <= today):
                came.add(who)
    if not reunions_tenues(corpus, today, lettre):
        return IndicateurCalcule(silence=PAS_ENCORE)
    return somme(Valeur("Structures venues au moins une fois, sur celles invitées", "taux", len(came), len(asked)))


def reunions(corpus: Corpus, today: datetime.date, lettre: str) -> IndicateurCalcule:
    """The number of meetings, then present / invited, all meetings together."""
    held = reunions_tenues(corpus, today, lettre)
    if not held:
        return IndicateurCalcule(silence=PAS_ENCORE)
    points = [
        Barre(
            f"{reunion.titre}, {reunion.date:%d/%m/%Y}",
            sum((reunion.presents or {}).values()),
            sum(reunion.invites.values()),
        )
        for _, reunion in held
    ]
    return somme(
        Valeur("Réunions tenues", "nombre", len(held)),
        Valeur(
            "Présents, sur invités",
            "taux",
            sum(point.numerateur for point in points),
            sum(point.denominateur or 0 for point in points),
            tuple(points),
        ),
    )


def satisfaction_instance(corpus: Corpus, today: datetime.date, lettre: str) -> IndicateurCalcule:
    """Two questions, never mixed: the besoins identified, the way of deciding."""
    held = reunions_tenues(corpus, today, lettre)
    seuil = corpus.territoire.confidentialite.petit_groupe

    def question(libelle: str, answers: Iterable[Satisfaction | None]) -> Valeur | None:
        given = [answer for answer in answers if answer is not None]
        total = sum(answer.reponses for answer in given)
        if not total or total < seuil:
            return None
        return Valeur(libelle, "taux", sum(answer.satisfaits for answer in given), total)

    asked = sum(
        answer.reponses
        for _, reunion in held
        for answer in (reunion.satisfaction_besoins, reunion.satisfaction_decision)
        if answer
    )
    return somme(
        question("Satisfaits des besoins identifiés", (r.satisfaction_besoins for _, r in held)),
        question("Satisfaits de la façon de décider", (r.satisfaction_decision for _, r in held)),
        silence=trop_peu(seuil) if asked else PAS_ENCORE,
    )


def besoins_priorises(corpus: Corpus, today: datetime.date, lettre: str) -> IndicateurCalcule:
    """Besoins that a meeting of the Instance has chosen; those from before the dispositif do not count."""
    points = [
        Barre(besoin.libelle, 1)
        for besoin in corpus.besoins.values()
        if not besoin.anterieur and any(s.statut == "priorise" and s.reunion for s in besoin.historique)
    ]
    return nombre("Besoins choisis ensemble", points)


def reponses_appels(corpus: Corpus, today: datetime.date, lettre: str) -> IndicateurCalcule:
    """Answers handed in to a call, whatever the outcome."""
    points = [
        Barre(f"{besoin.libelle} : {appel.appel}", 1)
        for besoin in corpus.besoins.values()
        for appel in besoin.appels
        if appel.depose_le <= today
    ]
    return nombre("Réponses déposées", points)


def solutions(corpus: Corpus, today: datetime.date, lettre: str) -> IndicateurCalcule:
    """Solutions described, with the local ressources that they rely on."""
    points = [
        Barre(besoin.libelle, 1)
        for besoin in corpus.besoins.values()
        if not besoin.anterieur
        and besoin.solution
        and besoin.ressources_locales
        and besoin.statut in ("en-construction", "repondu")
    ]
    return nombre("Solutions construites avec des ressources d'ici", points)
