"""What is printed: the codes of data/adresses-publiees.csv lead somewhere, cards hold what they say."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

from generator.corpus.corpus import Corpus
from generator.corpus.francais import liste_fr, pluriel
from generator.corpus.genres import FICHES
from generator.corpus.locating import at
from generator.models.adresse import ADRESSES_PATH
from generator.orientation.cartes import answers_on_card, steps_of, steps_on_card
from generator.problems import Problem
from generator.problems.codes import problem


def check_printed_codes(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A code is of a fiche, a commune, an outil or a result: one that is here, or that was."""
    here = {f"communes/{code}/" for code in corpus.communes} | {f"guide/outils/{key}/" for key in corpus.outils}
    for kind, key, fiche in corpus.fiches():
        here |= {f"{FICHES[kind].adresse}{one}/" for one in (key, *fiche.anciens_ids)}
    places = "|".join(("communes/", "guide/outils/", "orienter/", *(genre.adresse for genre in FICHES.values())))
    printed = re.compile(f"(?:{places}).+")
    for line, row in enumerate(corpus.adresses.values(), 2):
        if not row.code or row.adresse in here:
            continue
        if not (row.titre or row.vers or row.retiree_le) or not printed.fullmatch(row.adresse):
            message = f"« {row.adresse} » n'est pas une page du site qui s'imprime avec un code."
            yield problem("COD003", ADRESSES_PATH, line, "adresse", message)


def check_cards(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The answers of a question, and the steps of a parcours, fit on a card for a table; told in one line."""
    if cut := list(_cut_cards(corpus)):
        names = liste_fr(sorted({one.path.rpartition("/")[2] for one in cut[1:]}))
        others = f" {pluriel(len(cut) - 1, 'autre', 'autres')} de même : {names}." if names else ""
        yield replace(cut[0], message=cut[0].message + others)


def _cut_cards(corpus: Corpus) -> Iterator[Problem]:
    for key, arbre in corpus.arbres.items():
        for rank, question in enumerate(arbre.questions):
            textes = [reponse.texte for reponse in question.reponses]
            if answers_on_card(question.texte, textes) != textes:
                message = "les réponses sont trop longues pour une carte : elles y sont coupées."
                yield at(corpus, "CAR001", "arbre", key, ("questions", rank, "reponses"), message)
    for key, parcours in corpus.parcours.items():
        steps = steps_of(parcours)
        kept = steps_on_card(parcours.titre, steps)
        if kept != steps:
            cut = next((rank for rank, step in enumerate(kept) if step != steps[rank]), len(kept))
            message = "trop long pour une carte : elle s'arrête là, et renvoie au site."
            yield at(corpus, "CAR001", "parcours", key, ("etapes", cut), message)
