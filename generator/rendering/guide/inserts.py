"""What each `[[nom]]` of the guide becomes: one function a name, from the territory's data.

A page holds 500 elements at most: what is long is cut, and says where the rest is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from generator.corpus.corpus import Corpus
from generator.corpus.ecriture import yaml_inline
from generator.corpus.etats import CALENDRIERS
from generator.corpus.francais import alphabetical, date_fr
from generator.corpus.inserts import DECRITS
from generator.models.arbre import Arbre, Question, Reponse
from generator.models.fiche import Source
from generator.models.guide import Chapitre, Outil
from generator.orientation.paths import next_question
from generator.rendering.dessin import picture
from generator.rendering.environment import render
from generator.rendering.guide.inserts_dispositif import autodiagnostic, besoins, consortium, couverture, indicateurs
from generator.rendering.guide.tableaux import Cell, groups, not_yet, table
from generator.rendering.pages.financements import by_state, quand
from generator.rendering.search.files import notion_labels
from generator.rendering.site import Site

Insert = Callable[[Site, str], str]
MAX_APPELS = 6
"""Financements of the calendar: the next ones, the calendar has the others."""


def acteurs(site: Site, argument: str) -> str:
    """The acteurs, by type."""
    found = [
        (
            word.libelle,
            [(entry.fiche.nom, entry.url) for entry in site.entrees["acteur"].values() if entry.fiche.type == term],
        )
        for term, word in site.corpus.referentiels["types-acteurs"].termes.items()
    ]
    return groups([group for group in found if group[1]], ("Voir tous les acteurs", "acteurs/"))


def appels(site: Site, argument: str) -> str:
    """The financements one can still ask for, those that have a date first."""
    found = [
        (entry, quand(site, entry) or CALENDRIERS[state][0])
        for state, entries in by_state(site).items()
        if state != "clos"
        for entry in entries
    ]
    return render("insert_appels.html", appels=found[:MAX_APPELS], reste=max(0, len(found) - MAX_APPELS))


def arbres(site: Site, argument: str) -> str:
    """Each arbre as a picture, then as a list."""
    made = []
    for arbre in site.corpus.arbres.values():
        questions = [
            (
                question.texte,
                [(reponse.texte, _follow_up(site.corpus, arbre, question, reponse)) for reponse in question.reponses],
            )
            for question in arbre.questions
        ]
        made.append((arbre, picture(site.corpus, arbre, "pile", "qui suit"), questions))
    return render("insert_arbres.html", arbres=made) if made else not_yet()


def _follow_up(corpus: Corpus, arbre: Arbre, question: Question, reponse: Reponse) -> str:
    following = next_question(arbre, question, reponse)
    if following is not None:
        return following.texte
    if reponse.parcours is not None:
        return f"parcours « {corpus.parcours[reponse.parcours].titre} »"
    return reponse.sortie.titre if reponse.sortie else ""


def champs(site: Site, argument: str) -> str:
    """The fields of a file, from its model: what is due, one by one, then the names of the others."""
    fields = DECRITS[argument].model_fields
    rows: list[list[Cell]] = []
    for name, info in fields.items():
        if info.is_required():
            example = f" Exemple : {_example(info.examples[0])}." if info.examples else ""
            rows.append([(name, ""), (f"{info.description}{example}", "")])
    others = [name for name, info in fields.items() if not info.is_required()]
    if others:
        rows.append([("Si on le sait", ""), (", ".join(others), "")])
    more = ("Voir tous les champs", f"contribuer/champs/{argument}/")
    return table(f"Champs : {argument}", ("Champ", "Ce qu'on y écrit"), rows, more)


def _example(example: Any) -> str:
    """Return an example for a reader: the quotes that YAML wants are of no use here."""
    return example.rstrip(".") if isinstance(example, str) else yaml_inline(example)


def communes(site: Site, argument: str) -> str:
    """The communes, by département."""
    found = [
        (nom, [(commune.nom, f"communes/{commune.code_insee}/") for commune in inside])
        for nom, inside in site.departements.values()
    ]
    return groups(found, ("Voir toutes les communes", "communes/"))


def dessin(site: Site, argument: str) -> str:
    """A drawing of the theme, in the territory's colours; on one line, as the look at the pages wants it."""
    return " ".join(line.strip() for line in render(f"dessin_{argument}.html").splitlines())


