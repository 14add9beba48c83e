"""Pour rendered bodies in the shells that the engine built: a post-build step, engine-neutral."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape as html_escape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.corpus.francais import date_fr
from generator.corpus.memoire import lots, remembered
from generator.models.territoire import Territoire
from generator.rendering.codes import with_drawing
from generator.rendering.page import BASE, MARQUE, Page

_MARKER = re.compile(f"{MARQUE}([A-Z]+){MARQUE}")
_NBSP = "\u00a0"
_CODE = re.compile(r"(<code>.*?</code>)", re.DOTALL)
_IN_TEXT = "(?![^<>]*>)"
"""After what is replaced: no tag ends next. Looking there costs less than to cut a page at each of its tags."""
_APOSTROPHE = re.compile(rf"'(?<=[^\W\d_]')(?=[^\W\d_]){_IN_TEXT}")
_SIGNS = {f" {sign}": f"{_NBSP}{sign}" for sign in "?!:;»"} | {"« ": f"«{_NBSP}", "&#39;": "’", "&#x27;": "’"}
"""What becomes what: the space that never breaks, inside guillemets and before high punctuation, and an apostrophe:
last, for with it each sign of a page takes two bytes."""
_REPLACED = [(sign.strip(), sign, re.compile(re.escape(sign) + _IN_TEXT), by) for sign, by in _SIGNS.items()]


class PouringFault(Exception):
    """A shell is not what pouring expects: a bug of ours, never of the content."""


class Shell:
    """One shell cut at its markers, ready to be filled many times."""

    def __init__(self, html: str, name: str) -> None:
        self.parts = _MARKER.split(typeset(html))
        names = set(self.parts[1::2])
        expected = {"RACINE", "TITRE", "DESCRIPTION", "ENTETE", "FIL", "CORPS", "JOUR"}
        if names != expected or any(MARQUE in part for part in self.parts[::2]):
            raise PouringFault(f"coque {name} : marqueurs {sorted(names ^ expected)}")

    def fill(self, values: dict[str, str]) -> str:
        """Return the page; a value is never looked into for markers."""
        return "".join(part if index % 2 == 0 else values[part] for index, part in enumerate(self.parts))


_shell = remembered(Shell)


def load_shells(html: Path, sections: tuple[str, ...]) -> dict[str, Shell]:
    """Read the shells the engine made, by section."""
    return {
        section: _shell((html / "coques" / section / "index.html").read_text("utf-8"), section) for section in sections
    }


class Entete(NamedTuple):
    """What every page says of its site."""

    nom: str
    adresse: str
    preparation: bool


def entete_of(territoire: Territoire) -> Entete:
    """Return what the pages of a territory all say."""
    site = territoire.site
    return Entete(f"{site.nom}, {territoire.nom}", str(site.url), territoire.etat == "preparation")


MAX_INSECABLE = 16
"""Signs of a name that stays on one line: a longer one would not fit a phone whose text is twice as large."""


def unbroken(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds the names of places whose hyphens never end a line; None: there is none."""
    kept = sorted({name for name in names if "-" in name and len(name) <= MAX_INSECABLE}, key=len, reverse=True)
    ends: dict[str, list[str]] = {}
    for name in kept:
        ends.setdefault(re.escape(name[0]), []).append(re.escape(name[1:]))
    # what comes before is looked at second: the search jumps from one capital to the next
    found = (rf"{first}(?<!\w{first})(?:{'|'.join(rest)})\b" for first, rest in ends.items())
    return re.compile(f"(?:{'|'.join(found)}){_IN_TEXT}") if kept else None


def pour_all(
    pages: Iterable[tuple[Page, Shell]], entete: Entete, noms: re.Pattern[str] | None = None
) -> Iterator[bytes]:
    """Yield the bytes of each page in its shell."""
    return lots(pour_all, _pour_all, pages, entete, noms)


