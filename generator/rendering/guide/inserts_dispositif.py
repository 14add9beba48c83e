"""The inserts that show the dispositif: besoins, consortium, coverage, indicateurs, autodiagnostic."""

from __future__ import annotations

from generator.models.acteur import ROLES
from generator.rendering.guide.tableaux import Cell, groups, not_yet, table
from generator.rendering.pages.besoins import views
from generator.rendering.pages.indicateurs import lire, valeur
from generator.rendering.site import Site


def autodiagnostic(site: Site, argument: str) -> str:
    """The points of the self-assessment: the question, then what is said when it is strong."""
    found = site.corpus.autodiagnostic
    if found is None:
        return not_yet()
    rows = [[(point.titre, ""), (point.question, ""), (point.fort, "")] for point in found.points.values()]
    return table(found.titre, ("Point", "La question", "C'est solide quand"), rows)


def besoins(site: Site, argument: str) -> str:
    """The besoins and where they stand, the latest first."""
    every = views(site)
    if not every:
        return not_yet()
    rows = [
        [
            (view.besoin.libelle, view.url),
            ("Exemple d'ici" if view.besoin.anterieur else view.statut, ""),
            (view.lieu, ""),
        ]
        for view in every.values()
    ]
    return table("Les besoins", ("Besoin", "Où il en est", "Où"), rows, ("Voir tous les besoins", "besoins/"))


def consortium(site: Site, argument: str) -> str:
    """The acteurs that have a part in the consortium, by part; one that has several is named in each."""
    found = [
        (
            title,
            [
                (entry.fiche.nom, entry.url)
                for entry in site.entrees["acteur"].values()
                if role in entry.fiche.roles_consortium
            ],
        )
        for role, title in ROLES.items()
    ]
    return groups([group for group in found if group[1]], ("Voir tous les acteurs", "acteurs/"))


def couverture(site: Site, argument: str) -> str:
    """For each subject, the ways of helping that are open somewhere here, and those of which nothing is known."""
    everywhere = frozenset(site.corpus.communes)
    modalites = site.corpus.referentiels["modalites"].termes
    rows: list[list[Cell]] = []
    for term, word in site.corpus.referentiels["thematiques"].termes.items():
        states = {key: site.couverture.case(everywhere, term, key).etat for key in modalites}
        opened = sum(state in ("couvert", "en-partie") for state in states.values())
        holes = [modalites[key].libelle for key, state in states.items() if state == "trou"]
        row = [(word.libelle, f"offre/thematiques/{term}/"), (f"{opened} sur {len(states)}", "")]
        rows.append([*row, (" ; ".join(holes) or "Rien", "")])
    heads = ("Sujet", "Façons d'aider ouvertes", "Ce qui manque")
    return table("Ce qui est couvert, ce qui manque", heads, rows, ("Voir le diagnostic complet", "diagnostic/"))


def indicateurs(site: Site, argument: str) -> str:
    """The indicateurs and their first measure, with both its terms."""
    found = lire(site)
    if not found:
        return not_yet()
    rows = [
        [
            (lu.indicateur.code, lu.url),
            (lu.indicateur.texte, ""),
            (valeur(lu.resultat.mesures[0]) if lu.resultat.mesure else lu.resultat.silence, ""),
        ]
        for lu in found.values()
    ]
    return table(
        "Les indicateurs", ("Code", "Indicateur", "Où on en est"), rows, ("Voir le tableau de bord", "indicateurs/")
    )
