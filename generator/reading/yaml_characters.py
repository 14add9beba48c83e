"""Bytes to text, and the characters that no fiche may hold.

Everything here is told before YAML is read, all lines at once.
"""

from __future__ import annotations

import re
import unicodedata

from generator.problems import Problem
from generator.problems.codes import problem

_MAX_TOLD = 20
_SHOWN = 60
_PLAIN_LATIN1 = bytes(sorted({0x0A, *range(0x20, 0x7F), *range(0xA0, 0x100)} - {0xAD}))
_PLAIN_CP1252 = _PLAIN_LATIN1 + bytes(range(0x80, 0xA0))
_MOJIBAKE = re.compile(r"â€.?|ï»¿|Å[“’]|Ã(?![A-Za-zÀ-ÿ]).?|Â[\u00a0-\u00bf]")
_OTHER_DIGITS = re.compile(r"(?:(?![0-9])\d)+")
_LONE_CR = re.compile(r"\r(?!\n)")
_NAMES = {
    "\u00ad": "tiret conditionnel",
    "\u061c": "marque de sens de lecture",
    "\u0085": "saut de ligne NEL",
    "\u2028": "séparateur de lignes",
    "\u2029": "séparateur de paragraphes",
    "\ufeff": "marque d'ordre des octets (BOM) au milieu du texte",
    "\ufffd": "signe de remplacement d'une lettre perdue",
    "\x00": "caractère nul",
    "\r": "retour chariot seul (fin de ligne d'un ancien Mac)",
    "\u200b": "espace de largeur nulle",
    "\u200c": "antiliant de largeur nulle",
    "\u200d": "liant de largeur nulle (émoji composé)",
    "\u2060": "gluon de mots",
    "\u200e": "marque de sens de lecture",
    "\u200f": "marque de sens de lecture",
} | dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "changement du sens de lecture")
_HINTS = {"\r": "Dans l'éditeur, choisir les fins de ligne « LF » ou « CRLF », puis enregistrer."}
_NAMES_BY_CATEGORY = {
    "Cc": "caractère de contrôle",
    "Cf": "caractère invisible",
    "Co": "caractère à usage privé (police d'icônes ?)",
    "Cs": "demi-caractère",
    "Cn": "caractère qui n'existe pas",
}


def plain(text: str) -> str:
    """Return a text on one line, at most 60 characters, nothing invisible in it."""
    flat = " ".join(text[: 4 * _SHOWN].split())
    short = flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + "…"
    return "".join(char if char.isprintable() and char != "\ufffd" else "□" for char in short)


def quoted(text: str) -> str:
    """Return « text », made safe for a one-line message."""
    return f"« {plain(text)} »"


