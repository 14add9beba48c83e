"""Write an example the way people write it in YAML, on one line."""

from __future__ import annotations

from typing import Any


def yaml_inline(value: Any, inside: bool = False) -> str:
    """Return an example as it is written on one YAML line; `inside` a list or a block, a comma would cut it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {yaml_inline(item, True)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(yaml_inline(item, True) for item in value) + "]"
    text = str(value)
    special = ": " in text or " #" in text or text[-1:] == ":" or text[:1] in ("", *"[]{}&*!|>%@`#'\"-?,")
    if special or (inside and any(sign in text for sign in ",[]{}")):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return text
