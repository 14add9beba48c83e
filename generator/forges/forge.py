"""What a forge is: where its pages are, where it looks for files, how its API speaks, what it cannot do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

MAX_LIEN = 6_000
"""Signs of an address that prepares something; beyond, browsers and forges cut."""


class QuestionPosee(NamedTuple):
    """A question of a form, and its answer when the link fills it."""

    id: str
    libelle: str
    reponse: str = ""


class GesteAbsent(NamedTuple):
    """A gesture that a forge does not have, and the other way."""

    geste: str
    autrement: str


@dataclass(frozen=True, slots=True)
class Api:
    """How a forge is asked for its issues, from one of its own runs."""

    depot: str
    """Variable of the run: the name of its repository; the four are there, or nothing is sent"""
    jeton: str
    adresse: str
    serveur: str
    racine: str
    """Path of the repository; `{depot}` is its quoted name"""
    entetes: Mapping[str, str]
    """`{jeton}` is the token"""
    compte: str
    """Account of the token that a run is given, where the forge does not say whose it is; '' : it says"""
    par_page: tuple[str, int]
    filtre: str
    """Parameter of the list that keeps one author"""
    numero: str
    texte: str
    auteur: tuple[str, str]
    etiquettes: Callable[[str], Any] | None
    """A label, as a new issue wants it; None: it wants numbers, which nobody knows here"""
    changer: str
    ouvrir: Mapping[str, str]
    fermer: Mapping[str, str]
    reponses: str
    """`{numero}`"""
    reponse: str
    """`{numero}`, `{id}`"""


@dataclass(frozen=True, slots=True)
class Forge:
    """One forge. In addresses: `{depot}`, `{branche}`, `{chemin}`, `{dossier}`, `{nom}`, `{texte}`, each one quoted."""

    genre: str
    nom: str
    hotes: tuple[str, ...]
    prefixes: tuple[str, ...]
    """How the name of a host begins where this forge is at home"""
    sous_groupes: bool
    """Whether a repository may be deeper than `qui/quoi`"""
    voir: str
    modifier: str
    creer: str
    creer_rempli: str
    """The same, the text in it; '' : it has to be pasted"""
    demander: str
    demande: Callable[[str, str, Sequence[QuestionPosee]], dict[str, str]]
    """(form, title, questions) → what follows `demander`"""
    choisir: str
    """Where one chooses a form"""
    securite: str
    """Where a fault is told to the maintainers alone; '' : nowhere"""
    formulaires: str
    """Folder of the forms"""
    modeles: bool
    """Whether a form is only a text to fill (`.md`)"""
    proposition: str
    """File: what a proposition asks of who writes it"""
    proprietaires: str
    """File: who reads again"""
    motif: Callable[[str], str]
    """A path, `/` at the end of a folder, '' for all → the pattern of `proprietaires`"""
    flux: str
    """File or folder of what the forge starts"""
    api: Api
    sommeil: int
    """Days without a change after which what starts at a fixed hour is turned off; 0: never"""
    manques: tuple[GesteAbsent, ...]
    reglages: tuple[str, ...]
    """What is to be looked at in its settings, that the programme does not see"""


@dataclass(frozen=True, slots=True)
class DepotDeCode:
    """The repository where fiches are kept: on which forge, at which address, on which branch."""

    forge: Forge
    adresse: str
    branche: str

    def voir(self, chemin: str) -> str:
        """Return where a file is read."""
        return self._at(self.forge.voir, chemin)

    def modifier(self, chemin: str) -> str:
        """Return where a file is changed, in the forge's own editor."""
        return self._at(self.forge.modifier, chemin)

    def creer(self, chemin: str, texte: str) -> tuple[str, bool]:
        """Return where a new file is written, and whether the text is there already."""
        filled = self._at(self.forge.creer_rempli, chemin, texte) if self.forge.creer_rempli else ""
        return (filled, True) if 0 < len(filled) <= MAX_LIEN else (self._at(self.forge.creer, chemin), False)

    def demander(self, formulaire: str, titre: str = "", questions: Sequence[QuestionPosee] = ()) -> str:
        """Return where a form is filled; the questions that have an answer are filled already."""
        asked = self.forge.demande(formulaire, titre, questions)
        return f"{self._at(self.forge.demander)}?{urlencode(asked, quote_via=quote)}"

    @property
    def choisir(self) -> str:
        return self._at(self.forge.choisir)

    @property
    def securite(self) -> str:
        return self._at(self.forge.securite)

    def _at(self, where: str, chemin: str = "", texte: str = "") -> str:
        dossier, _, nom = chemin.rpartition("/")
        return where.format(
            depot=self.adresse,
            branche=quote(self.branche),
            chemin=quote(chemin),
            dossier=quote(dossier),
            nom=quote(nom),
            texte=quote(texte, safe=""),
        )
