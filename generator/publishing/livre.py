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
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.publishing.pouring import typeset
from generator.rendering.locale_neutre import neutral_locale
from generator.theme import LIVRE_CSS

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

    @property
    def avis(self) -> tuple[str, ...]:
        """What to say of it: a guide of more than MAX_PAGES is published, and told to be too long."""
        if self.pages <= MAX_PAGES:
            return ()
        return (
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


def write_pdf(html: str, day: datetime.date, cache: Path) -> Livre:
    """Return the PDF of a document of a day: the same bytes each time.

    The same one, made before, is taken from `cache` (some seconds are won).
    """
    style = b"".join(part.read_bytes() for part in sorted(LIVRE_CSS.parent.glob("livre/*.css")))
    from weasyprint import __version__

    key = hashlib.sha256(b"\0".join([html.encode(), style, __version__.encode()])).hexdigest()[:24]
    for kept in cache.glob(f"guide-{key}-*.pdf"):
        return Livre(kept.read_bytes(), int(kept.stem.rpartition("-")[2]))
    made = pdf_of(html, day)
    cache.mkdir(parents=True, exist_ok=True)
    for former in cache.glob("guide-*.pdf"):
        former.unlink()
    kept = cache / f"guide-{key}-{made.pages}.pdf"
    whole = kept.with_suffix(".neuf")  # a disk that is full leaves no half of a guide to be taken next time
    whole.write_bytes(made.octets)
    whole.replace(kept)
    return made
