"""Half B of the fiche projet, the collectifs: its indicateurs, one function each."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from generator.corpus.corpus import Corpus
from generator.dispositif.mesures import Barre, IndicateurCalcule, Valeur, nombre, somme
from generator.dispositif.petits_groupes import COMPTES_SANS_ACCORD, trop_peu, visibles
from generator.models.collectif import Collectif

NOTES = (1, 2, 3, 4, 5)


def collectifs(corpus: Corpus, today: datetime.date, lettre: str) -> IndicateurCalcule:
    """Collectifs whose convention is signed."""
    return _count(corpus, "Collectifs accompagnés", today, lambda c: bool(c.convention_le and c.convention_le <= today))


def projets(corpus: Corpus, today: datetime.date, lettre: str) -> IndicateurCalcule:
    """Projects that reached the four points: objectives, governance, organisation, money."""
    return _count(corpus, "Projets structurés et financés", today, lambda c: c.projet.complet)


def _count(corpus: Corpus, libelle: str, today: datetime.date, kept: Callable[[Collectif], bool]) -> IndicateurCalcule:
    named, counted, left_out = visibles(corpus, today)
    points = [Barre(c.nom, 1) for c in named if kept(c)] + [Barre(COMPTES_SANS_ACCORD, 1) for c in counted if kept(c)]
    return nombre(libelle, points, left_out)


def competences(corpus: Corpus, today: datetime.date, lettre: str) -> IndicateurCalcule:
    """Mean gap between the self-assessments of the end and of the beginning, from 1 to 5."""
    named, counted, left_out = visibles(corpus, today)
    pairs = [
        (collectif, evaluation.avant, evaluation.apres)
        for collectif in (*named, *counted)
        for evaluation in collectif.autoevaluation
        if evaluation.apres is not None
    ]
    points = [
        Barre(
            collectif.nom,
            sum((apres or 0) - avant for one, avant, apres in pairs if one is collectif),
            sum(1 for one, _, _ in pairs if one is collectif),
        )
        for collectif in named
        if any(one is collectif for one, _, _ in pairs)
    ]
    before, after = sum(avant for _, avant, _ in pairs), sum(apres or 0 for _, _, apres in pairs)
    mention = f"Somme des notes : {before} au début, {after} à la fin. {left_out}".strip()
    return somme(
        Valeur(
            "Points gagnés, sur les auto-évaluations faites au début et à la fin",
            "ecart",
            after - before,
            len(pairs),
            tuple(points),
            mention,
        )
    )


def regularite(corpus: Corpus, today: datetime.date, lettre: str) -> IndicateurCalcule:
    """Members who came / members expected, all sessions; by collectif where it agreed."""
    named, counted, left_out = visibles(corpus, today)

    def terms(collectif: Collectif) -> tuple[int, int]:
        past = [temps for temps in collectif.temps if temps.date <= today]
        return sum(temps.presents for temps in past), sum(temps.attendus for temps in past)

    points = [Barre(c.nom, *terms(c)) for c in named if terms(c)[1]]
    every = [terms(c) for c in (*named, *counted)]
    return somme(
        Valeur(
            "Présences, sur présences attendues",
            "taux",
            sum(t[0] for t in every),
            sum(t[1] for t in every),
            tuple(points),
            left_out,
        )
    )


def satisfaction_collectifs(corpus: Corpus, today: datetime.date, lettre: str) -> IndicateurCalcule:
    """Mean note from 1 to 5, and how many gave each note; too few notes are not published."""
    named, counted, left_out = visibles(corpus, today)
    notes = [note for collectif in (*named, *counted) for note in collectif.satisfaction]
    seuil = corpus.territoire.confidentialite.petit_groupe
    if notes and len(notes) < seuil:
        return IndicateurCalcule(silence=trop_peu(seuil))
    points = tuple(Barre(f"Note {note}", notes.count(note), len(notes)) for note in NOTES)
    return somme(Valeur("Note moyenne sur 5", "note", sum(notes), len(notes), points, left_out))
