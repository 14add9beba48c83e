"""The workflows as they are written: pinned, poor in rights, without a word of anybody's in a shell."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import lancer
from generator.upkeep.comparison.demande import PHRASE, accepte
from tests.chemins import RACINE
from tests.forge.flux import DOSSIER, FLUX, jobs, read_yaml, steps

FORGE = RACINE / ".github"
ACTIONS = {
    "actions/checkout": ("3d3c42e5aac5ba805825da76410c181273ba90b1", "v7.0.1"),
    "actions/setup-python": ("5fda3b95a4ea91299a34e894583c3862153e4b97", "v7.0.0"),
    "actions/cache": ("55cc8345863c7cc4c66a329aec7e433d2d1c52a9", "v6.1.0"),
    "actions/upload-artifact": ("043fb46d1a93c77aae656e7c1c64a875d1fc6a0a", "v7.0.1"),
    "actions/upload-pages-artifact": ("fc324d3547104276b827a68afc52ff2a11cc49c9", "v5.0.0"),
    "actions/deploy-pages": ("cd2ce8fcbc39b97be8ca5fce6e763baed58fa128", "v5.0.0"),
}
"""The only actions allowed: read in public workflows in August 2026."""
CHEZ_SOI = {
    ("publier", "adresses"): {"contents": "write"},
    ("publier", "reveiller"): {"actions": "write"},
    ("nuit", "publier"): {"actions": "write", "contents": "write", "pages": "write", "id-token": "write"},
    ("publier", "deployer"): {"pages": "write", "id-token": "write"},
    ("rappels", "fraicheur"): {"contents": "read", "issues": "write"},
    ("rappels", "liens"): {"contents": "read", "issues": "write"},
    ("demande", "repondre"): {"contents": "read", "issues": "write"},
}
"""Jobs that may do more than read."""


ENV = ("${{ github.token }}", "${{ github.repository }}", "${{ needs.construire.outputs.adresses }}")
"""What a step may be given; the addresses are in base64."""


def tool(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    path = shutil.which(name, path=str(Path(sys.executable).parent))
    assert path is not None, f"{name} manque : lancer « python3 lancer.py test »"
    return subprocess.run([path, *map(str, arguments)], capture_output=True, text=True, check=False)


def test_there_are_seven_workflows() -> None:
    assert set(FLUX) == {"complet", "demande", "essais", "nuit", "publier", "rappels", "verifier"}


def test_what_publishes_has_no_schedule_that_would_stop_it() -> None:
    """The forge stops a whole file that has a schedule, after sixty days without a commit; a push wakes them all."""
    assert set(FLUX["publier"]["on"]) == {"push", "workflow_call", "workflow_dispatch"}
    timed = {name for name, flux in FLUX.items() if "schedule" in flux["on"]}
    assert timed == {"complet", "nuit", "rappels"}
    (wake,) = FLUX["publier"]["jobs"]["reveiller"]["steps"]
    assert f"for flux in {' '.join(sorted(timed))}\n" in wake["run"]
    assert FLUX["nuit"]["jobs"]["publier"]["uses"] == "$/.github/workflows/publier.yml"


def test_only_whole_packages_are_installed() -> None:
    """A source package runs code of its own when it is installed, before any of its hashes means anything."""
    installs = [step["run"] for _, step in steps() if "pip install" in step.get("run", "")]
    assert len(installs) >= 5
    for line in (*installs, (RACINE / "lancer.py").read_text("utf-8").replace('", "', " ")):
        assert "--require-hashes" in line and "--only-binary :all:" in line, line


def test_every_action_is_pinned_and_known() -> None:
    lines = [line.strip() for path in DOSSIER.glob("*.yml") for line in path.read_text("utf-8").splitlines()]
    used = [line for line in lines if "uses:" in line and line != "uses: $/.github/workflows/publier.yml"]
    assert len(used) >= 15
    for line in used:
        found = re.fullmatch(r"uses: ([\w./-]+)@([0-9a-f]{40}) # (v[0-9.]+)", line)
        assert found, line
        assert ACTIONS[found[1]] == (found[2], found[3]), line


def test_nobody_has_a_right_that_is_not_listed() -> None:
    for name, flux in FLUX.items():
        assert flux["permissions"] == {}, name
    for name, key, job in jobs():
        assert job["permissions"] == CHEZ_SOI.get((name, key), {"contents": "read"}), (name, key)
        assert "uses" in job or int(job["timeout-minutes"]) <= 60


def test_a_pull_request_has_no_secret_and_no_token() -> None:
    on_pull_request = [name for name, flux in FLUX.items() if "pull_request" in flux["on"]]
    assert set(on_pull_request) == {"essais", "verifier"}
    for name in on_pull_request:
        text = (DOSSIER / f"{name}.yml").read_text("utf-8")
        assert not re.search(r"secrets|github\.token|GITHUB_TOKEN", text), name
    whole = "".join(path.read_text("utf-8") for path in DOSSIER.glob("*.yml"))
    assert not re.search(r"pull_request_target|workflow_run|secrets\.", whole)


def test_no_word_of_anybody_reaches_a_shell() -> None:
    for name, step in steps():
        assert "${{" not in step.get("run", ""), (name, step["name"])
        for value in step.get("env", {}).values():
            assert value in ENV, (name, step["name"])


def test_a_token_is_only_where_something_is_written() -> None:
    with_token = {(name, step["name"]) for name, step in steps() if "env" in step}
    assert with_token == {
        ("demande", "Répondre"),
        ("publier", "Enregistrer la liste"),
        ("publier", "Réveiller"),
        ("rappels", "Tenir à jour les demandes"),
        ("rappels", "Tenir à jour la demande"),
    }


def test_no_checkout_leaves_its_token_behind() -> None:
    checkouts = [step for _, step in steps() if step.get("uses", "").startswith("actions/checkout@")]
    assert len(checkouts) >= 6
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


def test_only_the_last_job_publishes_and_it_runs_nothing_of_ours() -> None:
    deploy = FLUX["publier"]["jobs"]["deployer"]
    assert deploy["needs"] == "construire"
    assert deploy["environment"]["name"] == "github-pages"
    assert all("run" not in step for step in deploy["steps"])


def test_zizmor_finds_nothing() -> None:
    done = tool("zizmor", "--offline", "--persona=pedantic", "--format=json", FORGE)
    assert (done.returncode, json.loads(done.stdout)) == (0, []), done.stdout[:2000]


def test_zizmor_would_find_a_planted_fault(tmp_path: Path) -> None:
    text = (DOSSIER / "demande.yml").read_text("utf-8")
    planted = text.replace('--evenement "$GITHUB_EVENT_PATH"', "--evenement ${{ github.event.issue.title }}")
    (tmp_path / "demande.yml").write_text(planted, "utf-8")
    done = tool("zizmor", "--offline", "--persona=pedantic", "--format=json", tmp_path / "demande.yml")
    assert {finding["ident"] for finding in json.loads(done.stdout)} == {"template-injection"}


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("vendor.github-workflows", sorted(DOSSIER.glob("*.yml"))),
        ("vendor.dependabot", [FORGE / "dependabot.yml"]),
        ("vendor.github-issue-forms", sorted((FORGE / "ISSUE_TEMPLATE").glob("*-*.yml"))),
        ("vendor.github-issue-config", [FORGE / "ISSUE_TEMPLATE/config.yml"]),
    ],
)
def test_the_forge_would_read_them(schema: str, paths: list[Path]) -> None:
    assert paths
    done = tool("check-jsonschema", "--builtin-schema", schema, *paths)
    assert done.returncode == 0, done.stdout


def test_a_misspelt_key_would_be_seen(tmp_path: Path) -> None:
    wrong = (DOSSIER / "verifier.yml").read_text("utf-8").replace("timeout-minutes", "timeout-minute")
    (tmp_path / "verifier.yml").write_text(wrong, "utf-8")
    done = tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", tmp_path / "verifier.yml")
    assert done.returncode == 1


def test_new_versions_wait_a_week() -> None:
    updates: list[dict[str, Any]] = read_yaml(FORGE / "dependabot.yml")["updates"]
    assert {update["package-ecosystem"] for update in updates} == {"github-actions", "pip"}
    assert all(int(update["cooldown"]["default-days"]) >= 7 for update in updates)


def test_the_template_holds_the_sentence_and_nobody_ticked_it() -> None:
    text = (FORGE / "PULL_REQUEST_TEMPLATE.md").read_text("utf-8")
    assert text.count(f"- [ ] {PHRASE}") == 1
    assert not accepte(text)
    assert accepte(text.replace(f"- [ ] {PHRASE}", f"- [x] {PHRASE}"))


def test_the_hook_verifies_the_files_that_changed() -> None:
    config = read_yaml(RACINE / ".pre-commit-config.yaml")
    ((hook,),) = [repo["hooks"] for repo in config["repos"]]
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    words = hook["entry"].split()
    assert words[:2] == ["python3", "lancer.py"]
    changed = "content/acteurs/a.yml"
    assert lancer.commands_of(words[2], [changed]) == [["-m", "generator", "verifier", changed]]
    for path in ("content/acteurs/a.yml", "data/territoire.yml", "data/communes.csv", "content/guides/methode/a1-x.md"):
        assert re.search(hook["files"], path), path
    for path in ("README.md", "generator/cli/main.py", "content/fichiers/a.pdf", "docs/content/x.yml"):
        assert not re.search(hook["files"], path), path
