"""A list of communes too long for one page is cut: département, intercommunalité, letters."""

from __future__ import annotations

import dataclasses
import re

from generator.corpus.corpus import Corpus
from generator.corpus.officiel import CommuneOfficielle
from generator.orientation.study import study_of
from generator.rendering.carte import Carte
from generator.rendering.pages.lieux import commune_pages
from generator.rendering.pages.orientation import orientation_pages
from generator.rendering.rayons import MAX_ENSEMBLE, shelves
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI
from tests.construction import read

GRANDE, PETITE, SEULE = "111111118", "222222226", ""


def region() -> Corpus:
    """The invented territory, with two hundred more communes: in one EPCI, in a small one, in none."""
    corpus = read()
    model = next(iter(corpus.communes.values()))
    homes = {f"{model.departement}{n:03d}": GRANDE for n in range(100, 280)}
    homes |= {"02500": PETITE, "02501": PETITE, "02502": SEULE}
    names = {code: f"{chr(65 + rank % 26)}bourg-{code}" for rank, code in enumerate(homes)}
    communes = {
        code: model.model_copy(update={"code_insee": code, "nom": names[code], "departement": code[:2]})
        for code in homes
    }
    officiel = dataclasses.replace(
        corpus.officiel,
        epci={
            **corpus.officiel.epci,
            GRANDE: ("CC Grande", tuple(code for code, home in homes.items() if home == GRANDE)),
            PETITE: ("CC Petite", ("02500", "02501")),
        },
        communes={
            **corpus.officiel.communes,
            **{code: CommuneOfficielle(names[code], ("01000",), 10, code[:2]) for code in homes},
        },
    )
    return dataclasses.replace(corpus, communes={**corpus.communes, **communes}, officiel=officiel)


def test_a_short_list_stands_on_one_page() -> None:
    assert shelves(read()) == {}


def test_a_long_list_is_cut_by_departement_then_epci_then_letter() -> None:
    corpus = region()
    found = shelves(corpus)
    assert list(found) == sorted({commune.departement for commune in corpus.communes.values()})
    names = [rayon.nom for rayon in found["01"]]
    assert [bool(re.fullmatch(r"CC Grande, de Abourg-\d+ à .*", name)) for name in names].count(True) == 1
    assert {"CC Petite", "Sans intercommunalité"} <= {rayon.nom for rayon in found["02"]}
    shown = [commune.code_insee for rayons in found.values() for rayon in rayons for commune in rayon.communes]
    assert sorted(shown) == sorted(corpus.communes)
    assert max(len(rayon.communes) for rayons in found.values() for rayon in rayons) <= MAX_ENSEMBLE
    assert len(set(shown_names := [rayon.nom for rayons in found.values() for rayon in rayons])) == len(shown_names)
    ids = [rayon.id for rayons in found.values() for rayon in rayons]
    assert len(set(ids)) == len(ids)


def test_every_commune_is_reached_from_both_lists() -> None:
    corpus = region()
    assert not Carte(corpus).drawn
    site, study = Site(corpus, AUJOURDHUI), study_of(corpus, AUJOURDHUI)
    pages = {page.url: page.body for page in commune_pages(site, Carte(corpus), study)}
    parts = [url for url in pages if re.fullmatch(r"communes/\d\d-.+/", url)]
    assert all(f'href="{{RACINE}}{url}"' in pages["communes/"] or url in pages["communes/"] for url in parts)
    linked = "".join(pages[url] for url in parts)
    assert all(f"communes/{code}/" in linked for code in corpus.communes)
    arbre = next(iter(corpus.arbres))
    asked = {page.url: page.body for page in orientation_pages(site, study)}
    chosen = "".join(body for url, body in asked.items() if url.startswith(f"orienter/{arbre}/communes/"))
    assert all(f"?commune={code}" in chosen for code in corpus.communes)
