"""What is published: names by content, sizes, whole or split."""

from __future__ import annotations

import datetime
import gzip
import hashlib
import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.corpus_synthetique import write_territory
from generator.corpus.francais import fold
from generator.models.synonyme import Synonyme
from generator.rendering.pages.autodiagnostic import autodiagnostic_page
from generator.rendering.pages.collectifs import collectif_pages
from generator.rendering.pages.indicateurs import indicateur_pages
from generator.rendering.pages.instances import instance_pages
from generator.rendering.search import decoupe
from generator.rendering.search import files as publies
from generator.rendering.search.autres_pages import POIDS_DISPOSITIF, AutrePage
from generator.rendering.search.documents import document_of, documents_of
from generator.rendering.search.engine import Moteur
from generator.rendering.search.files import AMORCE, BUDGET, index_files, overweight, search_files
from generator.rendering.search.nearness import LONG
from generator.rendering.search.normaliser import tokens
from generator.rendering.search.packing import DIGITS, MASKS, packed_words, zipped_size
from generator.rendering.search.postings import CHAMPS, Postings
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.rendering.search.banc import chemin, etoffer, fichiers, index_de, moteur, script, site


def decode(code: str) -> Iterator[tuple[int, int]]:
    """Read postings back, as packing.js does."""
    document, step = -1, ""
    for sign in code:
        if sign in MASKS:
            document += int(step or "0", 36) + 1
            step = ""
            yield document, MASKS.index(sign) + 1
        else:
            step += sign


def unpacked(text: str) -> list[str]:
    """Read packed words back, as packing.js does."""
    before, found = "", []
    for capital, end in re.findall("([A-Z])([^A-Z]*)", text):
        before = before[: ord(capital) - ord("A")] + end
        found.append(before)
    return found


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
    terms = unpacked(index["partie"]["t"])
    codes = index["partie"]["p"].split(" ")
    assert terms == sorted(terms)
    assert {term: list(decode(code)) for term, code in zip(terms, codes, strict=True)} == moteur().postings.terms


def test_every_mask_has_its_sign() -> None:
    assert len(set(MASKS)) == 2 ** len(CHAMPS) - 1
    assert not set(MASKS) & set(DIGITS)


@given(st.lists(st.text("abcdé-:", max_size=40)))
def test_packed_words_are_the_same_words(words: list[str]) -> None:
    assert unpacked(packed_words(words)) == words


def test_everything_is_a_document() -> None:
    documents = documents_of(site())
    corpus = site().corpus
    kinds = {kind: {d.nom_court for d in documents if d.genre == kind} for kind in corpus.by_kind()}
    assert kinds == {kind: set(fiches) for kind, fiches in corpus.by_kind().items()}
    assert {d.nom_court for d in documents if d.genre == "commune"} == set(corpus.communes)
    assert {d.nom_court for d in documents if d.genre == "besoin"} == set(corpus.besoins) != set()
    assert len({d.id for d in documents}) == len(documents)


def test_a_besoin_is_found_by_its_enjeu_its_sentence_and_its_communes() -> None:
    identifiant, besoin = next(iter(site().corpus.besoins.items()))
    mine = next(d for d in documents_of(site()) if d.id == f"besoin/{identifiant}")
    assert mine.nom == besoin.libelle
    assert besoin.phrase in mine.texte[0]
    assert {f"enjeux:{enjeu}" for enjeu in besoin.enjeux} <= set(mine.notions)
    assert mine.couverture == site().corpus.communes_visees(besoin.communes)
    assert mine.facettes["thematiques"] == besoin.thematiques
    assert mine.ligne.startswith("Besoin du territoire · ")
    found = [result.document.id for result in moteur().chercher(besoin.libelle).resultats]
    assert found[0] == mine.id


def test_the_guide_is_found_with_its_own_sections_after_the_fiches() -> None:
    documents = {d.id: d for d in documents_of(site()) if d.genre in ("chapitre", "outil")}
    corpus = site().corpus
    assert set(documents) == {f"chapitre/{key}" for key in corpus.chapitres} | {f"outil/{key}" for key in corpus.outils}
    assert all(document.poids < 1 for document in documents.values())
    chapter = documents["chapitre/a1-ecouter-une-ile"]
    assert (chapter.nom, chapter.texte, chapter.ligne) == ("A1. Écouter une île", ("",), "Guide · Partie A")
    assert documents["chapitre/x1-pages-vivantes"].texte[0] == "Ce territoire\nSon offre\nSes questions"
    tool = documents["outil/feuille-de-bord"]
    assert (tool.nom, tool.texte, tool.ligne) == (
        "Feuille de bord",
        ("La feuille\nLe registre des sorties\nAu retour",),
        "Outil du guide · modèle à remplir",
    )


