"""Tell a comparison: text for a terminal, Markdown for a pull request, JSON for tools.

All of it is written for partners. Names and values come from the files of a
pull request: they are shown, never interpreted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from generator.corpus.francais import pluriel
from generator.problems import Problem
from generator.upkeep import sections
from generator.upkeep.comparison.changements import MOTS, ChangementDeFichier, en_mots
from generator.upkeep.comparison.comparer import Comparaison
from generator.upkeep.comparison.demande import PHRASE
from generator.upkeep.comparison.effet import Constat, Effet, Visibilite
from generator.upkeep.comparison.matrice import Cellule
from generator.upkeep.sections import Ligne, Section, section

MAX_CHAMPS = 12
"""Fields told for one file."""
_NATURES = {"ajout": "ajouté", "retrait": "retiré", "renommage": "renommé", "modification": "modifié"}


def as_text(found: Comparaison, base: str, accepte: bool) -> str:
    """Return the comparison for a terminal."""
    return sections.as_text(_verdict(found, base, accepte), _sections(found))


def as_markdown(found: Comparaison, base: str, accepte: bool) -> str:
    """Return the comparison for the summary of a forge."""
    return sections.as_markdown("Ce que change cette proposition", _verdict(found, base, accepte), _sections(found))


def as_json(found: Comparaison, base: str, accepte: bool) -> str:
    """Return all that is known, nothing cut."""
    whole = {
        "base": base,
        "accepte": accepte,
        "en_mots": en_mots(found.changements),
        **asdict(found),
        "part_perdue": found.lost_share,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _verdict(found: Comparaison, base: str, accepte: bool) -> Iterator[str]:
    """Say in a few sentences what a reader has to know before anything else."""
    if found.identique and not found.erreurs:
        yield f"Rien ne change depuis « {base} »."
        return
    if found.changements:
        words = en_mots(found.changements)
        yield f"{_capital(words)}." if words else "Des fichiers sont réécrits, sans rien changer à ce qu'ils disent."
    if found.erreurs:
        yield f"{pluriel(len(found.erreurs), 'erreur', 'erreurs')} à corriger avant de publier : voir plus bas."
    if found.effet is None:
        yield "L'effet sur les réponses n'est pas calculé : il faut d'abord corriger les erreurs."
    else:
        yield from _tell_effect(found.effet)
    if found.dangers and accepte:
        yield "Ces effets sont voulus : rien n'est bloqué."
    elif found.dangers:
        yield f"Bloqué tant que la demande ne le dit pas. Si c'est voulu, y cocher la case « {PHRASE} »"


def _tell_effect(effet: Effet) -> Iterator[str]:
    """Say how many paths answer otherwise, then how many came and went: « 0 path » would hide those."""
    if not effet.communes:
        yield "Les deux versions n'ont aucune commune en commun : leurs réponses ne se comparent pas."
        return
    if effet.nul:
        yield "Personne ne reçoit une autre réponse qu'avant."
        return
    if effet.chemins_touches:
        touched = pluriel(effet.chemins_touches, "chemin donne", "chemins donnent")
        yield f"{touched} une autre réponse, sur {effet.chemins_compares}, dans une commune au moins."
    moved = []
    if effet.chemins_ajoutes:
        moved.append(pluriel(len(effet.chemins_ajoutes), "chemin est nouveau", "chemins sont nouveaux"))
    if effet.chemins_retires:
        moved.append(pluriel(len(effet.chemins_retires), "chemin n'existe plus", "chemins n'existent plus"))
    alike = effet.chemins_compares and not effet.chemins_touches
    same = " ; tous les autres donnent la même réponse qu'avant" if alike else ""
    if moved:
        yield f"{', '.join(moved)}{same}."


def _sections(found: Comparaison) -> Iterator[Section]:
    if found.dangers:
        lines = [Ligne(danger.phrase, (danger.remede,) if danger.remede else ()) for danger in found.dangers]
        yield section("Attention", lines)
    if found.erreurs:
        yield section("Erreurs à corriger", map(_tell_error, found.erreurs))
    if found.changements:
        yield section("Ce qui change dans les fichiers", map(_tell_change, found.changements))
    if found.effet is not None:
        yield from _effect_sections(found.effet)
    if found.matrice:
        yield section("Couverture de l'offre", map(_tell_cell, found.matrice))
    if found.etats_perdus:
        count = pluriel(found.etats_perdus, "adresse disparaît", "adresses disparaissent")
        yield section(
            "Pages de passage", [Ligne(f"{count} parmi les questions, les résultats et les suites de liste.")]
        )


def _effect_sections(effet: Effet) -> Iterator[Section]:
    for title, visibles, verb in (
        ("Ce qui disparaît des réponses", effet.disparues, "n'est plus proposé"),
        ("Ce qui apparaît dans les réponses", effet.apparues, "est maintenant proposé"),
    ):
        if visibles:
            yield section(title, [Ligne(_tell_visible(one, verb)) for one in visibles])
    for title, constats in (
        ("Manques qui s'ouvrent", effet.manques_ouverts),
        ("Manques qui se ferment", effet.manques_fermes),
        ("Réponses qui changent", effet.resultats),
    ):
        if constats:
            yield section(title, _tell_facts(constats))
    for title, sentences in (
        ("Nouveaux chemins", effet.chemins_ajoutes),
        ("Chemins qui n'existent plus", effet.chemins_retires),
    ):
        if sentences:
            yield section(title, map(Ligne, sentences))


def _tell_error(problem: Problem) -> Ligne:
    where = f", {problem.where}" if problem.where else ""
    place = f"{problem.path}, ligne {problem.line}" if problem.line else problem.path
    return Ligne(f"{place}{where} ({problem.code}) : {problem.message}", (problem.hint,) if problem.hint else ())


def _tell_change(change: ChangementDeFichier) -> Ligne:
    one, _, ending = MOTS[change.genre]
    if change.nature == "forme":
        return Ligne(f"{change.chemin} : réécrit, ses valeurs sont les mêmes")
    former = f", avant « {change.ancien} »" if change.ancien else ""
    state = {"ferme": " ; n'est plus proposé", "ouvre": " ; est proposé de nouveau"}.get(change.propose, "")
    below = []
    for difference in change.differences[:MAX_CHAMPS]:
        label = difference.libelle or "Liste"
        if difference.avant and difference.apres:
            below.append(f"{label} : « {difference.avant} » devient « {difference.apres} »")
        elif difference.apres:
            below.append(f"{label} : ajouté « {difference.apres} »")
        else:
            below.append(f"{label} : retiré « {difference.avant} »")
    if len(change.differences) > MAX_CHAMPS:
        below.append(f"… et {pluriel(len(change.differences) - MAX_CHAMPS, 'autre champ', 'autres champs')}")
    verb = f"{_NATURES[change.nature]}{ending}"
    return Ligne(f"{_capital(one)} {verb} : {change.nom} ({change.chemin}{former}){state}", tuple(below))


def _tell_visible(one: Visibilite, verb: str) -> str:
    kind, _, ending = MOTS[one.genre]
    return f"« {one.nom} » ({kind}) {verb}{ending}{f' : {one.ou}' if one.ou else ''}."


def _tell_facts(constats: Sequence[Constat]) -> Iterator[Ligne]:
    """Tell each fact; an example that was just given is not given again."""
    example = ""
    for constat in constats:
        where = f" ({constat.ou})" if constat.ou else ""
        paths = pluriel(constat.chemins, "chemin", "chemins")
        below = () if constat.exemple == example else (f"Par exemple : {constat.exemple}.",)
        example = constat.exemple
        yield Ligne(f"{_capital(constat.phrase)}. {paths}{where}.", below)


def _tell_cell(cell: Cellule) -> Ligne:
    where = f"« {cell.thematique} », « {cell.modalite} », {cell.departement}"
    return Ligne(f"{where} : {cell.apres}, avant {cell.avant}.")


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
