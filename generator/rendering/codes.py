"""Codes: four signs, `/c/7K4X`, that bring paper back to its page for good.

A fiche, an outil, a commune and a result have one. It is drawn from the address, so
that two branches agree, then kept in `data/adresses-publiees.csv` and never given to
another page. It is known once all the pages are: their bodies hold CODE until then,
and CODE_QR until they are poured: ten thousand drawings would weigh half as much as the bodies.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import quote

from generator.corpus.memoire import lots, unchanged
from generator.models.adresse import LONGUEUR, SIGNES, AdressePubliee
from generator.rendering.environment import render
from generator.rendering.exports.integrations import CSP
from generator.rendering.fond import fond_of
from generator.rendering.page import CODE, CODE_QR, OutputFile, Page
from generator.rendering.qr import qr_of_code
from generator.rendering.site import Site

DOSSIER = "c/"
_CODE_IN_ADDRESS = quote(CODE)


def codes_of(known: Mapping[str, AdressePubliee], pages: Sequence[Page]) -> dict[str, str]:
    """Return address → code: those that were kept, then one for each page that has none yet.

    A page that moved takes its code along; one that joined another, which has its own, leaves it where it was.
    """
    codes = {address: row.code for address, row in known.items() if row.code}
    for page in sorted(pages, key=lambda page: page.url):
        if page.canonique and page.url in codes and page.canonique not in codes:
            codes[page.canonique] = codes.pop(page.url)
    taken = set(codes.values())
    for address in sorted(page.url for page in pages if page.codee and page.url not in codes):
        codes[address] = next(code for code in _draws(address) if code not in taken)
        taken.add(codes[address])
    return codes


def _draws(address: str) -> Iterator[str]:
    """Yield the codes of an address, the one to prefer first; every code comes in the end."""
    size = len(SIGNES) ** LONGUEUR
    number = int.from_bytes(hashlib.sha256(address.encode()).digest()) % size
    for step in range(size):
        left, code = (number + step) % size, ""
        for _ in range(LONGUEUR):
            left, sign = divmod(left, len(SIGNES))
            code += SIGNES[sign]
        yield code


def write_codes(pages: list[Page], codes: Mapping[str, str]) -> None:
    """Write in each page the code of what it prints: as text, in an address; its drawing is left to `with_drawing`.

    In place: the bodies of ten thousand pages are a quarter of the memory of a build.
    """
    for rank, page in enumerate(pages):
        if page.papier:
            code = codes[page.papier]
            pages[rank] = unchanged((write_codes, page.url), (page, code), partial(_with_code, page, code))


def _with_code(page: Page, code: str) -> Page:
    return replace(page, body=page.body.replace(CODE, code).replace(_CODE_IN_ADDRESS, code), code=code)


def with_drawing(html: str, root: str, code: str) -> str:
    """Return the HTML of a page that has a code, drawn where it is to be."""
    return html.replace(CODE_QR, qr_of_code(f"{root}{DOSSIER}", code)) if code and CODE_QR in html else html


def code_files(site: Site, codes: Mapping[str, str], pages: Iterable[Page]) -> Iterator[OutputFile]:
    """Yield the page of each code, a few lines: what it is the code of, where it is now, whom to call."""
    by_url = {page.url: page for page in pages}

    def told() -> Iterator[tuple[str, Page, Page]]:
        for address, code in codes.items():
            page = by_url[address]
            above = page.fil[-1][1] if page.fil else ""
            yield code, page, by_url[above if page.canonique == "" else page.canonique or page.url]

    return lots(code_files, partial(_code_files, site), told(), fond_of(site))


def _code_files(site: Site, told: Iterable[tuple[str, Page, Page]], fond: tuple[Any, ...]) -> Iterator[OutputFile]:
    for code, page, cible in told:
        make = partial(_code_file, site, code, page, cible)
        yield unchanged((code_files, page.url), (fond, code, page, cible), make)


def _code_file(site: Site, code: str, page: Page, cible: Page) -> OutputFile:
    body = render("code.html", site=site, csp=CSP, code=code, page=page, cible=cible)
    return OutputFile(f"{DOSSIER}{code}/index.html", body.encode())