def _pour_all(pages: Iterable[tuple[Page, Shell]], entete: Entete, noms: re.Pattern[str] | None) -> Iterator[bytes]:
    return (pour(page, shell, entete, noms) for page, shell in pages)


@remembered
def pour(page: Page, shell: Shell, entete: Entete, noms: re.Pattern[str] | None = None) -> bytes:
    """Return the bytes of one page: title, head, breadcrumb and body in its shell, links made relative.

    `noms`: see `unbroken`.
    """
    absolute = page.url == "404.html"
    back = urlsplit(entete.adresse).path.rstrip("/") if absolute else "/".join([".."] * page.depth) or "."
    title = entete.nom if page.url == "" else f"{page.titre} – {entete.nom}"
    body, title = typeset(page.body, noms), typeset(html_escape(title))
    html = shell.fill(
        {
            "RACINE": back,
            "TITRE": title,
            "DESCRIPTION": typeset(html_escape(page.description)),
            "ENTETE": _head(page, entete),
            "FIL": typeset(_breadcrumb(page)),
            "CORPS": body,
            "JOUR": f" du {date_fr(page.jour)}," if page.jour else "",
        }
    )
    html = with_drawing(html.replace(BASE, back), entete.adresse, page.code)
    return html.encode("utf-8")


def typeset(html: str, noms: re.Pattern[str] | None = None) -> str:
    """Return HTML with French typography in its texts; its tags and its code stay as they are."""
    if "<code>" in html:
        parts = _CODE.split(html)
        parts[::2] = (_typeset(part, noms) for part in parts[::2])
        return "".join(parts)
    return _typeset(html, noms)


def _typeset(html: str, noms: re.Pattern[str] | None) -> str:
    for alone, sign, found, by in _REPLACED:
        if alone in html and sign in html:  # one character is found ten times sooner than two
            html = found.sub(by, html)
    if "'" in html:
        html = _APOSTROPHE.sub("’", html)
    return noms.sub(lambda match: match[0].replace("-", "\u2011"), html) if noms else html


def from_root(html: str, depth: int) -> str:
    """Return an editorial page with its links from the site's root (`/contact/`) made relative.

    The one spelling that every engine leaves alone: each has its own idea of what `../contact/` is relative to.
    """
    return html.replace('href="/', f'href="{"../" * depth or "./"}')


def _head(page: Page, entete: Entete) -> str:
    parts = []
    if not page.index or entete.preparation:
        parts.append('<meta name="robots" content="noindex">')
    lasting = page.url if page.canonique is None else page.canonique
    if page.url != "404.html" and (lasting or page.canonique is None):
        parts.append(f'<link rel="canonical" href="{html_escape(entete.adresse + lasting)}">')
    if page.url != "404.html" and page.canonique is None:
        # The four that the protocol wants; on somebody's own path, only what `title` and `canonical` do not tell.
        properties = {"image": f"{entete.adresse}assets/partage.png"}
        if not page.chemin:
            properties |= {"title": page.titre, "type": "website", "url": f"{entete.adresse}{page.url}"}
        parts += [
            f'<meta property="og:{key}" content="{typeset(html_escape(value))}">' for key, value in properties.items()
        ]
    if page.flux:
        parts.append(
            f'<link rel="alternate" type="application/atom+xml" title="Ce qui change" href="{BASE}/{page.flux}">'
        )
    if page.jsonld:
        parts.append(f'<script type="application/ld+json">{page.jsonld}</script>')
    return "\n".join(parts)


def _breadcrumb(page: Page) -> str:
    if page.url in ("", "404.html") or page.chemin:
        return ""
    items = [f'<li><a href="{BASE}/">Accueil</a></li>']
    items += [f'<li><a href="{BASE}/{html_escape(url)}">{html_escape(label)}</a></li>' for label, url in page.fil]
    items.append(f'<li><span class="ici" aria-current="page">{html_escape(page.titre)}</span></li>')
    return f'<nav class="fil large" aria-label="Fil d’Ariane"><ol>{"".join(items)}</ol></nav>'
