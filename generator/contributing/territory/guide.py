"""The general part of a page of the guide: what another territory keeps (docs/ecrire-le-guide.md)."""

from __future__ import annotations

import re

from generator.markdown.guide import without_local

_SOURCES = re.compile(r"^sources_ici:[ \t]*(?:\[.*?\])?\n(?:[ \t]+.*\n|[ \t]*\n)*", re.MULTILINE)


def general_part(data: bytes) -> bytes:
    """Return the page without its local passages, its section « Exemple d'ici » and the sources of both."""
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    return without_local(_SOURCES.sub("", text)).encode()
