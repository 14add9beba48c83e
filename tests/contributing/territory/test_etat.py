"""`territoire etat`: what it says of coordinates that a call has to settle."""

from __future__ import annotations

from pathlib import Path

from generator.contributing.territory.etat import etat
from tests.chemins import AUJOURDHUI
from tests.construction import read


def test_what_is_to_verify_is_told_with_its_source_and_its_reason(racine_petite_ile: Path) -> None:
    told = etat(read(racine_petite_ile), (), AUJOURDHUI)
    assert "Petite-Île Agglomération : Téléphone du soir : 02 61 91 00 77 (Un annuaire, 2019 ; " in told
    assert "La Maison du phare : Adresse" in told


def test_nothing_to_verify_says_nothing(racine_petite_ile: Path) -> None:
    (racine_petite_ile / "data/coordonnees-a-verifier.yml").unlink()
    assert "À vérifier par un appel" not in etat(read(racine_petite_ile), (), AUJOURDHUI)


def test_nothing_to_verify_reaches_the_site(site_petite_ile: Path) -> None:
    held = [page for page in site_petite_ile.rglob("*.html") if "00 77" in page.read_text(encoding="utf-8")]
    assert held == []
