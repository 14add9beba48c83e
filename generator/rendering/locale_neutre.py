"""Draw letters as on any machine: font libraries shape them as the language of the system does, Turkish for one."""

from __future__ import annotations

import contextlib
import locale
from collections.abc import Iterator


@contextlib.contextmanager
def neutral_locale() -> Iterator[None]:
    """Speak no language while letters are drawn: HarfBuzz and Pango ask the C library once, the first time."""
    spoken = locale.setlocale(locale.LC_CTYPE)
    locale.setlocale(locale.LC_CTYPE, "C")
    try:
        yield
    finally:
        locale.setlocale(locale.LC_CTYPE, spoken)
