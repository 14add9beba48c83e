"""Every kind of fault that is planted is found; a clean site has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.publishing.verification import Defaut, Verification
from generator.rendering.page import BASE, MARQUE

HEAD = '<head><meta charset="utf-8"><title>Titre</title></head>'
PAGE = f'<!doctype html><html lang="fr">{HEAD}<body><h1>Titre</h1>{{}}</body></html>'
CLEAN = (
    '<p><a href="fiche/">une fiche</a> <a href="./">ici</a> <a href="#bas">bas</a> <a href="">même page</a>'
    ' <a href="fiche/#suite">suite</a> <a href="?q=1">question</a> <a href="/offre/fiche/">absolu</a></p>'
    '<p id="bas"><a href="https://ailleurs.example/x?y#z">ailleurs</a> <a href="tel:+33261910001">tél</a>'
    ' <a href="mailto:a@b.example">écrire</a></p><img src="assets/a%20b.svg" alt="">'
)


def verify_site(folder: Path, prefix: str = "/") -> tuple[Defaut, ...]:
    verification = Verification(folder, prefix)
    verification.read_all()
    return verification.conclude()


def write(folder: Path, body: str = CLEAN, inside: str = '<p id="suite"><a href="../">retour</a></p>') -> Path:
    site = folder / "site"
    (site / "fiche").mkdir(parents=True, exist_ok=True)
    (site / "assets").mkdir(exist_ok=True)
    (site / "assets" / "a b.svg").write_text("<svg/>")
    (site / "index.html").write_text(PAGE.format(body), encoding="utf-8")
    (site / "fiche" / "index.html").write_text(PAGE.format(inside), encoding="utf-8")
    return site


def faults(folder: Path, body: str, prefix: str = "/offre/") -> list[tuple[str, str]]:
    return [(fault.page, fault.message) for fault in verify_site(write(folder, body), prefix)]


def test_a_clean_site_has_no_fault(tmp_path: Path) -> None:
    assert verify_site(write(tmp_path), "/offre/") == ()


def test_the_built_site_has_no_fault(site_petite_ile: Path) -> None:
    assert verify_site(site_petite_ile, "/offre/") == ()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<a href="absente/">x</a>', "lien mort vers absente/index.html"),
        ('<a href="fiche">x</a>', "lien mort vers fiche"),
        ('<a href="fiche/absente.pdf">x</a>', "lien mort vers fiche/absente.pdf"),
        ('<a href="#absente">x</a>', "ancre morte : index.html#absente"),
        ('<a href="fiche/#absente">x</a>', "ancre morte : fiche/index.html#absente"),
        ('<img src="absente.svg" alt="">', "lien mort vers absente.svg"),
        ('<link rel="stylesheet" href="absente.css">', "lien mort vers absente.css"),
        ('<script src="absent.js"></script>', "lien mort vers absent.js"),
        ('<form action="absente/"></form>', "lien mort vers absente/index.html"),
        ('<a href="../x/">x</a>', "lien qui sort du site : ../x/"),
        ('<a href="fiche/../../x/">x</a>', "lien qui sort du site : fiche/../../x/"),
        ('<a href="/fiche/">x</a>', "lien hors du site : /fiche/"),
        ('<a href="/">x</a>', "lien hors du site : /"),
        ('<a href="javascript:alert(1)">x</a>', "lien refusé : javascript:alert(1)"),
        ('<a href="data:text/html,x">x</a>', "lien refusé : data:text/html,x"),
        ('<a href="//ailleurs.example/">x</a>', "lien refusé : //ailleurs.example/"),
        ('<a href="http://[x">x</a>', "lien illisible : http://[x"),
        ('<p id="a"></p><p id="a"></p>', "identifiant présent deux fois : a"),
        ("<h1>Deux</h1>", "il faut un titre h1, et un seul"),
        ("<script>alert(1)</script>", "script écrit dans la page"),
        ('<script type="module">alert(1)</script>', "script écrit dans la page"),
        ('<meta http-equiv="Refresh" content="0;url=x">', "redirection automatique"),
        ('<p onclick="x()">x</p>', "attribut interdit : onclick"),
        ('<p ONMOUSEOVER="x()">x</p>', "attribut interdit : onmouseover"),
        ('<p style="color:red">x</p>', "attribut interdit : style"),
        ('<button formaction="https://a.example/">x</button>', "attribut interdit : formaction"),
        ('<a href="fiche/" ping="https://a.example/">x</a>', "attribut interdit : ping"),
        ('<img src="assets/a%20b.svg" srcset="https://a.example/x" alt="">', "attribut interdit : srcset"),
        *((f"<{tag}></{tag}>", f"balise interdite : {tag}") for tag in ("iframe", "object", "style")),
        ("<base>", "balise interdite : base"),
        ("<embed>", "balise interdite : embed"),
        ('<img src="https://a.example/x.png" alt="">', "ressource prise ailleurs : https://a.example/x.png"),
        ('<link rel="stylesheet" href="HTTPS://a.example/x">', "ressource prise ailleurs : HTTPS://a.example/x"),
        ('<script src="//a.example/x.js"></script>', "ressource prise ailleurs : //a.example/x.js"),
        ('<video src="https://a.example/x"></video>', "ressource prise ailleurs : https://a.example/x"),
    ],
)
def test_a_planted_fault_is_found(tmp_path: Path, body: str, message: str) -> None:
    assert ("index.html", message) in faults(tmp_path, body)


@pytest.mark.parametrize("mark", [BASE, MARQUE, f"{MARQUE}CORPS{MARQUE}"])
def test_a_mark_left_in_a_page_is_found(tmp_path: Path, mark: str) -> None:
    assert faults(tmp_path, f"<p>{mark}</p>") == [("index.html", "un marqueur est resté dans la page")]


def test_words_between_at_signs_are_only_words(tmp_path: Path) -> None:
    assert faults(tmp_path, "<p>@@CORPS@@ {{ 7 * 7 }}</p>") == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<h1>Titre</h1>", "", "il faut un titre h1, et un seul"),
        (' lang="fr"', "", "langue ou titre de page absent"),
        ("<title>Titre</title>", "", "langue ou titre de page absent"),
        ("<title>Titre</title>", "<title> </title>", "langue ou titre de page absent"),
    ],
)
def test_what_every_page_needs(tmp_path: Path, old: str, new: str, message: str) -> None:
    site = write(tmp_path)
    path = site / "fiche" / "index.html"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert verify_site(site, "/offre/") == (Defaut("fiche/index.html", message),)


@pytest.mark.parametrize(
    ("prefix", "href", "found"),
    [
        ("/", "/fiche/", []),
        ("/", "/offre/fiche/", ["lien mort vers offre/fiche/index.html"]),
        ("/offre/", "/offre/fiche/", []),
        ("/offre/", "/offres/", ["lien hors du site : /offres/"]),
        ("/a/b/", "/a/b/fiche/#suite", []),
        ("/a/b/", "/a/fiche/", ["lien hors du site : /a/fiche/"]),
        ("/offre/", "/offre/../fiche/", ["lien qui sort du site : /offre/../fiche/"]),
    ],
)
def test_an_absolute_link_follows_the_sub_path(tmp_path: Path, prefix: str, href: str, found: list[str]) -> None:
    assert [message for _, message in faults(tmp_path, f'<a href="{href}">x</a>', prefix)] == found


def test_a_link_is_read_as_a_browser_reads_it(tmp_path: Path) -> None:
    """Encoded signs, a folder's own page, an accent."""
    site = write(tmp_path, '<a href="fiche/%C3%A9t%C3%A9.pdf">x</a> <a href="fiche/été.pdf#page=2">y</a>')
    (site / "fiche" / "été.pdf").write_bytes(b"%PDF-")
    assert verify_site(site) == ()


def test_a_dead_link_is_told_once_per_target(tmp_path: Path) -> None:
    assert faults(tmp_path, '<a href="x/">x</a><a href="./x/">x</a>') == [("index.html", "lien mort vers x/index.html")]


def test_faults_come_in_order_of_page(tmp_path: Path) -> None:
    site = write(tmp_path, '<a href="b/">b</a><a href="a/">a</a>', '<a href="../c/">c</a>')
    assert [(fault.page, fault.message) for fault in verify_site(site)] == [
        ("fiche/index.html", "lien mort vers c/index.html"),
        ("index.html", "lien mort vers a/index.html"),
        ("index.html", "lien mort vers b/index.html"),
    ]
