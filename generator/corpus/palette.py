"""The site's colours: four are the territory's, the others follow; every contrast is computed.

A token that follows a colour keeps the lightness it has in the reference
palette; its hue turns by as much as the territory's colour turns away from the
reference one, its chroma is scaled likewise (OKLCH). Then its lightness moves,
a hundredth at a time, until its texts can be read. With the reference colours
nothing moves at all. A colour that the territory wrote is never changed: when
it cannot be read, it is told (TER005).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from generator.models.site import Couleurs

TEXTE, COMPOSANT = 4.5, 3.0
"""WCAG 2.2, 1.4.3 and 1.4.11."""
SCHEMAS = ("clair", "sombre")

FIXES: Mapping[str, tuple[str, str]] = {
    "papier": ("#faf6ee", "#10191a"),
    "carte": ("#fffdf8", "#182426"),
    "creux": ("#f1eadd", "#1d2a2b"),
    "encre": ("#1b2a2c", "#eee9df"),
    "encre-douce": ("#485658", "#bcc6c3"),
    "filet": ("#d5cbb8", "#364547"),
    "filet-fort": ("#7d735f", "#85938f"),
    "vu": ("#6a3a5b", "#dcb3d2"),
    "d4": ("#e6dcec", "#43344d"),
    "trait-carte": ("#6f7a72", "#93a29c"),
    "sur-bande": ("#fdf8ee", "#f6f1e6"),
    "foyer-bande": ("#ffd38a", "#ffd38a"),
}
"""token → (light, dark), whatever the territory."""


class JetonSuivi(NamedTuple):
    """A token that follows one of the territory's colours; its reference values."""

    champ: str
    clair: str
    sombre: str
    lu: str = ""
    """The token read on it, when it is a ground."""


SUIVIS: Mapping[str, JetonSuivi] = {
    "riviere-teinte": JetonSuivi("principale", "#dbeae8", "#17373b", "riviere"),
    "marais-teinte": JetonSuivi("seconde", "#e7eed3", "#2a351a", "marais"),
    "chataigne-teinte": JetonSuivi("accent", "#f6e4d6", "#3d281c", "chataigne"),
    "d1": JetonSuivi("principale", "#d3e6e4", "#234a4e", "encre"),
    "d2": JetonSuivi("accent", "#f3dcc8", "#573b2a", "encre"),
    "d3": JetonSuivi("seconde", "#e0eac6", "#3d4c22", "encre"),
    "zone": JetonSuivi("principale", "#cfe4e1", "#2b6068"),
    "bande": JetonSuivi("bande", "#073a42", "#0a2e34", "sur-bande"),
    "bande-claire": JetonSuivi("bande", "#0f4b55", "#0f4b55", "sur-bande"),
    "riviere": JetonSuivi("principale", "#0a5963", "#84d0d3"),
    "lien": JetonSuivi("principale", "#0a5963", "#8ed6d8"),
    "foyer": JetonSuivi("principale", "#0a5963", "#ffd38a"),
    "marais": JetonSuivi("seconde", "#4a651a", "#bcd57e"),
    "chataigne": JetonSuivi("accent", "#84391a", "#f0b48f"),
    "sur-bande-douce": JetonSuivi("bande", "#cfe2df", "#bcd3d0"),
    "eau-a": JetonSuivi("principale", "#79c5c8", "#79c5c8"),
    "eau-b": JetonSuivi("seconde", "#b5cf72", "#b5cf72"),
}
"""Grounds first: the texts are moved until they can be read on them."""

_FONDS = ("papier", "carte", "creux")
_TEINTES = ("riviere-teinte", "marais-teinte", "chataigne-teinte")
_CARTES = ("d1", "d2", "d3", "d4")
_USAGES: tuple[tuple[str, str, tuple[str, ...], float], ...] = (
    ("le texte", "encre", (*_FONDS, *_TEINTES, *_CARTES), TEXTE),
    ("le texte second", "encre-douce", _FONDS, TEXTE),
    ("les liens", "lien", (*_FONDS, *_TEINTES), TEXTE),
    ("les liens déjà vus", "vu", (*_FONDS, *_TEINTES), TEXTE),
    ("la page du menu", "riviere", (*_FONDS, "riviere-teinte"), TEXTE),
    ("« en expérimentation »", "marais", (*_FONDS, "marais-teinte"), TEXTE),
    ("les surtitres et « à confirmer »", "chataigne", (*_FONDS, "chataigne-teinte"), TEXTE),
    ("le texte des boutons", "papier", ("riviere", "encre", "chataigne"), TEXTE),
    ("le texte sur la bande", "sur-bande", ("bande", "bande-claire"), TEXTE),
    ("le texte second sur la bande", "sur-bande-douce", ("bande",), TEXTE),
    ("le bouton sur la bande", "bande", ("sur-bande",), TEXTE),
    ("le bord des champs", "filet-fort", _FONDS, COMPOSANT),
    ("les limites des communes", "trait-carte", (*_FONDS, *_CARTES), COMPOSANT),
    ("le contour du foyer", "foyer", _FONDS, COMPOSANT),
    ("le contour du foyer sur la bande", "foyer-bande", ("bande", "bande-claire"), COMPOSANT),
    ("le premier courant", "eau-a", ("bande",), COMPOSANT),
    ("le second courant", "eau-b", ("bande",), COMPOSANT),
)
"""(what it is, token, grounds where the stylesheet puts it, least ratio)"""
DECOR = frozenset({"filet", "zone"})
"""Tokens that carry no information alone: thin rules, and a map doubled by words."""


