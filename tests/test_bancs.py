"""The measures measure what they say: a valid territory, work in proportion to its size, every stage told."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from benchmarks import pairs, socle
from benchmarks.corpus_synthetique import counts, officiel, write_territory
from benchmarks.longueurs import tailles
from generator.corpus.genres import FICHES
from generator.pipeline import Bilan, construct, verify
from generator.rendering.codes import DOSSIER
from generator.rendering.labels import AXES
from generator.rendering.pagination import PAR_PAGE
from tests.chemins import AUJOURDHUI

TAILLES = (60, 120)


@dataclass(frozen=True)
class Construit:
    """One synthetic territory and its site."""

    n: int
    racine: Path
    site: Path
    bilan: Bilan

    @property
    def fiches(self) -> list[Path]:
        """The pages of the fiches, in the site."""
        assert self.bilan.corpus is not None
        urls = {"acteur": "acteurs", "service": "offre/services", "ressource": "offre/ressources"}
        return [
            self.site / urls.get(kind, "offre/financements") / identifiant / "index.html"
            for kind, identifiant, _ in self.bilan.corpus.fiches()
        ]

    @property
    def redirections(self) -> int:
        """Former ids, each of which keeps a page."""
        assert self.bilan.corpus is not None
        return sum(len(fiche.anciens_ids) for _, _, fiche in self.bilan.corpus.fiches())


@pytest.fixture(scope="module")
def construits(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Construit]:
    made = {}
    for n in TAILLES:
        folder = tmp_path_factory.mktemp(f"banc-{n}")
        racine = write_territory(n, folder / "territoire")
        bilan = construct(racine, AUJOURDHUI, folder / "site", officiel())
        made[n] = Construit(n, racine, folder / "site", bilan)
    return made


def files_of(racine: Path) -> dict[str, bytes]:
    return {path.relative_to(racine).as_posix(): path.read_bytes() for path in racine.rglob("*.yml")}


@pytest.mark.parametrize("n", TAILLES)
def test_the_territory_has_no_error_and_builds(construits: dict[int, Construit], n: int) -> None:
    made = construits[n]
    assert [found for found in made.bilan.problems if found.severity == "erreur"] == []
    assert made.bilan.defauts == ()
    assert made.bilan.comptes == counts(n)
    pages = [one.relative_to(made.site).as_posix() for one in made.site.rglob("*.html")]
    assert made.bilan.pages == sum(not one.startswith(DOSSIER) for one in pages)


def test_the_mix_is_the_one_that_is_announced() -> None:
    assert counts(1000) == {"acteur": 300, "service": 350, "ressource": 250, "financement": 100}
    assert all(sum(counts(n).values()) == n for n in range(20, 200))


def test_fiches_are_as_long_as_real_ones(construits: dict[int, Construit]) -> None:
    """The mean of the real ones, at the same mix: 1,590 bytes, 35 lines, 31 values."""
    sizes = tailles(construits[120].racine)
    assert sum(size.fiches for size in sizes.values()) == 120

    def mean(name: str) -> float:
        return sum(size.fiches * getattr(size, name) for size in sizes.values()) / 120

    assert 1_600 <= mean("octets") <= 1_900
    assert 36 <= mean("lignes") <= 44
    assert 32 <= mean("valeurs") <= 37


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, construits: dict[int, Construit]) -> None:
    again = files_of(write_territory(60, tmp_path / "encore"))
    assert again == files_of(construits[60].racine)
    other = files_of(write_territory(60, tmp_path / "autre", seed=2))
    assert other.keys() == again.keys()
    assert sum(other[name] != data for name, data in again.items()) == 60


def test_too_few_fiches_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="20 fiches au moins"):
        write_territory(19, tmp_path / "petit")


@pytest.mark.parametrize("n", TAILLES)
def test_each_file_is_read_once(construits: dict[int, Construit], n: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """One parse per file, and one more for each file that a warning points into, deeper than a whole field: never one
    per rule."""
    made = construits[n]
    passes, told = 0, []
    loader = yaml.CSafeLoader

    def counted(source: bytes) -> yaml.CSafeLoader:
        nonlocal passes
        passes += 1
        return loader(source)

    monkeypatch.setattr(yaml, "CSafeLoader", counted)
    bilan = verify(made.racine, AUJOURDHUI, officiel(), lambda what, *far: told.append(what))
    read = [what for what in told if what.startswith("content/")]
    assert sorted(read) == sorted(name for name in files_of(made.racine) if name.startswith("content/"))
    located = {found.path for found in bilan.problems if found.line and found.path.endswith(".yml")}
    deep = {found.path for found in bilan.problems if found.path in located and set(".[") & set(found.where)}
    assert len(deep) < len(located)
    assert passes == len(files_of(made.racine)) + len(deep)


def test_pages_grow_in_proportion_to_the_fiches(construits: dict[int, Construit]) -> None:
    """One page per fiche and per former id; the others are lists, cut every PAR_PAGE entries."""
    others = {}
    for n, made in construits.items():
        assert len(set(made.fiches)) == n
        assert all(page.is_file() for page in made.fiches)
        others[n] = made.bilan.pages - n - made.redirections
    corpus = construits[60].bilan.corpus
    assert corpus is not None
    lists = 1 + len(FICHES) + 4 + sum(len(corpus.referentiels[axis].termes) for axis in AXES)
    more = max(TAILLES) - min(TAILLES)
    assert 0 < others[120] - others[60] <= lists * -(-more // PAR_PAGE)


def test_every_stage_is_told(construits: dict[int, Construit], tmp_path: Path) -> None:
    """A renamed message of progress would put a stage's time on the account of another."""
    found = socle.construire(construits[60].racine, tmp_path / "site")
    assert set(found["etapes"]) == set(socle.ETAPES) - {"démarrage"}
    assert all(cpu >= 0 and wall > 0 for cpu, wall in found["etapes"].values())
    assert (found["pages"], found["erreurs"], found["defauts"]) == (construits[60].bilan.pages, 0, 0)
    assert found["memoire"] > 10


