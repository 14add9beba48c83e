"""Weigh the pages of the staging folder: the bytes that a first visit fetches, texts compressed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from deflate import deflate_compress

from generator.corpus.memoire import remembered
from generator.rendering.mesure import Poids

_COMPRESSED = {".html", ".css", ".js", ".svg", ".json", ".txt", ".xml"}
_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)")


@remembered
def compressed(data: bytes) -> int:
    """Return what a host sends for a text, to one or two hundredths: libdeflate at gzip's usual level takes half of
    zlib's time, and every page is weighed; gzip's header is 18 bytes."""
    return len(deflate_compress(data, 6)) + 18


class Balance:
    """Weighs the pages; each shared file is read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._weights: dict[str, int] = {}
        self._called: dict[str, tuple[str, ...]] = {}
        self._together: dict[tuple[str, ...], tuple[int, int]] = {}

    def weigh(self, page: str, gabarit: str, data: bytes, elements: int, loaded: Iterable[str]) -> Poids:
        """Return the measure of one page; `loaded` are the files that its own elements ask for."""
        asked = tuple(loaded)  # nearly the same from one page to the next
        if asked not in self._together:
            files = {file for one in asked for file in (one, *self._calls(one)) if self._weight(file)}
            self._together[asked] = len(files), sum(map(self._weight, files))
        requetes, octets = self._together[asked]
        return Poids(page, gabarit, elements, 1 + requetes, compressed(data) + octets)

    def _weight(self, file: str) -> int:
        if file not in self._weights:
            path = self.folder / file
            data = path.read_bytes() if path.is_file() else b""
            self._weights[file] = compressed(data) if path.suffix in _COMPRESSED and data else len(data)
        return self._weights[file]

    def _calls(self, file: str) -> tuple[str, ...]:
        """Return what a stylesheet asks for in its turn: fonts, images."""
        if not file.endswith(".css"):
            return ()
        if file not in self._called:
            path = self.folder / file
            text = path.read_text("utf-8") if path.is_file() else ""
            around = PurePosixPath(file).parent
            self._called[file] = tuple(str(around / name) for name in _URL.findall(text) if ":" not in name)
        return self._called[file]
