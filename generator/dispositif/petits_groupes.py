"""The rule of small groups: nobody can be recognised in a published figure, not even by a subtraction.

1. A count of collectifs, projects, meetings or besoins is always published whole: it says nothing of anybody. A
   collectif without `accord_publication` counts there, without its name.
2. A figure made by people (answers, notes, presences) is cut in parts: one a collectif, one a meeting. A part is
   published alone when its group agrees and at least `confidentialite: petit_groupe` people (territoire.yml) made it.
3. A part of a group that did not agree is in no figure but the counts.
4. The parts that are too small are in the total only together: two of them at least, and as many people as the same
   threshold. Else they are left out. So a total less the parts that are published never gives one part that is not.
5. What is left out is told beside the figure: « 1 collectif sur 2 », and why.

The page that tells it to all is donnees-personnelles/ ; why: docs/decisions/0022-small-groups.md.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from generator.corpus.corpus import Corpus
from generator.corpus.francais import pluriel
from generator.dispositif.mesures import Barre, arrondi
from generator.models.collectif import Collectif

COMPTES_SANS_ACCORD = "Un collectif non nommé"


@dataclass(frozen=True, slots=True)
class PartDeGroupe:
    """What one group brings to a figure, both terms, and how many people made it."""

    nom: str
    numerateur: float
    denominateur: float
    personnes: int
    accord: bool
    chemin: str = ""
    date: str = ""
    """Where it is written, and of which day"""


@dataclass(frozen=True, slots=True)
class Partage:
    """The parts of a figure, as the rule sorts them."""

    seules: tuple[PartDeGroupe, ...]
    """Published one by one, and in the total"""
    ensemble: tuple[PartDeGroupe, ...]
    """In the total only"""
    sans_accord: int
    petites: int
    """How many parts are in nothing, for each reason"""

    @property
    def total(self) -> tuple[PartDeGroupe, ...]:
        return self.seules + self.ensemble

    @property
    def termes(self) -> tuple[float, float]:
        """Both terms of the total."""
        over, under = (
            arrondi(sum(getattr(part, term) for part in self.total)) for term in ("numerateur", "denominateur")
        )
        return over, under

    @property
    def lignes(self) -> tuple[Barre, ...]:
        """What makes the total: the parts told one by one, then the others as one."""
        alone = [Barre(p.nom, p.numerateur, p.denominateur, chemin=p.chemin, date=p.date) for p in self.seules]
        if not self.ensemble:
            return tuple(alone)
        over, under = _sums(self.ensemble)
        folder = self.ensemble[0].chemin.rpartition("/")[0]
        return (*alone, Barre(f"{len(self.ensemble)} parts trop petites, ensemble", over, under, chemin=folder))

    @property
    def raisons(self) -> tuple[str, ...]:
        """Why parts are left out, in words; (): none is."""
        told = ((self.sans_accord, "sans accord"), (self.petites, "trop petit"))
        return tuple(f"{count} {why}" for count, why in told if count)


def _sums(parts: tuple[PartDeGroupe, ...]) -> tuple[float, float]:
    return arrondi(sum(p.numerateur for p in parts)), arrondi(sum(p.denominateur for p in parts))


def partager(parts: Iterable[PartDeGroupe], seuil: int) -> Partage:
    """Sort the parts of a figure by the rule above; a part that nobody made is none, but a refusal is told."""
    given = list(parts)
    agreed = [part for part in given if part.accord and part.personnes and part.denominateur]
    small = tuple(part for part in agreed if part.personnes < seuil)
    together = len(small) > 1 and sum(part.personnes for part in small) >= seuil
    return Partage(
        tuple(part for part in agreed if part.personnes >= seuil),
        small if together else (),
        sum(not part.accord for part in given),
        0 if together else len(small),
    )


def a_accord(collectif: Collectif, today: datetime.date) -> bool:
    """Whether the collectif has agreed to be named, by that day."""
    return collectif.accord_publication is not None and collectif.accord_publication <= today


def suivis(corpus: Corpus, today: datetime.date) -> dict[str, Collectif]:
    """Return the collectifs, but those whose convention is still to be signed that day."""
    return {key: c for key, c in corpus.collectifs.items() if c.convention_le is None or c.convention_le <= today}


def sur_combien(partage: Partage, groupes: int) -> str:
    """Return « 1 collectif sur 2 (1 sans accord) »."""
    kept = len(partage.total)
    missing = groupes - kept - partage.sans_accord - partage.petites
    why = (*partage.raisons, *((f"{missing} pas encore mesuré",) if missing else ()))
    return f"{pluriel(kept, 'collectif')} sur {groupes}" + (f" ({', '.join(why)})" if why else "")


def trop_peu(seuil: int) -> str:
    """Return the sentence for answers too few to be published."""
    return f"Moins de {seuil} réponses : rien n'est publié, pour ne reconnaître personne."
