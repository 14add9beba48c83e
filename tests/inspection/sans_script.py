"""Without JavaScript the content is all there."""

from __future__ import annotations

from tests.inspection.faute import Faute
from tests.inspection.gabarits import Gabarit
from tests.inspection.visite import PHONE, Visiteur, set_style

_CONTENT = """() => {
  const main = document.querySelector('main') ?? document.body;
  const shown = e => e.checkVisibility({visibilityProperty: true});
  const texts = kinds => [...main.querySelectorAll(kinds)].filter(shown)
    .map(e => e.innerText.trim().replace(/\\s+/g, ' ')).filter(t => t);
  return {titres: texts('h1,h2,h3'), textes: texts('p,li,dd,dt,td,th,summary'),
          liens: [...main.querySelectorAll('a[href]')].filter(shown).map(e => e.pathname + e.hash)};
}"""
_WHAT = {"titres": "le titre", "textes": "le texte", "liens": "le lien"}
LEAST = 40
"""Characters that the main part of any page has, at least."""


def check_without_script(visiteur: Visiteur, gabarit: Gabarit) -> list[Faute]:
    """Compare what is shown with and without JavaScript; tools alone may need it (`data-outils`)."""
    page = visiteur.open(gabarit, PHONE)
    set_style(page, "[data-outils]{display:none!important}")
    full = page.evaluate(_CONTENT)
    set_style(page, "")
    bare = visiteur.open(gabarit, PHONE, script=False).evaluate(_CONTENT)
    messages = []
    for kind, what in _WHAT.items():
        lost = [text for text in full[kind] if text not in bare[kind]]
        messages += [f"sans JavaScript, {what} « {text[:60]} » manque" for text in lost[:3]]
    if sum(map(len, bare["textes"])) < LEAST:
        messages.append("sans JavaScript, la page est vide")
    return [Faute(gabarit.adresse, message) for message in messages]
