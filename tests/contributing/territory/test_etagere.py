"""A new territory begins with the shelf: what names a fiche that it has still names it, the rest says it plainly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.contributing.territory.creation import DemandeDeTerritoire, plan, shelf_in
from generator.contributing.territory.edition import sealed
from generator.contributing.territory.orientation import RIEN, doors_to, points_to, without_offer
from generator.contributing.territory.perimetre import DemandeDePerimetre
from generator.contributing.territory.recherche import (
    cas_type_ailleurs,
    requetes_ailleurs,
    synonyme_ailleurs,
    without_failed,
)
from generator.corpus.corpus import Corpus
from generator.rules.commun import check_edition, empreintes
from tests.chemins import AUJOURDHUI
from tests.construction import annuaire
from tests.corpus.test_commun import COMPLEMENT, MEMO, shelve
from tests.mini import Mini, officiel

LARGE = ("03902", "04901")


@pytest.fixture
def mini(tmp_path: Path) -> Mini:
    return shelve(tmp_path)


@pytest.fixture
def ailleurs(mini: Mini) -> Corpus:
    """The neighbour's shelf: the network, the people of the open sea, their grant, the memo; no advice."""
    return shelf_in(mini.corpus(), officiel(), LARGE)


def test_the_shelf_stays_and_what_is_local_goes(mini: Mini) -> None:
    mini.write(COMPLEMENT, 'note: "Ici."\n')
    files = {path.relative_to(mini.root).as_posix(): path.read_bytes() for path in mini.root.rglob("*.*")}
    new = plan(
        mini.corpus(), officiel(), annuaire(), files, DemandeDeTerritoire(DemandeDePerimetre(["999999998"])), AUJOURDHUI
    ).fichiers
    assert new[COMPLEMENT] is None
    assert not [path for path in new if path.startswith("content/commun/")]


def without(parcours: dict[str, Any], mini: Mini, ailleurs: Corpus) -> dict[str, Any]:
    without_offer(parcours, mini.corpus(), ailleurs, "accueil")
    return parcours


def test_an_etape_keeps_the_common_fiches_that_are_there(mini: Mini, ailleurs: Corpus) -> None:
    etapes = [
        {"titre": "Lire", "ressources": ["guide", "memo"], "acteurs": ["pole", "large"], "engage": "large"},
        {"titre": "Demander", "services": ["conseil"], "si_rien": {"dire": "Le pôle rappelle."}, "engage": "pole"},
        {"titre": "Aller à l'instance", "services": ["conseil"], "ici": "oui"},
    ]
    made = without({"contact": "conseil", "etapes": etapes, "exemples": ["pole", "large"]}, mini, ailleurs)
    assert (made["contact"], made["exemples"]) == ("accueil", ["large"])
    lire, demander = made["etapes"]
    assert (lire["ressources"], lire["acteurs"], lire["engage"]) == (["memo"], ["large"], "large")
    assert "services" not in demander and "engage" not in demander
    assert demander["demander"] == {"thematiques": ["mot"], "modalites": ["mot"]}
    assert demander["si_rien"]["dire"] == RIEN


def test_a_parcours_of_here_only_keeps_its_etapes(mini: Mini, ailleurs: Corpus) -> None:
    made = without({"contact": "accueil", "etapes": [{"titre": "A", "faire": "B", "ici": "oui"}]}, mini, ailleurs)
    assert len(made["etapes"]) == 1


def test_what_is_shown_instead_keeps_what_is_there(mini: Mini, ailleurs: Corpus) -> None:
    otherwise = {"dire": "Rien.", "services": ["conseil"], "ressources": ["memo"]}
    etape = {"titre": "A", "demander": {"thematiques": ["mot"]}, "si_rien": otherwise}
    without({"contact": "accueil", "etapes": [etape]}, mini, ailleurs)
    assert otherwise == {"dire": "Rien.", "services": ["accueil"], "ressources": ["memo"]}


def test_an_exit_stays_only_where_it_is_open_everywhere(mini: Mini, ailleurs: Corpus) -> None:
    home = shelf_in(mini.corpus(), officiel(), ["01901"])
    for there, expected in ((home, "conseil"), (ailleurs, "accueil")):
        arbre = {"questions": [{"reponses": [{"sortie": {"contact": "conseil"}}, {"vers": "x"}]}]}
        doors_to(arbre, there, "accueil")
        assert arbre["questions"][0]["reponses"][0]["sortie"] == {"contact": expected}


def test_a_weak_point_keeps_what_helps(ailleurs: Corpus) -> None:
    point: dict[str, Any] = {"services": ["conseil"], "ressources": ["guide", "memo"]}
    points_to({"points": {"membres": point}}, ailleurs, "accueil")
    assert point == {"services": ["accueil"], "ressources": ["memo"]}


def test_a_synonym_stays_while_it_leads_somewhere(ailleurs: Corpus) -> None:
    both = {"mots": ["a"], "acteurs": ["pole", "large"]}
    assert synonyme_ailleurs(both, ailleurs)
    assert both["acteurs"] == ["large"]
    assert not synonyme_ailleurs({"mots": ["a"], "services": ["accueil"]}, ailleurs)
    assert not synonyme_ailleurs({"mots": ["a"], "vers": ["b"], "ici": "oui"}, ailleurs)


REQUETES = b"""\
requetes:
  - {requete: memo, attendu: [ressource/memo]}
  - {requete: pole, attendu: [ressource/memo, acteur/pole]}
  - {requete: outil, attendu: [outil/tour]}
reserve:
  - {requete: ici, attendu: [commune/01901]}
"""


def test_an_expected_search_stays_when_all_that_it_expects_is_there(ailleurs: Corpus) -> None:
    made = requetes_ailleurs(REQUETES, ailleurs)
    assert made is not None
    assert [word in made for word in (b"requete: memo", b"pole", b"outil/tour", b"01901")] == [True, False, True, False]
    fewer = without_failed(REQUETES, {("requetes", 0), ("reserve", 0)})
    assert fewer is not None and b"requete: memo" not in fewer and b"01901" not in fewer
    assert without_failed(REQUETES, {("requetes", rank) for rank in range(3)}) is None


def test_a_cas_type_keeps_its_way_and_drops_its_place(mini: Mini) -> None:
    cas: dict[str, Any] = {"cas": "Deux voisins.", "commune": "01901", "attendu": {"parcours": "p", "etapes": [{}]}}
    assert cas_type_ailleurs(cas, mini.corpus())
    assert cas == {"cas": "Deux voisins.", "attendu": {"parcours": "p"}}
    assert not cas_type_ailleurs({"cas": "À Port-Brume.", "attendu": {"parcours": "p"}}, mini.corpus())
    assert not cas_type_ailleurs({"cas": "Deux.", "attendu": {"contact": "accueil"}}, mini.corpus())


def test_an_edition_is_sealed_until_somebody_changes_a_fiche(mini: Mini) -> None:
    path = "content/commun/LISEZ-MOI.yml"
    mini.write(path, sealed(mini.text(path).encode(), empreintes(mini.corpus()), AUJOURDHUI))
    assert f"edition: {AUJOURDHUI}\n" in mini.text(path)
    assert mini.broken(check_edition) == []
    mini.change(MEMO, "Mémo", "Aide-mémoire")
    assert [code for code, *_ in mini.broken(check_edition)] == ["CMN008"]
