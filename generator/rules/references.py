"""References between files and vocabularies."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from generator.corpus.corpus import Corpus
from generator.corpus.exemples import examples_left
from generator.corpus.francais import same_title
from generator.corpus.locating import at
from generator.corpus.walking import Where, marked_values
from generator.models.markers import Reference, Terme
from generator.problems import Problem, suggestion


def check_references(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Every id names a file that exists, nothing names itself."""
    by_kind = {
        **corpus.ecrits,
        "arbre": corpus.arbres,
        "parcours": corpus.parcours,
        "reunion": corpus.reunions(),
        "outil": corpus.outils,
        "chapitre": corpus.chapitres,
    }
    for kind, identifiant, value in corpus.everything():
        for where, marker, text in marked_values(value, Reference):
            yield from _check_reference(corpus, kind, identifiant, where, marker, text, by_kind)


def check_words(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Every word is in its référentiel."""
    terms = {nom: referentiel.termes.keys() for nom, referentiel in corpus.referentiels.items()}
    for kind, identifiant, value in corpus.everything():
        for where, marker, text in marked_values(value, Terme):
            if text not in terms[marker.nom] and not (marker.tous and text == "tous"):
                message = f"« {text} » n'existe pas dans data/referentiels/{marker.nom}.yml."
                yield at(corpus, "REF001", kind, identifiant, where, message, suggestion(text, terms[marker.nom]))


def _check_reference(
    corpus: Corpus, kind: str, identifiant: str, where: Where, marker: Reference, text: str, by_kind: Any
) -> Iterator[Problem]:
    if kind == marker.genre and text == identifiant:
        yield at(corpus, "REF005", kind, identifiant, where, f"« {text} » est cette fiche elle-même.")
    elif text not in by_kind[marker.genre]:
        yield at(
            corpus,
            "REF002",
            kind,
            identifiant,
            where,
            f"aucune fiche « {text} » parmi les fiches de genre {marker.genre}.",
            suggestion(text, by_kind[marker.genre]),
        )


def check_unused_terms(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A word of a référentiel that no fiche uses is told (its page would be empty); most of them, in one line."""
    used: dict[str, set[str]] = defaultdict(set)
    for _, _, fiche in corpus.fiches():
        for _, marker, text in marked_values(fiche, Terme):
            used[marker.nom].add(text)
    for nom in used:
        terms = corpus.referentiels[nom].termes
        unused = [term for term in terms if term not in used[nom] and "tous" not in used[nom]]
        if len(unused) > len(terms) / 2:
            message = f"{len(unused)} mots sur {len(terms)} ne sont employés par aucune fiche : l'offre est courte."
            hint = "Rien à faire pour l'instant : ces mots serviront quand l'offre grandira."
            yield at(corpus, "REF003", "referentiel", nom, ("termes",), message, hint)
            continue
        for term in unused:
            message = f"« {term} » n'est employé par aucune fiche."
            yield at(corpus, "REF003", "referentiel", nom, ("termes", term), message)


def check_orphans(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """An acteur offers something, is a local initiative, has a role, or is a relais; else it is told."""
    linked = {
        text
        for kind, _, fiche in corpus.fiches()
        if kind != "acteur"
        for _, marker, text in marked_values(fiche, Reference)
        if marker.genre == "acteur"
    }
    linked.update(relais.acteur for relais in corpus.territoire.relais if relais.acteur)
    for identifiant, acteur in corpus.acteurs.items():
        if identifiant not in linked and acteur.type != "initiative-locale" and not acteur.roles_consortium:
            yield at(corpus, "REF004", "acteur", identifiant, ("nom",), f"« {acteur.nom} » n'offre rien ici.")


def check_former_ids(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A former id is free: neither an id in use nor another fiche's former id, within one kind."""
    for kind, fiches in corpus.by_kind().items():
        owners: dict[str, str] = {}
        for identifiant, fiche in fiches.items():
            for index, former in enumerate(fiche.anciens_ids):
                other = former if former in fiches else owners.get(former)
                if other is not None:
                    yield at(
                        corpus,
                        "REF006",
                        kind,
                        identifiant,
                        ("anciens_ids", index),
                        f"« {former} » appartient déjà à la fiche « {other} ».",
                    )
                owners[former] = identifiant


def check_names(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Two fiches of one kind never carry the same name (case and spaces apart)."""
    for kind, fiches in corpus.by_kind().items():
        first: dict[str, str] = {}
        for identifiant, fiche in fiches.items():
            name = same_title(fiche.nom)
            if name in first:
                yield at(
                    corpus,
                    "REF009",
                    kind,
                    identifiant,
                    ("nom",),
                    f"« {fiche.nom} » est déjà le nom de la fiche « {first[name]} ».",
                )
            first.setdefault(name, identifiant)


def check_examples(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """No example that `nouveau` wrote is left: published, it would pass for a fact."""
    for kind, identifiant, value in corpus.everything():
        for where, text in examples_left(kind, value) if kind in corpus.ecrits else ():
            yield at(corpus, "REF011", kind, identifiant, where, f"« {text} » est encore l'exemple.")


def check_downloads(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A ressource's `fichier` lies in content/fichiers/."""
    for identifiant, ressource in corpus.ressources.items():
        if ressource.fichier and ressource.fichier not in corpus.fichiers:
            yield at(
                corpus,
                "REF008",
                "ressource",
                identifiant,
                ("fichier",),
                f"« {ressource.fichier} » n'est pas dans content/fichiers/.",
                suggestion(ressource.fichier, corpus.fichiers),
            )
