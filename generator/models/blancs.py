"""Blanks and line ends, meant alike by the models, the reader, the spreadsheet, the forms and the writer.

A blank is what Unicode calls one, no-break spaces included. A line ends as any system ends it. What people
paste holds them all: nothing may depend on which one it is.
"""

from __future__ import annotations

import re

BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces that look like a space and are not one for YAML (inside of a regex class)."""
_LINE_END = re.compile("\r\n|[\n\r\v\f\u0085\u2028\u2029]")
BULLETS = "-•·‣▪◦●–—*"
"""First signs of a line that may be an item of a list."""
_BULLET = re.compile(rf"(?:[•·‣▪◦●*]|[0-9]{{1,2}}[.)]|([-–—]))[ {BLANKS}]+(?=\S)")


def lines(text: str) -> list[str]:
    """Return the lines of a text, without the blanks that end them; a tab is a space."""
    return [line.rstrip() for line in _LINE_END.sub("\n", text).replace("\t", " ").split("\n")]


def tidy(text: str) -> str:
    """Return a text of several lines as it is kept: no blank around it or at the end of a line, line feeds only."""
    return "\n".join(lines(text)).strip()


def one_line(text: str) -> str:
    """Return a text on one line: a line end, with the blanks around it, is one space."""
    return " ".join(line.strip() for line in lines(text) if line.strip())


def items(text: str) -> list[str]:
    """Return the lines of a list written line by line, without the bullets or the numbers that people put before.

    A dash before a number is a bullet only when every line has one: « - 18 ans » among others is an age.
    """
    held = [line.strip() for line in lines(text) if line.strip()]
    found = [_BULLET.match(line) for line in held]
    dashed = len(held) > 1 and all(match and match[1] for match in found)
    return [
        line[match.end() :] if match and (dashed or not match[1] or not line[match.end()].isdigit()) else line
        for line, match in zip(held, found, strict=True)
    ]
