"""From libyaml's English complaints to a French sentence with what to write.

libyaml tells where it got lost; the person needs the line to mend. Each family
of complaints has one function, found by its exact text; an unknown text gives
the generic sentence, never English.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from generator.models.blancs import BLANKS
from generator.reading.yaml_characters import quoted

Finding = tuple[str, int, str, str]
"""(code, line, message, hint); an empty hint takes the table's."""
_GLUED = re.compile(rf"\s*(?:- +)?(?!mailto:|tel:|geo:|urn:)[^\W\d][\w-]*[ {BLANKS}]*:(?=[^\s/])")
_NO_BREAK = re.compile(rf"\s*(?:- +)?[^\W\d][\w-]*[ {BLANKS}]*:[{BLANKS}]")
_KEY_ALONE = re.compile(r"\s*(?:- +)?[\w-]+\s*")
_BLOCK_HEADER = re.compile(r"(?:.*[\s:-])?[|>][-+0-9]*\s*(?:#.*)?")


@dataclass(frozen=True, slots=True)
class SyntaxStop:
    """Where libyaml stopped; lines and columns are 1-based, 0 when not told."""

    problem: str
    line: int
    column: int
    context_line: int
    lines: tuple[str, ...]
    quote_line: int = 0
    """Line where the last quoted value opened, if it ran over several lines."""

    def text(self, line: int) -> str:
        """Return a line of the file, '' past the end."""
        return self.lines[line - 1].removesuffix("\r") if 0 < line <= len(self.lines) else ""

    @property
    def before(self) -> str:
        return self.text(self.line)[: self.column - 1]

    @property
    def after(self) -> str:
        return self.text(self.line)[self.column - 1 :]

    def line_above(self, line: int) -> int:
        """Return the nearest line above that holds something, 0 if none."""
        return next((n for n in range(line - 1, 0, -1) if self.text(n).strip()), 0)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def colon_lost(text: str) -> str:
    """Return why a line that looks like « clé : valeur » has no key, '' when it does not look so."""
    if _NO_BREAK.match(text):
        return "les deux-points sont suivis d'une espace insécable, que YAML ne compte pas comme une espace."
    if _GLUED.match(text):
        return "il manque une espace après les deux-points."
    return ""


def _without_key(fault: SyntaxStop, line: int) -> Finding:
    text = fault.text(line)
    if reason := colon_lost(text):
        name, _, rest = text.strip().partition(":")
        fixed = f"{name.rstrip()}: {rest.strip()}"
        return "YML031", line, f"lu {quoted(text)} : {reason}", f"Écrire {quoted(fixed)}."
    above = fault.line_above(line)
    if above and _BLOCK_HEADER.fullmatch(fault.text(above)) and _indent(text) <= _indent(fault.text(above)):
        return "YML039", line, f"lu {quoted(text)} : ce texte n'est pas décalé sous « | » ou « > ».", ""
    if text.lstrip().startswith(("-", "•", "·")):
        message = f"lu {quoted(text)} : cette ligne n'est ni une clé ni un élément de liste."
        return (
            "YML037",
            line,
            message,
            "Écrire un élément par ligne : deux espaces, « - », une espace, le texte.",
        )
    return "YML031", line, f"lu {quoted(text)} : il n'y a pas de « clé: » sur cette ligne.", ""


def _colon(fault: SyntaxStop) -> Finding:
    """A colon in a sentence; or, when it is the line's own key, a fault of a line above."""
    if fault.before.startswith("---"):
        return "YML016", fault.line, f"lu {quoted(fault.text(fault.line))} : « --- » n'est pas seul.", ""
    keyless, owner = _start_of_text(fault)
    if not _KEY_ALONE.fullmatch(fault.before) or not (keyless or owner):
        read = quoted(fault.text(fault.line).strip())
        return "YML030", fault.line, f"lu {read} : « : » au milieu d'une phrase.", ""
    if keyless and (colon_lost(fault.text(keyless)) or not owner):
        return _without_key(fault, keyless)
    read = quoted(fault.text(fault.line))
    message = f"lu {read} : cette clé est décalée alors que la ligne {owner} porte déjà une valeur."
    return "YML035", fault.line, message, ""


def _start_of_text(fault: SyntaxStop) -> tuple[int, int]:
    """Return (nearest line above without a key, line of the key that owns it: 0 if none has a value)."""
    keyless, line = 0, fault.line_above(fault.line)
    while line:
        text = fault.text(line)
        if match := re.search(r":(\s.*)?$", text):
            return keyless, line if match.group(1) and match.group(1).strip() else 0
        if not text.lstrip().startswith("#"):
            keyless = line
        line = fault.line_above(line)
    return keyless, 0


def _no_colon(fault: SyntaxStop) -> Finding:
    return _without_key(fault, fault.context_line or fault.line)


def _reserved(fault: SyntaxStop) -> Finding:
    column = len(fault.before.rstrip("*&?")) + 1 if fault.before.rstrip().endswith(("*", "&")) else fault.column
    sign = fault.text(fault.line)[column - 1 : column]
    read = quoted(fault.text(fault.line)[column - 1 :])
    message = f"la valeur {read} commence par « {sign} », que YAML garde pour lui."
    return "YML032", fault.line, message, ""


def _unclosed_quote(fault: SyntaxStop) -> Finding:
    line = fault.context_line or fault.line
    return "YML033", line, f"lu {quoted(fault.text(line))} : le guillemet ouvert ici n'est jamais fermé.", ""


