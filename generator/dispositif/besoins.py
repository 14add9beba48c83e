"""What exists today for a besoin, and what is missing. Why each fiche is named is told with it.

- A service fits when it may be proposed today, shares a thématique with the besoin
  and is open in at least one of its communes.
- A ressource fits when it may be proposed, shares a thématique, and its acteur is
  from here (its zone is the territory, or a part of it) and acts in one of these communes.
- An initiative locale fits when it shares a thématique, or already answers a besoin
  with a same enjeu: one may visit it from any commune, the nearest come first.

Neutral order, the same for all: those open in more of the communes first, then those
that share more thématiques, then the name (accents apart), then the id. What the
besoin already names itself is not named twice.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from generator.corpus.corpus import Corpus
from generator.corpus.etats import add_months, est_propose
from generator.corpus.francais import alphabetical
from generator.models.besoin import Besoin
from generator.models.suivi_besoin import CANAUX, SUITE, Ecoute, SuiteVerifiee

LOCALES = ("territoire", "communes", "epci")
"""Types of zone of an acteur from here; a département, a région or France reach beyond."""
INITIATIVE = "initiative-locale"


@dataclass(frozen=True, slots=True)
class Trouvaille:
    """A fiche that fits a besoin, and why."""

    genre: str
    id: str
    nom: str
    thematiques: tuple[str, ...]
    """What they share, in the order of the besoin."""
    enjeux: tuple[str, ...]
    """Enjeux of the besoins that it answers already, shared with this one."""
    communes: frozenset[str]
    """Communes of the besoin where it is open."""

    @property
    def rank(self) -> tuple[int, int, str, str]:
        return (-len(self.communes), -len(self.thematiques), alphabetical(self.nom), self.id)


@dataclass(frozen=True, slots=True)
class Rapprochement:
    """All that fits one besoin, in neutral order, and what no service covers."""

    services: tuple[Trouvaille, ...]
    ressources: tuple[Trouvaille, ...]
    initiatives: tuple[Trouvaille, ...]
    sans_service: tuple[tuple[str, frozenset[str]], ...]
    """(thématique of the besoin, its communes where no service on it is open today); never empty sets."""


def bring_together(corpus: Corpus, identifiant: str, today: datetime.date) -> Rapprochement:
    """Return what fits the besoin `identifiant` on `today`."""
    besoin = corpus.besoins[identifiant]
    communes = corpus.communes_visees(besoin.communes)
    named = _named(besoin)
    everywhere = list(_services(corpus, besoin, communes, today))
    return Rapprochement(
        tuple(sorted((one for one in everywhere if (one.genre, one.id) not in named), key=lambda one: one.rank)),
        tuple(sorted(_ressources(corpus, besoin, communes, named, today), key=lambda one: one.rank)),
        tuple(sorted(_initiatives(corpus, identifiant, communes, named, today), key=lambda one: one.rank)),
        tuple(_without_service(besoin, communes, everywhere)),
    )


@dataclass(frozen=True, slots=True)
class SuiteDeReponse:
    """What is known of an answer since it was given."""

    a_verifier_le: datetime.date | None
    """When to look whether it holds; None: it was looked at, and no other day is written."""
    derniere: SuiteVerifiee | None


def suite_of(besoin: Besoin) -> SuiteDeReponse | None:
    """Return whether an answer was looked at since, and when to look; None without an answer of the dispositif."""
    if besoin.statut != "repondu" or besoin.anterieur:
        return None
    answered = f"{besoin.historique[-1].date}-01-01"[:10] if len(besoin.historique[-1].date) < 10 else ""
    day = datetime.date.fromisoformat(answered or besoin.historique[-1].date)
    last = max((one for one in besoin.suites if one.le >= day), key=lambda one: one.le, default=None)
    wanted = besoin.suite_a_verifier_le
    if last is not None:
        return SuiteDeReponse(wanted if wanted and wanted > last.le else None, last)
    return SuiteDeReponse(wanted or add_months(day, SUITE), None)


def reponses_a_verifier(corpus: Corpus, today: datetime.date) -> tuple[tuple[str, datetime.date], ...]:
    """Return (besoin, day) of each answer that somebody should look at by now, the oldest day first."""
    due = ((key, suite_of(besoin)) for key, besoin in corpus.besoins.items())
    found = [(key, suite.a_verifier_le) for key, suite in due if suite and suite.a_verifier_le]
    return tuple(sorted(((key, day) for key, day in found if day <= today), key=lambda one: one[1]))


def voix(besoin: Besoin) -> dict[str, tuple[Ecoute, ...]]:
    """Return channel → each time it was heard there, the oldest first: voices of two channels are never summed."""
    heard = sorted(besoin.entendu, key=lambda one: one.date)
    return {canal: found for canal in CANAUX if (found := tuple(one for one in heard if one.canal == canal))}


def proches(corpus: Corpus, identifiant: str) -> list[str]:
    """Return the besoins near one, named by it or by the other, those followed with it since too, in order of ids."""
    besoin = corpus.besoins[identifiant]
    named = {*besoin.rapproche_de, *(one for one, other in corpus.besoins.items() if identifiant in other.rapproche_de)}
    merged = {one for one, other in corpus.besoins.items() if other.fusionne_dans == identifiant}
    return sorted((named | merged) & corpus.besoins.keys())


def recents(corpus: Corpus) -> list[str]:
    """Return the besoins, those born in the dispositif first, the one that moved last first, then by id."""
    ordered = sorted(corpus.besoins)
    ordered.sort(key=lambda identifiant: corpus.besoins[identifiant].historique[-1].date, reverse=True)
    ordered.sort(key=lambda identifiant: corpus.besoins[identifiant].anterieur)
    return ordered


def _named(besoin: Besoin) -> frozenset[tuple[str, str]]:
    """Return (kind, id) of the fiches that the besoin names itself as local or as answers."""
    return frozenset(named for appui in (*besoin.ressources_locales, *besoin.reponses) for named in appui.fiches)


def _shared(besoin: Besoin, thematiques: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(thematique for thematique in besoin.thematiques if thematique in thematiques)


def _services(corpus: Corpus, besoin: Besoin, communes: frozenset[str], today: datetime.date) -> Iterator[Trouvaille]:
    for identifiant, service in corpus.services.items():
        shared, near = _shared(besoin, service.thematiques), corpus.coverage(service.zone) & communes
        if shared and near and est_propose(service, today):
            yield Trouvaille("service", identifiant, service.nom, shared, (), near)


def _ressources(
    corpus: Corpus,
    besoin: Besoin,
    communes: frozenset[str],
    named: frozenset[tuple[str, str]],
    today: datetime.date,
) -> Iterator[Trouvaille]:
    for identifiant, ressource in corpus.ressources.items():
        acteur = corpus.acteurs.get(ressource.acteur or "")
        shared = _shared(besoin, ressource.thematiques)
        if not shared or acteur is None or acteur.zone.type not in LOCALES or ("ressource", identifiant) in named:
            continue
        near = corpus.coverage(acteur.zone) & communes
        if near and est_propose(ressource, today):
            yield Trouvaille("ressource", identifiant, ressource.nom, shared, (), near)


def _initiatives(
    corpus: Corpus,
    identifiant: str,
    communes: frozenset[str],
    named: frozenset[tuple[str, str]],
    today: datetime.date,
) -> Iterator[Trouvaille]:
    besoin = corpus.besoins[identifiant]
    answering = _answering(corpus, identifiant)
    for name, acteur in corpus.acteurs.items():
        if acteur.type != INITIATIVE or ("acteur", name) in named or not est_propose(acteur, today):
            continue
        shared = _shared(besoin, acteur.thematiques)
        answers = tuple(enjeu for enjeu in besoin.enjeux if enjeu in answering.get(name, ()))
        if shared or answers:
            near = corpus.coverage(acteur.zone) & communes
            yield Trouvaille("acteur", name, acteur.nom, shared, answers, near)


def _answering(corpus: Corpus, identifiant: str) -> dict[str, set[str]]:
    """Return acteur → enjeux of the other besoins that it answers."""
    found: dict[str, set[str]] = defaultdict(set)
    for other, besoin in corpus.besoins.items():
        for answer in besoin.reponses:
            if answer.acteur and other != identifiant:
                found[answer.acteur].update(besoin.enjeux)
    return found


def _without_service(
    besoin: Besoin, communes: frozenset[str], services: list[Trouvaille]
) -> Iterator[tuple[str, frozenset[str]]]:
    for thematique in besoin.thematiques:
        covered = frozenset[str]().union(*(one.communes for one in services if thematique in one.thematiques))
        if communes - covered:
            yield thematique, communes - covered
