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
_SUSPECTS = re.compile("[<&*_~`[#>•·‣▪◦●|]")


def shown_raw(text: str) -> Iterator[tuple[str, str]]:
    """Yield (`html` or `signes`, what was read) for what a simple text would show as it was pasted."""
    if not _SUSPECTS.search(text):
        return
    for found in (*_BALISE.finditer(text), *_ENTITE.finditer(text)):
        yield "html", found.group()
    for found in _DANS_UN_TEXTE.finditer(text):
        yield "signes", found.group()


def unknown_markdown(text: str) -> Iterator[tuple[str, str]]:
    """Yield (`signes` or `puce`, what was read) for what the Markdown of the fiches does not know, or would swallow."""
    for found in _INCONNUS.finditer(text):
        yield "signes", found.group()
    for found in _SIGNE.finditer(text):
        yield "puce", found.group()
