"""Light pages that other sites may frame: one per commune, one per arbre (docs/decisions/0025).

No script, no cookie, no form: only links, which open in a tab of their own. Not one of the site's own pages: it
has its own template and its own small sheet, and its own policy (publishing/entetes.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.corpus.communes import at_commune
from generator.corpus.signes import signe_of
from generator.rendering.environment import render
from generator.rendering.exports.enregistrement import Enregistrement
from generator.rendering.page import OutputFile
from generator.rendering.pages.resultats import call_first
from generator.rendering.site import Site

DOSSIER = "integrer/"
CSP = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
"""Two style sheets of the site, and nothing else"""
MAX = 10
"""Services named in a frame; a link leads to the others."""
HAUTEUR = 420
"""Pixels that the snippet gives to the frame."""
BAC_A_SABLE = "allow-popups allow-popups-to-escape-sandbox"
"""What the frame may do: open a tab, and nothing else."""


def integration_files(site: Site, records: Mapping[str, list[Enregistrement]]) -> Iterator[OutputFile]:
    """Yield integrer/communes/<code>.html and integrer/<arbre>.html."""
    for code, commune in site.corpus.communes.items():
        here = frozenset((code,))
        told = [
            (entry, signe)
            for entry in site.entrees["service"].values()
            if entry.signe
            and (signe := signe_of(site.corpus, "service", entry.fiche, site.today, here))
            and signe.code in ("oui", "part")
        ]
        yield _file(
            site,
            f"communes/{code}",
            "integration_commune.html",
            titre=f"Un projet à plusieurs {at_commune(commune.nom)} ?",
            adresse=f"communes/{code}/",
            services=told[:MAX],
            reste=len(told) - MAX,
            appel=call_first(site, here),
        )
    for one in records["arbre"]:
        yield _file(
            site,
            one.id,
            "integration_arbre.html",
            titre=one.donnees["fiche"]["titre"],
            adresse=f"orienter/{one.id}/",
            arbre=one.valeur,
        )


def _file(site: Site, what: str, template: str, **values: Any) -> OutputFile:
    path = integration_of(what)
    body = render(template, site=site, racine="../" * path.count("/"), csp=CSP, **values)
    return OutputFile(path, body.encode())


def integration_of(what: str) -> str:
    """Return the address of the frame of `communes/<code>` or of an arbre."""
    return f"{DOSSIER}{what}.html"


def snippet(site: Site, what: str, title: str, page: str) -> str:
    """Return what to copy into another site: the frame, and a plain link for those who do not see it."""
    root = site.territoire.site.url
    return (
        f'<iframe src="{root}{integration_of(what)}" title="{title}" width="100%" height="{HAUTEUR}"\n'
        f'  loading="lazy" referrerpolicy="no-referrer" sandbox="{BAC_A_SABLE}"></iframe>\n'
        f'<p><a href="{root}{page}">{title}</a></p>'
    )
