"""Synonyms, expected searches and cas types of a new territory: those that still hold, and that say nothing of here."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any

from generator.contributing.territory.orientation import keep_named
from generator.contributing.yaml_edit import edited
from generator.corpus.corpus import Corpus
from generator.corpus.genres import FICHES

_AIMS = (
    *("vers", "thematiques", "modalites", "stades", "profils", "types_acteurs", "types_ressources"),
    *("types_financements", "formes", "enjeux", "tarifs", "acteurs", "services", "ressources"),
)


def kept_of(data: bytes, name: str, keeps: Callable[[Any], bool]) -> bytes | None:
    """Return a file of one list with the elements that are kept, changed in place; None when none is."""
    left = 0

    def change(tree: Any) -> None:
        nonlocal left
        tree[name][:] = [one for one in tree[name] if keeps(one)]
        left = len(tree[name])

    made = edited(data, change)
    return made if left else None


def synonyme_ailleurs(one: Any, ailleurs: Corpus) -> bool:
    """Whether a synonym still leads somewhere, without any fiche of here."""
    keep_named(one, ailleurs, "acteurs", "services", "ressources")
    return one.get("ici") != "oui" and any(name in one for name in _AIMS)


def requetes_ailleurs(data: bytes, ailleurs: Corpus) -> bytes | None:
    """Keep the expected searches whose answers the new territory has: its common fiches, the pages of its guide."""
    kept = (*(f"{kind}/{key}" for kind in FICHES for key in ailleurs.ecrits[kind]), "chapitre/", "outil/")

    return _kept_requetes(data, lambda name, rank, one: all(_is_kept(due, kept) for due in one["attendu"]))


def _kept_requetes(data: bytes, keeps: Callable[[str, int, Any], bool]) -> bytes | None:
    """Return the expected searches and the réserve that are kept; None when no search is left."""
    left = 0

    def change(tree: Any) -> None:
        nonlocal left
        for name in ("requetes", "reserve"):
            if name in tree:
                tree[name][:] = [one for rank, one in enumerate(tree[name]) if keeps(name, rank, one)]
        left = len(tree["requetes"])

    made = edited(data, change)
    return made if left else None


def _is_kept(due: str, kept: Collection[str]) -> bool:
    return due in kept or f"{due.partition('/')[0]}/" in kept


def without_failed(data: bytes, failed: Collection[tuple[str, int]]) -> bytes | None:
    """Drop the searches that do not find in a new territory what they found in the former one: (list, rank) of each."""
    return _kept_requetes(data, lambda name, rank, one: (name, rank) not in failed)


def cas_type_ailleurs(one: Any, corpus: Corpus) -> bool:
    """Whether a cas type holds anywhere: it names no place of here, and expects a way through the questions.

    What it expected to be shown, and from which commune, was of the former territory.
    """
    places = {corpus.officiel.departements[c.departement][0] for c in corpus.communes.values()}
    places |= {c.nom for c in corpus.communes.values()} | {c.region for c in corpus.communes.values()}
    places |= {corpus.territoire.nom, corpus.territoire.nom_epci}
    local = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, places))})(?![\w-])")
    attendu = one.get("attendu")
    if attendu is None or local.search(f"{one['cas']} {one.get('source', '')}"):
        return False
    for field in ("etapes", "financements", "contact"):
        attendu.pop(field, None)
    if one.get("commune", "") not in ("plusieurs", "nsp"):
        one.pop("commune", None)
    return bool(attendu)
