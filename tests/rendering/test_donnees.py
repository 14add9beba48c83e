"""« Réutiliser ces données »: its examples run, the territory chooses, its frames are light and hold nothing."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import html

from generator.cli.main import main
from generator.rendering.exports.enregistrement import tout
from generator.rendering.exports.integrations import CSP, HAUTEUR, integration_files
from generator.rendering.page import BASE
from generator.rendering.pages.donnees import _examples, reuse_page
from generator.rendering.site import Site
from generator.rendering.voisins import voisines
from tests.chemins import AUJOURDHUI
from tests.exports import exported, hostile, petite_ile, petite_ile_exported, write
from tests.mini import TERRITOIRE, Mini, officiel, write_mini
from tests.pages import links, words

POIDS = 15_000
"""Bytes of a frame, its two style sheets apart."""


def page(site: Site) -> html.HtmlElement:
    return html.fragment_fromstring(reuse_page(site).body.replace(BASE, ""), create_parent="main")


def test_the_examples_run_on_the_data(tmp_path: Path) -> None:
    """A reader copies them: they are run on the files themselves, as they are written on the page."""
    site = petite_ile()
    folder = write(petite_ile_exported(), tmp_path)
    shown = [code.text_content() for code in page(site).iter("code")]
    for text in _examples(site, "01901").values():
        assert text in shown
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(text.replace("https://petite-ile.test/offre/donnees/", f"{folder.as_uri()}/"), {})  # noqa: S102
        assert "Permanence d'accueil :" in printed.getvalue()


def test_a_neighbour_reads_it_as_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The program downloads, the command that follows is run on another territory: our fiches are there, as ours."""
    folder, there = write(petite_ile_exported(), tmp_path / "publie"), write_mini(tmp_path / "voisin-site")
    program, command = (
        code.text_content() for code in page(petite_ile()).iter("code") if "voisin" in code.text_content()
    )
    monkeypatch.chdir(there.root)
    exec(program.replace("https://petite-ile.test/offre/donnees/", f"{folder.as_uri()}/"), {})  # noqa: S102
    words_of_it = command.removeprefix("python3 lancer.py offre ").split()
    assert main([*words_of_it, "--date", str(AUJOURDHUI)], officiel()) == 0, capsys.readouterr()
    told = voisines(Site(there.corpus(), AUJOURDHUI))
    assert "https://petite-ile.test/offre/offre/services/permanence-accueil/" in {one.fiche.adresse for one in told}


def test_why_no_service_of_insertion_is_there(mini: Mini) -> None:
    assert "Aucun service n'y est aujourd'hui" in words(page(Site(mini.corpus(), AUJOURDHUI)))
    assert "Aucun service n'y est aujourd'hui" not in words(page(petite_ile()))


def test_every_file_that_it_names_is_there() -> None:
    made = petite_ile_exported()
    inside = [link.removeprefix("/") for link in links(page(petite_ile())) if not link.startswith("https:")]
    assert inside
    assert [link for link in inside if link not in made] == []


def test_what_a_format_leaves_out_is_counted() -> None:
    text = words(page(petite_ile()))
    assert "Pas dedans aujourd'hui : 1 (pas ouvert aujourd'hui)" in text


def test_a_territory_chooses(mini: Mini) -> None:
    mini.add(TERRITOIRE, "exports: [json]\n")
    site = Site(mini.corpus(), AUJOURDHUI)
    made = exported(site)
    assert all(path.startswith("donnees/v1/") or path == "donnees/catalogue.jsonld" for path in made)
    text = words(page(site))
    assert "JSON, version 1" in text
    assert "Atom" not in text
    assert "iframe" not in text


def test_a_territory_may_publish_none(mini: Mini) -> None:
    mini.add(TERRITOIRE, "exports: []\n")
    site = Site(mini.corpus(), AUJOURDHUI)
    assert exported(site) == {}
    assert "Les fichiers" not in words(page(site))


def frames(site: Site) -> Mapping[str, bytes]:
    return {file.path: file.data for file in integration_files(site, tout(site))}


@pytest.mark.parametrize("site", [petite_ile(), hostile()], ids=["petite-ile", "hostile"])
def test_a_frame_is_light_and_holds_nothing_that_runs(site: Site) -> None:
    made = frames(site)
    assert len(made) == len(site.corpus.communes) + len(site.corpus.arbres)
    for path, data in made.items():
        assert len(data) <= POIDS, path
        tree = html.document_fromstring(data)
        assert not list(tree.iter("script", "form", "input", "button", "iframe", "img"))
        assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [CSP]
        for link in tree.xpath("//body//a"):
            outside = link.get("href").startswith(("tel:", "mailto:"))
            assert outside or (link.get("target"), link.get("rel")) == ("_blank", "noopener")


def test_the_snippet_has_a_frame_and_a_plain_link() -> None:
    (text,) = (code.text_content() for code in page(petite_ile()).iter("code") if "iframe" in code.text_content())
    copied = html.fragment_fromstring(text, create_parent="div")
    (frame,) = copied.iter("iframe")
    assert frame.get("src").removeprefix("https://petite-ile.test/offre/") in frames(petite_ile())
    assert frame.get("title")
    assert frame.get("height") == str(HAUTEUR)
    assert "allow-scripts" not in frame.get("sandbox")
    assert links(copied) == ["https://petite-ile.test/offre/communes/01901/"]


def test_a_frame_says_what_is_open_there_only() -> None:
    text = words(html.document_fromstring(frames(petite_ile())["integrer/communes/03901.html"]))
    assert "Accompagnateur référent" not in text, "à l'essai dans deux autres communes"
    assert "02 61 91 00 01" in text
