"""`territoire creer`: any intercommunalité of France has its own site in one sitting."""

from __future__ import annotations

import datetime
import json
import random
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from generator.contributing.territory.creation import (
    DemandeDeTerritoire,
    PlanDeTerritoire,
    in_a_sentence,
    plan,
    shelf_in,
    short_name,
)
from generator.contributing.territory.guide import general_part
from generator.contributing.territory.orientation import without_offer
from generator.contributing.territory.perimetre import DemandeDePerimetre
from generator.corpus.corpus import Corpus
from generator.corpus.officiel import Annuaire, Officiel
from generator.pipeline import verify
from generator.problems.faults import Fault
from generator.reading.communes import load_officiel
from generator.rendering.rendering import render_corpus
from tests.chemins import AUJOURDHUI, PETITE_ILE, copy_petite_ile
from tests.construction import annuaire, read, render_sober
from tests.construction import officiel as invented
from tests.exemples import exemples

pytestmark = pytest.mark.usefixtures("se_souvenir")

D = {"encoding": "utf-8"}
OF_HERE = ("Petite-Île", "Port-Brume", "Les Trois-Balises", "Boîte à clous", "permanence-accueil")
"""Words of the invented territory that no page of another one may hold."""


@cache
def france() -> Officiel:
    """The official lists shipped with the engine."""
    return load_officiel()


@cache
def everywhere() -> Annuaire:
    """An invented mairie in every commune of France."""
    line = ("02 61 91 01 01", "mairie@exemple.org", "", "1 place du Port, 01991 Port-Vide", "lundi 09:00-12:00")
    return Annuaire("Annuaire inventé", "2026-10", dict.fromkeys(france().communes, line))


@cache
def files() -> dict[str, bytes]:
    return {
        path.relative_to(PETITE_ILE).as_posix(): path.read_bytes()
        for top in ("content", "data")
        for path in sorted((PETITE_ILE / top).rglob("*"))
        if path.is_file()
    }


def made(*sirens: str, corpus: Corpus | None = None, **more: object) -> PlanDeTerritoire:
    demande = DemandeDeTerritoire(DemandeDePerimetre(sirens), **more)  # type: ignore[arg-type]
    return plan(corpus or read(), france(), everywhere(), files(), demande, AUJOURDHUI)


def written(root: Path, new: PlanDeTerritoire) -> Path:
    """Write the territory that a plan makes of the invented one."""
    for path, data in {**files(), **new.fichiers}.items():
        if data is not None:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
    return root


def drawn() -> list[str]:
    """EPCI drawn with a fixed seed, then the smallest, the greatest, and those that are unlike the others.

    Four each time and forty each week; `benchmarks.territoires` then draws two hundred others.
    """
    epci = france().epci
    by_size = sorted(epci, key=lambda siren: (len(epci[siren][1]), siren))
    departement = {siren: {france().communes[c].departement for c in epci[siren][1]} for siren in epci}
    regions = {s: {france().region_of_departement(d) for d in departement[s]} for s in epci}
    special = [
        by_size[0],
        by_size[-1],
        next(s for s in by_size if any(d.startswith("97") for d in departement[s])),
        next(s for s in by_size if "2A" in departement[s]),
        next(s for s in by_size if "2B" in departement[s]),
        next(s for s in by_size if len(regions[s]) > 1),
    ]
    return list(dict.fromkeys([*random.Random(20261126).sample(sorted(epci), exemples(4)), *special]))  # noqa: S311


def test_the_draw_holds_what_is_unlike_the_others() -> None:
    codes = {code for siren in drawn() for code in france().epci[siren][1]}
    assert len(drawn()) >= exemples(4) + 4
    assert any(code.startswith("97") for code in codes)
    assert any(code.startswith("2A") for code in codes) and any(code.startswith("2B") for code in codes)


