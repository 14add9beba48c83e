"""Addresses of the forge where the repository is: tell an error, change a file. Nothing when no repository is known."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from generator.corpus.corpus import Corpus
from generator.models.territoire import Territoire

FORMULAIRE = "corriger-une-fiche.yml"
"""The form of `contributing/questions.py` that asks what is wrong; `fiche` is its first question."""
BESOIN = "personne-ne-repond-a-mon-besoin.yml"
"""The form of those who found nothing."""


def report_link(territoire: Territoire, what: str, page: str = "", boite: str = "", depot: str = "") -> str:
    """Return where to tell that a page is wrong: the forge's form, else a mail to who reads it (`boite`).

    `page` is the path of the page from the site's root: it is written for the person. `depot`: the repository of who
    keeps the fiche, when it is not the territory.
    """
    title = f"Erreur : {what}"
    address = f"{territoire.site.url}{page}" if page else ""
    if depot := depot or territoire.site.depot or "":
        asked = {"template": FORMULAIRE, "title": title} | ({"fiche": address} if page else {})
        return f"{depot.rstrip('/')}/issues/new?{urlencode(asked, quote_via=quote)}"
    courriel = territoire.editeur.courriel or boite
    if not courriel:
        return ""
    body = f"&body={quote(f'Page : {address}')}" if page else ""
    return f"mailto:{courriel}?subject={quote(title)}{body}"


def forms_links(territoire: Territoire) -> tuple[tuple[str, str], ...]:
    """Return (words, address) of the forms that a visitor may fill; () when no repository is known."""
    if not territoire.site.depot:
        return ()
    new = f"{territoire.site.depot.rstrip('/')}/issues/new"
    return (
        ("Personne ne répond à mon besoin", f"{new}?template={BESOIN}"),
        ("Proposer une fiche", f"{new}/choose"),
    )


def depot_of(corpus: Corpus, genre: str, identifiant: str) -> str:
    """Return the repository of who keeps a file: the shelf's for a common fiche, else the territory's; '' unknown."""
    shelf = corpus.etagere.depot if corpus.etagere and corpus.is_common(genre, identifiant) else None
    return shelf or corpus.territoire.site.depot or ""


def edit_link(corpus: Corpus, genre: str, identifiant: str) -> str:
    """Return where to change the file of a fiche, in the forge's own editor; '' when no repository is known."""
    depot = depot_of(corpus, genre, identifiant)
    return f"{depot.rstrip('/')}/edit/main/{corpus.path_of(genre, identifiant)}" if depot else ""
