"""Without JavaScript the content is all there."""

from __future__ import annotations

from tests.inspection.faute import Faute
from tests.inspection.gabarits import Gabarit
from tests.inspection.visite import PHONE, Visiteur

_CONTENT = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
  const main = document.querySelector('main') ?? document.body;
  const shown = e => e.checkVisibility({visibilityProperty: true});
  const texts = kinds => [...main.querySelectorAll(kinds)].filter(shown)
    .map(e => e.innerText.trim().replace(/\\s+/g, ' ')).filter(t => t);
  const said = {titres: texts('h1,h2,h3'), textes: texts('p,li,dd,dt,td,th,summary'),
                liens: [...main.querySelectorAll('a[href]')].filter(shown).map(e => e.pathname + e.hash)};
  document.adoptedStyleSheets = [];
  return said;
}"""
_WHAT = {"titres": "le titre", "textes": "le texte", "liens": "le lien"}
LEAST = 40
"""Characters that the main part of any page has, at least."""


def check_without_script(visiteur: Visiteur, gabarit: Gabarit) -> list[Faute]:
    """Compare what is shown with and without JavaScript; tools alone may need it (`data-outils`).

    Where no script wrote in the content, it is the same without them: it is not visited again.
    """
    page = visiteur.open(gabarit, PHONE)
    full = page.evaluate(_CONTENT, "[data-outils]{display:none!important}")
    written = visiteur.is_written_by_scripts(page)
    bare = visiteur.open(gabarit, PHONE, script=False).evaluate(_CONTENT, "") if written else full
    messages = []
    for kind, what in _WHAT.items():
        lost = [text for text in full[kind] if text not in bare[kind]]
        messages += [f"sans JavaScript, {what} « {text[:60]} » manque" for text in lost[:3]]
    if sum(map(len, bare["textes"])) < LEAST:
        messages.append("sans JavaScript, la page est vide")
    return [Faute(gabarit.adresse, message) for message in messages]
