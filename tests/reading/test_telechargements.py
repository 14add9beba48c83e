"""What a file to download is: what it holds, never what its name says; nothing of a camera is published."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.telechargements import MAX_FICHIER, MAX_MIMETYPE, TERMINAISONS, fault_of
from tests.colle import beaucoup
from tests.fichiers import FICHIERS, image, opendocument


@pytest.mark.parametrize("name", FICHIERS)
def test_a_file_is_what_it_holds(name: str) -> None:
    assert fault_of(name, FICHIERS[name]) == ""
    for other, data in FICHIERS.items():
        if other != name:
            assert "son contenu n'est pas celui" in fault_of(name, data), other
    assert fault_of(name, b"<html>") != ""
    assert fault_of(name, b"") == "le fichier est vide"
    assert fault_of(name, b"x" * (MAX_FICHIER + 1)) == "plus de 5 Mo"


def test_the_true_type_is_named() -> None:
    assert fault_of("a.pdf", FICHIERS["a.jpg"]) == "son contenu n'est pas celui d'un .pdf, c'est un .jpg"
    assert fault_of("a.odt", opendocument("spreadsheet")).endswith("c'est un .ods")
    assert {f".{name.rpartition('.')[2]}" for name in FICHIERS} == set(TERMINAISONS)


@pytest.mark.parametrize("ending", ["png", "jpg", "webp"])
def test_an_image_tells_neither_where_nor_who(ending: str) -> None:
    assert "sans métadonnées" in fault_of(f"a.{ending}", image(ending, exif=True))


@pytest.mark.parametrize("ending", ["png", "jpg", "webp"])
def test_an_image_is_bounded_before_it_is_decoded(ending: str) -> None:
    assert fault_of(f"a.{ending}", image(ending, (6000, 4000))) == ""
    assert fault_of(f"a.{ending}", image(ending, (6001, 4000))) == "cette image a 6001 × 4000 points : la réduire"


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("<dc:creator>Personne inventée</dc:creator>", True),
        ("<meta:initial-creator> Personne inventée</meta:initial-creator>", True),
        ("<dc:creator></dc:creator><dc:creator/><meta:initial-creator> </meta:initial-creator>", False),
        ("<dc:title>Un titre</dc:title>", False),
    ],
)
def test_a_document_does_not_tell_who_wrote_it(head: str, told: bool) -> None:
    for kind, name in (("text", "a.odt"), ("spreadsheet", "a.ods")):
        fault = fault_of(name, opendocument(kind, meta__xml=head.encode()))
        assert ("Réinitialiser les propriétés" in fault) is told


def test_a_picture_in_a_document_tells_neither_where_nor_who() -> None:
    assert "dans ce document, cette image" in fault_of("a.odt", opendocument("text", a__jpg=image("jpg", exif=True)))
    assert fault_of("a.odt", opendocument("text", a__jpg=image("jpg"), b__svm=b"x")) == ""


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        (b"/Author (Personne)", True),
        (b"/Author\n<FEFF0050>", True),
        (b"/Author(\xfe\xff\x00P)", True),
        (b"/Author () /Author <> /Author(\xfe\xff) /Author <FEFF>", False),
        (b"<dc:creator><rdf:Seq><rdf:li>Personne</rdf:li></rdf:Seq></dc:creator>", True),
        (b"<dc:creator>\n <rdf:Seq>\n </rdf:Seq></dc:creator>", False),
        (b"<</Type /ObjStm /Filter /FlateDecode>>\nstream\r\n" + zlib.compress(b"1 0 <</Author (Personne)>>"), True),
        (b"<</Type /ObjStm>>stream\n" + b"no such stream", False),
        (b"/Title (Un titre) /Creator (Un programme)", False),
    ],
)
def test_a_pdf_does_not_tell_who_wrote_it(inside: bytes, told: bool) -> None:
    assert ("dit qui l'a écrit" in fault_of("a.pdf", b"%PDF-1.7\n" + inside + b"\n%%EOF\n")) is told


def test_a_bomb_is_never_opened() -> None:
    bomb = bytearray(image("png"))
    bomb[16:24] = struct.pack(">II", 60_000, 60_000)
    assert "60000 × 60000" in fault_of("a.png", bytes(bomb))


def archive(mimetype: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", mimetype)
        made.writestr("content.xml", "<x/>")
    return held.getvalue()


def test_an_archive_that_does_not_inflate_is_told() -> None:
    whole = bytearray(archive(b"application/vnd.oasis.opendocument.text"))
    whole[38:44] = b"\xff" * 6  # the first bytes of the compressed part, after a header of 30 and a name of 8
    assert "son contenu n'est pas celui" in fault_of("a.odt", bytes(whole))


def test_an_archive_is_never_inflated_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    read = zipfile.ZipExtFile.read
    monkeypatch.setattr(zipfile.ZipExtFile, "read", lambda part, n=-1: asked.append(n) or read(part, n))
    assert "son contenu n'est pas celui" in fault_of("a.odt", archive(b"a" * 10_000_000))
    assert set(asked) == {MAX_MIMETYPE}


@pytest.mark.parametrize("data", [b"a;b\x00c", "é".encode("latin-1"), b"<!doctype html>", b"\x89PNG"])
def test_a_table_is_text(data: bytes) -> None:
    assert fault_of("a.csv", data) == "son contenu n'est pas celui d'un .csv" + (
        ", c'est un .png" if data.startswith(b"\x89PNG\r") else ""
    )


@given(st.sampled_from(sorted(FICHIERS)), st.integers(0, 400), st.binary(max_size=12))
@beaucoup
def test_a_damaged_file_is_told_or_read(name: str, at: int, noise: bytes) -> None:
    data = FICHIERS[name]
    at = min(at, len(data))
    assert isinstance(fault_of(name, data[:at] + noise + data[at + len(noise) :]), str)
    assert isinstance(fault_of(name, data[:at]), str)


def test_a_part_of_a_jpg_may_come_after_filling() -> None:
    """Any number of FF before a marker (ITU-T T.81, B.1.1.2)."""
    data = image("jpg", (6001, 4000))
    filled = data[:2] + b"\xff\xff\xff" + data[2:]
    assert fault_of("a.jpg", filled) == "cette image a 6001 × 4000 points : la réduire"


def webp(kind: bytes, body: bytes) -> bytes:
    """Return a WebP whose part of a size comes after an odd one, padded."""
    parts = b"ICCP" + struct.pack("<I", 3) + b"abc\0" + kind + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", 4 + len(parts)) + b"WEBP" + parts


@pytest.mark.parametrize(("width", "height"), [(6000, 5000), (16383, 16383), (8192, 8193)])
def test_the_size_of_each_kind_of_webp_is_read(width: int, height: int) -> None:
    """Extended, lossy, lossless: each writes its size in its own way (RFC 9649)."""
    long = bytes(4) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    lossy = bytes(6) + struct.pack("<HH", width, height)
    bits = (width - 1) | (height - 1) << 14
    for data in (webp(b"VP8X", long), webp(b"VP8 ", lossy), webp(b"VP8L", b"\x2f" + bits.to_bytes(4, "little"))):
        assert f"{width} × {height}" in fault_of("a.webp", data).replace("\u202f", "")
