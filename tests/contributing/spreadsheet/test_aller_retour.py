"""The round trip of `make test` sees what is lost."""

from __future__ import annotations

import pytest

from generator.contributing.spreadsheet import cases
from tests.chemins import AUJOURDHUI, PETITE_ILE
from tests.contributing.spreadsheet import aller_retour
from tests.mini import SERVICE, Mini, officiel


def test_the_invented_territory_comes_back_whole() -> None:
    assert aller_retour.faults(PETITE_ILE, AUJOURDHUI, officiel()) == []


def test_what_is_lost_on_the_way_is_told(monkeypatch: pytest.MonkeyPatch, mini: Mini) -> None:
    """A cell that drops the second word of a list."""
    mini.change(SERVICE, "zone:\n", "prerequis: [un, deux]\nzone:\n")
    assert aller_retour.faults(mini.root, AUJOURDHUI, officiel()) == []
    monkeypatch.setattr(cases, "split", lambda text: text.split("; ")[:1])
    told = aller_retour.faults(mini.root, AUJOURDHUI, officiel())
    assert [line for line in told if line.startswith("content/offre/services/accueil.yml : changé (Avant de")] == told


def test_files_with_faults_are_not_a_success(
    mini: Mini, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mini.change(SERVICE, "statut: actif", "statut: ouvert")
    monkeypatch.chdir(mini.root)
    assert aller_retour.main() == 1
    assert "offre verifier" in capsys.readouterr().out
