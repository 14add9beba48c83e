"""The one message that an acteur needs to confirm all its fiches: a text to send, the same as a letter.

It says what we say of it and what we do not know, on numbered lines; the answer comes back by mail and is read by
`confirmation`, or on paper and is typed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.contributing.confirmation import AUTRE, CASE, line_of, shown_answers
from generator.corpus.corpus import Corpus
from generator.corpus.fraicheur import Releve
from generator.corpus.francais import date_fr, of_name, pluriel
from generator.corpus.genres import GENRES
from generator.corpus.questions import ACCORDS, JUSTE, QUI_CONFIRME, Saisie
from generator.rendering.blocks import Block, Checkbox, FillLine, Heading, Paragraph, Run, plain


@dataclass(frozen=True, slots=True)
class FicheDemandee:
    """One fiche of a message, and what we say of it: number, question, answer or ''."""

    genre: str
    id: str
    nom: str
    adresse: str
    lignes: tuple[tuple[int, Saisie, str], ...]


@dataclass(frozen=True, slots=True)
class DemandeDeConfirmation:
    """All that is asked of an acteur."""

    acteur: str
    nom: str
    courriel: str
    """The mailbox of the structure, as its fiche says; '' unknown"""
    fiches: tuple[FicheDemandee, ...]


def demande_of(corpus: Corpus, releve: Releve, trees: Mapping[tuple[str, str], Any]) -> DemandeDeConfirmation:
    """Return what to ask: its own fiche and those that name it; `trees`: (kind, id) → a file as texts."""
    root = corpus.territoire.site.url
    asked = (one for one in releve.relectures if one.lien != "confiee")
    fiches = tuple(
        FicheDemandee(
            one.genre,
            one.id,
            one.nom,
            f"{root}{GENRES[one.genre].adresse}{one.id}/",
            tuple(shown_answers(corpus, one.genre, trees[one.genre, one.id])),
        )
        for one in sorted(asked, key=lambda one: (one.lien != "sienne", one.genre, one.id))
    )
    contacts = corpus.acteurs[releve.acteur].contacts
    return DemandeDeConfirmation(
        releve.acteur, releve.nom, next((c.courriel for c in contacts if c.courriel), ""), fiches
    )


def subject(corpus: Corpus, demande: DemandeDeConfirmation) -> str:
    """Return the title of the message."""
    return f"Est-ce juste ? {pluriel(len(demande.fiches), 'fiche')} sur {demande.nom}, {corpus.territoire.site.nom}"


def message(corpus: Corpus, demande: DemandeDeConfirmation) -> str:
    """Return the text to send; its answer is read by `importer --depuis-courriel`."""
    return "\n".join(_message(corpus, demande)) + "\n"


def _message(corpus: Corpus, demande: DemandeDeConfirmation) -> Iterator[str]:
    territoire = corpus.territoire
    yield from ("Bonjour,", "")
    yield f"Le site « {territoire.site.nom} » ({territoire.site.url}) dit ceci {of_name(demande.nom)}. Est-ce juste ?"
    yield from ("", "Répondez à ce message, en gardant les lignes qui commencent par ### :")
    yield "- tout est juste : écrivez « oui » et votre fonction sous les deux premières questions, c'est fini ;"
    yield "- une ligne est fausse : changez-la dans votre réponse, après la question ;"
    yield "- une ligne est vide : nous ne savons pas. Remplissez-la si cela peut être public."
    yield "Une fonction suffit, jamais le nom, le numéro ou l'adresse d'une personne."
    yield from ("", f"### {JUSTE}", "", "", f"### {QUI_CONFIRME}", "", "")
    for fiche in demande.fiches:
        yield from (f"### {fiche.genre}/{fiche.id}", fiche.adresse, f"[ ] {CASE}")
        yield from (line_of(*line) for line in fiche.lignes)
        yield from (AUTRE, "")
    yield from (f"### {ACCORDS}", f"Ce que vous écrivez peut être publié ({territoire.licence_donnees}).")


def letter(corpus: Corpus, demande: DemandeDeConfirmation, today: datetime.date) -> tuple[Block, ...]:
    """Return the same as a letter on A4: boxes to tick, lines to mend or to fill by hand."""
    site = corpus.territoire.site
    coordination = corpus.acteurs[corpus.territoire.coordination].nom
    blocks: list[Block] = [
        Heading(1, "Est-ce juste ?"),
        Paragraph(plain(f"À : {demande.nom}. De : {coordination}, le {date_fr(today)}.")),
        Paragraph(
            plain(
                f"Le site « {site.nom} » ({site.url}) dit ceci de vous. Cochez ce qui est juste, corrigez à la main ce "
                "qui ne l'est pas, remplissez ce que nous ne savons pas si cela peut être public. Jamais le nom, le "
                "numéro ou l'adresse d'une personne."
            )
        ),
        Checkbox("Tout est juste, pour toutes les fiches."),
        FillLine(f"{QUI_CONFIRME} (une fonction, et la date)"),
    ]
    for fiche in demande.fiches:
        blocks += [Heading(2, fiche.nom), Paragraph(plain(f"{fiche.genre}/{fiche.id}")), Checkbox(f"{CASE}.")]
        for rank, question, said in fiche.lignes:
            label = line_of(rank, question, "").rstrip(" :")
            blocks.append(Paragraph((Run(f"{label} : ", bold=True), Run(said))) if said else FillLine(label))
        blocks.append(FillLine(AUTRE.rstrip(" :")))
    return tuple(blocks)
