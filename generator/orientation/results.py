"""What a page of result holds: étapes filled, explained, and what is closed here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.corpus.signes import Signe, signe_of
from generator.models.parcours import Etape, Parcours, SiRien
from generator.orientation.classes import Classe, name_zone
from generator.orientation.matching import FINANCEMENTS, Matching, Selection
from generator.orientation.offer import TOUS, Index, Item
from generator.orientation.paths import Pas, facts

A_VERIFIER = "Rien n'est sûr ici pour l'instant. Une aide existe tout près : demandez si elle vaut chez vous."
"""Said instead of « rien n'est connu », where something that fits is only to be verified."""


@dataclass(frozen=True, slots=True)
class Proposition:
    """One fiche shown on a page."""

    genre: str
    """`service`, `ressource` or `financement`"""
    id: str
    ou: str
    """Where it is open, in words; '' in the whole territory"""
    parce_que: tuple[Pas, ...]
    """The answers that brought it here; empty when it stands in for another"""
    signe: Signe | None = None
    """What may be said of it at this place; None: closed here"""

    @property
    def cle(self) -> tuple[str, str]:
        return self.genre, self.id


@dataclass(frozen=True, slots=True)
class Remplie:
    """A filled étape, or the filled financements."""

    montres: tuple[Proposition, ...] = ()
    aussi: tuple[Proposition, ...] = ()
    """« Voir aussi »: they fit too, beyond `maximum`"""
    remplacants: tuple[Proposition, ...] = ()
    """Shown instead, below `dire`, where nothing fits"""
    ailleurs: tuple[Proposition, ...] = ()
    """They fit, but are closed in this classe: named with where they are open"""
    a_verifier: tuple[Proposition, ...] = ()
    """They fit, and nobody has shown whether they help here: with whom to ask, never « pas ouvert ici »"""
    dire: str = ""
    """What is missing, said plainly; '' when something fits everywhere here"""
    repli_dans: tuple[Classe, ...] = ()
    """Where nothing fits: the classe itself, or some of them for `plusieurs` and `nsp`"""


@dataclass(frozen=True, slots=True)
class EtapeRemplie:
    """An étape and what fills it; nothing fills an action (`etape.faire`)."""

    numero: int
    etape: Etape
    contenu: Remplie
    premiere: Proposition | None = None
    """The one card shown: what is open before what is not sure, what is not sure before what is planned"""
    autres: tuple[Proposition, ...] = ()
    """Folded: all the rest that fits, each fiche once on the whole page"""
    deja: Proposition | None = None
    """No card of its own: the best answer is already the card of an earlier étape"""


@dataclass(frozen=True, slots=True)
class Resultat:
    """All that the page of one path and one place shows."""

    parcours_id: str
    parcours: Parcours
    pas: tuple[Pas, ...]
    place: Classe
    etapes: tuple[EtapeRemplie, ...]
    financements: Remplie | None
    contact: str
    """Id of the service where a person answers"""


def fill(matching: Matching, parcours_id: str, pas: tuple[Pas, ...], place: Classe) -> Resultat:
    """Return the result of some answers (none: the parcours in general) at a place."""
    parcours = matching.corpus.parcours[parcours_id]
    evaluation = matching.evaluate(parcours_id, facts(pas), place.id)
    filler = _Filler(matching, parcours_id, pas, place)
    filled = [
        filler.fill_etape(rank, etape, selection)
        for rank, (etape, selection) in enumerate(zip(parcours.etapes, evaluation.etapes, strict=True))
    ]
    return Resultat(
        parcours_id,
        parcours,
        pas,
        place,
        tuple(_arranged(parcours.etapes, filled)),
        filler.fill_money(evaluation.financements),
        parcours.contact,
    )


POUR_LE_MOMENT = "Nous n'avons rien à proposer ici pour le moment."
"""Said where nothing fits and no « si_rien » was written: only a fiche that stopped leads there."""
_ORDER = {"oui": 0, "part": 1, "verif": 2, "prevu": 3}


