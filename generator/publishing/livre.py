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

from generator.publishing.pouring import typeset
from generator.theme import LIVRE_CSS

MANQUE = (
    "Le guide n'a pas de PDF : la bibliothèque Pango manque sur cette machine. "
    "Sous Debian ou Ubuntu : « sudo apt install libpango-1.0-0 libpangoft2-1.0-0 ». "
    "Sous macOS : « brew install pango ». Sous Windows : installer MSYS2, puis « pacman -S mingw-w64-x86_64-pango »."
)


def pdf_possible() -> bool:
    """Whether WeasyPrint and what it needs are there."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):  # OSError: Pango is not found
        return False
    return True


@contextlib.contextmanager
def _clock_at(day: datetime.date) -> Iterator[None]:
    """Date fonts from the guide: fontTools writes a date in each that it cuts, this one where it is given."""
    name, noon = "SOURCE_DATE_EPOCH", datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)
    former = os.environ.get(name)
    os.environ[name] = str(int(noon.timestamp()))
    try:
        yield
    finally:
        if former is None:
            del os.environ[name]
        else:
            os.environ[name] = former


def write_pdf(html: str, day: datetime.date, cache: Path) -> bytes:
    """Return the PDF of a document of a day: the same bytes each time.

    The same one, made before, is taken from `cache` (some seconds are won).
    """
    style = b"".join(part.read_bytes() for part in sorted(LIVRE_CSS.parent.glob("livre/*.css")))
    from weasyprint import HTML, __version__

    key = hashlib.sha256(b"\0".join([html.encode(), style, __version__.encode()])).hexdigest()[:24]
    kept = cache / f"guide-{key}.pdf"
    if kept.is_file():
        return kept.read_bytes()
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    with _clock_at(day):
        data: bytes = HTML(string=typeset(html), base_url=LIVRE_CSS.as_uri()).write_pdf(pdf_variant="pdf/ua-1")
    cache.mkdir(parents=True, exist_ok=True)
    for former in cache.glob("guide-*.pdf"):
        former.unlink()
    whole = kept.with_suffix(".neuf")  # a disk that is full leaves no half of a guide to be taken next time
    whole.write_bytes(data)
    whole.replace(kept)
    return data
