"""Run the cas types, tell what none of them covers, propose the missing ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from generator.corpus.codes import place_hint
from generator.corpus.etats import PROPOSABLES, est_propose
from generator.corpus.francais import pluriel
from generator.corpus.locating import at
from generator.corpus.suggestion import suggestion
from generator.corpus.walking import Where
from generator.models.cas_type import AttenduListe, CasType
from generator.orientation.classes import classe_of
from generator.orientation.matching import FINANCEMENTS, Selection
from generator.orientation.offer import Index
from generator.orientation.paths import Chemin, Pas, follow
from generator.orientation.results import fill
from generator.orientation.study import Study, study_once_open, where_answer
from generator.problems import Problem

KIND = "cas-types"


class Surprise(NamedTuple):
    """An expectation that does not hold: where, of what (a fiche, `repli`…), in a sentence, what is shown instead."""

    where: Where
    what: str
    message: str
    shown: str = ""


def check_cas_types(study: Study) -> Iterator[Problem]:
    """Each cas type can be played and gives what is expected, by ids, never by text.

    What is missing because a fiche stopped, or is not open there any more, is told, once, at that fiche: whoever
    suspends or narrows a service wrote no cas type.
    """
    stopped: dict[tuple[str, str], list[tuple[CasType, str]]] = defaultdict(list)
    for rank, cas in enumerate(study.corpus.cas_types):
        where: Where = ("cas_types", rank)
        found = tuple(_unplayable(study, cas, where))
        yield from found
        if found:
            continue
        if cas.attendu is None:
            yield at(study.corpus, "ORI032", KIND, KIND, where, f"« {cas.cas} » n'a pas d'attendu.")
            continue
        surprises = tuple(_surprises(study, cas))
        open_again = _surprises(study_once_open(study.corpus, everywhere=True), cas) if surprises else ()
        lasting = {(one.where, one.what) for one in open_again}
        closed = {one.what: _closed_by(study, one.what, cas) for one in surprises}
        emptied = {one.where for one in surprises if closed[one.what]}
        for one in surprises:
            if field := closed[one.what]:
                stopped[one.what, field].append((cas, one.shown))
            elif one.where not in emptied:
                code = "ORI031" if (one.where, one.what) in lasting else "ORI034"
                place = (*where, "attendu", *one.where)
                yield at(study.corpus, code, KIND, KIND, place, f"« {cas.cas} » : {one.message}")
    for (identifiant, field), cases in stopped.items():
        yield _tell_stopped(study, identifiant, field, cases)


def _closed_by(study: Study, identifiant: str, cas: CasType) -> str:
    """Return the field by which an expected fiche is not proposed to a person: `statut` (or a date), `zone`, or ''."""
    found = [fiches[identifiant] for fiches in study.corpus.by_kind().values() if identifiant in fiches]
    proposed = [fiche for fiche in found if est_propose(fiche, study.today)]
    if not proposed:
        return "statut" if found else ""
    place = classe_of(study.matching.places, cas.commune)
    there = place is None or any(study.corpus.coverage_of(fiche).issuperset(place.communes) for fiche in proposed)
    return "" if there else "zone"


def _tell_stopped(study: Study, identifiant: str, field: str, cases: Sequence[tuple[CasType, str]]) -> Problem:
    kind, fiche = next((k, fs[identifiant]) for k, fs in study.corpus.by_kind().items() if identifiant in fs)
    past = fiche.statut in PROPOSABLES
    why = "sa date est passée" if past else f"son statut est « {fiche.statut} »"
    if field == "zone":
        place = classe_of(study.matching.places, cases[0][0].commune)
        why = f"sa zone ne va pas jusque-là ({place.nom if place else ''})"
    instead = list(dict.fromkeys(shown for _, shown in cases if shown))
    there = f"À sa place, les pages montrent : {' ; ou '.join(instead[:2])}." if instead else "Rien n'est à sa place."
    waiting = pluriel(len(cases), "cas type l'attend", "cas types l'attendent")
    message = f"« {fiche.nom} » : {why}, et {waiting} encore (« {cases[0][0].cas} »). {there}"
    return at(study.corpus, "ORI034", kind, identifiant, (field,), message)


def play(study: Study, cas: CasType) -> Chemin:
    """Return the path of a cas type that can be played."""
    return Chemin(cas.arbre, follow(study.corpus.arbres[cas.arbre], cas.reponses)[0])


def _unplayable(study: Study, cas: CasType, where: Where) -> Iterator[Problem]:
    corpus = study.corpus
    if classe_of(study.matching.places, cas.commune) is None:
        yield at(
            corpus, "ORI030", KIND, KIND, (*where, "commune"),
            f"« {cas.commune} » n'est pas une commune d'ici.", place_hint(corpus, cas.commune, ici=True),
        )  # fmt: skip
    steps, unanswered = follow(corpus.arbres[cas.arbre], cas.reponses)
    if unanswered is not None:
        given = cas.reponses.get(unanswered.id)
        ids = {reponse.id: reponse for reponse in unanswered.reponses}
        read = f"« {given} » n'est pas une réponse à" if given else "il manque une réponse à"
        yield at(
            corpus, "ORI030", KIND, KIND, (*where, "reponses"),
            f"« {cas.cas} » : {read} « {unanswered.id} » ({unanswered.texte})",
            suggestion(given or "", ids) or f"Réponses possibles : {', '.join(ids)}.",
        )  # fmt: skip
        return
    asked = {step.question.id for step in steps}
    for extra in cas.reponses:
        if extra not in asked:
            yield at(
                corpus, "ORI030", KIND, KIND, (*where, "reponses", extra),
                f"« {cas.cas} » : la question « {extra} » n'est pas posée sur ce chemin.",
                suggestion(extra, asked),
            )  # fmt: skip


def _surprises(study: Study, cas: CasType) -> Iterator[Surprise]:
    """Yield each expectation that does not hold."""
    chemin, attendu = play(study, cas), cas.attendu
    assert attendu is not None  # noqa: S101 - a draft is told before
    asked = tuple(step.question.id for step in chemin.pas)
    if attendu.questions and attendu.questions != asked:
        yield Surprise(("questions",), "", f"questions posées : {', '.join(asked)}.")
    end = chemin.parcours or f"sortie ({chemin.pas[-1].reponse.id})"
    if attendu.parcours is not None and attendu.parcours != chemin.parcours:
        yield Surprise(("parcours",), "", f"le parcours est « {end} », « {attendu.parcours} » attendu.")
        return
    if attendu.sortie is not None and (chemin.sortie is None or attendu.sortie != chemin.pas[-1].reponse.id):
        yield Surprise(("sortie",), "", f"le chemin finit par « {end} », la sortie « {attendu.sortie} » est attendue.")
        return
    if chemin.parcours is None:
        return
    parcours = study.corpus.parcours[chemin.parcours]
    if attendu.contact is not None and attendu.contact != parcours.contact:
        yield Surprise(("contact",), "", f"le contact est « {parcours.contact} », « {attendu.contact} » attendu.")
    place = classe_of(study.matching.places, cas.commune)
    assert place is not None  # noqa: S101 - an unknown commune is told before
    found = study.evaluate(chemin, place.id)
    filled = fill(study.matching, chemin.parcours, chemin.pas, place).etapes
    if len(attendu.etapes) > len(found.etapes):
        yield Surprise(("etapes",), "", f"le parcours a {len(found.etapes)} étapes, {len(attendu.etapes)} attendues.")
    for rank, (due, selection) in enumerate(zip(attendu.etapes, found.etapes, strict=False)):
        name = f"à l'étape {rank + 1} (« {parcours.etapes[rank].titre} »)"
        for what, message, shown in _list_surprises(study.matching.offre, due, selection):
            yield Surprise(("etapes", rank), what, f"{name}, {message}", shown)
        card = first.id if (first := filled[rank].premiere) else "aucune"
        if due.carte is not None and due.carte != card:
            message = f"{name}, la carte est « {card} », « {due.carte} » attendue."
            yield Surprise(("etapes", rank), due.carte, message)
        for aide in due.aides:
            if aide not in parcours.etapes[rank].aides:
                yield Surprise(("etapes", rank), aide, f"{name}, l'aide « {aide} » n'est pas nommée.")
    if attendu.financements is not None:
        argent = study.matching.argent
        for what, message, shown in _list_surprises(argent, attendu.financements, found.financements):
            yield Surprise(("financements",), what, f"parmi les financements, {message}", shown)


def _list_surprises(index: Index, due: AttenduListe, selection: Selection | None) -> Iterator[tuple[str, str, str]]:
    """Yield (what, sentence, names of what is shown) for each line of an expected list that does not hold."""
    selection = selection or Selection()
    shown = {index.items[number].id for number in selection.tous}
    listed = [index.items[n] for n in (*selection.montres, *selection.remplacants, *selection.aussi)]
    there = f"la page montre : {', '.join(item.id for item in listed)}." if listed else "la page ne montre rien."
    names = ", ".join(item.nom for item in listed[:3])
    for identifiant in due.contient:
        if identifiant not in shown:
            yield identifiant, f"« {identifiant} » manque ; {there}", names
    for identifiant in due.ne_contient_pas:
        if identifiant in shown:
            yield identifiant, f"« {identifiant} » ne devrait pas être là.", names
    for identifiant in due.a_verifier:
        if identifiant not in {index.items[number].id for number in selection.douteux}:
            yield identifiant, f"« {identifiant} » n'est pas dit à vérifier ; {there}", names
    if due.au_moins is not None and len(shown) < due.au_moins:
        yield "au_moins", f"{due.au_moins} fiches au moins attendues ; {there}", names
    if due.repli is not None and due.repli != bool(selection.repli_dans):
        state = "rien ne convient" if selection.repli_dans else "une fiche convient"
        yield "repli", f"{state}, ce n'est pas ce qui est attendu ; {there}", names


Aim = tuple[str, ...]
"""What a cas type can cover: (arbre, question, réponse), (parcours,) or (parcours, étape's rank)."""
MAX_NON_JOUES = 5
"""What no cas type plays is told one by one, up to so many"""


def covers(study: Study, chemin: Chemin, place: str) -> set[Aim]:
    """Return the answers, the parcours and the fallbacks that a path plays at a place."""
    aims: set[Aim] = {(chemin.arbre, step.question.id, step.reponse.id) for step in chemin.pas}
    if chemin.parcours is not None:
        aims.add((chemin.parcours,))
        found = study.evaluate(chemin, place)
        for rank, selection in ((FINANCEMENTS, found.financements), *enumerate(found.etapes)):
            if selection is not None and selection.repli_dans:
                aims.add((chemin.parcours, str(rank)))
    return aims


def missing_cases(study: Study) -> list[tuple[Chemin, str, set[Aim]]]:
    """Return few (path, classe, what it adds) that would cover what no cas type covers, the most useful first."""
    offered = [
        (chemin, classe.id, covers(study, chemin, classe.id))
        for chemin in study.chemins
        for classe in study.matching.classes
    ]
    uncovered = set[Aim]().union(*(aims for _, _, aims in offered)) - _covered(study)
    chosen: list[tuple[Chemin, str, set[Aim]]] = []
    while uncovered:
        chemin, place, aims = max(offered, key=lambda candidate: len(candidate[2] & uncovered))
        chosen.append((chemin, place, aims & uncovered))
        uncovered -= aims
    return chosen


def _covered(study: Study) -> set[Aim]:
    aims: set[Aim] = set()
    for rank, cas in enumerate(study.corpus.cas_types):
        place = classe_of(study.matching.places, cas.commune)
        if place is not None and not any(_unplayable(study, cas, ("cas_types", rank))):
            aims |= covers(study, play(study, cas), place.id)
    return aims


def check_covered(study: Study) -> Iterator[Problem]:
    """Every answer, every parcours and every fallback in use is played, once all the cas types can be; told in one line
    when many are not."""
    cas_types = study.corpus.cas_types
    if not cas_types or any(True for cas in cas_types for _ in _unplayable(study, cas, ())):
        return
    missing = sorted(set[Aim]().union(*(aims for _, _, aims in missing_cases(study))))
    if len(missing) > MAX_NON_JOUES:
        first, others = _tell_missing(study, missing[0]), len(missing) - 1
        yield replace(first, message=f"{first.message} {others} autres réponses, parcours ou « si_rien » de même.")
        return
    for aim in missing:
        yield _tell_missing(study, aim)


def _tell_missing(study: Study, aim: Aim) -> Problem:
    corpus = study.corpus
    if len(aim) == 3:
        arbre = corpus.arbres[aim[0]]
        question = next(q for q in arbre.questions if q.id == aim[1])
        step = Pas(question, next(r for r in question.reponses if r.id == aim[2]))
        message = f"aucun cas type ne répond « {step.reponse.texte} » à « {question.texte} »."
        return at(corpus, "ORI033", "arbre", aim[0], where_answer(arbre, step), message)
    if len(aim) == 1:
        return at(corpus, "ORI033", "parcours", aim[0], ("titre",), "aucun cas type ne mène à ce parcours.")
    rank = int(aim[1])
    where: Where = ("financements",) if rank == FINANCEMENTS else ("etapes", rank)
    message = "aucun cas type ne joue ce « si_rien »."
    return at(corpus, "ORI033", "parcours", aim[0], (*where, "si_rien"), message)


def paste_ready(study: Study, chemin: Chemin, place: str) -> str:
    """Return a cas type as YAML, with what the person receives today: to read again, then to paste."""
    commune = next((c.communes[0] for c in study.matching.classes if c.id == place), place)
    lines = [
        '  - cas: "À raconter en une phrase"',
        f"    arbre: {chemin.arbre}",
        f'    commune: "{commune}"' if commune.isdigit() else f"    commune: {commune}",
        f"    reponses: {{{', '.join(f'{s.question.id}: {s.reponse.id}' for s in chemin.pas)}}}",
        "    attendu:",
    ]
    if chemin.parcours is None:
        return "\n".join([*lines, f"      sortie: {chemin.pas[-1].reponse.id}"])
    found = study.evaluate(chemin, place)
    lines += [f"      parcours: {chemin.parcours}", "      etapes:"]
    lines += [f"        - {_paste_list(study.matching.offre, selection)}" for selection in found.etapes]
    if found.financements is not None:
        lines.append(f"      financements: {_paste_list(study.matching.argent, found.financements)}")
    return "\n".join(lines)


def _paste_list(index: Index, selection: Selection | None) -> str:
    if selection is None:
        return "{}"
    ids = _ids(index, selection.montres or selection.remplacants)
    parts = [f"contient: [{', '.join(ids)}]"] if ids else []
    return "{" + ", ".join([*parts, *(["repli: oui"] if selection.repli_dans else [])]) + "}"


def _ids(index: Index, numbers: Iterable[int]) -> Sequence[str]:
    return [index.items[number].id for number in numbers]
