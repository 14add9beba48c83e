"""The files of GitLab and Forgejo: read by their schemas, the same steps, words and end as those of GitHub."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.forges.connues import depot_de
from generator.forges.flux import flux_files
from generator.forges.forge import DepotDeCode
from generator.upkeep.comparison.demande import PHRASE, accepte
from tests.chemins import RACINE
from tests.forge.flux import FLUX, read_yaml
from tests.forge.test_regles import ACTIONS, tool
from tests.forges.test_adresses import site

FICHIERS = RACINE / "generator/forges/fichiers"
FORGEJO = {path.stem: read_yaml(path) for path in sorted(FICHIERS.glob("forgejo/*.yml"))}
GITLAB = read_yaml(FICHIERS / "gitlab-ci.yml")
JOBS = {
    "verifier": ("verifier",),
    "publier": ("construire", "pages", "adresses"),
    "rappels": ("fraicheur", "liens"),
    "demande": ("repondre",),
    "essais": ("essais",),
}
"""Workflow → the jobs of GitLab that do the same."""
AILLEURS = {
    "Prendre Python",
    "Préparer la mise en ligne",
    "Dire si des adresses sont nouvelles",
    "Réveiller",
    "Reprendre la mémoire de la dernière fois",
    "Donner le site à regarder",
}
"""Steps that another forge does by other means: an image, an artifact, a cache; or needs not: it never falls asleep."""


def depot(address: str) -> DepotDeCode:
    found = depot_de(site(depot=address, branche="tronc"))
    assert found is not None
    return found


def names(flux: dict[str, Any]) -> list[str]:
    """Return the names of the steps, but those that take the repository."""
    held = [step["name"] for job in flux["jobs"].values() for step in job.get("steps", ())]
    return [name for name in held if not name.startswith("Prendre ")]


def script(job: str) -> list[str]:
    template = GITLAB[GITLAB[job]["extends"]] if "extends" in GITLAB[job] else {}
    return [*template.get("before_script", ()), *GITLAB[job]["script"]]


def echoed(job: str) -> list[str]:
    return [line[6:-1] for line in script(job) if re.fullmatch(r'echo "[^"]+"', line)]


def commands(lines: list[str]) -> list[str]:
    """Return each `python -m generator …` without what follows from the forge: formats, files, versions."""
    found = [line for text in lines for line in re.findall(r"python -m generator ([^>|;]*)", text.replace("\\\n", ""))]
    plain = [re.sub(r' --(format|base|demande|evenement) ("[^"]*\([^)]*\)"|"[^"]*"|\S+)', "", one) for one in found]
    return list(dict.fromkeys(" ".join(one.replace('"', "").split()) for one in plain))


def runs(flux: dict[str, Any]) -> list[str]:
    return [step["run"] for job in flux["jobs"].values() for step in job.get("steps", ()) if "run" in step]


@pytest.mark.parametrize("flux", JOBS)
def test_the_same_steps_in_the_same_words(flux: str) -> None:
    wanted = [name for name in names(FLUX[flux]) if name not in AILLEURS]
    here = [name for name in names(FORGEJO[flux]) if name not in AILLEURS]
    there = list(dict.fromkeys(name for job in JOBS[flux] for name in echoed(job)))
    assert sorted(set(here)) == sorted(set(wanted))
    assert set(there) - {"Installer de quoi faire le PDF du guide"} == set(wanted) - {
        "Installer de quoi faire le PDF du guide"
    }
    asked = commands(runs(FLUX[flux]))
    assert asked or flux == "essais"
    assert commands(runs(FORGEJO[flux])) == asked
    assert commands([line for job in JOBS[flux] for line in script(job)]) == asked


def test_every_workflow_of_a_territory_is_there() -> None:
    """« Complet » tries the programme itself, each week, where it is written; « Nuit » is a schedule of « Publier »."""
    assert set(FORGEJO) == set(JOBS) == set(FLUX) - {"complet", "nuit"}
    jobs = {key for key, job in GITLAB.items() if isinstance(job, dict) and "script" in job}
    assert jobs == {job for held in JOBS.values() for job in held}


STUB = """#!/bin/sh
[ "$1" = -m ] && [ "$2" = generator ] || exit 0
echo "$3" >> "$JOURNAL"
[ "$3" != "$ECHOUE" ]
"""


def shell(folder: Path, text: str, fails: str) -> int:
    bash = shutil.which("bash")
    assert bash is not None
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "CI_"))}
    done = subprocess.run(
        [bash, "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", text],
        cwd=folder,
        env={
            **kept,
            "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "JOURNAL": str(folder / "journal"),
            "ECHOUE": fails,
            "GITHUB_STEP_SUMMARY": "/dev/null",
            "GITHUB_OUTPUT": "/dev/null",
            "GITHUB_EVENT_PATH": "evenement.json",
            "GITHUB_BASE_REF": HOSTILE,
            "CI_MERGE_REQUEST_DESCRIPTION": HOSTILE,
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": "abc",
            "TRIGGER_PAYLOAD": "evenement.json",
        },
        capture_output=True,
        check=False,
    )
    return done.returncode


HOSTILE = "\"><script>; touch ici; $(touch ici) `touch ici` ' && touch ici"


def played(folder: Path, texts: Iterator[tuple[str, bool]], fails: str) -> tuple[list[str], bool]:
    """Run texts as a runner does: after a failure, only what is marked; return the commands met, and the failure."""
    (folder / "journal").write_text("", "utf-8")
    failed = False
    for text, always in texts:
        if not failed or always:
            failed |= shell(folder, text, fails) != 0
    met = list(dict.fromkeys((folder / "journal").read_text("utf-8").split()))
    assert not list(folder.rglob("ici"))
    return met, failed


def steps(flux: dict[str, Any], job: str) -> Iterator[tuple[str, bool]]:
    for step in flux["jobs"][job]["steps"]:
        if "python -m generator" in step.get("run", ""):
            yield step["run"], "cancelled()" in step.get("if", "")


@pytest.mark.parametrize(
    ("flux", "job", "there", "fails"),
    [
        *(("verifier", "verifier", "verifier", word) for word in ("", "verifier", "comparer", "schemas", "construire")),
        *(("publier", "construire", "construire", word) for word in ("", "verifier", "schemas", "construire")),
        *(("rappels", job, job, word) for job in ("fraicheur", "liens") for word in ("", job)),
        *(("demande", "repondre", "repondre", word) for word in ("", "repondre")),
    ],
)
def test_the_same_end(tmp_path: Path, flux: str, job: str, there: str, fails: str) -> None:
    """Whatever fails, the three forges go on to the same command, and say yes or no alike; no hostile word is run."""
    for name, text in (("python", STUB), ("git", "#!/bin/sh\necho depart\n")):
        path = tmp_path / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        path.chmod(0o755)
    lines = "\n".join(line for line in GITLAB[there]["script"])
    ends = [
        played(tmp_path, steps(FLUX[flux], job), fails),
        played(tmp_path, steps(FORGEJO[flux], job), fails),
        played(tmp_path, iter([(lines, False)]), fails),
    ]
    assert ends[0] == ends[1] == ends[2]
    assert ends[0][1] is bool(fails)


def test_the_public_schemas_read_them(tmp_path: Path) -> None:
    transform = ("--data-transform", "gitlab-ci")
    path = FICHIERS / "gitlab-ci.yml"
    done = tool("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", *transform, path)
    assert done.returncode == 0, done.stdout
    wrong = tmp_path / "faux.yml"
    wrong.write_text(path.read_text("utf-8").replace("expire_in:", "expire-in:"), "utf-8")
    assert tool("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", *transform, wrong).returncode == 1
    paths = sorted(FICHIERS.glob("forgejo/*.yml"))
    done = tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *paths)
    assert done.returncode == 0, done.stdout


def test_an_action_is_named_by_its_whole_address_and_pinned() -> None:
    used = [line.strip() for path in FICHIERS.glob("forgejo/*.yml") for line in path.read_text("utf-8").splitlines()]
    found = {line for line in used if line.startswith("uses:")}
    known = {f"uses: https://data.forgejo.org/{name}@{sha} # {version}" for name, (sha, version) in ACTIONS.items()}
    artifact = "uses: https://data.forgejo.org/forgejo/upload-artifact@16871d9e8cfcf27ff31822cac382bbb5450f1e1e # v4"
    assert found <= known | {artifact}
    assert len(found) == 3


def test_no_word_of_anybody_s_and_no_token_where_a_proposition_runs() -> None:
    for name, flux in FORGEJO.items():
        for job in flux["jobs"].values():
            for step in job["steps"]:
                assert "${{" not in step.get("run", ""), (name, step["name"])
                token = "github.token" in str(step.get("env", ""))
                assert not (token and "pull_request" in flux["on"]), name
    for job, held in GITLAB.items():
        if isinstance(held, dict) and "merge_request_event" in str(held.get("rules", "")):
            assert "environment" not in held and "OFFRE_JETON" not in str(held), job
    writing = {job for job, held in GITLAB.items() if isinstance(held, dict) and "environment" in held}
    assert writing == {"adresses", "fraicheur", "liens", "repondre"}
    assert all("--publier" in str(GITLAB[job]["script"]) or job == "adresses" for job in writing)


def test_a_required_check_always_starts() -> None:
    for flux in FORGEJO.values():
        for event in flux["on"].values():
            assert not {"paths", "paths-ignore"} & set(event if isinstance(event, dict) else ())
    assert "changes" not in str(GITLAB)


def test_a_territory_has_the_files_of_its_forge_on_its_branch() -> None:
    made = flux_files(depot("https://codeberg.org/q/o"))
    assert set(made) == {f".forgejo/workflows/{name}.yml" for name in JOBS}
    whole = b"".join(made.values())
    assert b"[main]" not in whole and b"HEAD:main" not in whole
    assert b"branches: [tronc]" in whole and b"HEAD:tronc" in whole
    assert set(flux_files(depot("https://gitlab.com/q/o"))) == {
        ".gitlab-ci.yml",
        ".gitlab/merge_request_templates/Default.md",
    }
    assert flux_files(depot("https://github.com/q/o")) == flux_files(None) == {}


def test_the_template_of_gitlab_asks_the_same() -> None:
    text = (FICHIERS / "proposition.md").read_text("utf-8")
    ours = (RACINE / ".github/PULL_REQUEST_TEMPLATE.md").read_text("utf-8")
    lines = {line for line in ours.splitlines() if line.startswith(("**", "- [ ]"))}
    assert lines == {line for line in text.splitlines() if line.startswith(("**", "- [ ]"))}
    assert text.count(f"- [ ] {PHRASE}") == 1 and not accepte(text)
    assert accepte(text.replace(f"- [ ] {PHRASE}", f"- [x] {PHRASE}")[:2_700]), "GitLab cuts the variable there"
