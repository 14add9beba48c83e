"""Half B of the fiche projet, the collectifs: its indicateurs, one function each.

B1.1 and B1.2 count collectifs and projects: always whole. The three others are made by people, collectif by
collectif: the rule of petits_groupes.py says which parts are told.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

from generator.corpus.corpus import Corpus
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


def collectifs(corpus: Corpus, today: datetime.date, indicateur: Indicateur) -> IndicateurCalcule:
    """Collectifs whose convention is signed, named or not."""
    points = _counted(corpus, today, lambda c: bool(c.convention_le and c.convention_le <= today))
    return nombre(corpus, today, "Collectifs accompagnés", points, "Aucun collectif n'a encore signé de convention.")


def projets(corpus: Corpus, today: datetime.date, indicateur: Indicateur) -> IndicateurCalcule:
    """Projects that reached the four points: objectives, governance, organisation, money."""
    points = _counted(corpus, today, lambda c: c.projet.complet(today))
    return nombre(corpus, today, "Projets structurés et financés", points, "Aucun projet n'a encore les quatre points.")


def _counted(corpus: Corpus, today: datetime.date, kept: Callable[[Collectif], bool]) -> list[Barre]:
    found = [c for c in corpus.collectifs.values() if kept(c)]
    named = [Barre(c.nom, 1) for c in found if a_accord(c, today)]
    return named + [Barre(COMPTES_SANS_ACCORD, 1)] * (len(found) - len(named))


def parts_competences(corpus: Corpus, today: datetime.date) -> list[PartDeGroupe]:
    """Of each collectif: the points gained, out of the self-assessments made at the beginning and at the end."""
    parts = []
    for collectif in suivis(corpus, today):
        done = [e for e in collectif.autoevaluation if e.apres and (e.apres_le is None or e.apres_le <= today)]
        gained = arrondi(sum((one.apres or 0) - one.avant for one in done))
        people = min((one.reponses or collectif.membres for one in done), default=0)
        parts.append(PartDeGroupe(collectif.nom, gained, len(done), people, a_accord(collectif, today)))
    return parts


def parts_regularite(corpus: Corpus, today: datetime.date) -> list[PartDeGroupe]:
    """Of each collectif: members who came, out of the members expected, all sessions together."""
    parts = []
    for collectif in suivis(corpus, today):
        past = [temps for temps in collectif.temps if temps.date <= today]
        came, expected = (sum(getattr(temps, term) for temps in past) for term in ("presents", "attendus"))
        parts.append(PartDeGroupe(collectif.nom, came, expected, collectif.membres, a_accord(collectif, today)))
    return parts


def parts_satisfaction(corpus: Corpus, today: datetime.date) -> list[PartDeGroupe]:
    """Of each collectif: the sum of the notes from 1 to 5, out of how many members gave one."""
    return [
        PartDeGroupe(c.nom, told.points, told.reponses, told.reponses, a_accord(c, today))
        for c in suivis(corpus, today)
        if (told := c.satisfaction) is not None and told.le <= today
    ]


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
    over, under = (arrondi(sum(getattr(p, term) for p in partage.total)) for term in ("numerateur", "denominateur"))
    points = tuple(Barre(part.nom, part.numerateur, part.denominateur) for part in partage.seules)
    mention = ""
    if sort == "note":
        points = _spread(groups, {part.nom for part in partage.total})
    elif partage.ensemble:
        mention = f"Dont {len(partage.ensemble)} collectifs trop petits pour être dits un par un."
    return somme(Valeur(label, sort, over, under, points, mention, sur=sur_combien(partage, len(groups))))


def _spread(groups: tuple[Collectif, ...], kept: set[str]) -> tuple[Barre, ...]:
    """Return how many gave each note; nothing unless each collectif in the total says it."""
    told = [c.satisfaction for c in groups if c.nom in kept and c.satisfaction is not None]
    if not all(one.repartition for one in told):
        return ()
    total = sum(one.reponses for one in told)
    return tuple(Barre(f"Note {note}", sum(one.repartition[note - 1] for one in told), total) for note in NOTES)
