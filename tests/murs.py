"""The walls of the package: who may import whom. Pure functions on sources."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

OPEN_TO_ALL = {"problems"}
CONTENT = {"models", "corpus", "markdown"}
CHECKS = {"rules", "orientation", "dispositif"}
MAY_IMPORT: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": {"cli"},
    "cli": {"pipeline", "reading", *CHECKS, "rendering", "publishing", "contributing", "upkeep", "forges", *CONTENT},
    "pipeline": {"reading", *CHECKS, "rendering", "publishing", *CONTENT},
    "contributing": {"reading", "rules", "rendering", "forges", *CONTENT},
    "upkeep": {"orientation", "dispositif", "rendering", "forges", *CONTENT},
    "publishing": {"rendering", "theme", *CONTENT},
    "rendering": {"orientation", "dispositif", "theme", "forges", *CONTENT},
    "rules": {"orientation", "dispositif", "forges", *CONTENT},
    "dispositif": {"orientation", *CONTENT},
    "orientation": {*CONTENT},
    "reading": {*CONTENT},
    "markdown": {"corpus", "models"},
    "corpus": {"models"},
    "forges": {"models"},
    "models": set(),
    "theme": set(),
    "problems": set(),
}
"""One line per room of `generator/`, from the door to the foundations; `problems` comes on top."""

ONLY_IMPORTERS = {
    "yaml": ("generator.reading.yaml_source",),
    "jinja2": ("generator.rendering.environment", "generator.publishing.moteurs"),
    "lightningcss": ("generator.publishing.assets",),
    "ruamel": ("generator.contributing.yaml_edit",),
    "segno": ("generator.rendering.qr",),
    "deflate": ("generator.publishing.ecoindex",),
    "odfdo": (
        "generator.rendering.files.odf",
        "generator.rendering.files.odt",
        "generator.contributing.spreadsheet.ods_writer",
    ),
}


def module_name(path: Path, root: Path) -> str:
    """Return `generator.rules.style` for `generator/rules/style.py`."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)


def imports_of(source: str, module: str, *, is_package: bool = False) -> Iterator[tuple[int, str]]:
    """Yield (line, absolute dotted name) of each import, wherever it stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = [*module.split("."), "__init__"] if is_package else module.split(".")
                above = parts[: -node.level]
                base = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def unit_of(dotted: str) -> str:
    """Return the module or folder directly under `generator`."""
    return [*dotted.split("."), "__init__"][1]


def violations(source: str, module: str, *, is_package: bool = False) -> list[str]:
    """Return one sentence per import that crosses a wall."""
    unit = unit_of(module)
    if unit not in MAY_IMPORT:
        return [f"{module}: « {unit} » is not in MAY_IMPORT (tests/murs.py): decide what it may import"]
    allowed = MAY_IMPORT[unit] | OPEN_TO_ALL | {unit}
    found = []
    for line, name in imports_of(source, module, is_package=is_package):
        top = name.split(".")[0]
        if top == "generator" and unit_of(name) in MAY_IMPORT and unit_of(name) not in allowed | {"__init__"}:
            found.append(f"{module}:{line}: {unit} must not import {unit_of(name)}")
        if module not in ONLY_IMPORTERS.get(top, (module,)):
            found.append(f"{module}:{line}: only {', '.join(ONLY_IMPORTERS[top])} imports {top}")
    return sorted(set(found))
