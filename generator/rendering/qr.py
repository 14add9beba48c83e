"""The QR code of an address: what brings a sheet of paper back to its page."""

from __future__ import annotations

import segno
from markupsafe import Markup

from generator.corpus.memoire import remembered

MASQUE = 3
"""Every reader undoes any of the eight; weighing them all, as segno does by default, costs four fifths of the time."""
BLANC = 4
"""Modules of white around the code (ISO/IEC 18004)."""


@remembered
def qr(address: str) -> Markup:
    """Return the code of an address as one inline SVG, black on a white paper; a seventh may be spoilt (level M)."""
    code = segno.make_qr(address, error="m", mask=MASQUE)
    drawn = code.svg_inline(omitsize=True, border=BLANC, svgclass="qr", lineclass=None)
    named = drawn.replace("<svg ", '<svg role="img" aria-label="Code à photographier : adresse de cette page" ', 1)
    return Markup(named)  # noqa: S704 - numbers only: modules of the code
