"""The table of the kinds: what each one holds, where it is written, how it is called, where it is read on the site.

A new kind of fiche is a row here, a model (models/) and the template of its
page (theme/templates/<kind>.html); all the rest follows from the row.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.models.acteur import Acteur
from generator.models.arbre import Arbre
from generator.models.autodiagnostic import Autodiagnostic
from generator.models.base import Modele
from generator.models.besoin import Besoin
from generator.models.cas_type import CasTypes
from generator.models.collectif import Collectif
from generator.models.commun import Commun, Complement
from generator.models.coordonnee import CoordonneesAVerifier
from generator.models.diagnostic import Diagnostic
from generator.models.financement import Financement
from generator.models.glossaire import Glossaire
from generator.models.guide import Guide
from generator.models.indicateur import Indicateur
from generator.models.instance import Instance
from generator.models.parcours import Parcours
from generator.models.referentiel import Referentiel
from generator.models.ressource import Ressource
from generator.models.service import Service
from generator.models.synonyme import RequetesTypes, Synonymes
from generator.models.territoire import Territoire

COMMUN = "content/commun"
"""The shelf that several territories share"""
COMPLEMENTS = "content/complements"
SCHEMAS = "schemas"
"""Folder of the JSON Schemas, one per kind; made by `offre schemas`."""
MODELINE = "# yaml-language-server:"
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Genre:
    """A kind of YAML file; what has no page and is not counted leaves the rest of its row empty."""

    nom: str
    """Its word: the key of the table, the name of its schema and of the template of its page"""
    modele: type[Modele]
    chemin: str
    """Its one file (`….yml`), or the folder of its files, named by their ids"""
    pluriel: str = ""
    accord: str = ""
    """« e » when the word is feminine"""
    participe: str = "proposé"
    """What an acteur did of it: « les ressources publiées »"""
    titres: tuple[str, ...] = ()
    """(one, several) as the search heads them; (): the word and its plural"""
    adresse: str = ""
    """Folder of its pages, from the root of the site"""
    section: str = ""
    """Part of the menu where its pages are"""
    liste: str = ""
    """Address of the list of them all, when `adresse` itself is another page"""
    phrase: str = ""
    """What the list says before all"""
    tableur: bool = True
    """Whether it has a sheet in the spreadsheet, under its plural: a list inside of a list has no columns"""
    formulaire: str = ""
    """Name of the form of the forge that proposes one"""

    @property
    def est_fichier(self) -> bool:
        """Whether it is one file for the whole territory."""
        return self.chemin.endswith(".yml")

    @property
    def titre(self) -> str:
        return self.titres[0] if self.titres else self.nom.capitalize()

    @property
    def titre_pluriel(self) -> str:
        return self.titres[1] if self.titres else self.pluriel.capitalize()

    @property
    def un(self) -> str:
        """« un service », « une ressource »"""
        return f"un{self.accord} {self.nom}"

    @property
    def commun(self) -> str:
        """Folder of its fiches that are common to several territories"""
        return self.chemin.replace("content/", f"{COMMUN}/", 1)

    @property
    def complements(self) -> str:
        """Folder of what is local to its common fiches"""
        return f"{COMPLEMENTS}/{self.nom}"

    def path_of(self, identifiant: str) -> str:
        """Return the file of a fiche of here, from the root of the project."""
        return f"{self.chemin}/{identifiant}.yml"


_ROWS = (
    Genre("territoire", Territoire, "data/territoire.yml"),
    Genre("referentiel", Referentiel, "data/referentiels"),
    Genre(
        "acteur", Acteur, "content/acteurs", "acteurs",
        adresse="acteurs/", section="acteurs", formulaire="nouvel-acteur",
    ),
    Genre(
        "service", Service, "content/offre/services", "services",
        adresse="offre/services/", section="offre", formulaire="nouveau-service",
        phrase="Ce que des structures d'ici font avec vous.",
    ),
    Genre(
        "ressource", Ressource, "content/offre/ressources", "ressources", "e", "publié",
        adresse="offre/ressources/", section="offre", formulaire="nouvelle-ressource",
        phrase="Ce que vous pouvez utiliser seul : guides, modèles, exemples.",
    ),
    Genre(
        "financement", Financement, "content/offre/financements", "financements",
        adresse="offre/financements/", liste="offre/financements/tous/", section="offre",
        formulaire="nouveau-financement",
        phrase="L'argent, par nom. Pour les dates, voir le calendrier des financements.",
    ),
    Genre("commun", Commun, "content/commun/LISEZ-MOI.yml"),
    Genre("complement", Complement, COMPLEMENTS, "compléments"),
    Genre("arbre", Arbre, "data/arbres", "arbres"),
    Genre("parcours", Parcours, "data/parcours", "parcours"),
    Genre("cas-types", CasTypes, "data/cas-types.yml"),
    Genre("synonymes", Synonymes, "data/synonymes.yml"),
    Genre("requetes-types", RequetesTypes, "data/requetes-types.yml"),
    Genre("glossaire", Glossaire, "data/glossaire.yml"),
    Genre(
        "besoin", Besoin, "data/besoins", "besoins", adresse="besoins/", formulaire="nouveau-besoin",
        titres=("Besoin du territoire", "Besoins du territoire"),
    ),
    Genre(
        "instance", Instance, "data/instances", "instances", "e", adresse="instances/", tableur=False,
        titres=("Réunions et décisions", "Réunions et décisions"),
    ),
    Genre(
        "collectif", Collectif, "data/collectifs", "collectifs", adresse="collectifs/",
        titres=("Collectif accompagné", "Collectifs accompagnés"),
    ),
    Genre("indicateur", Indicateur, "data/indicateurs", "indicateurs", adresse="indicateurs/"),
    Genre("autodiagnostic", Autodiagnostic, "data/autodiagnostic.yml"),
    Genre("diagnostic", Diagnostic, "data/diagnostic.yml"),
    Genre("guide", Guide, "data/guide.yml"),
    Genre("coordonnees-a-verifier", CoordonneesAVerifier, "data/coordonnees-a-verifier.yml"),
)  # fmt: skip

GENRES = {genre.nom: genre for genre in _ROWS}
"""Every kind. A YAML file that is nowhere here is refused by the reading (FIC002)."""
FICHES = {nom: genre for nom, genre in GENRES.items() if genre.adresse and genre.chemin.startswith("content/")}
"""What partners describe"""
OFFRE = {nom: genre for nom, genre in FICHES.items() if genre.chemin.startswith("content/offre/")}
"""What a collective can use: the fiches of the catalogue"""
DISPOSITIF = {nom: genre for nom, genre in GENRES.items() if genre.adresse and nom not in FICHES}
"""What the coordination steers, and that has its pages"""
ECRITS = {**FICHES, **DISPOSITIF}
"""All that somebody writes, one file each: `nouveau` begins them."""


def genre_of(path: str) -> str | None:
    """Return the kind of a YAML file by its path from the project's root, None when nobody reads it."""
    folder = path.rpartition("/")[0]
    if folder in (place.complements for place in FICHES.values()):
        return "complement"
    places = (path, folder.replace(f"{COMMUN}/", "content/", 1)) if path.endswith(".yml") else ()
    return next((genre for genre, place in GENRES.items() if place.chemin in places), None)


def url_of(path: str) -> str:
    """Return the page of a fiche by its file: on the shelf or not, the address is the same."""
    return f"{path.replace(f'{COMMUN}/', 'content/', 1).removeprefix('content/').removesuffix('.yml')}/"


def modeline(path: str) -> str:
    """Return the first line of a YAML file: it tells an editor which schema helps to write it."""
    return f"{MODELINE} $schema={'../' * path.count('/')}{SCHEMAS}/{genre_of(path)}.json\n"


def with_modeline(path: str, data: bytes) -> bytes:
    """Return a YAML file with its first line; the rest, its ends of lines included, is as it was."""
    text = data.removeprefix(_BOM)
    line = modeline(path).encode()
    first, _, rest = text.partition(b"\n")
    if first.endswith(b"\r"):
        line = line.replace(b"\n", b"\r\n")
    return line + (rest if first.startswith(MODELINE.encode()) else text)
