"""A workbook before it is written: sheets, their columns, their rows, and the drop-down lists."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.contributing.spreadsheet.cases import cells_of, fingerprint, joined
from generator.contributing.spreadsheet.colonnes import (
    EMPREINTE,
    FEUILLES,
    ID,
    LISTES,
    MAX_RANG,
    MODE_D_EMPLOI,
    Champ,
    champs_of,
    columns_for,
)
from generator.corpus.corpus import Corpus
from generator.corpus.genres import GENRES
from generator.corpus.titres import titre_of
from generator.corpus.walking import metadata_of
from generator.models.markers import Reference, Terme

ENTETES = 3
"""Rows above the fiches: the key, its name in French, what to write."""
TITRE_ID = "Identifiant"
AIDE_ID = (
    "Nom du fichier : minuscules sans accent, chiffres et tirets. Ne pas le changer. "
    "Nouvelle fiche : l'inventer sur une ligne vide. Exemple : permanence-accueil."
)
_LARGE, _MOYEN, _ETROIT = 8.0, 5.5, 3.4
"""Widths of columns, in centimetres."""
_LONG = 280
"""A text that may have so many signs has a large column."""


@dataclass(frozen=True, slots=True)
class Choix:
    """A drop-down list: the name of a list of the sheet « listes », or the words themselves."""

    mots: tuple[str, ...] = ()
    liste: str = ""
    severite: str = ""
    """`stop` refuses another word, `warning` asks, '' says nothing (a cell that may hold several)."""


@dataclass(frozen=True, slots=True)
class ColonneEcrite:
    """One column as it is shown."""

    largeur: float
    choix: Choix | None = None
    cachee: bool = False


@dataclass(frozen=True, slots=True)
class Feuille:
    """One sheet: columns, rows of texts; the first `entetes` rows and `fixes` columns do not scroll."""

    nom: str
    colonnes: tuple[ColonneEcrite, ...]
    lignes: tuple[tuple[str, ...], ...]
    entetes: int
    fixes: int = 0
    vides: int = 0
    """Rows ready for new fiches."""


@dataclass(frozen=True, slots=True)
class Classeur:
    """The whole workbook, and where each list of words is: name → (column, number of words), from 0."""

    feuilles: tuple[Feuille, ...]
    listes: Mapping[str, tuple[int, int]]


Arbres = Mapping[tuple[str, str], Any]
"""(kind, id) → what is written in a file, as texts"""


def make_classeur(corpus: Corpus, trees: Arbres, today: datetime.date) -> Classeur:
    """Return the workbook of a territory: how to use it, one sheet per kind, the lists of words."""
    lists = _lists(corpus)
    sheets = [_sheet(name, kind, trees) for name, kind in FEUILLES.items()]
    whole = (_manual(corpus, today), *sheets, _sheet_of_lists(lists))
    return Classeur(whole, {name: (2 * rank, len(words)) for rank, (name, words) in enumerate(lists.items())})


def _sheet(name: str, kind: str, trees: Arbres) -> Feuille:
    cells = {key: cells_of(kind, tree) for (one, key), tree in sorted(trees.items()) if one == kind}
    columns = columns_for(kind, {field: min(count + 1, MAX_RANG) for field, count in _counts(kind, trees).items()})
    heads = (
        (ID, *(column.cle for column in columns), EMPREINTE),
        (TITRE_ID, *(column.titre for column in columns), "Empreinte"),
        (AIDE_ID, *(explanation(column.champ) for column in columns), "Ne pas changer."),
    )
    rows = [(key, *(row.get(column.cle, "") for column in columns), fingerprint(row)) for key, row in cells.items()]
    shown = (
        ColonneEcrite(_MOYEN),
        *(ColonneEcrite(_width(column.champ), _choice(column.champ)) for column in columns),
        ColonneEcrite(_ETROIT, cachee=True),
    )
    return Feuille(name, shown, (*heads, *rows), ENTETES, fixes=2, vides=200)


def _counts(kind: str, trees: Arbres) -> dict[str, int]:
    """Return how many blocks the longest list of each field has."""
    fields = {champ.repete for champ in champs_of(kind) if champ.repete}
    held = [tree for (one, _), tree in trees.items() if one == kind]
    return {field: max((len(tree.get(field, ())) for tree in held), default=0) for field in fields}


def explanation(champ: Champ) -> str:
    """Return what to write in a column: due or not, what it is, how to write several, an example."""
    due = "Obligatoire. " if champ.obligatoire else ""
    several = " Plusieurs : séparer par un point-virgule." if champ.liste else ""
    return f"{due}{champ.info.description}{several} Exemple : {example(champ)}"


def example(champ: Champ) -> str:
    """Return the example of a field, as a cell has it."""
    found = (champ.info.examples or [""])[0]
    return joined([str(item) for item in found]) if isinstance(found, list | tuple) else str(found)


def _width(champ: Champ) -> float:
    longest = max(_lengths(champ), default=0)
    if champ.nu or champ.mots:
        return _ETROIT
    return _LARGE if longest >= _LONG or (champ.liste and champ.marque is None) else _MOYEN


def _lengths(champ: Champ) -> Iterator[int]:
    for item in metadata_of(champ.info):
        length = getattr(item, "max_length", None)
        if isinstance(length, int):
            yield length


def _choice(champ: Champ) -> Choix | None:
    """Return the drop-down list of a column; where several words fit, it helps and refuses nothing."""
    if champ.mots:
        return Choix(mots=champ.mots, severite="" if champ.liste else "stop")
    name = _name_of_list(champ)
    if not name:
        return None
    sure = isinstance(champ.marque, Terme)
    return Choix(liste=name, severite="" if champ.liste else ("stop" if sure else "warning"))


def _name_of_list(champ: Champ) -> str:
    match champ.marque:
        case Terme(nom, tous):
            return f"{nom} ou tous" if tous else nom
        case Reference(genre):
            return titre_of(GENRES[genre].pluriel).casefold() if genre in GENRES else "réunions"
        case "communes":
            return "communes"
        case "toutes-communes":
            return "communes ou toutes"
    return ""


def _lists(corpus: Corpus) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return name → (word, its label), for each list that a column offers, in the order of the columns."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for kind in FEUILLES.values():
        for champ in champs_of(kind):
            name = _name_of_list(champ)
            if name and name not in found:
                found[name] = tuple(_words(champ, corpus))
    return found


def _words(champ: Champ, corpus: Corpus) -> Iterator[tuple[str, str]]:
    match champ.marque:
        case Terme(nom, tous):
            if tous:
                yield "tous", "Tous, à écrire seul"
            for key, term in corpus.referentiels[nom].termes.items():
                yield key, f"{term.libelle} : {term.definition}"
        case Reference("reunion"):
            for key, reunion in corpus.reunions().items():
                yield key, str(reunion.date)
        case Reference(genre):
            for key, fiche in corpus.ecrits[genre].items():
                yield key, getattr(fiche, "nom", None) or fiche.libelle
        case what:
            if what == "toutes-communes":
                yield "toutes", "Toutes les communes, à écrire seul"
            for code, commune in corpus.communes.items():
                yield code, commune.nom


def _sheet_of_lists(lists: Mapping[str, Sequence[tuple[str, str]]]) -> Feuille:
    """Return the sheet that holds the words of each list, with what they mean."""
    height = max(map(len, lists.values()))
    heads = tuple(text for name in lists for text in (name, "ce que cela veut dire"))
    rows = [
        tuple(text for words in lists.values() for text in (words[rank] if rank < len(words) else ("", "")))
        for rank in range(height)
    ]
    return Feuille(
        LISTES, tuple(ColonneEcrite(width) for _ in lists for width in (_MOYEN, _LARGE)), (heads, *rows), entetes=1
    )


def _manual(corpus: Corpus, today: datetime.date) -> Feuille:
    """Return the first sheet: what a person needs to know, and no more."""
    lines = (
        f"Fiches : {corpus.territoire.nom}, le {today.isoformat()}",
        "Une feuille par sorte de fiche. Une ligne par fiche.",
        "Les trois premières lignes de chaque feuille expliquent les colonnes. Ne pas les changer.",
        "Pour corriger une fiche : changer la case.",
        "Pour ajouter une fiche : remplir une ligne vide. La première case est le nom du fichier, "
        "par exemple atelier-gouvernance.",
        "Pour retirer une fiche : la supprimer dans le dépôt. Effacer sa ligne ici ne supprime rien.",
        "Plusieurs valeurs dans une case : les séparer par un point-virgule. Pour écrire un vrai point-virgule : ;;",
        "Une petite flèche propose les mots permis. Là où plusieurs mots vont, ajouter les autres à la suite.",
        "La feuille « listes » dit ce que chaque mot veut dire.",
        "Une date s'écrit année, mois, jour : 2026-11-22.",
        "Ce que l'on ne sait pas reste vide. Aucun nom de personne sans son accord.",
        "À la fin : enregistrer au format ODS, puis l'envoyer à la coordination.",
        "La coordination le relit : offre importer fiches.ods",
    )
    return Feuille(MODE_D_EMPLOI, (ColonneEcrite(24.0),), tuple((line,) for line in lines), entetes=1)