def glossaire(site: Site, argument: str) -> str:
    """The words explained."""
    words = sorted(site.corpus.glossaire.values(), key=lambda mot: alphabetical(mot.mot))
    if not words:
        return not_yet()
    rows: list[list[Cell]] = []
    for mot in words:
        long = f"{mot.developpe[:1].upper()}{mot.developpe[1:]}. " if mot.developpe else ""
        rows.append([(mot.mot, ""), (f"{long}{mot.definition}", "")])
    return table("Les mots expliqués", ("Mot", "Ce que cela veut dire"), rows, ("Voir tous les mots", "glossaire/"))


def outils(site: Site, argument: str) -> str:
    """The outils of a kind: the ateliers with their size and length, the modèles with what they are for."""
    found = [(key, outil) for key, outil in site.outils.items() if outil.genre == argument]
    if argument == "atelier":
        rows = [[(o.titre, f"guide/outils/{key}/"), (o.taille or "", ""), (o.duree or "", "")] for key, o in found]
        return table("Fiches d'atelier", ("Atelier", "Pour combien", "Durée"), rows, _TOUS_LES_OUTILS)
    rows = [[(o.titre, f"guide/outils/{key}/"), (o.resume, "")] for key, o in found]
    return table("Modèles à remplir", ("Modèle", "À quoi il sert"), rows, _TOUS_LES_OUTILS)


_TOUS_LES_OUTILS = ("Voir tous les outils", "guide/outils/")


def referentiel(site: Site, argument: str) -> str:
    """A closed list of words, with what each one means."""
    found = site.corpus.referentiels[argument]
    rows = [[(word.libelle, ""), (word.definition, "")] for word in found.termes.values()]
    return table(found.titre, ("Mot", "Ce que cela veut dire"), rows)


def sources(site: Site, argument: str) -> str:
    """Every source of the guide, once."""
    pages: list[Chapitre | Outil] = [*site.corpus.chapitres.values(), *site.corpus.outils.values()]
    found: dict[tuple[str, str | None], Source] = {}
    for source in (source for page in pages for source in page.toutes_les_sources):
        key = (source.titre, source.url)
        if key not in found or found[key].consulte_le < source.consulte_le:
            found[key] = source
    ordered = sorted(found.values(), key=lambda source: alphabetical(source.titre))
    return render("insert_sources.html", sources=ordered) if ordered else not_yet()


def synonymes(site: Site, argument: str) -> str:
    """What people type, and what the search understands."""
    labels = notion_labels(site)
    pairs = []
    for synonyme in site.corpus.synonymes:
        aimed = [labels.get(f"{name}:{term}", term) for name, terms in synonyme.notions.items() for term in terms]
        pairs.append((", ".join(synonyme.mots), ", ".join(synonyme.vers or aimed)))
    return render("insert_synonymes.html", paires=pairs) if pairs else not_yet()


def versions(site: Site, argument: str) -> str:
    """The journal of the versions of the guide."""
    journal = site.corpus.guide.journal if site.corpus.guide else ()
    rows = [[(f"{one.version}, {date_fr(one.date)}", ""), (" ".join(one.changements), "")] for one in journal]
    return table("Versions du guide", ("Version", "Ce qui a changé"), rows)


INSERTS: Mapping[str, Insert] = {
    "acteurs": acteurs,
    "appels": appels,
    "arbres": arbres,
    "autodiagnostic": autodiagnostic,
    "besoins": besoins,
    "champs": champs,
    "communes": communes,
    "consortium": consortium,
    "couverture": couverture,
    "dessin": dessin,
    "glossaire": glossaire,
    "indicateurs": indicateurs,
    "outils": outils,
    "referentiel": referentiel,
    "sources": sources,
    "synonymes": synonymes,
    "versions": versions,
}
