"""The steps of the workflows, run by bash as the forge runs them, with hostile events."""

from __future__ import annotations

import base64
import copy
import gzip
import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.cli.main import main
from generator.upkeep.comparison.demande import PHRASE
from tests.chemins import RACINE, copy_petite_ile
from tests.construction import officiel, replace_in, without_arbres
from tests.contributing.demande import SERVICE, form, issue
from tests.forge.flux import FLUX, Machine, machine, programme
from tests.upkeep.comparison.depot import PERMANENCE, SERVICES, commit, git

pytestmark = pytest.mark.lent
HOSTILE = "\"; touch ici; $(touch ici) `touch ici` ' && touch ici\n::add-mask::x\n${{ github.token }} %0A"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout as the forge makes it for a pull request: the merge of a proposition into main; to be copied.

    Its arbres are left out: three times fewer pages to compare and to build, step after step.
    """
    root = without_arbres(copy_petite_ile(tmp_path_factory.mktemp("depot")))
    assert main(["schemas", "--racine", str(root)], officiel()) == 0
    commit(root)
    git(root, "switch", "--quiet", "--create", "proposition")
    replace_in(root / PERMANENCE, 'duree: "Une heure"', 'duree: "Deux heures"')
    commit(root)
    merged(root)
    return root


@pytest.fixture(scope="module")
def address() -> Iterator[Path]:
    """Where the program answers; a short name, as addresses of this kind have to be."""
    with tempfile.TemporaryDirectory() as folder, programme(Path(folder)) as found:
        yield found


@pytest.fixture
def runner(checkout: Path, address: Path, tmp_path: Path) -> Machine:
    """A machine of the forge that just took the proposition."""
    depot = shutil.copytree(checkout, tmp_path / "petite-ile", symlinks=True)
    return machine(depot, tmp_path / "machine", address)


def merged(root: Path) -> None:
    git(root, "switch", "--quiet", "--detach", "main")
    git(root, "merge", "--quiet", "--no-ff", "--message", "Fusion", "proposition")


def pull_request(body: str | None) -> str:
    return json.dumps({"pull_request": {"number": 7, "title": HOSTILE, "body": body, "head": {"ref": HOSTILE}}})


def proposed(runner: Machine, old: str, new: str) -> None:
    git(runner.depot, "switch", "--quiet", "proposition")
    replace_in(runner.depot / PERMANENCE, old, new)
    commit(runner.depot)
    merged(runner.depot)


def nothing_happened(runner: Machine) -> bool:
    return not [*runner.depot.rglob("ici"), *runner.dossier.rglob("ici")]


EFFET = "Dire ce qui change, et l'effet"
ADRESSES = "Dire si des adresses sont nouvelles"
AIDES = "Dire si les aides à la saisie sont à jour"


def test_a_harmless_proposition_is_verified_told_and_built(runner: Machine) -> None:
    codes = runner.run("verifier", pull_request(HOSTILE))
    assert codes == {"Dire les erreurs, sur leurs lignes": 0, EFFET: 0, AIDES: 0, "Construire le site": 0}
    assert runner.resume.startswith("## Ce que change cette proposition\n\n1 fiche corrigée.\n")
    assert "Durée : « Une heure » devient « Deux heures »" in runner.resume
    assert (runner.depot / "site/index.html").is_file()
    assert nothing_happened(runner)


def test_a_danger_stops_until_the_box_is_ticked(runner: Machine) -> None:
    proposed(runner, "anciens_ids: [point-accueil]\n", "")
    assert runner.run("verifier", pull_request(f"{HOSTILE}\n- [ ] {PHRASE}"), EFFET) == {EFFET: 1}
    assert "point-accueil/ » ne répondra plus" in runner.resume
    assert runner.run("verifier", pull_request(f"{HOSTILE}\n- [x] {PHRASE}"), EFFET) == {EFFET: 0}
    assert nothing_happened(runner)


def test_an_error_is_told_on_its_line_and_nothing_is_built(runner: Machine) -> None:
    proposed(runner, "acteur: pole-ess\n", "acteur: pole-es\n")
    codes = runner.run("verifier", pull_request(""))
    assert codes.pop(AIDES) == 0
    assert set(codes.values()) == {1}
    out = (runner.dossier / "sorties").read_text("utf-8")
    assert f"::error file={PERMANENCE},line=" in out
    assert "### Erreurs à corriger (" in runner.resume
    assert not (runner.depot / "site").exists()


def test_a_hostile_fiche_makes_no_command_of_the_forge(runner: Machine) -> None:
    hostile = "</summary> ::stop-commands::x %0A::error::y <script>z</script> $(touch ici)"
    proposed(runner, 'duree: "Deux heures"', f'duree: "{hostile}"')
    for step in ("Dire les erreurs, sur leurs lignes", EFFET):
        runner.run("verifier", pull_request(""), step)
    out = (runner.dossier / "sorties").read_text("utf-8")
    assert not [
        line
        for line in out.splitlines()
        if line.startswith("::") and not line.startswith(("::warning file=", "::error file="))
    ]
    assert "::error file=" in out
    assert "<script>" not in runner.resume
    assert nothing_happened(runner)


def test_the_week(runner: Machine) -> None:
    codes = runner.run("rappels", "{}")
    assert set(codes.values()) == {0}
    assert len(codes) == 4
    sent = [json.loads(line) for line in runner.journal.splitlines()]
    assert all(method == "POST" and path == "/issues" for method, path, _ in sent)
    labels = [body["labels"] for _, _, body in sent]
    assert ["fraicheur"] in labels and ["liens"] not in labels  # one failure is no dead link yet
    assert "## Fraîcheur des fiches" in runner.resume
    assert "## Liens vers d'autres sites" in runner.resume
    assert (runner.depot / "build/liens.json").is_file()


def test_the_week_of_a_copy_of_the_repository(runner: Machine) -> None:
    replace_in(
        runner.depot / "data/territoire.yml",
        "https://forge.example/petite-ile/offre",
        "https://forge.example/autre/offre",
    )
    assert set(runner.run("rappels", "{}").values()) == {0}
    assert runner.journal == ""


@pytest.mark.parametrize("nom", ["Veillée des projets", HOSTILE.replace("\n", " "), "../../../etc/passwd"])
def test_a_request_is_answered(runner: Machine, nom: str) -> None:
    body = issue(form("nouveau-service"), {**SERVICE, "nom": nom, "description": HOSTILE})
    event = {
        "issue": {
            "number": 12,
            "title": HOSTILE,
            "body": body,
            "user": {"login": HOSTILE},
            "html_url": "https://forge.example/12",
        }
    }
    before = sorted((runner.depot / SERVICES).iterdir())
    assert runner.run("demande", json.dumps(event)) == {"Répondre": 0}
    (sent,) = [json.loads(line) for line in runner.journal.splitlines()]
    assert sent[:2] == ["POST", "/issues/12/comments"]
    assert sent[2]["body"].startswith("<!-- offre:demande:reponse -->\nBonjour, merci pour « ")
    assert sorted((runner.depot / SERVICES).iterdir()) == before
    assert nothing_happened(runner)


def test_the_site_is_built_before_it_is_published(runner: Machine) -> None:
    told = {"Dire les erreurs, sur leurs lignes": 0, AIDES: 0, "Construire le site": 0, ADRESSES: 0}
    assert runner.run("publier", "{}") == told
    assert (runner.depot / "site/_headers").is_file()
    kept = gzip.decompress(base64.b64decode(runner.outputs.removeprefix("adresses=")))
    assert kept == (runner.depot / "data/adresses-publiees.csv").read_bytes()
    assert b"offre/services/permanence-accueil/," in kept
    commit(runner.depot)
    (runner.dossier / "valeurs").unlink()
    for step in ("Construire le site", ADRESSES):
        assert runner.run("publier", "{}", step) == {step: 0}
    assert not (runner.dossier / "valeurs").exists(), "what is known already is not written again"


ORDINARY = (
    ("data/territoire.yml", "https://petite-ile.test/", "https://exemple.org/offre/"),
    (PERMANENCE, "# yaml-language-server: $schema=../../../schemas/service.json\n", ""),
    ("content/acteurs/carnet-commun.yml", "statut:", 'equipe: "@petite-ile/carnet"\nstatut:'),
)
"""The site's address, a fiche without its first line, a team: what anybody may change without a command."""