@pytest.mark.parametrize("siren", drawn())
def test_a_territory_builds_at_once(siren: str, tmp_path: Path) -> None:
    """No error, every proof of the orientation holds, and nothing of the former territory is left."""
    root = written(tmp_path, made(siren))
    bilan = verify(root, AUJOURDHUI, france())
    assert [p for p in bilan.problems if p.severity == "erreur"] == []
    assert bilan.corpus is not None
    assert set(bilan.corpus.communes) == set(france().epci[siren][1])
    rendering = render_corpus(bilan.corpus, AUJOURDHUI)
    told = [page for page in rendering.pages if page.section != "contribuer"]  # the engine's own examples are there
    files = [file for file in rendering.files if "openapi" not in file.path]
    everything = "".join([*(p.body + p.titre for p in told), *(f.data.decode("utf-8", "replace") for f in files)])
    for author in bilan.corpus.guide.auteurs if bilan.corpus.guide else ():
        everything = everything.replace(author, "")  # the guide keeps its authors: its licence wants it
    keeper = bilan.corpus.etagere.tenu_par if bilan.corpus.etagere else ""
    for name in (keeper, keeper.replace("'", "’"), keeper.replace("'", "&#39;")):
        everything = everything.replace(name, "")  # a common fiche says who keeps it
    for word in OF_HERE:
        assert word not in everything, word
    assert "les 1 " not in rendering.pages[0].body, "l'accueil compte juste, même avec une seule fiche"
    results = [page for page in rendering.pages if page.gabarit == "resultat" and "Par où commencer" in page.body]
    assert results and all('class="tel" href="tel:+' in page.body for page in results)


def test_a_territory_whose_mairies_are_not_known_has_no_file() -> None:
    """The former territory's is removed, and none is asked for where there was none."""
    new = plan(read(), france(), annuaire(), files(), DemandeDeTerritoire(DemandeDePerimetre([drawn()[0]])), AUJOURDHUI)
    assert new.fichiers["data/mairies.csv"] is None
    assert b"relais:" not in (new.fichiers["data/territoire.yml"] or b"")
    fewer = {path: data for path, data in files().items() if path != "data/mairies.csv"}
    new = plan(read(), france(), annuaire(), fewer, DemandeDeTerritoire(DemandeDePerimetre([drawn()[0]])), AUJOURDHUI)
    assert "data/mairies.csv" not in new.fichiers


def test_a_territory_has_its_own_time_zone() -> None:
    """One EPCI of each département: the zone of its meetings, written when it is not that of Paris."""
    first = {france().communes[codes[0]].departement: siren for siren, (_, codes) in sorted(france().epci.items())}
    zones = {}
    for departement in ("35", "2A", "971", "972", "973", "974", "976"):
        text = (made(first[departement]).fichiers["data/territoire.yml"] or b"").decode()
        zones[departement] = re.findall(r"^fuseau: (.+)$", text, re.M)
    assert zones == {
        "35": [],
        "2A": [],
        "971": ["America/Guadeloupe"],
        "972": ["America/Martinique"],
        "973": ["America/Cayenne"],
        "974": ["Indian/Reunion"],
        "976": ["Indian/Mayotte"],
    }


def test_several_epci_make_one_territory(tmp_path: Path) -> None:
    first, second = drawn()[:2]
    root = written(tmp_path, made(first, second, nom="Deux rives"))
    bilan = verify(root, AUJOURDHUI, france())
    assert bilan.publiable and bilan.corpus is not None
    assert len(bilan.corpus.communes) == len(france().epci[first][1]) + len(france().epci[second][1])
    assert bilan.corpus.territoire.nom == "Deux rives"


@pytest.mark.parametrize(
    "nom",
    ['Pays "du" Nord', "Là-bas: ici # non", "{{ 7*7 }}", "<script>alert(1)</script>", "  - x\n  y: z", "é\u202eà\x00b"],
)
def test_a_hostile_name_is_only_a_name(nom: str, tmp_path: Path) -> None:
    root = written(tmp_path, made(drawn()[0], nom=nom, structure=nom))
    bilan = verify(root, AUJOURDHUI, france())
    assert {problem.code for problem in bilan.problems if problem.severity == "erreur"} <= {"MKD001"}, bilan.problems
    assert bilan.publiable is not ("<" in nom)
    assert all("<script>alert" not in page.body for page in render_sober(bilan.corpus).pages)  # type: ignore[arg-type]


