"""What people paste from elsewhere, and that a page would show as it is: tags, entities, signs of another Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BALISE = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--|<https?://[^>\s]*>|<[^<>\s]+@[^<>\s]+>")
_ENTITE = re.compile(r"&(?:[A-Za-z]{2,8}[0-9]{0,2}|#[0-9]{1,6}|#[xX][0-9A-Fa-f]{1,5});")
_DANS_UN_TEXTE = re.compile(
    r"\*\*[^*\s](?:[^*]*[^*\s])?\*\*|(?<!\w)__[^_\s][^_]*__(?!\w)|(?<!\w)\*[^\W_][^*]*\*(?!\w)|~~[^~]+~~|`[^`]+`"
    r"|!?\[[^\]\[]*\]\([^()\s]+\)|\[[^\]\[]+\] ?\(https?:|(?m:^)(?:#{1,6} |[•·‣▪◦●] ?|\* |\|.*\|)"
)
"""Signs of Markdown, which a simple text shows."""
_INCONNUS = re.compile(
    r"(?m:^)[ ]{0,3}(?:#{1,6}[ \t].*|\|.*\|.*|[•·‣▪◦●].*|={3,}$|-{3,}$|```.*)|~~[^~\n]+~~"
    r"|\[[^\]\[\n]+\] \((?:https?:|www\.)[^)\n]*\)|\[[^\]\[\n]+\]\((?!<)[^()\s]+[ \t]+[^()\"'\n]*\)"
    r"|\[[^\]\[\n]+\]\(\s*(?:www\.[^)\n]*)?\)"
)
"""Signs of another Markdown, which that of the fiches does not know."""
_SIGNE = re.compile(r"(?m:^)[ ]{0,3}[-*+] +[0-9][0-9 ]*(?:%|°|€|ans\b|mois\b|jours\b|h\b).*|(?m:^)[ ]{0,3}[-+][0-9].*")
"""A minus or a plus that is a fact, and that a list would swallow."""
_SUSPECTS = re.compile(r"[<*~`[_&\n](?:(?<=[<*~`[])|(?<=_)_|(?<=&)[A-Za-z0-9#]+;|(?<=\n)[#•·‣▪◦●|])")
"""What each piece of the three first holds; a line end comes before the text."""
_DEBUT = re.compile(r"\n[ ]{0,3}(?:[#|•·‣▪◦●`]|={3}|-{3}|[-*+] *[0-9])")
"""How a line begins that the two others may know; a line end comes before the text."""


def may_show_raw(texts: str) -> bool:
    """Tell quickly whether some texts, each on lines of its own, may have what `shown_raw` yields."""
    return _SUSPECTS.search(f"\n{texts}") is not None


def shown_raw(text: str) -> Iterator[tuple[str, str]]:
    """Yield (`html` or `signes`, what was read) for what a simple text would show as it was pasted."""
    if not may_show_raw(text):
        return
    for found in (*_BALISE.finditer(text), *_ENTITE.finditer(text)):
        yield "html", found.group()
    for found in _DANS_UN_TEXTE.finditer(text):
        yield "signes", found.group()


def unknown_markdown(text: str) -> Iterator[tuple[str, str]]:
    """Yield (`signes` or `puce`, what was read) for what the Markdown of the fiches does not know, or would swallow."""
    if "[" not in text and "~~" not in text and not _DEBUT.search(f"\n{text}"):
        return
    for found in _INCONNUS.finditer(text):
        yield "signes", found.group()
    for found in _SIGNE.finditer(text):
        yield "puce", found.group()
