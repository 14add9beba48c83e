"""The guide as a PDF: WeasyPrint lays it out, tagged for screen readers (PDF/UA-1).

WeasyPrint needs Pango, a library of the system. Where it is missing the site
is built without the PDF, and `MANQUE` says how to have it.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.publishing.pouring import typeset
from generator.rendering.locale_neutre import neutral_locale
from generator.theme import LIVRE_CSS, POLICE

MANQUE = (
    "Le guide n'a pas de PDF : la bibliothèque Pango manque sur cette machine. "
    "Sous Debian ou Ubuntu : « sudo apt install libpango-1.0-0 libpangoft2-1.0-0 ». "
    "Sous macOS : « brew install pango ». Sous Windows : installer MSYS2, puis « pacman -S mingw-w64-x86_64-pango »."
)

MAX_PAGES = 150
"""Pages of the guide on paper, at most (the budget that the partners asked for): beyond, nobody prints it."""


class Livre(NamedTuple):
    """The guide as a PDF, and how many pages it has."""

    octets: bytes
    pages: int
    dit: tuple[str, ...] = ()
    """What to say of the one that was kept: nothing, most of the time."""

    @property
    def avis(self) -> tuple[str, ...]:
        """What to say of it: a guide of more than MAX_PAGES is published, and told to be too long."""
        if self.pages <= MAX_PAGES:
            return self.dit
        return (
            *self.dit,
            f"Le guide en PDF a {self.pages} pages, {MAX_PAGES} au plus : on n'imprime pas un si gros document. "
            "Raccourcir les chapitres et les outils les plus longs.",
        )


def pdf_possible() -> bool:
    """Whether WeasyPrint and what it needs are there."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):  # OSError: Pango is not found
        return False
    return True


@contextlib.contextmanager
def _anywhere(day: datetime.date) -> Iterator[None]:
    """Lay out as on any machine: fonts dated from the guide, chosen and shaped whatever the language of the system.

    fontTools writes a date in each font that it cuts, this one where it is given; fontconfig (the
    variables) and Pango (the locale) take the language of what has none from the system.
    """
    noon = datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)
    names = {"SOURCE_DATE_EPOCH": str(int(noon.timestamp())), "FC_LANG": "fr", "LC_ALL": "C.UTF-8"}
    former = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    try:
        with neutral_locale():
            yield
    finally:
        for name, value in former.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


def pdf_of(html: str, day: datetime.date) -> Livre:
    """Return the PDF of a document of a day, tagged for screen readers: the same bytes each time."""
    from weasyprint import HTML

    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    pages: list[int] = []
    with _anywhere(day):
        data: bytes = HTML(string=typeset(html), base_url=LIVRE_CSS.as_uri()).write_pdf(
            finisher=lambda laid_out, _: pages.append(len(laid_out.pages)), pdf_variant="pdf/ua-1"
        )
    return Livre(data, sum(pages))


def write_pdf(html: str, day: datetime.date, cache: Path, nom: str = "guide") -> Livre:
    """Return the PDF of a document of a day: the same bytes each time.

    The same one, made before from the same things, is taken from `cache` (some seconds are won). A file there that
    is not whole, or that another version of the program left, is told and made again.
    """
    key = _digest(b"\0".join([html.encode(), day.isoformat().encode(), *_made_with()]), 24)
    told: tuple[str, ...] = ()
    for kept in sorted(cache.glob(f"{nom}-*.pdf")):
        found = re.fullmatch(r".*-([0-9a-f]{24})-(\d+)-([0-9a-f]{16})\.pdf", kept.name)
        if found is None:
            told = (f"{cache.name}/{kept.name} vient d'une autre version du programme : ce PDF est refait.",)
        elif found[1] == key:
            data = kept.read_bytes()
            if _digest(data, 16) == found[3]:
                return Livre(data, int(found[2]))
            told = (f"{cache.name}/{kept.name} est abîmé : ce PDF est refait.",)
    made = pdf_of(html, day)
    cache.mkdir(parents=True, exist_ok=True)
    for former in cache.glob(f"{nom}-*.pdf"):
        former.unlink()
    kept = cache / f"{nom}-{key}-{made.pages}-{_digest(made.octets, 16)}.pdf"
    whole = kept.with_suffix(".neuf")  # a disk that is full leaves no half of a guide to be taken next time
    whole.write_bytes(made.octets)
    whole.replace(kept)
    return made._replace(dit=told)


def _made_with() -> Iterator[bytes]:
    """Yield what a PDF is made with, besides its document: the sheets, the font, the libraries, this very file."""
    from weasyprint import __version__
    from weasyprint.text.ffi import pango

    for path in (*sorted(LIVRE_CSS.parent.glob("livre/*.css")), LIVRE_CSS, POLICE, Path(__file__)):
        yield path.read_bytes()
    yield f"{__version__} {pango.pango_version()}".encode()


def _digest(data: bytes, signs: int) -> str:
    return hashlib.sha256(data).hexdigest()[:signs]
