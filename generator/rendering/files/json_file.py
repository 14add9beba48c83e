"""One JSON file: UTF-8, laid out to be read; the same values are the same bytes."""

from __future__ import annotations

import json
from typing import Any

from generator.rendering.page import OutputFile


def json_file(path: str, value: Any) -> OutputFile:
    """Return the file `path` of the site."""
    return OutputFile(path, (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode())