def _arranged(etapes: tuple[Etape, ...], filled: list[Remplie]) -> Iterator[EtapeRemplie]:
    """Yield the étapes with their one card and what is folded; no fiche twice, in the order of the étapes.

    What is to be verified here comes after what stands in where nothing fits, and after all the rest elsewhere.
    """
    best = [
        sorted(
            (*one.montres, *one.remplacants, *(() if one.montres else one.a_verifier)),
            key=lambda proposition: _ORDER[proposition.signe.code] if proposition.signe else len(_ORDER),
        )
        for one in filled
    ]
    cards: dict[tuple[str, str], int] = {}
    for rank, ordered in enumerate(best):
        card = next((one for one in ordered if one.cle not in cards), None)
        if card is not None:
            cards[card.cle] = rank
    listed: set[tuple[str, str]] = set(cards)
    for rank, (etape, one, ordered) in enumerate(zip(etapes, filled, best, strict=True)):
        premiere = next((proposition for proposition in ordered if cards.get(proposition.cle) == rank), None)
        autres = []
        for proposition in (*ordered, *one.aussi, *one.a_verifier):
            if proposition.cle not in listed:
                listed.add(proposition.cle)
                autres.append(proposition)
        deja = ordered[0] if ordered and premiere is None else None
        yield EtapeRemplie(rank + 1, etape, one, premiere, tuple(autres), deja)


@dataclass(frozen=True, slots=True)
class _Filler:
    """What is common to the étapes of one result."""

    matching: Matching
    parcours: str
    pas: tuple[Pas, ...]
    place: Classe

    def fill_etape(self, rank: int, etape: Etape, selection: Selection | None) -> Remplie:
        if selection is None:
            return Remplie()
        axes: set[str] = {"stades", "profils"} if etape.demander else set()
        if etape.demander and not etape.demander.thematiques:
            axes.add("thematiques")
        return self._fill(self.matching.offre, rank, selection, etape.si_rien, axes)

    def fill_money(self, selection: Selection | None) -> Remplie | None:
        if selection is None:
            return None
        money = self.matching.corpus.parcours[self.parcours].financements
        si_rien = money.si_rien if money else None
        return self._fill(self.matching.argent, FINANCEMENTS, selection, si_rien, {"stades", "profils"})

    def _fill(self, index: Index, rank: int, selection: Selection, si_rien: SiRien | None, axes: set[str]) -> Remplie:
        closed: tuple[int, ...] = ()
        if self.place.est_precise:
            everywhere = index.listed(self.matching.wanted(self.parcours, rank, facts(self.pas)))
            closed = tuple(n for n in everywhere if n not in selection.tous)
        short = selection.repli_dans
        return Remplie(
            montres=tuple(self._propose(index.items[n], axes) for n in selection.montres),
            aussi=tuple(self._propose(index.items[n], axes) for n in selection.aussi),
            remplacants=tuple(self._propose(index.items[n], None) for n in selection.remplacants),
            a_verifier=tuple(self._doubt(index.items[n], axes) for n in selection.douteux),
            ailleurs=tuple(self._propose(index.items[n], axes) for n in closed),
            dire=(A_VERIFIER if selection.douteux else si_rien.dire if si_rien else POUR_LE_MOMENT) if short else "",
            repli_dans=tuple(classe for classe in self.matching.classes if classe.id in short),
        )

    def _sign(self, item: Item) -> tuple[str, Signe | None]:
        corpus = self.matching.corpus
        fiche, here = corpus.ecrits[item.genre][item.id], frozenset(self.place.communes)
        ou = name_zone(corpus, item.zone) if item.zone else ""
        return ou, signe_of(corpus, item.genre, fiche, self.matching.today, here)

    def _doubt(self, item: Item, axes: set[str] | None) -> Proposition:
        """Say with whom to verify it, not where it is open: that is elsewhere."""
        proposition = self._propose(item, axes)
        return replace(proposition, ou=proposition.signe.mots if proposition.signe else "")

    def _propose(self, item: Item, axes: set[str] | None) -> Proposition:
        """Explain by the answers that filtered on what this fiche says, else by the one that led here."""
        key = item.genre, item.id, self.place.communes
        if key not in self.matching.signs:
            self.matching.signs[key] = self._sign(item)
        ou, signe = self.matching.signs[key]
        if axes is None:
            return Proposition(item.genre, item.id, ou, (), signe)
        used = tuple(
            step for step in self.pas if any(axe in axes and TOUS not in item.mots[axe] for axe, _ in step.filtres)
        )
        return Proposition(item.genre, item.id, ou, used or self.pas[-1:], signe)
