"""Communes of the territory, in words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from generator.corpus.corpus import Corpus
from generator.corpus.francais import liste_fr

_SMALL_WORD = re.compile(
    r"(?<=[- ])(?=(?:de|du|des|d|la|le|les|l|sur|sous|en|et|aux?|lès|lez|près|à)[-' ’])|(?<=[- ])(?=\S{5,}$)"
)
"""Where a name is cut: before a small word, else before its last word."""


def name_communes(corpus: Corpus, codes: Iterable[str]) -> str:
    """Return the départements or intercommunalités when they are whole, else three communes at most, then a count."""
    wanted = frozenset(codes)
    if wanted not in corpus.noms:
        corpus.noms[wanted] = _named(corpus, wanted)
    return corpus.noms[wanted]


def _named(corpus: Corpus, wanted: frozenset[str]) -> str:
    if wanted == frozenset(corpus.communes):
        return corpus.territoire.nom
    whole = whole_departements(corpus, wanted)
    if whole:
        return liste_fr([corpus.officiel.departements[code][0] for code in whole])
    epci = {corpus.officiel.epci_of(code) for code in wanted}
    if "" not in epci and len(epci) <= 3 and len(corpus.territoire.epci) > 1:
        inside = frozenset(code for siren in epci for code in corpus.officiel.epci[siren][1])
        if wanted == inside & corpus.communes.keys():
            return liste_fr(sorted(corpus.officiel.epci[siren][0] for siren in epci))
    names = [corpus.communes[code].nom for code in sorted(wanted)]
    if len(names) <= 3:
        return liste_fr(names)
    most = main_departement(corpus, wanted)
    if most:
        missing = [c.nom for c in corpus.communes.values() if c.departement == most and c.code_insee not in wanted]
        if len(missing) <= 2:
            return f"{corpus.officiel.departements[most][0]}, sauf {liste_fr(missing)}"
    return f"{names[0]}, {names[1]} et {len(names) - 2} autres communes"


def at_commune(nom: str) -> str:
    """Return « à Bourg », « au Port », « aux Balises »."""
    for article, contracted in (("Le ", "au "), ("Les ", "aux ")):
        if nom.startswith(article):
            return contracted + nom.removeprefix(article)
    return f"à {nom}"


LONG_NAME = 12
"""Signs from which the name of a place may be cut, at one place only."""


def in_two(nom: str) -> tuple[str, ...]:
    """Return the one or two lines of a name, cut before a small word: « Saint-Martin- », « du-Port »."""
    cuts = [match.start() for match in _SMALL_WORD.finditer(nom)]
    if len(nom) <= LONG_NAME or not cuts:
        return (nom,)
    middle = min(cuts, key=lambda cut: abs(2 * cut - len(nom)))
    return nom[:middle].rstrip(), nom[middle:]


def main_departement(corpus: Corpus, codes: frozenset[str]) -> str:
    """Return the code of the one département whose communes these are, more than half of them; else ''."""
    found = {corpus.communes[code].departement for code in codes}
    if len(found) != 1:
        return ""
    (departement,) = found
    members = sum(commune.departement == departement for commune in corpus.communes.values())
    return departement if len(codes) * 2 > members else ""


def whole_departements(corpus: Corpus, codes: frozenset[str]) -> list[str]:
    """Return the départements whose communes are exactly these, [] when one is cut."""
    members: dict[str, set[str]] = defaultdict(set)
    for commune in corpus.communes.values():
        members[commune.departement].add(commune.code_insee)
    whole = [code for code, inside in sorted(members.items()) if inside <= codes]
    return whole if frozenset().union(*(members[code] for code in whole)) == codes else []
