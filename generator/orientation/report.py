"""The texts of the command `arbres`: the whole picture, or one case step by step."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator

from generator.corpus.codes import place_hint
from generator.corpus.corpus import Corpus
from generator.corpus.francais import pluriel
from generator.models.arbre import Retenir
from generator.orientation.cas_types import missing_cases, paste_ready
from generator.orientation.checking import can_be_enumerated
from generator.orientation.classes import classe_of
from generator.orientation.learning import measure_questions
from generator.orientation.matching import FINANCEMENTS, Selection
from generator.orientation.paths import Chemin, count_pages, find_path
from generator.orientation.results import Proposition, Remplie, fill
from generator.orientation.sentences import tell_answers
from generator.orientation.study import Study, study_of
from generator.problems.faults import Fault

NOT_READY = "Les arbres ont des fautes de forme, ou font trop de pages : lancer d'abord la vérification."
MISSING_SHOWN = 12
APPREND_PEU = 0.9
"""A question that leaves more than nine ends in ten teaches little."""


def report(corpus: Corpus, today: datetime.date) -> str:
    """Return the picture of the arbres: size, questions, fallbacks, what is never shown first, missing cas types."""
    if not corpus.arbres:
        return "Aucun arbre dans data/arbres/.\n"
    if not can_be_enumerated(corpus, today):
        return NOT_READY + "\n"
    study = study_of(corpus, today)
    parts = (_tell_size, _tell_questions, _tell_fallbacks, _tell_never_first, _tell_idle_facts, _tell_cases)
    return "\n".join(line for part in parts for line in (*part(study), ""))


def _tell_size(study: Study) -> Iterator[str]:
    corpus, classes = study.corpus, study.matching.classes
    questions = sum(len(arbre.questions) for arbre in corpus.arbres.values())
    reponses = sum(len(q.reponses) for arbre in corpus.arbres.values() for q in arbre.questions)
    yield (
        f"{pluriel(len(corpus.arbres), 'arbre', 'arbres')}, {questions} questions, {reponses} réponses, "
        f"{pluriel(len(corpus.parcours), 'parcours', 'parcours')}."
    )
    names = ", ".join(f"{c.nom} ({pluriel(len(c.communes), 'commune', 'communes')})" for c in classes)
    yield f"{pluriel(len(classes), 'classe', 'classes')} de communes : {names}."
    total = 0
    for identifiant, arbre in sorted(corpus.arbres.items()):
        pages, ends = count_pages(arbre)
        total += pages + ends
        depths = [len(chemin.pas) for chemin in study.chemins if chemin.arbre == identifiant]
        yield (
            f"  {identifiant} : {ends} chemins, {pages} pages de question, "
            f"{_decimal(sum(depths) / len(depths))} questions en moyenne, {max(depths)} au plus."
        )
    places = len(study.lieux.places)
    yield f"Pages : {total} × {places} lieux = {total * places}. Évaluations : {len(study.cas) * places}."


def _tell_questions(study: Study) -> Iterator[str]:
    """What each question teaches; the ones that teach least, without retaining anything, are named."""
    yield "Ce que chaque question apprend : parcours encore possibles avant elle → après une réponse, en moyenne."
    for identifiant, arbre in sorted(study.corpus.arbres.items()):
        found = measure_questions(chemin for chemin in study.chemins if chemin.arbre == identifiant)
        yield f"  {identifiant} : " + ", ".join(
            f"{one.question} {_decimal(one.avant)} → {_decimal(one.apres)}" for one in found
        )
        retaining = {q.id for q in arbre.questions if any(r.retenir != Retenir() for r in q.reponses)}
        idle = [one.question for one in found if one.part > APPREND_PEU and one.question not in retaining]
        if idle:
            yield f"    apprend peu et ne retient rien, à poser plus tard ou à retirer : {', '.join(idle)}"


def _decimal(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def _tell_fallbacks(study: Study) -> Iterator[str]:
    """Share of the étapes without a fitting fiche, weighted by path; financements count as an étape."""
    seen: dict[str, int] = defaultdict(int)
    empty: dict[str, int] = defaultdict(int)
    by_etape: dict[tuple[str, int], dict[str, list[int]]] = {}
    for chemin in study.chemins:
        if chemin.parcours is None:
            continue
        for classe in study.matching.classes:
            for rank, selection in _selections(study, chemin, classe.id):
                short = bool(selection.repli_dans)
                seen[classe.nom] += 1
                empty[classe.nom] += short
                counts = by_etape.setdefault((chemin.parcours, rank), {}).setdefault(classe.nom, [0, 0])
                counts[0] += short
                counts[1] += 1
    yield "Étapes où rien ne convient (« si_rien »), en part des chemins :"
    for nom, total in seen.items():
        yield f"  {nom} : {_percent(empty[nom], total)} ({empty[nom]} sur {total})"
    for (parcours, rank), counts_by_place in sorted(by_etape.items()):
        short_there = [f"{nom} {_percent(*counts)}" for nom, counts in counts_by_place.items() if counts[0]]
        if short_there:
            etapes = study.corpus.parcours[parcours].etapes
            name = "financements" if rank == FINANCEMENTS else f"étape {rank + 1} « {etapes[rank].titre} »"
            yield f"  {parcours}, {name} : {', '.join(short_there)}"


def _selections(study: Study, chemin: Chemin, place: str) -> Iterator[tuple[int, Selection]]:
    found = study.evaluate(chemin, place)
    for rank, selection in (*enumerate(found.etapes), (FINANCEMENTS, found.financements)):
        if selection is not None:
            yield rank, selection


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %"


def _tell_never_first(study: Study) -> Iterator[str]:
    first: dict[bool, set[int]] = {True: set(), False: set()}
    for chemin in study.cas.values():
        for classe in study.matching.classes:
            for rank, selection in _selections(study, chemin, classe.id):
                first[rank == FINANCEMENTS].update(selection.montres[:1] + selection.remplacants[:1])
    for is_money, index, word in (
        (False, study.matching.offre, "Services"),
        (True, study.matching.argent, "Financements"),
    ):
        names = [
            item.id for n, item in enumerate(index.items) if item.genre != "ressource" and n not in first[is_money]
        ]
        yield f"{word} jamais proposés en premier : {', '.join(names) or 'aucun'}."


def _tell_idle_facts(study: Study) -> Iterator[str]:
    """Answers whose `retenir` changes nothing today, whatever the commune."""
    useful: set[tuple[str, str, str]] = set()
    holding: dict[tuple[str, str, str], None] = {}
    for chemin in study.chemins:
        for step in chemin.pas:
            key = (chemin.arbre, step.question.id, step.reponse.id)
            if not step.filtres:
                continue
            holding[key] = None
            if chemin.parcours is None or key in useful:
                continue
            without = frozenset(f for other in chemin.pas if other is not step for f in other.filtres)
            for classe in study.matching.classes:
                if study.matching.evaluate(chemin.parcours, without, classe.id) != study.evaluate(chemin, classe.id):
                    useful.add(key)
    idle = [".".join(key) for key in holding if key not in useful]
    yield f"Réponses dont le « retenir » ne change rien aujourd'hui : {', '.join(idle) or 'aucune'}."


def _tell_cases(study: Study) -> Iterator[str]:
    missing = missing_cases(study)
    total = len(study.corpus.cas_types)
    if not missing:
        yield f"{pluriel(total, 'cas type', 'cas types')} : chaque réponse, parcours et « si_rien » est joué."
        return
    aims = sum(len(aims) for _, _, aims in missing)
    yield (
        f"{pluriel(total, 'cas type', 'cas types')} ; que rien ne joue : "
        f"{pluriel(aims, 'réponse, parcours ou « si_rien »', 'réponses, parcours ou « si_rien »')}."
    )
    yield f"À relire, à raconter, puis à recopier dans data/cas-types.yml ({MISSING_SHOWN} au plus sont montrés) :"
    for chemin, place, _ in missing[:MISSING_SHOWN]:
        yield paste_ready(study, chemin, place)


def explain(corpus: Corpus, today: datetime.date, adresse: str, commune: str) -> str:
    """Tell one case step by step; `adresse` is « arbre.a.b.c », or « a.b.c » when one arbre only has it.

    Raises Fault when the path or the commune does not exist.
    """
    if not can_be_enumerated(corpus, today):
        raise Fault(NOT_READY)
    study = study_of(corpus, today)
    place = classe_of(study.matching.places, commune)
    if place is None:
        near = place_hint(corpus, commune, ici=True)
        raise Fault(f"« {commune} » n'est ni une commune d'ici, ni « plusieurs », ni « nsp ». {near}".strip())
    chemin = _find(corpus, adresse)
    named = corpus.communes[commune].nom if commune in corpus.communes else place.nom
    lines = [f"Lieu : {named}" + (f" (classe « {place.nom} »)" if named != place.nom else "")]
    for step in chemin.pas:
        kept = "; ".join(f"{axe} : {', '.join(sorted(mots))}" for axe, mots in step.filtres)
        lines.append(f"Question « {step.question.texte} »")
        lines.append(f"  réponse « {step.reponse.texte} »" + (f" → retient {kept}" if kept else ""))
    if chemin.parcours is None:
        sortie = chemin.sortie
        return "\n".join([*lines, f"Sortie : {sortie.titre if sortie else ''}", f"  {sortie.dire if sortie else ''}"])
    resultat = fill(study.matching, chemin.parcours, chemin.pas, place)
    lines.append(f"Parcours « {resultat.parcours.titre} » ({chemin.parcours})")
    for filled in resultat.etapes:
        lines.append(f"Étape {filled.numero} : {filled.etape.titre}")
        if filled.etape.faire:
            lines.append(f"  à faire : {filled.etape.faire}")
        lines += _tell_filled(corpus, filled.contenu)
    if resultat.financements is not None:
        lines += ["Financements, à vérifier", *_tell_filled(corpus, resultat.financements)]
    lines.append(f"Contact : {corpus.services[resultat.contact].nom} ({resultat.contact})")
    return "\n".join(lines)


def _find(corpus: Corpus, adresse: str) -> Chemin:
    head, _, tail = adresse.partition(".")
    found = [
        chemin
        for identifiant, arbre in corpus.arbres.items()
        if (chemin := find_path(identifiant, arbre, tail if head == identifiant else adresse)) is not None
    ]
    if not found:
        raise Fault(f"Aucun chemin « {adresse} ». Écrire les réponses séparées par des points, jusqu'au bout.")
    if len(found) > 1:
        ways = ", ".join(f"{chemin.arbre}.{chemin.adresse}" for chemin in found)
        raise Fault(f"« {adresse} » existe dans plusieurs arbres. Préciser : {ways}.")
    return found[0]


def _tell_filled(corpus: Corpus, contenu: Remplie) -> Iterator[str]:
    def line(word: str, proposition: Proposition) -> str:
        nom = corpus.by_kind()[proposition.genre][proposition.id].nom
        where = f" [seulement : {proposition.ou}]" if proposition.ou else ""
        why = f", parce que {tell_answers(proposition.parce_que)}" if proposition.parce_que else ""
        return f"  {word} {nom} ({proposition.id}){where}{why}"

    for proposition in contenu.montres:
        yield line("proposé :", proposition)
    if contenu.repli_dans:
        yield f"  rien ne convient ({', '.join(c.nom for c in contenu.repli_dans)}) : {contenu.dire}"
    for proposition in contenu.remplacants:
        yield line("à la place :", proposition)
    for proposition in contenu.aussi:
        yield line("voir aussi :", proposition)
    for proposition in contenu.ailleurs:
        yield line("pas ouvert ici :", proposition)
