"""Three hundred real shapes, through the form, the spreadsheet and the files: what is written is read, then shown."""

from __future__ import annotations

import csv
import html
import io
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from generator.contributing.fiche_recue import check_fiche, make_fiche
from generator.contributing.reponses import read_demande
from generator.contributing.spreadsheet.cases import cells_of
from generator.contributing.spreadsheet.classeur import make_classeur
from generator.contributing.spreadsheet.colonnes import FEUILLES
from generator.contributing.spreadsheet.importation import Importation, plan_import
from generator.contributing.spreadsheet.ods_writer import ods_bytes
from generator.models.base import FORMULE
from generator.models.blancs import items, tidy
from generator.problems import Problem, Severity
from generator.reading.yaml_source import YamlDocument, parse_yaml
from generator.rendering.files.csv_file import csv_file
from generator.rendering.rendering import render_corpus
from tests.chemins import AUJOURDHUI
from tests.contributing.demande import FINANCEMENT as AIDE
from tests.contributing.demande import SERVICE as DEMANDE
from tests.contributing.demande import form, issue
from tests.contributing.spreadsheet.aller_retour import faults
from tests.contributing.spreadsheet.outil import changed
from tests.formes import NOMBRE, textes
from tests.mini import FILES, SERVICE, Mini, officiel, write_mini
from tests.test_verifier_puis_construire import block

ANGLAIS = re.compile(r"\b(?:expected|invalid|should|must|error|field|value|string|Traceback)\b")


def signs(text: str) -> str:
    """What somebody sees of a text: its signs, blanks and invisible ones apart, each accent on its letter."""
    return "".join(
        sign
        for sign in unicodedata.normalize("NFC", text)
        if not sign.isspace() and unicodedata.category(sign) not in ("Cc", "Cf")
    )


def at_its_place(one: Problem, lines: int) -> None:
    """A fault has a line of its file and a sentence with a remedy, in French."""
    assert 0 < one.line <= lines, one
    assert one.message and one.hint, one
    assert not ANGLAIS.search(one.message + one.hint), one


@cache
def formes() -> tuple[str, ...]:
    return tuple(textes())


def identifiant(rank: int) -> str:
    return f"essai-{rank:03}"


def path_of(rank: int) -> str:
    return f"content/offre/services/{identifiant(rank)}.yml"


def lines_of(text: str) -> list[str]:
    """The lines that a list of short texts can hold."""
    return [item[:250].strip() for item in items(text) if any(sign.isalnum() for sign in item[:250])][:12]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Mini:
    return write_mini(tmp_path_factory.mktemp("formes"))


def test_the_shapes_are_three_hundred_and_hold_what_real_texts_hold() -> None:
    assert len(formes()) == len(set(formes())) == NOMBRE
    whole = "".join(formes())
    assert all(sign in whole for sign in "€%«»’—•·[](|*`\u00a0\u202f\u00ad\u2028\r\n\t\f")
    assert max(map(len, formes())) > 2_000 > 500 > min(map(len, formes()))


def test_through_the_form(base: Mini) -> None:
    corpus = base.corpus()
    for rank, text in enumerate(formes()):
        answers = {**DEMANDE, "nom": f"Essai {rank:03}", "description": text, "limites": text}
        demande = read_demande(issue(form("nouveau-service"), answers))
        assert demande is not None
        fiche = make_fiche(demande, corpus, AUJOURDHUI)
        document, problems = parse_yaml(fiche.texte.encode(), fiche.chemin)
        assert document is not None, problems
        assert isinstance(document.tree, dict)
        text = re.sub(r"^\s*::+", "", tidy(text), flags=re.M)  # an order to the forge's runner is never kept
        assert signs(str(document.tree["description"])) == signs(text)
        assert all(signs(one) in signs(text) for one in document.tree["limites"])
        for one in check_fiche(fiche, corpus, AUJOURDHUI):
            assert one.path == fiche.chemin
            at_its_place(one, fiche.texte.count("\n"))


@pytest.mark.parametrize(
    ("champ", "typed", "kept"),
    [
        ("montant.max", "20 000 €", "20000"),
        ("montant.max", "20\u202f000\u00a0euros", "20000"),
        ("montant.max", "20.000 €", ""),
        ("montant.max", "20 000,50 €", ""),
        ("montant.max", "20 k€", ""),
        ("montant.max", "entre 500 et 2 000 €", ""),
        ("depot.cloture", "2027-03-31", "2027-03-31"),
        ("depot.cloture", "31/03/2027", "2027-03-31"),
        ("depot.cloture", "31.3.2027", "2027-03-31"),
        ("depot.cloture", "31 mars 2027", "2027-03-31"),
        ("depot.cloture", "le 1er\u00a0Août 2027", "2027-08-01"),
        ("depot.cloture", "31/3/27", ""),
        ("depot.cloture", "31 février 2027", ""),
        ("depot.cloture", "fin mars 2027", ""),
    ],
)
def test_an_amount_or_a_date_is_understood_or_told(base: Mini, champ: str, typed: str, kept: str) -> None:
    demande = read_demande(issue(form("nouveau-financement"), {**AIDE, champ: typed}))
    assert demande is not None
    corpus = base.corpus()
    fiche = make_fiche(demande, corpus, AUJOURDHUI)
    cle = champ.partition(".")[2]
    (line,) = [line for line in fiche.texte.splitlines() if line.startswith(f"  {cle}: ")]
    told = [one for one in check_fiche(fiche, corpus, AUJOURDHUI) if one.where == champ]
    assert (line == f"  {cle}: {kept}", [one.severity for one in told]) == ((True, []) if kept else (False, ["erreur"]))
    assert kept or all(" ".join(typed.split()) in one.message for one in told)


