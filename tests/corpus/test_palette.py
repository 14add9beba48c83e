"""Colours: the reference palette is readable and unmoved, others follow, what cannot be read is told."""

from __future__ import annotations

import re

import pytest
from coloraide import Color

from generator.corpus import palette as p
from generator.models.site import Couleurs, CouleursSombres
from generator.theme import CSS

OTHERS = (
    {"principale": "#7a1f5c", "seconde": "#1f4e9a", "accent": "#7a5200", "bande": "#3b0f2e"},
    {"principale": "#333333", "seconde": "#555555", "accent": "#222222", "bande": "#111111"},
    {"principale": "#b00020", "seconde": "#00695c", "accent": "#4a148c", "bande": "#4a0010"},
)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#0a5963", "#faf6ee", 7.43)],
)
def test_contrast_is_the_one_of_wcag(one: str, other: str, ratio: float) -> None:
    assert p.contrast(one, other) == pytest.approx(ratio, abs=0.01)


def test_contrast_is_the_one_of_a_colour_library() -> None:
    colours = sorted({colour for pair in p.FIXES.values() for colour in pair} | {"#0b0a0c", "#000000"})
    for one in colours:
        for other in colours:
            expected = Color(one).contrast(other, method="wcag21")
            assert p.contrast(one, other) == pytest.approx(expected, rel=1e-12)


def test_the_reference_palette_is_readable_and_moves_nothing() -> None:
    made = p.palette(Couleurs())
    assert p.faults(Couleurs()) == []
    assert {token: (made["clair"][token], made["sombre"][token]) for token in p.SUIVIS} == {
        token: (suivi.clair, suivi.sombre) for token, suivi in p.SUIVIS.items()
    }


@pytest.mark.parametrize("colours", OTHERS)
def test_another_palette_follows_and_stays_readable(colours: dict[str, str]) -> None:
    couleurs = Couleurs(**colours)
    assert p.faults(couleurs) == []
    made = p.palette(couleurs)
    assert made["clair"]["riviere"] == made["clair"]["lien"] == colours["principale"]
    assert made["clair"]["bande"] == colours["bande"]
    followed = [token for token in p.SUIVIS if made["sombre"][token] != p.SUIVIS[token].sombre]
    assert set(p.SUIVIS) - set(followed) <= {"foyer"}


@pytest.mark.parametrize("champ", ["principale", "seconde", "accent", "bande"])
def test_a_colour_that_cannot_be_read_is_told_for_its_field(champ: str) -> None:
    pale = "#aaddee" if champ != "bande" else "#88aabb"
    found = p.faults(Couleurs(**{champ: pale}))
    assert {fault.champ for fault in found} == {champ}
    assert all(fault.lu < fault.voulu for fault in found)
    assert {fault.schema for fault in found} == {"clair"}


def test_a_dark_colour_may_be_written_and_is_judged() -> None:
    written = Couleurs(sombre=CouleursSombres(principale="#ffc0cb"))
    assert p.palette(written)["sombre"]["lien"] == "#ffc0cb"
    assert p.faults(written) == []
    found = p.faults(Couleurs(sombre=CouleursSombres(principale="#0a5963")))
    assert {(fault.champ, fault.schema) for fault in found} == {("sombre.principale", "sombre")}


def test_every_colour_of_the_stylesheet_is_judged() -> None:
    """No sheet writes a colour, the PDF's included; each property that one reads is paired, or is decoration."""
    text = "".join(path.read_text("utf-8") for path in sorted(CSS.rglob("*.css")))
    assert len(text) > 50_000
    assert re.findall(r"#[0-9a-fA-F]{6}\b", text) == []
    known = {*p.FIXES, *p.SUIVIS}
    used = {name for name in re.findall(r"var\(--([a-z0-9-]+)", text) if name in known}
    judged = {token for _, token, _, _ in p.pairs()} | {ground for _, _, ground, _ in p.pairs()}
    assert used <= judged | p.DECOR
    assert not judged & p.DECOR
    assert judged | p.DECOR == known
    lengths = re.compile(r"p[1-8]|t-?[0-4]|g|mesure|marge|gouttiere|rayon|police|ton|teinte|fond|trait|marque|ligne")
    unknown = {name for name in re.findall(r"var\(--([a-z0-9-]+)", text) if name not in known}
    assert {name for name in unknown if not lengths.fullmatch(name)} == set()
