"""What an acteur is asked to confirm of a fiche, as lines of a message, and these lines read again.

A line is a question of the form of its kind, under its number (as on the sheet to print), and what we say. A line
that comes back otherwise is a correction; one left empty changes nothing.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from generator.contributing.fiche_recue import fiche_named, put_answer, value_of
from generator.contributing.reponses import DemandeLue, cleaned
from generator.contributing.spreadsheet.fusion import merged
from generator.corpus.champs import Sorte, field_of, options_of, sorte_of
from generator.corpus.corpus import Corpus
from generator.corpus.francais import fold
from generator.corpus.genres import FICHES, GENRES
from generator.corpus.prenoms import PRENOMS
from generator.corpus.questions import ACCORDS, JUSTE, QUI_CONFIRME, Formulaire, Saisie, form_of
from generator.corpus.walking import marker_of
from generator.models.blancs import one_line
from generator.models.markers import Reference
from generator.rules.privacy import names_somebody

AUTRE, CASE = "Autre chose à dire :", "Tout est juste pour cette fiche"
_NOM = r"[a-z0-9-]{1,80}"
_FICHE = re.compile(rf"### ({'|'.join(FICHES)})/({_NOM})")
_LIGNE = re.compile(r" {0,3}([0-9]{1,2})\. (.+)")
_OUI = re.compile(
    r"\W*(?:x|oui|ok|juste|exact|vrai|d.accord|(?:oui\W+)?(?:tout |c.)est (?:juste|exact|bon|vrai|correct))\W*"
)
_TUES = ("description", "page")
"""Not asked in a message: a long text, and a source."""
MAX_QUI = 120


@dataclass(slots=True)
class FicheRelue:
    """What came back about one fiche."""

    genre: str
    id: str
    juste: bool = False
    reponses: dict[int, str] = field(default_factory=dict)
    """number of a question → its line, without the question"""
    libre: list[str] = field(default_factory=list)
    """What is not an answer: a person reads it"""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A confirmation as it was read."""

    tout: bool
    """Whether all is said to be right"""
    qui: str
    fiches: tuple[FicheRelue, ...]
    libre: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SuiteDeConfirmation:
    """What a confirmation changes in one fiche: its file, what to say of it."""

    chemin: str
    donnees: bytes
    dit: tuple[str, ...]


def shown_answers(corpus: Corpus, genre: str, tree: Mapping[str, Any]) -> Iterator[tuple[int, Saisie, str]]:
    """Yield (number, question, what we say, '' unknown) of the questions that a message asks."""
    form = form_of(GENRES[genre].formulaire)
    for rank, question in enumerate(form.questions, start=1):
        if question.champ not in _TUES:
            yield rank, question, _shown(corpus, form, question, tree)


def _shown(corpus: Corpus, form: Formulaire, question: Saisie, tree: Mapping[str, Any]) -> str:
    options = options_of(form, question, corpus)
    value = _value_at(tree, question.champ)
    if question.champ == "depot":
        held = tree.get("depot") or {}
        return next((word for word, said in options.items() if said and said.items() <= held.items()), "")
    if question.champ == "zone":
        same = [word for word, said in options.items() if said == value]
        named = {said["type"]: word for word, said in options.items()}
        return next(iter(same), named["communes"] if value and value["type"] == "communes" else "")
    if question.champ == "zone.codes" and tree.get("zone", {}).get("type") != "communes":
        return ""
    if not value:
        return ""
    if options:
        words = {said: word for word, said in options.items() if isinstance(said, str)}
        return ", ".join(words.get(str(one), str(one)) for one in (value if isinstance(value, list) else [value]))
    if isinstance(value, list):
        return " ; ".join(map(one_line, value))
    info = field_of(form, question)
    marker = marker_of(info) if info else None
    if isinstance(marker, Reference) and value in corpus.ecrits.get(marker.genre, {}):
        return str(corpus.ecrits[marker.genre][value].nom)
    return one_line(str(value))


def _value_at(tree: Mapping[str, Any], champ: str) -> Any:
    held: Any = tree
    for step in champ.split("."):
        if step == "contact":
            held = next(iter(held.get("contacts") or ()), {})
        else:
            held = held.get(step) if isinstance(held, dict) else None
        if held is None:
            return None
    return held


def line_of(rank: int, question: Saisie, said: str) -> str:
    """Return one line of a message: « 3. En une ou deux phrases : Un café… »."""
    mark = "" if question.libelle.endswith("?") else " :"
    return f"{rank}. {question.libelle}{mark} {said}".rstrip()


