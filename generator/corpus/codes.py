"""What a code or a name of a place is, when it is not what is asked: told by name, never by likeness of digits.

« 35600 » and « 35660 » look alike and are two places: a code is recognised, or nothing is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.corpus.corpus import Corpus
from generator.corpus.francais import liste_fr, slug
from generator.corpus.suggestion import suggestion

_CEDEX = re.compile(r"[\s,-]*\bcedex\b(?:\s*[0-9]{1,2})?\s*$", re.IGNORECASE)
_MAX = 8
"""Communes named for a postal code; some have sixty."""


def place_hint(corpus: Corpus, read: str, wanted: str = "communes", ici: bool = False) -> str:
    """Return what to write for a place, '' when nobody can tell; `wanted` is the type of a zone.

    `ici`: only a commune of the territory will do.
    """
    text = _CEDEX.sub("", read).strip()
    digits = re.sub(r"[\s.]", "", text).upper()
    if re.fullmatch("[0-9][0-9AB]?[0-9]*", digits):
        return _code(corpus, digits, wanted, ici)
    return _name(corpus, text, wanted)


def _code(corpus: Corpus, code: str, wanted: str, ici: bool) -> str:
    officiel = corpus.officiel
    known = {"communes": officiel.communes, "epci": officiel.epci}.get(wanted, {})
    if (filled := f"0{code}") in known or (filled in officiel.departements and wanted == "departements"):
        return f"Il manque le zéro du début : « {filled} » ({_told(corpus, filled)}), entre guillemets."
    if wanted == "communes" and (towns := _with_postal(corpus, code)):
        more = f" et {len(towns) - _MAX} autres" if len(towns) > _MAX else ""
        return f"C'est un code postal. Le code Insee est : {liste_fr(towns[:_MAX])}{more}."
    if wanted == "communes" and ici and code in officiel.communes:
        return f"C'est {officiel.communes[code].nom}, qui n'est pas du territoire."
    for sort, names in _sorts(corpus):
        if code in names and sort != wanted:
            return f"C'est {_ARTICLE[sort]} {names[code]} : « type: {sort} » dans une zone."
    if wanted == "communes" and (now := became(corpus, code)):
        return f"C'est l'ancien code d'une commune, aujourd'hui {now}."
    if wanted == "communes" and re.fullmatch("[0-9AB]{5}", code):
        return "Ni code Insee, ni code postal (un CEDEX ?). Voir data/communes.csv."
    return ""


_ARTICLE = {
    "communes": "la commune",
    "epci": "l'intercommunalité",
    "departements": "le département",
    "regions": "la région",
}


def _sorts(corpus: Corpus) -> Iterator[tuple[str, dict[str, str]]]:
    officiel = corpus.officiel
    yield "communes", {code: commune.nom for code, commune in officiel.communes.items()}
    yield "epci", {code: held[0] for code, held in officiel.epci.items()}
    yield "departements", {code: held[0] for code, held in officiel.departements.items()}
    yield "regions", dict(officiel.regions)


def _told(corpus: Corpus, code: str) -> str:
    return next(names[code] for _, names in _sorts(corpus) if code in names)


def _with_postal(corpus: Corpus, code: str) -> list[str]:
    """Return « Port-Brume 01901 » for each commune that has a postal code, those of the territory only when one has."""
    here = [f"{commune.nom} {key}" for key, commune in corpus.communes.items() if code in commune.codes_postaux]
    return here or [f"{one.nom} {key}" for key, one in corpus.officiel.communes.items() if code in one.codes_postaux]


def _name(corpus: Corpus, text: str, wanted: str) -> str:
    """Return the code of a place that is written by its name: of the territory first, then of France; a former one."""
    name = slug(text[:200])
    if not name:
        return ""
    if wanted == "communes":
        if here := suggestion(text, corpus.communes):
            return here
        if now := became(corpus, text):
            return f"C'est une ancienne commune, aujourd'hui {now}."
    for sort, names in _sorts(corpus):
        found = [code for code, known in names.items() if slug(known) == name]
        if found and sort == wanted:
            return f"Écrire le code : {' ou '.join(f'« {code} »' for code in _near(corpus, found))}."
        if found:
            return f"C'est {_ARTICLE[sort]} « {found[0]} » : « type: {sort} » dans une zone."
    return ""


def became(corpus: Corpus, read: str) -> str:
    """Return « Port-Brume “01901” » for the name or the code of a commune that joined another one, '' for any other."""
    officiel = corpus.officiel
    former = list(officiel.anciens_codes.get(read, ()))
    former = former or [key for key, names in officiel.anciennes.items() if slug(read) in map(slug, names)]
    return " ou ".join(f"{corpus.officiel.communes[key].nom} « {key} »" for key in _near(corpus, former))


def _near(corpus: Corpus, codes: Iterable[str]) -> list[str]:
    """Return the codes of the territory's départements when some are, else the first ones."""
    held = list(codes)
    here = {commune.departement for commune in corpus.communes.values()}
    return ([code for code in held if code[:2] in here] or held)[:_MAX]
