"""What people read, wherever it is written; where Markdown is, its subset and nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from generator.corpus.corpus import Corpus
from generator.corpus.locating import Place, at
from generator.corpus.memoire import lots, unchanged
from generator.corpus.walking import Where, every_text, marked_values
from generator.markdown.colle import shown_raw, unknown_markdown
from generator.markdown.fiche import faults
from generator.models.guide import Corps
from generator.models.markers import Lu
from generator.problems import Problem

_CORPS = Lu()


class FichierLu(NamedTuple):
    """One file, as its texts: a rule of the words looks at files one by one, and at nothing else."""

    kind: str
    id: str
    value: Any
    lus: tuple[tuple[Place, Lu, str], ...]
    """(place, marker, text) of all that people read; a page's text after its head."""
    textes: tuple[tuple[Where, str], ...]
    """(place, text) of every text, those that no marker names included."""


class VuDansUnFichier(NamedTuple):
    """A problem found in a file."""

    code: str
    place: Place
    message: str
    hint: str = ""


@lru_cache(maxsize=1)
def files_read(corpus: Corpus) -> tuple[FichierLu, ...]:
    """Return every file."""
    files = ((kind, key, value, corpus.corps.get((kind, key))) for kind, key, value in corpus.everything())
    return tuple(lots(FichierLu, _files, files))


def _files(files: Iterable[tuple[str, str, Any, Corps | None]]) -> Iterator[FichierLu]:
    return (_file(*one) for one in files)


def _file(kind: str, identifiant: str, value: Any, corps: Corps | None) -> FichierLu:
    def make() -> FichierLu:
        lus: list[tuple[Place, Lu, str]] = list(marked_values(value, Lu))
        lus += [(line, _CORPS, text) for line, text in corps.textes] if corps else []
        return FichierLu(kind, identifiant, value, tuple(lus), tuple(every_text(value)))

    return unchanged((FichierLu, kind, identifiant), (value, corps), make)


def found_in(
    corpus: Corpus, files: Iterable[FichierLu], look: Callable[..., Iterator[VuDansUnFichier]], *besides: Any
) -> Iterator[Problem]:
    """Yield the problems that `look` finds in files; `besides` is all that it looks at besides each of them."""
    for one, trouve in lots((found_in, look), _seen, files, look, *besides):
        yield at(corpus, trouve.code, one.kind, one.id, trouve.place, trouve.message, trouve.hint)


def _seen(
    files: Iterable[FichierLu], look: Callable[..., Iterator[VuDansUnFichier]], *besides: Any
) -> Iterator[tuple[FichierLu, VuDansUnFichier]]:
    for one in files:
        found = unchanged((look, one.kind, one.id), (one, besides), lambda one=one: tuple(look(one, *besides)))  # type: ignore[misc]
        for trouve in found:
            yield one, trouve


def check_markdown(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A text in Markdown holds no HTML, no image, and only http(s), mailto and tel links."""
    return found_in(corpus, files_read(corpus), _markdown)


def _markdown(one: FichierLu) -> Iterator[VuDansUnFichier]:
    for place, marker, text in one.lus:
        for what, read in faults(text) if marker.markdown else ():
            yield VuDansUnFichier("MKD001" if what == "html" else "MKD002", place, f"lu « {_short(read)} ».")


def check_pasted(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """No text shows signs that were meant for a machine: tags, entities, Markdown where there is none, or another's."""
    return found_in(corpus, files_read(corpus), _pasted)


def _pasted(one: FichierLu) -> Iterator[VuDansUnFichier]:
    rich = {place for place, marker, _ in one.lus if marker.markdown}
    for where, text in one.textes:
        if where in rich:
            for what, read in unknown_markdown(text):
                yield VuDansUnFichier("MKD006" if what == "signes" else "MKD007", where, f"lu « {_short(read)} ».")
            continue
        for what, read in shown_raw(text):
            code, hint = ("MKD001", _TEXTE_SIMPLE) if what == "html" else ("MKD005", "")
            message = f"lu « {_short(read)} », publié tel quel : ce champ est un texte simple."
            yield VuDansUnFichier(code, where, message, hint)


_TEXTE_SIMPLE = "Retirer la balise ; une adresse va dans « sources », « url » ou « contacts »."


def _short(text: str) -> str:
    return " ".join(text.split())[:60]
