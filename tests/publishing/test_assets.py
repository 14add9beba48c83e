"""What pages ask for is there by the plain route of MkDocs too."""

from __future__ import annotations

from pathlib import Path

from generator.publishing.assets import assets
from generator.publishing.mkdocs import build_with_mkdocs, write_sources
from tests.construction import read, tree


def test_a_plain_build_of_mkdocs_has_the_theme_s_files(tmp_path: Path) -> None:
    html = build_with_mkdocs(write_sources(read(), tmp_path))
    sent = tree(html / "assets")
    assert {name: sent.get(name) for name in assets()} == assets()
    page = (html / "aide" / "index.html").read_text("utf-8")
    assert 'href="../assets/site.css"' in page and 'src="../assets/recherche/champ.js"' in page


def test_the_site_has_them_and_nothing_of_the_engine_s(site_petite_ile: Path) -> None:
    names = {name.removeprefix("assets/") for name in tree(site_petite_ile) if name.startswith("assets/")}
    made = {name for name in names if name.startswith("cartes/")} | {"couleurs.css", "marque.svg", "partage.png"}
    assert names - made == set(assets())
