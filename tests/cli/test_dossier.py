"""`offre dossier`: on the screen, in a file, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import odfdo
import pytest

from tests.chemins import AUJOURDHUI, PETITE_ILE
from tests.construction import tree

pytestmark = pytest.mark.usefixtures("se_souvenir")

Run = Callable[..., tuple[int, str, str]]
DAY = ("--date", str(AUJOURDHUI))


def test_on_the_screen(run: Run) -> None:
    code, shown, errors = run("dossier", "reparer", "--racine", PETITE_ILE, *DAY)
    assert (code, errors) == (0, "")
    assert shown.startswith("# Répondre à un appel : Réparer plutôt que jeter\n")
    assert "le 22 novembre 2026" in shown
    assert shown.count("**À compléter :") == 4


def test_a_call_that_is_known_or_not(run: Run) -> None:
    code, shown, errors = run("dossier", "reparer", "--racine", PETITE_ILE, "--appel", "accompagnateur-referent", *DAY)
    assert code == 0
    assert errors == "Appel reconnu : Accompagnateur référent (content/offre/services/accompagnateur-referent.yml).\n"
    assert "**Cet appel ne couvre pas :**" in shown
    code, shown, errors = run("dossier", "reparer", "--racine", PETITE_ILE, "--appel", "Appel du port", *DAY)
    assert code == 0
    assert errors.startswith("Aucune fiche ne porte ce nom d'appel")
    assert "Appel : **Appel du port**" in shown


def test_a_besoin_that_nobody_chose(run: Run) -> None:
    code, _, errors = run("dossier", "soirees-d-hiver", "--racine", PETITE_ILE, *DAY)
    assert code == 0
    assert errors == "Attention : ce besoin est « revele », aucune réunion ne l'a choisi.\n"


@pytest.mark.parametrize("name", ["reparer.odt", "reparer.md"])
def test_in_a_file(run: Run, tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    code, shown, errors = run("dossier", "reparer", "--racine", PETITE_ILE, "--sortie", target, *DAY)
    assert (code, errors) == (0, "")
    assert f"{target} est prêt" in shown
    if name.endswith(".odt"):
        (title,) = (one for one in odfdo.Document(target).body.headers if one.level == "1")
        assert "Réparer plutôt que jeter" in str(title)
    else:
        _, written, _ = run("dossier", "reparer", "--racine", PETITE_ILE, *DAY)
        assert target.read_text(encoding="utf-8") == written


def test_a_file_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.odt").write_text("le mien", encoding="utf-8")
    (tmp_path / "lien.md").symlink_to("/nulle/part")
    before = (tmp_path / "a.odt").read_bytes()
    for name in ("a.odt", "lien.md"):
        code, shown, errors = run("dossier", "reparer", "--racine", PETITE_ILE, "--sortie", tmp_path / name)
        assert (code, shown) == (2, "")
        assert "existe déjà" in errors
    assert (tmp_path / "a.odt").read_bytes() == before


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("reparrer",), "Aucun besoin « reparrer » dans data/besoins/. Vouliez-vous dire « reparer » ?"),
        (("../reparer",), "Aucun besoin « ../reparer »"),
        (("reparer", "--sortie", "dossier.doc"), "le fichier finit par .md ou .odt"),
        (("reparer", "--sortie", "/nulle/part/x.odt"), "Impossible d'écrire /nulle/part/x.odt"),
    ],
)
def test_what_is_refused_in_one_sentence(run: Run, argv: tuple[str, ...], said: str) -> None:
    before = tree(PETITE_ILE)
    code, shown, errors = run("dossier", *argv, "--racine", PETITE_ILE, *DAY)
    assert (code, shown) == (2, "")
    assert said in errors
    assert errors.count("\n") == 1
    assert tree(PETITE_ILE) == before


def test_errors_of_the_content_come_first(run: Run, fautive: Path) -> None:
    code, shown, _ = run("dossier", "reparer", "--racine", fautive, *DAY)
    assert code == 1
    assert "REF001" in shown
