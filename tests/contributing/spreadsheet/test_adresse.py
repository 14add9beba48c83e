"""A sheet shared in CSV is a proposal, as the ODS is; its address is asked, and no other."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.cli.commands import importer
from generator.contributing.spreadsheet.csv_reader import read_csv_sheet
from generator.contributing.spreadsheet.ods_reader import FeuilleIllisible
from generator.upkeep.network.sonde import AdresseRefusee, Sonde
from tests.chemins import AUJOURDHUI
from tests.construction import tree

Run = Callable[..., tuple[int, str, str]]
ADRESSE = "https://feuilles.example/doc/csv"
PRIX = ["atelier-gouvernance", "75 € par groupe"]


def csv_of(rows: list[list[str]], mark: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows(rows)
    return out.getvalue()


@pytest.fixture
def importe(run: Run, racine_petite_ile: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    """`importe(answer, …)` runs the command on a site that answers this: (sort, bytes), or a refusal."""

    def call(answer: Any, *more: str, adresse: str = ADRESSE) -> tuple[int, str, str]:
        class Fausse:
            def lire(self, asked: str, most: int) -> tuple[str, bytes]:
                assert asked == adresse
                if isinstance(answer, Exception):
                    raise answer
                return answer  # type: ignore[no-any-return]

        monkeypatch.setattr(importer, "make_sonde", lambda corpus: Fausse())
        where = ("--racine", racine_petite_ile, "--date", str(AUJOURDHUI))
        return run("importer", "--depuis-adresse", adresse, *where, *more)

    return call


@pytest.mark.parametrize(
    "data",
    [
        csv_of([["id", "tarif.type", "tarif.precision"], ["atelier-gouvernance", "payant", PRIX[1]]]).encode(),
        csv_of([["Identifiant", "Tarif : précision"], ["atelier-gouvernance", "75 € par groupe"]], ";").encode(
            "cp1252"
        ),
        csv_of([["id", "tarif.precision"], ["atelier-gouvernance", "75 € par groupe"]], "\t").encode("utf-16"),
    ],
    ids=["grist", "titles in Windows-1252", "tabs in UTF-16"],
)
def test_a_shared_sheet_is_shown_then_written(importe: Run, racine_petite_ile: Path, data: bytes) -> None:
    before = tree(racine_petite_ile)
    code, shown, faults = importe(("text/csv; charset=utf-8", data), "--genre", "service")
    assert (code, faults) == (0, ""), shown
    assert '+  precision: "75 € par groupe"' in shown
    assert "Rien n'est écrit : ajouter --ecrire pour écrire 1 fichier." in shown
    assert tree(racine_petite_ile) == before
    assert importe(("text/csv", data), "--genre", "service", "--ecrire")[0] == 0
    (made,) = {name for name, now in tree(racine_petite_ile).items() if before[name] != now}
    assert made == "content/offre/services/atelier-gouvernance.yml"


def test_a_fault_is_told_at_its_row(importe: Run) -> None:
    rows = [["id", "tarif.precision", "tarif.type"], ["atelier-gouvernance", "", "cher"]]
    code, shown, _ = importe(("text/csv", csv_of(rows).encode()))
    assert code == 1
    assert "services, ligne 2, colonne tarif.type (case C2) : erreur SCH" in shown


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (("text/html", b"<html>"), "montre une page"),
        (("text/plain", b"\n <!DOCTYPE html><title>Connexion"), "montre une page"),
        (AdresseRefusee("cette adresse n'est pas publique"), "n'est pas publique"),
    ],
    ids=["page", "page said to be text", "private"],
)
def test_what_is_no_sheet_is_one_sentence(importe: Run, answer: Any, said: str) -> None:
    code, shown, faults = importe(answer)
    assert (code, shown) == (2, "")
    assert said in faults
    assert "https://" in importe(answer, adresse="http://feuilles.example/")[2]


@pytest.mark.parametrize(
    "data",
    [b"", b"\n\n", b"a,b\n1,2\n", b"nom\nx\n", b"id," * 1200, b"id,nom\n" * 5002, b"nom\n" + b"x" * 20_001, b"\x00"],
    ids=range(8),
)
def test_a_hostile_sheet_is_refused(data: bytes) -> None:
    with pytest.raises(FeuilleIllisible):
        read_csv_sheet(data)


def test_the_probe_touches_no_private_address_and_follows_nothing() -> None:
    sonde = Sonde(agent="x", resolve_host=lambda host, port: ["10.0.0.1"])
    for address in (
        "https://interne.example/x.csv",
        "https://a@b.example/",
        "ftp://a.example/",
        "https://a.example:22/",
    ):
        with pytest.raises(AdresseRefusee):
            sonde.lire(address, 1000)