def read_relecture(texte: str) -> Confirmation | None:
    """Return the confirmation that a message holds, None when it names no fiche as our messages do."""
    fiches: dict[tuple[str, str], FicheRelue] = {}
    heads: dict[str, list[str]] = {}
    here: FicheRelue | None = None
    held: list[str] = []
    rank = 0
    for line in cleaned(texte)[0].split("\n"):
        if title := _FICHE.fullmatch(line.strip()):
            key = (title[1], title[2])
            here, rank = fiches.setdefault(key, FicheRelue(*key)), 0
        elif line.startswith("### "):
            here, held = None, heads.setdefault(line[4:].strip(), [])
        elif here is None:
            held.append(line)
        else:
            rank = _take(here, line, rank)
    if not fiches:
        return None
    qui = one_line("\n".join(heads.get(QUI_CONFIRME, ())))[:MAX_QUI]
    free = [line for name, said in heads.items() if name not in (JUSTE, QUI_CONFIRME, ACCORDS) for line in said]
    said = one_line("\n".join(heads.get(JUSTE, ())))
    more = [said] if said and not is_yes(said) else []
    return Confirmation(
        is_yes(said), qui, tuple(fiches.values()), tuple(line for line in (*more, *free) if line.strip())
    )


def confirmation_of(demande: DemandeLue, corpus: Corpus) -> Confirmation | DemandeLue:
    """Return the form « Confirmer une fiche » as a confirmation; as it was when its page is no fiche of here."""
    found = fiche_named(demande, corpus)
    if found is None:
        return demande
    said = one_line(demande.reponses.get(JUSTE, ""))
    free = () if is_yes(said) or not said else (said,)
    return Confirmation(
        is_yes(said), one_line(demande.reponses.get(QUI_CONFIRME, ""))[:MAX_QUI], (FicheRelue(*found),), free
    )


def _take(fiche: FicheRelue, line: str, rank: int) -> int:
    """Read one line about a fiche; return the question that the next line may go on with, 0 for none."""
    told = line.strip()
    form = form_of(GENRES[fiche.genre].formulaire)
    if found := re.fullmatch(rf"\[ ?([xX]?) ?\] ?{CASE}", told):
        fiche.juste = fiche.juste or bool(found[1])
        return 0
    if found := _LIGNE.fullmatch(line):
        number = int(found[1])
        question = form.questions[number - 1] if 0 < number <= len(form.questions) else None
        if question and number not in fiche.reponses and found[2].startswith(question.libelle):
            fiche.reponses[number] = found[2][len(question.libelle) :].lstrip(" :").strip()
            return number
    if not told:
        return 0
    if rank and not found and not told.startswith(AUTRE):
        fiche.reponses[rank] = f"{fiche.reponses[rank]} {told}".strip()
        return rank
    rest = told.removeprefix(AUTRE).strip()
    if rest and (fiche.reponses or not rest.startswith(("http://", "https://"))):
        fiche.libre.append(rest)
    return 0


def is_yes(text: str) -> bool:
    """Tell whether an answer says yes and nothing more: « Oui », « [x] », « Tout est juste. »."""
    return bool(_OUI.fullmatch(fold(text[:100])))


def who_confirms(corpus: Corpus, qui: str, acteur: str) -> str:
    """Return who confirms, in words that name no person: what was answered, else the acteur's own name."""
    nom: str = corpus.acteurs[acteur].nom
    known = {word for one in corpus.acteurs.values() for word in re.findall(r"\w+", one.nom)}
    words = [word for word in re.findall(r"\w+", qui) if word[:1].isupper() and word not in known]
    if not 2 < len(qui) <= MAX_QUI or "@" in qui or re.search(r"[0-9]{2}", qui) or names_somebody(qui, known):
        return nom
    return nom if any(fold(word) in PRENOMS for word in words) else qui


def suite_of(
    corpus: Corpus, relue: FicheRelue, tree: Mapping[str, Any], data: bytes, tout: bool, qui: str, jour: datetime.date
) -> SuiteDeConfirmation:
    """Return what a confirmation changes in a fiche; `tree` is its file as texts, `data` its bytes.

    What is free text is read by a person first: such a fiche is corrected, never confirmed.
    """
    form = form_of(GENRES[relue.genre].formulaire)
    wanted = deepcopy(dict(tree))
    said: list[str] = []
    for rank, question, before in shown_answers(corpus, relue.genre, tree):
        answer = relue.reponses.get(rank, "")
        if not answer or fold(one_line(answer)) == fold(before):
            continue
        listed = sorte_of(form, question) is Sorte.LISTE
        value = value_of(form, question, answer.replace(" ; ", "\n") if listed else answer, corpus)
        put_answer(wanted, question.champ, value)
        said.append(f"{question.libelle} {f'« {before} » devient ' if before else ''}« {answer} »")
    if (tout or relue.juste) and not relue.libre:
        wanted |= {"verifie_le": jour, "verifie_par": qui}
        said.append(f"confirmée le {jour.isoformat()} par {qui}")
    path = corpus.path_of(relue.genre, relue.id)
    fields = GENRES[relue.genre].modele.model_fields
    ordered = {name: wanted[name] for name in fields if name in wanted}
    return SuiteDeConfirmation(path, merged(data, ordered) if said else data, tuple(said))


def best_relecture(textes: Iterable[str]) -> Confirmation | None:
    """Return the one of several texts of a message that says most."""
    found = [one for texte in textes if (one := read_relecture(texte))]
    return max(found, key=lambda one: sum(len(fiche.reponses) for fiche in one.fiches), default=None)
