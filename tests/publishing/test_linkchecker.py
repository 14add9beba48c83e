"""A second opinion on the links, from a crawler that is not ours: both find what was planted, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from benchmarks.liens import VITE, loopback, read_report
from generator.publishing.verification import Verification
from tests.chemins import copy_petite_ile
from tests.construction import build, without_arbres
from tests.exemples import complet

PREFIX = "/offre/"
PLANTED = ("cette-page-n-existe-pas/", "guide/absente.pdf", "assets/absente.svg", "acteurs/sans-dossier")
GONE = "contact/index.html"
"""A real page of the site, taken away: everything that leads to it is dead."""


@pytest.mark.lent
def test_it_agrees_with_our_verification(tmp_path: Path) -> None:
    """The invented territory as a crawler sees it: the same dead addresses as the folder says.

    Its arbres, two thirds of the pages, in the long run only: the same kinds of links, and a crawler reads each page.
    """
    site = tmp_path / "site"
    root = copy_petite_ile(tmp_path)
    build(root if complet() else without_arbres(root), site)
    home = site / "index.html"
    links = "".join(f'<a href="{link}">x</a>' for link in PLANTED)
    home.write_text(home.read_text("utf-8").replace("</main>", f"<p>{links}</p></main>"), "utf-8")
    (site / GONE).unlink()

    verification = Verification(site, PREFIX)
    verification.read_all()
    ours = {f.message.removeprefix("lien mort vers ").removesuffix("index.html") for f in verification.conclude()}

    rc = tmp_path / "linkcheckerrc"
    rc.write_text(VITE, "utf-8")
    program = Path(sys.executable).with_name("linkchecker")
    with loopback(site, PREFIX) as address:
        command = [str(program), "-f", str(rc), "--no-status", "-o", "csv/utf-8", address]
        said = subprocess.run(command, capture_output=True, check=False)
    report = tmp_path / "vu.csv"
    report.write_bytes(said.stdout)
    theirs = {urlsplit(row["url"]).path.removeprefix(PREFIX) for row in read_report(report) if row["valid"] != "True"}

    assert ours == theirs
    assert ours == {*PLANTED, GONE.removesuffix("index.html")}
