"""The general part of a page of the guide: what another territory keeps (docs/ecrire-le-guide.md)."""

from __future__ import annotations

import re

from generator.models.guide import SECTION_ICI

_FENCE = re.compile(r"^:::ici[ \t]*\n.*?^:::[ \t]*\n?", re.MULTILINE | re.DOTALL)
_SECTION = re.compile(rf"^## {re.escape(SECTION_ICI)}[ \t]*\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_SOURCES = re.compile(r"^sources_ici:[ \t]*(?:\[.*?\])?\n(?:[ \t]+.*\n|[ \t]*\n)*", re.MULTILINE)


def general_part(data: bytes) -> bytes:
    """Return the page without its local passages, its section « Exemple d'ici » and the sources of both."""
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    for pattern in (_FENCE, _SECTION, _SOURCES):
        text = pattern.sub("", text)
    return f"{re.sub(chr(10) + '{3,}', chr(10) * 2, text).rstrip()}\n".encode()
