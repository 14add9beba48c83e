"""A poster is one sheet, whatever its size: the question of the site, the code of the commune, who answers there."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import odfdo
import page as checker
import pypdfium2
import pytest
import zxingcpp

from generator.cli.main import main
from generator.publishing.livre import pdf_of
from generator.rendering.affiche import CORPS, poster_html
from generator.rendering.page import Rendering
from generator.rendering.rendering import render_corpus
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI, PETITE_ILE
from tests.construction import officiel, read
from tests.pages import body, links, words

CODE = "01902"


@cache
def made() -> Rendering:
    return render_corpus(read(), AUJOURDHUI)


def test_the_page_of_the_site_says_it_all() -> None:
    site, text = Site(read(), AUJOURDHUI), words(body(made(), f"communes/{CODE}/affiche/"))
    assert site.territoire.site.accroche.replace("'", "’") in text.replace("'", "’")
    assert f"petite-ile.test/offre/c/{made().codes[f'communes/{CODE}/']}" in text
    assert all(arbre.titre.split("'")[0] in text for arbre in read().arbres.values())
    assert "02 61 91" in text
    assert f"/communes/{CODE}/affiche/" in links(body(made(), f"communes/{CODE}/"))


@pytest.mark.parametrize("size", CORPS)
def test_one_sheet_tagged_whose_code_is_read(size: str) -> None:
    corpus = read()
    longest = max(corpus.communes.values(), key=lambda one: len(one.nom))
    laid_out = pdf_of(poster_html(Site(corpus, AUJOURDHUI), longest, made().codes, size), AUJOURDHUI)
    assert laid_out.pages == 1
    report = checker.validate_pdf_bytes(laid_out.octets, profile=checker.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    (sheet,) = pypdfium2.PdfDocument(laid_out.octets)
    assert round(sheet.get_width()) == {"A3": 842, "A4": 595, "A5": 420}[size]
    (code,) = zxingcpp.read_barcodes(sheet.render(scale=150 / 72, grayscale=True).to_pil())
    assert code.text == f"https://petite-ile.test/offre/c/{made().codes[f'communes/{longest.code_insee}/']}"


@pytest.mark.parametrize(
    ("commune", "name", "size", "said"),
    [
        ("port brume", "affiche.odt", "A5", "Aucune commune « port brume » ici. Vouliez-vous dire « Port-Brume » ?"),
        ("PORT-BRUME", "affiche.odt", "A5", "affiche.odt est prêt (A5)."),
        ("01901", "affiche.txt", "A4", "le fichier finit par .pdf ou .odt"),
        ("01901", "affiche.odt", "A3", "choisir « --format A4 »"),
    ],
)
def test_the_command(
    commune: str, name: str, size: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / name
    words = ["affiche", "--commune", commune, "--sortie", str(target), "--format", size, "--racine", str(PETITE_ILE)]
    status = main([*words, "--date", str(AUJOURDHUI)], officiel())
    assert said in "".join(capsys.readouterr())
    assert (status == 0) is target.exists() is ("est prêt" in said)
    if target.exists():
        document = odfdo.Document(io.BytesIO(target.read_bytes()))
        assert f"/c/{made().codes['communes/01901/']}" in document.body.inner_text
