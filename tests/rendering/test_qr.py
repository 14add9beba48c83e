"""The codes of the pages are those of segno, module for module."""

from __future__ import annotations

import random

import pytest
import segno

from generator.rendering.qr import qr

SIGNES = "abcdefghijklmnopqrstuvwxyz0123456789-/.é"


def segno_dit(adresse: str) -> str:
    dessin = segno.make_qr(adresse, error="m").svg_inline(omitsize=True, border=4, svgclass="qr", lineclass=None)
    return dessin.replace("<svg ", '<svg role="img" aria-label="Code à photographier : adresse de cette page" ', 1)


@pytest.mark.parametrize("longueur", [0, 1, 11, 30, 50, 70, 90, 130, 205, 300])
def test_le_code_est_celui_de_segno(longueur: int) -> None:
    """Each size of symbol, one block and several, a byte of length and two."""
    hasard = random.Random(longueur)  # noqa: S311
    for _ in range(8):
        adresse = "https://" + "".join(hasard.choice(SIGNES) for _ in range(longueur))
        assert qr(adresse) == segno_dit(adresse)


@pytest.mark.parametrize("texte", ["123", "ABC-1", "é", "https://petite-ile.example/日本/"])
def test_ce_qui_n_est_pas_une_adresse_ordinaire_aussi(texte: str) -> None:
    assert qr(texte) == segno_dit(texte)
