"""The walls of the package: who may import whom. Pure functions on sources."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

STAGES = {"reading", "rules", "orientation", "dispositif", "rendering", "publishing", "contribuer"}
OPEN_TO_ALL = {"problems", "codes", "pausing"}
BASE = {"models", "markdown", "guide_markdown"}
MAY_IMPORT: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": {"cli"},
    "cli": {"arguments", "commands", "pipeline", "output", "scaffold", "serving", "terminal", *STAGES, *BASE},
    "arguments": {"commands", "output", "models"},
    "commands": {
        *("pipeline", "output", "scaffold", "terminal", "comparaison", "reseau", "suivi", "tableur", "territoires"),
        *STAGES,
        *BASE,
    },
    "tableur": {"reading", "rules", "contribuer", "odf", "yaml_edit", *BASE},
    "territoires": {"yaml_edit", *BASE},
    "yaml_edit": {"models"},
    "odf": set(),
    "terminal": {"pipeline", "output", "models"},
    "comparaison": {"orientation", "dispositif", "sections", "models"},
    "suivi": {"output", "sections", "models"},
    "reseau": {"suivi", "models"},
    "sections": {"output"},
    "output": {"models"},
    "scaffold": {"models"},
    "serving": {"pipeline", "reading", "publishing", "models"},
    "pipeline": {*STAGES, *BASE},
    "publishing": {*BASE},
    "rendering": {"orientation", "dispositif", "suivi", "odf", *BASE},
    "rules": {"orientation", "dispositif", "locating", *BASE},
    "dispositif": {"orientation", *BASE},
    "orientation": {"locating", *BASE},
    "reading": {*BASE},
    "contribuer": {"output", *BASE},
    "locating": {"models"},
    "models": set(),
    "markdown": set(),
    "guide_markdown": {"models", "markdown"},
    "codes": set(),
    "problems": set(),
    "pausing": set(),
    "officiel": set(),
}
"""One line per module or folder of `generator/`; codes and problems come on top."""

ONLY_IMPORTERS = {
    "yaml": ("generator.reading.yaml_source",),
    "jinja2": ("generator.rendering.environment",),
    "ruamel": ("generator.yaml_edit",),
    "odfdo": ("generator.odf", "generator.rendering.odt", "generator.tableur.ods_writer"),
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
