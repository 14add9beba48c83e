"""The forge may disappear: a mirror pushed anywhere gives the same site, byte for byte."""

from __future__ import annotations

import subprocess
from pathlib import Path

from generator.pipeline import construct
from tests.chemins import AUJOURDHUI
from tests.construction import officiel
from tests.mini import Mini


def git(folder: Path, *words: str) -> None:
    identity = ("-c", "user.name=Essai", "-c", "user.email=essai@exemple.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)


def site_bytes(root: Path, target: Path) -> dict[str, bytes]:
    assert construct(root, AUJOURDHUI, target, officiel()).defauts == ()
    return {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}


def test_a_mirror_pushed_elsewhere_gives_the_same_site(mini: Mini, tmp_path: Path) -> None:
    before = site_bytes(mini.root, tmp_path / "avant")
    git(mini.root, "init")
    git(mini.root, "add", "content", "data")
    git(mini.root, "commit", "-m", "Le territoire")
    git(tmp_path, "clone", "--mirror", str(mini.root), "miroir.git")
    (tmp_path / "ailleurs.git").mkdir()
    git(tmp_path / "ailleurs.git", "init", "--bare")
    git(tmp_path / "miroir.git", "push", "--mirror", str(tmp_path / "ailleurs.git"))
    git(tmp_path, "clone", str(tmp_path / "ailleurs.git"), "repris")
    assert site_bytes(tmp_path / "repris", tmp_path / "apres") == before
