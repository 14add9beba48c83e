"""The exports of a territory, without building its site: path → bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from generator.corpus.corpus import Corpus
from generator.rendering.exports.tous import export_files
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI
from tests.construction import read

HOSTILES = (
    '=HYPERLINK("http://x.test")',
    "</script><script>alert(1)</script>",
    "a & b < c > d \"e\" 'f' ]]>",
    "A|B;C,D -- une barre, des virgules",
    "BEGIN:VEVENT : SUMMARY:faux",
    "@SUM(1+9)*cmd|' /C calc'!A0",
)
"""Texts that break a format when it forgets to write them as texts; each fits a name and a resume."""
TEXTE_HOSTILE = "Une ligne\u2028une autre\u2029et\n\n- </script>\n- =1+1"


@cache
def petite_ile() -> Site:
    return Site(read(), AUJOURDHUI)


def exported(site: Site) -> dict[str, bytes]:
    return {file.path: file.data for file in export_files(site)}


@cache
def petite_ile_exported() -> Mapping[str, bytes]:
    """The exports of the invented territory, to be read only."""
    return exported(petite_ile())


def hostile() -> Site:
    """The invented territory, its texts replaced by hostile ones."""
    corpus = read()
    ecrits: dict[str, dict[str, Any]] = {}
    for rank, (kind, fiches) in enumerate(corpus.by_kind().items()):
        ecrits[kind] = {
            key: fiche.model_copy(
                update={
                    "nom": HOSTILES[(rank + place) % len(HOSTILES)],
                    "resume": HOSTILES[(rank + place + 1) % len(HOSTILES)],
                    "description": TEXTE_HOSTILE,
                    "mots_cles": HOSTILES,
                }
            )
            for place, (key, fiche) in enumerate(fiches.items())
        }
    return Site(corpus.having(**ecrits), AUJOURDHUI)


def with_fiches(corpus: Corpus, kind: str, fiches: Mapping[str, Any]) -> Site:
    return Site(corpus.having(**{kind: dict(fiches)}), AUJOURDHUI)


def as_json(files: Mapping[str, bytes], path: str) -> Any:
    return json.loads(files[path])


def write(files: Mapping[str, bytes], folder: Path) -> Path:
    """Write the exports on disk; return their folder."""
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder / "donnees"
