"""The glossary serves what is written; an acronym is said in full somewhere."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import partial

from generator.corpus.corpus import Corpus
from generator.corpus.locating import Place, at
from generator.corpus.memoire import unchanged
from generator.models.glossaire import Lexique
from generator.problems import Problem, listed
from generator.rules.texts import FichierLu, VuDansUnFichier, files_read, found_in

_SIGLE = re.compile(r"(?<![\w.@/-])[A-Z]{2,6}(?![\w@/]|[.-]\w)")
_CAPITALES = re.compile(r"[A-Z][A-Z]")
"""No acronym without it: most texts are left at that."""
_ROMAIN = re.compile(r"[IVX]+")
MAX_INEMPLOYES = 3
"""Unused words told one by one."""


def check_glossary(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A word of the glossary is employed somewhere, and explained once."""
    seen: dict[str, str] = {}
    for key, mot in corpus.glossaire.items():
        for text in mot.ecritures:
            other = seen.setdefault(text.casefold(), key)
            if other != key:
                message = f"« {text} » est déjà expliqué par « {other} »."
                yield at(corpus, "GLO002", "glossaire", "glossaire", ("mots", key), message)
    unused = _unused(corpus)
    if len(unused) > MAX_INEMPLOYES:  # a territory that begins: one line, and nothing to take off yet
        words = listed(key for key in corpus.glossaire if key in unused)
        message = f"{len(unused)} mots sur {len(corpus.glossaire)} ne sont encore employés nulle part : {words}."
        hint = "Rien à faire tant que l'offre est courte ; ensuite, retirer ceux qui ne servent pas."
        yield at(corpus, "GLO001", "glossaire", "glossaire", ("mots",), message, hint)
        return
    for key in corpus.glossaire:
        if key in unused:
            yield at(corpus, "GLO001", "glossaire", "glossaire", ("mots", key), f"« {key} » n'est employé nulle part.")


def _unused(corpus: Corpus) -> set[str]:
    """Return the words of the glossary that no text holds."""
    lexique = Lexique(corpus.glossaire)
    unused = set(corpus.glossaire)
    for one in files_read(corpus):
        if not unused:
            break
        if one.kind != "glossaire":
            unused -= unchanged((Lexique, one.kind, one.id), (one, corpus.glossaire), partial(_employed, one, lexique))
    return unused


def _employed(one: FichierLu, lexique: Lexique) -> set[str]:
    return {key for key, _, _ in lexique.find(one.lu)}


def check_acronyms(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """An acronym is in the glossary, or said in full in the same fiche or page, or a name that people know."""
    known = {text for mot in corpus.glossaire.values() for text in mot.ecritures}
    # The first word only: « RTES, réseau des… » is a name, the PTCE of « PTCE du Nord » is not one.
    known |= {text.split()[0].rstrip(",") for acteur in corpus.acteurs.values() for text in (acteur.nom, *acteur.alias)}
    return found_in(corpus, files_read(corpus), _unexplained, known)


def _unexplained(one: FichierLu, known: set[str]) -> Iterator[VuDansUnFichier]:
    whole = "\n".join(text for _, marker, text in one.lus if not marker.cite)
    if not _CAPITALES.search(whole):
        return
    told = known | {sigle for place, _, text in one.lus if _is_name(place) for sigle in _sigles(text)}
    for place, marker, text in one.lus:
        for sigle in _sigles(text) if not marker.cite else ():
            if sigle not in told and not _explained(sigle, whole):
                yield VuDansUnFichier("STY004", place, f"« {sigle} » n'est pas expliqué.")
            told.add(sigle)


def _is_name(place: Place) -> bool:
    return isinstance(place, tuple) and place[0] in ("nom", "alias")


def _explained(sigle: str, whole: str) -> bool:
    return f"({sigle})" in whole or f"{sigle} (" in whole


def _sigles(text: str) -> Iterator[str]:
    if _CAPITALES.search(text):
        for match in _SIGLE.finditer(text):
            if not _ROMAIN.fullmatch(match.group()):
                yield match.group()
