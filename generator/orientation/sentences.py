"""Counter-examples told as sentences: « Une personne qui répond …, à …, ne reçoit … »."""

from __future__ import annotations

from collections.abc import Sequence

from generator.corpus.communes import at_commune
from generator.corpus.corpus import Corpus
from generator.corpus.francais import alphabetical
from generator.orientation.classes import PLUSIEURS, Classe
from generator.orientation.paths import Pas


def tell_answers(pas: Sequence[Pas]) -> str:
    """Return « a », puis « b »."""
    return ", puis ".join(f"« {step.reponse.texte.rstrip('.')} »" for step in pas)


def tell_place(corpus: Corpus, place: Classe) -> str:
    """Return « à Bourg » for the first commune of a classe, in the alphabet."""
    if place.est_precise:
        return at_commune(min((corpus.communes[code].nom for code in place.communes), key=alphabetical))
    return "dans plusieurs communes" if place.id == PLUSIEURS else "sans dire sa commune"


def tell_person(corpus: Corpus, pas: Sequence[Pas], place: Classe | None = None) -> str:
    """Return « Une personne qui répond « a », puis « b », à Bourg, »."""
    where = f" {tell_place(corpus, place)}," if place else ""
    return f"une personne qui répond {tell_answers(pas)},{where}"
