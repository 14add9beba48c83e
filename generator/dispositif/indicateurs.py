"""The indicateurs of the fiche projet, computed from the data; both terms are always kept.

The ways of computing come from the table of the guide's plan (« calcul
proposé »). A1.1 and A1.2 are typed measures; the thirteen others are computed
here and never typed.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from generator.corpus.corpus import Corpus
from generator.corpus.francais import same_title
from generator.dispositif.participation import est_tenue
from generator.dispositif.petits_groupes import COMPTES_SANS_ACCORD, trop_peu, visibles
from generator.models.collectif import Collectif
from generator.models.indicateur import Indicateur
from generator.models.instance import Instance, Reunion, Satisfaction

NOTES = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Barre:
    """One bar or one step of a chart: a meeting, a collectif, a day."""

    nom: str
    numerateur: int
    denominateur: int | None = None


@dataclass(frozen=True, slots=True)
class Valeur:
    """One value with both its terms, and what a chart of it shows."""

    libelle: str
    type: str
    """taux, nombre, note or ecart"""
    numerateur: int
    """What is counted; for a note or an ecart, the sum of the points."""
    denominateur: int | None = None
    """Out of how many; None for a number."""
    detail: tuple[Barre, ...] = ()
    mention: str = ""
    """What one must know to read it: source, group left out."""
    date: datetime.date | None = None

    @property
    def rapport(self) -> float | None:
        """Return numerator / denominator, None without a denominator or when it is nought."""
        return self.numerateur / self.denominateur if self.denominateur else None


@dataclass(frozen=True, slots=True)
class IndicateurCalcule:
    """What an indicateur tells today: its measures, or why there is none."""

    mesures: tuple[Valeur, ...] = ()
    silence: str = ""
    """Why nothing is published, when nothing is."""

    @property
    def mesure(self) -> bool:
        return bool(self.mesures)


PAS_ENCORE = "Pas encore mesuré."
_Formule = Callable[[Corpus, datetime.date, str], IndicateurCalcule]


def _somme(*mesures: Valeur | None, silence: str = PAS_ENCORE) -> IndicateurCalcule:
    """Return the measures that are there; a rate out of nothing is no measure."""
    kept = tuple(m for m in mesures if m is not None and (m.type == "nombre" or m.denominateur))
    return IndicateurCalcule(kept, "" if kept else silence)


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


def _participation(corpus: Corpus, today: datetime.date, lettre: str) -> IndicateurCalcule:
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
    return _somme(Valeur("Structures venues au moins une fois, sur celles invitées", "taux", len(came), len(asked)))


def _reunions(corpus: Corpus, today: datetime.date, lettre: str) -> IndicateurCalcule:
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
    return _somme(
        Valeur("Réunions tenues", "nombre", len(held)),
        Valeur(
            "Présents, sur invités",
            "taux",
            sum(point.numerateur for point in points),
            sum(point.denominateur or 0 for point in points),
            tuple(points),
        ),
    )


def _satisfaction_instance(corpus: Corpus, today: datetime.date, lettre: str) -> IndicateurCalcule:
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
    return _somme(
        question("Satisfaits des besoins identifiés", (r.satisfaction_besoins for _, r in held)),
        question("Satisfaits de la façon de décider", (r.satisfaction_decision for _, r in held)),
        silence=trop_peu(seuil) if asked else PAS_ENCORE,
    )


def _besoins_priorises(corpus: Corpus, today: datetime.date, lettre: str) -> IndicateurCalcule:
    """Besoins that a meeting of the Instance has chosen; those from before the dispositif do not count."""
    points = [
        Barre(besoin.libelle, 1)
        for besoin in corpus.besoins.values()
        if not besoin.anterieur and any(s.statut == "priorise" and s.reunion for s in besoin.historique)
    ]
    return _nombre("Besoins choisis ensemble", points)


def _reponses_appels(corpus: Corpus, today: datetime.date, lettre: str) -> IndicateurCalcule:
    """Answers handed in to a call, whatever the outcome."""
    points = [
        Barre(f"{besoin.libelle} : {appel.appel}", 1)
        for besoin in corpus.besoins.values()
        for appel in besoin.appels
        if appel.depose_le <= today
    ]
    return _nombre("Réponses déposées", points)


def _solutions(corpus: Corpus, today: datetime.date, lettre: str) -> IndicateurCalcule:
    """Solutions described, with the local ressources that they rely on."""
    points = [
        Barre(besoin.libelle, 1)
        for besoin in corpus.besoins.values()
        if not besoin.anterieur
        and besoin.solution
        and besoin.ressources_locales
        and besoin.statut in ("en-construction", "repondu")
    ]
    return _nombre("Solutions construites avec des ressources d'ici", points)


def _nombre(libelle: str, points: list[Barre], mention: str = "") -> IndicateurCalcule:
    if not points and not mention:
        return IndicateurCalcule(silence=PAS_ENCORE)
    return IndicateurCalcule((Valeur(libelle, "nombre", len(points), None, tuple(points), mention),))


def _collectifs(corpus: Corpus, today: datetime.date, lettre: str) -> IndicateurCalcule:
    """Collectifs whose convention is signed."""
    return _compter(
        corpus, "Collectifs accompagnés", today, lambda c: bool(c.convention_le and c.convention_le <= today)
    )


def _projets(corpus: Corpus, today: datetime.date, lettre: str) -> IndicateurCalcule:
    """Projects that reached the four points: objectives, governance, organisation, money."""
    return _compter(corpus, "Projets structurés et financés", today, lambda c: c.projet.complet)


def _compter(
    corpus: Corpus, libelle: str, today: datetime.date, kept: Callable[[Collectif], bool]
) -> IndicateurCalcule:
    named, counted, left_out = visibles(corpus, today)
    points = [Barre(c.nom, 1) for c in named if kept(c)] + [Barre(COMPTES_SANS_ACCORD, 1) for c in counted if kept(c)]
    return _nombre(libelle, points, left_out)


def _competences(corpus: Corpus, today: datetime.date, lettre: str) -> IndicateurCalcule:
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
    return _somme(
        Valeur(
            "Points gagnés, sur les auto-évaluations faites au début et à la fin",
            "ecart",
            after - before,
            len(pairs),
            tuple(points),
            mention,
        )
    )


def _regularite(corpus: Corpus, today: datetime.date, lettre: str) -> IndicateurCalcule:
    """Members who came / members expected, all sessions; by collectif where it agreed."""
    named, counted, left_out = visibles(corpus, today)

    def terms(collectif: Collectif) -> tuple[int, int]:
        past = [temps for temps in collectif.temps if temps.date <= today]
        return sum(temps.presents for temps in past), sum(temps.attendus for temps in past)

    points = [Barre(c.nom, *terms(c)) for c in named if terms(c)[1]]
    every = [terms(c) for c in (*named, *counted)]
    return _somme(
        Valeur(
            "Présences, sur présences attendues",
            "taux",
            sum(t[0] for t in every),
            sum(t[1] for t in every),
            tuple(points),
            left_out,
        )
    )


def _satisfaction_collectifs(corpus: Corpus, today: datetime.date, lettre: str) -> IndicateurCalcule:
    """Mean note from 1 to 5, and how many gave each note; too few notes are not published."""
    named, counted, left_out = visibles(corpus, today)
    notes = [note for collectif in (*named, *counted) for note in collectif.satisfaction]
    seuil = corpus.territoire.confidentialite.petit_groupe
    if notes and len(notes) < seuil:
        return IndicateurCalcule(silence=trop_peu(seuil))
    points = tuple(Barre(f"Note {note}", notes.count(note), len(notes)) for note in NOTES)
    return _somme(Valeur("Note moyenne sur 5", "note", sum(notes), len(notes), points, left_out))


FORMULES: Mapping[str, _Formule] = {
    "participation-sollicites": _participation,
    "reunions": _reunions,
    "satisfaction-instance": _satisfaction_instance,
    "besoins-priorises": _besoins_priorises,
    "reponses-appels": _reponses_appels,
    "solutions": _solutions,
    "collectifs": _collectifs,
    "projets-structures": _projets,
    "competences": _competences,
    "regularite": _regularite,
    "satisfaction-collectifs": _satisfaction_collectifs,
}
"""`formule` of an indicateur → what computes it."""


def mesurer(corpus: Corpus, indicateur: Indicateur, today: datetime.date) -> IndicateurCalcule:
    """Return what an indicateur tells today: computed, or the measures typed so far."""
    if indicateur.formule is not None:
        return FORMULES[indicateur.formule](corpus, today, indicateur.lettre)
    past = [mesure for mesure in indicateur.mesures if mesure.date <= today]
    if not past:
        return IndicateurCalcule(silence=PAS_ENCORE)
    if indicateur.type == "nombre":
        points = tuple(Barre(f"{m.date:%d/%m/%Y}", m.numerateur) for m in past)
        total = sum(m.numerateur for m in past)
        sources = " ; ".join(dict.fromkeys(m.source for m in past))
        return IndicateurCalcule(
            (Valeur("Total", "nombre", total, None, points, f"Source : {sources}.", past[-1].date),)
        )
    points = tuple(Barre(f"{m.date:%d/%m/%Y}", m.numerateur, m.denominateur) for m in past)
    last = past[-1]
    mention = f"Source : {last.source}. {last.precision or ''}".strip()
    return _somme(
        Valeur("Dernière mesure", indicateur.type, last.numerateur, last.denominateur, points, mention, last.date)
    )


def atteinte(indicateur: Indicateur, resultat: IndicateurCalcule) -> tuple[int, int] | None:
    """Return (reached, aimed at) for an indicateur with a target, else None."""
    if indicateur.cible is None:
        return None
    reached = next((m.numerateur for m in resultat.mesures if m.type == "nombre"), 0)
    return reached, indicateur.cible.valeur
