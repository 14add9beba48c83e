"""From a folder to a corpus: every file is read, refused or named; none is skipped in silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.corpus.genres import FICHES
from generator.models.referentiel import NOMS_REFERENTIELS
from generator.problems.faults import Fault
from generator.problems.formats import as_text
from generator.reading.loading import load_corpus
from tests.exemples import exemples
from tests.mini import ACTEUR, CSV, FILES, SERVICE, TERRITOIRE, Mini, officiel, told, write_mini

PDF = b"%PDF-1.7 essai"


def test_the_corpus(mini: Mini) -> None:
    corpus = mini.corpus()
    assert corpus.territoire.nom == "Mini"
    assert {kind: list(fiches) for kind, fiches in corpus.by_kind().items()} == {
        "acteur": ["pole"],
        "service": ["accueil"],
        "ressource": ["guide"],
        "financement": ["pret"],
    }
    assert sorted(corpus.referentiels) == sorted(NOMS_REFERENTIELS)
    assert list(corpus.communes) == ["01901", "01902", "01903", "02901", "02902", "03901"]
    assert (corpus.contours, corpus.fichiers, corpus.corps, corpus.arbres) == ((), frozenset(), {}, {})
    assert corpus.origines[("service", "accueil")].path == SERVICE
    assert corpus.origines[("service", "accueil")].line_of(("acteur",)) == mini.line(SERVICE, "acteur:")
    assert corpus.officiel is officiel()


def test_the_official_lists_of_france_are_the_default(mini: Mini) -> None:
    corpus, _ = load_corpus(mini.root)
    assert corpus is not None
    assert len(corpus.officiel.regions) >= 18
    assert len(corpus.officiel.communes) > 34_000


@pytest.mark.parametrize("folder", ["content", "data"])
def test_a_project_without_its_folders_is_not_ours(tmp_path: Path, folder: str) -> None:
    (tmp_path / ("data" if folder == "content" else "content")).mkdir()
    with pytest.raises(Fault, match=f"Le dossier « {folder}/ » est introuvable ici"):
        load_corpus(tmp_path, officiel())


def test_empty_folders_tell_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "data").mkdir()
    due = [CSV, TERRITOIRE, *(f"data/referentiels/{nom}.yml" for nom in NOMS_REFERENTIELS)]
    assert told(Mini(tmp_path)) == [("FIC004", path) for path in sorted(due)]


@pytest.mark.parametrize("path", [TERRITOIRE, CSV, *(f"data/referentiels/{nom}.yml" for nom in NOMS_REFERENTIELS)])
def test_a_missing_file(mini: Mini, path: str) -> None:
    (mini.root / path).unlink()
    assert told(mini) == [("FIC004", path)]


def test_a_kind_may_be_empty(mini: Mini) -> None:
    for genre in FICHES.values():
        for path in (mini.root / genre.chemin).iterdir():
            path.unlink()
        (mini.root / genre.chemin).rmdir()
    assert told(mini) == []


@pytest.mark.parametrize(
    ("path", "method"),
    [
        (CSV, "read_bytes"),
        ("content/guides/outils/a.md", "read_bytes"),
        ("content/fichiers/a.pdf", "open"),
        ("content/acteurs", "iterdir"),
    ],
)
def test_what_cannot_be_opened_is_one_sentence(
    mini: Mini, monkeypatch: pytest.MonkeyPatch, path: str, method: str
) -> None:
    """Rights are missing: root reads everything, so the refusal is played."""
    mini.write("content/guides/outils/a.md", "---\n---\n").write("content/fichiers/a.pdf", PDF)
    plain: Callable[..., Any] = getattr(Path, method)

    def refuse(self: Path, *args: Any, **options: Any) -> Any:
        if self == mini.root / path:
            raise PermissionError(13, "Permission denied", str(self))
        return plain(self, *args, **options)

    monkeypatch.setattr(Path, method, refuse)
    with pytest.raises(Fault, match=r"Impossible de lire « .*» : vérifier les droits") as caught:
        load_corpus(mini.root, officiel())
    assert path in str(caught.value)
    assert "Permission" not in str(caught.value)


def test_progress_names_each_yaml_file(mini: Mini) -> None:
    seen: list[tuple[str, int]] = []
    load_corpus(mini.root, officiel(), lambda what, count: seen.append((what, count)))
    assert {what for what, _ in seen} == {path for path in FILES if path.endswith(".yml")}
    assert [count for _, count in seen] == list(range(1, len(seen) + 1))


def test_a_syntax_fault_hides_no_other_file(mini: Mini) -> None:
    mini.write(SERVICE, "nom: [\n").change(ACTEUR, "statut: actif", "statut: x").write("content/x.txt", "")
    assert told(mini) == [("SCH003", ACTEUR), ("YML036", SERVICE), ("FIC002", "content/x.txt")]


def test_a_warning_of_yaml_does_not_stop_the_rules(mini: Mini) -> None:
    mini.change(SERVICE, "acteur: pole", "acteur: pole #suite")
    assert told(mini) == [("YML050", SERVICE)]
    bilan = mini.verify()
    assert (bilan.croisees, bilan.publiable) == (True, True)


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_other_line_ends_give_the_same_corpus(
    mini: Mini, tmp_path_factory: pytest.TempPathFactory, bom: bytes, end: str
) -> None:
    other = write_mini(tmp_path_factory.mktemp("fins"))
    for path, text in FILES.items():
        other.write(path, bom + text.replace("\n", end).encode())
    ours, theirs = mini.corpus(), other.corpus()
    assert (ours.territoire, ours.communes, dict(ours.by_kind())) == (
        theirs.territoire,
        theirs.communes,
        dict(theirs.by_kind()),
    )


names = st.text(alphabet=st.sampled_from("abcX-_. é\n\u202e01"), min_size=1, max_size=8).filter(
    lambda n: n not in (".", "..")
)
folders = st.sampled_from(
    [
        *("content", "data", "content/offre", "content/fichiers", "content/guides", "data/referentiels"),
        *(genre.chemin for genre in FICHES.values()),
    ]
)
endings = st.sampled_from(["", ".yml", ".yaml", ".txt", ".md", ".pdf", ".csv"])


@settings(max_examples=exemples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(folders, names, endings), min_size=1, max_size=4))
def test_no_file_is_skipped_in_silence(
    tmp_path_factory: pytest.TempPathFactory, strays: list[tuple[str, str, str]]
) -> None:
    """Whatever its name and place, a file that is not hidden is read, or there is a problem at its path."""
    mini = write_mini(tmp_path_factory.mktemp("etrangers"))
    added = set()
    for folder, name, ending in strays:
        path = f"{folder}/{name}{ending}"
        if not (mini.root / path).exists() and not name.startswith("."):
            added.add(mini.write(path, PDF) and path)
    read: set[str] = set()
    corpus, problems = load_corpus(mini.root, officiel(), lambda what, count: read.add(what))
    named = {problem.path for problem in problems}
    if corpus is not None:
        read |= {f"content/fichiers/{name}" for name in corpus.fichiers}
    published = {path for path in added if path.startswith("content/fichiers/")} if corpus is None else set()
    assert added - read - named - published == set()
    for problem in problems:
        assert as_text(problem).count("\n") == 1
