"""All that a designer edits: templates, style sheets, scripts, the PDF's style, editorial texts."""

from __future__ import annotations

from pathlib import Path

THEME = Path(__file__).parent
MKDOCS = THEME / "mkdocs"
"""What MkDocs reads: the shell of every page."""
CSS = THEME / "css"
"""The sheets that pages ask for, each importing its parts, and the one of the guide on paper."""
JS = THEME / "js"
TEMPLATES = THEME / "templates"
TEXTES = THEME / "textes"
"""Editorial pages that every territory has."""
LIVRE_CSS = CSS / "livre.css"
"""The style of the guide on paper."""
TIERS = THEME / "tiers"
"""What others made, kept as they published it (LICENCES/LISEZ-MOI.md)."""
POLICE = TIERS / "atkinson-next-fr.woff2"
