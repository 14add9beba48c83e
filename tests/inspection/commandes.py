"""Commands that pages tell people to type: each one is accepted by the program, and updates are told whole."""

from __future__ import annotations

import contextlib
import io
import shlex
from collections.abc import Iterator

import lxml.html

import lancer
from generator.cli.parser import make_parser
from tests.contributing.territory.test_suivre_amont import steps
from tests.inspection.faute import Faute

DEBUT = ("python3", "lancer.py")


def check_commands(pages: dict[str, str]) -> list[Faute]:
    """Check the commands of every page of a site; `pages` is path → HTML."""
    faults: list[Faute] = []
    for path, html in pages.items():
        if "lancer.py" not in html:
            continue
        url = path.removesuffix("index.html")
        lines = list(_lines(html))
        faults += [Faute(url, f"commande refusée : {line}") for line in lines if not accepted(line)]
        if steps()[0] in lines:
            begun = lines.index(steps()[0])
            if lines[begun : begun + len(steps())] != steps():
                faults.append(Faute(url, "les lignes qui prennent le programme nouveau ne sont pas celles de docs/"))
    return faults


def _lines(html: str) -> Iterator[str]:
    for code in lxml.html.fromstring(html).iter("code", "pre"):
        if code.tag == "pre" and len(code):
            continue  # its `code` comes next
        for line in code.text_content().replace("\u00a0", " ").replace("’", "'").splitlines():
            yield line.strip()


def accepted(line: str) -> bool:
    """Tell whether the program takes a line; what is no command of ours is always right."""
    words = shlex.split(line, comments=True) if line.startswith(" ".join(DEBUT)) else []
    if tuple(words[:2]) != DEBUT or len(words) < 3:
        return True
    if words[2] not in lancer.AIDE:
        return False
    for command in lancer.commands_of(words[2], words[3:]):
        if command[:2] == ["-m", "generator"] and command[2:] != ["--help"]:
            try:
                with contextlib.redirect_stderr(io.StringIO()):
                    make_parser().parse_args(command[2:])
            except SystemExit:
                return False
    return True