@dataclass(frozen=True, slots=True)
class ContrasteManquant:
    """A pair that cannot be read; `champ` is the colour of the territory to change ('' : none)."""

    champ: str
    schema: str
    usage: str
    lu: float
    voulu: float
    couleur: str
    fond: str


def pairs() -> Iterator[tuple[str, str, str, float]]:
    """Yield (usage, token, ground, least ratio) for every pair that the stylesheet uses."""
    for usage, token, grounds, least in _USAGES:
        for ground in grounds:
            yield usage, token, ground, least


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours `#rrggbb` (WCAG 2)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@cache
def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2, with the unrounded weights of sRGB, IEC 61966-2-1)."""
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.21263900587151033 * red + 0.7151686787677559 * green + 0.07219231536073371 * blue


@cache
def palette(couleurs: Couleurs) -> Mapping[str, Mapping[str, str]]:
    """Return schema → (token → colour)."""
    made: dict[str, Mapping[str, str]] = {}
    for rank, schema in enumerate(SCHEMAS):
        tokens = {token: values[rank] for token, values in FIXES.items()}
        for token, suivi in SUIVIS.items():
            written = _written(couleurs, token, schema)
            if written:
                tokens[token] = written
                continue
            wanted = _derived(suivi, schema, getattr(couleurs, suivi.champ))
            tokens[token] = _readable(wanted, _least(token, suivi, tokens, couleurs, schema))
        made[schema] = tokens
    return made


def faults(couleurs: Couleurs) -> list[ContrasteManquant]:
    """Return every pair, of both schemes, under its least ratio."""
    found = []
    for schema, tokens in palette(couleurs).items():
        for usage, token, ground, least in pairs():
            read = contrast(tokens[token], tokens[ground])
            if read < least:
                champ = _at_fault(couleurs, (token, ground), schema)
                found.append(ContrasteManquant(champ, schema, usage, read, least, tokens[token], tokens[ground]))
    return found


def _at_fault(couleurs: Couleurs, tokens: tuple[str, str], schema: str) -> str:
    """Return the field to change, a colour that somebody wrote rather than one that only follows."""
    followers = [token for token in tokens if token in SUIVIS]
    followers.sort(key=lambda token: not _written(couleurs, token, schema))
    if not followers:
        return ""
    champ = SUIVIS[followers[0]].champ
    return f"sombre.{champ}" if schema == "sombre" and getattr(couleurs.sombre, champ) else champ


def _written(couleurs: Couleurs, token: str, schema: str) -> str:
    """Return the colour that the territory wrote for a token itself, '' when the token only follows."""
    suivi = SUIVIS[token]
    reference = getattr(_reference(), suivi.champ)
    if schema == "clair":
        return str(getattr(couleurs, suivi.champ)) if suivi.clair == reference else ""
    if suivi.clair == reference and suivi.sombre != FIXES["foyer-bande"][1]:
        return getattr(couleurs.sombre, suivi.champ) or ""
    return ""


@cache
def _reference() -> Couleurs:
    return Couleurs()


def _derived(suivi: JetonSuivi, schema: str, colour: str) -> str:
    """Turn the hue and scale the chroma of a reference token as the territory's colour does."""
    reference = suivi.clair if schema == "clair" else suivi.sombre
    origin = getattr(_reference(), suivi.champ)
    if colour == origin or reference == FIXES["foyer-bande"][0]:
        return reference
    light, chroma, hue = _oklch(reference)
    _, from_chroma, from_hue = _oklch(origin)
    _, to_chroma, to_hue = _oklch(colour)
    scaled = chroma * min(to_chroma / from_chroma, 1.5)
    return _hex(light, scaled, (hue + to_hue - from_hue) % 360)


def _oklch(colour: str) -> tuple[float, float, float]:
    light, chroma, hue = _colours()(colour).convert("oklch").coords(nans=False)
    return light, chroma, hue


def _hex(light: float, chroma: float, hue: float) -> str:
    made = _colours()("oklch", [light, chroma, hue]).convert("srgb").fit(method="oklch-chroma")
    return str(made.to_string(hex=True))


@cache
def _colours() -> Any:
    from coloraide import Color  # a tenth of a second, read only when a colour of the reference palette turns

    return Color


def _least(
    token: str, suivi: JetonSuivi, tokens: Mapping[str, str], couleurs: Couleurs, schema: str
) -> list[tuple[str, float]]:
    """Return the (other colour, least ratio) pairs that a token must hold among the tokens already made."""
    wanted = [(tokens[ground], least) for _, name, ground, least in pairs() if name == token and ground in tokens]
    if suivi.lu in tokens:
        wanted.append((tokens[suivi.lu], TEXTE))
    elif suivi.lu and schema == "clair":
        wanted.append((getattr(couleurs, suivi.champ), TEXTE))
    return wanted


def _readable(colour: str, wanted: list[tuple[str, float]]) -> str:
    """Move the lightness away from what it must be told from, until every ratio holds, or as far as it goes."""
    if all(contrast(colour, other) >= least for other, least in wanted):
        return colour
    light, chroma, hue = _oklch(colour)
    darkest = max(_oklch(other)[0] for other, _ in wanted)
    step = 0.01 if light > darkest else -0.01
    while 0.02 < light < 0.98:
        light += step
        moved = _hex(light, chroma, hue)
        if all(contrast(moved, other) >= least for other, least in wanted):
            return moved
    return colour
