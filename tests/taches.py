"""Read a page of `docs/taches/`, and do what it says on a copy of the invented territory.

Every block of such a page is announced by the line just above it: the reader
knows what to do with it, and so does this module. A block announced by
nothing known is refused (`UnknownBlock`): it would never be tried.
"""

from __future__ import annotations

import re
import shlex
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import lancer
from tests.chemins import AUJOURDHUI
from tests.construction import replace_in
from tests.upkeep.comparison.depot import git

Run = Callable[..., tuple[int, str, str]]
_FENCE = re.compile(r"^```\w*\n(.*?)^```$", re.M | re.S)
_SPAN = re.compile(r"`([^`\n]+)`")
_DAY = (
    "verifier",
    "arbres",
    "campagne",
    "chercher",
    "comparer",
    "dossier",
    "exporter",
    "fraicheur",
    "importer",
    "territoire",
)
"""Commands that depend on the day."""

_WORDS = r"(?P<mots>`[^`]+`(?:(?:,| et) `[^`]+`)*)(?:, dans `(?P<fichier>[^`]+)`)?"
LEADS = {
    "avant": r"\*\*Avant\*\*, dans `(?P<fichier>[^`]+)` :",
    "apres": r"\*\*Après\*\* :",
    "nouveau": r"\*\*Nouveau fichier\*\* `(?P<fichier>[^`]+)` :",
    "fin": r"\*\*À la fin\*\* de `(?P<fichier>[^`]+)` :",
    "case": r"\*\*Case\*\* (?P<mots>`[^`]+`), dans `(?P<fichier>[^`]+)` :",
    "commande": r"\*\*Écrire\*\* :",
    "reponse": r"\*\*Réponse\*\* :",
    "faute": rf"\*\*Si l'on écrit\*\* {_WORDS} :",
    "oubli": rf"\*\*Si l'on oublie\*\* {_WORDS} :",
    "ajout": rf"\*\*Si l'on ajoute\*\* {_WORDS} :",
}
"""What announces a block, so what is to be done with it."""


class UnknownBlock(AssertionError):
    """A block that no sentence announces: nobody would know whether it is true."""


@dataclass(frozen=True)
class Geste:
    """One thing to do or to expect: its kind, the file and the words that the sentence names, the block."""

    genre: str
    fichier: str
    mots: tuple[str, ...]
    bloc: str


def read_page(text: str) -> list[Geste]:
    """Return what a page asks, in order."""
    return [_geste(text[: fence.start()].rstrip().splitlines()[-1], fence[1]) for fence in _FENCE.finditer(text)]


def _geste(announced: str, bloc: str) -> Geste:
    for genre, lead in LEADS.items():
        if found := re.fullmatch(lead, announced):
            named = found.groupdict()
            return Geste(genre, named.get("fichier") or "", tuple(_SPAN.findall(named.get("mots") or "")), bloc)
    raise UnknownBlock(f"rien de connu n'annonce ce bloc : {announced!r}")


def as_pattern(answer: str) -> str:
    """Return the pattern of an answer: « … » stands for anything, alone on its line for several lines."""
    lines = answer.strip("\n").splitlines()
    return "\n".join("(?s:.*?)" if line == "…" else ".*".join(map(re.escape, line.split("…"))) for line in lines)


@dataclass
class Essai:
    """A copy of the invented territory, the folder of the moment, on which a page is tried step by step."""

    root: Path
    run: Run
    blocs: list[tuple[str, str]] = field(default_factory=list)
    """(file, block) of each block that the page wrote, the last one at the end: faults are made in them."""
    said: str = ""
    """What the last command said, and its exit code."""
    code: int = 0

    def play(self, geste: Geste) -> None:
        match geste.genre:
            case "avant":
                assert self._text(geste.fichier).count(geste.bloc) == 1, (geste.fichier, geste.bloc)
                self.blocs.append((geste.fichier, geste.bloc))
            case "apres":
                file, before = self.blocs.pop()
                replace_in(self.root / file, before, geste.bloc)
                self.blocs.append((file, geste.bloc))
            case "nouveau":
                self._write(geste.fichier, geste.bloc)
                self.blocs.append((geste.fichier, geste.bloc))
            case "fin":
                self._write(geste.fichier, self._text(geste.fichier) + geste.bloc)
                self.blocs.append((geste.fichier, geste.bloc))
            case "case":
                change_cell(self.root / geste.fichier, geste.mots[0], geste.bloc.rstrip("\n"))
            case "commande":
                self._commands(geste.bloc)
            case "reponse":
                assert re.fullmatch(as_pattern(geste.bloc), self.said.strip("\n")), f"{geste.bloc}\n≠\n{self.said}"
            case _:
                self._fault(geste)

    def _text(self, file: str) -> str:
        return (self.root / file).read_text("utf-8")

    def _write(self, file: str, text: str) -> None:
        (self.root / file).parent.mkdir(parents=True, exist_ok=True)
        (self.root / file).write_text(text, "utf-8")

    def _commands(self, bloc: str) -> None:
        for line in bloc.splitlines():
            words = shlex.split(line, comments=True)
            if words[0] == "git":
                git(self.root, *words[1:])
                continue
            assert words[:2] == ["python3", "lancer.py"], line
            self._launch(*lancer.commands_of(words[2], words[3:])[0][2:])

    def _launch(self, *words: str) -> None:
        day = ["--date", str(AUJOURDHUI)] if words[0] in _DAY else []
        self.code, output, errors = self.run(*words, *day)
        self.said = output + errors

    def _fault(self, geste: Geste) -> None:
        """Make the fault in the last block where it can be, verify, find the message, put the file back."""
        keys = set() if geste.genre == "ajout" else {key_of(line) for line in geste.mots}
        file, bloc = next(
            (file, bloc)
            for file, bloc in reversed(self.blocs)
            if geste.fichier in ("", file) and keys <= set(map(key_of, bloc.splitlines()))
        )
        right = self._text(file)
        replace_in(self.root / file, bloc, faulty(geste, bloc))
        self._launch("verifier")
        self._write(file, right)
        assert re.search(f"^{as_pattern(geste.bloc)}$", self.said, re.M), f"{geste.bloc}\n∉\n{self.said}"
        assert self.code == (1 if " erreur " in geste.bloc else 0)


def change_cell(path: Path, old: str, new: str) -> None:
    """Write another text in the only cell of a spreadsheet that holds this one."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before, after = (f">{text}</text:p>".encode() for text in (old, new))
    assert parts["content.xml"].count(before) == 1, old
    parts["content.xml"] = parts["content.xml"].replace(before, after)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def key_of(line: str) -> str:
    """Return the key of a line of YAML, dash and indentation aside."""
    return re.split(r":(?:\s|$)", line.strip().removeprefix("- "), maxsplit=1)[0]


def faulty(geste: Geste, bloc: str) -> str:
    """Return the block with the fault: lines in the place of those of the same key, or forgotten, or one more."""
    lines = bloc.splitlines()
    for mot in geste.mots:
        if geste.genre == "ajout":
            lines += mot.split("⏎")
            continue
        place = max(number for number, line in enumerate(lines) if key_of(line) == key_of(mot))
        if geste.genre == "faute":
            lines[place] = lines[place][: depth(lines[place])] + mot
        else:
            below = (n for n in range(place + 1, len(lines)) if depth(lines[n]) <= depth(lines[place]))
            del lines[place : next(below, len(lines))]
    return "".join(f"{line}\n" for line in lines)


def depth(line: str) -> int:
    """Return where the key of a line begins, its dash passed."""
    return len(line) - len(line.lstrip().removeprefix("- "))
