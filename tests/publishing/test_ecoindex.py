"""Pages weighed as a browser fetches them; a page over its budget is a fault of the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.pipeline import construct
from generator.publishing import publish
from generator.publishing.ecoindex import Balance, compressed
from generator.publishing.verification import Verification
from tests.chemins import AUJOURDHUI, PETITE_ILE
from tests.construction import build, officiel, replace_in, without_arbres

HEAD = '<head><meta charset="utf-8"><title>T</title>{}</head>'
PAGE = f'<!doctype html><html lang="fr">{HEAD}<body><h1>T</h1>{{}}</body></html>'
LINKS = '<link rel="canonical" href="https://a.example/"><link rel="stylesheet" href="assets/a.css">'


def weigh(folder: Path, body: str, gabarit: str = "autre") -> Verification:
    (folder / "assets").mkdir()
    (folder / "assets" / "a.css").write_text("@font-face{src:url(b.woff2)}p{color:red}" + "/* x */" * 200)
    (folder / "assets" / "b.woff2").write_bytes(bytes(range(256)) * 8)
    (folder / "index.html").write_text(PAGE.format(LINKS, body), "utf-8")
    verification = Verification(folder, "/", {"index.html": gabarit})
    verification.read_all()
    return verification


def test_elements_requests_and_bytes(tmp_path: Path) -> None:
    body = '<p>a<svg><g><path d="M0 0"/></g></svg></p><img src="assets/b.woff2" alt="">'
    verification = weigh(tmp_path, body)
    (mesure,) = verification.mesures
    # html, head, meta, title, two link, body, h1, p, svg alone, img.
    assert mesure.elements == 11
    # The page, its stylesheet, and the font that both the stylesheet and the picture ask for; not the canonical.
    assert mesure.requetes == 3
    sizes = compressed((tmp_path / "index.html").read_bytes()) + compressed(
        (tmp_path / "assets" / "a.css").read_bytes()
    )
    assert mesure.octets == sizes + 2048
    assert compressed(b"x" * 10_000) < 100
    assert verification.conclude() == ()


@pytest.mark.parametrize(("gabarit", "elements"), [("question", 150), ("fiche", 250), ("accueil", 250), ("autre", 500)])
def test_a_page_over_its_budget_is_a_fault(tmp_path: Path, gabarit: str, elements: int) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    base = 8
    under = weigh(tmp_path / "a", "<p>a</p>" * (elements - base - 10), gabarit).conclude()
    over = weigh(tmp_path / "b", "<p>a</p>" * (elements - base + 1), gabarit).conclude()
    assert under == ()
    assert [(fault.page, fault.message) for fault in over] == [
        ("index.html", f"page trop lourde : {elements + 1} éléments, {elements} au plus")
    ]


def test_without_templates_there_is_no_budget(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE.format("", "<p>a</p>" * 3000), "utf-8")
    verification = Verification(tmp_path)
    verification.read_all()
    assert (verification.conclude(), verification.mesures) == ((), [])


def test_an_absent_file_weighs_nothing_here(tmp_path: Path) -> None:
    """It is told as a dead link; it is not a request."""
    mesure = Balance(tmp_path).weigh("p", "autre", b"<p>", 1, ["absent.css"])
    assert (mesure.requetes, mesure.octets) == (1, compressed(b"<p>"))


def test_the_site_tells_its_own_weight_and_a_heavy_page_stops_it(tmp_path: Path, racine_petite_ile: Path) -> None:
    bilan = build(racine_petite_ile, tmp_path / "site")
    site = tmp_path / "site"
    weighed = [page for page in site.rglob("*.html") if page.relative_to(site).parts[0] not in ("carnet", "c")]
    assert bilan.pages == len(bilan.mesures) == len(weighed), "a carnet has its own budget, a code a few lines"
    kinds = {mesure.gabarit for mesure in bilan.mesures}
    assert {"accueil", "fiche", "question", "resultat", "autre"} <= kinds
    page = (tmp_path / "site" / "ecoconception" / "index.html").read_text("utf-8")
    assert f"sur les {bilan.pages - 1} autres pages" in page
    home = next(mesure for mesure in bilan.mesures if mesure.page == "index.html")
    assert f"<td>{home.elements} ({home.elements})</td>" in page

    chapitre = next((racine_petite_ile / "content" / "guides" / "methode").glob("*.md"))  # a fiche is refused before
    with chapitre.open("a", encoding="utf-8") as stream:
        stream.write("\n" + "".join(f"- Point {number}.\n" for number in range(600)))
    bilan = construct(without_arbres(racine_petite_ile), AUJOURDHUI, tmp_path / "lourd", officiel())
    (defaut,) = (defaut for defaut in bilan.defauts if "éléments" in defaut.message)
    assert defaut.page == f"guide/{chapitre.stem}/index.html"
    assert defaut.message.startswith("page trop lourde : ")
    assert not (tmp_path / "lourd").exists()


def test_other_colours_change_the_pictures_and_no_page(racine_petite_ile: Path) -> None:
    """A territory with other colours gives other pictures and another stylesheet, and the same pages."""
    without_arbres(racine_petite_ile)
    site, other = racine_petite_ile.parent / "a", racine_petite_ile.parent / "b"
    build(racine_petite_ile, site)
    replace_in(racine_petite_ile / "data" / "territoire.yml", 'principale: "#0a5963"', 'principale: "#7a1f5c"')
    build(racine_petite_ile, other)
    for name in ("assets/couleurs.css", "assets/marque.svg", "assets/partage.png"):
        assert (site / name).read_bytes() != (other / name).read_bytes()
    assert (site / "assets/site.css").read_bytes() == (other / "assets/site.css").read_bytes()
    assert (site / "offre/index.html").read_bytes() == (other / "offre/index.html").read_bytes()


def test_the_pages_of_the_arbres_have_one_bound_together(
    tmp_path: Path, site_petite_ile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the bound the build refuses, and says what to bring closer."""
    weight = sum(path.stat().st_size for path in (site_petite_ile / "orienter").rglob("index.html"))
    monkeypatch.setattr(publish, "MAX_ORIENTATION", weight // 2)
    bilan = construct(PETITE_ILE, AUJOURDHUI, tmp_path / "site", officiel())
    assert [defaut.page for defaut in bilan.defauts] == ["orienter/"]
    assert not (tmp_path / "site").exists()
