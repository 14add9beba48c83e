"""The staging folder that `servir` keeps: whatever was done to it or to the site, the next site is exactly right."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.corpus.memoire import remembering
from generator.publishing.writing import Writing, writing_at

SITE = {"index.html": b"accueil", "aide/index.html": b"aide", "aide/carte/index.html": b"carte", "plan": b"plan"}


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Path]:
    """A site built twice under `servir`: the staging folder holds the former one."""
    with remembering():
        target = tmp_path / "site"
        _build(target, SITE)
        _build(target, SITE)
        yield target


def _build(target: Path, files: dict[str, bytes]) -> Writing:
    writing = writing_at(target)
    for path, data in files.items():
        writing.write(path, data)
    writing.clean()
    assert {path: writing.read(path) for path in files} == files
    writing.publish()
    writing.end()
    return writing


def _tree(folder: Path) -> dict[str, bytes | None]:
    """Return path → bytes, None for a folder."""
    found = sorted(folder.rglob("*"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None for path in found}


def _staging(target: Path) -> Path:
    (place,) = target.parent.glob(".site-*")
    return place / "site"


def retouche(target: Path) -> None:
    (target / "index.html").write_bytes(b"de ma main")


def retouche_dans_la_preparation(target: Path) -> None:
    (_staging(target) / "index.html").write_bytes(b"de ma main")


def fichier_etranger(target: Path) -> None:
    (_staging(target) / "aide/note.txt").write_bytes(b"?")
    (_staging(target) / "a-moi").mkdir()
    (_staging(target) / "a-moi/note.txt").write_bytes(b"?")


def lien_etranger(target: Path) -> None:
    outside = target.parent / "dehors"
    outside.mkdir()
    (outside / "garde").write_bytes(b"garde")
    (_staging(target) / "lien").symlink_to(outside)
    (_staging(target) / "plan").unlink()
    (_staging(target) / "plan").symlink_to(outside / "garde")


def dossier_a_la_place_d_un_fichier(target: Path) -> None:
    (_staging(target) / "plan").unlink()
    (_staging(target) / "plan/dedans").mkdir(parents=True)


def site_efface(target: Path) -> None:
    shutil.rmtree(target)


def preparation_effacee(target: Path) -> None:
    shutil.rmtree(_staging(target).parent)


def site_de_la_preparation_efface(target: Path) -> None:
    shutil.rmtree(_staging(target))


DEGATS: tuple[Callable[[Path], None], ...] = (
    retouche, retouche_dans_la_preparation, fichier_etranger, lien_etranger, dossier_a_la_place_d_un_fichier,
    site_efface, preparation_effacee, site_de_la_preparation_efface,
)  # fmt: skip


@pytest.mark.parametrize("degat", DEGATS)
def test_ce_qui_a_ete_touche_est_refait(target: Path, degat: Callable[[Path], None]) -> None:
    before = _tree(target)
    degat(target)
    for _ in range(3):  # what was done to the site comes back in the staging folder
        _build(target, SITE)
        assert _tree(target) == before
        assert not any(path.is_symlink() for path in target.rglob("*"))
    outside = target.parent / "dehors/garde"
    assert not outside.parent.exists() or outside.read_bytes() == b"garde"


def test_un_fichier_prend_le_nom_d_un_dossier_et_l_inverse(target: Path) -> None:
    other = {"index.html": b"accueil", "aide": b"un fichier", "plan/index.html": b"un dossier"}
    for files in (other, other, SITE, SITE, other, SITE):
        _build(target, files)
        assert {path: data for path, data in _tree(target).items() if data is not None} == files


def test_un_nom_pour_un_fichier_et_un_dossier_du_meme_site_est_refuse(target: Path) -> None:
    with pytest.raises(OSError):
        _build(target, {**SITE, "aide": b"un fichier"})
    assert _tree(target / "aide") == {"carte": None, "carte/index.html": b"carte", "index.html": b"aide"}


def test_ce_qui_est_juste_n_est_pas_reecrit(target: Path) -> None:
    before = {path: (_staging(target) / path).stat().st_ino for path in SITE}
    _build(target, SITE)
    assert {path: (target / path).stat().st_ino for path in SITE} == before


def test_a_disk_that_takes_half_of_a_file_is_told(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    writing = writing_at(tmp_path / "site")
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            writing.write("index.html", b"." * 1_500)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        writing.end()
