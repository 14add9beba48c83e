"""Text at 150 % and 200 % on a phone of 360 px: cards are stacked, no word is cut, nothing overflows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from benchmarks.reponses import result_addresses
from tests.navigateur.fenetres import Fenetres
from tests.serveur import FontHost, serve

pytestmark = pytest.mark.navigateur

TAILLES = (150, 200)
PATHS = (
    "",
    "orienter/",
    "orienter/voisins/",
    "offre/",
    "offre/services/",
    "offre/financements/",
    "offre/thematiques/",
    "acteurs/",
    "communes/",
    "communes/01902/",
    "offre/services/permanence-accueil/",
    "besoins/",
    "indicateurs/",
    "instances/",
    "dispositif/",
    "plan/",
    "contact/",
    "guide/a1-ecouter-une-ile/",
    "guide/outils/",
    "guide/outils/feuille-de-bord/",
    "guide/outils/tour-du-port/",
    "orienter/voisins/carte/",
)
CUT = """() => {
  const cut = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let t; (t = texts.nextNode());) {
    const e = t.parentElement;
    // An address of the web or of the mail is no word: it is cut where it must.
    if (!e.checkVisibility()
        || e.closest('.lu, .evitement, svg, noscript, script, .mot')
        || e.closest('[href^="mailto:"], [data-adresse], .a-copier')) continue;
    for (const word of t.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(t, word.index);
      range.setEnd(t, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].filter(r => r.width > 1).map(r => Math.round(r.top)));
      if (lines.size > 1) cut.push(word[0]);
    }
  }
  return cut;
}"""
BEYOND = """() => [...document.body.querySelectorAll('*')].filter(e => e.checkVisibility()
    && !e.closest('svg, .lu, .evitement, .defile, .large-table') && e.getBoundingClientRect().right > innerWidth + 1)
  .map(e => `${e.tagName}.${e.className}`)"""


@pytest.fixture(scope="module")
def adresse(site_petite_ile: Path) -> Iterator[str]:
    with serve(site_petite_ile, "/offre/", FontHost) as home:
        yield home


@pytest.fixture
def telephone(fenetres: Fenetres) -> Iterator[Page]:
    with fenetres.open(viewport={"width": 360, "height": 740}) as page:
        yield page


def faults(page: Page) -> dict[str, list[str]]:
    """Return what is wrong on the page that is shown, size by size."""
    found = page.evaluate(
        f"""async tailles => {{
          const found = {{}};
          document.querySelectorAll('details').forEach(d => {{ d.open = true }});
          for (const taille of tailles) {{
            document.documentElement.style.fontSize = `${{taille}}%`;
            await document.fonts.ready;
            found[`${{taille}} %`] = [...({CUT})(), ...({BEYOND})()];
          }}
          return found;
        }}""",
        TAILLES,
    )
    return {taille: wrong for taille, wrong in found.items() if wrong}


def test_no_word_is_cut(telephone: Page, adresse: str, site_petite_ile: Path) -> None:
    result = result_addresses(site_petite_ile)[0]
    question = result.rsplit("/", 2)[0] + "/"
    found = {}
    matrix = next(site_petite_ile.glob("orienter/*/carte/*/index.html")).parent.relative_to(site_petite_ile).as_posix()
    for path in (*PATHS, question, result, f"{result}feuille/", f"{matrix}/"):
        answer = telephone.goto(adresse + path)
        assert answer is not None
        assert answer.ok, path
        if wrong := faults(telephone):
            found[path] = wrong
    assert found == {}


def test_doors_and_cards_are_stacked(telephone: Page, adresse: str) -> None:
    for path, cards in (("", ".portes > li"), ("orienter/", ".portes > li"), ("offre/services/", ".fiches > li")):
        telephone.goto(adresse + path)
        for taille in TAILLES:
            telephone.evaluate("taille => { document.documentElement.style.fontSize = `${taille}%` }", taille)
            lefts = telephone.locator(cards).evaluate_all("all => all.map(e => e.getBoundingClientRect().left)")
            assert len(lefts) > 1
            assert len(set(lefts)) == 1, f"{path} à {taille} %"
    assert telephone.locator(".fiches svg, .porte svg:visible").count() == 0


def test_what_is_cut_is_seen(telephone: Page) -> None:
    telephone.set_content("<p style='width:3em;overflow-wrap:anywhere'>Accompagnement</p>")
    assert faults(telephone)["150 %"] == ["Accompagnement"]
    telephone.set_content("<p style='width:60em'>trop large</p>")
    assert "P." in faults(telephone)["200 %"]
