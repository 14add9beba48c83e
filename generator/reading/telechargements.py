"""What a file to download is, told by what it holds and never by its name; the size of an image, before any decoding.

An image keeps what the camera wrote, the place where it was taken, its author; a document, who wrote it.
Such a file is refused.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.models.base import is_identifiant
from generator.problems import Problem
from generator.problems.codes import problem
from generator.reading.guides import is_of_the_system

FICHIERS = "content/fichiers"
MAX_FICHIER = 5 * 1024 * 1024
"""A file to download: 5 MB, what a phone on a weak network can still fetch."""
MAX_PIXELS = 24_000_000
"""An image beyond is a photograph as it came out of a camera; a phone would need 100 MB to show it."""
MAX_MIMETYPE = 100
"""Bytes read of what an ODF says that it is; a tiny archive could inflate to gigabytes."""
MAX_META = 100_000
"""Bytes read of the part of a document that says who wrote it, and of each packed part of a PDF."""
MAX_IMAGES = 50
"""Pictures looked at in one document."""
_QUI = re.compile(
    rb"<(?:dc:creator|meta:initial-creator|meta:printed-by|pdf:Author)>(?:\s*<rdf:\w+[^>]*>)*\s*[^\s<]"
    rb"|/Author\s*(?:\((?!\xfe\xff\)|\))|<(?!FEFF>|feff>)[0-9A-Fa-f])"
)
"""Who wrote a document, when it is not left empty: OpenDocument, XMP, PDF."""
_PAQUET = re.compile(rb"/ObjStm\b[^>]*>>\s*stream\r?\n")
_AUTEUR = "ce document dit qui l'a écrit :"
ARCHIVE_ABIMEE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What a damaged archive raises: `zipfile` believes the offsets and the sizes that it reads."""
_ODF = {"odt": "application/vnd.oasis.opendocument.text", "ods": "application/vnd.oasis.opendocument.spreadsheet"}


def list_downloads(root: Path) -> tuple[frozenset[str], tuple[Problem, ...]]:
    """Return the names of the files of content/fichiers/, and what is refused, by its name or by what it holds."""
    directory = root / FICHIERS
    names: set[str] = set()
    refused = []
    here = directory.is_dir() and not directory.is_symlink()
    for path in sorted(directory.iterdir(), key=lambda entry: entry.name) if here else ():
        code = said = ""
        if is_of_the_system(path):
            continue
        if path.is_symlink():
            code, said = "FIC003", "lien symbolique."
        elif not path.is_file() or path.suffix not in TERMINAISONS:
            code, said = "FIC002", f"types permis : {', '.join(TERMINAISONS)}."
        elif not is_identifiant(path.stem.replace(".", "-")):
            code, said = "FIC001", f"« {path.stem[:80]} » ne peut pas être un nom de fichier publié."
        elif fault := fault_of(path.name, _beginning(path)):
            code, said = "FIC005", f"{fault}."
        else:
            names.add(path.name)
        if code:
            refused.append(problem(code, f"{FICHIERS}/{path.name}", 0, "", said))
    return frozenset(names), tuple(refused)


def _beginning(path: Path) -> bytes:
    """Return a file, or one byte more than may be published."""
    with path.open("rb") as stream:
        return stream.read(MAX_FICHIER + 1)


def fault_of(name: str, data: bytes) -> str:
    """Return what is wrong with a file to publish, in French, '' when nothing is."""
    if len(data) > MAX_FICHIER:
        return "plus de 5 Mo"
    if not data:
        return "le fichier est vide"
    ending = name.rpartition(".")[2]
    if not _IS[ending](data):
        found = next((kind for kind in ("pdf", "png", "jpg", "webp", "odt", "ods") if _IS[kind](data)), "")
        return f"son contenu n'est pas celui d'un .{ending}" + (f", c'est un .{found}" if found else "")
    if ending in _PARTS:
        return _image_fault(ending, data)
    if ending == "pdf" and _pdf_tells(data):
        return f"{_AUTEUR} l'exporter de nouveau, l'auteur retiré des propriétés"
    return _odf_fault(data) if ending in _ODF else ""


