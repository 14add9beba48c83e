"""The common shelf: it says nothing of here, its complements complete something, and it is as its keeper wrote it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from generator.corpus.commun import empreinte
from generator.corpus.corpus import Corpus
from generator.corpus.etats import statut_affiche
from generator.corpus.francais import pluriel
from generator.corpus.locating import Place, at
from generator.corpus.memoire import unchanged
from generator.corpus.walking import marked_values
from generator.models.commun import LOCAUX
from generator.models.markers import Lu
from generator.problems import Problem
from generator.rules.texts import FichierLu, files_read

MOTS_COPIES = 40
"""A text beyond is a copy, not a coincidence (issue « Le commun »)."""
_SES_LIEUX = ("zone", "lieux", "sources", "a_verifier", "porteurs", "alias")
"""Fields where the name of a place is a fact, and a quotation"""
NOMMES = 5


def check_complements(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A complement has its common fiche, not closed; it fills only fields of it, and says nothing that it says."""
    for name, complement in corpus.complements.items():
        kind, _, identifiant = name.partition("/")
        fiche = corpus.commun[kind].get(identifiant)
        if fiche is None:
            own = identifiant in corpus.ecrits[kind]
            hint = "La fiche est d'ici : tout s'écrit dedans." if own else ""
            message = f"aucune fiche commune « {identifiant} » parmi les fiches de genre {kind}."
            yield at(corpus, "CMN003", "complement", name, (), message, hint)
            continue
        if statut_affiche(fiche, today) == "clos":
            yield at(corpus, "CMN004", "complement", name, (), f"« {fiche.nom} » est finie.")
        for field in LOCAUX:
            if getattr(complement, field) and not hasattr(fiche, field):
                message = f"une fiche de genre {kind} n'a pas de « {field} »."
                yield at(corpus, "CMN006", "complement", name, (field,), message)
            elif getattr(complement, field):
                for where, held in _parts(field, getattr(complement, field)):
                    if held in dict(_parts(field, getattr(fiche, field))).values():
                        yield at(corpus, "CMN005", "complement", name, where, "la fiche commune le dit déjà.")
        said = {text for _, _, text in marked_values(fiche, Lu)}
        if complement.note in said:
            yield at(corpus, "CMN005", "complement", name, ("note",), "la fiche commune le dit déjà.")


def _parts(field: str, held: Any) -> list[tuple[tuple[str | int, ...], Any]]:
    return [((field, rank), one) for rank, one in enumerate(held)] if isinstance(held, tuple) else [((field,), held)]


def check_edition(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The shelf is as its edition: the next update would undo what was changed since; told in one line."""
    if corpus.etagere is None:
        return
    now = empreintes(corpus)
    changed = sorted(
        key for key in now.keys() | corpus.etagere.empreintes if now.get(key) != corpus.etagere.empreintes.get(key)
    )
    if changed:
        count = pluriel(len(changed), "fiche commune", "fiches communes")
        message = f"{count} : plus comme dans l'édition ({_some(changed)})."
        yield at(corpus, "CMN008", "commun", "commun", ("edition",), message)


def empreintes(corpus: Corpus) -> dict[str, str]:
    """Return `genre/id` → the fingerprint of each file of the shelf, sorted."""
    sources: Any = corpus.origines
    return {
        f"{kind}/{key}": empreinte(sources[kind, key].source)
        for kind, fiches in sorted(corpus.commun.items())
        for key in fiches
    }


def check_local_names(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A common fiche names neither the territory, its EPCI, who coordinates, nor a commune of it, but where it says
    where; told in one line: a territory has nothing to correct in what its neighbour keeps."""
    coordination = corpus.acteurs.get(corpus.territoire.coordination)
    names = {coordination.nom.partition(",")[0]} if coordination else set()
    names |= {corpus.territoire.nom, corpus.territoire.nom_epci, *(one.nom for one in corpus.communes.values())}
    local = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?![\w-])")
    found = [
        (one.kind, one.id, place, name)
        for one in files_read(corpus)
        if corpus.is_common(one.kind, one.id)
        for place, name in unchanged((_local, one.kind, one.id), (one, local), partial(_local, one, local))
    ]
    if found:
        kind, key, place, name = found[0]
        others = sorted({f"{one[0]}/{one[1]}" for one in found} - {f"{kind}/{key}"})
        more = f" ; aussi dans {_some(others)}" if others else ""
        yield at(corpus, "CMN009", kind, key, place, f"« {name} » est un nom d'ici{more}.")


def _local(one: FichierLu, local: re.Pattern[str]) -> list[tuple[Place, str]]:
    return [
        (place, match.group())
        for place, _, text in one.lus
        if isinstance(place, tuple) and place[0] not in _SES_LIEUX and (match := local.search(text))
    ]


def _some(names: list[str]) -> str:
    more = f" et {len(names) - NOMMES} de plus" if len(names) > NOMMES else ""
    return f"{', '.join(names[:NOMMES])}{more}"


def check_copies(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """No text of more than 40 words stands in two files of content/."""
    first: dict[str, tuple[str, str]] = {}
    for one in files_read(corpus):
        here = one.kind, one.id
        for place, words, count in unchanged((_long_parts, *here), one, partial(_long_parts, one)):
            if first.setdefault(words, here) != here:
                other = corpus.origines[first[words]].path
                yield at(corpus, "CMN011", *here, place, f"{count} mots qui sont aussi dans {other}.")


def _long_parts(one: FichierLu) -> list[tuple[Place, str, int]]:
    """Return (place, words, how many) of each long paragraph of a file."""
    texts = [(place, text) for place, _, text in one.lus if len(text) > MOTS_COPIES * 2]
    parts = [(place, part.split()) for place, text in texts for part in text.split("\n\n")]
    return [(place, " ".join(words), len(words)) for place, words in parts if len(words) > MOTS_COPIES]
