"""Files to download, made for the tests: small, whole, of each type that may be published."""

from __future__ import annotations

import io
import zipfile

from PIL import Image

_FORMATS = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}


def image(ending: str, size: tuple[int, int] = (3, 2), exif: bool = False) -> bytes:
    """Return an image; `exif`: with the place and the author that a camera writes."""
    data = io.BytesIO()
    held = Image.Exif()
    if exif:
        held[0x013B] = "Personne inventée"
    Image.new("RGB", size).save(data, _FORMATS[ending], **({"exif": held} if exif else {}))
    return data.getvalue()


def opendocument(kind: str, content: str = "<office/>", **parts: bytes) -> bytes:
    """Return an OpenDocument file, `text` or `spreadsheet`; `parts`: what else it holds, `meta__xml` for meta.xml."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", content)
        for name, part in parts.items():
            archive.writestr(name.replace("__", "."), part)
    return data.getvalue()


FICHIERS = {
    "a.pdf": b"%PDF-1.7\n%%EOF\n",
    "a.png": image("png"),
    "a.jpg": image("jpg"),
    "a.webp": image("webp"),
    "a.odt": opendocument("text"),
    "a.ods": opendocument("spreadsheet"),
    "a.csv": b"commune;mairie\nPort-Brume;02 61 91 00 01\n",
}
