"""Half B of the fiche projet, the collectifs: its indicateurs, one function each.

B1.1 and B1.2 count collectifs and projects: always whole. The three others are made by people, collectif by
collectif: the rule of petits_groupes.py says which parts are told.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from generator.corpus.corpus import Corpus
from generator.corpus.genres import GENRES
from generator.dispositif.mesures import GARDE, Barre, IndicateurCalcule, Valeur, arrondi, nombre, somme
from generator.dispositif.petits_groupes import (
    COMPTES_SANS_ACCORD,
    Partage,
    PartDeGroupe,
    a_accord,
    partager,
    suivis,
    sur_combien,
)
from generator.models.collectif import Collectif
from generator.models.indicateur import Indicateur

NOTES = (1, 2, 3, 4, 5)
DOSSIER = GENRES["collectif"].chemin


def collectifs(corpus: Corpus, today: datetime.date, indicateur: Indicateur) -> IndicateurCalcule:
    """Collectifs whose convention is signed, named or not."""
    points = _counted(corpus, today, lambda c: c.convention_le)
    return nombre(
        corpus, today, "collectif", "Collectifs accompagnés", points, "Aucun collectif n'a encore signé de convention."
    )


def projets(corpus: Corpus, today: datetime.date, indicateur: Indicateur) -> IndicateurCalcule:
    """Projects that reached the four points: objectives, governance, organisation, money."""
    points = _counted(corpus, today, lambda c: c.projet.complet_le)
    return nombre(
        corpus,
        today,
        "collectif",
        "Projets structurés et financés",
        points,
        "Aucun projet n'a encore les quatre points.",
    )


def _counted(corpus: Corpus, today: datetime.date, when: Callable[[Collectif], datetime.date | None]) -> list[Barre]:
    """One line a collectif from the day that `when` gives; those that did not agree keep their name and their file."""
    points = []
    for key, collectif in corpus.collectifs.items():
        day = when(collectif)
        if day is not None and day <= today:
            said = (collectif.nom, _path(key)) if a_accord(collectif, today) else (COMPTES_SANS_ACCORD, DOSSIER)
            points.append(Barre(said[0], 1, chemin=said[1], date=day.isoformat()))
    return sorted(points, key=lambda point: point.nom == COMPTES_SANS_ACCORD)


def _path(key: str) -> str:
    return GENRES["collectif"].path_of(key)


def parts_competences(corpus: Corpus, today: datetime.date) -> list[PartDeGroupe]:
    """Of each collectif: the points gained, out of the self-assessments made at the beginning and at the end."""
    parts = []
    for key, collectif in suivis(corpus, today).items():
        done = [e for e in collectif.autoevaluation if e.apres and (e.apres_le is None or e.apres_le <= today)]
        gained = arrondi(sum((one.apres or 0) - one.avant for one in done))
        people = min((one.reponses or collectif.membres for one in done), default=0)
        last = max((one.apres_le.isoformat() for one in done if one.apres_le), default="")
        agreed = a_accord(collectif, today)
        parts.append(PartDeGroupe(collectif.nom, gained, len(done), people, agreed, _path(key), last))
    return parts


def parts_regularite(corpus: Corpus, today: datetime.date) -> list[PartDeGroupe]:
    """Of each collectif: members who came, out of the members expected, all sessions together."""
    parts = []
    for key, collectif in suivis(corpus, today).items():
        past = [temps for temps in collectif.temps if temps.date <= today]
        came, expected = (sum(getattr(temps, term) for temps in past) for term in ("presents", "attendus"))
        last = max((temps.date.isoformat() for temps in past), default="")
        agreed = a_accord(collectif, today)
        parts.append(PartDeGroupe(collectif.nom, came, expected, collectif.membres, agreed, _path(key), last))
    return parts


def parts_satisfaction(corpus: Corpus, today: datetime.date) -> list[PartDeGroupe]:
    """Of each collectif: the sum of the notes from 1 to 5, out of how many members gave one."""
    parts = []
    for key, collectif in suivis(corpus, today).items():
        told = collectif.satisfaction
        points, answers = (told.points, told.reponses) if told and told.le <= today else (0, 0)
        day, agreed = told.le.isoformat() if told else "", a_accord(collectif, today)
        parts.append(PartDeGroupe(collectif.nom, points, answers, answers, agreed, _path(key), day))
    return parts


PARTS = {
    "competences": (parts_competences, "ecart", "Points gagnés, sur les auto-évaluations faites au début et à la fin"),
    "regularite": (parts_regularite, "taux", "Présences, sur présences attendues"),
    "satisfaction-collectifs": (parts_satisfaction, "note", "Note moyenne sur 5"),
}
"""`formule` → what each collectif brings, the type of the figure, its words."""


def partage_of(corpus: Corpus, formule: str, today: datetime.date) -> Partage:
    """Return how the parts of a figure are told; none is told when its total is typed."""
    partage = partager(PARTS[formule][0](corpus, today), corpus.territoire.confidentialite.petit_groupe)
    typed = any(one.formule == formule and one.mesures for one in corpus.indicateurs.values())
    return Partage((), (), partage.sans_accord, partage.petites) if typed else partage


def figure(corpus: Corpus, today: datetime.date, indicateur: Indicateur) -> IndicateurCalcule:
    """Mean gap of the self-assessments (B1.3), presences (B1.4) or mean note (B1.5), all the collectifs together."""
    formule = indicateur.formule or ""
    _, sort, label = PARTS[formule]
    partage = partage_of(corpus, formule, today)
    groups = suivis(corpus, today)
    if not partage.total:
        why = f"Sur {sur_combien(partage, len(groups))}." if partage.raisons else "Rien n'est encore noté."
        return IndicateurCalcule((), GARDE, why) if partage.raisons else somme(raison=why)
    lines = partage.lignes
    points = lines[: len(partage.seules)]
    mention = ""
    if sort == "note":
        points = _spread(groups, {part.nom for part in partage.total})
    elif partage.ensemble:
        mention = f"Dont {len(partage.ensemble)} collectifs trop petits pour être dits un par un."
    kept = sur_combien(partage, len(groups))
    return somme(Valeur(label, sort, *partage.termes, points, mention, lignes=lines, sur=kept))


def _spread(groups: Mapping[str, Collectif], kept: set[str]) -> tuple[Barre, ...]:
    """Return how many gave each note; nothing unless each collectif in the total says it."""
    told = [c.satisfaction for c in groups.values() if c.nom in kept and c.satisfaction is not None]
    if not all(one.repartition for one in told):
        return ()
    total = sum(one.reponses for one in told)
    return tuple(Barre(f"Note {note}", sum(one.repartition[note - 1] for one in told), total) for note in NOTES)
