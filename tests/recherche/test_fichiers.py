"""What is published: names by content, sizes, whole or split."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.corpus_synthetique import write_territory
from generator.rendering.search import files as publies
from generator.rendering.search.documents import documents_of
from generator.rendering.search.files import AMORCE, index_files, search_files
from generator.rendering.search.postings import CHAMPS, Postings
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.recherche.banc import etoffer, fichiers, index_de, moteur, site


def decode(code: str) -> Iterator[tuple[int, int]]:
    """Read postings back, as moteur.js does."""
    document, step = -1, ""
    for sign in code:
        if sign in publies._MASKS:
            document += int(step or "0", 36) + 1
            step = ""
            yield document, publies._MASKS.index(sign) + 1
        else:
            step += sign


def test_the_starting_file_names_the_others() -> None:
    paths = {file.path: file.data for file in fichiers()}
    amorce = json.loads(paths.pop(AMORCE))
    assert amorce["format"] == publies.FORMAT
    assert {f"recherche/{amorce['index']}", f"recherche/{amorce['fiches']}"} == set(paths)


def test_a_name_is_made_from_the_content() -> None:
    for file in fichiers():
        if file.path != AMORCE:
            assert hashlib.sha256(file.data).hexdigest()[:12] in file.path


def test_the_same_site_gives_the_same_bytes() -> None:
    assert search_files(Site(site().corpus, AUJOURDHUI)) == fichiers()


def test_the_postings_can_be_read_back() -> None:
    index = index_de(fichiers())
    terms = index["partie"]["t"].split(" ")
    codes = index["partie"]["p"].split(" ")
    assert terms == sorted(terms)
    assert {term: list(decode(code)) for term, code in zip(terms, codes, strict=True)} == moteur().postings.terms


def test_every_mask_has_its_sign() -> None:
    assert len(set(publies._MASKS)) == 2 ** len(CHAMPS) - 1
    assert not set(publies._MASKS) & set(publies._DIGITS)


def test_everything_is_a_document() -> None:
    documents = documents_of(site())
    corpus = site().corpus
    kinds = {kind: {d.nom_court for d in documents if d.genre == kind} for kind in corpus.by_kind()}
    assert kinds == {kind: set(fiches) for kind, fiches in corpus.by_kind().items()}
    assert {d.nom_court for d in documents if d.genre == "commune"} == set(corpus.communes)
    assert len({d.id for d in documents}) == len(documents)


def test_a_guide_is_a_document_with_its_headings(racine_petite_ile: Path) -> None:
    page = racine_petite_ile / "content" / "guides" / "methode" / "01-commencer.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("# Par où commencer\n\nOn écoute d'abord.\n\n## Le tour de parole\n\nTexte.\n", encoding="utf-8")
    found = [d for d in documents_of(Site(read(racine_petite_ile), AUJOURDHUI)) if d.genre == "guide"]
    mine = next(d for d in found if d.nom_court == "methode/01-commencer")
    assert (mine.nom, mine.cles, mine.resume) == ("Par où commencer", ("Le tour de parole",), "On écoute d'abord.")


@pytest.mark.lent
@pytest.mark.parametrize("n", [200, 500])
def test_the_index_stays_small(tmp_path: Path, n: int) -> None:
    """At most 15 KB compressed per 100 fiches, with the synonyms, on fiches of realistic length and words."""
    root = write_territory(n, tmp_path / "territoire")
    documents = etoffer(documents_of(Site(read(root), AUJOURDHUI)))
    postings = Postings(documents, site().corpus.synonymes)
    assert len(postings.terms) > 1500
    files = [file for file in index_files(postings) if file.path != AMORCE]
    assert len(files) == 1
    assert len(gzip.compress(files[0].data, 9)) <= 150 * n


def test_a_split_index_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publies, "SEUIL", 0)
    monkeypatch.setattr(publies, "TAILLE_PARTIE", 400)
    monkeypatch.setattr(publies, "PAS_TITRES", 4)
    postings: Postings = moteur().postings
    made = {file.path.removeprefix("recherche/"): json.loads(file.data) for file in index_files(postings)}
    base = next(value for path, value in made.items() if path.startswith("index-"))
    parts = [made[name] for name in base["decoupe"]["parties"]]
    assert len(parts) > 5
    terms = [term for part in parts for term in part["t"].split(" ")]
    assert terms == postings.sorted_terms
    assert [part["t"].split(" ")[0] for part in parts] == base["decoupe"]["premiers"]
    assert sorted(word for part in parts for word in part["v"].split(" ") if word) == sorted(postings.vocabulary)
    titles = [name for file in base["decoupe"]["titres"] for name in made[file]["n"]]
    assert titles == [document.nom for document in postings.documents]
    assert made["amorce.json"]["fiches"] is None
    assert "partie" not in base
    assert "titres" not in base
