"""What people read, wherever it is written; where Markdown is, its subset and nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from generator.corpus.corpus import Corpus
from generator.corpus.locating import Place, at
from generator.corpus.memoire import lots, remembers, unchanged
from generator.corpus.walking import every_text, marked_values, texts_in
from generator.markdown.colle import may_show_raw, shown_raw, unknown_markdown
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
    textes: tuple[str, ...]
    """Every text, those that no marker names included; `every_text` tells the place of one."""
    lu: str
    """The texts of `lus`, one after the other, each on lines of its own: what it does not hold, none of them does."""
    ecrit: str
    """The same, of what we write ourselves."""
    simple: str
    """The same, of `textes` and of a page's text, those of `riches` left out."""
    riches: tuple[tuple[Place, str], ...]
    """(place, text) of what is written in Markdown."""


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
        textes = tuple(texts_in(value))
        riches = {place: text for place, marker, text in lus if marker.markdown}
        simples = [*textes, *(text for _, text in corps.textes)] if corps else [*textes]
        for text in riches.values():
            simples.remove(text)
        ecrits = [text for _, marker, text in lus if not marker.cite]
        lu, ecrit, simple = ("\n".join(texts) for texts in ([text for _, _, text in lus], ecrits, simples))
        return FichierLu(kind, identifiant, value, tuple(lus), textes, lu, ecrit, simple, tuple(riches.items()))

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
    kept = remembers()
    found: Iterable[VuDansUnFichier]
    for one in files:
        if kept:
            name = (look, one.kind, one.id)
            found = unchanged(name, (one, besides), lambda one=one: tuple(look(one, *besides)))  # type: ignore[misc]
        else:
            found = look(one, *besides)
        for trouve in found:
            yield one, trouve


def check_markdown(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A text in Markdown holds no HTML, no image, and only http(s), mailto and tel links."""
    return found_in(corpus, files_read(corpus), _markdown)


def _markdown(one: FichierLu) -> Iterator[VuDansUnFichier]:
    for place, text in one.riches:
        for what, read in faults(text):
            yield VuDansUnFichier("MKD001" if what == "html" else "MKD002", place, f"lu « {_short(read)} ».")


def check_pasted(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """No text shows signs that were meant for a machine: tags, entities, Markdown where there is none, or another's."""
    return found_in(corpus, files_read(corpus), _pasted)


def _pasted(one: FichierLu) -> Iterator[VuDansUnFichier]:
    for place, text in one.riches:
        for what, read in unknown_markdown(text):
            yield VuDansUnFichier("MKD006" if what == "signes" else "MKD007", place, f"lu « {_short(read)} ».")
    for where, text in every_text(one.value) if may_show_raw(one.simple) else ():
        for what, read in shown_raw(text) if (where, text) not in one.riches else ():
            code, hint = ("MKD001", _TEXTE_SIMPLE) if what == "html" else ("MKD005", "")
            message = f"lu « {_short(read)} », publié tel quel : ce champ est un texte simple."
            yield VuDansUnFichier(code, where, message, hint)


_TEXTE_SIMPLE = "Retirer la balise ; une adresse va dans « sources », « url » ou « contacts »."


def _short(text: str) -> str:
    return " ".join(text.split())[:60]
