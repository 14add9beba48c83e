"""Look at the built site before anybody else does: dead links, dead anchors, anything executable.

Better than a crawler over loopback: every page is parsed once from the staging
folder, anchors included, and nothing is fetched
(docs/decisions/0005 has both, side by side).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree

from generator.models.mesure import Mesure, over_budget
from generator.models.page import BASE, MARQUE
from generator.publishing.ecoindex import Balance

SCHEMES = {"http", "https", "mailto", "tel"}
_LINKS = {"a": "href", "link": "href", "img": "src", "script": "src", "form": "action"}
_FORBIDDEN_TAGS = {"iframe", "object", "embed", "base", "style", "frame", "applet"}
_ADDRESSES = {"href", "src", "action"}
_FORBIDDEN_ATTRIBUTES = {"style", "srcdoc", "srcset", "formaction", "ping"}
_ELSEWHERE = re.compile(r"\s*([a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_ELEMENTS: Any = etree.XPath("count(//*) - count(//svg//*)")
"""A drawing counts for one, whatever is in it."""
_MARKS = re.compile(f"{BASE}|{MARQUE}".encode())


@dataclass(frozen=True, slots=True)
class Defaut:
    """A fault of the built site; `page` is the file's path in the site."""

    page: str
    message: str


def verify_site(folder: Path, prefix: str = "/") -> tuple[Defaut, ...]:
    """Return every fault of the pages of `folder`; `prefix` is the path under which it is served."""
    verification = Verification(folder, prefix)
    verification.read_all()
    return verification.conclude()


class Verification:
    """Reads each page once: its links, its faults, its weight."""

    def __init__(self, folder: Path, prefix: str = "/", gabarits: Mapping[str, str] | None = None) -> None:
        """`gabarits` tells the template of a page by its path: its budget depends on it (none: no budget)."""
        self.folder = folder
        self.prefix = prefix
        self.gabarits = gabarits
        self.mesures: list[Mesure] = []
        self._faults: list[Defaut] = []
        self._ids: dict[str, frozenset[str]] = {}
        self._wanted: dict[tuple[str, str], str] = {}
        self._from_root: dict[str, tuple[str, str] | Defaut | None] = {}
        self._balance = Balance(folder)
        self._parser = etree.HTMLParser(encoding="utf-8", huge_tree=False)

    def read_all(self) -> None:
        """Read every page of the folder that was not read yet."""
        names = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html") if path.is_file())
        for name in sorted(names):
            if name not in self._ids:
                self.read(name)

    def read(self, name: str) -> None:
        """Parse one page, keep its faults, its links, its weight."""
        data = (self.folder / name).read_bytes()
        if _MARKS.search(data):
            self._faults.append(Defaut(name, "un marqueur est resté dans la page"))
            data = _MARKS.sub(b"", data)
        tree: Any = etree.fromstring(data, parser=self._parser)
        seen = _look(tree)
        self._ids[name] = frozenset(seen.ids)
        if len(self._ids[name]) != len(seen.ids):
            twice = sorted({value for value in seen.ids if seen.ids.count(value) > 1})
            seen.faults.append(f"identifiant présent deux fois : {', '.join(twice)}")
        self._faults.extend(Defaut(name, message) for message in seen.faults)
        loaded: list[str] = []
        back = "../" * name.count("/")
        for link, is_loaded in seen.links:
            target = self._target(name, link, back)
            if isinstance(target, Defaut):
                self._faults.append(target)
            elif target is not None:
                self._wanted.setdefault(target, name)
                if is_loaded:
                    loaded.append(target[0])
        if self.gabarits is not None:
            mesure = self._balance.weigh(name, self.gabarits.get(name, ""), data, int(_ELEMENTS(tree)), loaded)
            self.mesures.append(mesure)
            self._faults.extend(Defaut(name, f"page trop lourde : {what}") for what in over_budget(mesure))
        tree.clear()

    def _target(self, page: str, link: str, back: str) -> tuple[str, str] | Defaut | None:
        """Resolve a link; those that go `back` to the root first, nearly all, are the same on every page."""
        if not back or not link.startswith(back):
            return _resolve(page, link, self.prefix)
        rest = link[len(back) :]
        if rest not in self._from_root:
            self._from_root[rest] = _resolve("index.html", f"./{rest}", self.prefix)
        found = self._from_root[rest]
        return _resolve(page, link, self.prefix) if isinstance(found, Defaut) else found

    def conclude(self) -> tuple[Defaut, ...]:
        """Return every fault, the links that lead nowhere included, once all the pages were read."""
        files = {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file()}
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


@dataclass(slots=True)
class _Vue:
    """What one pass over the elements of a page found."""

    ids: list[str] = field(default_factory=list)
    links: list[tuple[str, bool]] = field(default_factory=list)
    """(address, whether a browser fetches it with the page)"""
    faults: list[str] = field(default_factory=list)


def _look(tree: Any) -> _Vue:
    """One h1, a language, a title; no inline script, no event attribute, no style, no frame, nothing from elsewhere."""
    seen = _Vue()
    titles = 0
    for element in tree.iter(etree.Element):
        tag = element.tag
        if tag == "h1":
            titles += 1
        elif tag in _FORBIDDEN_TAGS:
            seen.faults.append(f"balise interdite : {tag}")
        elif tag == "script" and element.get("type") != "application/ld+json" and not element.get("src"):
            seen.faults.append("script écrit dans la page")
        elif tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
            seen.faults.append("redirection automatique")
        for attribute, value in element.items():
            if attribute == "id":
                seen.ids.append(value)
            elif attribute in _ADDRESSES:
                canonical = element.get("rel") == "canonical"
                loaded = not canonical and (attribute == "src" or tag == "link")
                if _LINKS.get(tag) == attribute:
                    seen.links.append((value, loaded))
                if loaded and _ELSEWHERE.match(value):
                    seen.faults.append(f"ressource prise ailleurs : {value[:60]}")
            elif attribute.startswith("on") or attribute in _FORBIDDEN_ATTRIBUTES:
                seen.faults.append(f"attribut interdit : {attribute}")
    if titles != 1:
        seen.faults.append("il faut un titre h1, et un seul")
    if not tree.get("lang") or not (tree.findtext(".//title") or "").strip():
        seen.faults.append("langue ou titre de page absent")
    return seen
