"""Files of the command line: what somebody names is read up to a limit, what is written is whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from generator.cli.files import inside, read_given, refuse_existing, write, write_new
from generator.problems.faults import Fault
from tests.construction import tree


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 3000)
    assert read_given(path, 3000) == b"x" * 3000
    with pytest.raises(Fault, match=r"« .*a.txt » est trop gros : 2 Ko au plus."):
        read_given(path, 2999)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("absent", "ne se lit pas : ce fichier ou ce dossier n'existe pas."),
        ("a.txt/b", "ne se lit pas : un fichier porte le nom d'un dossier attendu."),
        ("", "n'est pas un fichier qui se lit."),
        ("x" * 300, "ne se lit pas : un nom est trop long pour ce disque."),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "a.txt").write_text("")
    with pytest.raises(Fault) as told:
        read_given(tmp_path / name, 10)
    assert str(told.value).endswith(said)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="n'est pas un fichier"):
        read_given(Path("/dev/null"), 10)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("à moi")
    (tmp_path / "lien").symlink_to(tmp_path / "nulle-part")
    for name in ("a", "lien"):
        with pytest.raises(Fault, match="existe déjà : choisir un autre nom"):
            write_new(tmp_path / name, b"autre")
    with pytest.raises(Fault, match=r"existe déjà : changer de nom."):
        refuse_existing(tmp_path / "a", "changer de nom")
    assert tree(tmp_path) == {"a": "à moi".encode()}
    write_new(tmp_path / "b", b"neuf")
    assert (tmp_path / "b").read_bytes() == b"neuf"


def test_a_folder_that_nobody_made_is_not_made_for_a_slip(tmp_path: Path) -> None:
    with pytest.raises(Fault, match=r"Impossible d'écrire .*absent/a : ce fichier ou ce dossier n'existe pas."):
        write_new(tmp_path / "absent" / "a", b"")
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_ours_is_written_replaced_removed(tmp_path: Path) -> None:
    path = tmp_path / "dossier" / "a"
    for data in (b"un", b"deux"):
        write(path, data)
        assert tree(tmp_path) == {"dossier/a": data}
    write(path, None)
    write(path, None)
    assert tree(tmp_path) == {}


def test_a_link_is_replaced_never_followed(tmp_path: Path) -> None:
    (tmp_path / "ailleurs").write_text("à moi")
    (tmp_path / "a").symlink_to(tmp_path / "ailleurs")
    write(tmp_path / "a", b"neuf")
    assert not (tmp_path / "a").is_symlink()
    assert tree(tmp_path) == {"a": b"neuf", "ailleurs": "à moi".encode()}


def test_a_full_disk_leaves_the_former_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"ancien")
    halfway = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        halfway(self, data[:2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(Fault, match=r"Impossible d'écrire .*a : le disque est plein."):
        write(path, b"nouveau")
    assert tree(tmp_path) == {"a": b"ancien"}


def test_a_link_leads_nothing_out_of_the_project(tmp_path: Path) -> None:
    root, out = tmp_path / "projet", tmp_path / "dehors"
    (root / "data").mkdir(parents=True)
    out.mkdir()
    (root / "content").symlink_to(out)
    assert inside(root, "data/a.yml") == root / "data/a.yml"
    for shown in ("content/a.yml", "../dehors/a.yml"):
        with pytest.raises(Fault, match="mène hors du projet"):
            inside(root, shown)
