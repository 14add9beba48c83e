"""Change a YAML file and keep its comments and its order. Only importer of ruamel."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq


def edited(data: bytes, change: Callable[[Any], None]) -> bytes:
    """Return a file already checked by the strict reader, once `change` has modified its tree in place."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    tree = yaml.load(data.decode("utf-8-sig"))
    change(tree)
    text = io.StringIO()
    yaml.dump(tree, text)
    return text.getvalue().encode()


def inline(value: dict[str, Any] | list[str]) -> Any:
    """Return a list or a block that is written on one line, as people write short ones."""
    made = CommentedMap(value) if isinstance(value, dict) else CommentedSeq(value)
    made.fa.set_flow_style()
    return made
