"""What YAML silently ate: a value that it accepts, but not as the person meant it."""

from __future__ import annotations

import re

from generator.models.blancs import BLANKS
from generator.problems import Problem
from generator.problems.codes import problem
from generator.reading.yaml_characters import is_forbidden, is_ordinary, name_of, quoted
from generator.reading.yaml_syntax import colon_lost

_LISTED = re.compile(rf"[•·‣▪◦●]|[-–—*][ {BLANKS}]|[-–—](?=[^\W\d])")
_COMMENT = re.compile(r"(\s+)#(.*)")
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_SHORT_ESCAPES = {
    r"\0": "\0",
    r"\a": "\a",
    r"\b": "\b",
    r"\t": "\t",
    r"\v": "\v",
    r"\f": "\f",
    r"\r": "\r",
    r"\e": "\x1b",
    r"\N": "\u0085",
    r"\L": "\u2028",
    r"\P": "\u2029",
}
_EVERY_BLANK = ("\u00a0", "\u1680", *map(chr, range(0x2000, 0x200B)), "\u202f", "\u205f", "\u3000")


def has_blank(text: str) -> bool:
    """Tell whether a text holds a no-break space or another space that is not one for YAML."""
    return any(blank in text for blank in _EVERY_BLANK)


def may_lose(text: str) -> bool:
    """Tell whether a whole file deserves a look at each bare value."""
    return " #" in text or has_blank(text) or any(bullet in text for bullet in "•·‣▪◦●")


def check_bare(
    value: str,
    lines: list[str],
    start: tuple[int, int],
    end: tuple[int, int],
    key_line: int,
    shown: str,
    where: str,
) -> list[Problem]:
    """Return the doubts about a value written without quotes; `start`, `end` are (line, column), 0-based."""
    found = []
    first = start[0] + 1
    if comment := _COMMENT.match(lines[end[0]][end[1] :] if end[0] < len(lines) else ""):
        blanks, text = comment.groups()
        if len(blanks) < 2 or not text.startswith((" ", "#")):
            message = f"YAML lit {quoted(value)} et perd {quoted('#' + text)}."
            found.append(problem("YML050", shown, end[0] + 1, where, message))
    listed = next((n for n in range(start[0] + 1, end[0] + 1) if _LISTED.match(lines[n].strip())), 0)
    if _LISTED.match(value):
        found.append(problem("YML051", shown, first, where, f"YAML lit une seule phrase : {quoted(value)}."))
    elif listed:
        message = f"YAML lit une seule phrase : {quoted(value)}, avec la ligne {quoted(lines[listed])}."
        found.append(problem("YML051", shown, listed + 1, where, message))
    if has_blank(value) or end[0] > key_line:
        for number in range(start[0], end[0] + 1):
            text = lines[number][start[1] :] if number == start[0] else lines[number]
            if reason := colon_lost(text.strip(" ")):
                message = f"YAML lit une phrase, pas une clé, dans {quoted(text)} : {reason}"
                found.append(problem("YML052", shown, number + 1, where, message))
                break
    return found


def check_escapes(value: str, lines: list[str], start: int, end: int, shown: str, where: str) -> list[Problem]:
    """Return the forbidden characters that came through escapes such as `\\0` or `\\u202e`."""
    if is_ordinary(value):
        return []
    char = next((char for char in value if is_forbidden(char)), "")
    if not char:
        return []
    for number in range(start, min(end + 1, len(lines))):
        for match in _ESCAPE.finditer(lines[number]):
            if _unescaped(match.group()) == char:
                message = f"{quoted(match.group())} écrit un caractère interdit : {name_of(char)}."
                return [problem("YML004", shown, number + 1, where, message, f"Effacer {match.group()}.")]
    return [problem("YML004", shown, start + 1, where, f"{name_of(char)} dans {quoted(value)}.")]


def _unescaped(escape: str) -> str:
    if escape[1] in "xuU" and len(escape) > 2:
        code = int(escape[2:], 16)
        return chr(code) if code <= 0x10FFFF else ""
    return _SHORT_ESCAPES.get(escape, "")