def _odf_fault(data: bytes) -> str:
    """Say whether an ODF names who wrote it, or holds a picture that tells where it was taken."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        try:
            if "meta.xml" in names and _QUI.search(_part(archive, "meta.xml", MAX_META)):
                return f"{_AUTEUR} dans LibreOffice, Fichier, Propriétés, « Réinitialiser les propriétés »"
            pictures = [name for name in names if name.rpartition(".")[2] in _PARTS][:MAX_IMAGES]
            told = (_image_fault(name.rpartition(".")[2], _part(archive, name, MAX_FICHIER)) for name in pictures)
            return next((f"dans ce document, {fault}" for fault in told if fault), "")
        except ARCHIVE_ABIMEE:
            return "ce document est abîmé"


def _part(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as part:
        return part.read(most)


def _pdf_tells(data: bytes) -> bool:
    """Whether a PDF names who wrote it: in plain, in its XMP, or in one of its packed objects."""
    packed = (_inflated(data[found.end() :]) for found in _PAQUET.finditer(data))
    return any(_QUI.search(part) for part in (data, *packed))


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, MAX_META)
    except zlib.error:
        return b""


def _image_fault(ending: str, data: bytes) -> str:
    try:
        parts = list(_PARTS[ending](data))
    except (struct.error, IndexError):
        return "cette image est coupée ou abîmée"
    width, height = next((size for _, size in parts if size), (0, 0))
    if not width or not height:
        return "cette image est coupée ou abîmée"
    if width * height > MAX_PIXELS:
        return f"cette image a {width} × {height} points : la réduire"
    if any(kind == "metadata" for kind, _ in parts):
        return "cette image garde ce que l'appareil a noté (lieu, jour, auteur) : l'enregistrer sans métadonnées"
    return ""


Part = tuple[str, tuple[int, int] | None]
"""(what it is, the size of the image when this part says it)"""


def _png(data: bytes) -> Iterator[Part]:
    at = 8
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height = struct.unpack_from(">II", body)
            yield "size", (width, height)
        elif kind == b"eXIf" or (kind in (b"tEXt", b"iTXt", b"zTXt") and body.startswith(_PNG_TELLS)):
            yield "metadata", None
        at += 12 + length


_PNG_TELLS = (b"Author", b"Raw profile", b"XML:com.adobe.xmp", b"Comment", b"Creation Time")


def _jpg(data: bytes) -> Iterator[Part]:
    at = 2
    while True:
        while data[at + 1] == 0xFF:
            at += 1
        marker = data[at + 1]
        if marker in (0xD9, 0xDA):
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, at + 5)
            yield "size", (width, height)
        elif marker in (0xE1, 0xED):  # EXIF and XMP; IPTC
            yield "metadata", None
        at += 2 + length


def _webp(data: bytes) -> Iterator[Part]:
    at = 12
    while at + 8 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + length]
        if kind == b"VP8X":
            yield "size", (1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little"))
        elif kind == b"VP8 ":
            width, height = struct.unpack_from("<HH", body, 6)
            yield "size", (width & 0x3FFF, height & 0x3FFF)
        elif kind == b"VP8L":
            bits = int.from_bytes(body[1:5], "little")
            yield "size", ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        elif kind in (b"EXIF", b"XMP "):
            yield "metadata", None
        at += 8 + length + length % 2


_PARTS: dict[str, Callable[[bytes], Iterator[Part]]] = {"png": _png, "jpg": _jpg, "webp": _webp}


def _odf(ending: str) -> Callable[[bytes], bool]:
    def check(data: bytes) -> bool:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                with archive.open("mimetype") as part:
                    told = part.read(MAX_MIMETYPE)
                return told == _ODF[ending].encode() and "content.xml" in archive.namelist()
        except ARCHIVE_ABIMEE:
            return False

    return check


def _csv(data: bytes) -> bool:
    """A table in text: UTF-8, no control sign but those of lines and columns, no page of the web."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return text.replace("\r", "").replace("\n", "").replace("\t", "").isprintable() and not text.lstrip().startswith(
        ("<", "%PDF")
    )


_IS: dict[str, Callable[[bytes], bool]] = {
    "pdf": lambda data: data.startswith(b"%PDF-"),
    "png": lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"),
    "jpg": lambda data: data.startswith(b"\xff\xd8\xff"),
    "webp": lambda data: data.startswith(b"RIFF") and data[8:12] == b"WEBP",
    "odt": _odf("odt"),
    "ods": _odf("ods"),
    "csv": _csv,
}
TERMINAISONS = tuple(sorted(f".{ending}" for ending in _IS))
