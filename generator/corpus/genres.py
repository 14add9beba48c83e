"""Where each kind of YAML file lives, and its model: what the reading follows, and the help given to writers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generator.corpus.corpus import DOSSIERS, DOSSIERS_DISPOSITIF, MODELES
from generator.models.arbre import Arbre
from generator.models.autodiagnostic import Autodiagnostic
from generator.models.base import Modele
from generator.models.cas_type import CasTypes
from generator.models.coordonnee import CoordonneesAVerifier
from generator.models.diagnostic import Diagnostic
from generator.models.glossaire import Glossaire
from generator.models.guide import Guide
from generator.models.parcours import Parcours
from generator.models.referentiel import Referentiel
from generator.models.synonyme import RequetesTypes, Synonymes
from generator.models.territoire import Territoire

SCHEMAS = "schemas"
"""Folder of the JSON Schemas, one per kind; made by `offre schemas`."""
_MODELINE = "# yaml-language-server:"
_BOM = b"\xef\xbb\xbf"


class Emplacement(NamedTuple):
    """The place of a kind: one file (`….yml`), or a folder of files named by their ids."""

    chemin: str
    modele: type[Modele]

    @property
    def est_fichier(self) -> bool:
        return self.chemin.endswith(".yml")


GENRES: Mapping[str, Emplacement] = {
    "territoire": Emplacement("data/territoire.yml", Territoire),
    "referentiel": Emplacement("data/referentiels", Referentiel),
    **{kind: Emplacement(folder, MODELES[kind]) for kind, folder in DOSSIERS.items()},
    "arbre": Emplacement("data/arbres", Arbre),
    "parcours": Emplacement("data/parcours", Parcours),
    "cas-types": Emplacement("data/cas-types.yml", CasTypes),
    "synonymes": Emplacement("data/synonymes.yml", Synonymes),
    "requetes-types": Emplacement("data/requetes-types.yml", RequetesTypes),
    "glossaire": Emplacement("data/glossaire.yml", Glossaire),
    **{kind: Emplacement(folder, model) for kind, (folder, model) in DOSSIERS_DISPOSITIF.items()},
    "autodiagnostic": Emplacement("data/autodiagnostic.yml", Autodiagnostic),
    "diagnostic": Emplacement("data/diagnostic.yml", Diagnostic),
    "guide": Emplacement("data/guide.yml", Guide),
    "coordonnees-a-verifier": Emplacement("data/coordonnees-a-verifier.yml", CoordonneesAVerifier),
}
"""kind → its place. A YAML file that is nowhere here is refused by the reading (FIC002)."""


def genre_of(path: str) -> str | None:
    """Return the kind of a YAML file by its path from the project's root, None when nobody reads it."""
    places = (path, path.rpartition("/")[0]) if path.endswith(".yml") else ()
    return next((genre for genre, place in GENRES.items() if place.chemin in places), None)


def modeline(path: str) -> str:
    """Return the first line of a YAML file: it tells an editor which schema helps to write it."""
    return f"{_MODELINE} $schema={'../' * path.count('/')}{SCHEMAS}/{genre_of(path)}.json\n"


def with_modeline(path: str, data: bytes) -> bytes:
    """Return a YAML file with its first line; the rest, its ends of lines included, is as it was."""
    text = data.removeprefix(_BOM)
    line = modeline(path).encode()
    first, _, rest = text.partition(b"\n")
    if first.endswith(b"\r"):
        line = line.replace(b"\n", b"\r\n")
    return line + (rest if first.startswith(_MODELINE.encode()) else text)