def test_an_ordinary_change_of_content_is_published(runner: Machine) -> None:
    """It passes the check of the proposition, then publishes."""
    for path, old, new in ORDINARY:
        replace_in(runner.depot / path, old, new)
        (runner.dossier / "sorties").unlink(missing_ok=True)
        for flux in ("verifier", "publier"):
            assert runner.run(flux, pull_request(""), AIDES) == {AIDES: 0}, (path, flux)
        assert "n'est plus à jour.".encode() in (runner.dossier / "sorties").read_bytes(), path
    assert runner.run("publier", "{}", "Construire le site") == {"Construire le site": 0}


def test_what_publier_refuses_the_proposition_s_check_refused_first(runner: Machine) -> None:
    replace_in(runner.depot / "data/referentiels/stades.yml", "On a une idée", "Une idée naît")
    told = {flux: runner.run(flux, pull_request(""), AIDES) for flux in ("verifier", "publier")}
    assert told == {"verifier": {AIDES: 1}, "publier": {AIDES: 1}}


@pytest.mark.parametrize(
    ("path", "programme"),
    [
        (PERMANENCE, "non"),
        ("data/territoire.yml", "non"),
        ("README.md", "non"),
        (".github/CODEOWNERS", "non"),
        ("generator/pipeline.py", "oui"),
        ("tests/content/essai.yml", "oui"),
        (".github/workflows/verifier.yml", "oui"),
        ("docs/publier.md", "oui"),
        ("content/x\n$(touch ici)", "non"),
    ],
)
def test_the_tests_run_when_the_programme_changes(runner: Machine, path: str, programme: str) -> None:
    git(runner.depot, "switch", "--quiet", "proposition")
    changed = runner.depot / path
    changed.parent.mkdir(parents=True, exist_ok=True)
    changed.write_text("# changé\n", "utf-8")
    commit(runner.depot)
    merged(runner.depot)
    name = "Dire si le programme change"
    assert runner.run("essais", pull_request(""), name) == {name: 0}
    assert runner.outputs == f"programme={programme}\n"
    assert nothing_happened(runner)