def test_each_page_of_the_dispositif_is_found_under_its_own_title() -> None:
    pages = [
        *indicateur_pages(site()),
        *collectif_pages(site()),
        *instance_pages(site()),
        autodiagnostic_page(site()),
    ]
    expected = {page.url: page.titre for page in pages if "/page/" not in page.url}
    lists, named = 4, 2
    corpus = site().corpus
    assert len(expected) == lists + named + len(corpus.indicateurs) + len(corpus.instances) + len(corpus.reunions())
    kinds = ("collectif", "instance", "indicateur", "dispositif")
    documents = [d for d in documents_of(site()) if d.genre in kinds]
    others = {
        "bilan/": "Le bilan",
        "diagnostic/": "Le diagnostic de l'offre",
        "donnees/": "Réutiliser ces données",
    }
    assert {chemin(d): d.nom for d in documents} == expected | others
    assert {d.poids for d in documents} == {POIDS_DISPOSITIF}


def test_a_collectif_is_found_only_once_it_agreed() -> None:
    corpus = site().corpus

    def found(today: datetime.date) -> set[str]:
        return {d.nom_court for d in documents_of(Site(corpus, today)) if d.genre == "collectif"}

    assert found(AUJOURDHUI) == {"ateliers-du-port", "four-commun"}
    assert found(datetime.date(2026, 5, 31)) == {"ateliers-du-port"}
    written = b"".join(file.data for file in fichiers()).decode()
    assert "four du bourg" in written
    for secret in ("se taire", "sans-nom", "ne doit se lire"):
        assert secret not in written
    assert "tair" not in moteur().postings.terms
    assert "four" in moteur().postings.terms


def test_a_meeting_is_found_by_what_it_decides() -> None:
    meeting = next(d for d in documents_of(site()) if d.nom_court == "instance-echanges/2026-09-suivi")
    assert meeting.nom == "Réunion de suivi, 24 septembre 2026"
    assert "Travailler sur les trajets du soir." in meeting.texte[0]
    assert "Dire qui fait quoi." in meeting.texte[0]
    assert meeting.ligne == "Réunions et décisions"


def test_a_kind_without_page_is_not_told() -> None:
    index = index_de(index_files(Postings([document_of(BESOIN)])))
    assert [genre["id"] for genre in index["genres"]] == ["besoin"]


CHAPITRE = AutrePage(
    genre="chapitre",
    id="b1-ecouter",
    url="guide/b1-ecouter/",
    titre="Écouter les habitants d'un bourg",
    resume="Un thermos, et de la patience.",
    texte="On apporte un **paperboard** et [du café](https://exemple.org).",
    mots_cles=("porteur de paroles",),
)
BESOIN = AutrePage(
    genre="besoin",
    id="se-deplacer",
    url="besoins/se-deplacer/",
    titre="Se déplacer sans voiture",
    notions=("enjeux:mobilite",),
    couverture=frozenset({"01901"}),
)


def test_pages_of_other_kinds_are_found_as_they_come() -> None:
    documents = documents_of(site(), (BESOIN, CHAPITRE))
    kinds = list(dict.fromkeys(document.genre for document in documents))
    assert kinds == ["service", "ressource", "financement", "acteur", "besoin", "commune", "chapitre"]
    bus = Synonyme(mots=("bus",), enjeux=("mobilite",))
    engine = Moteur(Postings(documents, (*site().corpus.synonymes, bus)))
    for typed in ("paperboard", "porteur de paroles", "thermos", "écouter bourg"):
        assert engine.chercher(typed).resultats[0].document.id == "chapitre/b1-ecouter", typed
    assert [r.document.id for r in engine.chercher("bus").resultats] == ["besoin/se-deplacer"]
    index = index_de(index_files(engine.postings))
    told = {genre["id"]: (genre["dossier"], genre["pluriel"], genre["nombre"]) for genre in index["genres"]}
    assert told["besoin"] == ("besoins/", "Besoins du territoire", 1)
    assert told["chapitre"][2] == 1


@pytest.mark.parametrize("change", [{"url": "guide/b1/"}, {"genre": "chanson"}, {"id": "autre"}])
def test_a_page_at_an_address_that_the_index_cannot_tell_is_refused(change: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"b1|autre"):
        document_of(replace(CHAPITRE, **change))


@pytest.mark.lent
@pytest.mark.parametrize("n", [100, 500])
def test_the_index_stays_small(tmp_path: Path, n: int) -> None:
    """At most 15 KB compressed per 100 fiches, with the synonyms, on fiches of realistic length and words."""
    root = write_territory(n, tmp_path / "territoire")
    documents = etoffer(documents_of(Site(read(root), AUJOURDHUI)))
    postings = Postings(documents, site().corpus.synonymes)
    assert len(postings.terms) > 1400
    files = [file for file in index_files(postings) if file.path != AMORCE]
    assert len(files) == 1
    assert len(gzip.compress(files[0].data, 9)) <= 150 * n


def split_files(monkeypatch: pytest.MonkeyPatch, postings: Postings) -> dict[str, Any]:
    """Return name → what each file of a split index holds, cut into many small parts."""
    monkeypatch.setattr(publies, "SEUIL", 0)
    monkeypatch.setattr(decoupe, "TAILLE_PARTIE", 400)
    return {file.path.removeprefix("recherche/"): json.loads(file.data) for file in index_files(postings)}


