"""The issue of each acteur: what it should confirm, and how, in a kind voice."""

from __future__ import annotations

from collections.abc import Iterator

from generator.corpus.fraicheur import Releve
from generator.corpus.francais import date_fr
from generator.corpus.genres import url_of
from generator.forges.connues import depot_de
from generator.models.territoire import Territoire
from generator.problems.formats import markdown_text
from generator.upkeep.billets import Billet
from generator.upkeep.rapport import say_reading, split_readings
from generator.upkeep.sections import MAX_LIGNES

FAMILLE = "fraicheur"


def billets_fraicheur(found: tuple[Releve, ...], territoire: Territoire) -> tuple[Billet, ...]:
    """Return one issue per acteur for which something waits; its text changes when what waits changes."""
    return tuple(
        Billet(FAMILLE, releve.acteur, f"À confirmer : {releve.nom}", "\n".join(_body(releve, territoire)))
        for releve in found
        if releve.a_confirmer or releve.fermetures
    )


def _body(releve: Releve, territoire: Territoire) -> Iterator[str]:
    yield "Bonjour,"
    yield ""
    yield f"Ces fiches du site parlent de vous, ou dépendent de vous : {markdown_text(releve.nom)}."
    yield "Merci de dire si elles sont justes. Quelques minutes suffisent."
    titles = ("À confirmer", "À confirmer par la coordination : aucune structure n'y est nommée")
    for title, readings in zip(titles, split_readings(releve), strict=True):
        if readings:
            yield from ("", f"### {title}", "")
            yield from _lines([(one.nom, one.chemin, say_reading(one)) for one in readings], territoire)
    if releve.fermetures:
        yield from ("", "### Ferme bientôt", "")
        rows = [(one.nom, one.chemin, f"ferme après le {date_fr(one.le)}") for one in releve.fermetures]
        yield from _lines(rows, territoire)
        yield from ("", "Une nouvelle date, une suite, ou c'est fini : dites-le ici.")
    yield from ("", "### Comment répondre", "")
    yield "- **Tout est juste** : l'écrire ici, avec votre fonction, jamais un nom. La coordination s'en charge."
    yield "- **Quelque chose a changé** : le dire ici, avec vos mots."
    yield "- **Vous savez modifier un fichier** : écrire `verifie_le` et `verifie_par` à la fin de la fiche."
    calendar = f"{territoire.site.url}acteurs/{releve.acteur}/relectures.ics"
    yield from ("", f"Les jours de relecture, pour votre agenda : {calendar}")
    yield from ("", "Ce message se met à jour deux fois par semaine, et se ferme quand tout est confirmé.")


def _lines(rows: list[tuple[str, str, str]], territoire: Territoire) -> Iterator[str]:
    """Yield one line per fiche: its page, what is asked, its file in the forge's editor."""
    depot = depot_de(territoire.site)
    for name, path, said in rows[:MAX_LIGNES]:
        page = f"{territoire.site.url}{url_of(path)}"
        edit = f" ([modifier le fichier]({depot.modifier(path)}))" if depot else ""
        yield f"- [{markdown_text(name)}]({page}) : {said}{edit}"
    if len(rows) > MAX_LIGNES:
        yield f"- … et {len(rows) - MAX_LIGNES} de plus."
