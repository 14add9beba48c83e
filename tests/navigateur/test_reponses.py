"""The answer is short, and the number to call is on the first screen, on a phone."""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest

from benchmarks.reponses import (
    ECRANS_COMMUNE,
    ECRANS_MAX,
    HAUTEUR,
    LARGEUR,
    MOTS_COMMUNE,
    MOTS_MEDIANE,
    commune_addresses,
    measure,
    result_addresses,
)
from tests.chemins import copy_petite_ile
from tests.construction import build, read, replace_in
from tests.navigateur.fenetres import Fenetres
from tests.serveur import serve

pytestmark = pytest.mark.navigateur


def test_every_result_is_short_and_says_whom_to_call_at_once(site_petite_ile: Path, fenetres: Fenetres) -> None:
    addresses = result_addresses(site_petite_ile)
    assert len(addresses) > 30
    phone = {"width": LARGEUR, "height": HAUTEUR}
    with serve(site_petite_ile, "/offre/") as base, fenetres.open(viewport=phone) as page:
        found = list(measure(page, base, addresses))
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
    place = next(p.name for p in (tmp_path / "site/orienter/voisins").iterdir() if p.name.startswith(("dep", "com")))
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
