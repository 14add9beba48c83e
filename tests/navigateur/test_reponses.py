"""The answer is short, and the number to call is on the first screen, on a phone."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path

import pytest
from playwright.sync_api import Page

from benchmarks.reponses import (
    ECRANS_COMMUNE,
    ECRANS_MAX,
    HAUTEUR,
    LARGEUR,
    MEASURE,
    MOTS_COMMUNE,
    MOTS_MEDIANE,
    Reponse,
    commune_addresses,
    measure,
    result_addresses,
)
from tests.chemins import copy_petite_ile
from tests.construction import build, read, replace_in
from tests.navigateur.fenetres import Fenetres
from tests.serveur import serve

pytestmark = pytest.mark.navigateur

KEYS = (attrgetter("ecrans"), attrgetter("mots"), attrgetter("contact"))
WORST = 5
"""How many results are opened as a visitor does, with their scripts: the worst ones, in each way."""


def measure_bodies(page: Page, base: str, site: Path, addresses: list[str]) -> Iterator[Reponse]:
    """Measure the body of each result, put in one open page: without scripts nor the font, at a tenth of the price."""
    page.goto(base + addresses[0])
    for address in addresses:
        html = (site / address / "index.html").read_text("utf-8")
        height, words, bottom = page.evaluate(
            f"""html => {{
              document.body.replaceWith(new DOMParser().parseFromString(html, 'text/html').body);
              return ({MEASURE})();
            }}""",
            html,
        )
        yield Reponse(address, height / HAUTEUR, words, bottom)


def test_every_result_is_short_and_says_whom_to_call_at_once(site_petite_ile: Path, fenetres: Fenetres) -> None:
    addresses = result_addresses(site_petite_ile)
    assert len(addresses) > 30
    phone = {"width": LARGEUR, "height": HAUTEUR}
    with serve(site_petite_ile, "/offre/") as base:
        with fenetres.open(viewport=phone, bypass_csp=True) as page:
            bare = list(measure_bodies(page, base, site_petite_ile, addresses))
        worst = {one.page: one for key in KEYS for one in sorted(bare, key=key)[-WORST:]}
        with fenetres.open(viewport=phone) as page:
            seen = list(measure(page, base, list(worst)))
    more = [max(key(one) - key(worst[one.page]) for one in seen) for key in KEYS]
    found = [Reponse(one.page, *(key(one) + add for key, add in zip(KEYS, more, strict=True))) for one in bare]
    assert [one for one in found if one.contact > HAUTEUR] == []
    assert [one for one in found if one.ecrans > ECRANS_MAX] == []
    assert statistics.median(one.mots for one in found) <= MOTS_MEDIANE


def test_every_commune_is_short_and_says_whom_to_call_at_once(site_petite_ile: Path, fenetres: Fenetres) -> None:
    phone = {"width": LARGEUR, "height": HAUTEUR}
    with serve(site_petite_ile, "/offre/") as base, fenetres.open(viewport=phone) as page:
        found = list(measure(page, base, commune_addresses(site_petite_ile)))
    assert len(found) == 6
    assert [one for one in found if one.contact > HAUTEUR] == []
    assert [one for one in found if one.ecrans > ECRANS_COMMUNE or one.mots > MOTS_COMMUNE] == []


def test_once_the_commune_is_known_its_mairie_comes_first(tmp_path: Path, fenetres: Fenetres) -> None:
    """The welcome is mute: without script a relais answers; with the commune, its mairie, and the relais is kept."""
    root = copy_petite_ile(tmp_path)
    replace_in(root / "data/territoire.yml", "etat: publie", "etat: preparation")
    pole = root / "content/acteurs/pole-ess.yml"
    head, _, tail = pole.read_text(encoding="utf-8").partition("contacts:\n")
    pole.write_text(head + "\n".join(line for line in tail.split("\n") if line[:1] not in (" ", "-")), encoding="utf-8")
    build(root, tmp_path / "site")
    mairies = read(root).mairies
    code = next(code for code, mairie in sorted(mairies.items()) if mairie.telephone)
    place = min(folder.name for folder in (tmp_path / "site/orienter/voisins").glob("departement-*"))
    (address, *_) = [one for one in result_addresses(tmp_path / "site") if f"/{place}/" in one]
    with serve(tmp_path / "site", "/offre/") as base:
        with fenetres.open(java_script_enabled=False) as page:
            page.goto(f"{base}{address}")
            relais = page.locator(".agir h2").inner_text()
            assert not relais.startswith("Mairie")
        with fenetres.open() as page:
            page.goto(f"{base}orienter/voisins/{place}/?commune={code}")
            known = page.evaluate("fetch('../../communes.json').then(r => r.json())")
            here = next(key for key, row in known.items() if row[1] == place and len(row) > 2)
            page.goto(f"{base}{address}?commune={here}")
            page.locator(".agir h2", has_text=known[here][2]).wait_for()
            assert page.locator(".agir .tel").get_attribute("href") == f"tel:{known[here][3]}"
            assert relais in (page.locator(".agir details").text_content() or "")
