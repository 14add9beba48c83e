"""Write an example the way people write it in YAML, on one line."""

from __future__ import annotations

from typing import Any


def yaml_inline(value: Any) -> str:
    """Return an example as it is written on one YAML line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {yaml_inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(yaml_inline(item) for item in value) + "]"
    text = str(value)
    special = ": " in text or " #" in text or text[:1] in ("", *"[]{}&*!|>%@#'\"-?,")
    return '"' + text.replace('"', '\\"') + '"' if special else text
