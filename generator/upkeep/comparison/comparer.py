"""Two versions of a territory in, one comparison out: changes, effect, and what is dangerous in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from generator.corpus.corpus import Corpus
from generator.corpus.etats import est_propose
from generator.corpus.francais import pluriel
from generator.corpus.genres import FICHES, url_of
from generator.models.adresse import ADRESSES_PATH
from generator.orientation.study import study_of
from generator.problems import Problem
from generator.rendering.adresses import FICHES_MIN, PART_MAX, is_lasting
from generator.rendering.page import Rendering
from generator.upkeep.comparison.changements import ChangementDeFichier, changements
from generator.upkeep.comparison.effet import Effet, effet
from generator.upkeep.comparison.matrice import Cellule, cellules
from generator.upkeep.comparison.versions import Version

_DOCUMENTS = (".csv", ".epub", ".ics", ".odt", ".ods", ".pdf", ".xlsx")
"""Files that others link to; drawings and indexes are ours alone."""


@dataclass(frozen=True, slots=True)
class Danger:
    """An effect that stops a pull request which does not say that it is wanted."""

    genre: Literal["inconnu", "reponse", "fiches", "adresse"]
    phrase: str
    remede: str = ""


@dataclass(frozen=True, slots=True)
class Comparaison:
    """All that there is to tell."""

    changements: tuple[ChangementDeFichier, ...]
    effet: Effet | None
    """None when one side cannot be made: nobody knows what it would show."""
    matrice: tuple[Cellule, ...]
    """Cells of the coverage matrix whose state changes."""
    adresses_perdues: tuple[str, ...]
    """Pages and documents that no longer answer, relative to the site's address."""
    etats_perdus: int
    """Pages of questions, of results, or next pages of a list that have another address: nobody keeps them."""
    fiches_avant: int
    fiches_perdues: tuple[str, ...]
    """`genre/id` of the fiches that are gone without a new name, or are no longer proposed."""
    erreurs: tuple[Problem, ...]
    """Errors of the side that is proposed."""
    dangers: tuple[Danger, ...]

    @property
    def identique(self) -> bool:
        return not self.changements

    @property
    def lost_share(self) -> int:
        """Percentage of the fiches, rounded up."""
        return -(-100 * len(self.fiches_perdues) // self.fiches_avant) if self.fiches_avant else 0

    @property
    def trop_de_fiches(self) -> bool:
        """Whether more goes at once than an ordinary day takes away."""
        return self.lost_share > PART_MAX and len(self.fiches_perdues) >= FICHES_MIN


def comparer(avant: Version, apres: Version) -> Comparaison:
    """Compare; both were read on the same day by the same engine."""
    changes = changements(avant, apres)
    made: Effet | None = None
    cells: tuple[Cellule, ...] = ()
    lost: tuple[str, ...] = ()
    states = 0
    if avant.corpus and apres.corpus and avant.rendu and apres.rendu:
        renamed = {f"{kind}/{old}": f"{kind}/{key}" for (kind, old), key in _former_names(apres.corpus).items()}
        made = effet(study_of(avant.corpus, avant.today), study_of(apres.corpus, apres.today), renamed)
        cells = cellules(avant.corpus, apres.corpus, apres.today)
        lost, states = _lost_addresses(avant.rendu, apres.rendu)
    gone = _lost_fiches(avant, apres)
    before = sum(1 for _ in avant.corpus.fiches()) if avant.corpus else 0
    found = Comparaison(changes, made, cells, lost, states, before, gone, apres.erreurs, ())
    return replace(found, dangers=tuple(_dangers(found, avant)))


def _dangers(found: Comparaison, avant: Version) -> list[Danger]:
    dangers = []
    if avant.rendu is None and found.changements:
        count = pluriel(len(avant.erreurs), "erreur", "erreurs")
        dangers.append(Danger("inconnu", f"La version de départ a {count} : l'effet ne peut pas être comparé."))
    for silent in found.effet.sans_reponse if found.effet else ():
        where = f" ({silent.ou})" if silent.ou else ""
        paths = pluriel(silent.chemins, "chemin ne montre plus rien", "chemins ne montrent plus rien")
        dangers.append(Danger("reponse", f"{paths}{where}. Par exemple : {silent.exemple}."))
    if found.trop_de_fiches:
        gone = pluriel(len(found.fiches_perdues), "fiche disparaît ou ferme", "fiches disparaissent ou ferment")
        dangers.append(
            Danger("fiches", f"{gone}, sur {found.fiches_avant} ({found.lost_share} %, {PART_MAX} % au plus).")
        )
    for url in found.adresses_perdues:
        dangers.append(Danger("adresse", f"L'adresse « {url} » ne répondra plus.", _remedy(url, found)))
    return dangers


def _remedy(url: str, found: Comparaison) -> str:
    """Return what to write when a page goes: for a fiche renamed, or over; for any other page; '' for a document."""
    gone = next((one for one in found.changements if one.nature == "retrait" and url_of(one.chemin) == url), None)
    line = f"« {url},,nouvelle/adresse/,, » dans {ADRESSES_PATH}"
    if gone is None:
        return (
            f"Page déplacée : ajouter la ligne {line}. Retirée : la même, sans nouvelle adresse."
            if url[-1:] == "/"
            else ""
        )
    twin = next((one for one in found.changements if one.nature == "ajout" and one.nom == gone.nom), None)
    former = f"anciens_ids: [{url.rstrip('/').rpartition('/')[2]}]"
    if twin is not None and twin.genre != gone.genre:
        there = FICHES[twin.genre].adresse if twin.genre in FICHES else ""
        moved = line.replace("nouvelle/adresse/", f"{there}{twin.id}/")
        return f"La fiche a changé de genre ? Ajouter la ligne {moved}."
    if twin is not None:
        return f"Fiche renommée ? Écrire « {former} » dans {twin.chemin}."
    return f"Fiche renommée : écrire « {former} » dans la nouvelle. Finie : la garder, avec « statut: clos »."


def _lost_addresses(avant: Rendering, apres: Rendering) -> tuple[tuple[str, ...], int]:
    """Return the addresses that go, and how many pages of no lasting address go; a redirect is a page that answers."""
    kept = {page.url for page in apres.pages} | {file.path for file in apres.files}
    passing = {page.url for page in avant.pages if not is_lasting(page)}
    gone = {page.url for page in avant.pages} - kept
    documents = {file.path for file in avant.files if file.path.endswith(_DOCUMENTS)} - kept
    downloads = {f"fichiers/{name}" for name in set(avant.downloads) - set(apres.downloads)}
    return tuple(sorted((gone - passing) | documents | downloads)), len(gone & passing)


def _lost_fiches(avant: Version, apres: Version) -> tuple[str, ...]:
    if avant.corpus is None or apres.corpus is None:
        return ()
    renamed = _former_names(apres.corpus)
    after = {(kind, key): fiche for kind, key, fiche in apres.corpus.fiches()}
    lost = []
    for kind, key, fiche in avant.corpus.fiches():
        now = after.get((kind, key)) or after.get((kind, renamed.get((kind, key), "")))
        closed = est_propose(fiche, avant.today) and now is not None and not est_propose(now, apres.today)
        if now is None or closed:
            lost.append(f"{kind}/{key}")
    return tuple(lost)


def _former_names(corpus: Corpus) -> dict[tuple[str, str], str]:
    return {(kind, old): key for kind, key, fiche in corpus.fiches() for old in fiche.anciens_ids}
