"""What rendering gives to publishing: pages to pour in a shell, and files as they are."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.models.adresse import LONGUEUR
from generator.rendering.mesure import Poids

BASE = "\x00"
"""Stands for the way back to the site's root in every internal link of a body.

No content can hold it (the reader refuses control characters); pouring
replaces it by `..`, `../..` or, on the 404 page, by the site's absolute path.
"""

MARQUE = "\ue000"
"""Stands on both sides of the name of a place to fill in a shell; no content can hold it either."""

CODE, CODE_QR = "\x02" * LONGUEUR, "\x03"
"""Stand for the code of a page until every page has one, and for its drawing until it is poured (rendering/codes.py).

Small signs, as BASE is: one above \xff would make each body twice as heavy in memory.
"""


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `url` is relative to the site's root and ends with `/` (or is `404.html`)."""

    url: str
    titre: str
    description: str
    section: str
    body: str
    fil: tuple[tuple[str, str], ...] = ()
    """Breadcrumb: (label, url) of the ancestors, the home page left out."""
    index: bool = True
    """Whether search engines may list it."""
    jsonld: str = ""
    chemin: bool = False
    """A question or a result: « Question précédente » stands for the breadcrumb."""
    gabarit: str = "autre"
    """Which budget it must hold (rendering/mesure.py)."""

    canonique: str | None = None
    """Address of the page that this one only leads to; '' when it says that there is none any more; None: itself."""

    flux: str = ""
    """Address of the Atom feed of what it is about, that a feed reader finds by itself; '' when there is none."""

    papier: str = ""
    """Address of the page that it leads back to when it is printed, by its code: itself, most often; '': no code."""

    code: str = ""
    """The code of `papier`, once it is known (rendering/codes.py); '' without one."""

    jour: datetime.date | None = None
    """The day of its data, at the foot of the page; None: the one of all the data."""

    @property
    def codee(self) -> bool:
        """Whether it has a code of its own."""
        return self.papier != "" and self.papier == self.url

    @property
    def path(self) -> str:
        """The file of this page, relative to the site's folder."""
        return self.url if self.url.endswith(".html") else f"{self.url}index.html"

    @property
    def depth(self) -> int:
        return self.url.count("/")


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file that needs no shell: sitemap, robots, SVG, CSV."""

    path: str
    data: bytes


LIVRE_PDF = "guide/guide.pdf"
"""Where the site holds the whole guide as one document."""


class Papier(NamedTuple):
    """A document to lay out as a PDF: where it goes, its HTML, the day of its data."""

    chemin: str
    html: str
    jour: datetime.date


@dataclass(frozen=True, slots=True)
class Rendering:
    """Everything the site is made of, before any disk is touched."""

    pages: tuple[Page, ...]
    files: tuple[OutputFile, ...]
    downloads: tuple[str, ...] = ()
    """Names of content/fichiers/ to copy."""
    bilan: Callable[[Sequence[Poids]], Page] | None = None
    """Makes the page that tells what all the other pages weigh, once they are weighed."""
    sans_reponse: tuple[str, ...] = ()
    """Published addresses that nobody can answer, in words: nothing is written."""
    papiers: tuple[Papier, ...] = ()
    """What is printed as it is, to be laid out as PDF files; none where there is no PDF."""
    carnets: tuple[OutputFile, ...] = ()
    """The orientation of each place as one file, its style still to be written in it (publishing/carnet.py)."""
    codes: Mapping[str, str] = field(default_factory=dict)
    """Address → its code, for all that was ever printed."""
    livre: str | None = None
    """The whole guide as one HTML document, to be laid out at LIVRE_PDF; None: no PDF."""
