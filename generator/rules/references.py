"""References between files and vocabularies."""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.corpus.codes import place_hint
from generator.corpus.corpus import Corpus
from generator.corpus.exemples import A_CHOISIR, examples_left
from generator.corpus.francais import pluriel, same_title, slug
from generator.corpus.genres import FICHES, GENRES
from generator.corpus.locating import at
from generator.corpus.memoire import lots
from generator.corpus.renvois import anciens_noms, mentions, nommees
from generator.corpus.suggestion import suggestion
from generator.corpus.walking import Where, every_text, marked_in, marked_values
from generator.models.markers import Fichier, Reference, Terme
from generator.problems import Problem
from generator.rules.texts import FichierLu, VuDansUnFichier, files_read, found_in

MAX_TAILLE = 120
MAX_INEMPLOYES = 5
"""Words of one référentiel that a message names"""
_JAMAIS_MONTRES = ("mots_cles", "alias", "anciens_ids")
_EN_LISTE = re.compile(r"(?m)^\s*(?:[-*+]|[0-9]+[.)])\s|\n\n|\]\(|\*\*|`|\*")
"""What makes an element of a description: an item, a paragraph, a link, an emphasis."""
_MOTS_PAR_MOT_CLE = 8
AILLEURS = {"besoin": "BES012", "collectif": "COL004", "indicateur": "IND007"}
"""Kind → the problem of a commune that is not of the territory; ZON001 for the others."""


