"""The yearly list: a commune that joined another leads to it, one that left is told, who names it too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.rendering.rendering import render_corpus
from tests.chemins import AUJOURDHUI
from tests.construction import read, replace_in, tree

Run = Callable[..., tuple[int, str, str]]
CSV = "data/communes.csv"
REUNIE = "03903,Sainte-Balise,03991,03,Hautes-Brises,120\n"


def add(root: Path, line: str) -> None:
    path = root / CSV
    path.write_bytes(path.read_bytes() + line.encode())


@pytest.mark.parametrize("quoted", ['"03903"', "03903"])
def test_a_commune_that_joined_another_leads_to_it(run: Run, racine_petite_ile: Path, quoted: str) -> None:
    add(racine_petite_ile, REUNIE)
    replace_in(racine_petite_ile / "data/territoire.yml", "communes: [toutes]", f"communes: [{quoted}]")
    before = tree(racine_petite_ile)
    code, said, _ = run("territoire", "communes", "--essai", "--racine", racine_petite_ile)
    assert (code, tree(racine_petite_ile) == before) == (0, True)
    assert "Sainte-Balise (03903) rejoint Les Trois-Balises (03901)." in said
    assert "  À changer : data/territoire.yml : relais[1].communes[1]" in said
    assert run("territoire", "communes", "--racine", racine_petite_ile)[0] == 0
    replace_in(racine_petite_ile / "data/territoire.yml", f"communes: [{quoted}]", "communes: [toutes]")
    corpus = read(racine_petite_ile)
    assert dict(corpus.territoire.anciennes_communes) == {"03903": "03901"}
    assert "03903" not in corpus.communes
    (page,) = [page for page in render_corpus(corpus, AUJOURDHUI).pages if page.url == "communes/03903/"]
    assert "communes/03901/" in page.body and "Les Trois-Balises" in page.body
    assert not page.index


def test_a_commune_that_left_and_one_that_came_are_told(run: Run, racine_petite_ile: Path) -> None:
    add(racine_petite_ile, "04901,Le Large,04991,04,Hautes-Brises,300\n")
    text = (racine_petite_ile / CSV).read_text("utf-8")
    (racine_petite_ile / CSV).write_text("".join(x for x in text.splitlines(True) if "Roche-Lune" not in x), "utf-8")
    _, said, _ = run("territoire", "communes", "--racine", racine_petite_ile)
    assert "Roche-Lune (02902) : ajoutée." in said
    assert "Le Large (04901) n'est plus du territoire." in said
    assert set(read(racine_petite_ile).communes) == {"01901", "01902", "01903", "02901", "02902", "03901"}
    assert dict(read(racine_petite_ile).territoire.anciennes_communes) == {}


def test_nothing_new_writes_nothing(run: Run, racine_petite_ile: Path) -> None:
    before = tree(racine_petite_ile)
    code, said, _ = run("territoire", "communes", "--racine", racine_petite_ile)
    assert (code, said) == (0, "Aucune commune ne change.\nRien n'a été écrit.\n")
    assert tree(racine_petite_ile) == before
