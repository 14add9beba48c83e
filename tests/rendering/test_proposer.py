"""Every way in without an account: a mail with the questions of the form, one sheet per kind with its choices."""

from __future__ import annotations

from email.message import EmailMessage
from functools import cache
from urllib.parse import parse_qs, unquote, urlsplit

import lxml.html
import pytest

from generator.contributing.courriel import read_courriel
from generator.contributing.reponses import read_best
from generator.corpus.champs import options_of
from generator.corpus.questions import CONFIRMER, CORRIGER, FORMULAIRES, Formulaire
from generator.rendering.courrier import MAX_LIEN, form_mail, form_url
from generator.rendering.page import Rendering
from generator.rendering.pages.proposer import IMPRIMES, proposer_pages
from generator.rendering.rendering import render_corpus
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.pages import body, links, words

LONGUE = "offre/services/une-fiche-dont-le-nom-a-soixante-signes-au-plus-comme-celui/"


@cache
def site() -> Rendering:
    return render_corpus(read(), AUJOURDHUI)


@pytest.mark.parametrize("form", FORMULAIRES, ids=lambda form: form.nom)
def test_the_mail_of_a_form_is_short_and_comes_back_as_the_form(form: Formulaire) -> None:
    territoire = read().territoire
    address = f"https://un-territoire-au-nom-plutot-long.example/{LONGUE}"
    link = form_mail("l-accueil.du.pole@une-communaute.example", form, territoire, "x" * 100, {"fiche": address})
    assert len(link) <= MAX_LIEN
    asked = parse_qs(urlsplit(link).query)["body"][0]
    for rank, question in enumerate(form.questions):
        asked = asked.replace(f"### {question.libelle}\r\n", f"### {question.libelle}\r\n Réponse {rank} ", 1)
    message = EmailMessage()
    message["From"] = "quelqu-un@courrier.example"
    message.set_content(f"{asked}\nQuelqu'un, 06 12 34 56 78")
    demande = read_best(read_courriel(message.as_bytes()).textes)
    assert demande is not None
    assert demande.formulaire is form
    given = dict.fromkeys((q.libelle for q in form.questions if q.champ == "fiche"), address)
    wanted = {q.libelle: f"Réponse {rank} {given.get(q.libelle, '')}" for rank, q in enumerate(form.questions)}
    assert {key: " ".join(said.split()) for key, said in demande.reponses.items()} == {
        key: said.strip() for key, said in wanted.items()
    }


def test_no_mail_without_a_mailbox() -> None:
    assert form_mail("", FORMULAIRES[0], read().territoire) == ""


@pytest.mark.parametrize("form", IMPRIMES, ids=lambda form: form.nom)
def test_a_sheet_has_the_questions_numbered_and_their_choices(form: Formulaire) -> None:
    page = body(site(), form_url(form.nom))
    said = words(page)
    places = [said.index(f"{question.libelle}") for question in form.questions]
    assert places == sorted(places)
    assert [code.text for code in page.iter("code")] == [question.champ for question in form.questions]
    for question in form.questions:
        communes = question.champ in ("zone.codes", "communes")
        for word in options_of(form, question, read()):
            assert (f"☐ {word}".replace("\u00a0", " ") in said.replace("\u00a0", " ")) is not communes
    assert any(link.startswith("mailto:") for link in links(page))


def test_a_fiche_may_be_told_wrong_or_right_by_mail() -> None:
    found = [unquote(link) for link in links(body(site(), "offre/services/permanence-accueil/"))]
    for nom in (CORRIGER, CONFIRMER):
        questions = next(form.questions for form in FORMULAIRES if form.nom == nom)
        (mail,) = [link for link in found if all(f"### {one.libelle}\r\n" in link for one in questions)]
        assert mail.startswith("mailto:contact@pole-ess.example?subject=")
        assert "https://petite-ile.test/offre/offre/services/permanence-accueil/" in mail


def test_without_a_mailbox_the_sheets_stay_and_nothing_else_is_promised() -> None:
    mute = Site(read(), AUJOURDHUI)
    vars(mute)["boite"] = ""
    page = lxml.html.fromstring(next(iter(proposer_pages(mute))).body)
    assert "elle sera ici" in words(page)
    assert not any(link.startswith("mailto:") for link in links(page))
    assert sum(form_url(form.nom) in link for form in IMPRIMES for link in links(page)) == len(IMPRIMES)