def check_references(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Every id names a file that exists, every code a commune (of here, where it must be); nothing names itself."""
    by_kind = {
        **corpus.ecrits,
        "arbre": corpus.arbres,
        "parcours": corpus.parcours,
        "reunion": corpus.reunions(),
        "outil": corpus.outils,
        "chapitre": corpus.chapitres,
    }
    former = anciens_noms(corpus)
    for kind, identifiant, where, marker, text in nommees(corpus):
        if (marker.genre, text) in former:
            continue  # told by check_renamed, once
        if marker.genre in corpus.commun and corpus.is_common(kind, identifiant):
            yield from _check_shared(corpus, kind, identifiant, where, marker, text)
        elif marker.genre == "commune":
            yield from _check_commune(corpus, kind, identifiant, where, marker, text)
        elif kind == marker.genre and text == identifiant:
            yield at(corpus, "REF005", kind, identifiant, where, f"« {text} » est cette fiche elle-même.")
        elif text not in by_kind[marker.genre]:
            message = f"aucune fiche « {text} » parmi les fiches de genre {marker.genre}."
            yield at(corpus, "REF002", kind, identifiant, where, message, suggestion(text, by_kind[marker.genre]))


def _check_shared(
    corpus: Corpus, kind: str, identifiant: str, where: Where, marker: Reference, text: str
) -> Iterator[Problem]:
    """What a common fiche names is on the shelf, here or left aside: a fiche of here is nothing to the others."""
    shelf = corpus.commun[marker.genre]
    if kind == marker.genre and text == identifiant:
        yield at(corpus, "REF005", kind, identifiant, where, f"« {text} » est cette fiche elle-même.")
    elif text in shelf:
        return
    elif text in corpus.ecrits[marker.genre]:
        note = f"{GENRES['complement'].path_of(f'{kind}/{identifiant}')}"
        hint = f"Le dire dans la « note » de {note}, ou ranger « {text} » dans content/commun/."
        message = f"« {text} » est une fiche d'ici : une fiche commune ne la nomme pas."
        yield at(corpus, "CMN001", kind, identifiant, where, message, hint)
    else:
        message = f"aucune fiche commune « {text} » parmi les fiches de genre {marker.genre}."
        yield at(corpus, "REF002", kind, identifiant, where, message, suggestion(text, shelf))


def check_renamed(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """What was renamed is named by its new id; told once, at the first place, with the command that changes all."""
    anciens = anciens_noms(corpus)
    for (genre, ancien), places in mentions(corpus, anciens).items():
        nouveau = anciens[genre, ancien]
        if places:
            first, count = places[0], pluriel(len(places), "endroit le nomme", "endroits le nomment")
            message = f"« {ancien} » s'appelle maintenant « {nouveau} » : {count} encore par son ancien nom."
            hint = f"Pour tout changer d'un coup : « offre renommer {ancien} {nouveau} --ecrire »."
            yield at(corpus, "REF014", first.genre, first.identifiant, first.where, message, hint)


def _check_commune(
    corpus: Corpus, kind: str, identifiant: str, where: Where, marker: Reference, code: str
) -> Iterator[Problem]:
    if marker.ici:
        known = code == "toutes" or code in corpus.communes
        problem, message = AILLEURS.get(kind, "ZON001"), f"« {code} » n'est pas une commune du territoire."
    else:
        known = code in corpus.officiel.communes
        problem, message = "ZON001", f"« {code} » n'est le code d'aucune commune."
    if not known:
        yield at(corpus, problem, kind, identifiant, where, message, place_hint(corpus, code, ici=marker.ici))


def check_words(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Every word is in its référentiel."""
    terms = {nom: referentiel.termes for nom, referentiel in corpus.referentiels.items()}
    for kind, identifiant, where, marker, text in marked_in("all", corpus.everything(), Terme):
        if text not in terms[marker.nom] and not (marker.tous and text == "tous"):
            message = f"« {text} » n'existe pas dans data/referentiels/{marker.nom}.yml."
            yield at(corpus, "REF001", kind, identifiant, where, message, suggestion(text, terms[marker.nom]))


def check_keywords(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A word to search with is one word or one expression: a comma, or many words, make several of them."""
    for kind, identifiant, fiche in corpus.fiches():
        for rank, word in enumerate(fiche.mots_cles):
            if "," in word or len(word.split()) > _MOTS_PAR_MOT_CLE:
                message = f"« {word} » semble dire plusieurs mots."
                yield at(corpus, "REF012", kind, identifiant, ("mots_cles", rank), message)


def check_crowded(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A fiche holds what a page may hold: beyond, nobody reads it, and the page is too heavy to be published."""
    return found_in(corpus, (one for one in files_read(corpus) if one.kind in FICHES), _crowded)


def _crowded(one: FichierLu) -> Iterator[VuDansUnFichier]:
    if _size_at_most(one) > MAX_TAILLE and (size := _size(one)) > MAX_TAILLE:
        message = f"cette fiche est trop longue pour une page (environ {size} éléments, {MAX_TAILLE} au plus)."
        yield VuDansUnFichier("REF013", ("nom",), message)


def _size_at_most(one: FichierLu) -> int:
    """Return, without looking at any place, what `_size` is not above."""
    cards = len(list(marked_values(one.value, Reference)))
    return 2 * len(one.textes) + 5 * cards + sum((one.value.description or "").count(sign) for sign in "\n(`*") + 1


def _size(one: FichierLu) -> int:
    """Return about how many elements a page needs to show a fiche: measured on pages of up to 300 items.

    An item of a list or of the description is one, each text of a contact, a place or an acteur that answers, two;
    another fiche is shown as a card.
    """
    cards = {where for where, marker, _ in marked_values(one.value, Reference) if marker.genre != "commune"}
    shown = [where for where, _ in every_text(one.value) if where[0] not in _JAMAIS_MONTRES]
    blocks = sum(2 if len(where) > 2 and where[0] != "sources" else 1 for where in shown)
    return blocks + 5 * len(cards) + len(_EN_LISTE.findall(one.value.description or ""))


def check_repeated_steps(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A parcours names a fiche in one étape only: met again, it looks like another one."""
    for identifiant, parcours in corpus.parcours.items():
        first: dict[tuple[str, str], int] = {}
        for rank, etape in enumerate(parcours.etapes):
            for field in ("services", "ressources"):
                for place, name in enumerate(getattr(etape, field)):
                    if first.setdefault((field, name), rank) != rank:
                        where = ("etapes", rank, field, place)
                        message = f"« {name} » est déjà à l'étape {first[field, name] + 1}."
                        yield at(corpus, "ORI038", "parcours", identifiant, where, message)


def check_unused_terms(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A word of a référentiel that no fiche uses is told (its page would be empty); several, in one line.

    An enjeu waits for its besoin: the list is there for what people will say, and an empty one has no page.
    """
    used: dict[str, set[str]] = defaultdict(set)
    for _, _, _, marker, text in marked_in("fiches", corpus.fiches(), Terme):
        used[marker.nom].add(text)
    for nom in used.keys() - {"enjeux"}:
        terms = corpus.referentiels[nom].termes
        unused = [term for term in terms if term not in used[nom] and "tous" not in used[nom]]
        if len(unused) > 1:
            asked = f"{', '.join(unused[:MAX_INEMPLOYES])}{'…' if len(unused) > MAX_INEMPLOYES else ''}"
            message = f"{len(unused)} mots sur {len(terms)} ne sont employés par aucune fiche : {asked}."
            hint = "Rien à faire si l'offre est courte : ces mots serviront quand elle grandira."
            yield at(corpus, "REF003", "referentiel", nom, ("termes", unused[0]), message, hint)
        elif unused:
            message = f"« {unused[0]} » n'est employé par aucune fiche."
            yield at(corpus, "REF003", "referentiel", nom, ("termes", unused[0]), message)


def check_orphans(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """An acteur offers something, is a local initiative, has a role, or is a relais; else it is told, the common ones
    in one line: another territory may need them."""
    linked = {
        text
        for kind, _, _, marker, text in marked_in("fiches", corpus.fiches(), Reference)
        if kind != "acteur" and marker.genre == "acteur"
    }
    linked.update(relais.acteur for relais in corpus.territoire.relais if relais.acteur)
    alone = {
        identifiant: acteur
        for identifiant, acteur in corpus.acteurs.items()
        if identifiant not in linked and acteur.type != "initiative-locale" and not acteur.roles_consortium
    }
    shared = [identifiant for identifiant in alone if corpus.is_common("acteur", identifiant)]
    for identifiant, acteur in alone.items():
        if identifiant in shared[1:]:
            continue
        others = f" {', '.join(shared[1:])} : de même." if identifiant in shared[:1] and shared[1:] else ""
        yield at(corpus, "REF004", "acteur", identifiant, ("nom",), f"« {acteur.nom} » n'offre rien ici.{others}")


def check_former_ids(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A former id is free: neither an id in use nor another fiche's former id, within one kind."""
    for kind, fiches in corpus.by_kind().items():
        owners: dict[str, str] = {}
        for identifiant, fiche in _originals_first(kind, {key: one for key, one in fiches.items() if one.anciens_ids}):
            for index, former in enumerate(fiche.anciens_ids):
                other = former if former in fiches else owners.get(former)
                if other is not None:
                    message = f"« {former} » appartient déjà à la fiche « {other} »."
                    yield at(corpus, "REF006", kind, identifiant, ("anciens_ids", index), message)
                owners.setdefault(former, identifiant)


def check_names(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Two fiches of one kind never carry the same name (case and spaces apart); the copy is told, not the original."""
    for kind, fiches in corpus.by_kind().items():
        first: dict[str, str] = {}
        names = {key: same_title(fiche.nom) for key, fiche in fiches.items()}
        count = Counter(names.values())
        twins = {key: fiche for key, fiche in fiches.items() if count[names[key]] > 1}
        for identifiant, fiche in _originals_first(kind, twins):
            name = names[identifiant]
            if name in first:
                message = f"« {fiche.nom} » est déjà le nom de la fiche « {first[name]} »."
                yield at(corpus, "REF009", kind, identifiant, ("nom",), message)
            first.setdefault(name, identifiant)


def _originals_first(kind: str, fiches: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return the fiches, those that a copy was made from before the copies.

    A file is more likely the original when its name is made of the words of its `nom`.
    """
    strange = lots((_strangeness, kind), _strangeness, fiches.items())
    return [(identifiant, fiches[identifiant]) for _, identifiant in sorted(strange)]


def _strangeness(fiches: Iterable[tuple[str, Any]]) -> Iterator[tuple[int, str]]:
    """Yield (how many words of its id are not of its names, its id)."""
    for identifiant, fiche in fiches:
        words = {word for name in (fiche.nom, *fiche.alias) for word in slug(name).split("-")}
        yield sum(word not in words for word in identifiant.split("-")), identifiant


def check_examples(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """No example that `nouveau` wrote is left: published, it would pass for a fact."""
    written = ((kind, key, value) for kind, key, value in corpus.everything() if kind in corpus.ecrits)
    for kind, identifiant, where, text in lots("examples", _examples, written):
        yield at(corpus, "REF011", kind, identifiant, where, f"« {text} » est encore l'exemple.")
    left = A_CHOISIR.encode()
    for kind, files in corpus.ecrits.items():
        for identifiant in files:
            source: bytes = getattr(corpus.origines[(kind, identifiant)], "source", b"")
            for line in source.decode("utf-8", "replace").split("\n") if left in source else ():
                if line.rstrip().endswith(A_CHOISIR):
                    name = line.partition(":")[0].strip(" -#")
                    message = f"« {name} » porte encore « {A_CHOISIR.strip()} »."
                    yield at(corpus, "REF011", kind, identifiant, (name,), message, _CHOISIR)


def _examples(files: Iterable[tuple[str, str, Any]]) -> Iterator[tuple[str, str, Where, str]]:
    return ((kind, key, *left) for kind, key, value in files for left in examples_left(kind, value))


_CHOISIR = f"Écrire le mot qui convient, même si c'est celui de l'exemple, puis effacer « {A_CHOISIR.strip()} »."


def check_files(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A file that is named lies in content/fichiers/."""
    for kind, identifiant, where, marker, name in marked_in("all", corpus.everything(), Fichier):
        if name not in corpus.fichiers:
            message, hint = f"« {name} » n'est pas dans content/fichiers/.", suggestion(name, corpus.fichiers)
            yield at(corpus, marker.code, kind, identifiant, where, message, hint)
