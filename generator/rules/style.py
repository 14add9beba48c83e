"""Plain language: warnings only, a person decides."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from generator.corpus.corpus import Corpus
from generator.corpus.locating import Place, at
from generator.problems import Problem
from generator.rules.texts import FichierLu, VuDansUnFichier, files_read, found_in

JARGON: tuple[tuple[str, str], ...] = (
    ("dispositif", "aide, service, méthode"),
    ("multi-acteurs", "à plusieurs"),
    ("synergie", "travail ensemble"),
    ("parties prenantes", "personnes et structures concernées"),
    ("montée en compétences", "apprendre"),
    ("montée en compétence", "apprendre"),
    ("structurant", "utile et durable"),
    ("impactant", "utile"),
    ("ingénierie", "conseil, étude"),
    ("levier", "moyen"),
    ("co-construire", "construire ensemble"),
    ("coconstruire", "construire ensemble"),
    ("prescripteur", "personne qui oriente"),
    ("implémenter", "mettre en place"),
    ("gouvernance multipartite", "décision partagée"),
    ("au sein de", "dans"),
    ("en termes de", "pour"),
)
"""Word of specialists → what to say instead (FALC spirit: words of every day)."""
_JARGON = re.compile(r"(?<!\w)(" + "|".join(re.escape(word) for word, _ in JARGON) + r")s?(?!\w)")
_INSTEAD = dict(JARGON)
MOTS_PAR_PHRASE = 25
"""Plain French: a sentence has 25 words at most (FALC, and the accessibility reference A7)."""
_PHRASE = re.compile(r"[^.!?…\n]+")
_MOT = re.compile(r"\w+(?:['’-]\w+)*")
_TROP_LONGUE = re.compile(rf"\W*+(?:\w++(?:['’-]\w++)*+\W*+){{{MOTS_PAR_PHRASE + 1}}}")
"""The beginning of a sentence that has one word too many: told without counting the others."""
_NEGATION = re.compile(r"\b(?:n['’]|ne\s)[^?]*\b(?:pas|plus|jamais|aucune?)\b", re.IGNORECASE)
_LIEN = re.compile(r"\]\([^)]*\)")


def _texts(one: FichierLu) -> Iterator[tuple[Place, str]]:
    """Yield (place, text) of what we write ourselves, the addresses of links left out."""
    for place, marker, text in one.lus:
        if not marker.cite:
            yield place, _LIEN.sub("]", text) if marker.markdown else text


def check_jargon(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A word of specialists is told once a file, with an everyday one; a name in full is a name, not jargon."""
    names = _names(corpus)
    return found_in(corpus, files_read(corpus), _specialist, names)


def _specialist(one: FichierLu, names: tuple[str, ...]) -> Iterator[VuDansUnFichier]:
    told: set[str] = set()
    for place, text in _texts(one) if _may_be_jargon(one.ecrit.lower()) else ():
        for word in _jargon(text, names):
            if word not in told:
                told.add(word)
                message, hint = f"« {word} » se dit mieux autrement.", f"Par exemple : {_INSTEAD[word]}."
                yield VuDansUnFichier("STY001", place, message, hint)


def _names(corpus: Corpus) -> tuple[str, ...]:
    """Return the names that hold a word of specialists, « dispositif local d'accompagnement » for one.

    Those that the glossary tells, and those of the fiches.
    """
    told = {text for mot in corpus.glossaire.values() for text in (mot.developpe or "", *mot.ecritures)}
    told.update(text for _, _, fiche in corpus.fiches() for text in (fiche.nom, *fiche.alias))
    names = (text.lower() for text in told)
    return tuple(sorted(name for name in names if " " in name and any(word in name for word in _INSTEAD)))


def _jargon(text: str, names: tuple[str, ...]) -> list[str]:
    """Return the words of specialists of a text, each one once, those inside of a name left out."""
    lowered = text.lower()
    if not _may_be_jargon(lowered):
        return []
    for name in names:
        lowered = lowered.replace(name, "")
    return sorted({match.group(1) for match in _JARGON.finditer(lowered)})


def _may_be_jargon(lowered: str) -> bool:
    return any(word in lowered for word in _INSTEAD)


def check_repetition(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A résumé does not begin with the name shown just above it."""
    for kind, identifiant, fiche in corpus.fiches():
        if not _first_word(fiche.resume).startswith(_first_word(fiche.nom)):
            continue  # nearly every fiche
        name = " ".join(_MOT.findall(fiche.nom.casefold()))
        resume = " ".join(_MOT.findall(fiche.resume.casefold()))
        if len(name) >= 8 and resume.startswith(name):
            yield at(corpus, "STY002", kind, identifiant, ("resume",), "le résumé commence par le nom.")


def _first_word(text: str) -> str:
    found = _MOT.search(text)
    return found.group().casefold() if found else ""


def check_sentences(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A sentence has 25 words at most; the longest one of each text is told."""
    return found_in(corpus, files_read(corpus), _long)


def _long(one: FichierLu) -> Iterator[VuDansUnFichier]:
    for place, text in _texts(one) if "](" in one.ecrit or _too_long(one.ecrit) else ():
        if longest := _too_long(text):
            yield VuDansUnFichier("STY003", place, f"une phrase de {longest} mots.")


def _too_long(text: str) -> int:
    """Return how many words the longest sentence has when it has too many, else 0."""
    long_enough = [phrase for phrase in _PHRASE.findall(text) if len(phrase) > 2 * MOTS_PAR_PHRASE]
    too_long = [phrase for phrase in long_enough if _TROP_LONGUE.match(phrase)]
    return max((len(_MOT.findall(phrase)) for phrase in too_long), default=0)


def check_questions(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A question of an arbre is asked without « et/ou » nor « ne… pas »: yes and no must each mean one thing."""
    for identifiant, arbre in corpus.arbres.items():
        for rank, question in enumerate(arbre.questions):
            text, where = question.texte, ("questions", rank, "texte")
            if "et/ou" in text.lower():
                hint = "Choisir « et » ou « ou », ou en faire deux questions."
                yield at(corpus, "STY005", "arbre", identifiant, where, f"« {text} » : deux questions à la fois.", hint)
            elif _NEGATION.search(text):
                hint = "La poser sans négation, pour que oui et non soient clairs."
                yield at(corpus, "STY005", "arbre", identifiant, where, f"« {text} » : une question négative.", hint)
