"""The common shelf seen from one territory: which of its fiches are of use here, and what is local added to them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator.corpus.corpus import Corpus
from generator.corpus.genres import FICHES, MODELINE
from generator.corpus.walking import marked_values, plan
from generator.models.commun import LOCAUX, Complement
from generator.models.fiche import Fiche
from generator.models.markers import Reference

Cle = tuple[str, str]
"""(kind, id)"""


def with_commun(corpus: Corpus) -> Corpus:
    """Return the corpus of a territory with the common fiches that are of use in it, as they are shown here.

    Kept: a fiche whose zone (or `a_verifier`) meets a commune of here, one without zone, one that a file of here
    names or completes, and the acteurs without whom one of these would be nobody's. What a kept fiche says of the
    others is left out: an optional link to them, who answers in other places.
    """
    named = {
        (marker.genre, text)
        for _, _, value in corpus.everything()
        for _, marker, text in marked_values(value, Reference)
    }
    named |= {(kind, key) for kind, _, key in (name.partition("/") for name in corpus.complements)}
    kept = {
        (kind, key): fiche
        for kind, fiches in corpus.commun.items()
        for key, fiche in fiches.items()
        if (kind, key) in named or _meets(corpus, fiche)
    }
    for fiche in [_of_here(corpus, one) for one in kept.values()]:
        for acteur in _needed(fiche):
            if corpus.is_common("acteur", acteur):
                kept["acteur", acteur] = corpus.commun["acteur"][acteur]
    ecrits = dict(corpus.ecrits)
    for kind in FICHES:
        shelf = {key: _shown(corpus, one, key, fiche, kept) for (one, key), fiche in kept.items() if one == kind}
        ecrits[kind] = dict(sorted({**shelf, **corpus.ecrits[kind]}.items()))
    return replace(corpus, ecrits=ecrits)


def links_left(corpus: Corpus) -> int:
    """Return how many links of the common fiches shown here lead to others of the shelf that are not."""
    return sum(
        corpus.is_common(marker.genre, key) and key not in corpus.ecrits[marker.genre]
        for kind, fiches in corpus.commun.items()
        for identifiant, fiche in fiches.items()
        if identifiant in corpus.ecrits[kind]
        for _, marker, key in marked_values(fiche, Reference)
    )


def _meets(corpus: Corpus, fiche: Fiche) -> bool:
    return bool(corpus.coverage_of(fiche) or corpus.coverage_douteuse(fiche))


def _of_here(corpus: Corpus, fiche: Fiche) -> Fiche:
    """Return a fiche without who answers in other places, nor what is to be verified there."""
    changes: dict[str, Any] = {}
    porteurs = getattr(fiche, "porteurs", ())
    here = tuple(one for one in porteurs if corpus.coverage(one.zone))
    if here != porteurs:
        changes["porteurs"] = here
    if getattr(fiche, "a_verifier", None) and not corpus.coverage_douteuse(fiche):
        changes["a_verifier"] = None
    return fiche.model_copy(update=changes) if changes else fiche


def _needed(fiche: Fiche) -> set[str]:
    """Return the acteurs without whom a fiche is nobody's."""
    doubt = getattr(fiche, "a_verifier", None)
    needed = {one.acteur for one in getattr(fiche, "porteurs", ())} | ({doubt.aupres_de} if doubt else set())
    due = fiche.PORTEUR and type(fiche).model_fields[fiche.PORTEUR].is_required()
    return needed | {fiche.acteur_nomme} if due and fiche.acteur_nomme else needed


def _shown(corpus: Corpus, kind: str, key: str, fiche: Fiche, kept: Mapping[Cle, Fiche]) -> Fiche:
    """Return a common fiche as its page shows it here."""
    shown = _of_here(corpus, fiche)
    changes: dict[str, Any] = {}
    wanted: Any = Reference
    for name, marker in plan(type(fiche), wanted):
        if marker is not None and marker.genre in FICHES:
            held = getattr(fiche, name)
            left = {
                one for one in ([held] if isinstance(held, str) else held or ()) if _is_left(corpus, marker, one, kept)
            }
            if left and not type(fiche).model_fields[name].is_required():
                changes[name] = None if isinstance(held, str) else tuple(one for one in held if one not in left)
    if (complement := corpus.complements.get(f"{kind}/{key}")) is not None:
        changes |= _local(complement, fiche)
    return shown.model_copy(update=changes) if changes else shown


def _is_left(corpus: Corpus, marker: Reference, key: str, kept: Mapping[Cle, Fiche]) -> bool:
    return corpus.is_common(marker.genre, key) and (marker.genre, key) not in kept


def _local(complement: Complement, fiche: Fiche) -> dict[str, Any]:
    """Return the fields of a fiche once completed: what is local comes first; withdrawn here, it is suspended."""
    changes: dict[str, Any] = {"statut": "suspendu"} if complement.retirer else {}
    for name in LOCAUX:
        local = getattr(complement, name)
        if local and hasattr(fiche, name):
            changes[name] = local if isinstance(local, str) else (*local, *getattr(fiche, name))
    return changes


def empreinte(data: bytes) -> str:
    """Return the fingerprint of a file of the shelf, whatever its ends of lines and its line for the editors."""
    said = [line for line in data.splitlines() if not line.startswith(MODELINE.encode())]
    return hashlib.sha256(b"\n".join(said)).hexdigest()[:12]
