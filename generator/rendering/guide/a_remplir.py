"""An outil of the guide as a document to fill on a computer: its page, turned into blocks (rendering/blocks.py)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import html
from lxml.html import HtmlElement

from generator.corpus.memoire import remembered
from generator.rendering.blocks import Block, Bullets, Checkbox, FillLine, Heading, Paragraph, Run, Runs, Table
from generator.rendering.guide.body import body_html
from generator.rendering.guide.feuilles import TROU
from generator.rendering.page import BASE, OutputFile
from generator.rendering.site import Site

LIGNE = "_" * 25
"""A place to write in a sentence."""
_TITRES = {"h2": 2, "h3": 3}
_VUS = {"ul", "ol", "table", "p", "blockquote", "pre", *_TITRES}


def odt_path(key: str) -> str:
    """Return where the site holds the document of an outil."""
    return f"guide/outils/{key}.odt"


def outil_files(site: Site) -> list[OutputFile]:
    """Return one ODT file an outil; same content, same bytes: its date is the guide's."""
    if not site.outils:
        return []
    from generator.rendering.files.odt import odt_bytes  # slow to import: only who has a document to make pays for it

    day = site.corpus.guide.date if site.corpus.guide else site.jour
    root = site.territoire.site.url
    return [
        OutputFile(odt_path(key), odt_bytes(outil.titre, tuple(_document(site, key)), root, day))
        for key, outil in site.outils.items()
    ]


def _document(site: Site, key: str) -> Iterator[Block]:
    outil = site.corpus.outils[key]
    yield Heading(1, outil.titre)
    yield Paragraph((Run(outil.resume),))
    facts = (("Pour combien", outil.taille), ("Durée", outil.duree), ("Matériel", " ; ".join(outil.materiel)))
    for name, value in facts:
        if value:
            yield Paragraph((Run(f"{name} : ", bold=True), Run(value)))
    guide = site.corpus.guide
    if guide:
        yield Paragraph((Run(f"{guide.titre_entier}, version {guide.version}, {guide.licence}."),))
    yield from blocks_of(str(body_html(site, "outil", key)))


@remembered
def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the blocks of a body that we rendered ourselves: its few elements, and no other."""
    whole = html.fragment_fromstring(text.replace(BASE, ""), create_parent="div")
    return tuple(_inside(whole))


def _inside(parent: HtmlElement) -> Iterator[Block]:
    for element in parent:
        tag = element.tag
        if tag in _TITRES:
            yield Heading(_TITRES[tag], _text(element))
        elif tag in ("ul", "ol"):
            yield from _list(element, numbered=tag == "ol")
        elif tag == "table":
            yield _table(element)
        elif tag == "p" and _is_line(element):
            yield FillLine("")
        elif tag in ("p", "pre"):
            runs = tuple(_runs(element))
            if runs:
                yield Paragraph(runs)
        elif tag == "svg" or not isinstance(tag, str):
            continue
        elif any(child.tag in _VUS for child in element.iter()):
            classes = element.get("class", "").split()
            for block in _inside(element):
                if isinstance(block, Heading) and block.level == 2 and "feuille" in classes:
                    yield replace(block, feuille=True, paysage="paysage" in classes)
                else:
                    yield block
        elif _text(element):
            yield Paragraph(tuple(_runs(element)))


def _list(element: HtmlElement, *, numbered: bool) -> Iterator[Block]:
    """Yield the boxes to tick one by one, the other items as one list."""
    items: list[Runs] = []
    for item in element.iter("li"):
        if item.get("class") == "a-cocher":
            if items:
                yield Bullets(tuple(items), numbered)
                items = []
            yield Checkbox(_text(item).removeprefix("☐").strip())
        else:
            items.append(tuple(_runs(item, nested=False)))
    if items:
        yield Bullets(tuple(items), numbered)


def _table(element: HtmlElement) -> Table:
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]
    head = tuple(_text(cell) for cell in rows[0])
    return Table(head, tuple(tuple(tuple(_cell(cell)) for cell in row) for row in rows[1:]))


def _cell(element: HtmlElement) -> Iterator[Run]:
    return (replace(run, text=TROU) if run.text == LIGNE else run for run in _runs(element))


def _is_line(element: HtmlElement) -> bool:
    return len(element) == 1 and element[0].get("class") == "remplir-ligne" and not _text(element).strip(LIGNE)


def _text(element: HtmlElement) -> str:
    return "".join(run.text for run in _runs(element)).strip()


def _runs(element: HtmlElement, *, nested: bool = True, bold: bool = False, url: str = "") -> Iterator[Run]:
    """Yield the words of an element; `nested`: those of the lists inside it too."""
    if element.text and element.text.strip():
        yield Run(_flat(element.text), bold, url)
    for child in element:
        if child.get("class", "").startswith("remplir"):
            yield Run(LIGNE)
        elif isinstance(child.tag, str) and (nested or child.tag not in ("ul", "ol")):
            href = (child.get("href") or "").removeprefix("/") if child.tag == "a" else url
            yield from _runs(child, nested=nested, bold=bold or child.tag in ("strong", "th"), url=href)
        if child.tail and child.tail.strip():
            yield Run(_flat(child.tail), bold, url)
        elif child.tail and element.tag in ("p", "li", "td"):
            yield Run(" ", bold, url)


def _flat(text: str) -> str:
    return " ".join(text.split()) if not text.strip() else f"{_edge(text[0])}{' '.join(text.split())}{_edge(text[-1])}"


def _edge(sign: str) -> str:
    return " " if sign.isspace() else ""
