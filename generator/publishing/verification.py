"""Look at the built site before anybody else does: dead links, dead anchors, anything executable.

Better than a crawler over loopback: every page is read once from the staging
folder, anchors included, and nothing is fetched
(docs/decisions/0005 has both, side by side).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from generator.corpus.memoire import LOT, lots, unchanged
from generator.publishing.carnet import too_heavy
from generator.publishing.ecoindex import Balance
from generator.publishing.looking import look
from generator.publishing.writing import BATCH, Writing
from generator.rendering.carnet import DOSSIER as CARNETS
from generator.rendering.codes import DOSSIER as CODES
from generator.rendering.mesure import Poids, over_budget
from generator.rendering.page import BASE, CODE_QR, MARQUE

SCHEMES = {"http", "https", "mailto", "tel", "sms"}
_MARKS = (BASE.encode(), CODE_QR.encode(), MARQUE.encode())
_STYLED = "balise interdite : style"
"""A carnet holds its own style sheet: from a disk there is nothing else to ask."""
_ELSEWHERE = re.compile(r"(?:https?|mailto|tel|sms):[!-Z\\^-~]*")
"""Nearly every address outside: a known scheme, then ordinary signs (brackets would have to be judged)."""


@dataclass(frozen=True, slots=True)
class Defaut:
    """A fault of the built site; `page` is the file's path in the site."""

    page: str
    message: str


class _Page(NamedTuple):
    """What there is to know of one page: its ids, where its links lead, the files fetched with it, its own faults."""

    ids: frozenset[str]
    targets: tuple[tuple[str, str], ...]
    loaded: list[str]
    faults: list[Defaut]
    elements: int


