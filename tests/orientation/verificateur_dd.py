"""A second verifier, on binary decision diagrams: it shares no code with the engine.

One boolean for each answer and one for each classe of communes. The formula
`valid` has exactly one model for each (whole path, classe): a question that is
asked has one answer, another has none. Every property is then a formula, and
counting its models gives the number of (path, classe) where it holds: the very
number that the enumerator must find.
"""

from __future__ import annotations

import datetime
import unicodedata
from functools import reduce
from typing import Any

import dd.bdd
from dd.autoref import BDD

from generator.corpus.corpus import Corpus
from generator.corpus.etats import est_propose


class _Quiet(dd.bdd.BDD):
    """dd complains when a manager dies before its nodes; here they die together."""

    def __del__(self) -> None:
        pass


Node = Any
Key = tuple[str, str]


def neutral(genre: str, identifiant: str, nom: str, stades: Any, profils: Any, later: bool) -> tuple[Any, ...]:
    """Order of the documentation: what has begun, services, then precise ones, then names, then ids."""
    plain = "".join(c for c in unicodedata.normalize("NFD", nom.casefold()) if ord(c) < 128)
    return (later, genre == "ressource", -(("tous" not in stades) + ("tous" not in profils)), plain, identifiant)


class Verificateur:
    """The formulas of one arbre of a corpus."""

    def __init__(self, corpus: Corpus, today: datetime.date, arbre: str) -> None:
        self.corpus, self.arbre = corpus, corpus.arbres[arbre]
        self.bdd = BDD()
        self.bdd._bdd = _Quiet()
        self.bdd.configure(reordering=False)
        self.today = today
        self.classes = self._classes()
        self.var = {
            (question.id, reponse.id): f"{question.id}__{reponse.id}".replace("-", "_")
            for question in self.arbre.questions
            for reponse in question.reponses
        }
        names = [*self.var.values(), *(f"classe__{number}" for number in range(len(self.classes)))]
        self.bdd.declare(*names)
        self.size = len(names)
        self.here = [self.bdd.var(f"classe__{number}") for number in range(len(self.classes))]
        self.asked = self._asked()
        self.valid = self._valid()
        self.fiches = self._fiches()

    # What is written in the arbre.

    def _classes(self) -> list[frozenset[str]]:
        """Communes that no zone of an open fiche tells apart."""
        written: list[Any] = [
            *self.corpus.services.values(), *self.corpus.ressources.values(), *self.corpus.financements.values()
        ]  # fmt: skip
        fiches = [fiche for fiche in written if self.open(fiche) and fiche.zone]
        zones = [self.corpus.coverage(fiche.zone) for fiche in fiches]
        zones += [
            self.corpus.coverage(fiche.a_verifier) - self.corpus.coverage(fiche.zone)
            for fiche in fiches
            if getattr(fiche, "a_verifier", None)
        ]
        groups: dict[tuple[bool, ...], set[str]] = {}
        for code in sorted(self.corpus.communes):
            signature = tuple(code in zone for zone in zones)
            groups.setdefault(signature, set()).add(code)
        return [frozenset(group) for group in groups.values()]

    def open(self, fiche: Any) -> bool:
        return est_propose(fiche, self.today)

    def given(self, question: str, reponse: str) -> Node:
        return self.bdd.var(self.var[(question, reponse)])

    def any(self, nodes: Any) -> Node:
        return reduce(lambda u, v: self.bdd.apply("or", u, v), nodes, self.bdd.false)

    def all(self, nodes: Any) -> Node:
        return reduce(lambda u, v: self.bdd.apply("and", u, v), nodes, self.bdd.true)

    def _asked(self) -> dict[str, Node]:
        """A question is asked when it is the first, or when an answer of an asked question leads to it."""
        questions = self.arbre.questions
        asked = {question.id: self.bdd.false for question in questions}
        asked[questions[0].id] = self.bdd.true
        for rank, question in enumerate(questions):
            for reponse in question.reponses:
                if reponse.parcours or reponse.sortie:
                    continue
                target = reponse.vers or questions[rank + 1].id
                asked[target] |= asked[question.id] & self.given(question.id, reponse.id)
        return asked

    def _exactly_one(self, nodes: list[Node]) -> Node:
        return self.any(
            self.all([node if n == chosen else ~node for n, node in enumerate(nodes)]) for chosen in range(len(nodes))
        )

    def _valid(self) -> Node:
        valid = self._exactly_one(self.here)
        for question in self.arbre.questions:
            nodes = [self.given(question.id, reponse.id) for reponse in question.reponses]
            asked = self.asked[question.id]
            valid &= (asked & self._exactly_one(nodes)) | (~asked & self.all(~node for node in nodes))
        return valid

    def leads_to(self, parcours: str) -> Node:
        """The answers that end at a parcours."""
        return self.any(
            self.given(question.id, reponse.id)
            for question in self.arbre.questions
            for reponse in question.reponses
            if reponse.parcours == parcours
        )

    def count(self, node: Node) -> int:
        """Number of (path, classe) for which a formula holds."""
        return int(self.bdd.count(node & self.valid, self.size))

    def paths(self, node: Node) -> int:
        """Number of paths for which a formula holds in some classe."""
        names = [f"classe__{number}" for number in range(len(self.classes))]
        return int(self.bdd.count(self.bdd.exist(names, node & self.valid), self.size - len(names)))

    # What a fiche says.

    def _fiches(self) -> dict[Key, Any]:
        kinds = ("service", "ressource", "financement")
        return {
            (kind, identifiant): fiche
            for kind in kinds
            for identifiant, fiche in self.corpus.by_kind()[kind].items()
            if self.open(fiche)
        }

    def order(self, key: Key) -> tuple[Any, ...]:
        fiche = self.fiches[key]
        first = getattr(getattr(fiche, "ouverture", None), "du", None)
        begun = self.corpus.territoire.experimentation.debut
        trial = fiche.statut == "experimentation" and not (begun and begun <= self.today)
        return neutral(*key, fiche.nom, fiche.stades, self.public(fiche), trial or bool(first and first > self.today))

    @staticmethod
    def public(fiche: Any) -> Any:
        return fiche.beneficiaires if hasattr(fiche, "beneficiaires") else fiche.profils

    def is_here(self, fiche: Any) -> Node:
        if fiche.zone is None:
            return self.bdd.true
        covered = self.corpus.coverage(fiche.zone)
        return self.any(here for here, classe in zip(self.here, self.classes, strict=True) if classe <= covered)

    def is_doubtful(self, fiche: Any) -> Node:
        """Where it is to be verified, and not known to be open."""
        asked = getattr(fiche, "a_verifier", None)
        if asked is None:
            return self.bdd.false
        covered = self.corpus.coverage(asked)
        there = self.any(here for here, classe in zip(self.here, self.classes, strict=True) if classe <= covered)
        return there & ~self.is_here(fiche)

    def suits(self, axe: str, said: Any) -> Node:
        """No answer given retains words that this fiche does not say."""
        if "tous" in said:
            return self.bdd.true
        return self.all(
            ~self.given(question.id, reponse.id)
            for question in self.arbre.questions
            for reponse in question.reponses
            if (kept := getattr(reponse.retenir, axe)) and not set(kept) & set(said)
        )

    def fits(
        self, key: Key, thematiques: Any, modalites: Any, types: Any, without: Any = (), doubt: bool = False
    ) -> Node:
        """One fiche, where it is open (or to be verified), against a request and the answers; some axes dropped."""
        fiche = self.fiches[key]
        modes = ("ressource-autonomie",) if key[0] == "ressource" else getattr(fiche, "modalites", ())
        node = self.is_doubtful(fiche) if doubt else self.is_here(fiche)
        if types and not set(types) & set(fiche.types):
            return self.bdd.false
        for_all = key[0] == "financement" and not fiche.thematiques
        asked = thematiques if "thematiques" not in without and not for_all else ()
        if asked and not set(asked) & set(fiche.thematiques):
            return self.bdd.false
        if modalites and "modalites" not in without and not set(modalites) & set(modes):
            return self.bdd.false
        if not thematiques and not types and "thematiques" not in without:
            node &= self.suits("thematiques", fiche.thematiques)
        if "stades" not in without:
            node &= self.suits("stades", fiche.stades)
        if "profils" not in without:
            node &= self.suits("profils", self.public(fiche))
        return node

    # What a page shows.

    def etape(self, parcours: str, rank: int) -> tuple[dict[Key, Node], dict[Key, Node], dict[Key, Node]]:
        """Return (what fits, what stands in, what is to be verified): fiche → formula. Rank -1 is the money."""
        model = self.corpus.parcours[parcours]
        there = self.leads_to(parcours)
        if rank == -1:
            asked: Any = model.financements
            keys = sorted((k for k in self.fiches if k[0] == "financement"), key=self.order)
            wide_args: tuple[Any, ...] = (asked.thematiques, (), asked.types)
            direct = {k: self.fits(k, *wide_args) for k in keys}
            doubt = {k: self.fits(k, *wide_args, doubt=True) for k in keys}
            may_widen = True
        else:
            asked = model.etapes[rank]
            keys = sorted((k for k in self.fiches if k[0] != "financement"), key=self.order)
            demande = asked.demander
            may_widen = demande is not None
            if demande is None:
                named = [("service", s) for s in asked.services] + [("ressource", r) for r in asked.ressources]
                direct = {k: self.is_here(self.fiches[k]) for k in named if k in self.fiches}
                doubt = {k: self.is_doubtful(self.fiches[k]) for k in direct}
                wide_args = ((), (), ())
            else:
                wide_args = (demande.thematiques, demande.modalites, ())
                direct = {k: self.fits(k, *wide_args) for k in keys}
                doubt = {k: self.fits(k, *wide_args, doubt=True) for k in keys}
        direct = {k: there & node for k, node in direct.items()}
        instead = self._instead(asked, keys, wide_args, may_widen, there & ~self.any(direct.values()), rank)
        return direct, instead, {k: there & node for k, node in doubt.items()}

    def _instead(
        self, asked: Any, keys: list[Key], wide_args: tuple[Any, ...], may_widen: bool, empty: Node, rank: int
    ) -> dict[Key, Node]:
        si_rien = asked.si_rien
        if si_rien is None:
            return {}
        told = [("service", s) for s in si_rien.services] + [("ressource", r) for r in si_rien.ressources]
        named = [key for key in told if key in self.fiches] if rank != -1 else []
        candidates = {k: self.is_here(self.fiches[k]) for k in named}
        if si_rien.elargir_sans and may_widen:
            for k in keys:
                node = self.fits(k, *wide_args, without=si_rien.elargir_sans)
                candidates[k] = candidates.get(k, self.bdd.false) | node if k not in named else candidates[k] | node
        return self._truncate(candidates, asked.maximum, empty)

    def _truncate(self, candidates: dict[Key, Node], maximum: int, empty: Node) -> dict[Key, Node]:
        """A fiche stands in when fewer than `maximum` before it do."""
        shown: dict[Key, Node] = {}
        exactly = [self.bdd.true, *([self.bdd.false] * maximum)]
        for key, node in candidates.items():
            shown[key] = empty & node & self.any(exactly[:maximum])
            exactly = [
                (exactly[n] & ~node) | (exactly[n - 1] & node if n else self.bdd.false) for n in range(maximum + 1)
            ]
        return shown

    def etapes(self) -> list[tuple[str, int]]:
        """Every étape that is not an action, and the money, of every parcours of the corpus."""
        found = []
        for identifiant, model in sorted(self.corpus.parcours.items()):
            found += [(identifiant, rank) for rank, etape in enumerate(model.etapes) if etape.faire is None]
            found += [(identifiant, -1)] if model.financements else []
        return found

    def hesitation_loses(self, question: str, reponse: str) -> bool:
        """Whether a fiche that fits is lost when « je ne sais pas » replaces this answer, all else equal."""
        ids = next(q for q in self.arbre.questions if q.id == question).reponses
        names = {r.id: self.var[(question, r.id)] for r in ids}

        def when(node: Node, chosen: str) -> Node:
            return self.bdd.let({name: key == chosen for key, name in names.items()}, node & self.valid)

        for parcours, rank in self.etapes():
            there = self.leads_to(parcours)
            for node in self.etape(parcours, rank)[0].values():
                if when(there & node, reponse) & when(there & ~node, "nsp") != self.bdd.false:
                    return True
        return False
