"""Propose, mend, confirm without any account: one page per form, to print on one sheet or to send by mail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.corpus.champs import Sorte, field_of, is_due, options_of, sorte_of
from generator.corpus.genres import ECRITS
from generator.corpus.questions import FORMULAIRES, Formulaire, Saisie
from generator.rendering.courrier import form_url
from generator.rendering.environment import render
from generator.rendering.forge import forms_links
from generator.rendering.page import Page
from generator.rendering.pages.dire import guichet
from generator.rendering.site import Site

LISTE = ("proposer/", "Proposer, corriger, confirmer", "Sans compte : par courriel, ou sur une feuille.")
"""Address, title and description."""
FIL = (("Contact", "contact/"),)
IMPRIMES = tuple(form for form in FORMULAIRES if form.nom in {genre.formulaire for genre in ECRITS.values()})
"""Forms that have a sheet: one per kind of fiche."""
_LIGNES = {Sorte.LIGNE: 1, Sorte.TEXTE: 2, Sorte.LISTE: 2}
"""Lines to write an answer by hand."""


@dataclass(frozen=True, slots=True)
class QuestionImprimee:
    """One question as it is printed, numbered in the order of the form."""

    champ: str
    """Name of the field, for whoever types the answer"""
    texte: str
    aide: str
    due: bool
    choix: str
    """Every word that one may choose, after a box"""
    lignes: int


def proposer_pages(site: Site) -> Iterator[Page]:
    """Yield proposer/, then one page per kind of fiche."""
    forms = [(form, site.form_mail(form.nom), form_url(form.nom) if form in IMPRIMES else "") for form in FORMULAIRES]
    body = render("proposer.html", site=site, formulaires=forms, forge=forms_links(site.territoire))
    yield Page(*LISTE, "contact", body, fil=FIL)
    for form in IMPRIMES:
        values = {
            "formulaire": form,
            "questions": [_question(site, form, one) for one in form.questions],
            "courriel": site.form_mail(form.nom),
            "guichet": guichet(site),
            "url": form_url(form.nom),
        }
        body = render("formulaire.html", site=site, **values)
        yield Page(form_url(form.nom), form.titre, form.description, "contact", body, fil=(*FIL, LISTE[1::-1]))


def _question(site: Site, form: Formulaire, one: Saisie) -> QuestionImprimee:
    """Return a question with its choices; communes, too many for a sheet, are written."""
    sorte = sorte_of(form, one)
    communes = one.champ in ("zone.codes", "communes")
    choices = "" if communes else "\u2003".join(f"☐\u00a0{word}" for word in options_of(form, one, site.corpus))
    info = field_of(form, one)
    said = one.aide or (info.description if info else "") or ""
    return QuestionImprimee(
        one.champ, one.libelle, said, is_due(form, one), choices, 0 if choices else _LIGNES.get(sorte, 1)
    )
