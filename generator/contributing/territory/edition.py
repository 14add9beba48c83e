"""The edition of the common shelf: its day, and what each of its fiches was then."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from generator.contributing.yaml_edit import edited, written


def sealed(data: bytes, marks: Mapping[str, str], today: datetime.date) -> bytes:
    """Return content/commun/LISEZ-MOI.yml with the day of a new edition and the fingerprint of each fiche of it."""

    def change(tree: Any) -> None:
        tree["edition"] = written(today)
        tree["empreintes"] = written(dict(marks))

    return edited(data, change)
