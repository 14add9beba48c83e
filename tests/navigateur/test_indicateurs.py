"""A territory that lived: every indicator has figures, and their tables hold on a narrow phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chemins import PETITE_ILE, copy_petite_ile
from tests.construction import build
from tests.inspection.tenue import _OVERFLOW
from tests.navigateur.fenetres import Fenetres

CODES = sorted(path.stem for path in (PETITE_ILE / "data/indicateurs").glob("*.yml"))
TERMES = {
    "taux": ((9, 20), (12, 31), (17, 22)),
    "note": ((61, 20), (98, 31), (90, 22)),
    "nombre": ((3,), (1200,), (45,)),
}
SOURCES = ("Enquête d'avril", "Enquête de juillet", "Registre des accompagnements, toutes communes")


def measured(text: str) -> str:
    """An indicator measured three times, whatever it was."""
    text = re.sub(
        r"^(?:formule|appel): .*\n|^mesures:\n(?:  .*\n)+", "", text.replace("type: ecart", "type: note"), flags=re.M
    )
    kind = text.partition("type: ")[2].split()[0]
    lines = ["mesures:"]
    for month, terms, source in zip((4, 7, 10), TERMES[kind], SOURCES, strict=True):
        said = ", ".join(f"{name}: {term}" for name, term in zip(("numerateur", "denominateur"), terms, strict=False))
        lines.append(f'  - {{date: 2026-{month:02}-10, {said}, source: "{source}", precision: "Sur 40 envoyées."}}')
    return text + "\n".join(lines) + "\n"


SIDEWAYS = """() => [...document.querySelectorAll('main *')]
  .filter(e => e.scrollWidth > e.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX))
  .map(e => `<${e.tagName.toLowerCase()}.${e.classList}> : ${e.scrollWidth} dans ${e.clientWidth}`)"""


@pytest.fixture(scope="module")
def vecu(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the invented territory once each indicator was measured three times."""
    root = copy_petite_ile(tmp_path_factory.mktemp("vecu"))
    for path in (root / "data/indicateurs").glob("*.yml"):
        path.write_text(measured(path.read_text(encoding="utf-8")), encoding="utf-8")
    target = root.parent / "site"
    build(root, target)
    return target


@pytest.mark.navigateur
def test_no_table_scrolls_sideways_on_a_narrow_phone(
    vecu: Path, serveur: Callable[..., str], fenetres: Fenetres
) -> None:
    address = serveur(vecu, "/offre/")
    told = {}
    with fenetres.open(viewport={"width": 320, "height": 640}) as page:
        for url in ("indicateurs/", *(f"indicateurs/{code}/" for code in CODES)):
            page.goto(f"{address}{url}", wait_until="load")
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            assert page.locator("main table").count() or page.locator("main li").count() > 3, url
            told[url] = [*page.evaluate(SIDEWAYS), *page.evaluate(_OVERFLOW)]
    assert {url: faults for url, faults in told.items() if faults} == {}
