"""The printed codes: each one is of a page that is here, or that says where it went."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.models.adresse import AdressePubliee
from generator.rules.papier import check_printed_codes
from tests.chemins import AUJOURDHUI
from tests.construction import read

ICI = AdressePubliee(adresse="communes/01901/", code="2222")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"adresse": "acteurs/pole-ess/"}, False),
        ({"adresse": "acteurs/pole-parti/"}, True),
        ({"adresse": "acteurs/pole-parti/", "titre": "Le pôle parti"}, False),
        ({"adresse": "acteurs/pole-parti/", "vers": "acteurs/pole-ess/"}, False),
        ({"adresse": "orienter/"}, True),
        ({"adresse": "mentions-legales/", "titre": "Mentions"}, True),
        ({"adresse": "mentions-legales/", "code": None}, False),
    ],
)
def test_a_code_leads_to_a_page_that_is_printed(row: dict[str, str], told: bool) -> None:
    """Whatever the lines around it say."""
    written = AdressePubliee.model_validate({"code": "3333", **row})
    corpus = replace(read(), adresses={ICI.adresse: ICI, written.adresse: written})
    found = [(one.code, one.line, one.where) for one in check_printed_codes(corpus, AUJOURDHUI)]
    assert found == ([("COD003", 3, "adresse")] if told else [])
