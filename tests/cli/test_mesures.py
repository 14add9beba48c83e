"""`construire --mesures` and `verifier --lisibilite`: what they print."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli.main import main
from generator.rendering.mesure import Poids, as_measures
from tests.chemins import AUJOURDHUI
from tests.construction import officiel


def test_the_heaviest_first_and_ten_of_them() -> None:
    mesures = [Poids(f"p{n:02}", "autre", 100 + n, 4, 30_000) for n in range(15)]
    lines = as_measures(mesures).splitlines()
    assert lines[0] == "Les 10 pages les plus lourdes (EcoIndex) :"
    assert [line.split()[-1] for line in lines[1:]] == [f"p{n:02}" for n in range(14, 4, -1)]
    assert "114 éléments  4 fichiers   30.0 Ko" in lines[1]


def test_the_command_line_prints_them(
    racine_petite_ile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--racine", str(racine_petite_ile), "--date", AUJOURDHUI.isoformat()]
    assert main(["construire", "--sans-pdf", *where, "--sortie", str(tmp_path / "site"), "--mesures"], officiel()) == 0
    assert "Les 10 pages les plus lourdes" in capsys.readouterr().out
    assert main(["verifier", *where, "--lisibilite"], officiel()) == 0
    assert "Lisibilité (Kandel-Moles" in capsys.readouterr().out
    assert main(["verifier", *where], officiel()) == 0
    assert "Lisibilité" not in capsys.readouterr().out
