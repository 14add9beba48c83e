"""What a reader sees says what the author wrote: years, numbers and signs at the start of a line, stars in a word.

CommonMark takes « 2024. » for the first item of a list, counts its items again from one, takes the minus of
« - 18 ans » and the plus of « + 10 % » for bullets, and « adhérent*e*s » for italics. Here a list begins with a
number of two digits at most, each number stays the one that was written, and a star inside of a word is a star.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

_PAS_UNE_LISTE = re.compile(r"\s*(?:[0-9]{3,9}[.)]|\+\s+[0-9]|[-*]\s+[0-9]+ ans\b)")
ATTRIBUTS: dict[str, set[str]] = {"ol": {"start"}, "li": {"value"}}
"""What keeps a number: to be let through by the sanitiser."""


def faithful(made: MarkdownIt) -> MarkdownIt:
    """Change the rules of a parser that already has lists and emphasis; return it."""
    made.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    made.inline.ruler.at("emphasis", _emphasis)
    made.core.ruler.after("block", "numeros", _numbers)
    return made


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A list, unless its first line states a year or a signed number."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    return not _PAS_UNE_LISTE.match(line) and list_block(state, start, end, silent)


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Stars and underscores around words; inside of a word they are signs."""
    marker = state.src[state.pos]
    if silent or marker not in "_*":
        return False
    scanned = state.scanDelims(state.pos, False)
    for _ in range(scanned.length):
        state.push("text", "", 0).content = marker
        place = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord(marker), scanned.length, place, -1, scanned.can_open, scanned.can_close))
    state.pos += scanned.length
    return True


def _numbers(state: StateCore) -> None:
    """An item keeps its number: where the count would give another one, the item says its own."""
    due: list[int | None] = []
    for token in state.tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            due.append(int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else None)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            due.pop()
        elif token.type == "list_item_open" and due[-1] is not None:
            number = int(token.info or due[-1])
            if number != due[-1]:
                token.attrSet("value", str(number))
            due[-1] = number + 1
