"""What people read, wherever it is written; where Markdown is, its subset and nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import lru_cache

from generator.corpus.corpus import Corpus
from generator.corpus.locating import Place, at
from generator.corpus.walking import Where, every_text, marked_values
from generator.markdown.colle import shown_raw, unknown_markdown
from generator.markdown.fiche import faults
from generator.models.markers import Lu
from generator.problems import Problem

_CORPS = Lu()


@lru_cache(maxsize=1)
def read_texts(corpus: Corpus) -> tuple[tuple[str, str, Place, Lu, str], ...]:
    """Return (kind, id, place, marker, text) of all that people read, file by file; a page's text after its head."""
    return tuple(_read(corpus))


def _read(corpus: Corpus) -> Iterator[tuple[str, str, Place, Lu, str]]:
    for kind, identifiant, value in corpus.everything():
        for where, marker, text in marked_values(value, Lu):
            yield kind, identifiant, where, marker, text
        if corps := corpus.corps.get((kind, identifiant)):
            for line, text in corps.textes:
                yield kind, identifiant, line, _CORPS, text


@lru_cache(maxsize=1)
def all_texts(corpus: Corpus) -> tuple[tuple[str, str, Where, str], ...]:
    """Return (kind, id, place, text) of every text of every file, those that no marker names included."""
    return tuple(
        (kind, identifiant, where, text)
        for kind, identifiant, value in corpus.everything()
        for where, text in every_text(value)
    )


def check_markdown(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A text in Markdown holds no HTML, no image, and only http(s), mailto and tel links."""
    for kind, identifiant, place, marker, text in read_texts(corpus):
        for what, read in faults(text) if marker.markdown else ():
            code = "MKD001" if what == "html" else "MKD002"
            yield at(corpus, code, kind, identifiant, place, f"lu « {_short(read)} ».")


def check_pasted(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """No text shows signs that were meant for a machine: tags, entities, Markdown where there is none, or another's."""
    rich = {(kind, identifiant, place) for kind, identifiant, place, marker, _ in read_texts(corpus) if marker.markdown}
    for kind, identifiant, where, text in all_texts(corpus):
        if (kind, identifiant, where) in rich:
            for what, read in unknown_markdown(text):
                code = "MKD006" if what == "signes" else "MKD007"
                yield at(corpus, code, kind, identifiant, where, f"lu « {_short(read)} ».")
            continue
        told = {"html": ("MKD001", _TEXTE_SIMPLE), "signes": ("MKD005", "")}
        for code, hint, read in ((*told[what], read) for what, read in shown_raw(text)):
            message = f"lu « {_short(read)} », publié tel quel : ce champ est un texte simple."
            yield at(corpus, code, kind, identifiant, where, message, hint)


_TEXTE_SIMPLE = "Retirer la balise ; une adresse va dans « sources », « url » ou « contacts »."


def _short(text: str) -> str:
    return " ".join(text.split())[:60]
