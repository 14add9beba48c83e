"""Proofs on the results, over all paths × all places. One proof is one generator; its docstring is the property.

A failure is told as a sentence: the shortest path that shows it, and a commune.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.corpus.communes import name_communes
from generator.corpus.etats import est_propose
from generator.corpus.francais import liste_fr, pluriel
from generator.corpus.locating import at
from generator.corpus.portes import portes
from generator.corpus.walking import Where
from generator.models.arbre import NSP
from generator.orientation.classes import Classe, classe_of
from generator.orientation.matching import Evaluation, Selection
from generator.orientation.offer import Item
from generator.orientation.paths import Chemin, Pas
from generator.orientation.sentences import tell_answers, tell_person
from generator.orientation.study import Study, study_once_open, where_answer
from generator.problems import Problem, listed


def check_filled(study: Study) -> Iterator[Problem]:
    """No étape and no list of financements is empty without `si_rien`, for any path and any classe.

    When it is only because a fiche stopped, it is told, and the page says that nothing is proposed for now.
    """
    empty: dict[tuple[str, int], list[tuple[Chemin, Classe]]] = defaultdict(list)
    for (parcours, _), chemin in study.cas.items():
        model = study.corpus.parcours[parcours]
        for classe in study.matching.classes:
            found = study.evaluate(chemin, classe.id)
            for rank, (etape, selection) in enumerate(zip(model.etapes, found.etapes, strict=True)):
                if selection is not None and selection.repli_dans and etape.si_rien is None:
                    empty[(parcours, rank)].append((chemin, classe))
            money = model.financements
            if money and money.si_rien is None and found.financements and found.financements.repli_dans:
                empty[(parcours, len(model.etapes))].append((chemin, classe))
    for (parcours, rank), cases in sorted(empty.items()):
        chemin, classe = cases[0]
        who = tell_person(study.corpus, chemin.pas, classe)
        others = f" ({len(cases)} situations en tout)" if len(cases) > 1 else ""
        stopped = not any(_is_empty(study_once_open(study.corpus), chemin, classe, rank) for chemin, classe in cases)
        after = " depuis qu'une fiche est arrêtée" if stopped else _beyond(study, chemin, classe, rank)
        etapes = study.corpus.parcours[parcours].etapes
        if rank == len(etapes):
            yield at(
                study.corpus, "ORI036" if stopped else "ORI011", "parcours", parcours, ("financements",),
                f"{who} ne reçoit aucun financement{after}{others}.",
            )  # fmt: skip
        else:
            yield at(
                study.corpus, "ORI036" if stopped else "ORI010", "parcours", parcours, ("etapes", rank),
                f"{who} ne reçoit rien à l'étape « {etapes[rank].titre} »{after}{others}.",
            )  # fmt: skip


def _selection(study: Study, chemin: Chemin, classe: Classe, rank: int) -> Selection | None:
    """Return what an étape (or the money, after the last one) gives a path, in the first commune of a classe."""
    here = classe_of(study.matching.places, classe.communes[0])
    found = study.evaluate(chemin, here.id if here else classe.id)
    return found.etapes[rank] if rank < len(found.etapes) else found.financements


def _is_empty(study: Study, chemin: Chemin, classe: Classe, rank: int) -> bool:
    selection = _selection(study, chemin, classe, rank)
    return selection is not None and bool(selection.repli_dans)


def _beyond(study: Study, chemin: Chemin, classe: Classe, rank: int) -> str:
    """Name the fiches that would fit if their zone reached: whoever narrows a zone reads what it empties."""
    wide = study_once_open(study.corpus, everywhere=True)
    money = rank == len(study.corpus.parcours[chemin.parcours or ""].etapes)
    index = wide.matching.argent if money else wide.matching.offre
    selection = _selection(wide, chemin, classe, rank)
    names = [f"« {index.items[number].nom} »" for number in sorted(selection.directs)[:3]] if selection else []
    return f", parce que la zone de {liste_fr(names)} ne va pas jusque-là" if names else ""


def check_substitutes(study: Study) -> Iterator[Problem]:
    """A `si_rien` that names fiches or drops axes does show something, for any path and any classe."""
    told: set[tuple[str, int]] = set()
    for (parcours, _), chemin in study.cas.items():
        etapes = study.corpus.parcours[parcours].etapes
        for classe in study.matching.classes:
            found = study.evaluate(chemin, classe.id)
            for rank, (etape, selection) in enumerate(zip(etapes, found.etapes, strict=True)):
                instead = etape.si_rien
                promised = instead and (instead.services or instead.ressources or instead.elargir_sans)
                silent = selection and selection.repli_dans and not selection.remplacants
                if promised and silent and (parcours, rank) not in told:
                    told.add((parcours, rank))
                    yield at(
                        study.corpus, "ORI029", "parcours", parcours, ("etapes", rank, "si_rien"),
                        f"{tell_person(study.corpus, chemin.pas, classe)} n'a rien à la place, à l'étape"
                        f" « {etape.titre} ».",
                    )  # fmt: skip


def check_shown(study: Study) -> Iterator[Problem]:
    """Every service and financement that may be proposed here is named by some result.

    A common one is told in one line, and stops nothing: its keeper adds it for all, an update must not stop a site.
    """
    offre, argent = study.matching.offre, study.matching.argent
    services = {offre.number[key] for key in _contacts(study) if key in offre.number}
    money: set[int] = set()
    for chemin in study.cas.values():
        for place in study.matching.classes:
            found = study.evaluate(chemin, place.id)
            services.update(n for selection in found.etapes if selection for n in selection.tous)
            money.update(found.financements.tous if found.financements else ())
    shared: list[Item] = []
    for code, index, shown in (("ORI012", offre, services), ("ORI013", argent, money)):
        for number, item in enumerate(index.items):
            if item.genre == "ressource" or number in shown or not index.everything >> number & 1:
                continue
            if study.corpus.is_common(item.genre, item.id):
                shared.append(item)
                continue
            yield at(
                study.corpus, code, item.genre, item.id, ("statut",),
                f"aucun chemin, dans aucune commune, ne montre « {item.nom} ».",
            )  # fmt: skip
    if shared:
        message = f"aucun chemin ne montre {listed(item.nom for item in shared)}."
        yield at(study.corpus, "ORI039", shared[0].genre, shared[0].id, ("statut",), message)


def _contacts(study: Study) -> set[tuple[str, str]]:
    ends = {study.corpus.parcours[parcours].contact for parcours, _ in study.cas}
    ends |= {chemin.sortie.contact for chemin in study.chemins if chemin.sortie and chemin.sortie.contact}
    return {("service", identifiant) for identifiant in ends}


def check_hesitation(study: Study) -> Iterator[Problem]:
    """Answering « Je ne sais pas », all else equal, never loses a fiche that fits."""
    by_address = {(chemin.arbre, chemin.adresse): chemin for chemin in study.chemins}
    told: set[tuple[str, str]] = set()
    for chemin in study.cas.values():
        for rank, step in enumerate(chemin.pas):
            nsp = next(reponse for reponse in step.question.reponses if reponse.id == NSP)
            pas = (*chemin.pas[:rank], Pas(step.question, nsp), *chemin.pas[rank + 1 :])
            other = by_address.get((chemin.arbre, Chemin(chemin.arbre, pas).adresse))
            if other is None or other is chemin or other.parcours != chemin.parcours:
                continue
            for classe in study.matching.classes:
                lost = _lost(study, study.evaluate(chemin, classe.id), study.evaluate(other, classe.id))
                if lost and (chemin.arbre, step.question.id) not in told:
                    told.add((chemin.arbre, step.question.id))
                    where = where_answer(study.corpus.arbres[chemin.arbre], Pas(step.question, nsp))
                    yield at(
                        study.corpus, "ORI014", "arbre", chemin.arbre, where,
                        f"{tell_person(study.corpus, pas, classe)} ne reçoit pas « {lost} »,"
                        f" que reçoit celle qui répond {tell_answers((step,))}.",
                    )  # fmt: skip


def _lost(study: Study, known: Evaluation, unsure: Evaluation) -> str:
    """Return the name of a fiche that fits when one knows and not when one is unsure, else ''."""
    for before, after in zip(known.etapes, unsure.etapes, strict=True):
        if before and after and (gone := before.directs - after.directs):
            return study.matching.offre.items[min(gone)].nom
    before, after = known.financements, unsure.financements
    if before and after and (gone := before.directs - after.directs):
        return study.matching.argent.items[min(gone)].nom
    return ""


def check_places(study: Study) -> Iterator[Problem]:
    """« Plusieurs communes » and « je ne sais pas » name all that each classe names, étape by étape."""
    wide = [place for place in study.matching.places if not place.est_precise]
    for (parcours, _), chemin in study.cas.items():
        for place in wide:
            whole = study.evaluate(chemin, place.id)
            for classe in study.matching.classes:
                found = study.evaluate(chemin, classe.id)
                for where, part, all_of_it in _pairs(found, whole):
                    if part and not part.tous <= (all_of_it.tous if all_of_it else frozenset()):
                        yield at(
                            study.corpus, "ORI015", "parcours", parcours, where,
                            f"{tell_person(study.corpus, chemin.pas, place)} voit moins que celle qui vient de"
                            f" {study.corpus.communes[classe.communes[0]].nom}.",
                        )  # fmt: skip
                        return


def _pairs(found: Evaluation, whole: Evaluation) -> Iterator[tuple[Where, Selection | None, Selection | None]]:
    for rank, (part, all_of_it) in enumerate(zip(found.etapes, whole.etapes, strict=True)):
        yield ("etapes", rank), part, all_of_it
    yield ("financements",), found.financements, whole.financements


def check_contacts(study: Study) -> Iterator[Problem]:
    """The contact of every parcours and sortie is open today everywhere, and can be reached.

    One that stopped is told once, with who answers in its place; nobody does: an error.
    """
    corpus = study.corpus
    stopped: dict[str, list[tuple[str, str, Where]]] = defaultdict(list)
    for contact, kind, identifiant, where in _named_contacts(study):
        service = corpus.services[contact]
        if not est_propose(service, study.today):
            stopped[contact].append((kind, identifiant, where))
        elif missing := corpus.communes.keys() - corpus.coverage(service.zone):
            message = f"« {service.nom} » n'est pas ouvert dans toutes les communes : {name_communes(corpus, missing)}."
            yield at(corpus, "ORI016", kind, identifiant, where, message)
        # The welcoming service is left to the rules of the territory, which say it once.
        if contact != corpus.territoire.accueil and not corpus.answers(service):
            code = "ORI017" if corpus.territoire.etat == "preparation" else "ORI018"
            yield at(corpus, code, kind, identifiant, where, f"« {service.nom} » n'a ni téléphone ni courriel.")
    for contact, places in stopped.items():
        service = corpus.services[contact]
        instead = next((door.nom for door in portes(corpus, frozenset(corpus.communes), contact)), "")
        said = f"« {service.nom} » n'est plus ouvert aujourd'hui"
        if not instead:
            yield from (at(corpus, "ORI016", *place, f"{said}, et personne ne répond à sa place.") for place in places)
            continue
        count = pluriel(len(places), "parcours ou sortie", "parcours et sorties")
        message = f"{said} : c'est le contact de {count}. À sa place : {instead}."
        yield at(corpus, "ORI037", "service", contact, ("statut",), message)


def _named_contacts(study: Study) -> Iterator[tuple[str, str, str, Where]]:
    """Yield (contact, kind, id, where) for each parcours and each sortie that names one."""
    for identifiant, parcours in study.corpus.parcours.items():
        yield parcours.contact, "parcours", identifiant, ("contact",)
    for identifiant, arbre in study.corpus.arbres.items():
        for rank, question in enumerate(arbre.questions):
            for number, reponse in enumerate(question.reponses):
                if reponse.sortie and reponse.sortie.contact:
                    where = ("questions", rank, "reponses", number, "sortie", "contact")
                    yield reponse.sortie.contact, "arbre", identifiant, where


def check_doors(study: Study) -> Iterator[Problem]:
    """Each result gives a telephone, and a mail or a postal address, of who answers in all its communes."""
    told: set[tuple[str, str]] = set()
    for (parcours, _), chemin in study.cas.items():
        contact = study.corpus.parcours[parcours].contact
        for place in study.lieux.places:
            if (contact, place.id) in told:
                continue
            told.add((contact, place.id))
            doors = portes(study.corpus, frozenset(place.communes), contact)
            spoken = any(door.telephone for door in doors)
            if not spoken or not any(door.courriel or door.adresse for door in doors):
                missing = "ni courriel ni adresse" if spoken else "aucun téléphone"
                yield at(
                    study.corpus, "ORI035", "parcours", parcours, ("contact",),
                    f"{tell_person(study.corpus, chemin.pas, place)} ne trouve {missing}.",
                )  # fmt: skip


def check_named(study: Study) -> Iterator[Problem]:
    """A fiche that an étape or a `si_rien` names is one that may be proposed today."""
    corpus = study.corpus
    for identifiant, parcours in corpus.parcours.items():
        named: list[tuple[Where, str, str]] = []
        for rank, etape in enumerate(parcours.etapes):
            here: Where = ("etapes", rank)
            for place, holder in ((here, etape), ((*here, "si_rien"), etape.si_rien)):
                if holder:
                    named += [((*place, "services", n), "service", key) for n, key in enumerate(holder.services)]
                    named += [((*place, "ressources", n), "ressource", key) for n, key in enumerate(holder.ressources)]
        for where, genre, key in named:
            fiche = corpus.by_kind()[genre][key]
            if not est_propose(fiche, study.today):
                yield at(
                    corpus, "ORI024", "parcours", identifiant, where,
                    f"« {fiche.nom} » ne peut pas être proposé aujourd'hui ({fiche.statut}).",
                )  # fmt: skip
