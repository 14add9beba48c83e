"""First names that people of France bear, without accents: those that 2,000 people were given, and those of Brittany.

Words that name something else as often are left out: « rose », « france », « victoire », « aube ».
The list is `france/prenoms.txt`, made by `france/fabriquer_prenoms.py` from the file of first names of Insee.
"""

from __future__ import annotations

from pathlib import Path

PRENOMS = frozenset((Path(__file__).parent / "france" / "prenoms.txt").read_text(encoding="ascii").split())
