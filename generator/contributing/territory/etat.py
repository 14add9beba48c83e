"""How far a territory is: what is described, what the law still asks, what nobody has confirmed or tried."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence

from generator.corpus.corpus import Corpus
from generator.corpus.etats import est_propose, verification_due
from generator.corpus.francais import date_fr, pluriel
from generator.corpus.genres import FICHES
from generator.forges.connues import depot_de, forge_de
from generator.forges.flux import flux_files
from generator.problems import Problem
from generator.rules.paroles import engagements

_LOI = ("TER001", "TER002")
_CONTACT = ("TER003", "TER004")
_DECLARATION = ("TER008", "TER009")


def etat(
    corpus: Corpus,
    problems: Sequence[Problem],
    today: datetime.date,
    change: datetime.date | None = None,
    depots: Mapping[str, str] | None = None,
) -> str:
    """Return the whole report, in plain French, one subject a paragraph.

    `change`: the day of the last commit; `depots`: the addresses that git knows, by name.
    """
    parts = [
        f"{corpus.territoire.nom} : {len(corpus.communes)} communes, site « {corpus.territoire.etat} ».",
        _fiches(corpus),
        _couverture(corpus, today),
        _confirmations(corpus, today),
        *_a_verifier(corpus),
        *_engagements(corpus),
        _dispositif(corpus),
        _orientation(corpus, problems),
        _loi(problems),
        _forge(corpus, today, change, depots),
    ]
    return "\n\n".join(parts) + "\n"


def _fiches(corpus: Corpus) -> str:
    counts = corpus.by_kind()
    return "Fiches\n" + "\n".join(
        f"  {len(counts[kind]):4}  {kind}{'s' if len(counts[kind]) > 1 else ''}" for kind in FICHES
    )


def _couverture(corpus: Corpus, today: datetime.date) -> str:
    """Services open today, thématique by modalité: filled cells, and the subjects that nobody covers."""
    themes, ways = corpus.referentiels["thematiques"].termes, corpus.referentiels["modalites"].termes
    cells = {
        (theme, way)
        for service in corpus.services.values()
        if est_propose(service, today)
        for theme in service.thematiques
        for way in service.modalites
    }
    uncovered = [word.libelle for key, word in themes.items() if not any(theme == key for theme, _ in cells)]
    filled = f"{len(cells)} case{'s remplies' if len(cells) > 1 else ' remplie'}"
    lines = [f"Offre\n  {filled} sur {len(themes) * len(ways)} (thématiques × façons d'aider)"]
    if uncovered:
        lines.append(f"  Aucun service sur : {', '.join(uncovered)}")
    return "\n".join(lines)


def _confirmations(corpus: Corpus, today: datetime.date) -> str:
    never = late = 0
    others = 0
    for kind, identifiant, fiche in corpus.fiches():
        if not corpus.is_kept_here(kind, identifiant):
            others += 1
            continue
        due = verification_due(fiche, corpus.territoire)
        never += due is None
        late += due is not None and due <= today
    said = f"Confirmations\n  {never} fiches jamais confirmées par leur structure, {late} à confirmer de nouveau"
    if others and corpus.etagere:
        said += (
            f"\n  {pluriel(others, 'fiche commune', 'fiches communes')} : tenues par {_keeper(corpus)}, qui s'en occupe"
        )
    return said


def _keeper(corpus: Corpus) -> str:
    keeper = corpus.etagere.tenu_par if corpus.etagere else ""
    return corpus.acteurs[keeper].nom if keeper in corpus.acteurs else keeper


def _a_verifier(corpus: Corpus) -> Iterator[str]:
    """What a call would make publishable: nothing of it is on the site."""
    if corpus.a_verifier:
        lines = [
            f"  {corpus.acteurs[one.acteur].nom if one.acteur else one.sujet} : "
            f"{one.quoi} ({one.lu_dans} ; {one.pourquoi})"
            for one in corpus.a_verifier
        ]
        yield "\n".join(["À vérifier par un appel, avant de publier", *lines])


def _engagements(corpus: Corpus) -> Iterator[str]:
    """What is said in somebody's name (`engage`): each acteur is asked to confirm its own sentences."""
    lines = [
        f"  {corpus.acteurs[one.acteur].nom} : {' '.join(f'« {phrase} »' for phrase in one.phrases)} "
        f"({corpus.origines[one.kind, one.id].path})"
        for one in engagements(corpus)
    ]
    if lines:
        yield "\n".join(["À faire confirmer : des phrases qui engagent quelqu'un", *lines])


