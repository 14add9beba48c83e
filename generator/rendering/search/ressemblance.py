"""Besoins said with the same words: the search's own engine finds them, when one is not decided yet."""

from __future__ import annotations

from collections.abc import Iterator

from generator.corpus.corpus import Corpus
from generator.corpus.locating import at
from generator.problems import Problem, listed
from generator.rendering.search.engine import Moteur

PROCHE = 0.3
"""A besoin is near when it answers another's words at least so well, out of how well that one answers its own.

Tried on Petite-Île: the same besoin in other words is at 0.4, two that share a word or two at 0."""
NOUVEAUX = ("revele", "examine")


def nearest(moteur: Moteur, corpus: Corpus, identifiant: str) -> list[str]:
    """Return the ids of the besoins said with the words of one, the nearest first."""
    besoin = corpus.besoins[identifiant]
    answers = moteur.chercher(f"{besoin.libelle} {besoin.phrase}").resultats
    scores = {one.document.nom_court: one.score for one in answers if one.document.genre == "besoin"}
    own = scores.pop(identifiant, 0.0)
    return [key for key, score in scores.items() if own and score >= PROCHE * own]


def check_ressemblances(corpus: Corpus, moteur: Moteur) -> Iterator[Problem]:
    """A besoin that no réunion chose yet, and that is near another, says so: nothing is merged by the program."""
    for identifiant, besoin in corpus.besoins.items():
        if besoin.statut not in NOUVEAUX or besoin.fusionne_dans or besoin.anterieur:
            continue
        told = {*besoin.rapproche_de, *(k for k, one in corpus.besoins.items() if identifiant in one.rapproche_de)}
        told |= {key for key, one in corpus.besoins.items() if one.fusionne_dans}
        near = [key for key in nearest(moteur, corpus, identifiant) if key not in told]
        if near:
            message = f"les mêmes mots que {listed(near)}."
            yield at(corpus, "RCH014", "besoin", identifiant, ("phrase",), message)
