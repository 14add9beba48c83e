"""One JSON file: UTF-8, laid out to be read; the same values are the same bytes."""

from __future__ import annotations

from typing import Any

from pydantic_core import to_json

from generator.rendering.page import OutputFile


def json_file(path: str, value: Any) -> OutputFile:
    """Return the file `path` of the site (json's own encoder lays out in Python, ten times as slowly)."""
    return OutputFile(path, to_json(value, indent=1) + b"\n")
