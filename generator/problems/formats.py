"""Problems as text for people, as annotations for the forge, as JSON for tools."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable

from generator.problems import Problem, Severity, count_by_severity

FORMATS = ("texte", "github", "code-quality", "json")


def as_text(problem: Problem) -> str:
    """Return `chemin:ligne: erreur CODE champ : message`, then the remedy, indented.

    File names and values come from a pull request: nothing in them starts a line or moves the cursor.
    """
    place = f"{problem.path}:{problem.line}" if problem.line else problem.path
    where = f" {problem.where} :" if problem.where else " :"
    text = visible(f"{place}: {problem.severity.value} {problem.code}{where} {problem.message}")
    return f"{text}\n    {visible(problem.hint)}" if problem.hint else text


def as_github(problem: Problem) -> str:
    """Return a workflow command; every value is escaped, a pull request wrote them."""
    level = "error" if problem.severity == Severity.ERREUR else "warning"
    title = f"{problem.code} {problem.severity.value}"
    return (
        f"::{level} file={_property(problem.path)},line={max(problem.line, 1)},title={_property(title)}"
        f"::{_data(told(problem))}"
    )


def as_json(problems: Iterable[Problem]) -> str:
    """Return the whole report as one JSON document."""
    rows = [
        {
            "code": problem.code,
            "gravite": problem.severity.value,
            "chemin": problem.path,
            "ligne": problem.line,
            "champ": problem.where,
            "message": problem.message,
            "remede": problem.hint,
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def as_code_quality(problems: Iterable[Problem]) -> str:
    """Return the report that GitLab shows in a merge request (its Code Quality format).

    A fingerprint does not hold the line: the same problem lower in its file is not a new one. Two that are the same
    in one file are told apart by their rank.
    """
    seen: Counter[str] = Counter()
    rows = []
    for problem in problems:
        same = "\0".join((problem.code, problem.path, problem.where, problem.message))
        seen[same] += 1
        rows.append(
            {
                "description": visible(told(problem)),
                "check_name": problem.code,
                "fingerprint": hashlib.sha256(f"{same}\0{seen[same]}".encode("utf-8", "surrogatepass")).hexdigest(),
                "severity": "major" if problem.severity == Severity.ERREUR else "minor",
                "location": {"path": problem.path, "lines": {"begin": max(problem.line, 1)}},
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=1)


def told(problem: Problem) -> str:
    """Return the field, what is wrong and the remedy, in one sentence after the other."""
    where = f"{problem.where} : " if problem.where else ""
    return f"{where}{problem.message} {problem.hint}".strip()


def summary(problems: Iterable[Problem]) -> str:
    """Return « 2 erreurs, 5 avertissements »."""
    errors, warnings = count_by_severity(problems)
    return f"{errors} erreur{'s' if errors > 1 else ''}, {warnings} avertissement{'s' if warnings > 1 else ''}"


def markdown_text(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line: no markup, no list, nobody called by « @ »."""
    one_line = visible(" ".join(text.split()))
    return _ACTIVE.sub(_shown, one_line)


_ACTIVE = re.compile(r"[\\`*{}\[\]|~$<>@&]|(?<!\w)_|_(?!\w)|^[#+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
"""Signs that mean something in the Markdown of a forge, where they do; an address keeps its « _ »."""


def _shown(found: re.Match[str]) -> str:
    sign = found.group()
    return {"<": "&lt;", ">": "&gt;", "@": "@\u200b", "&": "&amp;"}.get(sign, f"\\{sign}")


def visible(text: str) -> str:
    """Show each line break, control sign or sign of another reading order as a box."""
    return "".join(char if char.isprintable() or char in "\u00a0\u202f" else "□" for char in text)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
