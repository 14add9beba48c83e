"""`territoire rafraichir`: the mairies of the list shipped with the engine, every change said by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.contributing.territory.mairies import mairies_csv, rafraichir
from generator.models.mairie import Mairie
from generator.reading.mairies import MAIRIES_PATH, parse_mairies
from tests.chemins import PETITE_ILE
from tests.construction import annuaire, read, replace_in

pytestmark = pytest.mark.usefixtures("se_souvenir")

Run = Callable[..., tuple[int, str, str]]
CHANGES = (
    "Port-Brume : telephone : « 02 61 91 01 01 » → « 02 61 91 01 11 »",
    "Roche-Lune : gardée telle quelle, la liste n'en dit rien.",
)
"""What the tiny national list changes in the mairies of Petite-Île."""


def mairie(code: str, **fields: str) -> Mairie:
    return Mairie.model_validate({"code_insee": code, "source": "Appel", "date": "2026-10", **fields})


def test_what_is_written_is_read_again() -> None:
    written = (PETITE_ILE / MAIRIES_PATH).read_bytes()
    assert mairies_csv(read().mairies.values()) == written
    overseas = mairie("97101", telephone="0590 93 80 80", adresse='Rue "A", 97139 Les Abymes', horaires="lundi 9h-12h")
    assert parse_mairies(mairies_csv([overseas])) == ({"97101": overseas}, ())


def test_what_changes_is_told_by_name() -> None:
    corpus = read()
    made = rafraichir(corpus.communes, corpus.mairies, annuaire().mairies(corpus.communes))
    assert made.dit == CHANGES
    assert list(made.mairies) == sorted(corpus.communes)
    assert made.mairies["01902"].date == "2026-11", "même inchangée, elle est de la nouvelle liste"
    assert made.mairies["02902"] == corpus.mairies["02902"]


def test_every_case_of_a_commune() -> None:
    corpus = read()
    here = {
        "01901": mairie("01901", telephone="02 61 91 01 99", date="2026-12-03"),
        "01902": mairie("01902", courriel="mairie@val-clair.example", horaires="lundi 9h-12h"),
        "04901": mairie("04901"),
    }
    made = rafraichir(corpus.communes, here, annuaire().mairies(corpus.communes))
    assert made.dit == (
        "Port-Brume : gardée telle quelle, elle est plus récente que la liste (Appel, 3 décembre 2026).",
        "Val-Clair : telephone : rien → « 02 61 91 01 02 »",
        "Val-Clair : adresse : rien → « 4 rue du Val, 01992 Val-Clair »",
        "Val-Clair : horaires : « lundi 09:00-12:00 » → « lundi, jeudi 14:00-17:30 »",
        "Bourg-l'Écume : ajoutée.",
        "La Lande-Étoile : ajoutée.",
        "Roche-Lune : la liste n'en dit rien.",
        "Les Trois-Balises : ajoutée.",
        "04901 : retirée, ce n'est pas une commune d'ici.",
    )
    assert made.mairies["01901"] == here["01901"]
    assert {"02902", "04901"}.isdisjoint(made.mairies)


def test_the_command_says_then_writes(run: Run, racine_petite_ile: Path) -> None:
    path = racine_petite_ile / MAIRIES_PATH
    before = path.read_bytes()
    code, out, _ = run("territoire", "rafraichir", "--racine", racine_petite_ile, "--essai")
    assert (code, out) == (0, "\n".join([*CHANGES, "Rien n'a été écrit.", ""]))
    assert path.read_bytes() == before
    code, out, _ = run("territoire", "rafraichir", "--racine", racine_petite_ile)
    end = "data/mairies.csv écrit, 6 mairies. Source : Annuaire inventé pour les tests, novembre 2026."
    assert (code, out) == (0, "\n".join([*CHANGES, end, ""]))
    assert b"02 61 91 01 11" in path.read_bytes()
    assert read(racine_petite_ile).mairies.keys() == read(racine_petite_ile).communes.keys()
    path.unlink()
    _, out, _ = run("territoire", "rafraichir", "--racine", racine_petite_ile)
    assert "Port-Brume : ajoutée." in out and "Roche-Lune : la liste n'en dit rien." in out and "5 mairies" in out
    _, out, _ = run("territoire", "rafraichir", "--racine", racine_petite_ile)
    assert out.startswith("Roche-Lune : la liste n'en dit rien.\ndata/mairies.csv écrit")


def test_nothing_new_is_said(run: Run, racine_petite_ile: Path) -> None:
    line = '02902,,mairie@roche-lune.example,,"Le Bourg, 02991 Roche-Lune",mercredi 09:00-12:30,'
    text = (racine_petite_ile / "data/communes.csv").read_text(encoding="utf-8")
    replace_in(racine_petite_ile / "data/communes.csv", next(x for x in text.splitlines(True) if "Roche-Lune" in x), "")
    replace_in(racine_petite_ile / MAIRIES_PATH, f"{line}Annuaire inventé pour les tests,2026-10\n", "")
    run("territoire", "rafraichir", "--racine", racine_petite_ile)
    _, out, _ = run("territoire", "rafraichir", "--racine", racine_petite_ile, "--essai")
    assert out == "Aucune coordonnée ne change.\nRien n'a été écrit.\n"


@pytest.mark.parametrize("path", [MAIRIES_PATH, "data/communes.csv"])
def test_a_faulty_list_is_not_replaced(run: Run, racine_petite_ile: Path, path: str) -> None:
    """What somebody wrote by hand, with a fault, would be lost."""
    (racine_petite_ile / path).write_text("x\n", encoding="utf-8")
    code, out, _ = run("territoire", "rafraichir", "--racine", racine_petite_ile)
    assert code == 1 and f"{path}:1: erreur" in out and "Rien n'a été écrit" in out
    assert (racine_petite_ile / path).read_text(encoding="utf-8") == "x\n"


def test_what_cannot_be_read_or_written_is_told(run: Run, racine_petite_ile: Path) -> None:
    path = racine_petite_ile / MAIRIES_PATH
    path.unlink()
    path.symlink_to(racine_petite_ile / "ailleurs.csv")
    code, _, err = run("territoire", "rafraichir", "--racine", racine_petite_ile)
    assert code == 2 and "lien symbolique" in err and not (racine_petite_ile / "ailleurs.csv").exists()
    path.unlink()
    path.mkdir()
    assert run("territoire", "rafraichir", "--racine", racine_petite_ile)[0] == 2
    (racine_petite_ile / "data/communes.csv").unlink()
    code, _, err = run("territoire", "rafraichir", "--racine", racine_petite_ile)
    assert code == 2 and "communes.csv" in err
