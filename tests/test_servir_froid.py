"""`servir` remembers, `construire` does not: after any change, both write the same site, byte for byte."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.corpus import memoire
from generator.pipeline import construct, verify
from tests.chemins import AUJOURDHUI
from tests.construction import officiel, tree, without_arbres
from tests.exemples import complet

Hasard = random.Random
FOIS = 200 if complet() else 8
"""Changes drawn by lot."""
MEMES = "# Une ligne que personne ne lit.\n"


def _texts(root: Path, *suffixes: str) -> list[Path]:
    found = (path for top in ("content", "data") for path in (root / top).rglob("*") if path.suffix in suffixes)
    return sorted(found)


def un_mot(root: Path, hasard: Hasard) -> None:
    """A word more in a text that people read."""
    path = hasard.choice(_texts(root, ".yml"))
    lines = path.read_text("utf-8").split("\n")
    said = [rank for rank, line in enumerate(lines) if re.search(r'^\s*(- )?(\w+: )?"[A-ZÉ][^"]* [^"]*"$', line)]
    if said:
        rank = hasard.choice(said)
        lines[rank] = re.sub(r'( [^" ]*)"$', rf'\1 {hasard.choice("abcdef")}"', lines[rank])
        path.write_text("\n".join(lines), "utf-8")


def un_mot_du_guide(root: Path, hasard: Hasard) -> None:
    path = hasard.choice(_texts(root, ".md"))
    path.write_text(f"{path.read_text('utf-8')}\nUne phrase de plus, {hasard.randrange(9)}.\n", "utf-8")


def une_ligne(root: Path, hasard: Hasard) -> None:
    """A line twice, or a line less: most often, an error that stops the build."""
    path = hasard.choice(_texts(root, ".yml", ".md", ".csv"))
    lines = path.read_text("utf-8").split("\n")
    rank = hasard.randrange(len(lines))
    lines[rank : rank + 1] = [] if hasard.random() < 0.5 else [lines[rank]] * 2
    path.write_text("\n".join(lines), "utf-8")


def une_valeur(root: Path, hasard: Hasard) -> None:
    """A value of a closed list for another."""
    path = hasard.choice(sorted((root / "content").rglob("*.yml")))
    text = path.read_text("utf-8")
    pairs = (("statut: actif", "statut: clos"), ("type: gratuit", "type: payant"), ("type: territoire", "type: france"))
    before, after = hasard.choice(pairs)
    path.write_text(text.replace(before, after) if before in text else text.replace(after, before), "utf-8")


def un_nom_de_fichier(root: Path, hasard: Hasard) -> None:
    path = hasard.choice(_texts(root, ".yml"))
    path.rename(path.with_stem(f"{path.stem}-{hasard.randrange(9)}"))


def un_fichier_de_moins(root: Path, hasard: Hasard) -> None:
    hasard.choice(_texts(root, ".yml", ".md", ".csv", ".geojson", ".pdf")).unlink()


def une_copie(root: Path, hasard: Hasard) -> None:
    path = hasard.choice(sorted((root / "content").rglob("*.yml")))
    shutil.copy(path, path.with_stem(f"{path.stem}-bis"))


def rien(root: Path, hasard: Hasard) -> None:
    """The bytes change, what they say does not."""
    path = hasard.choice(_texts(root, ".yml"))
    path.write_text(MEMES + path.read_text("utf-8"), "utf-8")


GESTES: tuple[Callable[[Path, Hasard], None], ...] = (
    un_mot, un_mot, un_mot, un_mot_du_guide, une_ligne, une_valeur, une_valeur, un_nom_de_fichier, un_fichier_de_moins,
    une_copie, rien,
)  # fmt: skip


@pytest.mark.lent
def test_ce_dont_servir_se_souvient_ne_change_rien(racine_petite_ile: Path, tmp_path: Path) -> None:
    root, hasard = without_arbres(racine_petite_ile) if not complet() else racine_petite_ile, random.Random(18)  # noqa: S311
    kept, warm, cold = tmp_path / "avant", tmp_path / "chaud", tmp_path / "froid"
    rebuilt = 0
    with memoire.remembering():
        construct(root, AUJOURDHUI, warm, officiel(), pertes=True)
        all_made = memoire.end_of_build()
        for fois in range(FOIS):
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(root, kept, ignore=shutil.ignore_patterns("site", "build"))
            geste = hasard.choice(GESTES)
            geste(root, hasard)
            memoire._memoire.made = 0
            bilan = construct(root, AUJOURDHUI, warm, officiel(), pertes=True)
            made = memoire._memoire.made
            if bilan.publiable and not bilan.defauts:
                memoire.end_of_build()
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(memoire, "_memoire", memoire._Memoire())
                sure = (
                    construct(root, AUJOURDHUI, cold, officiel(), pertes=True)
                    if bilan.pages
                    else verify(root, AUJOURDHUI, officiel())
                )
            assert bilan.problems == sure.problems, (fois, geste)
            assert (bilan.pages, bilan.defauts) == (sure.pages, sure.defauts), (fois, geste)
            if sure.pages and not sure.defauts:
                rebuilt += 1
                here, there = tree(warm), tree(cold)
                differing = [name for name in {**here, **there} if here.get(name) != there.get(name)]
                assert differing == [], (fois, geste)
            if not bilan.publiable or bilan.defauts:
                for top in ("content", "data"):
                    shutil.rmtree(root / top)
                    shutil.copytree(kept / top, root / top)
            elif geste is rien:
                assert made < all_made / 20, "what says the same is not made again"
    assert rebuilt > FOIS / 4
