"""What the HTML of every page must hold: language, title, headings. No browser needed."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import lxml.html

from tests.inspection.faute import Faute
from tests.inspection.gabarits import MEME_TITRE, template_of

SEPARATOR = " – "
"""Between the page's own title and the site's name."""


def check_structure(pages: dict[str, str]) -> list[Faute]:
    """Check every page of a site; `pages` is path → HTML."""
    faults: list[Faute] = []
    titles: dict[str, list[str]] = defaultdict(list)
    site = title_of(lxml.html.fromstring(pages["index.html"])) if "index.html" in pages else ""
    for path, html in pages.items():
        url = path.removesuffix("index.html")
        document = lxml.html.fromstring(html)
        title = title_of(document)
        if template_of(path, html) not in MEME_TITRE:
            titles[title].append(url)
        own, _, name = title.rpartition(SEPARATOR)
        if url and (name != site or not own.strip()):
            faults.append(Faute(url, f"titre « {title} » : « … – {site} » attendu"))
        faults += [Faute(url, message) for message in page_faults(html, document)]
    faults += [
        Faute(urls[0], f"titre « {title} » porté aussi par /{', /'.join(urls[1:4])} ({len(urls)} pages)")
        for title, urls in titles.items()
        if len(urls) > 1
    ]
    return faults


def title_of(document: lxml.html.HtmlElement) -> str:
    """Return the text of the page's title."""
    return " ".join((document.findtext("head/title") or "").split())


def page_faults(html: str, document: lxml.html.HtmlElement) -> list[str]:
    """Return what is wrong in one page."""
    faults = []
    if not html.lower().startswith("<!doctype html>"):
        faults.append("la page ne commence pas par <!doctype html>")
    if document.get("lang") != "fr":
        faults.append("la langue de la page n'est pas « fr »")
    for count, what in ((len(document.xpath("//h1")), "h1"), (len(document.xpath("//main")), "main")):
        if count != 1:
            faults.append(f"{count} élément {what} au lieu d'un")
    levels = [int(heading.tag[1]) for heading in document.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    for before, after in pairwise(levels):
        if after > before + 1:
            faults.append(f"un titre h{after} suit un titre h{before}")
            break
    if not (document.xpath("string(//meta[@name='description']/@content)")).strip():
        faults.append("la description manque")
    return faults