def decode(data: bytes, shown: str) -> tuple[str, Problem | None]:
    """Return the text of a UTF-8 file without its leading BOM, or the reason why it is none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        message = "le fichier est enregistré en UTF-16 ou UTF-32, pas en UTF-8."
        return "", problem("YML003", shown, 1, "", message)
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode(), None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start : error.start + 1]
        guess = byte.decode("cp1252", "replace")
        letter = f" (sans doute « {guess} »)" if guess.isprintable() and guess != "\ufffd" else ""
        count = sum(1 for part in data.split(b"\n") if "\ufffd" in part.decode("utf-8", "replace"))
        others = f" Lignes touchées en tout : {count}." if count > 1 else ""
        message = f"octet 0x{byte.hex().upper()} illisible en UTF-8{letter}.{others}"
        return "", problem("YML003", shown, line, "", message)


def is_ordinary(text: str) -> bool:
    """Tell quickly that a text has only letters of Western Europe: nearly every file."""
    if "Ã" in text or "Â" in text or "Å" in text or ("â" in text and "â€" in text) or ("ï" in text and "ï»" in text):
        return False
    flat = text.replace("\r\n", "\n").replace("\u202f", " ")
    try:
        return not flat.encode("latin-1").translate(None, _PLAIN_LATIN1)
    except UnicodeEncodeError:  # œ, €, … or a curly quote
        pass
    try:
        return not flat.encode("cp1252").translate(None, _PLAIN_CP1252)
    except UnicodeEncodeError:
        return False


def is_forbidden(char: str) -> bool:
    """Tell whether a character may stand nowhere: control, invisible, private, lost letter."""
    if char in "\n\u00a0":
        return False
    return char in "\u2028\u2029\ufffd" or unicodedata.category(char) in _forbidden_categories(char)


def _forbidden_categories(char: str) -> tuple[str, ...]:
    """Unassigned: only those that never will be, for Unicode grows faster than Python."""
    never = ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF
    return ("Cc", "Cf", "Co", "Cs", "Cn") if never else ("Cc", "Cf", "Co", "Cs")


def name_of(char: str) -> str:
    """Return the French name of a forbidden character, with its number."""
    name = _NAMES.get(char) or _NAMES_BY_CATEGORY.get(unicodedata.category(char), "caractère interdit")
    return f"{name} (U+{ord(char):04X})"


def check_characters(text: str, shown: str) -> tuple[Problem, ...]:
    """Return what is wrong in the characters of a whole file, one problem per line and code."""
    if is_ordinary(text):
        return ()
    found: list[Problem] = []
    faults = "".join(sorted(char for char in set(text) if is_forbidden(char)))
    faulty = re.compile(f"[{re.escape(faults)}]") if faults else None
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.removesuffix("\r")
        if faulty is not None and faulty.search(line):
            found.extend(_line_faults(line, number, shown))
        found.extend(_line_doubts(line, number, shown))
    return _shortened(found, shown)


def _line_faults(line: str, number: int, shown: str) -> list[Problem]:
    found = []
    if "\t" in line:
        place = "au début de la ligne" if not line[: line.index("\t")].strip() else f"dans {quoted(line)}"
        found.append(problem("YML005", shown, number, "", f"tabulation {place}."))
    column, char = next(
        ((i, char) for i, char in enumerate(line, start=1) if char != "\t" and is_forbidden(char)), (0, "")
    )
    if char:
        message = f"{name_of(char)}, colonne {column}, dans {quoted(line)}."
        found.append(problem("YML004", shown, number, "", message, _HINTS.get(char, "")))
    return found


def _line_doubts(line: str, number: int, shown: str) -> list[Problem]:
    found = []
    if match := _MOJIBAKE.search(line):
        message = f"{quoted(match.group())} dans {quoted(line)} : les accents sont abîmés."
        found.append(problem("YML053", shown, number, "", message))
    if match := _OTHER_DIGITS.search(line):
        message = f"{quoted(match.group())} ne s'écrit pas avec les chiffres 0 à 9."
        found.append(problem("YML054", shown, number, "", message))
    return found


def _shortened(found: list[Problem], shown: str) -> tuple[Problem, ...]:
    """Keep the first lines of each code: a file wholly damaged needs one remedy, not a thousand."""
    kept: list[Problem] = []
    for code in sorted({item.code for item in found}):
        same = [item for item in found if item.code == code]
        kept.extend(same[:_MAX_TOLD])
        if len(same) > _MAX_TOLD:
            message = f"et {len(same) - _MAX_TOLD} autres lignes avec le même défaut."
            kept.append(problem(code, shown, same[_MAX_TOLD].line, "", message))
    return tuple(kept)


def changes_structure(text: str) -> bool:
    """Tell whether a forbidden character moves lines or indentation: YAML would only echo it."""
    return (
        "\x00" in text
        or bool(_LONE_CR.search(text))
        or any("\t" in line[: len(line) - len(line.lstrip())] for line in text.split("\n"))
    )


def sanitised(text: str) -> str:
    """Replace each forbidden character by one that YAML reads: columns and lines stay."""
    faults = {char for char in set(text) if char != "\r" and is_forbidden(char)}
    return text.translate({ord(char): " " if char == "\t" else "_" for char in faults})
