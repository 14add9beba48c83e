"""Addresses of the forge where the repository is: tell an error, change a file. Nothing when no repository is known."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from generator.corpus.genres import GENRES
from generator.models.territoire import Territoire

FORMULAIRE = "corriger-une-fiche.yml"
"""The form of `contributing/questions.py` that asks what is wrong; `fiche` is its first question."""
BESOIN = "personne-ne-repond-a-mon-besoin.yml"
"""The form of those who found nothing."""


def report_link(territoire: Territoire, what: str, page: str = "", boite: str = "") -> str:
    """Return where to tell that a page is wrong: the forge's form, else a mail to who reads it (`boite`).

    `page` is the path of the page from the site's root: it is written for the person.
    """
    title = f"Erreur : {what}"
    address = f"{territoire.site.url}{page}" if page else ""
    if territoire.site.depot:
        asked = {"template": FORMULAIRE, "title": title} | ({"fiche": address} if page else {})
        return f"{territoire.site.depot.rstrip('/')}/issues/new?{urlencode(asked, quote_via=quote)}"
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


def edit_link(territoire: Territoire, genre: str, identifiant: str) -> str:
    """Return where to change the file of a fiche, in the forge's own editor; '' when no repository is known."""
    depot = territoire.site.depot
    return f"{depot.rstrip('/')}/edit/main/{GENRES[genre].path_of(identifiant)}" if depot else ""
