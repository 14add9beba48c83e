"""The whole guide as one document, for paper: the HTML of its pages, cover, contents, chapters, outils."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from functools import partial
from html import escape, unescape
from typing import Any

from markupsafe import Markup

from generator.corpus.corpus import Corpus
from generator.corpus.francais import date_fr
from generator.corpus.motif import CONFLUENCE
from generator.corpus.palette import palette
from generator.models.guide import GENRES_OUTILS, NUMEROTEES, PARTIES
from generator.rendering.carte import Carte
from generator.rendering.environment import render
from generator.rendering.files.couleurs import properties
from generator.rendering.guide.body import body_html
from generator.rendering.guide.chapitres import named
from generator.rendering.guide.feuilles import for_a_hand
from generator.rendering.page import BASE
from generator.rendering.pages.guide import citation
from generator.rendering.projection import WIDTH, path
from generator.rendering.site import Site

_LIEN = re.compile(rf'href="{BASE}/([^"#]*)(#[^"]*)?"')
_CHAPITRE = re.compile(r"guide/(?:(outils)/)?([a-z0-9-]+)/")
_DESSIN = re.compile(r'<svg class="(?P<kind>schema|dessin(?: grand)?)"(?P<rest>[^>]*)>(?P<inside>.*?)</svg>', re.DOTALL)
_DECOR = re.compile(r'<svg[^>]*aria-hidden="true"[^>]*>.*?</svg>', re.DOTALL)
_NOM = re.compile(r'aria-label="([^"]*)"|<(?:title|desc) [^>]*>([^<]*)<')
_DIT = re.compile(r"<(title|desc) .*?</\1>", re.DOTALL)
_JETON = re.compile(r"var\(--([a-z-]+)\)|currentColor")
_DEFILE = re.compile(r'<div class="defile"[^>]*>')
_DL = (("<dl>", "<div>"), ("</dl>", "</div>"), ("<dt>", "<p><strong>"), ("</dt>", "</strong></p>"))
"""A list of terms has no place in the tags of a PDF: WeasyPrint would make it a list without items."""
_EAUX = ("riviere-teinte", "marais-teinte", "chataigne-teinte", "sur-bande-douce")
"""Colours of the rivers on the cover, MAX_RIVIERES of them."""
_TITRE = re.compile(r"<(/?)h([234])(?=[ >])")
"""In the document a section of a chapter is one level lower: the part comes above the chapter."""


def livre_html(site: Site) -> str | None:
    """Return the document, in the territory's colours; None when it has no guide. Pure: no disk, no clock."""
    corpus = site.corpus
    if corpus.guide is None or not corpus.chapitres:
        return None
    tokens = palette(corpus.territoire.couleurs)["clair"]
    parts = []
    for part, (name, title, purpose) in PARTIES.items():
        inside = [
            _texte(site, "chapitre", key, named(key, one), ("Qui fait quoi", one.qui), ("Combien de temps", one.duree))
            for key, one in corpus.chapitres.items()
            if one.partie == part
        ]
        full = f"{name}. {title}" if part in NUMEROTEES else title
        parts.append(_partie(part, full, purpose, inside))
    for kind, title in GENRES_OUTILS.items():
        inside = [
            _texte(
                site,
                "outil",
                key,
                one.titre,
                ("Pour combien", one.taille),
                ("Durée", one.duree),
                ("Matériel", " ; ".join(one.materiel)),
            )
            for key, one in site.outils.items()
            if one.genre == kind
        ]
        parts.append(_partie(kind, title, "", inside))
    text = render(
        "livre.html",
        site=site,
        guide=corpus.guide,
        couleurs=properties(tokens),
        date=date_fr(corpus.guide.date),
        image=_cover(corpus, tokens),
        parties=[part for part in parts if part["textes"]],
        citation=citation(site),
    )
    return _LIEN.sub(lambda link: _address(site, link.group(1), link.group(2) or ""), text)