def mesure(n: int, reading: float, rest: float = 0.0, memory: float = 100) -> socle.Mesure:
    spent = {"lecture": (reading, reading), "rendu": (rest, rest)}
    weights = {"moyenne": (9000.0, 3000.0), "maximum": (20000, 5000)}
    return socle.Mesure(n, spent, memory, n + 50, 0, weights)


PLAIN = {
    "commande": (0.6, 0.7),
    "interne": (0.3, 0.3),
    "yaml 1000": (0.15, 0.15),
    "yaml 10000": (1.5, 1.5),
    "pages 1000": (2.4, 2.4),
}


@pytest.mark.parametrize(
    ("small", "large", "missed"),
    [
        (mesure(1_000, 0.2), mesure(10_000, 2.0), []),
        (mesure(1_000, 0.3), mesure(10_000, 3.0), ["lecture et règles, 1000", "lecture et règles, 10000"]),
        (mesure(1_000, 0.2, 2.1), mesure(10_000, 2.0, 20.0), ["1 000 fiches, commande entière, CPU"]),
        (
            mesure(1_000, 0.31),
            mesure(10_000, 3.0),
            ["lecture et règles, 1000", "lecture et règles, 1000", "lecture et règles, 10000"],
        ),
        (
            mesure(1_000, 0.2, 2.3),
            mesure(10_000, 2.0, 20.0),
            ["1 000 fiches, commande entière, CPU", "1 000 fiches, commande entière, horloge", "1 000 fiches, CPU"],
        ),
        (mesure(1_000, 0.2), mesure(10_000, 2.0, memory=501), ["mémoire, 10000"]),
        (mesure(1_000, 0.1), mesure(10_000, 2.0), ["lecture et règles : temps", "tout : temps"]),
    ],
)
def test_a_missed_target_is_told(small: socle.Mesure, large: socle.Mesure, missed: list[str]) -> None:
    rows = socle.objectifs({1_000: small, 10_000: large}, PLAIN)
    assert len(rows) == 10
    failed = [text for text, _, met in rows if not met]
    assert len(failed) == len(missed)
    assert all(text.startswith(start) for text, start in zip(failed, missed, strict=True))
    report = socle.rapport({1_000: small, 10_000: large}, PLAIN)
    assert report.count("| **non** |") == len(missed)
    assert report.count("| oui |") == 10 - len(missed)


def test_the_least_costly_round_is_kept() -> None:
    kept: dict[int, float] = {}
    for spent in (3.0, 1.0, 2.0):
        socle.garder(kept, 100, spent, lambda found: found)
    assert kept == {100: 1.0}


def test_the_plain_site_has_its_pages(tmp_path: Path) -> None:
    plain = pairs.ecrire_mkdocs(tmp_path / "mkdocs")
    assert len(list((plain / "docs").glob("*.md"))) == pairs.PAGES_MKDOCS == 20
    assert (plain / "mkdocs.yml").read_text("utf-8") == "site_name: Essai\ntheme:\n  name: material\n"


def test_the_site_beside_has_the_words_of_the_fiches(construits: dict[int, Construit], tmp_path: Path) -> None:
    """A peer with less to say would flatter nobody."""
    plain = pairs.ecrire_pages(tmp_path / "pages", construits[60].racine)
    pages = {path.name: path.read_text("utf-8") for path in (plain / "docs").glob("*.md")}
    assert len(pages) == 61
    written = pairs.fiches(construits[60].racine)
    words = sum(len(path.read_text("utf-8").split()) for path in written)
    assert sum(len(page.split()) for page in pages.values()) >= words


def test_the_peers_are_measured(construits: dict[int, Construit]) -> None:
    cpu, wall = pairs.mesurer_yaml(construits[60].racine)
    assert cpu > 0 and wall > 0


@pytest.mark.parametrize("name", sorted(path.stem for path in Path(socle.__file__).parent.glob("*.py")))
def test_every_measure_can_be_started(name: str) -> None:
    """A measure follows the names of what it measures."""
    assert importlib.import_module(f"benchmarks.{name}")
