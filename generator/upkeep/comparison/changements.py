"""What changed, file by file and in words: « 1 service ajouté, 2 contacts modifiés, 1 financement fermé »."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from generator.corpus.corpus import Corpus
from generator.corpus.etats import est_propose
from generator.corpus.francais import pluriel
from generator.corpus.genres import DISPOSITIF, FICHES, GENRES, OFFRE
from generator.upkeep.comparison.champs import Difference, differences
from generator.upkeep.comparison.versions import Version

Nature = Literal["ajout", "retrait", "renommage", "modification", "forme"]

MOTS = {
    **{kind: (kind, GENRES[kind].pluriel, GENRES[kind].accord) for kind in (*OFFRE, *FICHES, *DISPOSITIF)},
    **{kind: (kind, GENRES[kind].pluriel, GENRES[kind].accord) for kind in ("arbre", "parcours")},
    "referentiel": ("liste de mots", "listes de mots", "e"),
    "reglage": ("fichier de réglages", "fichiers de réglages", ""),
    "guide": ("page du guide", "pages du guide", "e"),
    "fichier": ("autre fichier", "autres fichiers", ""),
}
"""kind → (one, several, ending of its participle), in the order of the report"""

_GROUPES = {
    "zone": ("zone modifiée", "zones modifiées"),
    "ouverture": ("date modifiée", "dates modifiées"),
    "depot": ("date modifiée", "dates modifiées"),
    "lieux": ("lieu ou horaire modifié", "lieux ou horaires modifiés"),
    "contacts": ("contact modifié", "contacts modifiés"),
    "tarif": ("prix ou montant modifié", "prix ou montants modifiés"),
    "montant": ("prix ou montant modifié", "prix ou montants modifiés"),
    "verifie_le": ("fiche confirmée", "fiches confirmées"),
    "verifie_par": ("fiche confirmée", "fiches confirmées"),
    "nom": ("nom modifié", "noms modifiés"),
}
"""Field of a fiche → how its change is counted, once per fiche; the other fields are « corrigée »."""
_AUTRE = ("fiche corrigée", "fiches corrigées")


@dataclass(frozen=True, slots=True)
class ChangementDeFichier:
    """One file, or one fiche, that is not as it was."""

    genre: str
    id: str
    nom: str
    chemin: str
    nature: Nature
    differences: tuple[Difference, ...] = ()
    ancien: str = ""
    """Former id of a fiche that was renamed, or joined to another."""
    propose: str = ""
    """`ferme` or `ouvre` when a fiche stops or begins to be proposed."""


def changements(avant: Version, apres: Version) -> tuple[ChangementDeFichier, ...]:
    """Return every change, in the order of MOTS, then by path; none is left out.

    Without one of the two corpora, only files are compared.
    """
    found: list[ChangementDeFichier] = []
    compared: set[str] = set()
    if avant.corpus is not None and apres.corpus is not None:
        before, after = _by_kind(avant.corpus), _by_kind(apres.corpus)
        for kind in after:
            found.extend(_of_kind(kind, before.get(kind, {}), after[kind], avant, apres))
            compared |= {apres.corpus.origines[(kind, key)].path for key in after[kind]}
        for path, name, of_before, of_after in _single_files(avant.corpus, apres.corpus):
            compared.add(path)
            differing = differences(of_before, of_after)
            if differing:
                found.append(ChangementDeFichier("reglage", path, name, path, "modification", differing))
    told = {change.chemin for change in found} | {_path_of(change, avant) for change in found if change.ancien}
    for path in sorted(avant.empreintes.keys() | apres.empreintes.keys()):
        sides = avant.empreintes.get(path), apres.empreintes.get(path)
        if sides[0] != sides[1] and path not in told:
            found.append(_of_file(path, sides[0], sides[1], path in compared))
    order = list(MOTS)
    return tuple(sorted(found, key=lambda change: (order.index(change.genre), change.chemin)))


def _by_kind(corpus: Corpus) -> dict[str, Mapping[str, Any]]:
    return {
        **corpus.ecrits,
        "arbre": corpus.arbres,
        "parcours": corpus.parcours,
        "referentiel": corpus.referentiels,
    }


def _of_kind(
    kind: str, before: Mapping[str, Any], after: Mapping[str, Any], avant: Version, apres: Version
) -> Iterator[ChangementDeFichier]:
    former = {old: key for key, value in after.items() for old in getattr(value, "anciens_ids", ()) if old in before}
    for key, value in after.items():
        if key in before:
            found = differences(before[key], value)
            if found:
                yield _change(
                    apres, kind, key, value, "modification", found, propose=_turn(kind, before[key], value, avant)
                )
        elif key not in former.values():
            yield _change(apres, kind, key, value, "ajout")
    for key, value in before.items():
        if key in after:
            continue
        if key not in former:
            yield _change(avant, kind, key, value, "retrait")
            continue
        new = former[key]
        found = tuple(d for d in differences(value, after[new]) if d.champ != "anciens_ids")
        turn = _turn(kind, value, after[new], avant)
        yield _change(apres, kind, new, after[new], "renommage", found if new not in before else (), key, turn)


def _change(
    side: Version,
    kind: str,
    key: str,
    value: Any,
    nature: Nature,
    found: tuple[Difference, ...] = (),
    former: str = "",
    propose: str = "",
) -> ChangementDeFichier:
    assert side.corpus is not None  # noqa: S101 - asked for with a corpus only
    name = next((str(held) for word in ("nom", "libelle", "titre", "texte") if (held := getattr(value, word, ""))), key)
    return ChangementDeFichier(kind, key, name, side.corpus.origines[(kind, key)].path, nature, found, former, propose)


def _turn(kind: str, before: Any, after: Any, avant: Version) -> str:
    if kind not in FICHES:
        return ""
    was, is_ = est_propose(before, avant.today), est_propose(after, avant.today)
    return "" if was == is_ else ("ferme" if was else "ouvre")


def _path_of(change: ChangementDeFichier, avant: Version) -> str:
    return avant.corpus.path_of(change.genre, change.ancien) if avant.corpus else ""


def _single_files(before: Corpus, after: Corpus) -> tuple[tuple[str, str, Any, Any], ...]:
    """Return (path, name, before, after) of what is one file for the whole territory."""
    return (
        ("data/territoire.yml", "Le territoire", before.territoire, after.territoire),
        (GENRES["commun"].chemin, "L'étagère commune", before.etagere, after.etagere),
        ("data/cas-types.yml", "Les cas types", before.cas_types, after.cas_types),
        ("data/synonymes.yml", "Les synonymes", before.synonymes, after.synonymes),
        ("data/requetes-types.yml", "Les requêtes types", _queries(before), _queries(after)),
        ("data/glossaire.yml", "Le glossaire", before.glossaire, after.glossaire),
        ("data/autodiagnostic.yml", "L'autodiagnostic", before.autodiagnostic, after.autodiagnostic),
        ("data/diagnostic.yml", "Les manques de l'offre", before.trous, after.trous),
        ("data/guide.yml", "Le guide", before.guide, after.guide),
        ("data/coordonnees-a-verifier.yml", "Les coordonnées à vérifier", before.a_verifier, after.a_verifier),
    )


def _queries(corpus: Corpus) -> dict[str, Any]:
    return {"requetes": corpus.requetes_types, "reserve": corpus.requetes_reserve}


def _of_file(path: str, before: str | None, after: str | None, compared: bool) -> ChangementDeFichier:
    """Tell a file that no model holds; one that was compared, and says the same, changed in form only."""
    kind = "guide" if path.startswith("content/guides/") else "fichier"
    nature: Nature = "modification" if before and after else ("ajout" if after else "retrait")
    return ChangementDeFichier(kind, path, path.rsplit("/", 1)[-1], path, "forme" if compared else nature)


def en_mots(changes: tuple[ChangementDeFichier, ...]) -> str:
    """Return the whole in one sentence; '' when nothing changed but the form."""
    counts: Counter[tuple[str, str]] = Counter()
    for kind, (one, several, ending) in MOTS.items():
        for nature, verb in (("ajout", "ajouté"), ("retrait", "retiré"), ("renommage", "renommé")):
            count = sum(change.genre == kind and change.nature == nature for change in changes)
            counts[(f"{one} {verb}{ending}", f"{several} {verb}{ending}s")] += count
        for turn, verb in (("ferme", "fermé"), ("ouvre", "ouvert")):
            count = sum(change.genre == kind and change.propose == turn for change in changes)
            counts[(f"{one} {verb}{ending}", f"{several} {verb}{ending}s")] += count
    counts.update(dict.fromkeys((*_GROUPES.values(), _AUTRE), 0))
    for change in changes:
        if change.nature in ("modification", "renommage"):
            counts.update(_counted(change))
    return ", ".join(pluriel(count, *words) for words, count in counts.items() if count)


def _counted(change: ChangementDeFichier) -> set[tuple[str, str]]:
    """Return how one change is counted: by groups of fields for a fiche, else as its kind."""
    one, several, ending = MOTS[change.genre]
    if change.genre not in FICHES:
        return {(f"{one} modifié{ending}", f"{several} modifié{ending}s")}
    counted = set()
    for difference in change.differences:
        field = difference.champ.split(".")[0]
        if field == "statut" and change.propose:
            continue
        withdrawn = field.startswith("verifie_") and not difference.apres
        counted.add(_AUTRE if withdrawn else _GROUPES.get(field, _AUTRE))
    return counted
