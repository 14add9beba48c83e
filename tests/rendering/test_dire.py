"""A besoin is told without any account: on paper, by mail; the forge's form only where there is one."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import cache
from urllib.parse import unquote

import odfdo
import page as checker
import pytest

from generator.publishing.livre import pdf_of
from generator.rendering.page import Rendering
from generator.rendering.pages.dire import FEUILLE_ODT, FEUILLE_PDF
from generator.rendering.parole import QUESTIONS, mail_link
from generator.rendering.rendering import render_corpus
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.pages import body, links, words


@cache
def site() -> Rendering:
    return render_corpus(read(), AUJOURDHUI, pdf=True)


@pytest.mark.parametrize("url", ["", "besoins/", "communes/01902/"])
def test_each_way_is_one_step_away(url: str) -> None:
    found = links(body(site(), url))
    assert "/dire-un-besoin/" in found
    (mail,) = [link for link in found if link.startswith("mailto:") and "besoin" in unquote(link)]
    assert all(question in unquote(mail) for question, _ in QUESTIONS)
    assert any("issues/new?template=personne-ne-repond" in link for link in found)


def test_without_a_repository_or_a_mailbox_nothing_is_promised() -> None:
    corpus = read()
    territoire = corpus.territoire.model_copy(
        update={"site": corpus.territoire.site.model_copy(update={"depot": None})}
    )
    page = body(render_corpus(replace(corpus, territoire=territoire), AUJOURDHUI), "dire-un-besoin/")
    assert "formulaire" not in words(page)
    assert f"/{FEUILLE_ODT}" in links(page) and f"/{FEUILLE_PDF}" not in links(page)
    assert mail_link("") == ""


def test_the_slip_is_one_a5_sheet_that_says_where_to_give_it() -> None:
    path, html, day = site().papiers[0]
    made = pdf_of(html, day)
    assert (path, made.pages) == (FEUILLE_PDF, 1)
    report = checker.validate_pdf_bytes(made.octets, profile=checker.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    (data,) = (file.data for file in site().files if file.path == FEUILLE_ODT)
    document = odfdo.Document(io.BytesIO(data))
    text = " ".join(paragraph.inner_text for paragraph in document.body.paragraphs)
    assert all(question in text for question, _ in QUESTIONS) and "3 quai des Brumes" in text
    assert b'fo:page-width="148mm"' in zipfile.ZipFile(io.BytesIO(data)).read("styles.xml")
