"""An address published once answers for good: its page, the one that took its place, or « retirée le … »."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from generator.cli.main import main
from generator.models.adresse import ADRESSES_PATH, AdressePubliee
from generator.pipeline import construct
from generator.publishing.pouring import _head, entete_of
from generator.reading.adresses import adresses_csv, parse_adresses
from generator.rendering.adresses import is_lasting, published
from generator.rendering.page import Page, Rendering
from generator.rendering.rendering import render_corpus
from tests.chemins import AUJOURDHUI
from tests.construction import officiel, tree
from tests.mini import RESSOURCE, SERVICE, TERRITOIRE, Mini

pytestmark = pytest.mark.usefixtures("se_souvenir")

ENTETE = "adresse,titre,vers,retiree_le,code"


def rendered(mini: Mini, *lines: str) -> Rendering:
    """Return the site of a territory whose file of addresses was written before there were codes."""
    mini.write(ADRESSES_PATH, "\n".join([ENTETE.removesuffix(",code"), *lines, ""]))
    return render_corpus(mini.corpus(), AUJOURDHUI)


def page(rendering: Rendering, url: str) -> Page:
    (found,) = [page for page in rendering.pages if page.url == url]
    return found


@pytest.mark.parametrize(
    ("line", "to"),
    [
        ("offre/services/vieux/,,offre/services/accueil/,", "offre/services/accueil/"),
        ("offre/services/vieux/,Accueil de tous,,", "offre/services/accueil/"),
        ("offre/ressources/accueil/,Accueil de tous,,", "offre/services/accueil/"),
        ("guide/a9-ecouter/,A9. Guide des débuts,,", "offre/ressources/guide/"),
        ("instances/comite/2026-01/,,acteurs/pole/,2026-01-05", "acteurs/pole/"),
        ("communes/01999/,,communes/01901/,", "communes/01901/"),
        ("offre/services/vieux/,Jamais vu,,", ""),
        ("offre/services/vieux/,,,2026-03-01", ""),
        ("besoins/un-local/,,,", ""),
        ("tout/autre/chose/,,,2026-03-01", ""),
    ],
)
def test_it_answers(mini: Mini, line: str, to: str) -> None:
    """Renamed, joined, of another kind, moved, merged, withdrawn: a page is there, and leads where it should."""
    found = page(rendered(mini, line), line.split(",")[0])
    assert (found.canonique, found.index) == (to, False)
    assert not to or f'href="\x00/{to}"' in found.body
    assert ("retirée le 1er mars 2026" in found.body) is line.endswith("2026-03-01")
    head = _head(found, entete_of(mini.corpus().territoire))
    assert (f'rel="canonical" href="https://mini.test/{to}"' in head) is bool(to), head
    assert f"mini.test/{found.url}" not in head


def test_a_page_that_is_there_is_never_replaced(mini: Mini) -> None:
    found = rendered(mini, "offre/services/accueil/,,acteurs/pole/,2026-01-01")
    assert page(found, "offre/services/accueil/").titre == "Accueil de tous"


def test_no_chain_and_no_loop(mini: Mini) -> None:
    mini.change(SERVICE, "acteur: pole\n", "acteur: pole\nanciens_ids: [b]\n")
    found = rendered(
        mini, "a/,,c/,", "c/,,offre/services/b/,", "d/,,a/,", "e/,,f/,", "f/,,e/,", "g/,,g/,", "h/,,absente/,"
    )
    assert {page(found, url).canonique for url in ("a/", "c/", "d/")} == {"offre/services/accueil/"}
    assert [sentence.split(" ")[1] for sentence in found.sans_reponse] == ["e/", "f/", "g/", "h/"]


def test_what_nobody_can_answer_is_refused_and_said(mini: Mini, tmp_path: Path) -> None:
    mini.write(ADRESSES_PATH, f"{ENTETE}\nvieille/,,absente/,,\n")
    bilan = construct(mini.root, AUJOURDHUI, tmp_path / "publie/site", officiel())
    assert [(fault.page, fault.message) for fault in bilan.defauts] == [
        (ADRESSES_PATH, "« vieille/ » mène à « absente/ », qui n'est pas une page du site.")
    ]
    assert not (tmp_path / "publie/site").exists()


def test_two_pages_of_one_title_are_no_answer(mini: Mini) -> None:
    mini.copy(SERVICE, "content/offre/services/bis.yml")
    assert page(rendered(mini, "x/,Accueil de tous,,"), "x/").canonique == ""


def test_what_is_remembered(mini: Mini) -> None:
    """Every lasting page; a line is never lost; a fiche withdrawn leaves a day, and no name."""
    lines = ("a/,Son nom,,", "b/,,,2026-01-05", "c/,,acteurs/pole/,", "acteurs/pole/,Ancien nom,,2026-01-01")
    found = rendered(mini, *lines)
    rows = published(mini.corpus(), found, AUJOURDHUI)
    assert rows["a/"] == AdressePubliee(adresse="a/", retiree_le=AUJOURDHUI)
    code = rows["acteurs/pole/"].code
    assert rows["b/"].retiree_le == datetime.date(2026, 1, 5)
    assert rows["c/"].vers == "acteurs/pole/"
    assert rows["acteurs/pole/"] == AdressePubliee(adresse="acteurs/pole/", titre="Pôle de Mini", code=code)
    assert rows.keys() == {page.url for page in found.pages if page.codee or is_lasting(page)}
    read, problems = parse_adresses(adresses_csv(rows))
    assert (dict(sorted(rows.items())), problems) == (read, ())
    mini.write(ADRESSES_PATH, adresses_csv(rows))
    again = render_corpus(mini.corpus(), AUJOURDHUI + datetime.timedelta(days=9))
    assert published(mini.corpus(), again, AUJOURDHUI + datetime.timedelta(days=9)) == rows


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("/acteurs/,,,,", "ADR001"),
        ("../x/,,,,", "ADR001"),
        ("a/../x/,,,,", "ADR001"),
        ("https://ailleurs.example/,,,,", "ADR001"),
        ("acteurs,,,,", "ADR001"),
        ("a/,,//ailleurs.example/,,", "ADR001"),
        ("a/,,,hier,", "SCH"),
        (",,,,", "SCH"),
        ("a/,,,", "ADR001"),
        ("a/,x\u202ey,,,", "ADR001"),
        ("a/,,,,\na/,,,,", "ADR001"),
        ("a/,,,,7K4", "COD001"),
        ("a/,,,,7K40", "COD001"),
        ("a/,,,,7k4x", "COD001"),
        ("a/,,,,7K4X\nb/,,,,7K4X", "COD002"),
    ],
)
def test_a_line_that_cannot_be_read(line: str, code: str) -> None:
    _, problems = parse_adresses(f"{ENTETE}\n{line}\n".encode())
    assert [problem.code[: len(code)] for problem in problems] == [code]


def test_a_title_that_a_spreadsheet_would_compute_is_not_kept() -> None:
    assert adresses_csv({"a/": AdressePubliee(adresse="a/", titre="=1+1")}) == f"{ENTETE}\na/,,,,\n".encode()


# The command


def construire(mini: Mini, *more: str) -> int:
    return main(["construire", "--sans-pdf", "--racine", str(mini.root), "--date", str(AUJOURDHUI), *more], officiel())


def test_a_publication_remembers_and_a_trial_does_not(mini: Mini, capsys: pytest.CaptureFixture[str]) -> None:
    path = mini.root / ADRESSES_PATH
    assert construire(mini, "--sortie", "build/essai") == 0
    assert not path.exists()
    assert construire(mini) == 0
    assert f"Adresses retenues dans {ADRESSES_PATH}" in capsys.readouterr().out
    assert "acteurs/pole/,Pôle de Mini,,," in path.read_text("utf-8")
    kept = path.read_bytes()
    assert construire(mini) == 0
    assert (path.read_bytes(), "Adresses retenues" in capsys.readouterr().out) == (kept, False)


def test_a_site_in_preparation_has_promised_nothing(mini: Mini) -> None:
    mini.change(TERRITOIRE, "etat: publie", "etat: preparation")
    assert construire(mini) == 0
    assert not (mini.root / ADRESSES_PATH).exists()


@pytest.mark.parametrize("remembered", [True, False], ids=["la liste", "le site remplacé"])
def test_many_fiches_are_never_lost_without_a_word(
    mini: Mini, remembered: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in "abcdefgh":
        mini.copy(RESSOURCE, f"content/offre/ressources/{name}.yml", ("Guide des débuts", f"Guide {name}"))
    assert construire(mini) == 0
    before = tree(mini.root / "site")
    if not remembered:
        (mini.root / ADRESSES_PATH).unlink()
    for name in "abc":
        (mini.root / f"content/offre/ressources/{name}.yml").unlink()
    capsys.readouterr()
    assert construire(mini) == 1
    said = capsys.readouterr().out
    assert "Fiches perdues : 3 fiches publiées sur 12 ne seraient plus là (25 %, 10 % au plus)" in said
    assert "offre/ressources/a/, offre/ressources/b/" in said
    assert tree(mini.root / "site") == before
    assert construire(mini, "--accepter-pertes") == 0
    assert (mini.root / "site/offre/ressources/a/index.html").exists() is remembered
    assert construire(mini) == 0, "what is remembered as withdrawn is no loss any more"


def test_a_fiche_lost_alone_is_an_ordinary_day(mini: Mini) -> None:
    mini.copy(RESSOURCE, "content/offre/ressources/a.yml", ("Guide des débuts", "Guide a"))
    assert construire(mini) == 0
    (mini.root / "content/offre/ressources/a.yml").unlink()
    assert construire(mini) == 0
    page = mini.root / "site/offre/ressources/a/index.html"
    assert "Elle n’est plus sur ce site." in page.read_text("utf-8"), "the day is told once it is written down"
    assert construire(mini) == 0
    assert "Elle a été retirée le 22 novembre 2026." in page.read_text("utf-8")