def _partie(name: str, title: str, purpose: str, inside: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a part; the only text of a part whose name it bears opens with it: a title is not written twice."""
    if [one["nom"] for one in inside] == [title]:
        (one,) = inside
        purpose, inside = one["resume"], [{**one, "nom": "", "resume": "", "corps": _shifted(one["corps"], -1)}]
    return {"id": f"p_{name}", "nom": title, "pourquoi": purpose, "textes": inside}


def _shifted(html: str, by: int) -> Markup:
    """Return a text whose headings are `by` levels lower, or higher."""
    return Markup(_TITRE.sub(lambda found: f"<{found[1]}h{int(found[2]) + by}", html))  # noqa: S704


def _cover(corpus: Corpus, tokens: Mapping[str, str]) -> str:
    """Return the drawing of the cover, as an address: the communes and their rivers, else the territory's motif."""
    carte = Carte(corpus)
    if not carte.drawn:
        strokes = tuple(tokens[name] for name in _EAUX[:3])
        return _address_of((corpus.motif or CONFLUENCE).file(strokes, strokes))  # type: ignore[arg-type]
    svg = render(
        "livre_couverture.html",
        largeur=WIDTH,
        hauteur=carte.height,
        couleurs=tokens,
        communes=carte.paths.values(),
        rivieres=[("".join(map(path, lines)), hue) for (_, lines), hue in zip(carte.rivieres, _EAUX, strict=False)],
    )
    return _address_of(svg)


def _address_of(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def _texte(site: Site, genre: str, key: str, nom: str, *facts: tuple[str, str | None]) -> dict[str, Any]:
    """Return a chapter or an outil as the document shows it."""
    one = site.corpus.chapitres[key] if genre == "chapitre" else site.outils[key]
    known = [(name, value) for name, value in facts if value]
    corps = _body(site, genre, key)
    return {"genre": genre, "id": f"{genre[0]}_{key}", "nom": nom, "resume": one.resume, "faits": known, "corps": corps}


def _body(site: Site, genre: str, key: str) -> Markup:
    tokens = palette(site.corpus.territoire.couleurs)["clair"]
    html = str(body_html(site, genre, key, f"{genre[0]}-{key}_"))
    html = re.sub(r"<dl[^>]*>", "<dl>", _DEFILE.sub("<div>", _DECOR.sub("", html)))
    for before, after in (*_DL, ("<dd>", "<div>"), ("</dd>", "</div>")):
        html = html.replace(before, after)
    html = for_a_hand(html)
    return _shifted(_DESSIN.sub(partial(_picture, tokens), html), 1)


def _picture(tokens: Mapping[str, str], found: re.Match[str]) -> str:
    """Return a picture that carries its words and its colours: a drawing of a page has no alternative on paper."""
    kind, inside = found["kind"], found["inside"]
    said = _NOM.findall(found[0])
    attributes = " ".join(re.findall(r'(?:viewBox|width|height|fill|stroke-[a-z]+)="[^"]*"', found["rest"]))
    inside = _JETON.sub(lambda token: tokens[token[1] or "encre"], _DIT.sub("", inside))
    svg = render(
        "livre_schema.html",
        attributs=Markup(attributes),  # noqa: S704
        dessin=Markup(inside),  # noqa: S704
        couleurs=tokens,
        genre=kind,
    )
    alt = escape(unescape(" ".join(" ".join("".join(pair).split()) for pair in said)))
    return f'<img class="{kind}" src="{_address_of(svg)}" alt="{alt}">'


def _address(site: Site, path: str, anchor: str) -> str:
    """Return a link inside the document when the page is in it, else the address of the site."""
    found = _CHAPITRE.fullmatch(path)
    if found and found.group(2) in (site.corpus.outils if found.group(1) else site.corpus.chapitres):
        return f'href="#{"o" if found.group(1) else "c"}_{found.group(2)}"'
    return f'href="{escape(site.territoire.site.url + path)}{anchor}"'
