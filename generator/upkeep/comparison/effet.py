"""What a change does to the people who ask: every path of both sides, commune by commune.

A path is an arbre and the ids of its answers; communes are grouped by the
classes they belong to before and after, so that a zone which is narrowed is
told for the communes that lose, and for no other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.corpus.communes import name_communes
from generator.corpus.corpus import Corpus
from generator.orientation.classes import Classe, classe_of
from generator.orientation.paths import Chemin
from generator.orientation.sentences import tell_answers, tell_person
from generator.orientation.study import Study
from generator.upkeep.comparison.ecarts import SILENCE, Ecart, ecarts, is_silent

Fiche = tuple[str, str]
"""(kind, id)"""


@dataclass(frozen=True, slots=True)
class Constat:
    """One thing that changes for some paths and some communes, told once."""

    phrase: str
    chemins: int
    communes: tuple[str, ...]
    ou: str
    """The communes, in words; '' for all of them."""
    exemple: str
    """The shortest path that shows it, as a sentence."""


@dataclass(frozen=True, slots=True)
class Visibilite:
    """A fiche that appears in the results, or vanishes from them, somewhere."""

    genre: str
    id: str
    nom: str
    ou: str
    """The communes, in words; '' when the other side shows it in no commune at all."""


@dataclass(frozen=True, slots=True)
class Effet:
    """All that changes in the results."""

    resultats: tuple[Constat, ...] = ()
    manques_ouverts: tuple[Constat, ...] = ()
    """Étapes where something fitted and nothing fits any more: `si_rien` answers."""
    manques_fermes: tuple[Constat, ...] = ()
    sans_reponse: tuple[Constat, ...] = ()
    """Paths that show no fiche at all, and did before, or did not exist."""
    apparues: tuple[Visibilite, ...] = ()
    disparues: tuple[Visibilite, ...] = ()
    chemins_ajoutes: tuple[str, ...] = ()
    chemins_retires: tuple[str, ...] = ()
    chemins_touches: int = 0
    """Paths of both sides whose result is not the same in some commune."""
    chemins: int = 0
    """Paths of the second side."""
    communes: int = 0
    """Communes of both sides: with none, nothing could be compared."""

    @property
    def nul(self) -> bool:
        """Whether nobody receives anything else than before."""
        return self == Effet(chemins=self.chemins, communes=self.communes)

    @property
    def chemins_compares(self) -> int:
        """Return how many paths both sides have."""
        return self.chemins - len(self.chemins_ajoutes)


def effet(avant: Study, apres: Study, renamed: Mapping[str, str]) -> Effet:
    """Compare the results of two territories, for the communes that both have.

    `renamed`: `genre/former id` → `genre/id`; the same fiche under another name is no change of what people receive.
    """
    cells = tuple(_cells(avant, apres))
    before = {(chemin.arbre, chemin.adresse): chemin for chemin in avant.chemins}
    after = {(chemin.arbre, chemin.adresse): chemin for chemin in apres.chemins}
    gathered = _Gathered(apres.corpus)
    for key, chemin in after.items():
        for cell in cells:
            if key in before:
                for ecart in ecarts(avant, before[key], cell.avant, apres, chemin, cell.apres, renamed):
                    gathered.add(ecart, chemin, cell.communes)
            elif is_silent(apres, chemin, cell.apres):
                gathered.add(SILENCE, chemin, cell.communes)
    return Effet(
        resultats=gathered.told("resultat"),
        manques_ouverts=gathered.told("manque-ouvert"),
        manques_fermes=gathered.told("manque-ferme"),
        sans_reponse=gathered.told("sans-reponse"),
        apparues=_visible(apres.corpus, _shown(apres, cells, False), _now(_shown(avant, cells, True), renamed)),
        disparues=_visible(avant.corpus, _shown(avant, cells, True), _then(_shown(apres, cells, False), renamed)),
        chemins_ajoutes=_sentences(chemin for key, chemin in after.items() if key not in before),
        chemins_retires=_sentences(chemin for key, chemin in before.items() if key not in after),
        chemins_touches=len(gathered.touched & before.keys()),
        chemins=len(after),
        communes=sum(len(cell.communes) for cell in cells),
    )


@dataclass(frozen=True, slots=True)
class _Cell:
    """Communes that have the same classe as each other, before and after."""

    avant: str
    apres: str
    communes: tuple[str, ...]


def _cells(avant: Study, apres: Study) -> Iterator[_Cell]:
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for code in sorted(avant.corpus.communes.keys() & apres.corpus.communes.keys()):
        sides = classe_of(avant.matching.classes, code), classe_of(apres.matching.classes, code)
        if sides[0] is not None and sides[1] is not None:
            groups[(sides[0].id, sides[1].id)].append(code)
    for (before, after), codes in groups.items():
        yield _Cell(before, after, tuple(codes))


@dataclass(slots=True)
class _Gathered:
    """The same thing seen on several paths and in several communes becomes one."""

    corpus: Corpus
    seen: dict[Ecart, list[tuple[Chemin, tuple[str, ...]]]] = field(default_factory=lambda: defaultdict(list))
    touched: set[tuple[str, str]] = field(default_factory=set)

    def add(self, ecart: Ecart, chemin: Chemin, communes: tuple[str, ...]) -> None:
        self.seen[ecart].append((chemin, communes))
        self.touched.add((chemin.arbre, chemin.adresse))

    def told(self, kind: str) -> tuple[Constat, ...]:
        """Return the facts of one kind, those that touch the most paths first."""
        made = [self._tell(ecart, cases) for ecart, cases in self.seen.items() if ecart.genre == kind]
        return tuple(sorted(made, key=lambda one: (-one.chemins, one.phrase)))

    def _tell(self, ecart: Ecart, cases: list[tuple[Chemin, tuple[str, ...]]]) -> Constat:
        communes = tuple(sorted({code for _, codes in cases for code in codes}))
        chemin, codes = min(cases, key=lambda case: (len(case[0].pas), case[0].arbre, case[0].adresse))
        place = Classe("cellule", "", codes)
        return Constat(
            phrase=ecart.phrase,
            chemins=len({(one.arbre, one.adresse) for one, _ in cases}),
            communes=communes,
            ou=_where(self.corpus, communes),
            exemple=tell_person(self.corpus, chemin.pas, place).removesuffix(","),
        )


def _where(corpus: Corpus, codes: Iterable[str]) -> str:
    known = frozenset(code for code in codes if code in corpus.communes)
    return "" if known == frozenset(corpus.communes) else name_communes(corpus, known)


def _sentences(chemins: Iterable[Chemin]) -> tuple[str, ...]:
    return tuple(f"{chemin.arbre} : {tell_answers(chemin.pas)}" for chemin in chemins)


def _shown(study: Study, cells: tuple[_Cell, ...], before: bool) -> dict[Fiche, frozenset[str]]:
    """Return fiche → the communes where some path names it, as an answer, a substitute or a contact."""
    offre, argent = study.matching.offre, study.matching.argent
    shown: dict[Fiche, set[str]] = defaultdict(set)
    contacts = {study.corpus.parcours[parcours].contact for parcours, _ in study.cas}
    contacts |= {chemin.sortie.contact for chemin in study.chemins if chemin.sortie and chemin.sortie.contact}
    for cell in cells:
        place = cell.avant if before else cell.apres
        for chemin in study.cas.values():
            found = study.evaluate(chemin, place)
            for index, selections in ((offre, found.etapes), (argent, (found.financements,))):
                for number in {n for selection in selections if selection for n in selection.tous}:
                    shown[(index.items[number].genre, index.items[number].id)].update(cell.communes)
        for contact in contacts:
            shown[("service", contact)].update(cell.communes)
    return {key: frozenset(codes) for key, codes in shown.items()}


def _now(shown: dict[Fiche, frozenset[str]], renamed: Mapping[str, str]) -> dict[Fiche, frozenset[str]]:
    """Return the same with the names of today."""
    found: dict[Fiche, frozenset[str]] = {}
    for (kind, key), codes in shown.items():
        name = (kind, renamed.get(f"{kind}/{key}", f"{kind}/{key}").partition("/")[2])
        found[name] = found.get(name, frozenset()) | codes
    return found


def _then(shown: dict[Fiche, frozenset[str]], renamed: Mapping[str, str]) -> dict[Fiche, frozenset[str]]:
    """Return the same, under the former names too."""
    former = {
        (kind, old.partition("/")[2]): shown[(kind, new.partition("/")[2])]
        for old, new in renamed.items()
        for kind in (old.partition("/")[0],)
        if (kind, new.partition("/")[2]) in shown
    }
    return {**former, **shown}


def _visible(
    corpus: Corpus, here: dict[Fiche, frozenset[str]], there: dict[Fiche, frozenset[str]]
) -> tuple[Visibilite, ...]:
    """Return the fiches shown on one side in communes where the other side does not show them."""
    found = []
    for (kind, key), codes in sorted(here.items()):
        only_here = codes - there.get((kind, key), frozenset())
        if only_here:
            some = name_communes(corpus, only_here) if (kind, key) in there else ""
            found.append(Visibilite(kind, key, corpus.by_kind()[kind][key].nom, some))
    return tuple(found)