def _dispositif(corpus: Corpus) -> str:
    held = sum(reunion.presents is not None for reunion in corpus.reunions().values())
    return (
        f"Dispositif\n  {pluriel(len(corpus.besoins), 'besoin')}, {pluriel(len(corpus.instances), 'instance')}, "
        f"{pluriel(held, 'réunion tenue', 'réunions tenues')}, "
        f"{pluriel(len(corpus.collectifs), 'collectif')}, {pluriel(len(corpus.indicateurs), 'indicateur')}"
    )


def _orientation(corpus: Corpus, problems: Sequence[Problem]) -> str:
    empty = sum(problem.code == "ORI029" for problem in problems)
    untried = sum(problem.code == "ORI033" for problem in problems)
    return (
        f"Orientation\n  {pluriel(len(corpus.arbres), 'arbre')}, {len(corpus.parcours)} parcours, "
        f"{len(corpus.cas_types)} cas types\n"
        f"  {pluriel(empty, 'étape')} sans rien à montrer\n  "
        + (
            pluriel(untried, "réponse, parcours ou repli", "réponses, parcours ou replis")
            + " qu'aucun cas type n'essaie"
            if corpus.cas_types
            else "Aucun cas type n'essaie les questions : voir docs/taches/changer-une-question.md"
        )
    )


def _forge(corpus: Corpus, today: datetime.date, change: datetime.date | None, depots: Mapping[str, str] | None) -> str:
    """What the programme cannot see: the settings of the forge; and what this forge does not do, with the other way."""
    depot, forge = depot_de(corpus.territoire.site), forge_de(corpus.territoire.site)
    named = f"{depot.adresse} ({forge.nom}, branche {depot.branche})" if depot else corpus.territoire.site.depot
    lines = [
        "Forge",
        f"  Dépôt : {named or 'à écrire, « site: depot: » dans data/territoire.yml ; sans lui, aucun rappel ne part'}",
        *_attached(depot.adresse if depot else "", depots or {}),
        "  À regarder dans ses réglages, que le programme ne voit pas (tout est dit dans docs/publier.md) :",
        *(f"    {one}" for one in forge.reglages),
    ]
    if forge.manques:
        lines += [f"  Ce que {forge.nom} ne fait pas, et comment faire :"]
        lines += [f"    {one.geste} → {one.autrement}" for one in forge.manques]
    if depot and depot.branche != "main" and not flux_files(depot):
        lines += [f"  Dans {forge.flux}, écrire « {depot.branche} » à la place de « main » (fichiers du programme)"]
    if forge.sommeil:
        lines += [f"  {forge.sommeil} jours sans changement éteignent la mise à jour de nuit"]
    if change:
        lines += [f"  Dernier changement le {date_fr(change)}, il y a {pluriel((today - change).days, 'jour')}"]
    if change and forge.sommeil:
        asleep = change + datetime.timedelta(forge.sommeil)
        told = "elle est peut-être éteinte depuis" if asleep <= today else "sans autre, elle s'éteint"
        lines[-1] += f" : {told} le {date_fr(asleep)}"
    return "\n".join(lines)


def _attached(depot: str, depots: Mapping[str, str]) -> Iterator[str]:
    """What git knows of the repositories, and the gesture that tells an attached copy."""
    origin, amont = (_bare(depots.get(name, "")) for name in ("origin", "amont"))
    if depot and origin and _bare(depot) != origin:
        yield f"  git envoie à {origin}, « site: depot: » dit {_bare(depot)} : les rappels ne partent que de ce dernier"
    if origin and origin == amont:
        yield "  « origin » et « amont » sont le même dépôt : créer le vôtre, puis git remote set-url origin ADRESSE"
    yield "  Sous le nom du dépôt, « forked from » dit une copie attachée, sans issues ni rappels : en faire plutôt"
    yield "  un nouveau à partir de celui d'origine (docs/reprendre-ailleurs.md)"


def _bare(address: str) -> str:
    """Return `exemple.org/qui/quoi` for an address of a repository, by https or by ssh."""
    found = re.fullmatch(r"(?:https?://(?:[^@/]*@)?|ssh://(?:[^@/]*@)?|[\w.-]+@)?(.*?)(?:\.git)?/?", address.strip())
    return found[1].replace(":", "/", 1).lower() if found else ""


def _loi(problems: Sequence[Problem]) -> str:
    missing = [p.message for p in problems if p.code in (*_LOI, *_CONTACT, *_DECLARATION)]
    if not missing:
        return "Mentions dues par la loi, coordonnées, accessibilité\n  Tout est rempli."
    return "Mentions dues par la loi, coordonnées, accessibilité\n" + "\n".join(f"  À remplir : {m}" for m in missing)
