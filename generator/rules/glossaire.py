"""The glossary serves what is written; an acronym is said in full somewhere."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from generator.locating import at
from generator.models.corpus import Corpus
from generator.models.glossaire import Lexique
from generator.problems import Problem

_SIGLE = re.compile(r"(?<![\w.@/-])[A-Z]{2,6}(?![\w@/]|[.-]\w)")
_CAPITALES = re.compile(r"[A-Z][A-Z]")
"""No acronym without it: most texts are left at that."""
_ROMAIN = re.compile(r"[IVX]+")
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
    lexique = Lexique(corpus.glossaire)
    used: set[str] = set()
    if corpus.glossaire:
        for text in _everything(corpus):
            used.update(key for key, _, _ in lexique.find(text))
    for key in corpus.glossaire:
        if key not in used:
            yield at(corpus, "GLO001", "glossaire", "glossaire", ("mots", key), f"« {key} » n'est employé nulle part.")


def check_acronyms(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """An acronym is in the glossary, or said in full in the fiche, or a name that people know it by."""
    known = {text for mot in corpus.glossaire.values() for text in mot.ecritures}
    # The first word only: « RTES, réseau des… » is a name, the PTCE of « PTCE du Nord » is not one.
    names = {text.split()[0].rstrip(",") for acteur in corpus.acteurs.values() for text in (acteur.nom, *acteur.alias)}
    for kind, identifiant, fiche in corpus.fiches():
        own = set(_sigles((fiche.nom, *fiche.alias)))
        written = [(field, text) for field in _ECRITS for text in _sentences(getattr(fiche, field, None))]
        whole = "\n".join(text for _, text in written)
        told = known | names | own
        for field, text in written:
            for sigle in _sigles((text,)):
                if sigle in told:
                    continue
                told.add(sigle)
                if f"({sigle})" not in whole and f"{sigle} (" not in whole:
                    yield at(corpus, "STY004", kind, identifiant, (field,), f"« {sigle} » n'est pas expliqué.")


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
    """Yield every text of the territory, the glossary left out."""
    for _, _, fiche in corpus.fiches():
        yield from _texts(fiche)
    for files in (corpus.referentiels, corpus.arbres, corpus.parcours):
        for value in files.values():
            yield from _texts(value)
    yield from corpus.guides.values()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