def _unexpected(fault: SyntaxStop) -> Finding:
    """Something stands where a key or a dash is due."""
    if fault.quote_line and fault.quote_line < fault.line:
        line = fault.quote_line
        message = f"lu {quoted(fault.text(line))} : le guillemet ouvert ici ne se ferme qu'à la ligne {fault.line}."
        return "YML033", line, message, ""
    read = quoted(fault.text(fault.line))
    above = fault.line_above(fault.line)
    if fault.text(above).startswith("..."):
        return "YML016", above, f"lu {quoted(fault.text(above))} : cette ligne finit le document.", ""
    last = fault.before.rstrip()[-1:]
    if last in ("'", '"', "]", "}"):
        message = f"lu {read} : la valeur est fermée par « {last} », puis du texte suit."
        return "YML034", fault.line, message, ""
    if fault.after.startswith(":"):
        return "YML019", fault.line, f"lu {read} : rien n'est écrit avant les deux-points.", ""
    if fault.after.startswith("- ") or fault.after == "-":
        message = f"lu {read} : ce tiret n'est aligné avec aucune liste (ligne du dessus : {above})."
        return "YML037", fault.line, message, "Aligner les tirets d'une même liste, sous une clé sans valeur."
    return "YML035", fault.line, f"lu {read} : cette ligne n'est pas alignée avec celles du dessus.", ""


def _bracket(fault: SyntaxStop) -> Finding:
    line = fault.context_line or fault.line
    where = "" if line == fault.line else f" (YAML s'est perdu à la ligne {fault.line})"
    message = f"lu {quoted(fault.text(line))} : un crochet ou une accolade n'est pas fermé, ou une virgule manque"
    return "YML036", line, f"{message}{where}.", ""


def _left_open(fault: SyntaxStop) -> Finding:
    """The file ends inside of brackets: libyaml no longer knows where they opened."""
    line = next((n for n in range(fault.line, 0, -1) if re.search(r"[\[{]", fault.text(n))), fault.line)
    return "YML036", line, f"lu {quoted(fault.text(line))} : rien ne ferme ce crochet ou cette accolade.", ""


def _no_content(fault: SyntaxStop) -> Finding:
    sign = fault.after[:1]
    if not sign and not any(text.strip() for text in fault.lines[fault.line :]):
        return _left_open(fault)
    inside_flow = "[" in fault.before or "{" in fault.before or fault.context_line not in (0, fault.line)
    if sign == "-" or (inside_flow and sign in ",]}:"):
        message = f"lu {quoted(fault.text(fault.line))} : un élément est vide ou mal séparé près de « {sign} »."
        return "YML036", fault.line, message, ""
    if sign in (",", "]", "}"):
        return _reserved(fault)
    return _unreadable(fault)


def _dash(fault: SyntaxStop) -> Finding:
    return "YML037", fault.line, f"lu {quoted(fault.text(fault.line))} : le tiret suit les deux-points.", ""


def _block_text(fault: SyntaxStop) -> Finding:
    sign = re.search(r"[|>]", fault.text(fault.line))
    read = quoted(fault.text(fault.line))
    mark = sign.group() if sign else "|"
    return "YML039", fault.line, f"lu {read} : du texte suit « {mark} » sur la même ligne.", ""


def _escape(fault: SyntaxStop) -> Finding:
    read = quoted(fault.text(fault.line))
    return (
        "YML038",
        fault.line,
        f"lu {read} : « \\ » entre guillemets doubles, suivi d'un signe inattendu.",
        "",
    )


def _directive(fault: SyntaxStop) -> Finding:
    return "YML017", fault.line, f"lu {quoted(fault.text(fault.line))} : « % » en début de ligne.", ""


def _tag(fault: SyntaxStop) -> Finding:
    line = fault.context_line or fault.line
    return "YML014", line, f"lu {quoted(fault.text(line))} : « ! » en début de valeur.", ""


def _unreadable(fault: SyntaxStop) -> Finding:
    return (
        "YML049",
        fault.line,
        f"lu {quoted(fault.text(fault.line))} : cette ligne n'est pas du YAML lisible.",
        "",
    )


_FAMILIES: dict[str, Callable[[SyntaxStop], Finding]] = {
    "mapping values are not allowed in this context": _colon,
    "could not find expected ':'": _no_colon,
    "found character that cannot start any token": _reserved,
    "did not find expected alphabetic or numeric character": _reserved,
    "mapping keys are not allowed in this context": _reserved,
    "found unexpected end of stream": _unclosed_quote,
    "found unexpected document indicator": _unclosed_quote,
    "did not find expected key": _unexpected,
    "did not find expected '-' indicator": _unexpected,
    "did not find expected <document start>": _unexpected,
    "did not find expected ',' or ']'": _bracket,
    "did not find expected ',' or '}'": _bracket,
    "did not find expected node content": _no_content,
    "block sequence entries are not allowed in this context": _dash,
    "did not find expected comment or line break": _block_text,
    "found an indentation indicator equal to 0": _block_text,
    "found unknown escape character": _escape,
    "did not find expected hexdecimal number": _escape,
    "found invalid Unicode character escape code": _escape,
    "found unknown directive name": _directive,
    "found unexpected non-alphabetical character": _directive,
    "could not find expected directive name": _directive,
    "found incompatible YAML document": _directive,
    "found duplicate %YAML directive": _directive,
    "found duplicate %TAG directive": _directive,
    "did not find expected version number": _directive,
    "did not find expected digit or '.' character": _directive,
    "found extremely long version number": _directive,
    "did not find expected whitespace": _directive,
    "found undefined tag handle": _tag,
    "did not find the expected '>'": _tag,
    "did not find expected '!'": _tag,
    "did not find expected tag URI": _tag,
    "did not find URI escaped octet": _tag,
    "did not find expected whitespace or line break": _tag,
}


def explain(fault: SyntaxStop) -> Finding:
    """Return what to tell the person for a syntax error of libyaml."""
    return _FAMILIES.get(fault.problem, _unreadable)(fault)
