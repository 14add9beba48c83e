"""A printed page: short, without the furniture of the screen, and it says where and when it comes from."""

from __future__ import annotations

import re

from generator.models.adresse import LONGUEUR, SIGNES
from tests.inspection.faute import Faute
from tests.inspection.gabarits import FEUILLE, FICHES, Gabarit
from tests.inspection.visite import DESKTOP, Visiteur

MAXIMUM = {FEUILLE: 1}
"""Template → A4 pages at most; two for a fiche."""
_DATE = re.compile(
    r"\b\d{1,2}(?:er)?\s(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\s\d{4}"
)
_CODE = re.compile(rf"/c/[{SIGNES}]{{{LONGUEUR}}}\b")
_SHOWN = """() => {
  const shown = e => e.checkVisibility({visibilityProperty: true});
  const kinds = 'header nav,footer nav,button,form,.evitement,.fil,.pagination';
  const chrome = [...document.querySelectorAll(kinds)].filter(shown);
  return {chrome: chrome.map(e => `<${e.tagName.toLowerCase()} ${e.className}>`), text: document.body.innerText,
          own: [...document.querySelectorAll('a[href^="http"]')]
            .filter(a => shown(a) && a.origin === location.origin).length};
}"""


def pdf_pages(pdf: bytes) -> int:
    """Return the number of pages: Chromium writes each page object in clear."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def check_print(visiteur: Visiteur, gabarit: Gabarit) -> list[Faute]:
    """A fiche fits on two A4 pages, a sheet to take away on one, with address and date; no menu is printed."""
    page = visiteur.open(gabarit, DESKTOP)
    visiteur.set_mode(page, "print")
    seen = page.evaluate(_SHOWN)
    messages = [f"{what} est imprimé" for what in sorted(set(seen["chrome"]))]
    if seen["own"]:
        messages.append(f"{seen['own']} liens de ce site sont imprimés avec leur adresse entière")
    if gabarit.nom in (*FICHES, FEUILLE):
        most = MAXIMUM.get(gabarit.nom, 2)
        pages = pdf_pages(page.pdf(format="A4"))
        if not 1 <= pages <= most:
            messages.append(f"{pages} pages A4, {most} au plus")
        if not _CODE.search(seen["text"]):
            messages.append("le code de la page n'est pas imprimé")
        if not _DATE.search(seen["text"]):
            messages.append("aucune date n'est imprimée")
    return [Faute(gabarit.adresse, message, "papier") for message in messages]