def test_a_split_index_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoupe, "PAS_TITRES", 4)
    postings: Postings = moteur().postings
    made = split_files(monkeypatch, postings)
    base = next(value for path, value in made.items() if path.startswith("index-"))
    cut = base["decoupe"]
    parts = [made[f"{cut['dossier']}partie-{rank}.json"] for rank in range(len(cut["poids"]))]
    assert len(parts) > 5
    terms = [term for part in parts for term in unpacked(part["t"])]
    assert terms == postings.sorted_terms
    starts, before = unpacked(base["decoupe"]["premiers"]), ""
    for part, start in zip(parts, starts, strict=True):
        known = unpacked(part["t"])
        assert before < start <= known[0]
        assert part["r"] == terms.index(known[0])
        before = known[-1]
    letters = [unpacked(made[f"{cut['dossier']}mots-{rank}.json"]) for rank in range(len(cut["lettres"]))]
    assert [word for words in letters for word in words] == list(postings.vocabulary)
    assert sorted(word for part in parts for word in unpacked(part["v"])) == sorted(postings.vocabulary)
    count = len(postings.documents)
    files = [made[f"{cut['dossier']}titres-{rank}.json"] for rank in range(-(-count // cut["pas"]))]
    titles = [name for file in files for name in file["n"]]
    assert titles == [document.nom for document in postings.documents]
    assert made["amorce.json"]["fiches"] is None
    assert "partie" not in base
    assert "titres" not in base


def test_a_part_also_proposes_the_common_words_with_another_first_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    """« un lavoir » is read with the words near « avoir »: « savoir » is told there, when it is common."""
    monkeypatch.setattr(decoupe, "PREMIERES", 2)
    postings: Postings = moteur().postings
    made = split_files(monkeypatch, postings)
    cut = next(value for path, value in made.items() if path.startswith("index-"))["decoupe"]
    starts = unpacked(cut["premiers"])
    elsewhere = 0
    for word in postings.vocabulary:
        folded = fold(word)
        common = len(folded) >= LONG and any(len(postings.terms.get(token, ())) > 2 for token in tokens(folded))
        own, other = (max(0, bisect_right(starts, text) - 1) for text in (folded, folded[1:]))
        held = {k for k in (own, other) if word in unpacked(made[f"{cut['dossier']}partie-{k}.json"]["v"])}
        assert held == ({own, other} if common else {own}), word
        elsewhere += common and own != other
    assert elsewhere > 10


def test_an_index_too_heavy_is_split_whatever_its_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    postings: Postings = moteur().postings
    whole = next(file for file in fichiers() if file.path.startswith("recherche/index-"))
    monkeypatch.setattr(publies, "BUDGET", zipped_size(whole.data))
    assert "partie" in index_de(index_files(postings))
    monkeypatch.setattr(publies, "BUDGET", zipped_size(whole.data) - 1)
    files = index_files(postings, site())
    assert "decoupe" in index_de(files)
    assert not [file for file in files if "/fiches-" in file.path]


def test_a_split_index_says_what_each_file_weighs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publies, "SEUIL", 0)
    monkeypatch.setattr(decoupe, "TAILLE_PARTIE", 1500)
    monkeypatch.setattr(decoupe, "PAS_TITRES", 4)
    files = index_files(moteur().postings)
    weights = {file.path.removeprefix("recherche/"): zipped_size(file.data) for file in files}
    cut = index_de(files)["decoupe"]
    index = next(size for path, size in weights.items() if path.startswith("index-"))
    assert cut["poids"] == [weights[f"{cut['dossier']}partie-{k}.json"] for k in range(len(cut["poids"]))]
    assert cut["poidsTitres"] == max(weight for path, weight in weights.items() if "/titres-" in path)
    assert BUDGET - 500 < index + cut["reste"] + weights["amorce.json"] <= BUDGET


def test_the_scripts_and_the_budget_are_under_150_kb() -> None:
    scripts = ("lunr.min", "normaliser", "engine", "worker", "champ")
    assert sum(zipped_size(script(name)) for name in scripts) + BUDGET <= 150_000


def test_a_simple_query_that_could_load_too_much_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    postings: Postings = moteur().postings
    assert overweight(index_files(postings)) == 0
    monkeypatch.setattr(publies, "SEUIL", 0)
    assert overweight(index_files(postings)) == 0
    cut = index_de(index_files(postings))["decoupe"]
    due = decoupe.PARTIES_SURES * max(cut["poids"]) + decoupe.MONTRES * cut["poidsTitres"]
    monkeypatch.setattr(publies, "BUDGET", publies.BUDGET - cut["reste"] + due - 1)
    assert overweight(index_files(postings)) == 1


@pytest.mark.lent
def test_thousands_of_fiches_stay_in_the_budget(tmp_path: Path) -> None:
    documents = etoffer(documents_of(Site(read(write_territory(2500, tmp_path / "territoire")), AUJOURDHUI)))
    files = index_files(Postings(documents, site().corpus.synonymes))
    assert "decoupe" in index_de(files)
    assert overweight(files) == 0
