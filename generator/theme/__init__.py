"""All that a designer edits: templates, style sheets, scripts, the PDF's style, editorial texts."""

from __future__ import annotations

from pathlib import Path

THEME = Path(__file__).parent
MKDOCS = THEME / "mkdocs"
"""What MkDocs reads: the shell of every page, and the files that it copies as they are (`assets/`)."""
ASSETS = MKDOCS / "assets"
TEXTES = THEME / "textes"
"""Editorial pages that every territory has."""
LIVRE_CSS = THEME / "livre.css"
"""The style of the guide on paper."""
POLICE = ASSETS / "atkinson-next-fr.woff2"
