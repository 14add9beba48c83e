"""Reference pages, byte for byte, and the list of all the files of the site.

A difference is either a defect or a decision: read the diff, then, if it is
wanted, rewrite them all with `make golden` and read `git diff`.
"""

from __future__ import annotations

import datetime
import difflib
from pathlib import Path

import pytest

from tests.chemins import AUJOURDHUI, PETITE_ILE, RACINE
from tests.construction import build, tree

GOLDEN = RACINE / "tests" / "golden" / "petite-ile"
INVENTAIRE = "inventaire.txt"
REFRESH = "Si ce changement est voulu : make golden (ou python -m pytest --update-golden tests/test_golden.py)"
CHOSEN = (
    "404.html",
    "acteurs/fonds-des-marees/index.html",
    "acteurs/index.html",
    "acteurs/pole-ess/index.html",
    "aide/index.html",
    "assets/cartes/2fcc97f983fa.svg",
    "autodiagnostic/index.html",
    "besoins/index.html",
    "besoins/reparer/dossier/index.html",
    "besoins/reparer/index.html",
    "bilan/index.html",
    "communes/02901/index.html",
    "communes/index.html",
    "consortium/index.html",
    "contact/index.html",
    "dire-un-besoin/index.html",
    "diagnostic/02/index.html",
    "diagnostic/diagnostic.csv",
    "diagnostic/index.html",
    "donnees/index.html",
    "guide/a1-ecouter-une-ile/index.html",
    "guide/index.html",
    "guide/outils/feuille-de-bord/index.html",
    "guide/x1-pages-vivantes/index.html",
    "guide/x2-ses-mots/index.html",
    "index.html",
    "instances/agenda.ics",
    "instances/instance-echanges/2026-09-suivi/index.html",
    "instances/instance-echanges/index.html",
    "integrer/communes/01901.html",
    "offre/financements/aide-aux-voisins/index.html",
    "offre/financements/index.html",
    "offre/index.html",
    "offre/ressources/guide-premiere-reunion/index.html",
    "offre/services/atelier-gouvernance/index.html",
    "offre/services/bal-des-marins/index.html",
    "offre/services/cafe-des-projets/index.html",
    "offre/services/point-accueil/index.html",
    "offre/thematiques/montage-financier/index.html",
    "plan/index.html",
    "proposer/index.html",
    "proposer/nouveau-service/index.html",
    "robots.txt",
    "sitemap.xml",
)
"""One of each kind of page, the closed, the moved and the withdrawn ones included."""


def difference(expected: bytes, found: bytes, name: str) -> str:
    """Return a unified diff, and how to accept it."""
    lines = (text.decode("utf-8", "backslashreplace").splitlines() for text in (expected, found))
    diff = difflib.unified_diff(*lines, f"référence/{name}", f"construit/{name}", lineterm="", n=1)
    return "\n".join([*diff, REFRESH])


def compare(name: str, found: bytes, update: bool) -> None:
    """Compare with the reference, or rewrite it."""
    reference = GOLDEN / name
    if update:
        reference.parent.mkdir(parents=True, exist_ok=True)
        reference.write_bytes(found)
        return
    expected = reference.read_bytes() if reference.is_file() else b""
    if expected != found:
        pytest.fail(difference(expected, found, name), pytrace=False)


@pytest.mark.parametrize("name", CHOSEN)
def test_page(name: str, site_petite_ile: Path, update_golden: bool) -> None:
    compare(name, (site_petite_ile / name).read_bytes(), update_golden)


def test_inventory(site_petite_ile: Path, update_golden: bool) -> None:
    compare(INVENTAIRE, "".join(f"{path}\n" for path in sorted(tree(site_petite_ile))).encode(), update_golden)


def test_no_reference_is_forgotten() -> None:
    assert sorted(tree(GOLDEN)) == sorted([*CHOSEN, INVENTAIRE])


def test_a_difference_is_shown_with_its_remedy() -> None:
    shown = difference("<p>Une idée</p>\n<p>suite</p>\n".encode(), b"<p>Une idee</p>\n<p>suite</p>\n", "a.html")
    assert shown.splitlines() == [
        "--- référence/a.html",
        "+++ construit/a.html",
        "@@ -1,2 +1,2 @@",
        "-<p>Une idée</p>",
        "+<p>Une idee</p>",
        " <p>suite</p>",
        REFRESH,
    ]


def test_a_byte_that_is_no_text_is_still_compared(tmp_path: Path) -> None:
    assert "\\xff" in difference(b"a", b"\xff", "a.html")


def test_a_night_when_nothing_opens_or_closes_changes_nothing(site_petite_ile: Path, tmp_path: Path) -> None:
    """The day shown is the day of the data: the same content, built the next day, is the same site to the byte."""
    build(PETITE_ILE, tmp_path / "site", AUJOURDHUI + datetime.timedelta(days=1))
    first, second = tree(site_petite_ile), tree(tmp_path / "site")
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []
