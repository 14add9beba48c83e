"""The licence of the data, as programs name it."""

from __future__ import annotations

from generator.models.territoire import Territoire

CONNUES = {
    "Licence Ouverte 2.0": ("etalab-2.0", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"),
    "ODbL 1.0": ("ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    "CC BY 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC BY-SA 4.0": ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
}
"""Words of a territory → (SPDX identifier, address of the text)."""


def licence_of(territoire: Territoire) -> tuple[str, str]:
    """Return the licence in the territory's words, and the address of its text, '' when it is not known here."""
    return territoire.licence_donnees, CONNUES.get(territoire.licence_donnees, ("", ""))[1]
