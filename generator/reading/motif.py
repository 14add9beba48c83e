"""Read data/motif.svg: five elements, a dozen attributes, numbers and colours; anything else is refused.

What is published is written anew from what was understood, never copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from lxml import etree

from generator.corpus.motif import Motif
from generator.problems import Problem
from generator.problems.codes import problem

MOTIF_PATH = "data/motif.svg"
MAX_BYTES = 4 * 1024
_SVG = "http://www.w3.org/2000/svg"
_NUMBER = r"-?[0-9]*\.?[0-9]+"
_STROKE = {
    "fill": r"none|#[0-9a-fA-F]{3,6}",
    "stroke": r"none|#[0-9a-fA-F]{3,6}",
    "stroke-width": _NUMBER,
    "stroke-linecap": "round|butt|square",
    "stroke-linejoin": "round|bevel|miter",
}
_SHAPE = {**_STROKE, "class": "m[abc]"}
_BOX = dict.fromkeys(("x", "y", "width", "height", "rx"), _NUMBER)
_ROUND = dict.fromkeys(("cx", "cy", "r"), _NUMBER)
ALLOWED: dict[str, dict[str, str]] = {
    "svg": {"viewBox": rf"{_NUMBER}( {_NUMBER}){{3}}", **_STROKE},
    "g": _SHAPE,
    "path": {"d": r"[-MmLlHhVvCcSsQqTtAaZz0-9., \n]+", **_SHAPE},
    "circle": {**_ROUND, **_SHAPE},
    "rect": {**_BOX, **_SHAPE},
}
"""element → attribute → what its whole value must look like"""


def parse_motif(data: bytes) -> tuple[Motif | None, tuple[Problem, ...]]:
    """Return (the motif, ()) or (None, what is refused)."""
    if len(data) > MAX_BYTES:
        return None, (_problem("le fichier dépasse 4 Ko."),)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None, (_problem("le fichier n'est pas un dessin SVG lisible."),)
    doctype: Any = root.getroottree().docinfo
    if doctype.doctype:
        return None, (_problem("une déclaration « DOCTYPE » n'est pas permise."),)
    problems = tuple(dict.fromkeys(_problem(what) for what in _faults(root)))
    if problems:
        return None, problems
    traits = "".join(f' {name}="{root.get(name)}"' for name in _STROKE if root.get(name) is not None)
    return Motif(str(root.get("viewBox")), traits, "".join(_written(child) for child in root)), ()


def _faults(root: etree._Element) -> Iterator[str]:
    if _name(root) != "svg" or root.get("viewBox") is None:
        yield "l'élément du dehors est « svg », avec « viewBox »."
        return
    for element in root.iter():
        name = _name(element)
        if name not in ALLOWED or (name == "svg" and element is not root):
            yield f"« {name[:40]} » n'est pas permis : seulement {', '.join(sorted(ALLOWED))}."
            continue
        if (element.text or "").strip() or (element.tail or "").strip():
            yield "du texte n'est pas permis."
        for attribute, value in _attributes(element):
            pattern = ALLOWED[name].get(attribute)
            if pattern is None:
                yield f"« {attribute[:30]} » n'est pas permis sur « {name} »."
            elif not re.fullmatch(pattern, value):
                yield f"« {attribute} » : lu « {value[:40]} »."


def _attributes(element: etree._Element) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in element.attrib.items()]


def _name(element: etree._Element) -> str:
    """Return the local name of an SVG element, its whole name for any other thing."""
    return str(element.tag).removeprefix(f"{{{_SVG}}}")


def _written(element: etree._Element) -> str:
    name = _name(element)
    attributes = "".join(f' {key}="{escape(value)}"' for key, value in _attributes(element))
    if name == "g":
        return f"<g{attributes}>{''.join(_written(child) for child in element)}</g>"
    return f"<{name}{attributes}/>"


def _problem(message: str) -> Problem:
    return problem("TER007", MOTIF_PATH, 0, "", message)
