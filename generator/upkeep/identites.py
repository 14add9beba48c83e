"""The official numbers of the acteurs: what to ask, what was answered, what to propose. Nothing is ever chosen here.

Source: the public API « Recherche d'entreprises » (recherche-entreprises.api.gouv.fr). An answer is a proposal that
a person accepts by writing it in the file: namesakes are shown side by side.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from generator.corpus.corpus import Corpus
from generator.corpus.francais import pluriel
from generator.models.acteur import Acteur

MAX = 5
"""Namesakes shown; beyond, the name alone tells nobody from another."""
FERMEE = "C"
"""What the API says of a legal person that ceased (`etat_administratif`)"""


@dataclass(frozen=True, slots=True)
class QuestionIdentite:
    """What is asked for one acteur."""

    acteur: str
    cherche: str
    """Its SIREN when it has one: is it still open? Else its name"""
    commune: str = ""
    """Insee code of its first place, '' when none is known"""


@dataclass(frozen=True, slots=True)
class Candidat:
    """One legal person that the API knows."""

    siren: str
    siret: str
    """Of its seat, '' when the answer has none"""
    rna: str
    nom: str
    adresse: str
    fermee: bool


def questions(corpus: Corpus, seul: str = "") -> Iterator[QuestionIdentite]:
    """Yield what to ask: for every acteur that may have a number, or for one of them."""
    for key, acteur in corpus.acteurs.items():
        if (seul and key != seul) or acteur.sans_personnalite_juridique:
            continue
        commune = acteur.lieux[0].commune if acteur.lieux and not acteur.siren else ""
        yield QuestionIdentite(key, acteur.siren or acteur.nom, commune)


def read_answer(data: bytes) -> tuple[Candidat, ...]:
    """Return the legal persons of an answer of the API; ValueError when it is none."""
    answer = json.loads(data)
    if not isinstance(answer, dict) or not isinstance(answer.get("results"), list):
        raise ValueError("réponse sans résultats")
    return tuple(_candidate(one) for one in answer["results"] if isinstance(one, dict) and one.get("siren"))


def _candidate(one: dict[str, object]) -> Candidat:
    seat = one.get("siege") if isinstance(one.get("siege"), dict) else {}
    more = one.get("complements") if isinstance(one.get("complements"), dict) else {}
    assert isinstance(seat, dict) and isinstance(more, dict)  # noqa: S101
    return Candidat(
        siren=_text(one.get("siren")),
        siret=_text(seat.get("siret")),
        rna=_text(more.get("identifiant_association")),
        nom=_text(one.get("nom_complet")),
        adresse=_text(seat.get("adresse")),
        fermee=one.get("etat_administratif") == FERMEE,
    )


def _text(value: object) -> str:
    """Return a value of the answer as one line: it is shown in a terminal."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(value or "")).split())


def proposal(acteur: Acteur, question: QuestionIdentite, found: tuple[Candidat, ...]) -> list[str]:
    """Return the lines to show for an acteur, () when there is nothing to do."""
    head = f"{question.acteur} ({acteur.nom})"
    if acteur.siren:
        known = [one for one in found if one.siren == acteur.siren]
        if not known:
            return [f"{head} : le SIREN {acteur.siren} n'est pas connu de l'annuaire."]
        return [f"{head} : la structure {acteur.siren} a fermé."] if known[0].fermee else []
    if not found:
        return [f"{head} : rien à ce nom."]
    shown = found[:MAX]
    count = pluriel(len(found), "structure possible", "structures possibles")
    warning = "" if len(found) == 1 else " : des homonymes, à départager"
    return [f"{head} : {count}{warning}.", *(line for one in shown for line in _lines(one))]


def _lines(one: Candidat) -> list[str]:
    closed = " (fermée)" if one.fermee else ""
    lines = [f"  {one.nom}{closed}, {one.adresse or 'adresse inconnue'}", f'    siren: "{one.siren}"']
    if one.siret:
        lines.append(f'    siret: "{one.siret}"')
    if one.rna:
        lines.append(f'    rna: "{one.rna}"')
    return lines