def tables(mini: Mini, ranks: Iterable[int]) -> Importation:
    """Import a spreadsheet where each text has its row."""
    corpus = mini.corpus()
    held = {key: one for key, one in corpus.origines.items() if isinstance(one, YamlDocument)}
    trees = {key: one.tree for key, one in held.items() if key[0] in FEUILLES.values()}
    same = cells_of("service", trees["service", "accueil"])

    def change(rows: list[list[str]]) -> None:
        for rank in ranks:
            text = formes()[rank].replace("\f", "\n")  # no cell holds a page end
            told = {"description": text, "limites": "\n".join(one.replace(";", ";;") for one in lines_of(text))}
            cells = {**same, "id": identifiant(rank), "nom": f"Essai {rank:03}", **told}
            rows.append([cells.get(cle, "") for cle in rows[0]])

    book = changed(make_classeur(corpus, trees, AUJOURDHUI), "services", change)
    sources = {key: (mini.root / held[key].path).read_bytes() for key in trees}
    return plan_import(ods_bytes(book), "fiches.ods", corpus, sources, AUJOURDHUI, lambda corpus, day: ())


def refused(found: Importation) -> set[int]:
    """Return the texts whose row has an error; each fault is at its cell."""
    wrong = set()
    for one in found.problems:
        at_its_place(one, NOMBRE + 10)
        place = re.fullmatch(r"services, ligne ([0-9]+), colonne (?:description|limites) .*", found.place(one))
        assert place, found.place(one)
        if one.severity is Severity.ERREUR:
            wrong.add(int(place[1]) - 5)  # three headings, one fiche, and rows are counted from 1
    return wrong


def test_through_the_spreadsheet(base: Mini) -> None:
    """What a row says is what its file says; a fault is at its row and its column; an export brings all of it back."""
    wrong = refused(tables(base, range(NOMBRE)))
    assert wrong == {rank for rank, text in enumerate(formes()) if "\u00ad" in text}
    right = sorted(set(range(NOMBRE)) - wrong)
    found = tables(base, right)
    assert [file.chemin for file in found.fichiers] == [path_of(rank) for rank in right]
    for file, rank in zip(found.fichiers, right, strict=True):
        document, _ = parse_yaml(file.apres, file.chemin)
        assert document is not None
        assert isinstance(document.tree, dict)
        assert signs(document.tree["description"]) == signs(formes()[rank])
        assert list(document.tree.get("limites", ())) == lines_of(formes()[rank])
        base.write(file.chemin, file.apres)
    assert [line for line in faults(base.root, AUJOURDHUI, officiel()) if "changé" in line] == []


def test_through_a_csv_file() -> None:
    """What the site gives to download is read back sign for sign; no cell is a formula."""
    made = csv_file("formes.csv", ["texte"], [[text] for text in formes()])
    rows = list(csv.reader(io.StringIO(made.data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows == [["texte"], *([f"'{text}" if text.startswith(FORMULE) else text] for text in formes())]
    assert any(text.startswith(FORMULE) for text in formes())


def words(text: str) -> str:
    """The words of a text, one blank around each; figures have their own property (`tests/markdown/test_fidele.py`)."""
    found = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text.replace("\u00ad", "")))
    return f" {' '.join(found)} "


def test_through_the_files(tmp_path: Path) -> None:
    """A text is told at its line, or the page shows its words in their order."""
    mini = write_mini(tmp_path)
    same = FILES[SERVICE].replace('nom: "Accueil de tous"\n', "")
    for rank, text in enumerate(formes()):
        mini.write(path_of(rank), f'nom: "Essai {rank:03}"\n{same}description: {block(text)}')
    told = {path: list(found) for path, found in groupby(mini.verify().problems, lambda one: one.path)}
    for path, found in told.items():
        for one in found:
            at_its_place(one, len(re.split("\r\n|[\r\n]", mini.text(path))))
    wrong = {path for path, found in told.items() if any(one.severity is Severity.ERREUR for one in found)}
    for path in wrong:
        (tmp_path / path).unlink()
    found = mini.verify().problems
    for one in found:
        at_its_place(one, mini.text(one.path).count("\n"))
    wrong |= {one.path for one in found if one.severity is Severity.ERREUR}
    pages = {page.path: page.body for page in render_corpus(mini.corpus(), AUJOURDHUI).pages}
    shown = [rank for rank in range(NOMBRE) if path_of(rank) not in wrong]
    assert len(shown) > NOMBRE // 2
    for rank in shown:
        page = re.sub(
            "</?(?:strong|em|code|a|wbr)(?: [^>]*)?>", "", pages[f"offre/services/{identifiant(rank)}/index.html"]
        )
        said = words(re.sub(r"\]\([^()\s]*\)", " ", html.unescape(formes()[rank])))
        assert said in words(html.unescape(re.sub("<[^>]*>", " ", page))), formes()[rank]
