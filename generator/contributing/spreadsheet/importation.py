"""A workbook → the files that would change, and every problem, at its sheet, row and column. Nothing is written.

A row is compared, cell by cell, with the file as it is today: a fiche whose
cells say the same is not touched, not even its bytes. A row that is no more
there deletes nothing.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from generator.contributing.spreadsheet.cases import cells_of, compact, fingerprint, ranks_of, tree_of, typed
from generator.contributing.spreadsheet.classeur import example
from generator.contributing.spreadsheet.colonnes import FEUILLES, Champ, column_named
from generator.contributing.spreadsheet.csv_reader import read_csv_sheet
from generator.contributing.spreadsheet.fusion import merged
from generator.contributing.spreadsheet.lignes import Lecture, Rangee, read_sheets
from generator.contributing.spreadsheet.ods_reader import FeuilleIllisible, read_ods
from generator.corpus.corpus import Corpus
from generator.corpus.ecriture import yaml_file
from generator.corpus.genres import ECRITS, modeline
from generator.models.blancs import tidy
from generator.problems import Problem, Severity, sorted_problems
from generator.problems.codes import problem
from generator.reading.validation import validate
from generator.reading.yaml_characters import check_characters, quoted
from generator.reading.yaml_source import parse_yaml
from generator.rules import check_corpus

_DAY_ZERO = datetime.date(1899, 12, 30)
"""The day that spreadsheets count from (ODF 1.2, 9.4.2: the usual null date)."""
MAX_VALEURS = 500
"""Semicolons in one cell; the longest list of a fiche has some twenty items."""
Ranks = Mapping[tuple[str, int], int]
"""(list of blocks, rank in the fiche) → rank in the sheet; both from 0"""
Sources = Mapping[tuple[str, str], bytes]
"""(kind, id) → the bytes of its file"""
Prouver = Callable[[Corpus, datetime.date], Iterable[Problem]]
"""What `verifier` does once the rules found no error: every path of the arbres, every expected search."""
_RANG, _RANG_FINAL = re.compile(r"([a-z_.]+)\[([0-9]+)\](?=\.)"), re.compile(r"\[[0-9]+\]$")
_EXEMPLE = re.compile(r"Par exemple « [a-z_]+: .*? »\.")


@dataclass(frozen=True, slots=True)
class FichierChange:
    """One file that would change; `avant` is None for a new fiche."""

    chemin: str
    avant: bytes | None
    apres: bytes
    titres: tuple[str, ...]
    """The columns that differ, in French."""


@dataclass(frozen=True, slots=True)
class Importation:
    """What importing would do."""

    problems: tuple[Problem, ...]
    fichiers: tuple[FichierChange, ...] = ()
    absentes: tuple[str, ...] = ()
    """Files that have no row any more: they stay."""
    corpus: Corpus | None = None
    """The territory as it would be; None when a fiche has not its right shape."""
    essayee: bool = False
    """Whether the arbres and the search were tried on that territory: they are not while a rule finds an error."""
    deja: int = 0
    """Errors that the territory has with or without this spreadsheet."""
    colonnes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def permise(self) -> bool:
        """Whether it may be written."""
        return all(found.severity is not Severity.ERREUR for found in self.problems)

    def place(self, found: Problem) -> str:
        """Return where a problem is: « services, ligne 12, colonne zone.codes (case M12) »."""
        if found.path not in self.colonnes:
            return f"{found.path}:{found.line}" if found.line else found.path
        row = f", ligne {found.line}" if found.line else ""
        letters = self.colonnes[found.path].get(found.where)
        column = f", colonne {found.where}" + (f" (case {letters}{found.line})" if letters else "")
        return f"{found.path}{row}{column if found.where else ''}"


@dataclass(frozen=True, slots=True)
class _Origine:
    """A row, as the place where a fiche was read."""

    path: str
    ligne: int

    def line_of(self, where: tuple[str | int, ...]) -> int:
        return self.ligne


@dataclass(frozen=True, slots=True)
class _Changement:
    """What one row asks for: the fiche, if its shape is right, and its file."""

    ligne: Rangee
    problems: tuple[Problem, ...]
    valeur: Any = None
    fichier: FichierChange | None = None


def plan_import(
    data: bytes,
    shown: str,
    corpus: Corpus,
    sources: Sources,
    today: datetime.date,
    prouver: Prouver,
    genre: str | None = None,
) -> Importation:
    """Return what a spreadsheet changes in a territory; `shown` names the spreadsheet in messages.

    `genre`: it is one sheet as CSV, of this kind ('' : as its headings say).
    """
    try:
        read = read_sheets(read_ods(data) if genre is None else (read_csv_sheet(data, genre),))
    except FeuilleIllisible as refus:
        return Importation((problem(refus.code, shown, 0, "", refus.message),))
    found = [
        _change(row, corpus.path_of(row.genre, row.id), read.colonnes[row.feuille], sources.get((row.genre, row.id)))
        for row in read.lignes
    ]
    changes = [change for change in found if change is not None]
    problems = [*read.problems, *(fault for change in changes for fault in change.problems)]
    files = tuple(change.fichier for change in changes if change.fichier is not None)
    made = Importation(sorted_problems(problems), files, _absent(read, corpus, sources), colonnes=read.colonnes)
    if not made.permise or not changes:
        return made
    after = _with(corpus, changes)
    checked, tried = _checked(after, today, prouver)
    sheets = {change.ligne.feuille: read.colonnes[change.ligne.feuille] for change in changes}
    said_at = {(change.ligne.feuille, change.ligne.numero): change.ligne.cases for change in changes}
    known = {_known_by(one) for one in _checked(corpus, today, prouver)[0]} if checked else set()
    for one in checked:
        if one.path in sheets:
            said = said_at.get((one.path, one.line), {})
            problems.append(_located(one, FEUILLES[one.path], sheets[one.path], said, {}))
        elif _known_by(one) not in known:
            problems.append(one)
    already = _errors(checked) - _errors(problems)
    return replace(made, problems=sorted_problems(problems), corpus=after, essayee=tried, deja=already)


def _errors(problems: Iterable[Problem]) -> int:
    return sum(one.severity is Severity.ERREUR for one in problems)


def _absent(read: Lecture, corpus: Corpus, sources: Sources) -> tuple[str, ...]:
    """Return the files of the sheets that are there, and that have no row; none when a row could not be understood."""
    if read.problems:
        return ()
    kinds = {FEUILLES[sheet] for sheet in read.colonnes}
    present = {(row.genre, row.id) for row in read.lignes}
    absent = [key for key in sorted(sources) if key[0] in kinds and key not in present]
    return tuple(corpus.path_of(genre, identifiant) for genre, identifiant in absent)


def _change(row: Rangee, path: str, columns: Mapping[str, str], data: bytes | None) -> _Changement | None:
    """Return what a row changes in its file, None when it says the same."""
    document = parse_yaml(data, path)[0] if data is not None else None
    before = cells_of(row.genre, document.tree) if document is not None else {}
    said = {**{cle: text for cle, text in before.items() if cle not in columns}, **row.cases}
    wanted = compact(row.genre, said)
    if document is not None and wanted == before:
        return None
    if document is not None and row.empreinte not in ("", fingerprint(before)):
        where = next(cle for cle in (*wanted, *before) if wanted.get(cle) != before.get(cle))
        message = f"« {row.id} » n'est plus comme ce tableur l'a connue."
        return _Changement(row, (problem("TAB010", row.feuille, row.numero, where, message),))
    changed = [cle for cle, text in row.cases.items() if tidy(text) != before.get(cle)]
    crowded = [cle for cle in changed if row.cases[cle].count(";") > MAX_VALEURS]
    if crowded:
        message = f"cette case a plus de {MAX_VALEURS} points-virgules."
        return _Changement(row, (problem("TAB002", row.feuille, row.numero, crowded[0], message),))
    letters = [found for cle in changed for found in _check_cell(row, cle)]
    tree = tree_of(row.genre, wanted)
    value, shape = validate(ECRITS[row.genre].modele, tree, _Origine(row.feuille, row.numero))
    ranks = {(name, new): rank for (name, rank), new in ranks_of(row.genre, said).items()} if shape else {}
    problems = [*letters, *(_located(found, row.genre, columns, said, ranks) for found in shape)]
    if any(found.severity is Severity.ERREUR for found in letters):
        return _Changement(row, tuple(problems))
    file, faults = _file(row, path, wanted, before, data)
    return _Changement(row, (*problems, *faults), value, file)


def _check_cell(row: Rangee, cle: str) -> Iterator[Problem]:
    """Yield the formula of a cell, and its characters that no fiche may hold."""
    if cle in row.formules:
        message = f"cette case est une formule, on y lit {quoted(row.cases[cle])}."
        yield problem("TAB009", row.feuille, row.numero, cle, message)
    for found in check_characters(tidy(row.cases[cle]), row.feuille):
        yield replace(found, line=row.numero, where=cle)


def _file(
    row: Rangee, path: str, wanted: Mapping[str, str], before: Mapping[str, str], data: bytes | None
) -> tuple[FichierChange | None, tuple[Problem, ...]]:
    """Return the file of a fiche as it would be, read again by the strict reader: it says what the row says."""
    tree = tree_of(row.genre, wanted, typed)
    after = (modeline(path) + yaml_file(tree)).encode() if data is None else merged(data, tree)
    document, problems = parse_yaml(after, path)
    faults = tuple(
        replace(found, path=row.feuille, line=row.numero, where="")
        for found in problems
        if found.severity is Severity.ERREUR
    )
    if document is None:
        return None, faults
    if cells_of(row.genre, document.tree) != wanted:
        raise RuntimeError(f"{path} would not say what {row.feuille}:{row.numero} says")
    differ = [cle for cle in dict.fromkeys((*wanted, *before)) if wanted.get(cle) != before.get(cle)]
    titles = tuple(column.titre for cle in differ if (column := column_named(row.genre, cle)))
    return FichierChange(path, data, after, titles), faults


def _with(corpus: Corpus, changes: list[_Changement]) -> Corpus:
    """Return the corpus as it would be, its changed fiches located at their rows."""
    held = {kind: dict(values) for kind, values in corpus.ecrits.items()}
    shelf = {kind: dict(values) for kind, values in corpus.commun.items()}
    places = dict(corpus.origines)
    for change in changes:
        row = change.ligne
        held[row.genre][row.id] = change.valeur
        if corpus.is_common(row.genre, row.id):
            shelf[row.genre][row.id] = change.valeur
        places[(row.genre, row.id)] = _Origine(row.feuille, row.numero)
    kinds = {kind: dict(sorted(values.items())) for kind, values in held.items()}
    return replace(corpus, ecrits=kinds, commun=shelf, origines=places)


def _checked(corpus: Corpus, today: datetime.date, prouver: Prouver) -> tuple[tuple[Problem, ...], bool]:
    """Return what the rules across files say, then the proofs unless a rule found an error; and whether they ran."""
    ruled = tuple(check_corpus(corpus, today))
    if _errors(ruled):
        return ruled, False
    return (*ruled, *prouver(corpus, today)), True


def _known_by(found: Problem) -> tuple[str, str, str, str]:
    """Return what makes a problem the same one before and after: a spreadsheet is told what is new, or on its rows."""
    return found.code, found.path, found.where, found.message


def _located(found: Problem, genre: str, columns: Mapping[str, str], said: Mapping[str, str], ranks: Ranks) -> Problem:
    """Return a problem of a fiche at its column, its remedy as a cell is written."""
    where = _in_the_sheet(found.where, ranks)
    bare = _RANG_FINAL.sub("", where)
    inside = (cle for cle in columns if cle.startswith((f"{where}.", f"{where}[1].")))
    cle = where if where in columns else (bare if bare in columns else next(inside, where))
    column = column_named(genre, cle)
    hint = found.hint.replace("Ajouter le champ.", "Remplir cette case.")
    if column is not None:
        told = f"Par exemple « {example(column.champ)} »."
        hint = _typing_hint(column.champ, said.get(cle, ""), found.code) or _EXEMPLE.sub(lambda _: told, hint)
    return replace(found, where=cle, hint=hint)


def _typing_hint(champ: Champ, text: str, code: str) -> str:
    """Return the remedy of a fault that spreadsheets make: a comma in a list, a date turned into a number of days."""
    if champ.liste and champ.marque and "," in text:
        return "Entre deux mots, mettre un point-virgule, pas une virgule."
    if code == "SCH008" and re.fullmatch("[2-7][0-9]{4}", text):
        return f"Le tableur a changé la date en nombre. Est-ce {_DAY_ZERO + datetime.timedelta(int(text))} ?"
    return ""


def _in_the_sheet(where: str, ranks: Ranks) -> str:
    """Return `sources[3].url` for the second source of a fiche, when the second one of the sheet was left empty."""
    match = _RANG.match(where)
    if match is None:
        return where
    rank = ranks.get((match[1], int(match[2]) - 1), int(match[2]) - 1)
    return f"{match[1]}[{rank + 1}]{where[match.end() :]}"