def required() -> set[str]:
    """The checks that docs/publier.md tells to require before a proposition is accepted."""
    page = (RACINE / "docs/publier.md").read_text("utf-8")
    (line,) = [line for line in page.splitlines() if "protéger `main`" in line]
    return set(re.findall(r"« ([^»]+) »", line.partition("les vérifications")[2].partition(".")[0]))


def never_told(flux: Mapping[str, Any], checks: set[str]) -> set[str]:
    """Return the required checks that the forge would wait for without end on a proposition of content.

    A workflow kept away by its filters tells nothing; a job skipped by its `if` is told as passed.
    """
    told = [
        job["name"]
        for one in flux.values()
        for job in one["jobs"].values()
        if "pull_request" in one["on"] and not {"paths", "paths-ignore"} & set(one["on"]["pull_request"] or ())
    ]
    elsewhere = [
        job["name"] for one in flux.values() for job in one["jobs"].values() if "pull_request" not in one["on"]
    ]
    return {check for check in checks if told.count(check) != 1 or check in elsewhere}


def test_a_proposition_of_content_only_can_be_accepted() -> None:
    assert required() == {"Vérifier", "Essais"}
    assert never_told(FLUX, required()) == set()


@pytest.mark.parametrize("key", ["paths", "paths-ignore"])
def test_a_required_check_kept_away_by_a_filter_is_seen(key: str) -> None:
    flux = copy.deepcopy(dict(FLUX))
    flux["essais"]["on"]["pull_request"][key] = ["generator/**"]
    assert never_told(flux, required()) == {"Essais"}
    assert never_told(FLUX, {"Autre"}) == {"Autre"}


def test_another_territory_is_a_copy_for_the_forge_and_has_its_reminders() -> None:
    """A fork stays one for ever: the programme compares « site: depot: », the workflows ask nothing of the kind."""
    for name, flux in FLUX.items():
        assert "repository.fork" not in json.dumps(flux), name
    assert set(FLUX["rappels"]["on"]) == {"schedule", "workflow_dispatch"}
    (hour,) = FLUX["rappels"]["on"]["schedule"]
    assert hour["cron"].split()[-1] == "1,4"
    page = (RACINE / "docs/publier.md").read_text("utf-8")
    assert "« Rappels » tient à jour, le lundi et le jeudi," in page


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("docs/reprendre-ailleurs.md", ("cocher « Issues »", "« I understand my workflows", "« Enable workflow »")),
        ("docs/publier.md", ("soixante jours", "« Enable workflow »", "« Issues » doit être coché")),
        ("docs/relire-une-pull-request.md", ("« Approve and run workflows »",)),
        ("docs/taches/LISEZ-MOI.md", ("La toute première fois, une personne de la coordination doit d'abord",)),
    ],
)
def test_what_only_the_forge_shows_is_told(page: str, words: tuple[str, ...]) -> None:
    text = (RACINE / page).read_text("utf-8")
    assert [word for word in words if word not in text] == []
