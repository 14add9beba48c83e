"""One path, before and after, for people of one place: what its result no longer shows, or shows now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from generator.corpus.corpus import Corpus
from generator.models.parcours import Parcours
from generator.orientation.matching import Evaluation, Selection
from generator.orientation.offer import Index
from generator.orientation.paths import Chemin
from generator.orientation.study import Study


class Ecart(NamedTuple):
    """One thing that is not the same; two paths with the same one say the same sentence."""

    genre: Literal["resultat", "manque-ouvert", "manque-ferme", "sans-reponse"]
    phrase: str


SILENCE = Ecart("sans-reponse", "aucune fiche n'est montrée, à aucune étape")


class _Liste(NamedTuple):
    """A filled étape (or the financements) by ids, so that two sides can be compared."""

    titre: str
    montres: tuple[str, ...] = ()
    aussi: tuple[str, ...] = ()
    remplacants: tuple[str, ...] = ()
    manque: bool = False
    dire: str = ""

    def now(self, renamed: Mapping[str, str]) -> _Liste:
        """Return the same with the names of today; two fiches made one are there once."""
        montres, aussi, instead = (
            tuple(dict.fromkeys(renamed.get(key, key) for key in keys))
            for keys in (self.montres, self.aussi, self.remplacants)
        )
        return self._replace(montres=montres, aussi=aussi, remplacants=instead)


_RIEN = _Liste("")
_ARGENT = "la partie « financements »"


def is_silent(study: Study, chemin: Chemin, place: str) -> bool:
    """Tell whether a path shows no fiche at all; a sortie has its own words, an étape to do is an answer."""
    if chemin.parcours is None:
        return False
    if any(etape.faire for etape in study.corpus.parcours[chemin.parcours].etapes):
        return False
    found = study.evaluate(chemin, place)
    return not any(selection and selection.tous for selection in (*found.etapes, found.financements))


def ecarts(
    avant: Study, ancien: Chemin, lieu: str, apres: Study, chemin: Chemin, place: str, renamed: Mapping[str, str]
) -> Iterator[Ecart]:
    """Yield all that changes on one path between (avant, lieu) and (apres, place).

    `renamed`: `genre/former id` → `genre/id`.
    """
    if _identity(ancien, renamed) != _identity(chemin, renamed):
        yield Ecart("resultat", f"mène à {_end(apres.corpus, chemin)} au lieu de {_end(avant.corpus, ancien)}")
    elif chemin.parcours is not None:
        yield from _same_parcours(avant, ancien, lieu, apres, chemin, place, renamed)
    if is_silent(apres, chemin, place) and not is_silent(avant, ancien, lieu):
        yield SILENCE


def _identity(chemin: Chemin, renamed: Mapping[str, str]) -> tuple[str | None, ...]:
    """Return what makes an end another one: a new title is a change of words, not of result."""
    sortie = chemin.sortie
    return (chemin.parcours,) if sortie is None else (None, _service(sortie.contact, renamed), sortie.url)


def _service(identifiant: str | None, renamed: Mapping[str, str]) -> str:
    return renamed.get(f"service/{identifiant}", f"service/{identifiant}")


def _end(corpus: Corpus, chemin: Chemin) -> str:
    if chemin.parcours is not None:
        return f"« {corpus.parcours[chemin.parcours].titre} » ({chemin.parcours})"
    return f"la sortie « {chemin.sortie.titre if chemin.sortie else ''} »"


def _same_parcours(
    avant: Study, ancien: Chemin, lieu: str, apres: Study, chemin: Chemin, place: str, renamed: Mapping[str, str]
) -> Iterator[Ecart]:
    assert ancien.parcours is not None and chemin.parcours is not None  # noqa: S101 - told by the caller
    before, after = avant.corpus.parcours[ancien.parcours], apres.corpus.parcours[chemin.parcours]
    if _service(before.contact, renamed) != _service(after.contact, renamed):
        was, is_ = avant.corpus.services[before.contact].nom, apres.corpus.services[after.contact].nom
        yield Ecart("resultat", f"la personne à joindre, dans « {after.titre} », est « {is_} » au lieu de « {was} »")
    names_of = {**_names(avant), **_names(apres)}
    old = [one.now(renamed) for one in _lists(avant, before, avant.evaluate(ancien, lieu))]
    new = _lists(apres, after, apres.evaluate(chemin, place))
    for left, right in _face_to_face(old, new):
        where = f"{(right or left or _RIEN).titre} de « {after.titre} »"
        if right is None:
            yield Ecart("resultat", f"il n'y a plus {where}")
        elif left is None:
            yield Ecart("resultat", f"il y a maintenant {where}")
            if right.manque:
                yield Ecart("manque-ouvert", _hole(where, right))
        else:
            yield from _same_etape(where, left, right, names_of)


def _face_to_face(old: list[_Liste], new: list[_Liste]) -> Iterator[tuple[_Liste | None, _Liste | None]]:
    """Pair the étapes of one title, then those of one rank: an étape may have been given another title."""
    titles = {one.titre for one in old} & {one.titre for one in new} | {_ARGENT}
    by_title = {one.titre: one for one in old}
    for rank, right in enumerate(new):
        left: _Liste | None = by_title.get(right.titre)
        if left is None and right.titre not in titles and rank < len(old) and old[rank].titre not in titles:
            left = old[rank]
        yield left, right
    here = {one.titre for one in new}
    for rank, left in enumerate(old):
        paired = left.titre not in titles and rank < len(new) and new[rank].titre not in titles
        if left.titre not in here and not paired:
            yield left, None


def _same_etape(where: str, avant: _Liste, apres: _Liste, names: Mapping[str, str]) -> Iterator[Ecart]:
    if apres.manque and not avant.manque:
        yield Ecart("manque-ouvert", _hole(where, apres))
    if avant.manque and not apres.manque:
        yield Ecart("manque-ferme", f"quelque chose convient maintenant à {where}")
    named = [(*side.montres, *side.aussi, *side.remplacants) for side in (avant, apres)]
    for key in named[0]:
        if key not in named[1]:
            yield Ecart("resultat", f"« {names[key]} » n'est plus à {where}")
    for key in named[1]:
        if key not in named[0]:
            instead = ", à la place de ce qui convenait" if key in apres.remplacants and not avant.manque else ""
            yield Ecart("resultat", f"« {names[key]} » est maintenant à {where}{instead}")
    for key in avant.montres:
        if key in apres.aussi:
            yield Ecart("resultat", f"« {names[key]} » passe sous « Voir aussi », à {where}")
    for key in avant.aussi:
        if key in apres.montres:
            yield Ecart("resultat", f"« {names[key]} » est mis en avant à {where}")
    if avant.montres != apres.montres and sorted(avant.montres) == sorted(apres.montres):
        yield Ecart("resultat", f"l'ordre change à {where}")


def _hole(where: str, liste: _Liste) -> str:
    said = f", la page dit : « {liste.dire.rstrip('.')} »" if liste.dire else ""
    return f"plus rien ne convient à {where}{said}"


def _lists(study: Study, parcours: Parcours, found: Evaluation) -> list[_Liste]:
    """Return what fills each étape, then the financements."""
    offre, argent = study.matching.offre, study.matching.argent
    lists: list[_Liste] = []
    for etape, selection in zip(parcours.etapes, found.etapes, strict=True):
        dire = etape.si_rien.dire if etape.si_rien else ""
        twins = sum(one.titre.startswith(f"l'étape « {etape.titre} »") for one in lists)
        titre = f"l'étape « {etape.titre} »" + (f" ({twins + 1})" if twins else "")
        lists.append(_liste(titre, offre, selection, dire))
    if parcours.financements is not None:
        si_rien = parcours.financements.si_rien
        lists.append(_liste(_ARGENT, argent, found.financements, si_rien.dire if si_rien else ""))
    return lists


def _liste(titre: str, index: Index, selection: Selection | None, dire: str) -> _Liste:
    if selection is None:
        return _Liste(titre)

    def keys(numbers: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(f"{index.items[n].genre}/{index.items[n].id}" for n in numbers)

    montres, aussi, instead = (keys(part) for part in (selection.montres, selection.aussi, selection.remplacants))
    return _Liste(titre, montres, aussi, instead, bool(selection.repli_dans), dire)


def _names(study: Study) -> dict[str, str]:
    return {
        f"{item.genre}/{item.id}": item.nom
        for index in (study.matching.offre, study.matching.argent)
        for item in index.items
    }