@pytest.mark.parametrize("siren", ["123456789", "", "999", "../../etc", "2" * 200])
def test_a_siren_of_nobody_is_refused(siren: str) -> None:
    with pytest.raises(Fault, match="SIREN"):
        made(siren)


def square(code: str) -> dict[str, object]:
    ring = [[0, 0], [0, 1], [1, 1], [0, 0]]
    return {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {"code": code, "nom": "N", "autre": "x"},
    }


def test_contours_are_kept_for_these_communes_only(tmp_path: Path) -> None:
    siren = drawn()[0]
    codes = france().epci[siren][1]
    given = json.dumps({"type": "FeatureCollection", "features": [square(code) for code in (*codes, "99999")]}).encode()
    new = made(siren, contours=given)
    kept = json.loads(new.fichiers["data/communes.geojson"] or b"")["features"]
    assert {feature["properties"]["code"] for feature in kept} == set(codes)
    assert all(feature["properties"].keys() == {"code", "nom"} for feature in kept)
    assert verify(written(tmp_path, new), AUJOURDHUI, france()).publiable


@pytest.mark.parametrize("given", [b"", b"[]", b"{}", b'{"features": [{}]}', b'{"features": 3}', b"\xff"])
def test_contours_that_are_none_are_refused(given: bytes) -> None:
    with pytest.raises(Fault):
        made(drawn()[0], contours=given or b"x")


def test_contours_without_a_commune_are_refused() -> None:
    siren = drawn()[0]
    given = json.dumps({"features": [square(code) for code in france().epci[siren][1][1:]]}).encode()
    with pytest.raises(Fault, match="il manque"):
        made(siren, contours=given)


@pytest.mark.parametrize(
    ("official", "short"),
    [
        ("CC de Brocéliande", "Brocéliande"),
        ("CA Grand Large", "Grand Large"),
        ("CC du Pays d'Auge", "Pays d'Auge"),
        ("Métropole du Grand Port", "Métropole du Grand Port"),
        ("CC de l'Île", "L'Île"),
    ],
)
def test_a_short_name(official: str, short: str) -> None:
    assert short_name(official) == short


def test_what_is_general_is_kept() -> None:
    new = made(drawn()[0]).fichiers
    kept = files().keys() - {path for path, data in new.items() if data is None}
    assert {f"data/referentiels/{n}.yml" for n in ("thematiques", "stades")} <= kept
    assert {path for path in files() if path.startswith(("data/arbres/", "data/parcours/"))} <= kept
    assert not any(path.startswith(("data/besoins/", "data/collectifs/", "data/instances/")) for path in kept)
    assert b"mesures:" not in (new["data/indicateurs/a1-1.yml"] or b"mesures:")


def test_the_copies_of_other_sites_are_left_out() -> None:
    """What a neighbour says is of the communes of the territory of origin."""
    copy = {"data/voisins/estran.json": b"{}"}
    demande = DemandeDeTerritoire(DemandeDePerimetre((drawn()[0],)))
    assert (
        plan(read(), france(), everywhere(), {**files(), **copy}, demande, AUJOURDHUI).fichiers[
            "data/voisins/estran.json"
        ]
        is None
    )


def test_a_step_names_nobody_of_the_territory_of_origin() -> None:
    etape = {"titre": "Venir", "faire": "Venez.", "acteurs": ["pole-ess"], "instances": ["consortium"]}
    parcours = {"contact": "permanence-accueil", "etapes": [etape]}
    without_offer(parcours, read(), shelf_in(read(), france(), ()), "accueil")
    assert parcours == {"contact": "accueil", "etapes": [{"titre": "Venir", "faire": "Venez."}]}