class Verification:
    """Reads each page once: its links, its faults, its weight."""

    def __init__(
        self,
        folder: Path,
        prefix: str = "/",
        gabarits: Mapping[str, str] | None = None,
        writing: Writing | None = None,
    ) -> None:
        """`gabarits` tells the template of a page by its path: its budget depends on it (none: no budget).

        `writing` knows what the folder holds, when it has just been written.
        """
        self.folder = folder
        self._writing = writing
        self.prefix = prefix
        self.gabarits = gabarits
        self.mesures: list[Poids] = []
        self._faults: list[Defaut] = []
        self._ids: dict[str, frozenset[str]] = {}
        self._wanted: dict[tuple[str, str], str] = {}
        self._from_root: dict[str, tuple[str, str] | Defaut | None] = {}
        self._balance = Balance(folder)

    def read_all(self) -> None:
        """Read every page of the folder that was not read yet."""
        names = (name for name in sorted(self._files()) if name.endswith(".html") and name not in self._ids)
        pages = lots(Verification, self._pages, ((name, self._bytes(name)) for name in names), self.prefix)
        while seen := list(islice(pages, BATCH)):  # looked at, then weighed
            for page in seen:
                self._keep(*page)

    def _files(self) -> set[str]:
        """Return the path of every file of the folder, from the folder."""
        if self._writing is not None:
            return self._writing.names
        root = len(str(self.folder)) + 1
        names = (f"{place}/{name}"[root:] for place, _, found in os.walk(self.folder) for name in found)
        return {name.replace(os.sep, "/") for name in names}

    def read(self, name: str) -> None:
        """Look at one page, keep its faults, its links, its weight."""
        for seen in self._pages([(name, self._bytes(name))], self.prefix):
            self._keep(*seen)

    def _bytes(self, name: str) -> bytes:
        return self._writing.read(name) if self._writing is not None else (self.folder / name).read_bytes()

    def _pages(
        self, files: Iterable[tuple[str, bytes]], prefix: str
    ) -> Iterator[tuple[str, bytes, _Page, tuple[tuple[str, str], ...]]]:
        """Yield (path, bytes, what there is to know, where it is the first of a lot to lead) of pages."""
        told: set[tuple[str, str]] = set()
        for rank, (name, data) in enumerate(files):
            if rank % LOT == 0:
                told.clear()
            page = unchanged((Verification, name), (data, prefix), partial(self._page, name, data))
            yield name, data, page, tuple(target for target in page.targets if target not in told)
            told.update(page.targets)

    def _keep(self, name: str, data: bytes, page: _Page, targets: tuple[tuple[str, str], ...]) -> None:
        self._ids[name] = page.ids
        self._faults += page.faults
        for target in targets:
            self._wanted.setdefault(target, name)
        if self.gabarits is not None and not name.startswith((CARNETS, CODES)):
            mesure = self._balance.weigh(name, self.gabarits.get(name, ""), data, page.elements, page.loaded)
            self.mesures.append(mesure)
            self._faults += (Defaut(name, f"page trop lourde : {what}") for what in over_budget(mesure))

    def _page(self, name: str, data: bytes) -> _Page:
        """Look at one page, whatever the others are."""
        faults: list[Defaut] = []
        if any(mark in data for mark in _MARKS):
            faults.append(Defaut(name, "un marqueur est resté dans la page"))
            for mark in _MARKS:
                data = data.replace(mark, b"")
        seen = look(data)
        carnet = name.startswith(CARNETS)
        faults += (Defaut(name, told) for told in seen.faults if not (carnet and told == _STYLED))
        if carnet and (heavy := too_heavy(name, data)):
            faults.append(Defaut(name, heavy))
        targets: dict[tuple[str, str], None] = {}
        loaded: list[str] = []
        back = "../" * name.count("/")
        for link, is_loaded in dict.fromkeys(seen.links):
            target = self._target(name, link, back)
            if isinstance(target, Defaut):
                faults.append(target)
            elif target is not None:
                targets[target] = None
                if is_loaded:
                    loaded.append(target[0])
        return _Page(frozenset(seen.ids), tuple(targets), loaded, faults, seen.elements)

    def _target(self, page: str, link: str, back: str) -> tuple[str, str] | Defaut | None:
        """Resolve a link; those that go `back` to the root first, nearly all, are the same on every page."""
        if not back or not link.startswith(back):
            return None if _ELSEWHERE.fullmatch(link) else _resolve(page, link, self.prefix)
        rest = link[len(back) :]
        if rest not in self._from_root:
            self._from_root[rest] = _resolve("index.html", f"./{rest}", self.prefix)
        found = self._from_root[rest]
        return _resolve(page, link, self.prefix) if isinstance(found, Defaut) else found

    def conclude(self) -> tuple[Defaut, ...]:
        """Return every fault, the links that lead nowhere included, once all the pages were read."""
        files = self._files()
        faults = list(self._faults)
        for (file, fragment), source in self._wanted.items():
            if file not in files:
                faults.append(Defaut(source, f"lien mort vers {file}"))
            elif fragment and file in self._ids and fragment not in self._ids[file]:
                faults.append(Defaut(source, f"ancre morte : {file}#{fragment}"))
        return tuple(sorted(faults, key=lambda fault: (fault.page, fault.message)))


def _resolve(page: str, link: str, prefix: str) -> tuple[str, str] | Defaut | None:
    """Return (file, fragment) of an internal link, None for an external one, a fault otherwise."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return Defaut(page, f"lien illisible : {link[:60]}")
    if parts.scheme or link.startswith("//"):
        return None if parts.scheme in SCHEMES else Defaut(page, f"lien refusé : {link[:60]}")
    path = unquote(parts.path)
    if path.startswith("/"):
        if not path.startswith(prefix):
            return Defaut(page, f"lien hors du site : {link[:60]}")
        segments: list[str] = []
        path = path[len(prefix) :]
    else:
        segments = page.split("/")[:-1]
    if not path and not parts.path:
        return page, unquote(parts.fragment)
    for segment in path.split("/"):
        if segment == "..":
            if not segments:
                return Defaut(page, f"lien qui sort du site : {link[:60]}")
            segments.pop()
        elif segment not in ("", "."):
            segments.append(segment)
    target = "/".join(segments)
    if path.endswith(("/", "..", ".")) or path == "" or not target:
        target = f"{target}/index.html" if target else "index.html"
    return target, unquote(parts.fragment)
