"""Three hundred shapes of real public texts, filled with invented words, and the ways people paste them.

A shape keeps what a text looks like: lengths, capitals, accents, figures, dates, amounts, bullets, quotes, blanks.
Its letters and figures say nothing any more: `a`, `é`, `A`, `É`, `9`. `python -m tests.formes FOLDER…` makes
`fixtures/formes.txt` again from texts, the most different ones first.
"""

from __future__ import annotations

import json
import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.chemins import FIXTURES

FICHIER = FIXTURES / "formes.txt"
NOMBRE = 300
_MOIS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_PETITS = f"{_MOIS}|1er|2e|de|du|des|la|le|les|et|ou|à|au|aux|en|par|pour|sur|qui|un|une|sans|avec|https?"
_GARDES = re.compile(rf"(?<![\w])(?:{_PETITS})(?![\w])")
"""Words that make a date, an amount, an address or a sentence what it is, and say nothing by themselves."""
_VOYELLES, _CONSONNES = "aeiou", "bcdfglmnprstv"
_ACCENTS = {"a": "àâ", "e": "éèêë", "i": "îï", "o": "ô", "u": "ùûü"}


def shape_of(text: str) -> str:
    """Return the shape of a text."""
    kept: list[str] = []
    end = 0
    for found in _GARDES.finditer(text):
        kept += [*map(_sign, text[end : found.start()]), found.group()]
        end = found.end()
    return "".join([*kept, *map(_sign, text[end:])])


def _sign(sign: str) -> str:
    if sign.isdigit():
        return "9"
    if not sign.isalpha():
        return sign
    plain = unicodedata.normalize("NFD", sign)[0].isascii() and sign.isascii()
    return ("A" if plain else "É") if sign.isupper() else ("a" if plain else "é")


def filled(shape: str, seed: int) -> str:
    """Return a text of this shape, in invented words; the same each time."""
    chance = random.Random(seed)  # noqa: S311
    text: list[str] = []
    end = 0
    for found in [*_GARDES.finditer(shape), None]:
        part = shape[end : found.start() if found else len(shape)]
        text += [_letter(sign, rank, chance) for rank, sign in enumerate(part)]
        if found:
            text.append(found.group())
            end = found.end()
    return "".join(text)


def _letter(sign: str, rank: int, chance: random.Random) -> str:
    if sign == "9":
        return chance.choice("0123456789")
    letter = chance.choice(_VOYELLES if rank % 2 or sign in "éÉ" else _CONSONNES)
    if sign in "éÉ":
        letter = chance.choice(_ACCENTS[letter])
    return letter.upper() if sign in "AÉ" else letter if sign in "aé" else sign


def _word(text: str) -> str:
    """As a word processor: no-break spaces, curved apostrophes, bullets and tabs, its own line ends."""
    text = re.sub(r" (?=[:;!?»€%])|(?<=«) |(?<=[0-9]) (?=[0-9]{3})", "\u00a0", text).replace("'", "’")
    return re.sub(r"^[-*] ", "•\t", text, flags=re.M).replace("\n", "\r\n")


def _page(text: str) -> str:
    """As a web page: narrow spaces, empty paragraphs of one no-break space, blanks at the ends of lines."""
    text = re.sub(r" (?=[;!?])|(?<=[0-9]) (?=[0-9]{3}|€)", "\u202f", text)
    return text.replace("\n\n", "\n\u00a0\n").replace("\n", " \n")


def _source(text: str) -> str:
    """As the source of a page: entities and line breaks."""
    return text.replace(" :", "&nbsp;:").replace("\n", "<br>\n")


def _pdf(text: str) -> str:
    """As a PDF: lines cut at eighty signs, words at a hyphen, a page end in the middle."""
    cut = re.sub(r"(.{60,80}) ", r"\1\n", text)
    return re.sub(r"(\w{4})(\w{4})\n", "\\1\u00ad\\2\n\f", cut, count=1)


def _mac(text: str) -> str:
    """As an old Mac: accents apart from their letters, carriage returns, line separators."""
    return unicodedata.normalize("NFD", text).replace("\n\n", "\u2028").replace("\n", "\r")


COLLAGES: tuple[Callable[[str], str], ...] = (str, _word, _page, _source, _pdf, _mac)


def textes() -> list[str]:
    """Return the three hundred texts, each pasted in one of the ways."""
    shapes = [json.loads(line) for line in FICHIER.read_text(encoding="utf-8").splitlines()]
    return [COLLAGES[rank % len(COLLAGES)](filled(shape, rank)) for rank, shape in enumerate(shapes)]


def _found(folders: list[str]) -> Iterator[str]:
    """Yield the texts of some folders: those of a YAML file, and the passages of the others."""
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            text = path.read_text(encoding="utf-8") if path.suffix in (".yml", ".md", ".txt", ".csv") else ""
            if path.suffix == ".yml":
                for block in re.findall(r": \|\n((?:  .*\n|\n)+)|:\n((?:  - .*\n)+)|: \"(.{12,})\"$", text, re.M):
                    yield re.sub(r'^  |(?<=- )"|"$', "", "".join(block), flags=re.M)
            else:
                lines = [line for line in text.splitlines() if not line.startswith(("#", "---", "titre:"))]
                for size in (1, 4, 15):
                    yield from ("\n".join(lines[at : at + size]) for at in range(0, len(lines), size * 3))


def main(folders: list[str]) -> None:
    """Keep a hundred lines, a hundred short texts and a hundred long ones: those whose signs and lengths are rarest."""
    shapes = sorted({shape_of(text).strip() for text in _found(folders)})
    kept: set[str] = set()
    for least, most in ((12, 150), (150, 500), (500, 2_500)):
        seen: Counter[object] = Counter()
        ranked = []
        for shape in (shape for shape in shapes if least < len(shape) <= most):
            marks = re.sub(r"[\w\s]", "", shape)
            traits = ["".join(sorted(set(marks))), shape.count("\n"), shape[:3], marks[:6]]
            ranked.append((sum(seen[trait] for trait in traits), shape))
            seen.update(traits)
        kept.update(shape for _, shape in sorted(ranked)[: NOMBRE // 3])
    FICHIER.write_text("".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in sorted(kept)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