def test_the_general_part_of_a_page() -> None:
    page = (
        "---\ntitre: T\nsources:\n  - {titre: S}\nsources_ici:\n  - {titre: D'ici}\n"
        "  - titre: Encore\npartie: a\n---\n\n"
        "## Étapes\n\nPour tous.\n\n:::ici\nChez nous.\n:::\n\nEncore pour tous.\n\n"
        "## Exemple d'ici\n\nUn exemple.\n\n### Suite\n\n## Après\n\nFin.\n"
    )
    assert general_part(page.encode()).decode() == (
        "---\ntitre: T\nsources:\n  - {titre: S}\npartie: a\n---\n\n"
        "## Étapes\n\nPour tous.\n\nEncore pour tous.\n\n## Après\n\nFin.\n"
    )
    assert general_part(b"## Exemple d'ici\n\nUn exemple.\n") == b"\n"


def git(root: Path, *words: str) -> str:
    identity = ["-c", "user.email=essai@exemple.org", "-c", "user.name=Essai", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", "-C", str(root), *identity, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    """The invented territory in git."""
    root = copy_petite_ile(tmp_path)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Départ")
    return root


Run = Callable[..., tuple[int, str, str]]
DAY = ("--date", str(AUJOURDHUI))
HERE = "732829320"
"""The SIREN of the invented intercommunalité, the only one of the invented official list of the command."""


def test_the_command_writes_and_says_what_comes_next(run: Run, depot: Path) -> None:
    code, out, _ = run("territoire", "creer", "--racine", depot, "--siren", HERE, "--nom", "Neuf", *DAY)
    assert code == 0, out
    assert "A-FAIRE.md" in out
    assert "# À faire : Neuf" in (depot / "A-FAIRE.md").read_text(**D)
    assert sorted(p.name for p in (depot / "content/acteurs").iterdir()) == ["coordination.yml"]
    codes = [line[:5] for line in (depot / "data/mairies.csv").read_text(**D).splitlines()[1:]]
    assert codes == ["01901", "01902", "01903", "02901", "03901"], "la liste n'a pas 02902"
    relais = read(depot).territoire.relais
    assert [one.mairie for one in relais] == ["01901", "02901", "03901"], "les plus peuplées"
    assert verify(depot, AUJOURDHUI, invented()).publiable
    code, out, _ = run("territoire", "etat", "--racine", depot, *DAY)
    assert code == 0
    assert "Neuf : 6 communes" in out and "À remplir" in out
    assert re.search(r"[1-9][0-9]* cas types\n", out), "ceux qui valent partout"


def test_a_trial_writes_nothing(run: Run, depot: Path) -> None:
    (depot / "brouillon.txt").write_text("x", **D)
    code, out, _ = run("territoire", "creer", "--racine", depot, "--siren", HERE, "--essai", *DAY)
    assert code == 0
    assert "Rien n'a été écrit." in out and "retirer  content/acteurs/pole-ess.yml" in out
    assert git(depot, "status", "--porcelain") == "?? brouillon.txt\n"


def test_a_dirty_tree_is_refused(run: Run, depot: Path) -> None:
    (depot / "content/acteurs/pole-ess.yml").write_text("x", **D)
    code, out, err = run("territoire", "creer", "--racine", depot, "--siren", HERE, *DAY)
    assert (code, out) == (2, "")
    assert "ne sont pas enregistrés dans git (content/acteurs/pole-ess.yml) : les" in err
    for number in range(4):
        (depot / f"brouillon-{number}.txt").write_text("x", **D)
    _, _, err = run("territoire", "creer", "--racine", depot, "--siren", HERE, *DAY)
    assert "(content/acteurs/pole-ess.yml, brouillon-0.txt, brouillon-1.txt et 2 de plus)" in err
    assert (depot / "content/acteurs/pole-ess.yml").read_text(**D) == "x"


def test_a_copy_that_another_repository_ignores_is_refused(run: Run, depot: Path) -> None:
    """git then says that nothing is changed, and could give nothing back: 188 fiches were lost so."""
    outer = depot.parent
    shutil.rmtree(depot / ".git")
    (outer / ".gitignore").write_text(f"{depot.name}/\n", **D)
    git(outer, "init", "-q")
    code, _, err = run("territoire", "creer", "--racine", depot, "--siren", HERE, *DAY)
    assert code == 2 and "serait perdu" in err and "git init" in err
    assert (depot / "content/acteurs/pole-ess.yml").is_file()


def test_a_fiche_that_git_ignores_is_refused(run: Run, depot: Path) -> None:
    (depot / ".gitignore").write_text("content/acteurs/secret.yml\n.DS_Store\n", **D)
    git(depot, "add", "-A")
    git(depot, "commit", "-qm", "Ignorer")
    (depot / "content/.DS_Store").write_text("x", **D)
    assert run("territoire", "creer", "--racine", depot, "--siren", HERE, "--essai", *DAY)[0] == 0
    (depot / "content/acteurs/secret.yml").write_text("x", **D)
    code, _, err = run("territoire", "creer", "--racine", depot, "--siren", HERE, *DAY)
    assert code == 2 and "git ignore content/acteurs/secret.yml" in err


def test_a_folder_without_git_is_refused(run: Run, racine_petite_ile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(racine_petite_ile.parent))
    code, _, err = run("territoire", "creer", "--racine", racine_petite_ile, "--siren", HERE, *DAY)
    assert code == 2 and "pas une copie git" in err and "git init, puis git add -A" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [([], "Il manque --siren"), (["--siren", "1"], "SIREN"), (["--siren", HERE, "--contours", "absent"], "absent")],
)
def test_a_command_badly_written_is_told(run: Run, depot: Path, words: list[str], said: str) -> None:
    code, _, err = run("territoire", "creer", "--racine", depot, *words, *DAY)
    assert code == 2 and said in err


def test_a_date_is_a_parameter() -> None:
    new = plan(
        read(),
        france(),
        annuaire(),
        files(),
        DemandeDeTerritoire(DemandeDePerimetre([drawn()[0]])),
        datetime.date(2030, 1, 2),
    )
    assert b"2030-01-02" in (new.fichiers["content/acteurs/coordination.yml"] or b"")


# Finding the SIREN, and saying the name


@pytest.mark.parametrize(
    ("official", "said"),
    [
        ("CC de Brocéliande", "la communauté de communes de Brocéliande"),
        ("CA du Grand Dole", "la communauté d'agglomération du Grand Dole"),
        ("CU d'Arras", "la communauté urbaine d'Arras"),
        ("Métropole de Lyon", "la Métropole de Lyon"),
        ("Metz Métropole", "Metz Métropole"),
    ],
)
def test_the_pages_say_the_name_of_the_epci_in_a_sentence(official: str, said: str) -> None:
    assert in_a_sentence(official) == said


def test_departements_are_counted_not_listed_and_each_has_who_answers() -> None:
    asked = DemandeDePerimetre(departements=["2A", "Lozère"])
    new = plan(read(), france(), everywhere(), files(), DemandeDeTerritoire(asked), AUJOURDHUI)
    text = (new.fichiers["data/territoire.yml"] or b"").decode()
    assert new.nom == "Corse-du-Sud et Lozère"
    assert re.search(r'^nom_epci: "\d+ intercommunalités"$', text, re.M)
    relais = re.findall(r"- \{mairie: .*, communes: \[(.*)\]\}", text)
    served = [{code.strip('"')[:2] for code in one.split(", ")} for one in relais[:-3]]
    assert all(len(departements) == 1 for departements in served)
    assert {"2A", "48"} <= set().union(*served)
    assert relais[-3:] == ["toutes"] * 3


def test_two_epci_are_said_after_the_communes_of() -> None:
    text = (made("241200567", "200042463").fichiers["data/territoire.yml"] or b"").decode()
    assert (
        'nom_epci: "la communauté de communes de Millau Grands Causses et de '
        'la communauté de communes de la Montagne Noire"' in text
    )
