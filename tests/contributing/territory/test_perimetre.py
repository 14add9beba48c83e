"""The perimeter asked for: any words find it, several places are told apart, parts are added and left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from generator.contributing.territory.chercher import MAX_PROPOSES
from generator.contributing.territory.perimetre import DemandeDePerimetre, Perimetre, perimeter_of
from generator.corpus.officiel import CommuneOfficielle, Officiel
from generator.problems.faults import Fault
from tests.construction import read

Run = Callable[..., tuple[int, str, str]]
VAL, BAIE, LOIN, VASTE = "111111118", "222222226", "333333334", "444444442"


@cache
def pays() -> Officiel:
    """An invented country: names that several have, a commune that joined another, an island without EPCI."""
    towns = {
        "01001": ("Sainte-Colombe", "01100", "01"),
        "01002": ("Val-Haut", "01200", "01"),
        "02001": ("Sainte-Colombe", "02100", "02"),
        "02002": ("Port-Neuf", "02200", "02"),
        "02003": ("L'Île-Seule", "02300", "02"),
        "03001": ("Sainte-Colombe", "03100", "03"),
        "03002": ("Saint-Brieuc-le-Vieux", "03200", "03"),
        **{f"04{n:03d}": (f"Pays {n}", "04100", "04") for n in range(1, 16)},
    }
    return Officiel(
        regions={"91": "Hautes-Terres", "92": "Basses-Terres"},
        departements={"01": ("Amont", "91"), "02": ("Aval", "91"), "03": ("Delta", "92"), "04": ("Marge", "92")},
        epci={
            VAL: ("CC du Val", ("01001", "01002", "02001")),
            BAIE: ("CA de la Baie", ("02002",)),
            LOIN: ("CC du Lointain", ("03001", "03002")),
            **{f"5000000{n:02d}": (f"CC {n}", (f"04{n:03d}",)) for n in range(1, 16)},
        },
        communes={code: CommuneOfficielle(nom, (postal,), 100, dep) for code, (nom, postal, dep) in towns.items()},
        anciennes={"02002": ("Vieux-Port",)},
        anciens_codes={"02099": ("02002",)},
    )


def asked(*sirens: str, here: Perimetre | None = None, **more: object) -> tuple[Perimetre, list[str]]:
    return perimeter_of(pays(), DemandeDePerimetre(sirens, **more), "creer", here)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "siren"),
    [
        (VAL, VAL),
        ("111 111 118", VAL),
        ("11111111800017", VAL),
        ("val haut", VAL),
        ("CC du Val", VAL),
        ("01200", VAL),
        ("01002", VAL),
        ("Vieux-Port", BAIE),
        ("02099", BAIE),
        ("St Brieuc le Vieux", LOIN),
    ],
)
def test_one_match_is_taken(said: str, siren: str) -> None:
    found, _ = asked(said)
    assert found.epci == (siren,)
    assert bool(found.dit) is (re.sub(" ", "", said) != siren)


def test_a_commune_alone_comes_without_its_neighbours() -> None:
    assert asked(VAL, avec=["Port-Neuf"])[0].said == ((VAL,), ("02002",), ())
    assert asked(avec=["02002"])[1] == ["02002"]
    here = Perimetre((VAL,), (), ("01002",))
    assert asked(here=here, avec=["Val-Haut"])[0].said == ((VAL,), (), ()), "de son intercommunalité : elle y revient"
    with pytest.raises(Fault, match=r"plusieurs communes ont ce nom.* 01001 \(01\), 02001 \(02\), 03001"):
        asked(avec=["Sainte-Colombe"])
    with pytest.raises(Fault, match="après --avec, n'est pas une commune"):
        asked(avec=[BAIE])


def test_an_island_without_epci_is_a_territory() -> None:
    assert asked("l'ile seule")[0].said == ((), ("02003",), ())
    assert asked("02300")[1] == ["02003"]


def test_names_that_several_have_are_told_apart_with_the_command_to_copy() -> None:
    with pytest.raises(Fault) as told:
        asked("ste colombe")
    said = str(told.value)
    assert "Sainte-Colombe (Amont, 01) : CC du Val (3 communes)" in said
    assert "Sainte-Colombe (Delta, 03) : CC du Lointain (2 communes)" in said
    assert f"python3 lancer.py offre territoire creer --siren {LOIN}" in said


def test_a_name_alike_is_proposed_never_taken() -> None:
    for said in ("Val-Hot", "Port"):
        with pytest.raises(Fault, match=r"n'est le nom d'aucune commune\. Peut-être") as told:
            asked(said)
        assert "--siren" in str(told.value)


def test_a_name_that_many_have_is_cut() -> None:
    with pytest.raises(Fault, match=r"… et 3 de plus : écrire un nom plus précis, ou un code postal.") as told:
        asked("04100")
    assert str(told.value).count("lancer.py") == MAX_PROPOSES


@pytest.mark.parametrize("said", ["zzzzzz", "", "--", "123456782", "99999"])
def test_what_nobody_has_says_what_to_write(said: str) -> None:
    with pytest.raises(Fault, match="écrire le nom d'une commune, ou son code postal"):
        asked(said)


def test_a_departement_and_a_region_are_those_of_most_of_the_communes() -> None:
    found, codes = asked(departements=["02"])
    assert (found.said, found.nom) == (((BAIE,), ("02003",), ()), "Aval")
    assert codes == ["02002", "02003"]
    assert asked(regions=["hautes terres"])[0].epci == (VAL, BAIE)
    (told,) = asked(departements=["01"])[0].dit
    assert "1 commune d'un autre département (02)" in told and "--sans 02" in told
    assert asked(departements=["01"], sans=["02"])[0].dit == ()
    with pytest.raises(Fault, match="01 Amont, 02 Aval"):
        asked(departements=["99"])


def test_parts_are_left_out() -> None:
    here = Perimetre((VAL, BAIE), ("02003",))
    assert asked(here=here, sans=["Val-Haut"])[0].said == ((VAL, BAIE), ("02003",), ("01002",))
    assert asked(here=here, sans=[BAIE])[0].said == ((VAL,), ("02003",), ())
    assert asked(here=here, sans=["02003"])[0].said == ((VAL, BAIE), (), ())
    assert asked(here=here, sans=["02"])[1] == ["01001", "01002"]
    assert asked(BAIE, here=Perimetre((VAL,), (), ("01002",)), sans=[VAL])[0].said == ((BAIE,), (), ())
    for sans, said in (("Sainte-Colombe", "plusieurs communes"), ("Ailleurs", "ni une intercommunalité")):
        with pytest.raises(Fault, match=said):
            asked(here=here, sans=[sans])
    with pytest.raises(Fault, match="Il ne reste aucune commune"):
        asked(VAL, sans=[VAL])


def test_too_many_communes_says_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.contributing.territory.perimetre.MAX_COMMUNES", 2)
    with pytest.raises(Fault, match=r"3 communes : un site en tient 2\. Faire un site par département"):
        asked(VAL)


def test_the_command_narrows_then_widens_a_territory(run: Run, racine_petite_ile: Path) -> None:
    path = racine_petite_ile / "data/territoire.yml"
    code, said, _ = run("territoire", "communes", "--sans", "Roche-Lune", "--racine", racine_petite_ile)
    assert code == 0 and "Roche-Lune (02902) n'est plus du territoire." in said
    assert "« nom_epci »" in said
    corpus = read(racine_petite_ile)
    assert corpus.territoire.sans_communes == ("02902",)
    assert "02902" not in corpus.communes
    assert "02902" not in {contour.code for contour in corpus.contours}
    assert b"anciennes_communes" not in path.read_bytes()
    _, said, _ = run("territoire", "communes", "--siren", corpus.territoire.epci[0], "--racine", racine_petite_ile)
    assert "Roche-Lune (02902) : ajoutée." in said
    assert "sans contour pour Roche-Lune" in said
    assert b"sans_communes" not in path.read_bytes()
