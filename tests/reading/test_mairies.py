"""The mairies: a CSV that anybody may have touched, and the national list; problems, never an exception."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.models.mairie import Mairie
from generator.reading import mairies as shipped
from generator.reading.communes import load_officiel
from generator.reading.mairies import MAIRIES_PATH, _odd, load_annuaire, parse_mairies
from tests.chemins import PETITE_ILE
from tests.construction import ANNUAIRE, annuaire
from tests.mini import Mini, told

ENTETE = ",".join(Mairie.model_fields)
FIN = "Annuaire,2026-10"
SHIPPED = shipped.ANNUAIRE
"""Read here, before the tests put an invented list in its place."""


def mairies(*lines: str, end: str = "\n") -> tuple[list[str], list[tuple[str, int, str]]]:
    """Return the codes read, and (code, line, field) of each problem."""
    found, problems = parse_mairies(end.join([ENTETE, *lines, ""]).encode())
    assert {problem.path for problem in problems} <= {MAIRIES_PATH}
    assert all(problem.hint and problem.message.endswith((".", "»")) for problem in problems)
    return list(found), [(problem.code, problem.line, problem.where) for problem in problems]


def test_the_right_csv() -> None:
    found, problems = parse_mairies((PETITE_ILE / MAIRIES_PATH).read_bytes())
    assert problems == ()
    assert list(found) == ["01901", "01902", "01903", "02901", "02902", "03901"]
    assert found["01901"].telephone == "+33261910101"
    assert found["01901"].horaires == "lundi-mardi 08:30-12:00, 13:30-17:15 ; samedi 09:00-12:00"
    assert (found["01903"].courriel, found["01903"].site, found["01903"].horaires) == (None, None, None)
    assert (found["02902"].telephone, found["02902"].date) == (None, "2026-10")


def test_a_bom_windows_ends_and_odd_spaces_are_tolerated() -> None:
    line = f'01901,02\u00a061 91 01 01,,,"3, quai d\'\u202fIci",  lundi 9h-12h ,{FIN}'
    found, problems = parse_mairies("\r\n".join([f"\ufeff{ENTETE}", line, ""]).encode())
    assert problems == ()
    assert found["01901"].horaires == "lundi 09:00-12:00"


@pytest.mark.parametrize(
    ("line", "code", "where"),
    [
        (f"1901,,,,,,{FIN}", "SCH006", "code_insee"),
        (f",,,,,,{FIN}", "SCH001", "code_insee"),
        (f"01901,02 61,,,,,{FIN}", "SCH012", "telephone"),
        (f"01901,,mairie@,,,,{FIN}", "SCH013", "courriel"),
        (f"01901,,,javascript:alert(1),,,{FIN}", "SCH011", "site"),
        (f"01901,,,,{'a' * 151},,{FIN}", "SCH005", "adresse"),
        (f"01901,,,,,sur rendez-vous,{FIN}", "SCH025", "horaires"),
        ("01901,,,,,,,2026-10", "SCH001", "source"),
        ("01901,,,,,,Annuaire,", "SCH001", "date"),
        ("01901,,,,,,Annuaire,2026-13", "SCH008", "date"),
        (f"01901,,,,=1+1,,{FIN}", "MAI001", "adresse"),
        (f"01901,,,,@SUM(A1),,{FIN}", "MAI001", "adresse"),
        (f"01901,,-2@exemple.org,,,,{FIN}", "MAI001", "courriel"),
        (f"01901,+33261910101,,,,,{FIN}", "MAI001", "telephone"),
        (f"01901,,,,\t=1,,{FIN}", "MAI001", "adresse"),
        (f"01901,,,,a\u202eb,,{FIN}", "MAI001", "adresse"),
        (f"01901,,,,a\x00b,,{FIN}", "MAI001", "adresse"),
        (f'01901,,,,"a\nb",,{FIN}', "MAI001", "adresse"),
        ("01901,,,", "MAI001", ""),
        (f"01901;;;;;;{FIN}", "MAI001", ""),
    ],
)
def test_a_faulty_line(line: str, code: str, where: str) -> None:
    read, problems = mairies(f"01902,,,,,,{FIN}", line)
    assert read == ["01902"]
    assert [(code, where) for code, _, where in problems] == [(code, where)]
    assert problems[0][1] == 3 + line.count("\n")


def test_every_faulty_line_is_told() -> None:
    right = f"01901,,,,,,{FIN}"
    assert mairies(right, "a,b", right)[1] == [("MAI001", 3, ""), ("MAI001", 4, "code_insee")]
    assert len(mairies(*["a,b"] * 5_000)[1]) == 101


@pytest.mark.parametrize("data", [b"", b"\xff", b"code;nom\n", f"{ENTETE};\n".encode(), f'{ENTETE}\n"'.encode()])
def test_a_csv_that_is_not_one(data: bytes) -> None:
    found, problems = parse_mairies(data)
    assert found == {}
    assert [problem.code for problem in problems] == ["MAI001"]


@given(st.binary(max_size=200))
def test_any_bytes_are_mairies_or_problems(data: bytes) -> None:
    found, problems = parse_mairies(f"{ENTETE}\n01901,".encode() + data)
    assert found or problems


def test_the_file_may_be_absent_and_is_read_where_it_is(mini: Mini) -> None:
    assert mini.corpus().mairies == {}
    mini.write(MAIRIES_PATH, f"{ENTETE}\n01901,,,,,,{FIN}\n")
    assert list(mini.corpus().mairies) == ["01901"]
    mini.write(MAIRIES_PATH, "x\n")
    assert told(mini) == [("MAI001", MAIRIES_PATH)]


def test_a_list_too_big_and_a_link_are_refused(mini: Mini) -> None:
    mini.write(MAIRIES_PATH, "x" * (2 * 1024 * 1024 + 1))
    assert told(mini) == [("MAI001", MAIRIES_PATH)]
    (mini.root / MAIRIES_PATH).unlink()
    (mini.root / MAIRIES_PATH).symlink_to("communes.csv")
    assert ("FIC003", MAIRIES_PATH) in told(mini)


def test_the_national_list(tmp_path: Path) -> None:
    packed = tmp_path / "mairies.json.xz"
    packed.write_bytes(lzma.compress(ANNUAIRE.read_bytes()))
    assert load_annuaire(packed) == annuaire()
    found = annuaire().mairies(["03901", "02902", "01901"])
    assert list(found) == ["03901", "01901"], "02902 n'est pas dans la liste"
    assert found["01901"] == Mairie(
        code_insee="01901",
        telephone="02 61 91 01 11",
        courriel="mairie@port-brume.example",
        site="https://port-brume.example/",
        adresse="1 quai des Brumes, 01991 Port-Brume",
        horaires="lundi-mardi 08:30-12:00, 13:30-17:15 ; samedi 09:00-12:00",
        source="Annuaire inventé pour les tests",
        date="2026-11",
    )


def test_the_list_of_france_holds_together() -> None:
    """Shipped with the engine: communes of today, cells that a spreadsheet shows as they are, values all accepted."""
    france = load_annuaire(SHIPPED)
    codes = list(france.lignes)
    assert len(codes) > 34_000
    assert codes == sorted(codes)
    assert france.lignes.keys() <= load_officiel().communes.keys()
    assert [cell for line in france.lignes.values() for cell in line if _odd(cell)] == []
    assert all(any(line) for line in france.lignes.values())
    sample = codes[::60]
    assert list(france.mairies(sample)) == sample
