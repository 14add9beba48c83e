"""`offre importer --depuis-issue`: shown first, written only when asked, whatever somebody wrote in the issue."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.contributing.fiche_recue import make_fiche
from generator.contributing.reponses import read_demande
from generator.corpus.genres import GENRES
from generator.corpus.questions import FORMULAIRES
from generator.reading.yaml_source import parse_yaml
from tests.chemins import AUJOURDHUI
from tests.construction import read, replace_in, tree
from tests.contributing.demande import REMPLIS, SERVICE, form, issue
from tests.exemples import complet

pytestmark = pytest.mark.usefixtures("se_souvenir")

Run = Callable[..., tuple[int, str, str]]
CHEMIN = "content/offre/services/veillee-des-projets.yml"


@pytest.fixture
def demande(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """`demande(text)` writes an issue and returns its path."""

    def write(text: str | bytes) -> Path:
        path = tmp_path / "demande.md"
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
        return path

    return write


@pytest.fixture
def importer(run: Run, racine_petite_ile: Path) -> Run:
    """`importer(path, …)` runs the command on the copy of the invented territory."""

    def call(path: Path, *more: str) -> tuple[int, str, str]:
        where = ("--racine", racine_petite_ile, "--date", str(AUJOURDHUI))
        return run("importer", "--depuis-issue", path, *where, *more)

    return call


@pytest.mark.parametrize("nom", REMPLIS)
def test_a_form_is_shown_then_written_then_verified(
    importer: Run, run: Run, demande: Callable[..., Path], racine_petite_ile: Path, nom: str
) -> None:
    path = demande(issue(form(nom), REMPLIS[nom]))
    before = tree(racine_petite_ile)
    code, shown, faults = importer(path)
    assert (code, faults) == (0, "")
    assert "Rien n'est écrit : ajouter --ecrire" in shown
    assert "# yaml-language-server: $schema=" in shown
    assert tree(racine_petite_ile) == before
    code, shown, _ = importer(path, "--ecrire")
    assert code == 0
    [made] = set(tree(racine_petite_ile)) - set(before)
    assert f"Fichier écrit : {made}" in shown
    assert {name: data for name, data in tree(racine_petite_ile).items() if name != made} == before
    code, shown, _ = run("verifier", made, "--racine", racine_petite_ile, "--date", str(AUJOURDHUI))
    assert code == 0, shown


def test_nothing_is_overwritten(importer: Run, demande: Callable[..., Path], racine_petite_ile: Path) -> None:
    path = demande(issue(form("nouveau-service"), SERVICE))
    importer(path, "--ecrire")
    before = tree(racine_petite_ile)
    for more in ((), ("--ecrire",)):
        code, shown, faults = importer(path, *more)
        assert (code, shown) == (2, "")
        assert f"{CHEMIN} existe déjà" in faults
    (racine_petite_ile / CHEMIN).unlink()
    (racine_petite_ile / CHEMIN).symlink_to("/nulle/part")
    assert importer(path, "--ecrire")[0] != 0
    assert tree(racine_petite_ile) == {name: data for name, data in before.items() if name != CHEMIN}


def test_a_folder_that_leads_out_of_the_project_is_refused(
    importer: Run, demande: Callable[..., Path], racine_petite_ile: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "dehors"
    outside.mkdir()
    besoins = racine_petite_ile / "data/besoins"
    shutil.rmtree(besoins)
    besoins.symlink_to(outside)
    assert importer(demande(issue(form("nouveau-besoin"), REMPLIS["nouveau-besoin"])), "--ecrire")[0] != 0
    assert list(outside.iterdir()) == []


def test_what_lacks_is_told_and_the_fiche_may_be_written_all_the_same(
    importer: Run, demande: Callable[..., Path], racine_petite_ile: Path
) -> None:
    path = demande(issue(form("nouveau-service"), {**SERVICE, "tarif.type": "_No response_", "resume": "Court"}))
    code, shown, _ = importer(path, "--ecrire")
    assert code == 1
    assert f"{CHEMIN}:1: erreur SCH001 tarif" in shown
    assert re.search(rf"{CHEMIN}:[0-9]+: erreur SCH004 resume", shown)
    assert "- Combien cela coûte-t-il ?" in shown
    assert (racine_petite_ile / CHEMIN).is_file()


def test_the_source_is_the_issue(importer: Run, demande: Callable[..., Path]) -> None:
    path = demande(issue(form("nouveau-service"), SERVICE))
    _, shown, _ = importer(path, "--source", "https://forge.example/issues/7")
    assert 'url: "https://forge.example/issues/7"' in shown
    code, shown, _ = importer(path, "--source", "javascript:alert(1)")
    assert code == 1
    assert "erreur SCH011 sources[2].url" in shown


def test_a_correction_names_the_file_to_mend(importer: Run, demande: Callable[..., Path]) -> None:
    for page, said in (
        (
            "https://petite-ile.test/offre/offre/services/permanence-accueil/",
            "content/offre/services/permanence-acc",
        ),
        ("https://petite-ile.test/offre/acteurs/pole-ess/#sources", "content/acteurs/pole-ess.yml"),
        ("https://petite-ile.test/offre/acteurs/../../etc/passwd", "ne reconnaît pas"),
        ("n'importe quoi", "ne reconnaît pas"),
    ):
        code, shown, _ = importer(demande(issue(form("corriger-une-fiche"), {"fiche": page, "faux": "Le prix"})))
        assert code == 0
        assert said in shown


def test_the_kind_may_be_said(importer: Run, demande: Callable[..., Path]) -> None:
    path = demande("### En une ou deux phrases\n\nUne phrase, et rien d'autre que cette phrase.")
    code, shown, faults = importer(path, "--genre", "acteur")
    assert (code, shown) == (2, "")
    assert "ne donne pas de nom" in faults
    path = demande("### Nom de la structure\n\nPhare")
    assert importer(path, "--genre", "acteur")[0] == 1
    assert importer(path, "--genre", "service")[0] == 2


def test_a_faulty_territory_is_told_first(importer: Run, demande: Callable[..., Path], racine_petite_ile: Path) -> None:
    replace_in(racine_petite_ile / "content/acteurs/agglomeration.yml", "statut: actif", "statut: ouvert")
    code, shown, _ = importer(demande(issue(form("nouveau-service"), SERVICE)))
    assert code == 1
    assert "content/acteurs/agglomeration.yml:" in shown
    assert "corriger d'abord les erreurs" in shown


HOSTILE_NAMES = (
    "../../../../etc/passwd",
    "..\\..\\windows\\system32",
    "/dev/null",
    "con",
    "nom\n### Nom du service\nautre",
    "café; rm -rf / $(reboot) `reboot` ${{ secrets.X }}",
    "@equipe <script>alert(1)</script> <!-- -->",
    "nom: {{ 7*7 }} {% raw %}",
    '"}\nstatut: actif\nx: "',
    "'\n---\nstatut: actif\n...",
    "&ancre *ancre !!python/object <<: x",
    "# commentaire",
    "- liste",
    "\u202e\u2066elbiouf\u2069",
    "nom\x00\x1b[2J",
    "\ud800",
    "=cmd|' /C calc'!A0",
    "~",
    "null",
    "x" * 5000,
    "%0a::error::x",
    "::error file=x::y",
    "un\n\u00a0 ::add-mask::a\n ::::stop-commands::x\n##[error]z",
)
HOSTILE_BODIES: dict[str, bytes] = {
    "nothing": b"",
    "no form": b"Bonjour, pouvez-vous m'aider ?",
    "only titles": "".join(f"### {q.libelle}\n" for form in FORMULAIRES for q in form.questions).encode(),
    "not utf-8": b"### Nom du service\n\n\xff\xfe\x00 caf\xe9",
    "one megabyte": b"### Nom du service\n\n" + b"a" * 1_000_000,
    "many titles": b"### Nom du service\n\nx\n" * 10_000,
    "many choices": ("### Nom du service\n\nx\n\n### Sur quels sujets ?\n\n" + "a, " * 60_000).encode(),
    "many lines": ("### Nom du service\n\nx\n\n### Ce qu'on ne sait pas encore\n\n" + "- a\n" * 60_000).encode(),
    "deep": ("### Nom du service\n\nx\n\n### Pour en dire plus\n\n" + "> " * 60_000).encode(),
    "fences": ("### Nom du service\n\nx\n\n### Pour en dire plus\n\n" + "```\n" * 20_000).encode(),
    "long text": ("### Nom du service\n\nx\n\n### Pour en dire plus\n\n" + "mot " * 60_000).encode(),
    "phone": ("### Nom du service\n\nx\n\n### Téléphone de la structure\n\n" + "0" * 200_000).encode(),
    "blanks": ("### Nom du service\n\n" + " \t\u00a0" * 60_000).encode(),
    "carriage returns": ("### Nom du service\r\r" + "\r" * 100_000).encode(),
}


def check_written(root: Path, before: dict[str, bytes]) -> None:
    """At most one file more, in the folder of a kind, that the strict reader reads; nothing else moved."""
    after = tree(root)
    assert {name: after.get(name) for name in before} == before
    for name in set(after) - set(before):
        assert re.fullmatch(r"(content|data)(/[a-z]+)+/[a-z0-9-]+\.yml", name), name
        assert any(name.rpartition("/")[0] == place.chemin for place in GENRES.values())
        document, problems = parse_yaml(after[name], name)
        assert document is not None, problems
        assert isinstance(document.tree, dict)
        assert document.tree.get("statut", "a-confirmer") == "a-confirmer"


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=range(len(HOSTILE_NAMES)))
def test_a_hostile_answer_is_only_ever_a_text(
    importer: Run, demande: Callable[..., Path], racine_petite_ile: Path, name: str
) -> None:
    before = tree(racine_petite_ile)
    everywhere = {question.champ: name for question in form("nouveau-service").questions}
    for answers in ({**SERVICE, "nom": name}, everywhere):
        code, shown, faults = importer(demande(issue(form("nouveau-service"), answers)), "--ecrire")
        assert code in (0, 1, 2), faults
        assert "Défaut du programme" not in faults
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", shown + faults)
        assert not re.search(r"^\s*::|##\[", shown, re.MULTILINE)
        check_written(racine_petite_ile, before)
        for made in set(tree(racine_petite_ile)) - set(before):
            (racine_petite_ile / made).unlink()


@pytest.mark.parametrize("name", HOSTILE_BODIES)
def test_a_hostile_body_is_one_sentence_or_a_list_of_problems(
    importer: Run, demande: Callable[..., Path], racine_petite_ile: Path, name: str
) -> None:
    before = tree(racine_petite_ile)
    code, shown, faults = importer(demande(HOSTILE_BODIES[name]), "--ecrire")
    assert code in (1, 2), (shown, faults)
    assert "Défaut du programme" not in faults
    assert len(faults) < 300
    assert len(shown) < 400_000
    check_written(racine_petite_ile, before)


@pytest.mark.parametrize("genre", ["acteur", "service", "ressource", "financement", "besoin"])
def test_a_body_said_to_be_of_another_kind_breaks_nothing(
    importer: Run, demande: Callable[..., Path], genre: str
) -> None:
    code, _, faults = importer(demande(issue(form("nouveau-service"), SERVICE)), "--genre", genre)
    assert code in (0, 1, 2)
    assert "Défaut du programme" not in faults


def test_a_path_that_is_no_file_is_one_sentence(importer: Run, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent.md", Path("/dev/null"), tmp_path / ("x" * 300)):
        code, shown, faults = importer(path)
        assert (code, shown) == (2, "")
        assert len(faults.splitlines()) == 1


def test_a_heading_written_in_an_answer_does_not_change_another_answer() -> None:
    text = "Une phrase.\n\n### Nom du service\n\nFaux nom\n\n### Un titre à moi\n\nsuite"
    found = read_demande(issue(form("nouveau-service"), {**SERVICE, "description": text}))
    assert found is not None
    assert found.reponses["Nom du service"] == "Veillée des projets"
    assert found.doublons == ("Nom du service",)
    assert found.reponses["Pour en dire plus"] == "Une phrase."
    fiche = make_fiche(found, read(), AUJOURDHUI)
    assert any("deux fois" in sentence for sentence in fiche.a_confirmer)
    assert "Faux nom" not in fiche.texte


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=()), max_size=200)
SHAPES = st.sampled_from(
    ["### ", "\n", "```", "- [x] ", ": ", '"', "\\", "#", "|\n", "'", "  - ", "{{", "::", "##[", "\t", "---\n", "é"]
)


@settings(max_examples=400 if complet() else 12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(TEXTS, SHAPES), max_size=12).map("".join), st.integers(0, 17))
def test_any_answer_comes_back_as_the_text_that_was_written(text: str, rank: int) -> None:
    """Whatever is written in one question, the file reads, and no other field changes."""
    service = form("nouveau-service")
    question = service.questions[rank]
    found = read_demande(issue(service, {**SERVICE, question.champ: text}))
    assert found is not None
    fiche = make_fiche(found, read(), AUJOURDHUI)
    document, problems = parse_yaml(fiche.texte.encode(), fiche.chemin)
    assert document is not None, problems
    assert isinstance(document.tree, dict)
    untouched = make_fiche_of_service()
    first = question.champ.split(".")[0].replace("contact", "contacts").replace("page", "sources")
    others = {name: value for name, value in document.tree.items() if name != first}
    assert others.items() <= untouched.items() or "###" in text
    if first == "description":
        assert str(document.tree.get("description", "")).split() == found.reponses.get(question.libelle, "").split()
        assert not re.search(r"^\s*::|##\[", fiche.texte, re.MULTILINE)


def make_fiche_of_service() -> dict[str, object]:
    found = read_demande(issue(form("nouveau-service"), SERVICE))
    assert found is not None
    document, _ = parse_yaml(make_fiche(found, read(), AUJOURDHUI).texte.encode(), CHEMIN)
    assert document is not None
    assert isinstance(document.tree, dict)
    return dict(document.tree)
