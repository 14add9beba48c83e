"""Places: communes where exactly the same services and financements are open make one classe.

A person tells her commune, or « plusieurs », or « je ne sais pas »; one page is
made for each classe and for each of these two, never for each commune.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.corpus.corpus import Corpus
from generator.corpus.etats import est_propose
from generator.corpus.francais import liste_fr
from generator.models.arbre import NSP
from generator.models.fiche import Zone

PLUSIEURS = "plusieurs"


@dataclass(frozen=True, slots=True)
class Classe:
    """Communes that share the same offer; `plusieurs` and `nsp` stand for all of them."""

    id: str
    nom: str
    communes: tuple[str, ...]

    @property
    def est_precise(self) -> bool:
        """Whether it is a true classe, where what is closed is known."""
        return self.id not in (PLUSIEURS, NSP)


def open_zones(corpus: Corpus, today: datetime.date) -> Iterator[frozenset[str]]:
    """Yield the communes covered by each service and financement that may be proposed today."""
    for service in corpus.services.values():
        if est_propose(service, today):
            yield corpus.coverage(service.zone)
    for financement in corpus.financements.values():
        if est_propose(financement, today):
            yield corpus.coverage(financement.zone)


def compute_classes(corpus: Corpus, today: datetime.date) -> tuple[Classe, ...]:
    """Return the classes, in the order of their first commune's code."""
    distinct = sorted(set(open_zones(corpus, today)), key=sorted)
    groups: dict[tuple[bool, ...], list[str]] = defaultdict(list)
    for code in sorted(corpus.communes):
        groups[tuple(code in zone for zone in distinct)].append(code)
    return tuple(
        Classe(_id(corpus, frozenset(codes)), name_communes(corpus, codes), tuple(codes)) for codes in groups.values()
    )


def compute_places(corpus: Corpus, classes: tuple[Classe, ...]) -> tuple[Classe, ...]:
    """Return the classes, then « plusieurs communes » and « je ne sais pas »."""
    everywhere = tuple(sorted(corpus.communes))
    return (
        *classes,
        Classe(PLUSIEURS, "Plusieurs communes", everywhere),
        Classe(NSP, "Commune non précisée", everywhere),
    )


def classe_of(classes: Iterable[Classe], commune: str) -> Classe | None:
    """Return the classe or the place that a commune's code, `plusieurs` or `nsp` stands for."""
    for classe in classes:
        if classe.id == commune or (classe.est_precise and commune in classe.communes):
            return classe
    return None


def name_zone(corpus: Corpus, zone: Zone) -> str:
    """Return where a fiche is open, in words; '' when it is open in the whole territory."""
    covered = corpus.coverage(zone)
    return "" if len(covered) == len(corpus.communes) else name_communes(corpus, covered)


def name_communes(corpus: Corpus, codes: Iterable[str]) -> str:
    """Return the départements when they are whole, else the communes (three at most, then a count)."""
    wanted = frozenset(codes)
    if wanted == frozenset(corpus.communes):
        return corpus.territoire.nom
    whole = _whole_departements(corpus, wanted)
    if whole:
        return liste_fr([corpus.officiel.departements[code][0] for code in whole])
    names = [corpus.communes[code].nom for code in sorted(wanted)]
    if len(names) <= 3:
        return liste_fr(names)
    return f"{names[0]}, {names[1]} et {len(names) - 2} autres communes"


def at_commune(nom: str) -> str:
    """Return « à Bourg », « au Port », « aux Balises »."""
    for article, contracted in (("Le ", "au "), ("Les ", "aux ")):
        if nom.startswith(article):
            return contracted + nom.removeprefix(article)
    return f"à {nom}"


def _whole_departements(corpus: Corpus, codes: frozenset[str]) -> list[str]:
    """Return the départements whose communes are exactly these, [] when one is cut."""
    members: dict[str, set[str]] = defaultdict(set)
    for commune in corpus.communes.values():
        members[commune.departement].add(commune.code_insee)
    whole = [code for code, inside in sorted(members.items()) if inside <= codes]
    return whole if frozenset().union(*(members[code] for code in whole)) == codes else []


def _id(corpus: Corpus, codes: frozenset[str]) -> str:
    """Return a stable id, from official codes: names may change, addresses may not."""
    if codes == frozenset(corpus.communes):
        return "territoire"
    whole = _whole_departements(corpus, codes)
    if not whole:
        return f"commune-{min(codes).lower()}"
    return f"departement{'s' if len(whole) > 1 else ''}-{'-'.join(whole).lower()}"
