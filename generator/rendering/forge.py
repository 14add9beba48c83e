"""From a page to the forge: tell an error, change a file. Nothing when no repository is known."""

from __future__ import annotations

from urllib.parse import quote

from generator.corpus.corpus import Corpus
from generator.corpus.questions import CORRIGER, form_of
from generator.forges.connues import depot_de
from generator.forges.forge import DepotDeCode, QuestionPosee
from generator.models.territoire import Territoire

BESOIN = "personne-ne-repond-a-mon-besoin"
"""The form of those who found nothing."""


def report_link(
    territoire: Territoire, what: str, page: str = "", boite: str = "", depot: DepotDeCode | None = None
) -> str:
    """Return where to tell that a page is wrong: the forge's form, else a mail to who reads it (`boite`).

    `page` is the path of the page from the site's root: it is written for the person. `depot`: the repository of who
    keeps the fiche, when it is not the territory.
    """
    title = f"Erreur : {what}"
    address = f"{territoire.site.url}{page}" if page else ""
    if depot := depot or depot_de(territoire.site):
        first, *others = (QuestionPosee(one.id, one.libelle) for one in form_of(CORRIGER).questions)
        return depot.demander(CORRIGER, title, (first._replace(reponse=address), *others))
    courriel = territoire.editeur.courriel or boite
    if not courriel:
        return ""
    body = f"&body={quote(f'Page : {address}')}" if page else ""
    return f"mailto:{courriel}?subject={quote(title)}{body}"


def forms_links(territoire: Territoire) -> tuple[tuple[str, str], ...]:
    """Return (words, address) of the forms that a visitor may fill; () when no repository is known."""
    depot = depot_de(territoire.site)
    if depot is None:
        return ()
    return (("Personne ne répond à mon besoin", depot.demander(BESOIN)), ("Proposer une fiche", depot.choisir))


def depot_of(corpus: Corpus, genre: str, identifiant: str) -> DepotDeCode | None:
    """Return the repository of who keeps a file: the shelf's for a common fiche, else the territory's; None unknown."""
    shelf = depot_de(corpus.etagere) if corpus.is_common(genre, identifiant) else None
    return shelf or depot_de(corpus.territoire.site)


def edit_link(corpus: Corpus, genre: str, identifiant: str) -> str:
    """Return where to change the file of a fiche, in the forge's own editor; '' when no repository is known."""
    depot = depot_of(corpus, genre, identifiant)
    return depot.modifier(corpus.path_of(genre, identifiant)) if depot else ""
