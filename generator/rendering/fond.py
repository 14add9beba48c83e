"""What a page may look at besides the fiches of the offer that it names: what it is made from, with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from functools import lru_cache, partial
from typing import Any, TypeVar

from generator.corpus.genres import FICHES
from generator.corpus.memoire import lots, remembers, unchanged
from generator.rendering.entree import Entree
from generator.rendering.environment import sources
from generator.rendering.site import Site

R = TypeVar("R")
_LEFT_OUT = {"ecrits", "commun", "origines", "couvertures", "noms", "doutes"}
"""Of a corpus: told apart below, or computed from the rest."""


@lru_cache(maxsize=1)
def fond_of(site: Site) -> tuple[Any, ...]:
    """Return the templates, the day, and the whole corpus but the services, ressources and financements that no relais
    names.

    The same value from one build to the next, as long as nothing of it changed; empty when nothing is remembered.
    """
    if not remembers():
        return ()
    corpus = site.corpus
    seen = (
        sources(),
        site.today,
        site.jour,
        site.boite,
        replace(site.accueil, fiche=_elsewhere(site.accueil.fiche)),
        bool(site.sujets),
        [_elsewhere(corpus.services[one.service]) for one in corpus.territoire.relais if one.service],
        {key: _elsewhere(acteur) for key, acteur in corpus.acteurs.items()},
        {kind: files for kind, files in corpus.ecrits.items() if kind not in FICHES},
        {key: located.path for key, located in corpus.origines.items()},
        [getattr(corpus, one.name) for one in fields(corpus) if one.name not in _LEFT_OUT],
    )
    return unchanged("fond", seen, lambda: seen)


def of_entries(site: Site, make: Callable[[Site, Entree], R], entries: Iterable[Entree]) -> Iterator[R]:
    """Yield what `make` makes of each entry; it looks at the entry, at what `fond_of` holds, and at nothing else."""
    return lots((of_entries, make), partial(_of_entries, site, make), entries, fond_of(site))


def _of_entries(
    site: Site, make: Callable[[Site, Entree], R], entries: Iterable[Entree], fond: tuple[Any, ...]
) -> Iterator[R]:
    for entry in entries:
        yield unchanged((make, entry.url), (fond, entry), partial(make, site, entry))


def _elsewhere(fiche: Any) -> Any:
    """Return what other pages may show of a fiche: its description is for its own page, made from the fiche itself."""
    return fiche.model_copy(update={"description": None})
