"""An OpenDocument archive (ISO/IEC 26300) with the same bytes each time."""

from __future__ import annotations

import io
import zipfile

import odfdo

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every part of the archive: the oldest that a zip file can hold."""
_EXTRAS = ("Thumbnails/", "Configurations2/")
"""Parts of the templates that say nothing about this document."""


def same_bytes(document: odfdo.Document) -> bytes:
    """Return the archive without the template's extras, its parts in order and all of one date."""
    for part in document.get_parts():
        if part.startswith(_EXTRAS):
            document.del_part(part)
    for path in document.manifest.get_paths():
        if path.startswith(_EXTRAS):
            document.manifest.del_full_path(path)
    saved = io.BytesIO()
    document.save(saved)
    result = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(result, "w") as target:
        names = [name for name in sorted(source.namelist()) if not name.startswith(_EXTRAS)]
        for name in sorted(names, key=lambda name: name != "mimetype"):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return result.getvalue()
