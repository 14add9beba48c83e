"""The frame of an answer to a call, filled with what the data say; each gap is named « À compléter ».

The parts are those of an answer to an « appel à révélation » (plan du guide, A6):
besoin, preuves, acteurs engagés, ressources locales, solution, suites, limites.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.corpus.francais import date_fr, date_partielle_fr
from generator.dispositif.appels import Appel
from generator.dispositif.besoins import bring_together
from generator.models.besoin import ORIGINES, RESULTATS_APPEL, Besoin
from generator.models.suivi_besoin import STATUTS_BESOIN
from generator.rendering.blocks import (
    Block,
    Bullets,
    Checkbox,
    FillLine,
    Heading,
    Paragraph,
    Run,
    Runs,
    Table,
    bullets,
    plain,
)
from generator.rendering.site import Site

A_COMPLETER = "À compléter :"
MAX_INITIATIVES = 5
"""Fiches found by the program that a dossier names, beside those that the besoin names itself."""
AVANT_D_ENVOYER = (
    "Les dates et les règles de l'appel sont vérifiées auprès de qui l'organise.",
    "Chaque structure citée est d'accord avec ce qui est écrit sur elle.",
    "Aucune personne n'est nommée sans son accord.",
    "Chaque ligne « À compléter » est remplie ou retirée.",
    "Quelqu'un sait qui dira la réponse aux habitants, quelle qu'elle soit.",
)


def dossier_title(site: Site, identifiant: str) -> str:
    """Return the title of the document."""
    return f"Répondre à un appel : {site.corpus.besoins[identifiant].libelle}"


def dossier_blocks(site: Site, identifiant: str, appel: Appel | None) -> tuple[Block, ...]:
    """Return the whole document; without a call, its name and its zone are left to be filled."""
    besoin = site.corpus.besoins[identifiant]
    return (
        Heading(1, dossier_title(site, identifiant)),
        *_opening(site, appel),
        Heading(2, "Le besoin"),
        *_need(site, besoin),
        Heading(2, "Les preuves"),
        *_proofs(besoin),
        Heading(2, "Les acteurs engagés"),
        *_engaged(site, besoin),
        Heading(2, "Les ressources d'ici"),
        *_resources(site, identifiant, besoin),
        Heading(2, "La solution"),
        *_solution(site, besoin),
        Heading(2, "Les suites"),
        *_next(site, identifiant, besoin),
        Heading(2, "Les limites géographiques"),
        *_limits(site, besoin, appel),
        *_former_calls(besoin),
        *_sources(besoin),
        Heading(2, "Avant d'envoyer"),
        *(Checkbox(text) for text in AVANT_D_ENVOYER),
    )


def _gap(what: str, lines: int = 2) -> FillLine:
    return FillLine(f"{A_COMPLETER} {what}", lines)


def _opening(site: Site, appel: Appel | None) -> Iterator[Block]:
    if appel is None:
        yield _gap("le nom de l'appel, et sa date limite.", 1)
    else:
        url = site.entrees[appel.genre][appel.id].url if appel.connu else ""
        yield Paragraph((Run("Appel : "), Run(appel.nom, bold=True, url=url)))
        yield _gap("la date limite de l'appel.", 1)
    yield Paragraph(
        plain(
            f"Ce dossier est rempli avec ce que le site {site.territoire.site.nom} savait le {date_fr(site.jour)}. "
            f"Ce qui manque est marqué « À compléter »."
        )
    )


def _need(site: Site, besoin: Besoin) -> Iterator[Block]:
    heard = besoin.historique[0]
    last = besoin.historique[-1]
    yield Paragraph((Run(besoin.phrase, bold=True),))
    rows = [
        ("Qui l'a dit", f"{besoin.origine.par} ({ORIGINES[besoin.origine.type].lower()})"),
        ("Depuis quand", date_partielle_fr(heard.date)),
        ("Où il en est", f"{STATUTS_BESOIN[last.statut][0]}, {date_partielle_fr(last.date)}"),
        ("Sujets", ", ".join(site.labels("enjeux", besoin.enjeux))),
    ]
    yield Table(("Question", "Réponse"), tuple((plain(name), plain(value)) for name, value in rows))
    if besoin.origine.precision:
        yield Paragraph(plain(besoin.origine.precision))
    yield Paragraph((Run("Les communes concernées", bold=True),))
    yield _places(site, site.corpus.communes_visees(besoin.communes))


def _places(site: Site, codes: frozenset[str]) -> Bullets:
    """Return the communes, département by département."""
    rows = []
    for nom, communes in site.departements.values():
        inside = [commune.nom for commune in communes if commune.code_insee in codes]
        if inside:
            rows.append(f"{nom} : {', '.join(inside)}.")
    return bullets(rows)


def _proofs(besoin: Besoin) -> Iterator[Block]:
    if besoin.verifications:
        yield bullets(besoin.verifications)
    else:
        yield _gap("comment le besoin a été vérifié : qui l'a redit, combien de personnes, ce qui existe déjà.")
    if besoin.preuves:
        yield Paragraph((Run("Les chiffres et les faits", bold=True),))
        yield bullets(besoin.preuves)
    else:
        yield _gap("des chiffres, avec leur date et leur source.")


def _engaged(site: Site, besoin: Besoin) -> Iterator[Block]:
    yield _gap("la structure qui porte la réponse, et la fonction de qui répondra aux questions.")
    if besoin.engagements:
        rows = tuple((_linked(site, "acteur", one.acteur), plain(one.texte)) for one in besoin.engagements)
        yield Table(("Structure", "Ce qu'elle apporte"), rows)
    else:
        yield _gap("les structures engagées, et ce que chacune apporte.", 3)


def _linked(site: Site, genre: str, identifiant: str) -> Runs:
    """Return the name of a fiche, and what to know before relying on it."""
    entry = site.entrees[genre][identifiant]
    named = Run(entry.fiche.nom, url=entry.url)
    return (named, Run(f" ({entry.reserve[:1].lower()}{entry.reserve[1:]})")) if entry.reserve else (named,)


def _supported(site: Site, appuis: Iterable[Any]) -> Bullets:
    """Return sentences, each with the fiches that it names."""
    items = []
    for appui in appuis:
        runs = [Run(appui.texte)]
        for genre, identifiant in appui.fiches:
            runs += [Run(" "), *_linked(site, genre, identifiant)]
        items.append(tuple(runs))
    return Bullets(tuple(items))


def _resources(site: Site, identifiant: str, besoin: Besoin) -> Iterator[Block]:
    if besoin.ressources_locales:
        yield _supported(site, besoin.ressources_locales)
    else:
        yield _gap("un lieu, des outils, des gens, une initiative d'ici sur quoi s'appuyer.")
    found = bring_together(site.corpus, identifiant, site.today)
    near = (*found.initiatives, *found.ressources)[:MAX_INITIATIVES]
    if near:
        yield Paragraph((Run("À regarder aussi, sur les mêmes sujets", bold=True),))
        yield Bullets(tuple(_linked(site, one.genre, one.id) for one in near))
    if found.services:
        yield Paragraph((Run("Des services qui peuvent aider", bold=True),))
        yield Bullets(tuple(_linked(site, one.genre, one.id) for one in found.services[:MAX_INITIATIVES]))


def _solution(site: Site, besoin: Besoin) -> Iterator[Block]:
    if besoin.solution:
        yield Paragraph(plain(besoin.solution))
    else:
        yield _gap("la solution imaginée, à qui elle sert, ce qu'elle change.", 4)
    if besoin.reponses:
        yield Paragraph((Run("Ce qui y répond déjà", bold=True),))
        yield _supported(site, besoin.reponses)
    if besoin.manque:
        yield Paragraph((Run("Ce qui manque encore", bold=True),))
        yield bullets(besoin.manque)


def _next(site: Site, identifiant: str, besoin: Besoin) -> Iterator[Block]:
    """Say what réunions decided and is not done yet; what comes after the call is for people to write."""
    rows = tuple(
        (
            plain(decision.texte),
            plain(decision.responsable or "…"),
            plain(date_fr(decision.echeance) if decision.echeance else "…"),
        )
        for reunion in site.corpus.reunions().values()
        for decision in reunion.decisions
        if decision.besoin == identifiant and decision.faite_le is None
    )
    if rows:
        yield Table(("Décidé en réunion", "Qui", "Pour quand"), rows)
    if besoin.rejoindre:
        yield Paragraph((Run("Pour rejoindre ceux qui y travaillent : "), Run(besoin.rejoindre)))
    yield _gap("ce qui sera fait après l'appel, par qui, pour quand, avec quel argent.", 3)


def _limits(site: Site, besoin: Besoin, appel: Appel | None) -> Iterator[Block]:
    if besoin.limites:
        yield bullets(besoin.limites)
    communes = site.corpus.communes_visees(besoin.communes)
    if appel is None or not appel.connu:
        yield _gap("les communes du besoin que cet appel ne couvre pas.", 1)
        return
    outside = communes - appel.couverture
    if not outside:
        yield Paragraph(plain("D'après sa fiche, cet appel couvre toutes les communes du besoin."))
    else:
        yield Paragraph((Run("Cet appel ne couvre pas :", bold=True),))
        yield _places(site, outside)
        yield _gap("comment le besoin sera suivi dans ces communes.")
    fiche = site.entrees[appel.genre][appel.id].fiche
    if getattr(fiche, "limites", ()):
        yield Paragraph((Run("À savoir sur cet appel", bold=True),))
        yield bullets(fiche.limites)


def _former_calls(besoin: Besoin) -> Iterator[Block]:
    if besoin.appels:
        yield Heading(2, "Les appels déjà tentés")
        yield Table(
            ("Appel", "Déposé le", "Résultat"),
            tuple(
                (
                    (Run(one.appel, url=one.url or ""),),
                    plain(date_fr(one.depose_le)),
                    plain(RESULTATS_APPEL[one.resultat]),
                )
                for one in besoin.appels
            ),
        )


def _sources(besoin: Besoin) -> Iterator[Block]:
    if besoin.sources:
        yield Heading(2, "D'où viennent ces informations")
        items = []
        for source in besoin.sources:
            dated = f" ({source.date_source})" if source.date_source else ""
            read = f"{dated}, lu le {date_fr(source.consulte_le)}"
            items.append((Run(source.titre, url=source.url or ""), Run(read)))
        yield Bullets(tuple(items))
