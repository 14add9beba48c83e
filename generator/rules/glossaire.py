"""The glossary serves what is written; an acronym is said in full somewhere."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from generator.corpus.corpus import Corpus
from generator.corpus.locating import at, at_line
from generator.models.glossaire import Lexique
from generator.problems import Problem, listed

_SIGLE = re.compile(r"(?<![\w.@/-])[A-Z]{2,6}(?![\w@/]|[.-]\w)")
_CAPITALES = re.compile(r"[A-Z][A-Z]")
"""No acronym without it: most texts are left at that."""
_ROMAIN = re.compile(r"[IVX]+")
MAX_INEMPLOYES = 3
"""Unused words told one by one."""
_ECRITS = (
    "resume",
    "description",
    "missions",
    "comment_solliciter",
    "deroulement",
    "prerequis",
    "limites",
    "conditions",
    "demarche",
    "capacite",
    "duree",
)
"""Fields of the fiches that are sentences shown to people."""


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
    for text in _everything(corpus):
        if not unused:
            break
        unused.difference_update(key for key, _, _ in lexique.find(text))
    return unused


def check_acronyms(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """An acronym is in the glossary, or said in full in the same fiche or page, or a name that people know."""
    known = {text for mot in corpus.glossaire.values() for text in mot.ecritures}
    # The first word only: « RTES, réseau des… » is a name, the PTCE of « PTCE du Nord » is not one.
    names = {text.split()[0].rstrip(",") for acteur in corpus.acteurs.values() for text in (acteur.nom, *acteur.alias)}
    for kind, identifiant, fiche in corpus.fiches():
        values = vars(fiche)
        written = [(field, text) for field in _ECRITS for text in _sentences(values.get(field))]
        whole = "\n".join(text for _, text in written)
        if not _CAPITALES.search(whole):
            continue
        told = known | names | set(_sigles((fiche.nom, *fiche.alias)))
        for field, text in written:
            for sigle in _sigles((text,)):
                if sigle in told:
                    continue
                told.add(sigle)
                if not _explained(sigle, whole):
                    yield at(corpus, "STY004", kind, identifiant, (field,), f"« {sigle} » n'est pas expliqué.")
    for (kind, identifiant), corps in corpus.corps.items():
        whole = "\n".join(text for _, text in corps.textes)
        told = known | names
        for line, text in corps.textes:
            for sigle in _sigles((text,)):
                if sigle not in told and not _explained(sigle, whole):
                    yield at_line(corpus, "STY004", kind, identifiant, line, f"« {sigle} » n'est pas expliqué.")
                told.add(sigle)


def _explained(sigle: str, whole: str) -> bool:
    return f"({sigle})" in whole or f"{sigle} (" in whole


def _sigles(texts: tuple[str, ...]) -> Iterator[str]:
    for text in texts:
        if not _CAPITALES.search(text):
            continue
        for match in _SIGLE.finditer(text):
            if not _ROMAIN.fullmatch(match.group()):
                yield match.group()


def _sentences(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, tuple) else ()


def _everything(corpus: Corpus) -> Iterator[str]:
    """Yield every text of the territory, the glossary left out; those of one file together, a line each."""
    for _, _, fiche in corpus.fiches():
        yield "\n".join(_texts(fiche))
    for files in (corpus.referentiels, corpus.arbres, corpus.parcours):
        for value in files.values():
            yield "\n".join(_texts(value))
    for _, _, page in corpus.guide_pages():
        yield "\n".join(_texts(page))
    for corps in corpus.corps.values():
        yield "\n".join(text for _, text in corps.textes)


def _texts(value: BaseModel) -> list[str]:
    """Return every text of a model, those of the models inside included."""
    found: list[str] = []
    left: list[Any] = [value]
    while left:
        held = left.pop()
        if isinstance(held, str):
            found.append(held)
        elif isinstance(held, tuple):
            left += held
        elif isinstance(held, BaseModel):
            left += vars(held).values()
        elif isinstance(held, Mapping):
            left += held.values()
    return found
