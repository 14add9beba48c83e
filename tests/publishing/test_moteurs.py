"""Whatever the engine, the same shells come out once entities are read: words, links, headings, ids, attributes."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import lxml.html
import pytest

from generator.models.territoire import Moteur
from generator.pipeline import construct
from generator.problems.faults import Fault
from generator.publishing.mkdocs import EngineFault, write_sources
from generator.publishing.moteurs import MOTEURS, draw
from tests.chemins import AUJOURDHUI
from tests.construction import officiel, read
from tests.mini import Mini

Dessin = Mapping[str, list[Any]]


def drawn(folder: Path) -> Dessin:
    """Return page → (tag, attributes, text, what follows) of each element, in order: what a reader gets."""
    return {
        path.relative_to(folder).as_posix(): [
            (element.tag, dict(element.attrib), element.text, element.tail)
            for element in lxml.html.fromstring(path.read_text("utf-8")).iter()
        ]
        for path in sorted(folder.rglob("index.html"))
    }


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Dessin:
    return drawn(draw("mkdocs", write_sources(read(), tmp_path_factory.mktemp("mkdocs"))))


def test_every_word_of_the_list_is_an_engine() -> None:
    assert set(MOTEURS) == set(get_args(Moteur))


@pytest.mark.parametrize("moteur", ["jinja", "zensical"])
def test_another_engine_draws_the_same(moteur: Moteur, reference: Dessin, tmp_path: Path) -> None:
    seen = drawn(draw(moteur, write_sources(read(), tmp_path)))
    assert seen.keys() == reference.keys()
    assert len(seen) == 12
    for page, elements in seen.items():
        assert elements == reference[page], page


def test_an_engine_that_refuses_says_why(tmp_path: Path) -> None:
    with pytest.raises(EngineFault, match=r"mkdocs\.yml"):
        draw("zensical", tmp_path / "mkdocs.yml")


def test_the_site_outlives_mkdocs_and_material(mini: Mini, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The day they are gone, one word of territoire.yml gives the same site, byte for byte."""
    before = site_bytes(mini, tmp_path / "avant", "mkdocs")
    for name in list(sys.modules):
        if name.partition(".")[0] in ("mkdocs", "material"):
            monkeypatch.delitem(sys.modules, name)
    for name in ("mkdocs", "material"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(Fault, match=r"« mkdocs » n'est pas installé.*« moteur: jinja »"):
        site_bytes(mini, tmp_path / "sans", "mkdocs")
    assert site_bytes(mini, tmp_path / "apres", "jinja") == before


def site_bytes(mini: Mini, target: Path, moteur: Moteur) -> dict[str, bytes]:
    bilan = construct(mini.root, AUJOURDHUI, target, officiel(), moteur=moteur)
    assert bilan.defauts == ()
    return {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}
