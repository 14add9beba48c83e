"""The text of an issue written with a form → the answers. That text is hostile: anybody on the web writes it.

The forge writes one `### question` per question, then the answer. Only the
very words of the form's questions cut the text; everything else, headings
included, is part of an answer, and an answer is only ever a text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from generator.corpus.champs import Sorte, sorte_of
from generator.corpus.questions import ACCORDS, FORMULAIRES, Formulaire
from generator.models.blancs import items, lines

_TITRE = re.compile(r"### (.{1,120}?) *")
_COMMANDE = re.compile(r"^[^\S\n]*::+", re.MULTILINE)
_SANS_REPONSE = {"", "_No response_", "None"}
"""What the forge writes when nothing was answered."""
_AIDE = re.compile(r"\s*<!--.*-->\s*")
"""A line that nobody sees: the help of a text to fill."""
_VIDE = re.compile(r"\s*[-*] \[ ?\] .*")
_COCHE = re.compile(r"\s*[-*] \[[xX]\] (.*)")
"""Boxes of a text to fill: not ticked, ticked."""
MAX_CHOIX = 40
"""Answers kept in a list: no fiche needs more, and a thousand would only be an attack."""


@dataclass(frozen=True, slots=True)
class DemandeLue:
    """An issue as it was read: its form, and what was answered."""

    formulaire: Formulaire
    reponses: dict[str, str]
    """question, in the words of the form → answer; a question left without answer is absent."""
    doublons: tuple[str, ...] = ()
    """Questions that are twice in the text: the first answer is kept."""
    invisibles: int = 0
    """Signs taken off: controls, invisible ones, changes of the reading order."""


def read_demande(texte: str, genre: str = "") -> DemandeLue | None:
    """Return what an issue asks, None when it was written with no form (of this kind of fiche)."""
    propre, invisibles = cleaned(texte)
    titres = {title[1] for line in propre.split("\n") if (title := _TITRE.fullmatch(line))}
    forms = [form for form in FORMULAIRES if not genre or form.genre == genre]
    form = max(forms, key=lambda form: len(titres & _libelles(form)))
    if not titres & _libelles(form):
        return None
    reponses, doublons = _cut(propre, form)
    return DemandeLue(form, reponses, doublons, invisibles)


def read_best(textes: Iterable[str], genre: str = "") -> DemandeLue | None:
    """Return the one of several texts of a message where most questions are answered; a mail holds it twice."""
    found = [demande for texte in textes if (demande := read_demande(texte, genre))]
    return max(found, key=lambda demande: len(demande.reponses), default=None)


def _libelles(form: Formulaire) -> set[str]:
    return {question.libelle for question in form.questions}


def _cut(texte: str, form: Formulaire) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the answers by question, and the questions met again after their answer."""
    known = _libelles(form) | {ACCORDS}
    parts: dict[str, list[str]] = {}
    doublons: list[str] = []
    held: list[str] = []
    for line in texte.split("\n"):
        found = _TITRE.fullmatch(line)
        if found and found[1] in known:
            held = []
            if found[1] in parts:
                doublons.append(found[1])
            else:
                parts[found[1]] = held
        else:
            held.append(line)
    boxes = {one.libelle for one in form.questions if sorte_of(form, one) in (Sorte.UN, Sorte.PLUSIEURS)}
    answers = {name: _answer(lines, name in boxes) for name, lines in parts.items() if name != ACCORDS}
    return {libelle: text for libelle, text in answers.items() if text not in _SANS_REPONSE}, tuple(doublons)


def _answer(lines: list[str], choice: bool) -> str:
    """Return an answer without the help of its question; of the boxes of a choice, those ticked."""
    held = [line for line in lines if not _AIDE.fullmatch(line)]
    boxes = [line for line in held if line.strip()]
    if choice and boxes and all(_VIDE.fullmatch(line) or _COCHE.fullmatch(line) for line in boxes):
        held = [found[1] for line in boxes if (found := _COCHE.fullmatch(line))]
    return "\n".join(held).strip()


def cleaned(texte: str) -> tuple[str, int]:
    """Return a text without any sign that a fiche may not hold, and how many were taken off.

    A tab is a space, every line ends with a line feed, an accent is one sign with its letter. The forge's
    runner obeys a line of output that begins with `::`, or that holds `##[`: neither is left.
    """
    flat = unicodedata.normalize("NFC", "\n".join(lines(texte)))
    kept = "".join(sign for sign in flat if sign == "\n" or _is_visible(sign))
    return _COMMANDE.sub("", kept).replace("##[", "## ["), len(flat) - len(kept)


def _is_visible(sign: str) -> bool:
    return sign != "\ufffd" and unicodedata.category(sign) not in ("Cc", "Cf", "Co", "Cs", "Cn")


def choices_of(texte: str, options: Iterable[str]) -> list[str]:
    """Return the options chosen: the forge joins them with commas, and an option may hold one.

    A mail writes one per line as well, with a dash, and with small letters. What is no option
    is kept as it stands: the checks will tell it.
    """
    known = [(option, option.lower().split(", ")) for option in sorted(options, key=len, reverse=True)]
    parts = ", ".join(items(texte)).split(", ")
    small = [part.lower() for part in parts]
    chosen: list[str] = []
    at = 0
    while at < len(parts) and len(chosen) < MAX_CHOIX:
        word, size = next(
            ((option, len(held)) for option, held in known if small[at : at + len(held)] == held), (parts[at], 1)
        )
        at += size
        if word.strip(" ,") and word not in chosen:
            chosen.append(word)
    return chosen
