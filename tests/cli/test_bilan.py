"""`offre bilan` on Petite-Île once its twenty-four months are over: what it writes, and what it refuses."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import odfdo
import page as checker
import pytest

from tests.chemins import FIXTURES, PETITE_ILE
from tests.upkeep.comparison.depot import commit
from tests.vingt_quatre_mois import FIN, write_territory

pytestmark = pytest.mark.usefixtures("se_souvenir")

Run = Callable[..., tuple[int, str, str]]
REFERENCES = FIXTURES / "bilan"
AN_UN = "2026-12-31"
CAS = {"intermediaire": ("--au", AN_UN), "final": ("--final", "--depuis", AN_UN)}
AUJOURDHUI = ("--date", FIN)


@pytest.fixture(scope="module")
def racine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_territory(tmp_path_factory.mktemp("bilan"))


@pytest.mark.parametrize("nom", CAS)
def test_both_reports_are_the_reference_ones(
    nom: str, racine: Path, run: Run, tmp_path: Path, update_golden: bool
) -> None:
    target = tmp_path / f"{nom}.md"
    code, said, errors = run("bilan", "--racine", racine, *CAS[nom], *AUJOURDHUI, "--sortie", target)
    assert (code, errors) == (0, "") and "À écrire" in said
    for made in (target, target.with_suffix(".csv")):
        kept = REFERENCES / made.name
        if update_golden:
            kept.write_bytes(made.read_bytes())
        assert made.read_bytes() == kept.read_bytes(), (
            f"{kept.name} : si c'est voulu, pytest {__file__} --update-golden"
        )


@pytest.mark.parametrize("nom", CAS)
def test_every_figure_of_the_report_has_its_source(nom: str) -> None:
    """Each row of a table that gives a figure names a file; what a person must write is a gap, marked."""
    text = (REFERENCES / f"{nom}.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and re.search(r"\d+ sur \d+|: \d+", line)]
    assert len(rows) > 20
    assert [row for row in rows if "data/" not in row] == []
    assert text.count("**À écrire :") >= 8
    assert "| Poste | Prévu | Dépensé | Écart | Pièce justificative |" in text


def test_an_empty_period_says_so_without_a_single_figure(racine: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "vide.md"
    days = ("--du", "2024-01-01", "--au", "2024-06-30")
    code, said, _ = run("bilan", "--racine", racine, *days, *AUJOURDHUI, "--sortie", target)
    assert code == 0 and "Rien n'est écrit" in said
    title, period, *rest = target.read_text("utf-8").split("\n\n")
    assert "2024" in period and "Rien n'est écrit pour cette période" in rest[0]
    assert not re.search(r"\d", title + "".join(rest))
    assert len(target.with_suffix(".csv").read_text("utf-8-sig").splitlines()) == 1


def test_the_odt_has_real_styles(racine: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "bilan.odt"
    assert run("bilan", "--racine", racine, "--final", *AUJOURDHUI, "--sortie", target)[0] == 0
    document = odfdo.Document(io.BytesIO(target.read_bytes()))
    heads = [(head.style, head.get_attribute("text:outline-level")) for head in document.body.headers]
    assert ("Heading_20_1", "1") in heads and ("Heading_20_2", "2") in heads and ("Heading_20_3", "3") in heads
    assert all(table.get_elements("table:table-header-rows") for table in document.body.tables)
    assert target.with_suffix(".csv").is_file()


def test_the_pdf_follows_pdf_ua(racine: Path, run: Run, tmp_path: Path) -> None:
    """By the same checker as the guide."""
    target = tmp_path / "bilan.pdf"
    assert run("bilan", "--racine", racine, "--final", *AUJOURDHUI, "--sortie", target)[0] == 0
    report = checker.validate_pdf_bytes(target.read_bytes(), profile=checker.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_a_git_version_is_compared_on_its_own_day(racine: Path, run: Run) -> None:
    commit(racine)
    code, shown, errors = run("bilan", "--racine", racine, *AUJOURDHUI, "--depuis", "HEAD")
    assert (code, errors) == (0, "")
    assert "Comparé au" in shown and "| Avant |" in shown
    code, _, errors = run("bilan", "--racine", racine, *AUJOURDHUI, "--depuis", "nulle-part")
    assert code == 2 and "« nulle-part » est introuvable" in errors


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--sortie", "bilan.txt"), "le fichier finit par .odt, .pdf, .md, .csv"),
        (("--du", "2027-01-01", "--au", "2026-12-31"), "avant de commencer"),
        (("--du", "hier"), "n'est pas une date"),
    ],
)
def test_what_it_refuses(options: tuple[str, ...], said: str, run: Run) -> None:
    code, _, errors = run("bilan", "--racine", PETITE_ILE, *AUJOURDHUI, *options)
    assert code == 2 and said in errors


def test_an_existing_file_is_never_overwritten(racine: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "bilan.md"
    target.with_suffix(".csv").write_text("à moi", "utf-8")
    code, _, errors = run("bilan", "--racine", racine, *AUJOURDHUI, "--sortie", target)
    assert code == 2 and "existe déjà" in errors and not target.exists()


def test_the_same_report_in_two_formats_has_one_table(racine: Path, run: Run, tmp_path: Path) -> None:
    for name in ("bilan.md", "bilan.odt"):
        code, told, _ = run("bilan", "--racine", racine, *AUJOURDHUI, "--sortie", tmp_path / name)
        assert code == 0 and "bilan.csv" in told


def test_fraicheur_reminds_of_the_answers_to_look_at(racine: Path, run: Run) -> None:
    """Before anybody looked: six months after 2026-10-05; looked at on 2027-04-06, nothing more is asked."""
    path = racine / "data" / "besoins" / "lire-les-courriers.yml"
    kept = path.read_text("utf-8")
    late = ("--racine", racine, *AUJOURDHUI)
    assert "tiennent-elles" not in run("fraicheur", *late)[1]
    path.write_text("".join(line for line in kept.splitlines(True) if not line.startswith("suites")), "utf-8")
    try:
        said = run("fraicheur", *late)[1]
        assert (
            "Comprendre ses courriers : à vérifier depuis le 5 avril 2027 (data/besoins/lire-les-courriers.yml)" in said
        )
        assert '"besoin": "Comprendre ses courriers"' in run("fraicheur", *late, "--format", "json")[1]
    finally:
        path.write_text(kept, "utf-8")
