"""The one motif of the site: a drawing of a few paths, in the header and as the site's icon."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Motif:
    """A checked SVG drawing, cut in what its two uses need. No text of it was not checked."""

    vue: str
    """Its viewBox."""
    traits: str
    """Attributes of the outer element: fill, stroke-width…"""
    dessin: str
    """What is inside; classes `ma`, `mb`, `mc` take the territory's colours."""

    def inline(self) -> str:
        """Return the drawing for a page: the stylesheet colours it."""
        return f'<svg viewBox="{self.vue}" aria-hidden="true" focusable="false"{self.traits}>{self.dessin}</svg>'

    def file(self, colours: tuple[str, str, str], dark: tuple[str, str, str]) -> str:
        """Return the drawing as a file of its own, in the light and the dark colours."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{self.vue}"{self.traits}>'
            f"<style>{_rules(colours)}@media(prefers-color-scheme:dark){{{_rules(dark)}}}</style>{self.dessin}</svg>"
        )


def _rules(colours: tuple[str, str, str]) -> str:
    return "".join(f".{name}{{stroke:{colour}}}" for name, colour in zip(("ma", "mb", "mc"), colours, strict=True))


CONFLUENCE = Motif(
    "0 0 40 44",
    ' fill="none" stroke-width="6" stroke-linecap="round"',
    '<path class="mb" d="M5 4c1 9 12 11 12 21v15"/><path class="ma" d="M35 4c-1 9-12 11-12 21v15"/>',
)
"""Two currents that join: the motif of a territory that gives none."""
