"""The site's own words never say to call, to write or that somebody answers: only what knows a number may."""

from __future__ import annotations

import re
from pathlib import Path

from tests.chemins import RACINE
from tests.lignes import each_line

THEME = RACINE / "generator" / "theme"
TEXTES = sorted(path for ext in ("html", "js", "md") for path in THEME.rglob(f"*.{ext}"))
_JINJA = re.compile(r"\{% if appel %\}.*?\{% e|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
"""What Jinja says, and what is said only where somebody can be called (`appel`)."""
_PAROLES = re.compile(
    r"(?<!\w)(?<!écrivez ou )(?:appelez|écrivez-nous|(?:une personne|quelqu['’]un)[\w ]{0,16} répond(?:re)?)(?!\w)",
    re.IGNORECASE,
)


def test_they_are_read() -> None:
    assert len(TEXTES) > 60
    assert _PAROLES.search("Une personne peut aussi vous répondre : ")
    assert _PAROLES.search(_JINJA.sub("", "<p>Avant, {{ x }} appelez.</p>"))
    assert not _PAROLES.search(_JINJA.sub("", '<p>{{ "appelez" if d.telephone else "écrivez" }}</p>'))


@each_line((path.relative_to(THEME).as_posix(), (path,)) for path in TEXTES)
def test_no_one_is_promised(path: Path) -> None:
    assert _PAROLES.findall(_JINJA.sub("", path.read_text(encoding="utf-8"))) == []
