"""A commented YAML fiche, made from its model: what is due is there to fill, the rest is commented out."""

from __future__ import annotations

import datetime
import re
from typing import Any

from generator.corpus.ecriture import yaml_inline
from generator.corpus.exemples import A_CHOISIR, TITRE_SOURCE, example_of
from generator.corpus.genres import GENRES, modeline
from generator.models.indicateur import SAISIES

_HEAD = (
    "# {genre} : remplir, puis lancer « python3 lancer.py verifier ». "
    "Les lignes qui commencent par # sont facultatives.\n"
)

_DUE_TOO = ("sources", "url")
"""Optional for the model, yet a new fiche is refused without them: a source; for a ressource, a way to get it."""


def new_fiche(genre: str, today: datetime.date) -> str:
    """Return the text of a new fiche: valid once the examples are replaced by true facts."""
    parts = [modeline(GENRES[genre].path_of("")), _HEAD.format(genre=genre.capitalize())]
    for name, info in GENRES[genre].modele.model_fields.items():
        example = example_of(genre, name, info)
        if name == "sources":
            example = [{"titre": TITRE_SOURCE, "consulte_le": today.isoformat()}]
        due = info.is_required() or name in _DUE_TOO
        parts.append(f"\n# {info.description}\n{_line(name, example, due)}")
    return "".join(parts)


def with_measure(data: bytes, today: datetime.date) -> bytes | None:
    """Return an indicateur with a measure to fill, last of `mesures`; None when it is computed and never typed.

    Its terms are left empty, which no check lets pass: no example is a figure.
    """
    text = data.decode("utf-8", "replace")
    formule, sort = (re.search(rf"^{key}:\s*([a-z-]+)", text, re.MULTILINE) for key in ("formule", "type"))
    if formule and formule[1] not in SAISIES:
        return None
    terms = "    numerateur:\n" + ("" if sort and sort[1] == "nombre" else "    denominateur:\n")
    made = f'  - date: {today}\n{terms}    source: ""\n'
    begun = re.search(r"^mesures:.*\n((?:[ -].*\n|\n)*)", f"{text.rstrip()}\n", re.MULTILINE)
    if begun is None:
        return f"{text.rstrip()}\nmesures:\n{made}".encode()
    return f"{text[: begun.end()].rstrip()}\n{made}{text[begun.end() :]}".encode()


def _line(name: str, example: Any, due: bool) -> str:
    """Return a field; a word of a closed list states a fact, so it is there to be chosen, and says so."""
    lines = _block(name, example)
    if due and not any('"' in line for line in lines):
        lines[0] += A_CHOISIR
    return "".join(f"{line}\n" if due else f"# {line}\n" for line in lines)


def _block(name: str, example: Any) -> list[str]:
    """Return the lines of a field, lists and blocks unfolded the way people write them."""
    if isinstance(example, dict):
        return [f"{name}:", *_indented(example)]
    if isinstance(example, list | tuple):
        lines = [f"{name}:"]
        for item in example:
            inside = _indented(item) if isinstance(item, dict) else [f"  {yaml_inline(item)}"]
            lines += [f"  - {inside[0][2:]}", *(f"  {line}" for line in inside[1:])]
        return lines
    return [f"{name}: {yaml_inline(example)}"]


def _indented(block: dict[str, Any]) -> list[str]:
    return [f"  {line}" for key, value in block.items() for line in _block(key, value)]
