"""Each checker has a small page that makes it fail; a sound page passes them all."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.inspection import vnu
from tests.inspection.__main__ import main
from tests.inspection.faute import Faute
from tests.inspection.gabarits import FEUILLE, Gabarit, pages_of, prefix_of, sample, template_of
from tests.inspection.inspecter import CONTENUS, CONTROLES, STRUCTURE, VNU, Rapport, check_all, check_html
from tests.inspection.papier import pdf_pages
from tests.inspection.structure import check_structure
from tests.inspection.visite import Visiteur, serve_compressed

FAUTES = Path(__file__).parent.parent / "inspection" / "fautes"
ATTENDUES = (
    ("axe", "contraste", "axe color-contrast", "320 px, clair"),
    ("axe", "contraste-sombre", "axe color-contrast", "1280 px, sombre"),
    ("axe", "contraste-force", "axe color-contrast", "1280 px, contraste forcé"),
    ("axe", "sans-nom-sombre", "axe button-name", "1280 px, sombre"),
    ("axe", "ecrit-apres-demande", "axe button-name", "1280 px, clair"),
    ("axe", "contraste-sombre-etroit", "axe color-contrast", "320 px, sombre"),
    ("axe", "cible-etroite", "axe target-size", "320 px, clair"),
    ("axe", "cible", "axe target-size", "320 px, clair"),
    ("axe", "titres", "axe heading-order", "1280 px, clair"),
    ("clavier", "souris-seule", "« Menu » se clique mais le clavier ne l'atteint pas", "320 px"),
    ("clavier", "focus-invisible", "focus sans contour", "1280 px"),
    ("clavier", "focus-invisible-large", "focus sans contour", "1280 px"),
    ("clavier", "focus-pale", "contour du focus, contraste 1.4", "1280 px"),
    ("clavier", "focus-pale-sombre", "en sombre, <a> « Un lien » : contour du focus", "1280 px"),
    ("clavier", "hors-ecran", "« Un tiroir fermé » a le focus hors de l'écran", "320 px"),
    ("clavier", "focus-cache", "« Un lien » a le focus mais <div> « Un rideau » le cache", "320 px"),
    ("clavier", "piege", "piège au clavier sur <button> « Piège »", "320 px"),
    ("clavier", "piege", "« Jamais atteint » n'est pas atteint au clavier", "320 px"),
    ("clavier", "sans-evitement", "le premier arrêt du clavier n'est pas un lien d'évitement", "320 px"),
    ("clavier", "prend-le-focus", "à l'ouverture, le focus est déjà sur <input", "320 px"),
    ("clavier", "evitement-mort", "ne mène pas dans le contenu", "320 px"),
    ("clavier", "menu-sans-bouton", "aucun vrai bouton ne l'ouvre", "320 px"),
    ("clavier", "menu-sans-echap", "Échap ne ferme pas le menu", "320 px"),
    ("tenue", "trop-large", "défilement horizontal", "320 px, zoom 400 %"),
    ("tenue", "espacement", "du texte est coupé", "1280 px, espacement 1.4.12"),
    ("tenue", "texte-double", "du texte est coupé", "1280 px, texte à 200 %"),
    ("mouvement", "mouvement", "<a.> : transition", ""),
    ("mouvement", "mouvement", "<h1.> : animation", ""),
    ("réseau et poids", "ailleurs", "demande partie ailleurs : http://ailleurs.invalid/i.png", ""),
    ("réseau et poids", "ailleurs-tard", "demande partie ailleurs : http://ailleurs.invalid/tard.png", ""),
    ("réseau et poids", "garde", "gardé sur l'appareil sans un geste : localStorage", ""),
    ("réseau et poids", "garde", "gardé sur l'appareil sans un geste : cookie b", ""),
    ("réseau et poids", "fichier-absent", "fichier qui ne vient pas : absent.png", ""),
    ("réseau et poids", "console", "console : défaut", ""),
    ("réseau et poids", "trop-d-elements", "éléments, 250 au plus", ""),
    ("sans JavaScript", "que-du-script", "le titre « Venu du script » manque", ""),
    ("sans JavaScript", "que-du-script", "le lien « /plus » manque", ""),
    ("sans JavaScript", "cache-sans-script", "le texte « Une phrase assez longue", ""),
    ("papier", "imprime-menu", "<nav > est imprimé", "papier"),
    ("papier", "imprime-menu", "1 liens de ce site sont imprimés avec leur adresse entière", "papier"),
    ("papier", "trop-longue", "pages A4, 2 au plus", "papier"),
    ("papier", "trop-longue", "le code de la page n'est pas imprimé", "papier"),
    ("papier", "trop-longue", "aucune date n'est imprimée", "papier"),
)
"""Checker, page, what it must say, in which conditions."""


@pytest.fixture(scope="module")
def visiteur(navigateur: Browser) -> Iterator[Visiteur]:
    with serve_compressed(FAUTES) as base:
        visiteur = Visiteur(navigateur, base)
        yield visiteur
        visiteur.close()


@pytest.fixture(scope="module")
def trouve(visiteur: Visiteur) -> Callable[[str, str], list[Faute]]:
    """`trouve(checker, page)`: what this checker says of this page, looked at once."""
    return cache(lambda checker, page: CONTROLES[checker](visiteur, as_fiche(page)))


def as_fiche(name: str) -> Gabarit:
    """The page, held to what a fiche must do: the strictest budgets, and paper."""
    return Gabarit("fiche-service", f"{name}.html")


@pytest.mark.parametrize(("checker", "page", "said", "mode"), ATTENDUES)
def test_each_fault_is_seen(
    trouve: Callable[[str, str], list[Faute]], checker: str, page: str, said: str, mode: str
) -> None:
    faults = trouve(checker, page)
    assert [fault for fault in faults if said in fault.message and fault.mode == mode], faults


def test_a_sheet_to_take_away_is_one_page(visiteur: Visiteur) -> None:
    """The same page may be a fiche, on two sheets of paper, and is too long to be the one that a group fills in."""
    faults = CONTROLES["papier"](visiteur, Gabarit(FEUILLE, "trop-longue.html"))
    assert [fault for fault in faults if "pages A4, 1 au plus" in fault.message], faults


def test_every_checker_has_its_fault_and_every_page_its_use() -> None:
    assert {checker for checker, *_ in ATTENDUES} == set(CONTROLES)
    used = {page for _, page, *_ in ATTENDUES} | {"saine", "html-invalide"}
    assert used == {path.stem for path in FAUTES.glob("*.html")}


@pytest.mark.parametrize("checker", CONTROLES)
def test_a_sound_page_passes(visiteur: Visiteur, checker: str) -> None:
    assert CONTROLES[checker](visiteur, Gabarit("autre", "saine.html")) == []


def test_only_the_forced_colours_are_wrong(trouve: Callable[[str, str], list[Faute]]) -> None:
    faults = trouve("axe", "contraste-force")
    assert {fault.mode.partition(", ")[2] for fault in faults} == {"contraste forcé"}


def test_contents_alone_are_looked_at_by_some_checkers(visiteur: Visiteur) -> None:
    faults, seconds = check_all(
        visiteur, [as_fiche(name) for name in ("trop-large", "contraste", "contraste-force")], CONTENUS
    )
    assert set(CONTENUS) < set(CONTROLES)
    assert faults.keys() == seconds.keys() == set(CONTENUS)
    assert {fault.page for fault in faults["tenue"]} == {"trop-large.html"}
    assert {fault.page for fault in faults["axe"]} == {"contraste.html"}, "in light colours"


def test_a_shell_is_looked_at_once_and_what_it_holds_each_time(navigateur: Browser, tmp_path: Path) -> None:
    """Three pages around which all is the same: its fault is told on the first, those of each page on each."""
    shell = '<header><a href="#contenu">Contenu</a></header>', "<footer><p>Pied<a href='./'>Un</a></p></footer>"
    for name in ("saine", "contraste-sombre", "piege"):
        page = (FAUTES / f"{name}.html").read_text("utf-8").replace("<body>", f"<body>{shell[0]}")
        page = page.replace("</head>", "<style>footer p{color:#bbb}</style></head>")
        (tmp_path / f"{name}.html").write_text(page.replace("</body>", f"{shell[1]}</body>"), "utf-8")
    with serve_compressed(tmp_path) as base:
        visiteur = Visiteur(navigateur, base)
        first, second, third = (
            [
                f"{fault.mode} {fault.message}"
                for check in (CONTROLES["axe"], CONTROLES["clavier"])
                for fault in check(visiteur, page)
            ]
            for page in map(as_fiche, ("saine", "contraste-sombre", "piege"))
        )
        visiteur.close()
    assert any("footer" in fault for fault in first)
    assert not any("footer" in fault for fault in (*second, *third))
    assert [fault[:20] for fault in second if "color-contrast" in fault] == ["1280 px, sombre axe "]
    assert any("piège au clavier sur <button> « Piège »" in fault for fault in third)


def test_the_structure_of_a_page() -> None:
    pages = {name: (FAUTES / name).read_text("utf-8") for name in ("titres.html",)}
    home = '<!doctype html><html lang="fr"><head><title>Site</title><meta name="description" content="d"></head>'
    home += "<body><main><h1>A</h1></main></body></html>"
    faults = [
        fault.message for fault in check_structure({"index.html": home, **pages, "b/index.html": pages["titres.html"]})
    ]
    assert "titre « Sans territoire » : « … – Site » attendu" in faults
    assert "titre « Sans territoire » porté aussi par /b/ (2 pages)" in faults
    assert "2 élément h1 au lieu d'un" in faults
    assert "un titre h3 suit un titre h1" in faults
    assert "la langue de la page n'est pas « fr »" in faults
    assert "la description manque" in faults
    assert check_structure({"index.html": home}) == []


@pytest.mark.lent
def test_the_html_checker_sees_a_fault_or_says_that_it_cannot(tmp_path: Path) -> None:
    """A folder named, and a page; not the other page, which is as wrong."""
    (tmp_path / "la").mkdir()
    for name in ("saine.html", "la/saine.html", "la/html-invalide.html", "html-invalide.html"):
        (tmp_path / name).write_bytes((FAUTES / Path(name).name).read_bytes())
    rapport = Rapport()
    check_html(rapport, tmp_path, [tmp_path / "la", tmp_path / "saine.html"])
    if rapport.avis:
        assert "n'a pas été fait" in rapport.avis[0]
        assert bool(rapport.fautes[VNU]) == vnu.is_required()
    else:
        assert {fault.page for fault in rapport.fautes[VNU]} == {"la/html-invalide.html"}


@pytest.mark.parametrize("missing", ["Java", "npm"])
def test_a_missing_tool_passes_here_and_fails_in_ci(
    missing: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def which(name: str) -> str | None:
        return None if (name == "java") == (missing == "Java") else f"/bin/{name}"

    monkeypatch.setattr("shutil.which", which)
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    done = subprocess.CompletedProcess([], 0, "", "")
    monkeypatch.setattr(subprocess, "run", lambda *args, **options: done)
    for value, faults in (("", 0), ("true", 1)):
        monkeypatch.setenv("CI", value)
        rapport = Rapport()
        check_html(rapport, tmp_path)
        assert rapport.avis == [f"Le contrôle du HTML (vnu) n'a pas été fait : {missing} manque sur cette machine."]
        assert len(rapport.fautes[VNU]) == faults


def test_another_jar_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shutil.which", lambda name: name)
    monkeypatch.setattr(subprocess, "run", lambda *args, **options: subprocess.CompletedProcess([], 0, "", ""))
    (tmp_path / f"vnu-{vnu.VERSION}.jar").write_bytes(b"autre chose")
    with pytest.raises(vnu.VnuAbsent, match="n'est pas le fichier attendu"):
        vnu.find_vnu(tmp_path)


def test_pages_of_a_pdf_are_counted(navigateur: Browser) -> None:
    page = navigateur.new_page()
    page.set_content("<p>Un</p>" + "<p style='break-before:page'>Encore</p>" * 4)
    assert pdf_pages(page.pdf(format="A4")) == 5
    page.close()


def test_an_unknown_template_is_visited_all_the_same() -> None:
    pages = {"index.html": "", "guides/a/index.html": "x", "guides/b/index.html": "xx", "nouveau/index.html": ""}
    assert [(g.nom, g.adresse, g.pages) for g in sample(pages)] == [
        ("accueil", "", 1),
        ("autre : guides", "guides/b/", 2),
        ("autre : nouveau", "nouveau/", 1),
    ]
    assert template_of("offre/financements/tous/page/2/index.html", "") == "liste"


def test_the_prefix_is_read_from_the_404_page(site_petite_ile: Path) -> None:
    assert prefix_of(pages_of(site_petite_ile)) == "/offre/"
    assert prefix_of({"404.html": '<link rel="stylesheet" href="/assets/site.css">'}) == "/"


def test_a_folder_that_is_no_site_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("Écrire : python -m tests.inspection DOSSIER")


@pytest.fixture
def sans_navigateur(monkeypatch: pytest.MonkeyPatch) -> Callable[[Rapport], None]:
    return lambda rapport: monkeypatch.setattr("tests.inspection.__main__.inspect", lambda folder, contenus: rapport)


def test_the_report_says_all_and_the_exit_code_follows(
    sans_navigateur: Callable[[Rapport], None], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "index.html").touch()
    rapport = Rapport(pages=3, gabarits=[Gabarit("accueil", "index.html")], absents=["sortie"])
    rapport.fautes[STRUCTURE] = []
    sans_navigateur(rapport)
    assert main([str(tmp_path), "--tout"]) == 2
    assert main([str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert "Aucune page de ce site pour : sortie." in shown
    assert shown.endswith("Aucune faute.\n")
    rapport.fautes["axe"] = [Faute("plan/", "axe label : input", "320 px, clair")]
    assert main([str(tmp_path)]) == 1
    assert "/plan/ [320 px, clair] : axe label : input" in capsys.readouterr().out
